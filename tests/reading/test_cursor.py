from __future__ import annotations

from collections.abc import Callable

import pytest

from reportsite.errors import Collector
from reportsite.model import ListBlock, Paragraph, SectionKind, Table
from reportsite.reading.blocks import read_blocks
from reportsite.reading.cursor import Cursor
from reportsite.reading.headings import Part
from reportsite.reading.lines import read_lines


def at(*lines: str) -> Cursor:
    """A cursor at the first of some blocks."""
    return Cursor(read_blocks(read_lines("\n\n".join(lines))), (), Collector("r.txt"))


def test_a_cursor_moves_from_block_to_block() -> None:
    cursor = at("One  word", "- an item", "A\tB")
    assert (cursor.text(), cursor.source, cursor.line) == ("One word", "One  word", 1)
    assert isinstance(cursor.peek(1), ListBlock)
    assert cursor.text(1) == "", "a list has no text of its own"
    assert isinstance(cursor.take_paragraph(), Paragraph)
    assert (cursor.text(), cursor.source, cursor.line) == ("", "", 3)
    cursor.take()
    assert isinstance(cursor.take(), Table)
    assert (cursor.block, cursor.line, cursor.text()) == (None, 0, "")
    assert cursor.peek(5) is None


def test_a_table_with_an_empty_first_cell_has_a_line() -> None:
    assert at("One", "\tB").line == 1
    cursor = at("One", "\tB")
    cursor.take()
    assert cursor.line == 3


def test_a_misplaced_block_is_reported_and_skipped() -> None:
    cursor = at("x" * 80, "Next")
    cursor.refuse("a heading")
    assert cursor.text() == "Next"
    assert list(map(str, cursor.problems.errors)) == [
        f"r.txt:1: R003 unexpected '{'x' * 60}'; expected a heading. "
        "Add a new spelling to reportsite/reading/headings.py."
    ]


PREDICATES: dict[str, tuple[Callable[[Cursor], object], list[list[str]], list[list[str]]]] = {
    "at_framework": (
        Cursor.at_framework,
        [["Major Crime", "GRADE\tMeets"], ["Major Crime", "GRADE: Meets"], ["Major Crime", "GRADE", "Meets"]],
        [["Major Crime"], ["A sentence.", "GRADE\tMeets"], ["GRADE\tMeets"]],
    ),
    "at_group": (
        Cursor.at_group,
        [["Intelligence", "MC01 Summary"]],
        [
            ["Intelligence"],
            ["MC01 Summary", "MC02 Summary"],
            ["None", "MC02 Summary"],
            ["A finding of more than eight words without a stop", "MC02 Summary"],
        ],
    ),
    "at_criterion": (Cursor.at_criterion, [["MC01 Summary"]], [["MC01"], ["- MC01 Summary"]]),
    "at_heading_of_list": (
        Cursor.at_heading_of_list,
        [["Good points", "- one"]],
        [["Good points", "One."], ["Good points."], ["Good points"]],
    ),
    "at_practice_appendix": (
        Cursor.at_practice_appendix,
        [["Appendix 1: Developing practice"], ["Developing practice", "TITLE: x"]],
        [["Developing practice", "- one"], ["Appendix 1: Practice"]],
    ),
    "at_glossary_appendix": (
        Cursor.at_glossary_appendix,
        [["Appendix 2: Glossary of Terms and Abbreviations"], ["Glossary"], ["List of Abbreviations"]],
        [["Appendix 2: Terms"], ["The glossary"]],
    ),
    "at_end_of_section": (
        Cursor.at_end_of_section,
        [[], ["Strategic Priorities"], ["MC01 Summary"], ["Glossary"], ["Major Crime", "GRADE\tMeets"]],
        [["Some heading"], ["Strengths"]],
    ),
    "at_end_of_findings": (
        Cursor.at_end_of_findings,
        [[], ["Recommendations"], ["Glossary"], ["Major Crime", "GRADE\tMeets"]],
        [["Strategic Priorities"], ["MC01 Summary"], ["Strengths"]],
    ),
    "at_end_of_criterion": (
        Cursor.at_end_of_criterion,
        [[], ["MC02 Summary"], ["Prevention", "MC11 Summary"], ["Recommendations"]],
        [["Strengths"], ["Prevention", "- one"]],
    ),
    "at_end_of_criterion_section": (
        Cursor.at_end_of_criterion_section,
        [[], ["MC02 Summary"], ["Strengths"]],
        [["Good points"], ["- one"]],
    ),
    "at_end_of_practice": (
        Cursor.at_end_of_practice,
        [[], ["Glossary"], ["Recommendations"], ["Major Crime", "GRADE\tMeets"]],
        [["TITLE: x"], ["Strategic Priorities"]],
    ),
    "at_end_of_glossary": (
        Cursor.at_end_of_glossary,
        [[], ["Appendix 1: Developing practice"], ["Recommendations"], ["Strategic Priorities"]],
        [["ABC Alpha"], ["A"]],
    ),
}


@pytest.mark.parametrize("name", PREDICATES)
def test_a_predicate_is_true_only_at_its_place(name: str) -> None:
    predicate, true, false = PREDICATES[name]
    for lines in true:
        assert predicate(at(*lines)) is True, lines
    for lines in false:
        assert predicate(at(*lines)) is False, lines


def test_sections_have_a_part_or_a_kind() -> None:
    assert at("Strategic Priorities").part() is Part.FORCE
    assert at("Strengths").part() is None
    assert at("Areas for improvement").section_kind() is SectionKind.IMPROVEMENT
    assert at("Good points").section_kind() is None
    assert at("Developing practice", "- one").section_kind() is SectionKind.PRACTICE
    assert at("Developing practice", "TITLE: x").section_kind() is None, "that is the appendix"
