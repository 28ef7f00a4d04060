"""Dot plots show the figures in tables of indicators."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportsite import charts
from reportsite.charts import Chart
from reportsite.model import NoteRef, Paragraph, TableNote, Text
from tests.charts.drawn import (
    HEADER,
    ROWS,
    boxes,
    cell,
    labels,
    places,
    row,
    shown,
    spans,
    table,
    texts,
)


def named(name: str, *rows: tuple[str, ...]) -> Chart:
    return next(chart for chart in charts.draw(table(*rows)) if chart.name == name)


def omissions(chart: Chart) -> tuple[str, ...]:
    """The notes after those on how to read the axis."""
    return tuple(note for note in chart.notes if not note.startswith(("Each rate", "Above the average")))


def test_a_chart_says_whether_more_is_better_where_all_its_names_say_what_they_count() -> None:
    known = named("rates", *ROWS)
    assert "Above the average is worse: more crime for each resident." in known.notes
    other = named("rates", *ROWS, row("Officers", "1.0", "2.0", "2.0"))
    assert not any("worse" in note for note in other.notes)


# Figures -------------------------------------------------------------------------------------


def test_every_figure_is_shown_as_printed() -> None:
    words = [shown(chart) for chart in charts.draw(table(*ROWS))]
    assert "2011: 0.050, 2012: 0.010, average: 0.020" in words[0]
    assert "2011: 10.0%, 2012: 12.5%, average: 40.0%" in words[1]
    for cells in ROWS:
        assert cells[1] in words["%" in cells[1]]


@pytest.mark.parametrize("column", [2, 3, 5])
def test_a_changed_value_changes_the_drawing(column: int) -> None:
    before = charts.draw(table(*ROWS))
    changed = list(ROWS[0])
    changed[column] = "3.5"
    after = charts.draw(table(tuple(changed), *ROWS[1:]))
    assert before[0].svg != after[0].svg
    assert before[1] == after[1]


def test_rates_are_at_their_multiples_of_the_average() -> None:
    chart = named("rates", *ROWS)
    axis = dict(labels(chart))
    assert places(chart, "latest") == [
        axis["2×"],
        pytest.approx(axis["1×"] * 0.8 + axis["2×"] * 0.2),
        axis["0.5×"],
    ]
    assert set(places(chart, "average")) == {axis["1×"]}, "the average is once itself"


def test_percentages_are_at_their_values() -> None:
    chart = named("detections", row("% detected", "0%", "50%", "100%"))
    axis = dict(labels(chart))
    assert places(chart, "earlier", "latest", "average") == [axis["0%"], axis["50%"], axis["100%"]]


def test_a_percentage_above_a_hundred_extends_the_axis() -> None:
    chart = named("detections", row("% detected", "90%", "140%", "80%"))
    assert [label for label, _ in labels(chart)] == ["0%", "50%", "100%", "150%"]
    assert places(chart, "latest") == [pytest.approx(6 + 88 * 140 / 150, abs=0.01)]


def test_rows_are_ordered_by_their_distance_from_the_average() -> None:
    rates, detections = charts.draw(table(*ROWS))
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
    assert "At the Peer average in 2012: Thefts, " in chart.description
    assert chart.description.endswith("average:\u00a02.0.")


def test_a_small_difference_is_not_rounded_away() -> None:
    chart = named("rates", row("Thefts", "1.0", "1.001", "1.0"))
    assert "0.10% above the average" in chart.description


# Omissions -----------------------------------------------------------------------------------


def test_a_row_without_figures_is_reported_and_not_drawn() -> None:
    chart = named("rates", *ROWS, row("Raids per 1,000 population", "Not applicable", "n/a", ""))
    assert omissions(chart) == (
        "Raids per 1,000 population: not drawn; 2011: “Not applicable”; 2012: “n/a”; Peer average: no entry.",
    )
    assert "Raids" not in chart.svg
    assert places(chart) == places(named("rates", *ROWS))


def test_a_row_without_its_earlier_figure_is_drawn() -> None:
    chart = named("rates", row("Raids", "Not applicable", "2.0", "1.0"))
    assert omissions(chart) == (
        "Raids: drawn without its earlier figure; 2011: “Not applicable”; 2012: “2.0”; Peer average: “1.0”.",
    )
    assert "2011: Not applicable, 2012: 2.0" in shown(chart)
    assert len(places(chart, "latest")) == 1
    assert not places(chart, "earlier", "change")


def test_an_average_of_zero_is_reported() -> None:
    chart = named("rates", *ROWS, row("Raids", "0.000", "0.120", "0.000"))
    assert omissions(chart) == (
        "Raids: not drawn, because zero has no multiples; 2011 and Peer average: “0.000”; 2012: “0.120”.",
    )
    assert "Raids" not in chart.svg


def test_a_rate_of_zero_is_at_the_start_of_the_axis() -> None:
    chart = named("rates", row("Raids", "0.000", "0.000", "0.004"), *ROWS[:3])
    assert omissions(chart) == ()
    assert labels(chart)[0] == ("0×", places(chart, "latest")[-1])
    assert "100.00% below the average" in chart.description


def test_a_line_leads_from_the_earlier_year_to_the_latest() -> None:
    chart = named("rates", row("Raids", "0.5", "1.0", "2.0"))
    (line,) = [span for box in boxes(chart) for span in spans(box, "change")]
    assert line == (*places(chart, "earlier"), *places(chart, "latest"))


def test_percentages_are_not_compared_with_other_figures() -> None:
    (chart,) = charts.draw(table(*ROWS[3:], row("Raids", "10%", "20%", "0.4")))
    assert omissions(chart) == (
        "Raids: not drawn, because only some figures are percentages; "
        "2011: “10%”; 2012: “20%”; Peer average: “0.4”.",
    )


@pytest.mark.parametrize("printed", ["-3", "+3", "3-4", "1e5", "٣", "9" * 13, "1,2", "", "½", "3 000"])
def test_entries_that_are_not_amounts_are_not_drawn(printed: str) -> None:
    assert not charts.draw(table(row("Raids", "1", printed, "1")))


def test_thousands_are_read() -> None:
    chart = named("rates", row("Raids", "1,000", "2,000.0", "1000"))
    assert "100.00% above the average" in chart.description


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
    assert charts.draw(table(header, header=header)) == ()


def test_the_latest_two_years_are_compared() -> None:
    header = ("Indicator", "2012/13", "2010/11", "2011/12", "Average")
    (chart,) = charts.draw(table(("Raids", "4", "9", "1", "2"), header=header))
    assert chart.title == "Rates in 2011/12 and 2012/13 against the average"
    assert "2011/12:\u00a01, 2012/13:\u00a04, average:\u00a02, 100.00% above the average" in chart.description


def test_note_marks_are_left_out() -> None:
    plain_table = table(*ROWS)
    header = (*plain_table.header[:-1], Paragraph((Text("Peer"), NoteRef("**", "**@1"), Text(" ave.")), ()))
    note = TableNote("**", cell("**Force of the same kind (Peer) is another."))
    marked = replace(plain_table, header=header, notes=(note,))
    chart = charts.draw(marked)[0]
    assert "*" not in chart.svg
    assert "Peer average (force of the same kind)" in texts(chart)


def test_long_names_are_wrapped() -> None:
    name = f"Number of {'very ' * 40}long and {'unbreakable' * 10} names per 1,000 population"
    chart = named("rates", row(name, "1", "2", "3"))
    # A word that is too long for a line is broken.
    assert name.replace(" ", "") in shown(chart).replace(" ", "")


# The axis and the marks ----------------------------------------------------------------------


def test_multiples_on_the_axis() -> None:
    chart = named("rates", row("Thefts", "1.0", "0.5", "1.0"), row("Raids", "1.0", "2.0", "1.0"))
    assert labels(chart) == [("0×", 6), ("0.5×", 28), ("1×", 50), ("1.5×", 72), ("2×", 94)]


@pytest.mark.parametrize(
    ("latest", "last"),
    [("1.0", "2×"), ("2.6", "3×"), ("6", "6×"), ("1000", "1,000×"), ("3000000000", "3e+09×")],
)
def test_the_axis_has_at_most_six_ticks(latest: str, last: str) -> None:
    axis = labels(named("rates", row("Thefts", "1", latest, "1")))
    assert 3 <= len(axis) <= 6
    assert (axis[0][0], axis[-1][0]) == ("0×", last)


def test_percentages_on_the_axis() -> None:
    chart = named("detections", row("% detected", "0%", "50%", "100%"))
    assert [label for label, _ in labels(chart)] == ["0%", "25%", "50%", "75%", "100%"]


def test_rows_at_the_same_distance_are_ordered_by_name() -> None:
    chart = named("rates", row("b", "1", "2", "1"), row("a", "1", "2", "1"))
    assert [text for text in texts(chart) if text in ("a", "b")] == ["a", "b"]


def test_circles_are_drawn_over_the_average_with_the_latest_year_on_top() -> None:
    (drawn,) = named("rates", row("Thefts", "1", "1", "1")).groups[0][1]
    assert [shape for shape, _, _ in drawn.marks] == ["change", "average", "earlier", "latest"]


def test_no_line_breaks_between_a_figure_and_its_label() -> None:
    chart = named("rates", row("Thefts", "1.0", "2.0", "3.0"))
    assert "2011:\u00a01.0, 2012:\u00a02.0, average:\u00a03.0" in chart.svg


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
    for chart in charts.draw(source):
        assert all(6 <= place <= 94 for place in places(chart))
        assert chart.title
        assert all(chart.notes)
