from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.model import Line, LineKind
from reportsite.reading.lines import (
    blank_after,
    chunks,
    ends_sentence,
    is_item,
    is_prose,
    read_lines,
    slice_line,
    slice_lines,
    title_end,
)


def kinds(text: str) -> list[tuple[str, str]]:
    """The kind and the text of each line that is not blank."""
    return [(line.kind.value, line.text) for line in read_lines(text) if not line.blank]


@pytest.mark.parametrize("bullet", "-•▪●◦·")
def test_a_bullet_is_read_wherever_it_begins_a_line(bullet: str) -> None:
    assert kinds(f"Text\n{bullet} item") == [("", "Text"), ("bullet", "item")]
    assert kinds(f"{bullet}\titem") == [("bullet", "item")]
    assert kinds(f"{bullet}5") == ([("", f"{bullet}5")] if bullet in "-·" else [("bullet", "5")])
    assert kinds(bullet) == [("", bullet)]


@pytest.mark.parametrize("bullet", "–—*")
def test_a_dash_is_a_bullet_only_where_an_item_may_begin(bullet: str) -> None:
    item = f"{bullet} item"
    assert kinds(item) == [("bullet", "item")], "at the beginning"
    assert kinds(f"Text\n\n{item}") == [("", "Text"), ("bullet", "item")], "after a blank line"
    assert kinds(f"- One.\n{item}") == [("bullet", "One."), ("bullet", "item")], "after an item"
    assert kinds(f"- One\nmore.\n{item}")[-1] == ("bullet", "item"), "after a wrapped item"
    assert kinds(f"{bullet} one\n{item}")[-1] == ("bullet", "item"), "after an item with the same sign"
    assert kinds(f"- one\n{item}")[-1] == ("", item), "not in the sentence of an item"
    assert kinds(f"Text.\n{item}")[-1] == ("", item), "not outside of lists"
    assert kinds(f"Text\n{item}") == [("", "Text"), ("", item)], "not in a wrapped sentence"
    assert kinds(f"- one\nmore\n{item}")[-1] == ("", item), "nor in a wrapped item"


def test_a_leading_tab_is_an_empty_cell() -> None:
    assert read_lines("\tA\tB ") == (Line(1, 0, "\tA\tB"),)
    assert read_lines("  A  ") == (Line(1, 2, "A"),)
    assert read_lines(" \t ")[0].blank


LINE = Line(7, 3, "one two  three")


def test_a_slice_has_its_column_and_no_white_space_around_it() -> None:
    assert slice_line(LINE, 3) == Line(7, 6 + 1, "two  three")
    assert slice_line(LINE, 4, 9) == Line(7, 7, "two")
    assert slice_line(LINE, 3, 4).blank
    assert blank_after(LINE) == Line(7, 17, "")


def test_slices_of_joined_lines_keep_their_numbers() -> None:
    lines = (Line(1, 0, "MC18 (also"), Line(2, 4, "MC06) Summary"))
    joined = "MC18 (also MC06) Summary"
    aside = joined.index("("), joined.index(")") + 1
    assert slice_lines(lines, 0, 4) == (Line(1, 0, "MC18"),)
    assert slice_lines(lines, *aside) == (Line(1, 5, "(also"), Line(2, 4, "MC06)"))
    assert slice_lines(lines, 17, 24) == (Line(2, 10, "Summary"),)
    assert slice_lines(lines, -1, -1) == ()


@given(st.text(alphabet="ab -", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_a_slice_is_an_exact_part_of_its_line(text: str, start: int, end: int) -> None:
    part = slice_line(Line(1, 0, text), min(start, len(text)), end)
    assert text[part.column : part.end] == part.text


def test_chunks_record_whether_a_page_ended_above() -> None:
    lines = [Line(1, 0, "a"), Line(2, 0, "b"), Line(3, 0, ""), Line(4, 0, "c")]
    page = [Line(5, 0, ""), Line(6, 9, "", LineKind.PAGE), Line(7, 0, ""), Line(8, 0, "d")]
    parts = [("".join(line.text for line in chunk), ended) for chunk, ended in chunks([*lines, *page])]
    assert parts == [("ab", False), ("c", False), ("d", True)]


@pytest.mark.parametrize("text", ["Text.", "Text;", "Text:", "Text!", "Text?", "“Text.”", "(Text.)"])
def test_the_end_of_a_sentence_is_recognised(text: str) -> None:
    assert ends_sentence((Line(1, 0, "x"), Line(2, 0, text)))


@pytest.mark.parametrize("text", ["Text", "Text,", "Text –", "Text. more", "1.5"])
def test_other_ends_are_not_those_of_a_sentence(text: str) -> None:
    assert not ends_sentence((Line(1, 0, "x."), Line(2, 0, text)))


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Running text.", True),
        ("- an item", False),
        ("A\tB", False),
        ("wrapped\nA\tB", False),
        ("Strengths", False),
        ("**TITLE:** Gold", False),
    ],
)
def test_items_rows_and_headings_are_not_prose(text: str, prose: bool) -> None:
    chunk = read_lines(text)
    assert is_prose(chunk) is prose
    assert is_item(chunk) is text.startswith("-")


def test_the_title_ends_where_the_contents_or_the_first_section_begin() -> None:
    title = "HMIC\nJuly 2008\n"
    assert title_end(read_lines(f"{title}Contents\nx")) == 2
    assert title_end(read_lines(f"{title}Introduction to HMIC Inspections\nx")) == 2
    assert title_end(read_lines(f"{title}Introduction to HMIC Inspections For years it has been so.")) == 2
    assert title_end(read_lines(title)) == 0
