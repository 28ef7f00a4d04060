"""The home page."""

from __future__ import annotations

from typing import Any

import pytest

from reportsite.pages import home
from tests.pages.specifications import cases, check
from tests.projects import committed
from tests.relating.reports import report


@pytest.mark.parametrize("case", cases("home"))
def test_specification(case: dict[str, Any]) -> None:
    check(case)


def test_the_strongest_and_the_most_pressing_criteria() -> None:
    findings = {
        "MC01": {"s": ["1"] * 4, "a": ["1"]},
        "MC02": {"e": ["1"] * 2},
        "MC03": {"s": ["1"] * 2, "a": ["1"] * 2},
        "MC04": {"s": ["1"] * 3},
        "MC05": {"s": ["1"], "a": ["1"] * 2},
        "MC06": {"s": ["1"] * 2, "w": ["1"] * 9},
        "MC07": {"s": ["1"] * 2},
        "MC08": {"w": ["1"]},
    }
    (framework,) = report({"criteria": findings}).frameworks
    assert [c.code for c in home.strongest(framework)] == ["MC04", "MC02", "MC06"]
    assert [c.code for c in home.most_pressing(framework)] == ["MC05", "MC03", "MC01"]


def test_the_table_of_findings_has_a_number_a_dash_or_nothing() -> None:
    lines = committed().pages["index.md"].splitlines()
    (row,) = (line for line in lines if line.startswith("| [MC24 "))
    assert row.endswith(" | [6](mc24.md#mc24-strengths) | – | – |  |")
