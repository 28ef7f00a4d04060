"""The figures in tables of indicators as records: one for each cell."""

from __future__ import annotations

import csv
import io

from tests.projects import golden


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(golden().pages["data/indicators.csv"].lstrip("\ufeff"))))


def test_every_cell_is_a_record() -> None:
    by_indicator: dict[str, list[str]] = {}
    for row in rows():
        by_indicator.setdefault(row["indicator"], []).append(row["column"])
    assert by_indicator
    assert len({tuple(columns) for columns in by_indicator.values()}) == 1, "each row has every column"
    assert all(len(columns) == len(set(columns)) for columns in by_indicator.values())


def test_a_value_is_the_printed_number() -> None:
    values = [row for row in rows() if row["value"]]
    assert values
    for row in values:
        digits = row["printed"].replace(",", "")
        assert f"{float(row['value']):g}" in digits, row
