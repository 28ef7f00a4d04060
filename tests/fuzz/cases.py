"""The outcome of a project's input: a valid site, or clean error messages."""

from __future__ import annotations

import posixpath
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import FrameType

import markdown
import yaml
from selectolax.lexbor import LexborHTMLParser

from reportsite import pipeline
from reportsite.conversion import Conversion
from reportsite.editorial.draft import draft_edition, draft_glossary
from reportsite.errors import CODES, Collector, InputError
from reportsite.output.disk import Project
from reportsite.reading.report import read_report
from reportsite.receiving.text import decode
from tests.projects import ROOT

BUILT = "built"
"""The outcome of a case that builds a site. Any other outcome lists the codes of its errors."""

PATIENCE = 20
"""Seconds of processor time after which a case counts as hung. Most take a few hundredths of a second."""

ACTIVE = "script, iframe, object, embed, form:not([role=search]), style, meta, base, link"
"""Elements that no page of content/ may contain. The search of the home page is a form."""


@contextmanager
def patience() -> Iterator[None]:
    """Fail if the code within hangs. Signals interrupt regular expressions, too."""

    def hangs(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"hung: still running after {PATIENCE} s of processor time")

    before = signal.signal(signal.SIGVTALRM, hangs)
    # Processor time, not the clock: on a busy machine, slow code has not hung.
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True, slots=True)
class Input:
    """The files that a publisher writes. None: the draft that `build.py new` writes for the text."""

    text: bytes
    edition: str | None = None
    glossary: str | None = None


def outcome(folder: Path, case: Input) -> str:
    """Convert an input and check the site. Returns BUILT, or the codes of the errors."""
    with patience():
        edition, glossary = drafted(case.text)
        files = {
            "report/r.txt": case.text,
            "report/report.yml": written(edition if case.edition is None else case.edition),
            "glossary.yml": written(glossary if case.glossary is None else case.glossary),
        }
        (folder / "report").mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        try:
            conversion = pipeline.convert(Project(folder, {}))
        except InputError as error:
            return refused(error)
        check(conversion)
        return BUILT


def written(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@lru_cache(1)
def drafted(text: bytes) -> tuple[str, str]:
    """Drafts of report.yml and glossary.yml for a text, minimal if it has errors."""
    problems = Collector("r.txt")
    decoded = decode(text, problems)
    report = read_report(decoded, problems) if decoded is not None else None
    if report is None or not problems.sound:
        return "source: r.txt\nreceived: By post.\n", "terms: {}\n"
    return draft_edition(report, "r.txt", "By post."), draft_glossary(report, "")


def refused(error: InputError) -> str:
    """The codes of an error, after checking that each message is clean: one line that says what is wrong."""
    assert error.problems
    for problem in error.problems:
        message = str(problem)
        assert message.isprintable(), message
        assert len(message) < 2000, message
        assert problem.what, message
        assert problem.code in CODES, message
    return " ".join(sorted({problem.code for problem in error.problems}))


def check(conversion: Conversion) -> None:
    """Check every page's words and links, and that no text became an active HTML element."""
    html = {path: rendered(text) for path, text in conversion.pages.items() if path.endswith(".md")}
    pipeline.check_pages(conversion, {address_of(path): text for path, text in html.items()})
    anchors = {path: anchors_of(text) for path, text in html.items()}
    for path, text in html.items():
        broken = broken_links(path, text, anchors)
        assert not broken, f"{path}: broken links: {broken}"
        active = active_elements(text)
        assert not active, f"{path}: {active}"


def address_of(path: str) -> str:
    """`mc07.md` -> `/mc07/`, `practice/index.md` -> `/practice/`."""
    name = path.removesuffix(".md").removesuffix("index").strip("/")
    return f"/{name}/" if name else "/"


@cache
def converter() -> markdown.Markdown:
    """Python-Markdown with the extensions of mkdocs.yml."""
    tagless = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nmarkdown_extensions:")[2]
    listed = yaml.safe_load("x:" + tagless.partition("\nvalidation:")[0])["x"]
    options: dict[str, Mapping[str, object]] = {}
    for extension in listed:
        options |= extension if isinstance(extension, dict) else {extension: {}}
    return markdown.Markdown(
        extensions=[*options], extension_configs={k: dict(v) for k, v in options.items()}
    )


@lru_cache(4000)
def rendered(page: str) -> str:
    """The HTML of a page of content/, without its front matter. Cached: most pages recur."""
    _, _, body = page.partition("---\n")[2].partition("\n---\n")
    return converter().reset().convert(body)


@lru_cache(4000)
def anchors_of(html: str) -> frozenset[str]:
    return frozenset(node.attributes.get("id") or "" for node in LexborHTMLParser(html).css("[id]"))


@lru_cache(4000)
def links_of(html: str) -> tuple[str, ...]:
    nodes = LexborHTMLParser(html).css("a[href]")
    return tuple(dict.fromkeys(node.attributes.get("href") or "" for node in nodes))


def broken_links(page: str, html: str, anchors: Mapping[str, frozenset[str]]) -> list[str]:
    """Links from a page to pages of content/, or to anchors on them, that do not exist."""
    broken = []
    for link in links_of(html):
        path, _, anchor = link.partition("#")
        if path and not path.endswith(".md"):
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if target not in anchors or (anchor and anchor not in anchors[target]):
            broken.append(link)
    return broken


@lru_cache(4000)
def active_elements(html: str) -> tuple[str, ...]:
    """Elements and attributes that would run, load or style something."""
    tree = LexborHTMLParser(html)
    body = tree.body
    nodes = body.css("*") if body else []
    active = [node.html or "" for node in (body.css(ACTIVE) if body else [])]
    active += [node.html or "" for node in nodes if any(name.startswith("on") for name in node.attributes)]
    for node in nodes:
        target = (node.attributes.get("href") or node.attributes.get("src") or "").strip().lower()
        if target.startswith(("javascript:", "data:", "vbscript:")):
            active.append(node.html or "")
    return tuple(active)
