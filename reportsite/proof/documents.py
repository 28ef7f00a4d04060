"""What the proof and the link check need of a page, read from its HTML once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite.proof.uses import Use, uses_of

EDITORIAL = (".edition", "script", "style", "template", "nav", "svg", "aside")
"""Selectors of the edition's own words, and of what the theme adds to the article."""

UNSEEN = ("[hidden]", "noscript", "textarea", "del")
"""Selectors of text that a reader does not see as part of the report."""

INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "small", "span"}
    | {"strong", "sub", "sup", "u", "wbr"}
)
"""Elements that do not separate words."""

_LEFT_OUT = ", ".join((*EDITORIAL, *UNSEEN))

REMEMBERED = 8192
"""The number of pages that are remembered, those of two sites of some thousand pages. The proof and the link
check share what is read, and a server reads only the pages that changed."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page or a drawing."""

    pieces: tuple[tuple[str, str], ...]
    """The text of its article as a browser shows it, without the edition's own words. A piece that is the
    whole text of an element and the same as its id (`MC07-S3`) has the id before it, all others nothing."""
    ids: Mapping[str, int]
    """Its anchors, each with the number of elements that have it as their id."""
    uses: tuple[Use, ...]
    """The addresses in it."""

    def text(self, references: Set[str] = frozenset()) -> str:
        """The text of the article, without headings that show only their own anchor, one of `references`."""
        return "".join(text for anchor, text in self.pieces if anchor not in references)


@lru_cache(REMEMBERED)
def document(html: str) -> Document:
    """Read a page or a drawing."""
    tree = LexborHTMLParser(html)
    ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
    names = {node.attributes.get("name") or "": 0 for node in tree.css("a[name]")}
    return Document(_pieces(tree), {**names, **ids}, tuple(uses_of(tree)))


def _pieces(tree: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    article = tree.css_first("article") or tree.body
    if article is None:
        return ()
    pieces: list[tuple[str, str]] = []
    _gather(article, {node.mem_id for node in article.css(_LEFT_OUT)}, pieces)
    return tuple(pieces)


def _gather(node: LexborNode, left_out: Set[int], pieces: list[tuple[str, str]]) -> None:
    """Append the text within `node` to `pieces`, a line break around each block, no comments."""
    child = node.child
    while child is not None:
        if not child.is_element_node:
            pieces.append(("", child.text_content or ""))
        elif child.mem_id not in left_out:
            around = "" if child.tag in INLINE else "\n"
            within: list[tuple[str, str]] = []
            _gather(child, left_out, within)
            anchor = child.attributes.get("id")
            if anchor and (text := "".join(text for _, text in within)).strip().lower() == anchor:
                within = [(anchor, text)]
            pieces += [("", around), *within, ("", around)]
        child = child.next
