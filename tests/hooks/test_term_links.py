"""Which links are marked as links to terms, and which of them print expands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.hooks.rendering import render

TERMS = [{"@type": "DefinedTerm", "@id": f"glossary.md#{anchor}"} for anchor in ("mib", "mit")]
DATA = json.dumps({"glossary.md": [{"@type": "DefinedTermSet", "hasDefinedTerm": TERMS}]})
GLOSSARY = "# Glossary {#glossary}\n\n## MIB {#mib}\n\n## MIT {#mit}\n\n## S {#letter-s}\n"
MIB = '[MIB](glossary.md#mib "Metropolitan Intelligence Bureau")'


def links(tree: LexborHTMLParser) -> list[tuple[str, str | None, bool]]:
    """Text, term and whether it is the first, of each link with a title."""
    found = tree.css("a[title]:not(.headerlink)")
    return [(a.text(), a.attributes.get("data-term"), a.attributes.get("class") == "first") for a in found]


def page(folder: Path, markdown: str, name: str = "mc01.md") -> LexborHTMLParser:
    pages = {"index.md": "# Home\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, name: markdown}
    return render(folder, pages, ["term_links"])[name]


def test_each_link_is_marked_and_the_first_is_expanded(tmp_path: Path) -> None:
    tree = page(tmp_path, f"{MIB} and {MIB}.\n\n| a | b |\n|---|---|\n| x | {MIB} |\n")
    assert links(tree) == [("MIB", "mib", True), ("MIB", "mib", False), ("MIB", "mib", False)]
    hrefs = [a.attributes["href"] for a in tree.css("a[data-term]")]
    assert hrefs == ["../glossary/#mib"] * 3


def test_a_page_in_a_folder_links_upwards(tmp_path: Path) -> None:
    tree = page(tmp_path, MIB.replace("glossary", "../glossary"), "practice/gold.md")
    assert links(tree) == [("MIB", "mib", True)]


def test_the_page_that_holds_the_whole_report_links_within_itself(tmp_path: Path) -> None:
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
def test_what_the_text_itself_says_is_not_expanded(tmp_path: Path, markdown: str) -> None:
    ((_, term, first),) = links(page(tmp_path, markdown))
    assert (term, first) == ("mit", False)


@pytest.mark.parametrize(
    "link",
    [
        "[S](glossary.md#letter-s 'A letter')",  # no term
        "[Glossary](glossary.md 'The glossary')",
        "[other](mc02.md#mib 'An anchor of another page')",
        "[web](https://example.org/glossary.md#mib 'Elsewhere')",
    ],
)
def test_other_links_are_not_marked(tmp_path: Path, link: str) -> None:
    pages = {"mc02.md": "## x {#mib}\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, "index.md": link}
    ((_, term, first),) = links(render(tmp_path, pages, ["term_links"])["index.md"])
    assert (term, first) == (None, False)


def test_a_link_without_a_title_explains_nothing(tmp_path: Path) -> None:
    assert not page(tmp_path, "[MIB](glossary.md#mib)").css("a[data-term]")


def test_without_the_hook_or_the_data_it_is_a_link_with_a_title(tmp_path: Path) -> None:
    pages = {"index.md": MIB, "glossary.md": GLOSSARY}
    without_data = render(tmp_path / "a", pages, ["term_links"])["index.md"]
    without_hook = render(tmp_path / "b", {**pages, "jsonld.json": DATA}, [])["index.md"]
    for tree in (without_data, without_hook):
        assert links(tree) == [("MIB", None, False)]
