"""Plain Markdown: what programs make of it, how it is divided, and that it lacks no word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache

import pytest
import yaml
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportsite import pages, pipeline
from reportsite.conversion import Conversion
from reportsite.model import Emphasis, Line, Mention, Text
from reportsite.output.disk import Project
from reportsite.output.forms import forms
from reportsite.output.plain import LARGEST, Sources, bodies_of, path_of, plain_files, ranges
from reportsite.proof import plain
from reportsite.proof.documents import document
from reportsite.proof.proof import PlainProofError
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Changed,
    Container,
    Details,
    Editorial,
    Heading,
    Nav,
    Page,
    PageBlock,
    PageLink,
    Para,
    SearchField,
    Site,
    TableBlock,
    Target,
    editorial,
)
from tests.output.test_markdown import TEXTS, para
from tests.projects import GOLDEN, committed, golden

URL = "https://example.org/sub/path/"
SOURCES = Sources("A report, May 2007", "Crown copyright", URL)
REPORTS = pytest.mark.parametrize("conversion", [committed, golden], ids=["committed", "made up"])
OWN = (Line(1, 0, "x"),)
"""The source of a word of the report."""


@cache
def files_of(conversion: Callable[[], Conversion], url: str = URL) -> Mapping[str, str]:
    made = conversion()
    return forms(made.context, made.site, pages.targets(made.context), url)


def written(*blocks: PageBlock, targets: Mapping[str, Target] | None = None) -> str:
    """The body of `/x/` with a word of the report and `blocks`."""
    page = Page(Address("x.md"), "T", "D", (Para((Text("Own"),), OWN), *blocks))
    site = Site("", "", "", (Nav("", page),))
    return bodies_of(page, plain_files(site, targets or {}, SOURCES)).removeprefix("Own").strip("\n")


def shown(*blocks: PageBlock) -> str:
    return " ".join(document(plain.html_of(written(*blocks))).text().split())


def tokens(markdown: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [inner for token in parsed for inner in (token, *(token.children or ()))]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example("a &amp; b")
@example("1. no list")
@example("~~kept~~")
@example("Text ending in a number sign #")
def test_text_is_unchanged_for_a_reader_of_commonmark(text: str) -> None:
    assert shown(para(text)) == text
    assert shown(Heading(2, (Text(text),))) == text
    assert shown(Bullets(((para(text),), (para("b"), para(text))))) == f"{text} b {text}"
    assert shown(TableBlock((para("h"), para(text)), ((para(text), para("c")),))) == f"h {text} {text} c"
    assert shown(Container((para(text),), "section")) == text
    assert shown(editorial(para(text))) == ""


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (editorial(para("Note."), Bullets(((para("a"),),))), "> Note.\n>\n> -   a"),
        (Para((Text("MC01 "), Editorial((Text("Title"),)))), "MC01 *[Title]*"),
        (Para((Editorial((Text("² "),)), Text("Level"))), "*[²]* Level"),
        (Para((Text("a"), Editorial((Text("b"),)))), "a *[b]*"),
        (Para((Emphasis((Text("[sic]"),)),)), r"\[sic\]"),
        (Para((Text("a"), Emphasis((Text("b"),)))), "ab"),
        (Details("More", (para("a"),)), "> **More**\n>\n> a"),
        (editorial(SearchField("Search")), ""),
        (Para((Changed(False, (Text("old"),)), Text(" "), Changed(True, (Text("new"),)))), "~~old~~ **new**"),
        (Para((PageLink(Address("x.md", "part"), (Text("here"),)),)), "here"),
        (Para((PageLink(Address("y.md", "part"), (Text("there"),)),)), f"[there]({URL}y/#part)"),
        (Para((PageLink(Address("data/y.csv"), (Text("there"),)),)), f"[there]({URL}data/y.csv)"),
    ],
)
def test_a_block_is_written_so(block: PageBlock, expected: str) -> None:
    assert written(block) == expected


def test_only_the_first_mention_of_a_term_is_a_link() -> None:
    targets = {"MIT": Target(Address("glossary.md", "mit"), 'A "team"')}
    mention = Mention("MIT", "MIT")
    link = f'[MIT]({URL}glossary/#mit "A \\"team\\"")'
    assert written(Para((mention, Text(" and "), mention)), targets=targets) == f"{link} and MIT"


def test_lines_are_ranges_that_include_single_empty_lines() -> None:
    assert ranges([9, 3, 5, 7, 8, 12, 12, 20]) == "3-9, 12, 20"


def test_a_page_has_its_markdown_with_front_matter() -> None:
    made, files = golden(), files_of(golden)
    for page in (*made.site.pages, *made.site.moved):
        head, body = files[path_of(page)].removeprefix("---\n").split("---\n\n", 1)
        fields = yaml.safe_load(head)
        assert (fields["title"], fields["kind"]) == (page.title, page.result.value)
        assert fields["address"] == URL.rstrip("/") + page.address.url
        assert bool(fields.get("lines")) == bool(page.lines)
        assert re.search(r"^# ", body, re.MULTILINE)


@pytest.mark.parametrize(("conversion", "url"), [(committed, URL), (golden, URL), (golden, "")])
def test_files_are_small_and_without_html_and_links_lead_to_pages(
    conversion: Callable[[], Conversion], url: str
) -> None:
    made = conversion()
    files = files_of(conversion, url)
    # The checksums of the files to download are made last.
    known = {"/downloads/SHA256SUMS", *made.site.addresses, *(f"/{path}" for path in (*made.pages, *files))}
    known |= {f"{page.address.url}#{anchor}" for page in made.site.pages for anchor in page.anchors}
    links = 0
    for path, text in files.items():
        assert len(text.encode()) <= LARGEST, path
        folder = path.rpartition("/")[0]
        for token in tokens(text.split("---\n\n", 1)[1]) if path.endswith(".md") else ():
            assert token.type not in ("html_block", "html_inline"), (path, token.content)
            # An attribute list.
            assert token.type != "text" or not re.search(r"\{ ?[.#:]", token.content), (path, token.content)
            target = str(token.attrs.get("href") or token.attrs.get("src") or "")
            outside = target.startswith(("http", "mailto:", "tel:"))
            if not target or (outside and not (url and target.startswith(url))):
                continue
            if target.startswith("part-"):
                address = f"/{folder}/{target}"
            elif url:
                address = "/" + target.removeprefix(url)
            else:
                root = "../" * len([*filter(None, folder.split("/"))]) or "./"
                assert target.startswith(root), (path, target)
                address = "/" + target.removeprefix(root)
            page, sign, anchor = address.partition("#")
            links += 1
            assert page.partition("?")[0] + sign + anchor in known, (path, target)
    assert links > 100


@REPORTS
def test_the_whole_report_and_the_text_lack_no_word(conversion: Callable[[], Conversion]) -> None:
    made = conversion()
    files = files_of(conversion)
    html = {page.address.url: plain.html_of(bodies_of(page, files)) for page in made.site.pages if page.lines}
    assert pipeline.check_pages(made, html).problems == ()
    received = next(page for page in made.site.pages if page.address.url == "/text/")
    text = bodies_of(received, files)
    assert len(re.findall(r"^\*\*\d+\*\* ", text, re.MULTILINE)) == sum(
        bool(line.split()) for line in made.inputs.source.splitlines()
    )


def test_a_word_lost_in_plain_markdown_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = {**files_of(golden)}
    assert "identifies" in damaged["mc01/index.md"]
    damaged["mc01/index.md"] = damaged["mc01/index.md"].replace("identifies", "", 1)
    monkeypatch.setattr(pipeline, "forms", lambda *_: damaged)
    with pytest.raises(PlainProofError, match="/mc01/ lacks: 'identifies'"):
        pipeline.beside_pages(Project(GOLDEN), golden())


def test_a_long_page_is_divided_at_its_headings() -> None:
    sections = [
        Container((Heading(2, (Text(f"Section {number}"),)), *(para("word " * 200) for _ in range(20))))
        for number in range(20)
    ]
    page = Page(Address("long.md"), "Long", "D", (Heading(1, (Text("Long"),)), *sections))
    files = plain_files(Site("", "", "", (Nav("", page),)), {}, SOURCES)
    parts = [text for path, text in files.items() if "part" in path]
    assert len(parts) == len(files) - 1 == 5
    assert all(len(text.encode()) <= LARGEST for text in files.values())
    assert all(re.match(r"---\n(?:.*\n)*?---\n\n#", text) for text in parts)
    assert files["long/index.md"].endswith("-   [Part 5](part-5.md): from Section 16\n")
    assert 'part: "2 of 5"' in files["long/part-2.md"]
    assert bodies_of(page, files).count("## Section") == len(sections)


@pytest.mark.parametrize(
    "block",
    [
        Bullets(tuple((para(f"{number} " + "word " * 100),) for number in range(900))),
        TableBlock((para("h"),), tuple((para(f"{number} " + "word " * 100),) for number in range(900))),
        editorial(*(para(f"{number} " + "word " * 100) for number in range(900))),
    ],
)
def test_a_long_list_is_divided(block: PageBlock) -> None:
    page = Page(Address("long.md"), "Long", "D", (Para((Text("Own"),), OWN), block))
    files = plain_files(Site("", "", "", (Nav("", page),)), {}, SOURCES)
    assert len(files) > 4
    assert all(len(text.encode()) <= LARGEST for text in files.values())
    assert re.findall(r"\b\d+(?= word)", bodies_of(page, files)) == [str(number) for number in range(900)]


def test_front_matter_is_yaml_whatever_the_title() -> None:
    page = Page(Address("x.md"), 'A: "title" # with – signs', "D", ())
    text = plain_files(Site("", "", "", (Nav("", page),)), {}, SOURCES)["x/index.md"]
    head = text.split("---\n")[1]
    assert yaml.safe_load(head)["title"] == page.title
    assert json.dumps(page.title, ensure_ascii=False) in head
