"""Add what Markdown headings and tables lack: links to headings, captions, row headers and frames. Optional.

The link to a heading follows it. Within it, screen readers would read the link as a part of each heading.
The caption of a table repeats the heading above it. It is only for users of screen readers, who can move from
table to table; everyone else can see the heading. Every table of the report and the edition has its row
headers in the first column.
A table that is wider than the screen scrolls sideways in its frame. The theme's script would add the frame
once the page is shown, which moves what is below.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import render_inner_html
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from selectolax.lexbor import LexborHTMLParser

# After toc (5), which gives headings their anchors, before MkDocs checks links (0).
_PRIORITY = 4

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class HeadingsAndTables(Extension):
    """Adds links, captions and frames, and turns the cells of the first column into headers."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor."""
        md.treeprocessors.register(_Processor(md), "headings_and_tables", _PRIORITY)


class _Processor(Treeprocessor):
    def run(self, root: Element) -> None:
        """Change the tables below `root`, and add a link after each heading with an anchor."""
        heading: Element | None = None
        # Captions are added while the tree is walked.
        for element in list(root.iter()):
            if element.tag in _HEADINGS:
                heading = element
            # A table with attributes is raw HTML, and already has its headers.
            elif element.tag == "table" and not element.attrib:
                _head_cells(element)
                if heading is not None and (name := self._name(heading)):
                    caption = Element("caption", {"class": "edition unseen"})
                    caption.text = name
                    element.insert(0, caption)
                _frame(element)
        for parent in list(root.iter()):
            for place, child in reversed(list(enumerate(parent))):
                if child.tag in _HEADINGS and (anchor := child.get("id")):
                    label = f"Link to {self._name(child)}"
                    link = Element("a", {"class": "headerlink", "href": f"#{anchor}", "aria-label": label})
                    link.tail, child.tail = child.tail, None
                    parent.insert(place + 1, link)

    def _name(self, heading: Element) -> str:
        """The words of a heading, without the marks of notes."""
        # Inline HTML within it is not part of the tree.
        tree = LexborHTMLParser(render_inner_html(heading, self.md))
        for note in tree.css("sup"):
            note.decompose()
        return " ".join(tree.body.text().split()) if tree.body else ""


def _head_cells(table: Element) -> None:
    for header in table.iter("th"):
        header.set("scope", "col")
    for row in table.iter("tr"):
        first = row[0]
        # An empty cell is not a header.
        if first.tag == "td" and (len(first) or (first.text or "").strip()):
            first.tag = "th"
            first.set("scope", "row")


def _frame(table: Element) -> None:
    """Make `table` the frame of a copy of itself: an element does not know its parent."""
    copy = Element("table")
    copy.text = table.text
    copy[:] = table[:]
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    table.set("class", "md-typeset__scrollwrap")
    SubElement(table, "div", {"class": "md-typeset__table"}).append(copy)


def on_config(config: MkDocsConfig) -> None:
    """Add the extension to those of mkdocs.yml."""
    config["markdown_extensions"].append(HeadingsAndTables())
