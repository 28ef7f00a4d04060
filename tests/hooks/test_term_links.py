"""Links to terms are marked, and the first on a page is expanded in print."""

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
    """Text and term of each link with a title, and whether it is the first."""
    nodes = tree.css("a[title]:not(.headerlink)")
    return [(a.text(), a.attributes.get("data-term"), a.attributes.get("class") == "first") for a in nodes]


def page(folder: Path, markdown: str, name: str = "mc01.md") -> LexborHTMLParser:
    pages = {"index.md": "# Home\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, name: markdown}
    return render(folder, pages, ["term_links"])[name]


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
    pages = {"mc02.md": "## x {#mib}\n", "glossary.md": GLOSSARY, "jsonld.json": DATA, "index.md": link}
    ((_, term, first),) = links(render(tmp_path, pages, ["term_links"])["index.md"])
    assert (term, first) == (None, False)


def test_a_link_without_a_title_is_not_marked(tmp_path: Path) -> None:
    assert not page(tmp_path, "[MIB](glossary.md#mib)").css("a[data-term]")


def test_without_the_hook_or_the_data_it_is_a_link_with_a_title(tmp_path: Path) -> None:
    pages = {"index.md": MIB, "glossary.md": GLOSSARY}
    without_data = render(tmp_path / "a", pages, ["term_links"])["index.md"]
    without_hook = render(tmp_path / "b", {**pages, "jsonld.json": DATA}, [])["index.md"]
    for tree in (without_data, without_hook):
        assert links(tree) == [("MIB", None, False)]
