"""Running text as records."""

from __future__ import annotations

from dataclasses import replace

from reportsite.exports.index import index_of
from reportsite.exports.text import BLOCK, line_numbers, text_blocks
from reportsite.model import Caption, Line, SubHeading, Table, TableNote
from tests.pages.specifications import context
from tests.relating.reports import paragraph, report

INDEX = index_of(context({}))


def test_every_kind_of_block_is_a_record() -> None:
    (section,) = report(
        {"force": {"A": ["One.", ["Two.", ["Three.", "Four."]], {"table": [["H"], ["5"]]}]}}
    ).force
    blocks = [*section.blocks, Caption(paragraph("A chart")), SubHeading(paragraph("Approach"))]
    data = [BLOCK.data(INDEX, block) for block in text_blocks(blocks)]
    assert [(item["kind"], item["text"], item["items"]) for item in data] == [
        ("paragraph", "One.", []),
        ("list", "", [["Two."], ["Three.", "Four."]]),
        ("table", "", [["H"], ["5"]]),
        ("caption", "A chart", []),
        ("heading", "Approach", []),
    ]
    assert all(item["lines"] == [1] for item in data)


def test_the_notes_of_a_table_follow_it() -> None:
    table = Table((paragraph("H"),), (), (TableNote("*", paragraph("* A note.")),))
    assert [(block.kind, block.text) for block in text_blocks([table])] == [
        ("table", ""),
        ("table note", "* A note."),
    ]


def test_line_numbers_are_sorted_without_duplicates() -> None:
    two = replace(paragraph("x"), lines=(Line(5, 0, "x"), Line(3, 0, "x"), Line(5, 2, "x")))
    assert line_numbers([two, two]) == [3, 5]
