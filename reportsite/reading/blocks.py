"""Repaired lines -> blocks: paragraphs, lists and tables, with their inline Markdown read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportsite.model import (
    Block,
    Emphasis,
    Inline,
    Line,
    LineKind,
    ListBlock,
    ListItem,
    Paragraph,
    Strong,
    Table,
    Text,
    WebLink,
)
from reportsite.reading import headings
from reportsite.reading.lines import SENTENCE_END, chunks
from reportsite.words import compared

# Only what the source uses; everything else, HTML included, stays text. `autolink` refuses addresses
# that begin with javascript:, vbscript:, file: or data:.
_INLINE = MarkdownIt("zero").enable(["emphasis", "autolink"])
# Addresses are shown as printed, not decoded.
_INLINE.normalizeLinkText = lambda link: link  # type: ignore[method-assign]


_DEEPEST = 6
"""Emphasis within emphasis. Deeper asterisks are not markup and are shown as printed."""


def read_inlines(text: str) -> tuple[Inline, ...]:
    """Emphasis, strong emphasis and autolinks of one run of source text."""
    tokens = _INLINE.parseInline(text)[0].children or []
    if max(itertools.accumulate(token.nesting for token in tokens), default=0) > _DEEPEST:
        return (Text(text),)
    return _merge_text(_read_tokens(iter(tokens), None))


def _read_tokens(tokens: Iterator[Token], until: str | None) -> list[Inline]:
    """Nodes up to the closing token `until`; markdown-it closes every token that it opens."""
    nodes: list[Inline] = []
    for token in tokens:
        if token.type == until:
            return nodes
        match token.type:
            case "text":
                nodes.append(Text(token.content))
            case "em_open":
                nodes.append(Emphasis(_merge_text(_read_tokens(tokens, "em_close"))))
            case "strong_open":
                nodes.append(Strong(_merge_text(_read_tokens(tokens, "strong_close"))))
            case "link_open":
                inner = _read_tokens(tokens, "link_close")
                printed = "".join(node.text for node in inner if isinstance(node, Text))
                # A scheme alone, as in <http:>, is not an address, so its brackets are text.
                link = compared(f"<{printed}>") == compared(printed)
                nodes.append(
                    WebLink(str(token.attrs["href"]), _merge_text(inner)) if link else Text(f"<{printed}>")
                )
            case other:
                raise AssertionError(f"unexpected inline token: {other}")
    return nodes


def _merge_text(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The nodes with adjacent texts joined and empty ones removed."""
    merged: list[Inline] = []
    for texts, run in itertools.groupby(nodes, key=lambda node: isinstance(node, Text)):
        if not texts:
            merged += run
        elif text := "".join(node.text for node in run if isinstance(node, Text)):
            merged.append(Text(text))
    return tuple(merged)


def paragraph(lines: Iterable[Line]) -> Paragraph:
    """One paragraph of the given lines, joined by single spaces."""
    kept = tuple(line for line in lines if not line.blank)
    return Paragraph(read_inlines(" ".join(line.text for line in kept)), kept)


def paragraphs(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Paragraphs separated by blank lines, whatever the kinds of their lines."""
    return tuple(paragraph(chunk) for chunk, _ in chunks(lines))


def read_blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """Blocks of the repaired lines, in order. Items of one list merge across blank lines."""
    blocks: list[Block | _List] = []
    for chunk, page in chunks(lines):
        for piece in _pieces(chunk):
            if _is_row(piece[0]):
                _add_table(blocks, piece, continues=page and piece[0] is chunk[0])
            elif piece[0].kind in (LineKind.BULLET, LineKind.NUMBER):
                _add_item(blocks, piece)
            elif piece[0].kind is LineKind.CONTINUES and isinstance(blocks[-1], _List):
                blocks[-1].items[-1].append(paragraph(piece))
            else:
                blocks.append(paragraph(piece))
    return tuple(block.whole() if isinstance(block, _List) else block for block in blocks)


@dataclass
class _List:
    """A list to which items are added."""

    ordered: bool
    items: list[list[Paragraph]]

    def whole(self) -> ListBlock:
        return ListBlock(self.ordered, tuple(ListItem(tuple(item)) for item in self.items))


def _pieces(chunk: Sequence[Line]) -> Iterator[list[Line]]:
    """The chunk, split where a list item, a table, a heading or a label begins."""
    piece: list[Line] = []
    for line in chunk:
        starts = (
            line.kind is not LineKind.NONE
            or (_stands_alone(line) and (not piece or _complete(piece[-1])))
            or headings.split_label(line.text) is not None
            or (bool(piece) and (_stands_alone(piece[-1]) or _is_row(line) != _is_row(piece[-1])))
        )
        if starts and piece:
            yield piece
            piece = []
        piece.append(line)
    if piece:
        yield piece


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table."""
    return line.kind is LineKind.NONE and "\t" in line.text


def _complete(line: Line) -> bool:
    """Whether the line below does not continue a sentence of this one."""
    return bool(SENTENCE_END.search(line.text)) or _stands_alone(line) or _is_row(line)


def _stands_alone(line: Line) -> bool:
    """Whether a line is a block of its own: a known heading or a grade."""
    return line.kind is LineKind.NONE and (
        headings.fixed_heading(line.text) or bool(headings.GRADE.match(line.text))
    )


def _add_item(blocks: list[Block | _List], piece: list[Line]) -> None:
    """Add a list item: to the list above if that is of the same kind, otherwise to a new one."""
    item = [paragraph(piece)]
    ordered = piece[0].kind is LineKind.NUMBER
    last = blocks[-1] if blocks else None
    if isinstance(last, _List) and last.ordered == ordered:
        last.items.append(item)
    else:
        blocks.append(_List(ordered, [item]))


def _add_table(blocks: list[Block | _List], piece: list[Line], continues: bool) -> None:
    """Add a table, or the rest of the table above if a page break split it."""
    table = _table(piece)
    last = blocks[-1] if blocks else None
    if continues and isinstance(last, Table) and len(last.header) == len(table.header):
        blocks[-1] = Table(last.header, (*last.rows, table.header, *table.rows))
    else:
        blocks.append(table)


def _table(lines: list[Line]) -> Table:
    """The table in lines whose cells are separated by tabs; short rows are padded with empty cells."""
    rows = [_cells(line) for line in lines]
    width = max(len(row) for row in rows)
    padded = [row + tuple(Paragraph((), ()) for _ in range(width - len(row))) for row in rows]
    return Table(padded[0], tuple(padded[1:]))


def _cells(line: Line) -> tuple[Paragraph, ...]:
    """The cells of a row."""
    cells: list[Paragraph] = []
    column = 0
    for cell in line.text.split("\t"):
        lead = len(cell) - len(cell.lstrip())
        part = Line(line.number, line.column + column + lead, cell.strip())
        cells.append(paragraph([part]))
        column += len(cell) + 1
    return tuple(cells)
