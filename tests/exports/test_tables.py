"""CSV cells that no spreadsheet runs as formulas. A browser test checks filter.js with the same cases."""

from __future__ import annotations

import pytest
import yaml

from reportsite.exports import tables
from reportsite.exports.records import Json
from tests.conftest import FIXTURES

CASES = yaml.safe_load((FIXTURES / "csv-cells.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "cell"), [*CASES["formulas"].items(), *CASES["texts"].items()])
def test_formulas_get_an_apostrophe_and_other_cells_are_unchanged(text: str, cell: str) -> None:
    assert tables.cell(text) == cell


def test_the_cases_are_consistent() -> None:
    assert all(cell == f"'{text}" for text, cell in CASES["formulas"].items())
    assert all(cell == text for text, cell in CASES["texts"].items())


@pytest.mark.parametrize(("value", "cell"), [(-3.1, "-3.1"), (None, ""), (["a", "=b"], "a\n=b")])
def test_values_other_than_text(value: Json, cell: str) -> None:
    assert tables.cell(value) == cell
