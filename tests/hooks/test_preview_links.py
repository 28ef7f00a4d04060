"""Links with previews are marked; links to terms also, and the first on a page is expanded in print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.hooks.rendering import render

TERMS = [{"@type": "DefinedTerm", "@id": f"glossary.md#{anchor}"} for anchor in ("mib", "mit")]
DATA = json.dumps({"glossary.md": [{"@type": "DefinedTermSet", "hasDefinedTerm": TERMS}]})
GLOSSARY = "# Glossary {#glossary}\n\n## MIB {#mib}\n\n## MIT {#mit}\n\n## S {#letter-s}\n"
SCRIPTS = {
    f"assets/previews/{name}.js": '// x\n(window.report.previews ??= {})["x"] = {\n' + entries + "\n};\n"
    for name, entries in {
        "glossary": '"mib": ["MIB", "Term"],\n"mit": ["MIT", "Term"]',
        "mc02": '"": ["MC02", "x: "],\n"mc02": ["MC02", "x"],\n"mc02-s1": ["MC02-S1", "x"]',
        "practice/gold": '"": ["Gold", "x"],\n"practice-gold": ["Gold", "x"]',
        "mc01": '"mc01-note-1": ["Footnote", ""]',
    }.items()
}
MIB = '[MIB](glossary.md#mib "Metropolitan Intelligence Bureau")'


def links(tree: LexborHTMLParser) -> list[tuple[str, str | None, bool]]:
    """Text and term of each link with a title, and whether it is the first."""
    nodes = tree.css("a[title]:not(.headerlink)")
    return [(a.text(), a.attributes.get("data-term"), a.attributes.get("class") == "first") for a in nodes]


def page(folder: Path, markdown: str, name: str = "mc01.md") -> LexborHTMLParser:
    pages = {"index.md": "# Home\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, **SCRIPTS, name: markdown}
    return render(folder, pages, ["preview_links"])[name]


def test_every_link_is_marked_and_the_first_has_its_own_class(tmp_path: Path) -> None:
    tree = page(tmp_path, f"{MIB} and {MIB}.\n\n| a | b |\n|---|---|\n| x | {MIB} |\n")
    assert links(tree) == [("MIB", "mib", True), ("MIB", "mib", False), ("MIB", "mib", False)]
    hrefs = [a.attributes["href"] for a in tree.css("a[data-term]")]
    assert hrefs == ["../glossary/#mib"] * 3


def test_links_on_a_page_in_a_folder_are_marked(tmp_path: Path) -> None:
    tree = page(tmp_path, MIB.replace("glossary", "../glossary"), "practice/gold.md")
    assert links(tree) == [("MIB", "mib", True)]


def test_links_within_the_page_of_the_whole_report_are_marked(tmp_path: Path) -> None:
    tree = page(tmp_path, '[MIB](#mib "Metropolitan Intelligence Bureau")\n\n## MIB {#mib}\n', "report.md")
    assert links(tree) == [("MIB", "mib", True)]


@pytest.mark.parametrize(
    "markdown",
    [
        "[Major Investigation Team](glossary.md#mit 'Major Investigation Team')",
        "Major Investigation Team ([MIT](glossary.md#mit 'Major Investigation Team'))",
        "major *investigation* team \\([MIT](glossary.md#mit 'Major Investigation Team')\\)",
    ],
)
def test_an_expansion_in_the_text_is_not_repeated(tmp_path: Path, markdown: str) -> None:
    ((_, term, first),) = links(page(tmp_path, markdown))
    assert (term, first) == ("mit", False)


@pytest.mark.parametrize(
    "link",
    [
        "[S](glossary.md#letter-s 'A letter')",  # not a term
        "[Glossary](glossary.md 'The glossary')",
        "[other](mc02.md#mib 'An anchor of another page')",
        "[web](https://example.org/glossary.md#mib 'Elsewhere')",
    ],
)
def test_other_links_are_not_marked(tmp_path: Path, link: str) -> None:
    pages = {"mc02.md": "## x {#mib}\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, **SCRIPTS}
    pages["index.md"] = link
    ((_, term, first),) = links(render(tmp_path, pages, ["preview_links"])["index.md"])
    assert (term, first) == (None, False)


def test_a_link_without_a_title_explains_no_term(tmp_path: Path) -> None:
    tree = page(tmp_path, "See [MIB](glossary.md#mib).")
    assert not tree.css("a[data-term]")
    assert previews(tree) == {"MIB": "glossary"}


def previews(tree: LexborHTMLParser) -> dict[str, str | None]:
    """The script of each link's preview, by the text of the link."""
    return {a.text(): a.attributes.get("data-preview") for a in tree.css("a:not(.headerlink)")}


@pytest.mark.parametrize(
    ("target", "script"),
    [
        ("mc02.md", "mc02"),
        ("mc02.md#mc02-s1", "mc02"),
        ("practice/gold.md", "practice/gold"),
        ("#mc01-note-1", "mc01"),  # on the page itself
        ("#mc02-s1", "mc02"),  # as on the page with the whole report
        ("mc02.md#mc02-s2", None),
        ("mc03.md#mc02-s1", None),
        ("#mc02-s2", None),
        ("https://example.org/mc02.md", None),
    ],
)
def test_links_to_what_has_a_preview_are_marked(tmp_path: Path, target: str, script: str | None) -> None:
    assert previews(page(tmp_path, f"Also in [it]({target}).")) == {"it": script}


def test_links_from_a_folder_are_marked(tmp_path: Path) -> None:
    tree = page(tmp_path, "In [it](../mc02.md#mc02-s1), [Gold](gold.md) too.", "practice/other.md")
    assert previews(tree) == {"it": "mc02", "Gold": "practice/gold"}


@pytest.mark.parametrize(
    "markdown",
    [
        "[MC02](mc02.md)",
        "-   [MC02](mc02.md)\n-   other",
        "-   [MC02](mc02.md)\n\n    Its summary.",
        "## [MC02](mc02.md)",
        "| a | b |\n|---|---|\n| [MC02](mc02.md) | x |",
        '<div class="edition register" markdown>\n\n-   [MC02](mc02.md#mc02-s1) Its words.\n\n</div>',
    ],
)
def test_ways_to_a_page_are_not_marked(tmp_path: Path, markdown: str) -> None:
    (script,) = previews(page(tmp_path, markdown)).values()
    assert script is None


@pytest.mark.parametrize(
    "markdown",
    [
        "-   [MC02](mc02.md): mentions it.",
        "[MC02](mc02.md) and others.",
        '<div class="register" markdown>\n\n-   As in [MC02](mc02.md)\n\n</div>',
        "Words of the report[²](mc02.md)",
    ],
)
def test_links_within_a_line_are_marked(tmp_path: Path, markdown: str) -> None:
    assert list(previews(page(tmp_path, markdown)).values()) == ["mc02"]


def test_a_term_that_is_all_of_a_cell_is_marked(tmp_path: Path) -> None:
    assert previews(page(tmp_path, f"| {MIB} | b |\n|---|---|\n| x | y |"))["MIB"] == "glossary"


def test_without_the_hook_or_the_data_it_is_a_link_with_a_title(tmp_path: Path) -> None:
    pages = {"index.md": f"{MIB} in [MC02](glossary.md)", "glossary.md": GLOSSARY}
    without_data = render(tmp_path / "a", pages, ["preview_links"])["index.md"]
    without_hook = render(tmp_path / "b", {**pages, "jsonld.json": DATA, **SCRIPTS}, [])["index.md"]
    for tree in (without_data, without_hook):
        assert links(tree) == [("MIB", None, False)]
        assert not tree.css("[data-preview]")
