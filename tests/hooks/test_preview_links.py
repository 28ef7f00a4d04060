"""Links with previews are marked; links to terms also, and the first on a page is expanded in print."""

from __future__ import annotations

import itertools
import json
import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.hooks.rendering import render
from tests.projects import SUB_PATH

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


# The committed site ---------------------------------------------------------------------------


class Built:
    """A rendered site: its pages, and the scripts of previews."""

    def __init__(self, root: Path) -> None:
        scripts = (root / "assets" / "previews").rglob("*.js")
        self.previews = {
            script.relative_to(root / "assets" / "previews").with_suffix("").as_posix(): json.loads(
                script.read_text("utf-8").split(" = ", 1)[1].removesuffix(";\n")
            )
            for script in scripts
        }
        self.pages = {
            path.parent.relative_to(root).as_posix(): LexborHTMLParser(path.read_text("utf-8"))
            for path in root.rglob("index.html")
        }

    def links(self) -> Iterator[tuple[str, LexborNode]]:
        """The links in the text of each page, with the page."""
        for page, tree in self.pages.items():
            for link in tree.css("article a[href]:not(.headerlink)"):
                yield page, link

    @cache  # noqa: B019 - lives as long as the tests
    def paragraphs(self, page: str, anchor: str) -> tuple[str, ...]:
        """The report's words on a page from an anchor on, or on all of it, without those in tables."""
        reached, found = not anchor, []
        for node in self.pages[page].css("article :is([id], p, li)"):
            reached = reached or any(part.id == anchor for part in (node, *node.css("[id]")))
            block = node.tag == "p" or (node.tag == "li" and not node.css_first("p"))
            if reached and block and not within(node, "edition"):
                found.append(words(node, "span.edition, a[href*='-note-']"))
        return tuple(found)


def words(node: LexborNode, without: str = "") -> str:
    copy = LexborHTMLParser(node.html or "")
    for part in copy.css(without) if without else ():
        part.decompose()
    assert copy.body
    return " ".join(copy.body.text().split())


def within(node: LexborNode | None, name: str) -> bool:
    while node is not None and name not in (node.attributes.get("class") or "").split():
        node = node.parent
    return node is not None


def target(page: str, link: LexborNode) -> tuple[str, str]:
    """The page and the anchor that a link leads to; for one to another site, no page of ours."""
    path, _, anchor = (link.attributes["href"] or "").partition("#")
    return posixpath.normpath(posixpath.join(page, path)) if path else page, anchor


@pytest.fixture(scope="module")
def built(committed_site: Path) -> Built:
    return Built(committed_site / "web" / SUB_PATH)


def test_each_preview_has_the_words_of_its_target(built: Built) -> None:
    """For every link with a preview on the committed site."""
    kinds = set()
    for page, link in built.links():
        name = link.attributes.get("data-preview")
        if not name:
            continue
        place, anchor = target(page, link)
        title, kind, said, explained = built.previews[name][anchor]
        kinds.add(kind.partition(" · ")[0])
        folder = name.removesuffix("/index")
        assert place in (folder, "report"), f"{page}: {link.html}"
        if kind.startswith("Term"):
            (expansion,) = built.pages[folder].css(f".term > [id='{anchor}'] + a + p")
            definition = built.pages[folder].css(f".term > [id='{anchor}'] ~ .definition p")
            assert title == words(expansion)
            assert explained == "".join(map(words, definition))
            continue
        paragraphs = built.paragraphs(folder, anchor)
        if kind.startswith(("Criterion", "Developing practice")):
            # What begins its page is not a summary.
            first = next(at for at, text in enumerate(paragraphs) if text.startswith(said[:40]))
            paragraphs = paragraphs[first:]
        assert " ".join(paragraphs).startswith(said.removesuffix("…")), f"{page}: {link.html}"
        if not said.endswith("…"):
            whole = itertools.accumulate(paragraphs, "{} {}".format)
            assert said in whole, f"{page}: {link.html}: cut within a paragraph"
    assert kinds >= {"Term", "Criterion", "Summary", "Strength", "Developing practice", "Section", ""}


def test_only_ways_to_a_page_have_no_preview(built: Built) -> None:
    """A link to something with a preview is marked, is all of its line, or begins an entry of a register."""
    ways = 0
    for page, link in built.links():
        place, anchor = target(page, link)
        name = place if place in built.previews else f"{place}/index"
        if anchor not in built.previews.get(name, {}) or link.attributes.get("data-preview"):
            continue
        ways += 1
        parent = link.parent
        assert parent is not None
        alone = words(parent) == words(link)
        assert alone or (within(parent, "register") and words(parent).startswith(words(link))), link.html
    assert ways
