"""Figures, and the roles of columns in tables of indicators."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.model import TableNote
from reportsite.relating.indicators import Columns, Figure, columns, compare, figure
from tests.charts.drawn import HEADER, ROWS, cell, row, table


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("0", "0", ""),
        ("0.787", "0.787", ""),
        ("1,000", "1000", ""),
        ("1,234,567.8", "1234567.8", ""),
        ("92.00%", "92.00", "%"),
        ("92 %", "92", "%"),
        ("-4.84%", "-4.84", "%"),
        ("+28.95pp", "28.95", "pp"),
        ("+28.95pp*", "28.95", "pp"),
        ("7**", "7", ""),
    ],
)
def test_figures(printed: str, number: str, unit: str) -> None:
    assert figure(printed) == Figure(printed, Decimal(number), unit)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Not applicable",
        "3-4",
        "1e5",
        "٣",
        "9" * 13,
        "1,2",
        "1,0000",
        "½",
        "3 000",
        "--1",
        ".5",
        "5.",
        "1\n",
        "*",
    ],
)
def test_other_entries_are_not_figures(printed: str) -> None:
    assert figure(printed) is None


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(["", "%", "pp"]))
def test_every_number_is_read_exactly(number: Decimal, unit: str) -> None:
    for printed in (f"{number}{unit}", f"{number:,}{unit}"):
        read = figure(printed)
        assert read
        assert (read.number, read.unit, read.value) == (number, unit, float(number))
        assert read.signed is printed.startswith("-")


def test_roles_of_columns() -> None:
    header = ("Ref", "Indicator", "2012/13", "2010/11", "Change", "Peer ave.", "2011/12")
    assert columns(table(header=header)) == Columns(name=1, years=(3, 6, 2), average=5, group="Peer")
    assert columns(table(header=("Indicators:", "Average"))) == Columns(0, (), 1, "")
    assert columns(table(header=("Indicator", "Target"))) == Columns(0, (), None, "")
    assert columns(table(header=("Area", "2011", "2012", "Peer ave."))) is None


def test_rows_have_their_entries_as_printed() -> None:
    comparison = compare(table(*ROWS, row("Raids", "Not applicable", "+3", "7")))
    assert comparison
    assert comparison.labels == ("2011", "2012", "Peer average")
    first, *_, last = comparison.rows
    assert first.printed == ("2.0", "4.0", "2.0")
    assert [amount and amount.number for amount in last.amounts] == [None, None, Decimal(7)]
    assert last.printed == ("Not applicable", "+3", "7")
    assert [row.percent for row in comparison.rows] == [False, False, False, True, True, False]


@pytest.mark.parametrize(
    ("cells", "percent", "mixed"),
    [
        (("Raids", "1", "2", "3"), False, False),
        (("Raids", "1%", "2%", "3%"), True, False),
        (("% of raids", "1", "2", "3"), True, False),
        (("Per cent of raids", "", "", ""), True, False),
        (("Raids", "1%", "2", "3"), True, True),
        (("Raids", "1%", "", "n/a"), True, False),
        (("Raids", "1", "2pp", "3"), False, False),
    ],
)
def test_percentages(cells: tuple[str, str, str, str], percent: bool, mixed: bool) -> None:
    comparison = compare(table(row(*cells)))
    assert comparison
    assert (comparison.rows[0].percent, comparison.rows[0].mixed) == (percent, mixed)


def test_a_note_expands_the_name_of_the_group() -> None:
    source = table(*ROWS)
    for words, name in (
        ("*Force of the same kind (Peer) is another.", "force of the same kind"),
        ("*Another (Peers) note.", ""),
    ):
        comparison = compare(replace(source, notes=(TableNote("*", cell(words)),)))
        assert comparison
        assert comparison.group_name == name
    unnamed = compare(table(header=(*HEADER[:5], "Average")))
    assert unnamed
    assert (unnamed.average, unnamed.group_name) == ("average", "")


def test_the_name_of_the_group_may_have_special_characters() -> None:
    for group, name in (("A.B+", "the whole group"), ("(", "")):
        source = table(*ROWS, header=(*HEADER[:5], f"{group} ave."))
        comparison = compare(
            replace(source, notes=(TableNote("*", cell("*The whole group (A.B+) of forces.")),))
        )
        assert comparison
        assert comparison.group_name == name
