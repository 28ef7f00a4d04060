"""Dot plots show the figures in tables of indicators."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportsite.charts import Chart, indicators, svg
from reportsite.model import NoteRef, Paragraph, TableNote, Text
from tests.charts.drawn import (
    HEADER,
    ROWS,
    SVG,
    cell,
    lines,
    places,
    root_of,
    row,
    shown,
    table,
    texts,
    width_of,
)


def named(name: str, *rows: tuple[str, ...]) -> Chart:
    return next(chart for chart in indicators.draw(table(*rows)) if chart.name == name)


# Figures -------------------------------------------------------------------------------------


def test_every_figure_is_shown_as_printed() -> None:
    words = [shown(chart) for chart in indicators.draw(table(*ROWS))]
    assert "2011: 0.050, 2012: 0.010, Peer average: 0.020" in words[0]
    assert "2011: 10.0%, 2012: 12.5%, Peer average: 40.0%" in words[1]
    for cells in ROWS:
        assert cells[1] in words["%" in cells[1]]


@pytest.mark.parametrize("column", [2, 3, 5])
def test_a_changed_value_changes_the_drawing(column: int) -> None:
    before = indicators.draw(table(*ROWS))
    changed = list(ROWS[0])
    changed[column] = "3.5"
    after = indicators.draw(table(tuple(changed), *ROWS[1:]))
    assert before[0].svg != after[0].svg
    assert before[1] == after[1]


def test_rates_are_at_their_multiples_of_the_average() -> None:
    chart = named("rates", *ROWS)
    twice, more, half = places(chart, "--report-chart-latest")
    (once, *others) = places(chart, "--report-chart-average")
    assert all(place == once for place in others), "the average is once itself"
    assert half < once < more < twice
    assert once - half == pytest.approx(twice - once, abs=0.02), "half and twice are equally far"


def test_percentages_are_at_their_values() -> None:
    chart = named("detections", row("% detected", "0%", "50%", "100%"))
    (start,), (middle,), (end,) = (
        places(chart, f"--report-chart-{name}") for name in ("ground", "latest", "average")
    )
    assert middle - start == pytest.approx(end - middle, abs=0.02)


def test_a_percentage_above_a_hundred_extends_the_axis() -> None:
    chart = named("detections", row("% detected", "90%", "140%", "80%"))
    assert "200%" in texts(chart)
    assert max(places(chart, "--report-chart-latest")) < svg.WIDTH


def test_rows_are_ordered_by_their_distance_from_the_average() -> None:
    rates, detections = indicators.draw(table(*ROWS))
    for chart, order in (
        (rates, ["Above", "Thefts", "Arsons", "Below", "Frauds"]),
        (detections, ["Above", "% of frauds", "Below", "% of thefts"]),
    ):
        assert [w for text in texts(chart) for w in order if text.startswith(w)] == order
        where = [chart.description.index(w) for w in order]
        assert where == sorted(where)


def test_a_figure_can_be_at_the_average() -> None:
    chart = named("rates", row("Thefts", "1.0", "2.0", "2.0"))
    assert "At the Peer average in 2012" in texts(chart)
    assert "At the Peer average in 2012: Thefts, 1.00 times the average" in chart.description


def test_a_small_difference_is_not_rounded_away() -> None:
    chart = named("rates", row("Thefts", "1.0", "1.001", "1.0"))
    assert "1.001 times" in chart.description


# Omissions -----------------------------------------------------------------------------------


def test_a_row_without_figures_is_reported_and_not_drawn() -> None:
    chart = named("rates", *ROWS, row("Raids per 1,000 population", "Not applicable", "n/a", ""))
    assert chart.omitted == (
        "Raids per 1,000 population: not drawn; 2011: “Not applicable”; 2012: “n/a”; Peer average: no entry.",
    )
    assert "Raids" not in chart.svg
    assert places(chart, "--report-chart") == places(named("rates", *ROWS), "--report-chart")


def test_a_row_without_its_earlier_figure_is_drawn() -> None:
    chart = named("rates", row("Raids", "Not applicable", "2.0", "1.0"))
    assert chart.omitted == ("Raids: drawn without its earlier figure; 2011: “Not applicable”.",)
    assert "2011: no figure, 2012: 2.0" in shown(chart)
    assert len(places(chart, "--report-chart-latest")) == 1
    assert not places(chart, "--report-chart-ground")


def test_an_average_of_zero_is_reported() -> None:
    chart = named("rates", *ROWS, row("Raids", "0.000", "0.120", "0.000"))
    (omission,) = chart.omitted
    assert omission.startswith("Raids: the Peer average is 0.000, so no multiple")
    assert "0.120" in omission
    assert "Raids" not in chart.svg


def test_a_rate_of_zero_is_reported_and_drawn_beside_the_scale() -> None:
    chart = named("rates", row("Raids", "0.000", "0.000", "0.004"), *ROWS[:3])
    (omission,) = chart.omitted
    assert omission.startswith("Raids: 2011 and 2012: 0.000.")
    assert {"0", "//"} <= set(texts(chart))
    *others, apart = places(chart, "--report-chart-latest")
    assert apart < min(others)
    assert "0 times the average" in chart.description
    assert "0" not in texts(named("rates", *ROWS))


def test_no_line_leads_to_a_zero() -> None:
    def changes(chart: Chart) -> int:
        return sum(node.get("stroke-width") == "3" for node in root_of(chart).iter(f"{SVG}line"))

    assert changes(named("rates", row("Raids", "0.0", "1.0", "2.0"))) == 0
    assert changes(named("rates", row("Raids", "0.5", "1.0", "2.0"))) == 1
    assert changes(named("detections", row("% detected", "0%", "1%", "2%"))) == 1


def test_percentages_are_not_compared_with_other_figures() -> None:
    (chart,) = indicators.draw(table(*ROWS[3:], row("Raids", "10%", "20%", "0.4")))
    assert chart.omitted == (
        "Raids: not drawn, because only some figures are percentages; "
        "2011: “10%”; 2012: “20%”; Peer average: “0.4”.",
    )


@pytest.mark.parametrize("printed", ["-3", "+3", "3-4", "1e5", "٣", "9" * 13, "1,2", "", "½", "3 000"])
def test_entries_that_are_not_amounts_are_not_drawn(printed: str) -> None:
    assert not indicators.draw(table(row("Raids", "1", printed, "1")))


def test_thousands_are_read() -> None:
    chart = named("rates", row("Raids", "1,000", "2,000.0", "1000"))
    assert "2.00 times the average" in chart.description


@pytest.mark.parametrize(
    "header",
    [
        ("Inspection area", "Dates"),
        ("Indicator", "2011", "Peer ave."),
        ("Indicator", "2011", "2011", "Peer ave."),
        ("Indicator", "2011", "2012"),
        ("Offence", "2011", "2012", "Peer ave."),
    ],
)
def test_other_tables_have_no_charts(header: tuple[str, ...]) -> None:
    assert indicators.draw(table(header, header=header)) == ()


def test_the_latest_two_years_are_compared() -> None:
    header = ("Indicator", "2012/13", "2010/11", "2011/12", "Average")
    (chart,) = indicators.draw(table(("Raids", "4", "9", "1", "2"), header=header))
    assert chart.title == "Rates in 2011/12 and 2012/13 against the average"
    assert "2.00 times the average (2011/12: 1, 2012/13: 4, average: 2)" in chart.description


def test_note_marks_are_left_out() -> None:
    plain_table = table(*ROWS)
    header = (*plain_table.header[:-1], Paragraph((Text("Peer"), NoteRef("**", "**@1"), Text(" ave.")), ()))
    note = TableNote("**", cell("**Force of the same kind (Peer) is another."))
    marked = replace(plain_table, header=header, notes=(note,))
    chart = indicators.draw(marked)[0]
    assert "*" not in chart.svg
    assert "Peer average (force of the same kind)" in texts(chart)


def test_long_names_are_wrapped() -> None:
    name = f"Number of {'very ' * 40}long and {'unbreakable' * 10} names per 1,000 population"
    chart = named("rates", row(name, "1", "2", "3"))
    assert name in texts(chart)
    assert max(map(len, lines(chart))) < 60


# The axis and the marks ----------------------------------------------------------------------


def ticks(chart: Chart) -> list[tuple[str, float]]:
    """The labels of the first axis with their positions."""
    nodes = [node for node in root_of(chart).iter(f"{SVG}text") if node.get("text-anchor") == "middle"]
    return [
        (node.text or "", float(node.get("x", ""))) for node in nodes if node.get("y") == nodes[0].get("y")
    ]


def test_multiples_on_the_axis() -> None:
    chart = named("rates", row("Thefts", "1.0", "0.5", "1.0"), row("Raids", "1.0", "2.0", "1.0"))
    (half, left), (once, middle), (twice, right) = ticks(chart)
    assert (half, once, twice) == ("1/2", "1×", "2×")
    assert {left, middle, right} >= {*places(chart, "--report-chart-latest")[:2]}
    assert svg.LEFT < left < middle < right < svg.RIGHT, "there is space for marks at the ends"


def test_the_axis_has_at_most_seven_multiples() -> None:
    chart = named("rates", row("Thefts", "1", "100000", "1"))
    labels = [label for label, _ in ticks(chart)]
    assert "1×" in labels
    assert 4 < len(labels) <= 7
    assert "262,144×" not in labels


def test_the_break_is_between_zero_and_the_smallest_multiple() -> None:
    chart = named("rates", row("Raids", "0.001", "0.000", "0.100"), *ROWS[:3])
    at = dict(ticks(chart))
    smallest = min(places(chart, "--report-chart-ground"))
    assert at["0"] == svg.LEFT < at["//"] < smallest
    # The part for zero is an eighth of the width, and the break is in its middle.
    assert at["//"] - svg.LEFT == pytest.approx((svg.RIGHT - svg.LEFT) / 16, abs=0.01)


def test_percentages_on_the_axis() -> None:
    chart = named("detections", row("% detected", "0%", "50%", "100%"))
    assert [label for label, _ in ticks(chart)] == ["0%", "25%", "50%", "75%", "100%"]
    assert dict(ticks(chart))["50%"] == places(chart, "--report-chart-latest")[0]


def test_rows_at_the_same_distance_are_ordered_by_name() -> None:
    chart = named("rates", row("b", "1", "2", "1"), row("a", "1", "2", "1"))
    assert [text for text in texts(chart) if text in ("a", "b")] == ["a", "b"]


def test_circles_are_drawn_over_the_average_with_the_latest_year_on_top() -> None:
    chart = named("rates", row("Thefts", "1", "1", "1"))
    marks = [
        node.get("fill") or node.get("stroke")
        for node in root_of(chart).iter()
        if node.tag == f"{SVG}circle" or node.get("stroke") == svg.AVERAGE
    ]
    assert marks[3:] == [svg.AVERAGE, svg.GROUND, svg.LATEST]


def test_no_line_breaks_between_a_figure_and_its_label() -> None:
    chart = named("rates", row("Thefts", "1.0", "2.0", "3.0"))
    assert "2011:\u00a01.0, 2012:\u00a02.0, Peer\u00a0average:\u00a03.0" in chart.svg


# Any table ---------------------------------------------------------------------------------

FIGURES = st.one_of(
    st.sampled_from(["0", "0.000", "0%", "Not applicable", "", "999999999999", "0.000000000001", "100%"]),
    st.decimals(0, 10**6, places=3).map(str),
    st.decimals(0, 200, places=2).map("{}%".format),
    st.text(max_size=8),
)
NAMES = st.one_of(st.text(max_size=60), st.sampled_from(["% detected", "Thefts per 1,000 population"]))
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(st.lists(st.tuples(NAMES, FIGURES, FIGURES, FIGURES), max_size=6), st.text(max_size=20))
@example([("a", "999999999999", "0.000000000001", "0.000000000001"), ("b", "0", "0", "999999999999")], "")
@example([("a", "0", "0", "0")], "")
@example([("a", "0", "0", "1")], "")
@example([("", "", "999999999999%", "0%")], "\x00")
def test_any_table_of_indicators(rows: list[tuple[str, str, str, str]], group: str) -> None:
    source = table(*(row(*cells) for cells in rows), header=(*HEADER[:5], f"{group} ave."))
    for chart in indicators.draw(source):
        for place in places(chart, "--report-chart"):
            assert 0 < place < width_of(chart)
        assert chart.title
        assert all(chart.omitted)
