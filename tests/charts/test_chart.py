"""Text helpers for all charts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.charts.chart import listed, name_of, number_of, plain_table, quoted, subject
from reportsite.model import NoteRef, Paragraph, Strong, Table, Text
from tests.charts.drawn import HEADER, ROWS, table


def test_cells_become_plain_text_on_one_line() -> None:
    cells = (
        Paragraph((Text("  two\n words "), NoteRef("*", "*@1")), ()),
        Paragraph((Strong((Text("bold"),)), Text(" \x00\ud800")), ()),
        Paragraph((), ()),
    )
    assert [cell.text for cell in plain_table(Table(cells, ())).header] == [
        "two words",
        "bold \ufffd\ufffd",
        "",
    ]


def test_a_plain_table_is_unchanged() -> None:
    source = plain_table(table(*ROWS, header=HEADER))
    assert plain_table(source) == source
    assert [cell.text for cell in source.rows[0]] == list(ROWS[0])


@given(st.text(), st.sampled_from(["rates", "timetable"]))
def test_names_are_valid_file_names_and_ids(prefix: str, name: str) -> None:
    assert re.fullmatch(rf"(?:[a-z0-9]+-)*{name}", name_of(prefix, name))


def test_names_start_with_the_prefix() -> None:
    assert name_of("", "rates") == "rates"
    assert name_of("Major Crime", "rates") == "major-crime-rates"


@pytest.mark.parametrize(
    ("names", "sentence"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(names: list[str], sentence: str) -> None:
    assert listed(names) == sentence


def test_missing_entries_are_described() -> None:
    assert (subject("Raids"), subject("")) == ("Raids:", "A row without a name:")
    assert (quoted("n/a"), quoted("")) == ("“n/a”", "no entry")
    assert (number_of(1, "row"), number_of(0, "row"), number_of(2, "row")) == ("1 row", "0 rows", "2 rows")
