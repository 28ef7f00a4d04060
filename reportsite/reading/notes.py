"""Notes and captions: footnotes, the notes below tables, and the references that their marks become."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportsite.errors import Collector
from reportsite.model import (
    Block,
    Caption,
    Emphasis,
    Inline,
    Mention,
    Note,
    NoteRef,
    Paragraph,
    Strong,
    Table,
    TableNote,
    Text,
    WebLink,
    map_units,
)
from reportsite.reading import headings
from reportsite.reading.blocks import paragraphs
from reportsite.reading.repair.rule import LiftedNote

_TABLE_NOTE = re.compile(r"\*{1,3}(?=\s?[^\s*])")
"""The mark at the head of a note below a table."""

_MARK = re.compile(rf"({headings.NOTE_MARK.pattern}|\*+)")
_FIRST_MARK = re.compile(r"\A(\*+)")


# Footnotes -----------------------------------------------------------------------------------


def read_note(lifted: LiftedNote) -> Note:
    """The footnote, with its own mark as a reference."""
    note = Note(lifted.mark, paragraphs(lifted.lines), lifted.ref_line)
    return replace(note, paragraphs=tuple(_with_marks(p, {note.mark: [note.key]}) for p in note.paragraphs))


def notes_in(parts: Iterable[Paragraph], notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The `notes` whose marks are in the given paragraphs, in reading order."""
    numbers = dict.fromkeys(line.number for paragraph in parts for line in paragraph.lines)
    return tuple(note for number in numbers for note in notes if note.ref_line == number)


def with_references(block: Block, notes: tuple[Note, ...]) -> Block:
    """The block with the marks of footnotes in it as references."""
    return map_units(block, lambda unit: tuple(with_reference(paragraph, notes) for paragraph in unit))


def with_reference(paragraph: Paragraph, notes: tuple[Note, ...]) -> Paragraph:
    """The paragraph with the marks of footnotes in it as references."""
    numbers = {line.number for line in paragraph.lines}
    marks: dict[str, list[str]] = {}
    for note in notes:
        if note.ref_line in numbers:
            marks.setdefault(note.mark, []).append(note.key)
    return _with_marks(paragraph, marks) if marks else paragraph


# Tables and charts ---------------------------------------------------------------------------


def read_captions(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with the captions of charts read as such."""
    return tuple(
        Caption(block) if isinstance(block, Paragraph) and headings.CAPTION.match(block.text) else block
        for block in blocks
    )


def read_table_notes(blocks: Iterable[Block], problems: Collector) -> tuple[Block, ...]:
    """The blocks with each paragraph below a table that begins with `*` as a note of that table.

    If the table lacks the mark, or an earlier note has it, the block stays a paragraph, with a warning.
    """
    joined: list[Block] = []
    for block in blocks:
        mark = _TABLE_NOTE.match(block.text) if isinstance(block, Paragraph) else None
        table = joined[-1] if joined else None
        if not (isinstance(block, Paragraph) and mark and isinstance(table, Table)):
            joined.append(block)
        elif mark[0] in _marks_of(table) and mark[0] not in {note.mark for note in table.notes}:
            joined[-1] = replace(table, notes=(*table.notes, TableNote(mark[0], block)))
        else:
            problems.warn(
                "R509",
                block.first_line,
                f"the mark {mark[0]} of this note is not in the table, or another note has it.",
            )
            joined.append(block)
    return tuple(_with_table_marks(b) if isinstance(b, Table) and b.notes else b for b in joined)


def _marks_of(table: Table) -> set[str]:
    """The marks of notes in the cells of a table."""
    cells = itertools.chain(table.header, *table.rows)
    return {mark for cell in cells for mark in re.findall(r"\*+", cell.text)}


def _with_table_marks(table: Table) -> Table:
    """The table with the marks of its notes as references."""
    marks = {note.mark: [note.key] for note in table.notes}
    return Table(
        tuple(_with_marks(cell, marks) for cell in table.header),
        tuple(tuple(_with_marks(cell, marks) for cell in row) for row in table.rows),
        tuple(
            TableNote(note.mark, _with_marks(note.paragraph, {note.mark: [note.key]}, at_start=True))
            for note in table.notes
        ),
    )


# Marks ---------------------------------------------------------------------------------------


def _with_marks(
    paragraph: Paragraph, marks: Mapping[str, Sequence[str]], at_start: bool = False
) -> Paragraph:
    """The paragraph with each mark as a reference.

    `marks`: the keys of the notes of each mark, in the order in which it occurs; the last key is also that
    of any further occurrence.

    Text Crime of level 3² is shared., marks {²: [²@6]}  ->  Crime of level 3, NoteRef ², is shared.
    """
    used: Counter[str] = Counter()

    def reference(mark: str) -> NoteRef:
        keys = marks[mark]
        used[mark] += 1
        return NoteRef(mark, keys[min(used[mark], len(keys)) - 1])

    def split(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for node in nodes:
            match node:
                case Text(text):
                    pieces = [piece for piece in (_FIRST_MARK if at_start else _MARK).split(text) if piece]
                    out += [reference(p) if p in marks else Text(p) for p in pieces]
                case Emphasis(children):
                    out.append(Emphasis(split(children)))
                case Strong(children):
                    out.append(Strong(split(children)))
                case WebLink() | NoteRef() | Mention():
                    out.append(node)
        return tuple(out)

    return replace(paragraph, inlines=split(paragraph.inlines))
