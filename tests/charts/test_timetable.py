"""Timetables show the months in a plan."""

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


def test_months_and_years_on_the_axis() -> None:
    chart = drawn(*DATES)
    axis = [node for node in root_of(chart).iter(f"{SVG}text") if node.get("text-anchor") == "middle"]
    lines = [
        [(node.text, float(node.get("x", ""))) for node in axis if node.get("y") == y]
        for y in dict.fromkeys(node.get("y") for node in axis)
    ]
    names, years, *below = lines
    assert below == [names, years], "the axis is repeated below the last row"
    assert [label for label, _ in names] == ["Jul", "Oct", "Jan"]
    assert years == [("2011", names[0][1]), ("2012", names[2][1])]
    (left, width), (start, _) = bars(chart)
    month = width / 3
    assert left == svg.LEFT
    assert start - left == pytest.approx(month, abs=0.02)
    assert names[0][1] - left == pytest.approx(2 * month, abs=0.02)


def test_bars_fill_the_axis() -> None:
    ((left, width),) = bars(drawn(("Custody", "May 2011 – July 2011")))
    assert (left, left + width) == (svg.LEFT, svg.RIGHT)


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("January 2010 – June 2010", ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]),
        ("January 2010 – December 2013", ["Jan", "Jul", "Jan", "Jul", "Jan", "Jul", "Jan", "Jul", "Jan"]),
        ("January 2000 – December 2008", ["2000", "2002", "2004", "2006", "2008"]),
    ],
)
def test_the_axis_has_at_most_nine_ticks(printed: str, labels: list[str]) -> None:
    axis = [node for node in root_of(drawn(("a", printed))).iter(f"{SVG}text") if node.get("text-anchor")]
    assert [node.text for node in axis if node.get("y") == axis[0].get("y")] == labels


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
    assert timetable.draw(plan(("Custody", printed), ("Roads", printed))) == ()


def test_a_row_without_dates_is_reported() -> None:
    chart = drawn(*DATES, ("Leadership", "To be confirmed"))
    assert chart.omitted == ("Leadership: not drawn; “To be confirmed”.",)


def test_other_tables_have_no_timetable() -> None:
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
