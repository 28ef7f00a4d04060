from __future__ import annotations

from reportsite.errors import Collector
from reportsite.model import Caption, Line, ListBlock, NoteRef, Paragraph, Table, paragraphs_of
from reportsite.reading.blocks import paragraph, read_blocks
from reportsite.reading.lines import read_lines
from reportsite.reading.notes import (
    notes_in,
    read_captions,
    read_note,
    read_table_notes,
    with_reference,
    with_references,
)
from reportsite.reading.repair.rule import LiftedNote
from tests.reading.outline import inlines


def lifted(mark: str, ref_line: int, *lines: str) -> LiftedNote:
    return LiftedNote(mark, ref_line, tuple(Line(90 + i, 0, text) for i, text in enumerate(lines)))


def text_at(number: int, text: str) -> Paragraph:
    return paragraph([Line(number, 0, text)])


FIRST = read_note(lifted("¹", 4, "¹ Source – Profile"))
SECOND = read_note(lifted("²", 4, "A note without a mark.", "", "Of two paragraphs."))
OTHER = read_note(lifted("¹", 9, "¹ Of another page."))
NOTES = (FIRST, SECOND, OTHER)


def test_a_footnote_refers_to_itself_where_it_has_its_mark() -> None:
    assert [inlines(p.inlines) for p in FIRST.paragraphs] == ["[note ¹] Source – Profile"]
    assert FIRST.paragraphs[0].inlines[0] == NoteRef("¹", FIRST.key)
    assert [p.text for p in SECOND.paragraphs] == ["A note without a mark.", "Of two paragraphs."]


def test_marks_become_references_to_the_note_of_their_line() -> None:
    one = with_reference(text_at(4, "Level 2¹ and **level 3²** crime³"), NOTES)
    assert inlines(one.inlines) == "Level 2[note ¹] and [strong level 3[note ²]] crime³"
    other = with_reference(text_at(9, "Another¹"), NOTES)
    assert other.inlines[-1] == NoteRef("¹", OTHER.key)
    plain = text_at(5, "No note¹ of this line")
    assert with_reference(plain, NOTES) is plain


def test_a_mark_on_two_lines_of_a_paragraph_refers_to_two_notes() -> None:
    lines = paragraph([Line(4, 0, "Level 2¹ of 9 km¹ and"), Line(9, 0, "level 3¹ crime")])
    marked = with_reference(lines, NOTES)
    assert [node for node in marked.inlines if isinstance(node, NoteRef)] == [
        NoteRef("¹", FIRST.key),
        NoteRef("¹", OTHER.key),
    ]


def test_marks_inside_lists_become_references() -> None:
    (block,) = read_blocks([Line(4, 0, "An item¹")])
    assert inlines(next(iter(paragraphs_of((with_references(block, NOTES),)))).inlines) == "An item[note ¹]"


def test_the_notes_of_a_part_are_in_reading_order() -> None:
    assert notes_in([text_at(9, "x"), text_at(4, "y")], NOTES) == (OTHER, FIRST, SECOND)
    assert notes_in([text_at(4, "x"), text_at(4, "y")], NOTES) == (FIRST, SECOND)
    assert notes_in([text_at(5, "x")], NOTES) == ()


TABLE = "A*\tMSF**\n1*\t**2**\n\n*Rate for each thousand.\n\n** Most similar forces."


def test_notes_below_a_table_belong_to_it() -> None:
    (table,) = read_table_notes(read_blocks(read_lines(TABLE)), Collector("r.txt"))
    assert isinstance(table, Table)
    assert [note.mark for note in table.notes] == ["*", "**"]
    assert [inlines(cell.inlines) for cell in table.header] == ["A[note *]", "MSF[note **]"]
    assert [inlines(note.paragraph.inlines) for note in table.notes] == [
        "[note *]Rate for each thousand.",
        "[note **] Most similar forces.",
    ]
    assert table.header[0].inlines[-1] == NoteRef("*", table.notes[0].key)


def test_a_paragraph_with_a_star_is_a_note_only_below_a_table() -> None:
    blocks = read_table_notes(
        read_blocks(read_lines("Text.\n\n*x* is emphasis.\n\nA\tB\n\nText\n\n*x* too.")),
        Collector("r.txt"),
    )
    assert not any(isinstance(block, Table) and block.notes for block in blocks)
    assert len(blocks) == 5


def test_captions_are_recognised() -> None:
    texts = [
        "Homicides (2001/02 to 2006/07) by year",
        "It rose (2001/02 to 2006/07) by ten.",
        "Homicides (2001) by year",
        "- Item (2001 to 2002) x",
    ]
    blocks = read_captions(read_blocks(read_lines("\n\n".join(texts))))
    assert [type(block) for block in blocks] == [Caption, Paragraph, Paragraph, ListBlock]
