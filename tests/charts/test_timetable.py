"""Timetables show the months that a plan prints."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportsite.charts import Chart, svg, timetable
from tests.charts.drawn import DATES, ROWS, SVG, plan, root_of, table, texts


def drawn(*rows: tuple[str, str]) -> Chart:
    (chart,) = timetable.draw(plan(*rows))
    return chart


def bars(chart: Chart) -> list[tuple[float, float]]:
    """Left end and width of each bar."""
    return [
        (float(node.get("x", "")), float(node.get("width", "")))
        for node in root_of(chart).iter(f"{SVG}rect")
        if "--report-chart-latest" in node.get("fill", "")
    ]


def test_bars_last_from_the_first_month_to_the_end_of_the_last() -> None:
    chart = drawn(*DATES)
    (first, short), (second, long) = bars(chart)
    assert short / 3 == pytest.approx(long / 8, rel=0.01)
    assert second - first == pytest.approx(short / 3, rel=0.01)
    assert chart.title == "Dates by area, May 2011 to January 2012"
    assert "Custody, May 2011 – July 2011; Roads, June 2011 – January 2012" in chart.description
    assert {"Custody", "May 2011 – July 2011", "Roads", "June 2011 – January 2012"} <= set(texts(chart))


def test_a_row_without_dates_is_said() -> None:
    chart = drawn(*DATES, ("Leadership", "To be confirmed"))
    assert chart.omitted == ("Leadership: not drawn; “To be confirmed”.",)


def test_a_table_without_rows_or_of_one_column() -> None:
    assert timetable.draw(plan()) == ()
    assert timetable.draw(table(("May 2011",), header=("Dates",))) == ()
    assert timetable.draw(table(*ROWS)) == ()


MONTHS = st.sampled_from(["January", "May", "December", "Maytember"])
YEARS = st.integers(0, 9999).map("{:04}".format)
SPANS = st.one_of(
    st.text(max_size=20),
    st.tuples(MONTHS, YEARS, st.sampled_from([" – ", "-", " to "]), MONTHS, YEARS).map(
        lambda p: f"{p[0]} {p[1]}{p[2]}{p[3]} {p[4]}"
    ),
    st.tuples(MONTHS, YEARS).map(" ".join),
)
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(st.lists(st.tuples(st.text(max_size=60), SPANS), max_size=6))
@example([("a", "January 0000 – December 9999")])
@example([("a", "May 2011")])
def test_any_timetable(rows: list[tuple[str, str]]) -> None:
    for chart in timetable.draw(plan(*rows)):
        assert len(bars(chart)) + len(chart.omitted) == len(rows)
        for left, width in bars(chart):
            assert 0 <= left <= left + width <= svg.WIDTH
