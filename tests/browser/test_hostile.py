"""Hostile text in a report and its glossary is shown as text: it never runs and never becomes markup."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from reportsite.output.disk import Project
from tests.browser.conftest import serving
from tests.conftest import FIXTURES, Command, Once
from tests.projects import SUB_PATH, made_up

# Without asterisks and underscores, which are markup in the source.
STRINGS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "<svg onload=alert(4)>",
    "<iframe src=https://elsewhere.example/5></iframe>",
    "<style>article{display:none}</style>",
    "<details open ontoggle=alert(6)>",
    '" onmouseover="alert(7)" x="',
    "' autofocus onfocus='alert(8)",
    "[a](javascript:alert(9))",
    "[b](data:text/html,<script>alert(10)</script>)",
    "![c](https://elsewhere.example/11.png)",
    '<a href="javascript:alert(12)">d</a>',
    "<javascript:alert(13)>",
    "[e]: javascript:alert(14)",
    "[e][e] [e][]",
    "{: onclick=alert(15) #f .g }",
    "{{ 7+7 }} {% raw %} {# h #} ${7+7}",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "`code` ``` ~~~",
    "</div></article></body>",
    "</textarea></title>",
    "<!-- j --",
    "<!--[if IE]> <![CDATA[ <?php",
    "<u",
)
ALL = " ".join(STRINGS)

# Shorter, because these become file names.
GROUP = '<script>alert(20)</script> " [n]: {{ 7+7 }} <!--'
PRACTICE = "</title><img src=x onerror=alert(23)> [p]: javascript:alert(24) {% raw %} &lt;b&gt; ` ' q"

# Whole paragraphs, for markup that only works at the start of a line.
LINES = (
    "[k]: javascript:alert(16)",
    "<!-- v",
    "</div> w",
    "<div markdown onclick=alert(17)> x",
    "    <script>alert(18)</script> z",
    "```html",
    "{: #l onclick=alert(19) }",
    "&gt; m",
    "<script> y",
)
TIP = STRINGS[:8]


def planted(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def project(once: Once, command: Command) -> Project:
    """The made-up report with hostile text everywhere that text is allowed, built under a sub-path."""
    return Project(once("hostile", partial(build_hostile, command)) / SUB_PATH)


def build_hostile(command: Command, folder: Path) -> None:
    made = made_up(folder / SUB_PATH)
    text = made.edition.parent / "northshire.txt"
    lines = "\n\n".join(LINES)
    text.write_text(
        planted(
            text.read_text(encoding="utf-8"),
            ("The force has enough", f"{lines}\n\n{ALL} The force has enough"),
            ("- Sharing is good", f"- {ALL} Sharing is good"),
            ("- The desk is staffed.", f"- The desk {ALL}\n\n{lines}"),
            ("\nEnforcement\n", f"\nEnforcement {GROUP}\n"),
            ("¹ Source –", f"¹ {ALL} Source –"),
            ("Gun crime per", f"Gun {ALL} crime per"),
            ("Public order", f"Public {ALL} order"),
            ("TITLE:** Gold Groups", f"TITLE:** Gold {PRACTICE}"),
            ("Groups met without", f"{ALL} met without"),
            ("ASB\tAnti-Social Behaviour", f"ASB\tAnti-Social {ALL} Behaviour"),
        ),
        encoding="utf-8",
    )
    quoted = json.dumps(ALL)[1:-1]
    made.edition.write_text(
        planted(
            made.edition.read_text(encoding="utf-8"),
            ("The text was made up for tests.", f'"Received {quoted}"'),
            ("MC01: Analysts", f'MC01: "Analysts {quoted}"'),
            ("Probably day-to-day.", f'"Probably {quoted}"'),
            ("line: 179", "line: {}".format(_line_of(text, "Sharing is good"))),
        ),
        encoding="utf-8",
    )
    tip = json.dumps(" ".join(TIP))[1:-1]
    made.glossary.write_text(
        planted(
            (FIXTURES / "golden" / "glossary.yml").read_text(encoding="utf-8"),
            ("expansion: Anti-Social Behaviour", f'expansion: "Anti-Social {quoted} Behaviour"'),
            (
                "expansion: Major Investigation Team",
                f'expansion: Major Investigation Team\n    definition: "Team {tip}"',
            ),
            ("expansion: Desk that answers calls at night", f'expansion: "Desk {quoted}"'),
            ("ISBN: Imprint.", f'ISBN: "Imprint {quoted}"'),
            ("Gold groups: Named as known (MC02).", f'Gold groups: "Named {quoted}"'),
        ),
        encoding="utf-8",
    )
    done = command("--project", made.root)
    assert done.returncode == 0, done.stderr
    shutil.copytree(made.site, folder / "web" / SUB_PATH)


def _line_of(text: Path, words: str) -> int:
    lines = text.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


EXPECTED = {
    "mc01/": (*LINES, *STRINGS),
    "mc02/": STRINGS,
    "major-crime/": STRINGS,
    "major-crime/enforcement-script-alert-20-script-n-7-7/": (GROUP,),
    "inspection/": STRINGS,
    "glossary/": STRINGS,
    "edition/": STRINGS,
    "text/": (*LINES, *STRINGS, GROUP, PRACTICE),
    "registers/strengths/": STRINGS,
}
"""The hostile text that each page must show unchanged."""

# Elements that only hostile text could have created.
FOREIGN = ", ".join(
    (
        "img:not(.md-logo img)",
        "article :is(script, style, iframe, object, embed, textarea, base, meta, link, u)",
        "article form:not([role=search])",
        "svg[onload]",
        "iframe",
        "body body, article article, body title:not(svg title)",
        "[href^='javascript:' i], body [href^='data:' i], [src^='data:' i]",
        "a[href*='elsewhere.example']",
        "#f, .g, #l",
    )
)
COUNT = """foreign => [
  ...document.querySelectorAll(foreign),
  ...[...document.querySelectorAll("*")].filter(node =>
    [...node.attributes].some(({ name }) => /^(on.*|autofocus|srcdoc)$/.test(name))),
].map(node => node.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def address(project: Project) -> Iterator[str]:
    with serving(project.root.parents[1] / "web") as served:
        yield f"{served}/{SUB_PATH}/"


class Watched:
    """A page that records dialogs, scripts that ran, and requests to other sites."""

    def __init__(self, browser: Browser, address: str, policy: bool) -> None:
        # Without the policy, the test checks the escaping on its own.
        self.context = browser.new_context(bypass_csp=not policy)
        self.context.set_default_timeout(10_000)
        self.errors: list[str] = []
        self.address = address
        self.context.expose_function("recordError", self._record)
        self.context.add_init_script(
            "window.alert = what => recordError(`ran ${what}`);"
            "addEventListener('securitypolicyviolation', event => recordError(event.effectiveDirective))"
        )
        self.page = self.context.new_page()
        self.page.on("request", lambda r: None if r.url.startswith(address) else self._record(r.url))
        self.page.on("console", lambda m: self._record(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self._record(str(error)))

    def _record(self, what: str) -> None:
        self.errors.append(what)

    def visit(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def check(self) -> None:
        """Check that nothing ran or became markup."""
        assert self.page.evaluate(COUNT, FOREIGN) == [], self.page.url
        assert self.errors == [], self.page.url


@pytest.fixture(params=[False, True], ids=["escaping alone", "with the policy"])
def watched(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    made = Watched(browser, address, policy=request.param)
    yield made
    made.context.close()


def test_hostile_text_is_shown_unchanged_and_nothing_runs(watched: Watched, project: Project) -> None:
    names = [path.relative_to(project.site).as_posix() for path in project.site.rglob("*.html")]
    paths = sorted(name.removesuffix("index.html") for name in names)
    assert len(paths) > 20
    assert EXPECTED.keys() <= {*paths}
    for path in paths:
        page = watched.visit(path)
        page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
        page.mouse.move(600, 400)
        if wanted := EXPECTED.get(path):
            shown = " ".join(page.locator("article").inner_text().split())
            for words in wanted:
                assert " ".join(words.split()) in shown, f"{path} lacks {words}"
        watched.check()
        assert page.locator("footer").count() >= 1, "no unclosed comment or tag swallows the rest"


def test_the_search_shows_hostile_text_as_text(watched: Watched) -> None:
    page = watched.visit("mc01/")
    field = page.locator(".md-search__input")
    field.click()
    for words in ("alert", "script", "onerror", "javascript", "raw", "Gold"):
        field.fill(words)
        field.press("End")  # the search listens to keys
        page.locator(".md-search-result__item").first.wait_for()
        result = page.locator(".md-search-result__list")
        assert result.locator("script, img, style, iframe, u, a[href^=javascript]").count() == 0
        watched.check()


def test_the_tip_shows_hostile_text_as_text(watched: Watched) -> None:
    page = watched.visit("mc01/")
    page.locator("article a[data-term]", has_text="MIT").first.hover()
    tip = page.locator(".tip")
    tip.wait_for()
    shown = " ".join(tip.inner_text().split())
    for words in TIP:
        assert words in shown
    watched.check()


def test_the_data_files_have_the_text_unescaped(project: Project) -> None:
    """Data is not HTML: JSON and CSV have their own escaping."""
    data = project.site / "data"
    report = (data / "report.json").read_text(encoding="utf-8")
    texts = set(_texts(json.loads(report)))
    for words in (*STRINGS, GROUP, PRACTICE):
        assert any(words in text for text in texts), words
    with (data / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    assert any(ALL in cell for row in rows for cell in row)


def test_hostile_text_does_not_end_linked_data(project: Project) -> None:
    hostile = 0
    for path in project.site.rglob("index.html"):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        for script in tree.css('script[type="application/ld+json"]'):
            hostile += any("alert(" in text for text in _texts(json.loads(script.text())))
    assert hostile > 3


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _texts(inner)
