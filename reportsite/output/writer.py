"""Blocks -> Markdown: what the Markdown of MkDocs and plain Markdown have in common.

A dialect states how it escapes text and how it writes links, containers and the edition's words.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import assert_never

from reportsite.model import Emphasis, Mention, NoteRef, Strong, Text, WebLink
from reportsite.site.page_tree import (
    Bullets,
    Changed,
    Code,
    Container,
    Details,
    Download,
    Editorial,
    FindingHeading,
    Heading,
    Image,
    Label,
    Page,
    PageBlock,
    PageLink,
    Para,
    Piece,
    Said,
    SearchField,
    Shade,
    TableBlock,
)

_TOUCHES = re.compile(r"[\w*_\\]")
_PLAIN_EMPHASIS = re.compile(r"[^\s*_\\](?:[^*_\\]*[^\s*_\\])?")


class Writer(ABC):
    """Writes the blocks of one page."""

    PIPE: str
    """A vertical bar in a cell."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # What a dialect states ---------------------------------------------------------------------

    @abstractmethod
    def escape(self, text: str) -> str:
        """Text as Markdown that renders as that text."""

    @abstractmethod
    def escape_start(self, markdown: str) -> str:
        """A paragraph whose start would be read as a heading, a list or a quotation, escaped."""

    @abstractmethod
    def heading(self, heading: Heading) -> str: ...

    @abstractmethod
    def finding_heading(self, heading: FindingHeading) -> str: ...

    @abstractmethod
    def image(self, image: Image) -> str: ...

    @abstractmethod
    def search_field(self, field: SearchField) -> str: ...

    @abstractmethod
    def group(self, group: Container | Details) -> str: ...

    @abstractmethod
    def unmarkable(self, piece: Emphasis | Strong, words: str) -> str:
        """Emphasis where asterisks would not be read as such."""

    @abstractmethod
    def web_link(self, link: WebLink) -> str: ...

    @abstractmethod
    def note_ref(self, ref: NoteRef) -> str: ...

    @abstractmethod
    def mention(self, mention: Mention) -> str: ...

    @abstractmethod
    def page_link(self, link: PageLink) -> str: ...

    @abstractmethod
    def marked(self, piece: Editorial | Said | Shade | Changed | Label | Download) -> str: ...

    def beside(self, piece: Piece, written: str, before: str, after: str) -> str:
        """A piece as it must be written between `before` and `after`, which is at most two characters."""
        if isinstance(piece, Emphasis | Strong) and not _can_use_asterisks(before, written, after):
            width = 1 if isinstance(piece, Emphasis) else 2
            return self.unmarkable(piece, written[width:-width])
        return written

    # What all dialects share -------------------------------------------------------------------

    def blocks(self, blocks: Iterable[PageBlock]) -> str:
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: PageBlock) -> str:
        match block:
            case Para():
                return self.para(block)
            case Heading():
                return self.heading(block)
            case FindingHeading():
                return self.finding_heading(block)
            case Bullets(items, ordered):
                return self._bullets(items, ordered)
            case TableBlock():
                return self._table(block)
            case Image():
                return self.image(block)
            case Code(language, text):
                # Longer than any fence in the text, so nothing in it can end the block.
                longest = max((len(run) for run in re.findall("`+", text)), default=0)
                fence = "`" * max(3, longest + 1)
                return f"{fence}{language}\n{text.rstrip()}\n{fence}"
            case SearchField():
                return self.search_field(block)
            case Container() | Details():
                return self.group(block)
            case other:
                assert_never(other)

    def para(self, para: Para) -> str:
        # Indented text would be a block of code.
        return self.escape_start(self.pieces(para.pieces).lstrip(" \t"))

    def title(self, heading: Heading) -> str:
        """A heading without its anchor."""
        # A number sign at the end would be read as the heading's closing sequence.
        text = self.pieces(heading.pieces)
        closing = len(text) - len(text.rstrip("#"))
        return f"{'#' * heading.level} {text.removesuffix('#' * closing)}" + r"\#" * closing

    def _bullets(self, items: tuple[tuple[Para, ...], ...], ordered: bool) -> str:
        loose = any(len(item) > 1 for item in items)
        written = []
        for number, item in enumerate(items, start=1):
            marker = f"{number}.".ljust(4) if ordered else "-   "
            paragraphs = "\n\n    ".join(map(self.para, item))
            written.append(marker + paragraphs)
        return ("\n\n" if loose else "\n").join(written)

    def _table(self, table: TableBlock) -> str:
        numeric = table.numeric or (False,) * len(table.header)
        rules = ["---:" if right else "---" for right in numeric]
        rows = [
            "| " + " | ".join(self._cell(cell) for cell in row) + " |" for row in (table.header, *table.rows)
        ]
        return "\n".join([rows[0], "| " + " | ".join(rules) + " |", *rows[1:]])

    def _cell(self, cell: Para) -> str:
        return self.pieces(cell.pieces).replace("|", self.PIPE)

    def pieces(self, pieces: Iterable[Piece]) -> str:
        listed = list(pieces)
        parts = [self._piece(piece) for piece in listed]
        # What follows each part: its first two characters decide how a link is written.
        following = [""]
        for part in reversed(parts):
            following.append((part[:2] + following[-1])[:2])
        following = following[-2::-1]
        for index, piece in enumerate(listed):
            if parts[index].startswith("[") and index and parts[index - 1].endswith("!"):
                # An exclamation mark before a link would make it an image.
                parts[index - 1] = parts[index - 1][:-1] + "\\!"
            before = parts[index - 1] if index else ""
            parts[index] = self.beside(piece, parts[index], before, following[index])
        return "".join(parts)

    def _piece(self, piece: Piece) -> str:
        match piece:
            case Text(text):
                return self.escape(text)
            case Emphasis(children):
                return f"*{self.pieces(children)}*"
            case Strong(children):
                return f"**{self.pieces(children)}**"
            case WebLink():
                return self.web_link(piece)
            case NoteRef():
                return self.note_ref(piece)
            case Mention():
                return self.mention(piece)
            case PageLink():
                return self.page_link(piece)
            case Editorial() | Said() | Shade() | Changed() | Label() | Download():
                return self.marked(piece)
            case other:
                assert_never(other)


def is_bare(link: WebLink) -> bool:
    """Whether a link shows its own address."""
    text = "".join(c.text for c in link.children if isinstance(c, Text))
    return text == link.url and link.url.startswith(("http://", "https://"))


def _can_use_asterisks(before: str, own: str, after: str) -> bool:
    """Whether asterisks work as emphasis here: no word or mark touches them."""
    return (
        not _TOUCHES.match(before[-1:])
        and not _TOUCHES.match(after)
        and _PLAIN_EMPHASIS.fullmatch(own.strip("*")) is not None
    )
