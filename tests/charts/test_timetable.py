"""Timetables show the months in a plan."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportsite import charts
from reportsite.charts import Chart
from tests.charts.drawn import DATES, ROWS, boxes, labels, plan, spans, table, texts


def drawn(*rows: tuple[str, str]) -> Chart:
    (chart,) = charts.draw(plan(*rows))
    return chart


def bars(chart: Chart) -> list[tuple[float, float]]:
    """Left end and width of each bar."""
    return [(left, right - left) for box in boxes(chart) for left, right in spans(box, "bar")]


def test_bars_last_from_the_first_month_to_the_end_of_the_last() -> None:
    chart = drawn(*DATES)
    (first, short), (second, long) = bars(chart)
    assert short / 3 == pytest.approx(long / 8, rel=0.01)
    assert second - first == pytest.approx(short / 3, rel=0.01)
    assert chart.title == "Dates by area, May 2011 to January 2012"
    assert "Custody, May 2011 – July 2011; Roads, June 2011 – January 2012" in chart.description
    assert {"Custody", "May 2011 – July 2011", "Roads", "June 2011 – January 2012"} <= set(texts(chart))


def test_months_and_years_on_the_axis() -> None:
    chart = drawn(*DATES)
    axis = labels(chart)
    assert [label for label, _ in axis] == [
        "May 2011",
        "Jul 2011",
        "Sep 2011",
        "Nov 2011",
        "Jan 2012",
        "Mar 2012",
    ]
    (left, width), (start, _) = bars(chart)
    month = width / 3
    assert left == axis[0][1]
    assert start - left == pytest.approx(month, abs=0.02)
    assert axis[1][1] - left == pytest.approx(2 * month, abs=0.02)


def test_every_row_has_the_ticks_of_the_axis() -> None:
    chart = drawn(*DATES)
    ticks = [(place, place) for _, place in labels(chart)]
    assert [spans(box, "tick") for box in boxes(chart)] == [[], ticks, ticks]


def test_bars_fill_an_axis_of_whole_steps() -> None:
    chart = drawn(("Custody", "May 2011 – August 2011"))
    ((left, width),) = bars(chart)
    ends = [place for _, place in labels(chart)]
    assert [left, left + width] == pytest.approx([ends[0], ends[-1]])


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("January 2010", ["Jan 2010", "Feb 2010"]),
        ("January 2010 – June 2010", ["Jan 2010", "Mar 2010", "May 2010", "Jul 2010"]),
        ("May 2010 – July 2010", ["May 2010", "Jun 2010", "Jul 2010", "Aug 2010"]),
        ("January 2010 – December 2011", ["Jan 2010", "Jul 2010", "Jan 2011", "Jul 2011", "Jan 2012"]),
        (
            "March 2000 – October 2008",
            ["Jan 2000", "Jan 2002", "Jan 2004", "Jan 2006", "Jan 2008", "Jan 2010"],
        ),
    ],
)
def test_the_axis_has_at_most_six_ticks(printed: str, expected: list[str]) -> None:
    assert [label for label, _ in labels(drawn(("a", printed)))] == expected


@pytest.mark.parametrize(
    ("printed", "months"),
    [
        ("May 2011", 1),
        ("May – July 2011", 3),
        ("May 2011 to July 2011", 3),
        ("May 2011-July 2011", 3),
        ("may 2011 — july 2011", 3),
        ("December 2011 – January 2012", 2),
    ],
)
def test_spellings_of_dates(printed: str, months: int) -> None:
    (one, other) = bars(drawn(("Custody", printed), ("Roads", "January 2010 – December 2010")))
    assert one[1] / months == pytest.approx(other[1] / 12, rel=0.02)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "soon",
        "2011",
        "Mai 2011",
        "May 20111",
        "July 2011 – May 2011",
        "May ٢٠١١",
        "From May 2011",
        "13/2011",
    ],
)
def test_a_table_without_dates_has_no_timetable(printed: str) -> None:
    assert charts.draw(plan(("Custody", printed), ("Roads", printed))) == ()


def test_a_row_without_dates_is_reported() -> None:
    chart = drawn(*DATES, ("Leadership", "To be confirmed"))
    assert chart.notes == ("Leadership: not drawn; Dates: “To be confirmed”.",)


def test_other_tables_have_no_timetable() -> None:
    assert charts.draw(plan()) == ()
    assert charts.draw(table(("May 2011",), header=("Dates",))) == ()
    assert "timetable" not in [chart.name for chart in charts.draw(table(*ROWS))]


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
    for chart in charts.draw(plan(*rows)):
        assert len(bars(chart)) + len(chart.notes) == len(rows)
        for left, width in bars(chart):
            assert 6 <= left <= left + width <= 94.01
