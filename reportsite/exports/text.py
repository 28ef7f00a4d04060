"""Running text as records: blocks and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from reportsite.exports.records import LINES, PLACE, ROWS, TEXT, TEXTS, Field, Record, one_of
from reportsite.model import Block, Caption, Line, ListBlock, Note, Paragraph, SubHeading, Table

LINES_DESCRIPTION = "The line numbers of these words in the text as received, counted from 1."


def line_numbers(paragraphs: Iterable[Paragraph]) -> list[int]:
    """The source lines of paragraphs, each once, in order."""
    lines: Iterator[Line] = chain.from_iterable(p.lines for p in paragraphs)
    return sorted({line.number for line in lines})


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    paragraphs: tuple[Paragraph, ...]
    """Every paragraph in the block."""
    text: str = ""
    items: tuple[tuple[str, ...], ...] = ()


def text_blocks(blocks: Iterable[Block | SubHeading]) -> Iterator[_Block]:
    """Blocks as records; the notes of a table follow it."""
    for block in blocks:
        match block:
            case Paragraph():
                yield _Block("paragraph", (block,), block.text)
            case SubHeading(paragraph):
                yield _Block("heading", (paragraph,), paragraph.text)
            case Caption(paragraph):
                yield _Block("caption", (paragraph,), paragraph.text)
            case ListBlock(ordered, items):
                words = tuple(tuple(p.text for p in item.paragraphs) for item in items)
                inner = tuple(p for item in items for p in item.paragraphs)
                yield _Block("numbered list" if ordered else "list", inner, items=words)
            case Table(header, rows, notes):
                cells = (header, *rows)
                words = tuple(tuple(cell.text for cell in row) for row in cells)
                yield _Block("table", tuple(cell for row in cells for cell in row), items=words)
                for note in notes:
                    yield _Block("table note", (note.paragraph,), note.paragraph.text)


BLOCK: Record[_Block] = Record(
    "block",
    "blocks",
    "A block of running text.",
    (
        Field(
            "kind",
            "What kind of text it is. A caption belongs to a chart that is missing from the text received.",
            one_of("paragraph", "heading", "caption", "list", "numbered list", "table", "table note"),
            lambda _, b: b.kind,
        ),
        Field("text", "The text; empty for a list or a table.", TEXT, lambda _, b: b.text),
        Field(
            "items",
            "For a list, the paragraphs of each item; for a table, the cells of each row, header row first.",
            ROWS,
            lambda _, b: [list(item) for item in b.items],
        ),
        Field("lines", LINES_DESCRIPTION, LINES, lambda _, b: line_numbers(b.paragraphs)),
    ),
)

FOOTNOTE: Record[Note] = Record(
    "footnote",
    "footnotes",
    "A footnote.",
    (
        Field("id", "Its address.", PLACE, lambda index, n: index.notes[n.key].url),
        Field("mark", "The footnote mark as printed.", TEXT, lambda _, n: n.mark),
        Field("paragraphs", "The text of the footnote.", TEXTS, lambda _, n: [p.text for p in n.paragraphs]),
        Field("lines", LINES_DESCRIPTION, LINES, lambda _, n: line_numbers(n.paragraphs)),
    ),
)
