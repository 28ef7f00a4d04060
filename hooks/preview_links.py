"""Mark the links that show what they lead to, so that scripts, styles and search recognise them. Optional.

A link to a finding, criterion, practice, footnote or term gets `data-preview`: the name of the script in
content/assets/previews that has its preview. Not so a link that is all of its line, as in a list of pages, or
that begins an entry of a register: the first is a way to a page, and the words of the second follow it.
A link with a title that leads to a term also gets `data-term`, the anchor of the term. The first on a page
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

_REGISTER = "register"


class PreviewLinks(Extension):
    """Marks links to `targets` and to `terms`, addresses such as `glossary.md#mib`."""

    def __init__(self, targets: Iterable[str], terms: frozenset[str]) -> None:
        super().__init__()
        self.targets = frozenset(targets)
        self.terms = terms
        # On the page with the whole report, links to other pages are links within the page.
        self.within = {anchor: target for target in self.targets if (anchor := target.partition("#")[2])}
        self.page = ""
        """The page that is rendered next, by its path: `practice/gold-groups.md`."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor."""
        md.treeprocessors.register(_Marker(md, self), "preview_links", _PRIORITY)

    def target_of(self, link: Element) -> str:
        """The address with a preview or the term that `link` leads to; empty if it leads to neither."""
        path, _, anchor = link.get("href", "").partition("#")
        if not path:
            own = f"{self.page}#{anchor}"
            return own if own in self.targets else self.within.get(anchor, "")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path))
        target += f"#{anchor}" if anchor else ""
        return target if target in self.targets else ""


class _Marker(Treeprocessor):
    def __init__(self, md: Markdown, links: PreviewLinks) -> None:
        super().__init__(md)
        self.links = links

    def run(self, root: Element) -> None:
        """Mark the links below `root`."""
        texts: list[str] = []
        seen: set[str] = set()

        def mark(link: Element, parent: Element, *, register: bool) -> None:
            target = self.links.target_of(link)
            if not target:
                return
            page, _, anchor = target.partition("#")
            if target in self.links.terms and link.get("title"):
                link.set("data-term", anchor)
                expansion = link.get("title", "").casefold()
                if anchor not in seen and _text(link.itertext()) != expansion:
                    seen.add(anchor)
                    # Not if the text has just given the expansion: Major Investigation Team (MIT).
                    if not _text(texts[-_NEAR:]).endswith(f"{expansion} ("):
                        link.set("class", "first")
            elif _begins(link, parent) and (register or _ends(link, parent)):
                return
            link.set("data-preview", page.removesuffix(".md"))

        def visit(element: Element, *, register: bool) -> None:
            register = register or _REGISTER in element.get("class", "").split()
            if element.text:
                texts.append(element.text)
            for child in element:
                if child.tag == "a":
                    mark(child, element, register=register)
                visit(child, register=register)
                if child.tail:
                    texts.append(child.tail)

        visit(root, register=False)


def _begins(link: Element, parent: Element) -> bool:
    return parent[0] is link and not (parent.text or "").strip()


def _ends(link: Element, parent: Element) -> bool:
    return parent[-1] is link and not (link.tail or "").strip()


def _text(parts: Iterable[str]) -> str:
    return unescape("".join(parts)).casefold()


_extension: PreviewLinks | None = None


def on_config(config: MkDocsConfig) -> None:
    """Add the extension to those of mkdocs.yml. MkDocs reloads the hooks with each configuration."""
    global _extension  # noqa: PLW0603 - only a later event has the page
    docs = Path(config.docs_dir)
    _extension = PreviewLinks(targets_in(docs / "assets" / "previews"), terms_in(docs / "jsonld.json"))
    config["markdown_extensions"].append(_extension)


def targets_in(folder: Path) -> list[str]:
    """The addresses that have a preview, as `mc07.md#mc07-s3`, from the lines of the scripts in `folder`."""
    targets = []
    for script in sorted(folder.rglob("*.js")):
        page = f"{script.relative_to(folder).with_suffix('').as_posix()}.md"
        for line in script.read_text("utf-8").splitlines():
            key, colon, _ = line.partition(": ")
            if colon and key.startswith('"'):
                anchor = json.loads(key)
                targets.append(page + (f"#{anchor}" if anchor else ""))
    return targets


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
