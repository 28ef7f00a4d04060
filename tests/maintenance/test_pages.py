"""The tables of maintenance/pages.py."""

from __future__ import annotations

from maintenance.pages import table, turns


def test_a_row_for_each_figure_and_a_column_for_each_variant() -> None:
    figures = {"paint": 768.2, "blocked": 12.0, "shift": 0.0, "bytes": 37_700.0, "requests": 4.0}
    lines = [*table({"a": figures, "b": figures})]
    assert lines[:3] == ["| | a | b |", "|---|--:|--:|", "| largest contentful paint, ms | 768 | 768 |"]
    assert lines[5:] == ["| bytes received, kB | 37.7 | 37.7 |", "| requests | 4 | 4 |"]


def test_measurements_take_turns_and_have_medians() -> None:
    order: list[str] = []
    values = iter([1.0, 9.0, 3.0, 7.0, 2.0, 8.0])

    def measure(name: str) -> float:
        order.append(name)
        return next(values)

    medians = turns({"a": lambda: measure("a"), "b": lambda: measure("b")}, 3)
    assert order == ["a", "b"] * 3
    assert medians == {"a": 2.0, "b": 8.0}
