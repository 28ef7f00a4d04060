"""Mark the links that explain a glossary term, so that scripts, styles and search recognise them. Optional.

Each link with a title that leads to a term gets `data-term`, the anchor of the term. The first on a page also
gets the class `first`; printed pages show its expansion. Without this hook they remain links with a title.

A tree processor of Python-Markdown does this, while links still lead to Markdown files: `../glossary.md#mib`.
The terms are listed in the linked data of the pages, content/jsonld.json.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import unescape
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# After attr_list (8), before MkDocs turns links to Markdown files into URLs (0).
_PRIORITY = 7

# The number of text nodes searched for an expansion before a link: it may contain links and emphasis.
_NEAR = 20


class TermLinks(Extension):
    """Marks links to `terms`, each an address such as `glossary.md#mib`."""

    def __init__(self, terms: frozenset[str]) -> None:
        super().__init__()
        self.terms = terms
        self.anchors = frozenset(address.partition("#")[2] for address in terms)
        self.page = ""
        """The page that is rendered next, by its path: `practice/gold-groups.md`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor."""
        md.treeprocessors.register(_Marker(md, self), "term_links", _PRIORITY)

    def term_of(self, link: Element) -> str:
        """The anchor of the term that `link` explains; empty if it explains none."""
        path, _, anchor = link.get("href", "").partition("#")
        if anchor not in self.anchors or not link.get("title"):
            return ""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path))
        # On the page with the whole report, links to terms are links within the page.
        return anchor if not path or f"{target}#{anchor}" in self.terms else ""


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, links: TermLinks) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        """Mark the links below `root`."""
        texts: list[str] = []
        seen: set[str] = set()

        def visit(element: Element) -> None:
            if element.tag == "a" and (term := self.links.term_of(element)):
                element.set("data-term", term)
                expansion = element.get("title", "").casefold()
                if term not in seen and _text(element.itertext()) != expansion:
                    seen.add(term)
                    # Not if the text has just given the expansion: Major Investigation Team (MIT).
                    if not _text(texts[-_NEAR:]).endswith(f"{expansion} ("):
                        element.set("class", "first")
            if element.text:
                texts.append(element.text)
            for child in element:
                visit(child)
                if child.tail:
                    texts.append(child.tail)

        visit(root)


def _text(parts: Iterable[str]) -> str:
    return unescape("".join(parts)).casefold()


_extension: TermLinks | None = None


def on_config(config: MkDocsConfig) -> None:
    """Add the extension to those of mkdocs.yml. MkDocs reloads the hooks with each configuration."""
    global _extension  # noqa: PLW0603 - only a later event has the page
    _extension = TermLinks(terms_in(Path(config.docs_dir) / "jsonld.json"))
    config["markdown_extensions"].append(_extension)


def terms_in(linked_data: Path) -> frozenset[str]:
    """The addresses of the terms, as `glossary.md#mib`, from a file of linked data; none if it is missing."""
    if not linked_data.is_file():
        return frozenset()
    pages: dict[str, list[dict[str, object]]] = json.loads(linked_data.read_text("utf-8"))
    sets = (data.get("hasDefinedTerm") for objects in pages.values() for data in objects)
    return frozenset(term["@id"] for terms in sets if isinstance(terms, list) for term in terms)


def on_page_markdown(_markdown: str, *, page: Page, **_: object) -> None:
    """Remember the page that MkDocs renders next, because links are relative to it."""
    if _extension:
        _extension.page = page.file.src_uri
