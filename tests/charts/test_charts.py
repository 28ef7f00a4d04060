"""Charts say what the tables say, and stand in any page."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportsite import charts
from reportsite.charts import Chart
from reportsite.errors import Collector
from reportsite.model import NoteRef, Paragraph, Section, Table, TableNote, Text
from reportsite.reading.report import read_report
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
HEADER = ("Ref:", "Indicator", "2011", "2012", "Change", "Peer ave.")
ROWS = (
    ("X1", "Thefts per 1,000 population", "2.0", "4.0", "+100%", "2.0"),
    ("", "Frauds per 1,000 population", "0.050", "0.010", "-80%", "0.020"),
    ("", "Arsons per 1,000 population", "0.30", "0.30", "0%", "0.25"),
    ("", "% of thefts detected", "10.0%", "12.5%", "+2.5pp", "40.0%"),
    ("", "% of frauds detected", "10.0%", "60.0%", "+50pp", "40.0%"),
)
DATES = (("Custody", "May 2011 – July 2011"), ("Roads", "June 2011 – January 2012"))


def cell(text: str) -> Paragraph:
    return Paragraph((Text(text),) if text else (), ())


def table(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Table:
    return Table(tuple(map(cell, header)), tuple(tuple(map(cell, row)) for row in rows))


def row(name: str, earlier: str, latest: str, average: str) -> tuple[str, ...]:
    return ("", name, earlier, latest, "", average)


def plan(*rows: tuple[str, str]) -> Table:
    return table(*rows, header=("Area", "Dates"))


def named(name: str, *rows: tuple[str, ...]) -> Chart:
    return next(chart for chart in charts.indicators(table(*rows)) if chart.name == name)


def drawn(*rows: tuple[str, str]) -> Chart:
    chart = charts.timetable(plan(*rows))
    assert chart
    return chart


def root_of(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def texts(chart: Chart) -> list[str]:
    """Lines of text from the top down, with plain spaces."""
    found = [
        (float(height[1]), "".join(node.itertext()).replace("\u00a0", " "))
        for node in root_of(chart).iter(f"{SVG}text")
        if (height := re.search(r",([-\d.]+)\)", node.get("transform", "translate(0,0)")))
    ]
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def shown(chart: Chart) -> str:
    return " ".join(texts(chart))


def places(chart: Chart, colour: str) -> list[float]:
    """Where the marks of a colour stand from left to right, without the one in the legend."""
    marks = [
        node.get("transform", "")
        for node in root_of(chart).iter(f"{SVG}path")
        if colour in node.get("fill", "")
    ]
    found = [re.match(r"translate\(([-\d.]+),", mark) for mark in marks]
    return [float(place[1]) for place in found if place][:-1]


def committed() -> list[Chart]:
    source = next((ROOT / "report").glob("*.txt"))
    report = read_report(source.read_text(encoding="utf-8"), Collector(source.name))

    def blocks(sections: tuple[Section, ...]) -> list[Table]:
        return [
            found
            for section in sections
            for found in [*(b for b in section.blocks if isinstance(b, Table)), *blocks(section.subsections)]
        ]

    tables = blocks(report.inspection) + [t for f in report.frameworks for t in blocks(f.sections)]
    plans = [chart for found in tables if (chart := charts.timetable(found))]
    return [chart for found in tables for chart in charts.indicators(found)] + plans


@pytest.fixture(scope="module")
def every() -> list[Chart]:
    """The charts of the committed report, and of the tables of these tests under another name."""
    own = charts.indicators(table(*ROWS), prefix="Other one")
    plans = charts.timetable(plan(*DATES), prefix="Other one")
    assert plans
    return [*committed(), *own, plans]


# What is drawn -------------------------------------------------------------------------------


def test_the_committed_report_has_three() -> None:
    found = committed()
    assert [chart.name for chart in found] == ["rates", "detections", "timetable"]
    rates, detections, _ = found
    assert "Above the MSF average in 2007: Number of blackmails per 10,000 population, 1.67 times" in (
        rates.description
    )
    assert "MSF average (most similar force)" in texts(rates)
    assert detections.omitted == (
        "% of abduction crimes detected/convicted: not drawn; 2006, 2007 and MSF average: “Not applicable”.",
    )


def test_every_figure_is_written_as_printed() -> None:
    found = charts.indicators(table(*ROWS))
    words = [shown(chart) for chart in found]
    assert "2011: 0.050, 2012: 0.010, Peer average: 0.020" in words[0]
    assert "2011: 10.0%, 2012: 12.5%, Peer average: 40.0%" in words[1]
    for cells in ROWS:
        assert cells[1] in words["%" in cells[1]]


@pytest.mark.parametrize("column", [2, 3, 5])
def test_another_value_is_another_drawing(column: int) -> None:
    before = charts.indicators(table(*ROWS))
    changed = list(ROWS[0])
    changed[column] = "3.5"
    after = charts.indicators(table(tuple(changed), *ROWS[1:]))
    assert before[0].svg != after[0].svg
    assert before[1] == after[1]


def test_ratios_stand_at_their_places_on_the_axis() -> None:
    chart = named("rates", *ROWS)
    twice, more, half = places(chart, "--report-chart-latest")
    (once, *others) = places(chart, "--report-chart-average")
    assert all(place == once for place in others), "the average is once itself"
    assert half < once < more < twice
    assert once - half == pytest.approx(twice - once, abs=0.02), "half and twice are equally far"


def test_percentages_stand_at_their_places_on_the_axis() -> None:
    chart = named("detections", row("% detected", "0%", "50%", "100%"))
    (start,), (middle,), (end,) = (
        places(chart, f"--report-chart-{name}") for name in ("ground", "latest", "average")
    )
    assert middle - start == pytest.approx(end - middle, abs=0.02)


def test_a_percentage_above_a_hundred_stays_inside() -> None:
    chart = named("detections", row("% detected", "90%", "140%", "80%"))
    assert "200%" in texts(chart)
    assert max(places(chart, "--report-chart-latest")) < charts.WIDTH


def test_order_and_sides() -> None:
    rates, detections = charts.indicators(table(*ROWS))
    for chart, order in (
        (rates, ["Above", "Thefts", "Arsons", "Below", "Frauds"]),
        (detections, ["Above", "% of frauds", "Below", "% of thefts"]),
    ):
        assert [w for text in texts(chart) for w in order if text.startswith(w)] == order
        where = [chart.description.index(w) for w in order]
        assert where == sorted(where)


def test_at_the_average() -> None:
    chart = named("rates", row("Thefts", "1.0", "2.0", "2.0"))
    assert "At the Peer average in 2012" in texts(chart)
    assert "At the Peer average in 2012: Thefts, 1.00 times the average" in chart.description


def test_a_small_difference_is_not_told_as_none() -> None:
    chart = named("rates", row("Thefts", "1.0", "1.001", "1.0"))
    assert "1.001 times" in chart.description


# What is not drawn ---------------------------------------------------------------------------


def test_a_row_without_figures_is_said_and_not_drawn() -> None:
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


def test_an_average_of_zero_is_said() -> None:
    chart = named("rates", *ROWS, row("Raids", "0.000", "0.120", "0.000"))
    (said,) = chart.omitted
    assert said.startswith("Raids: the Peer average is 0.000, so that no multiple")
    assert "0.120" in said
    assert "Raids" not in chart.svg


def test_a_rate_of_zero_is_said_and_stands_apart() -> None:
    chart = named("rates", row("Raids", "0.000", "0.000", "0.004"), *ROWS[:3])
    (said,) = chart.omitted
    assert said.startswith("Raids: 2011 and 2012: 0.000.")
    assert {"0", "//"} <= set(texts(chart))
    *others, apart = places(chart, "--report-chart-latest")
    assert apart < min(others)
    assert "0 times the average" in chart.description
    assert "0" not in texts(named("rates", *ROWS))


def test_no_line_leads_to_a_zero() -> None:
    def lines(chart: Chart) -> int:
        return sum(node.get("stroke-width") == "3" for node in root_of(chart).iter(f"{SVG}line"))

    assert lines(named("rates", row("Raids", "0.0", "1.0", "2.0"))) == 0
    assert lines(named("rates", row("Raids", "0.5", "1.0", "2.0"))) == 1
    assert lines(named("detections", row("% detected", "0%", "1%", "2%"))) == 1


def test_figures_of_two_kinds_in_a_row_are_not_compared() -> None:
    (chart,) = charts.indicators(table(*ROWS[3:], row("Raids", "10%", "20%", "0.4")))
    assert chart.omitted == (
        "Raids: not drawn, for only some figures are percentages; "
        "2011: “10%”; 2012: “20%”; Peer average: “0.4”.",
    )


@pytest.mark.parametrize("printed", ["-3", "+3", "3-4", "1e5", "٣", "9" * 13, "1,2", "", "½", "3 000"])
def test_what_is_no_amount_is_not_drawn(printed: str) -> None:
    assert not charts.indicators(table(row("Raids", "1", printed, "1")))


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
def test_another_table_gives_nothing(header: tuple[str, ...]) -> None:
    assert charts.indicators(table(header, header=header)) == ()


def test_years_are_compared_in_their_order() -> None:
    header = ("Indicator", "2012/13", "2010/11", "2011/12", "Average")
    (chart,) = charts.indicators(table(("Raids", "4", "9", "1", "2"), header=header))
    assert chart.title == "Rates in 2011/12 and 2012/13 against the average"
    assert "2.00 times the average (2011/12: 1, 2012/13: 4, average: 2)" in chart.description


def test_marks_of_notes_are_left_out() -> None:
    plain_table = table(*ROWS)
    header = (*plain_table.header[:-1], Paragraph((Text("Peer"), NoteRef("**", "**@1"), Text(" ave.")), ()))
    note = TableNote("**", cell("**Force of the same kind (Peer) is another."))
    marked = replace(plain_table, header=header, notes=(note,))
    chart = charts.indicators(marked)[0]
    assert "*" not in chart.svg
    assert "Peer average (force of the same kind)" in texts(chart)


# The timetable -------------------------------------------------------------------------------


def bars(chart: Chart) -> list[tuple[float, float]]:
    """Left end and width of each bar."""
    found = []
    for node in root_of(chart).iter(f"{SVG}path"):
        box = re.match(r"M([-\d.]+),[-\d.]+h([-\d.]+)v", node.get("d", ""))
        assert box
        found.append((float(box[1]), float(box[2])))
    return found


def test_bars_last_from_the_first_month_to_the_end_of_the_last() -> None:
    chart = drawn(*DATES)
    (first, short), (second, long) = bars(chart)
    assert short / 3 == pytest.approx(long / 8, rel=0.01)
    assert second - first == pytest.approx(short / 3, rel=0.01)
    assert chart.title == "Dates by area, May 2011 to January 2012"
    assert "Custody, May 2011 – July 2011; Roads, June 2011 – January 2012" in chart.description
    assert {"Custody", "May 2011 – July 2011", "Roads", "June 2011 – January 2012"} <= set(texts(chart))


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
def test_no_dates_no_timetable(printed: str) -> None:
    assert charts.timetable(plan(("Custody", printed), ("Roads", printed))) is None


def test_a_table_without_rows_or_of_one_column() -> None:
    assert charts.timetable(plan()) is None
    assert charts.timetable(table(("May 2011",), header=("Dates",))) is None
    assert charts.timetable(table(*ROWS)) is None
    assert charts.indicators(table()) == ()


def test_a_row_without_dates_is_said() -> None:
    chart = drawn(*DATES, ("Leadership", "To be confirmed"))
    assert chart.omitted == ("Leadership: not drawn; “To be confirmed”.",)


# The SVG -------------------------------------------------------------------------------------


def test_it_is_named_and_described(every: list[Chart]) -> None:
    for chart in every:
        root = root_of(chart)
        assert root.get("role") == "img"
        assert root.get("width") == "100%"
        assert root.get("viewBox")
        assert "max-width" in root.get("style", "")
        told = [
            root.find(f"*[@id='{name}']")
            for name in (root.get("aria-labelledby"), root.get("aria-describedby"))
        ]
        assert [node.text for node in told if node is not None] == [chart.title, chart.description]


def test_text_is_text_and_large_enough(every: list[Chart]) -> None:
    """On a phone of 320 px, 288 px are left for the drawing."""
    for chart in every:
        width = float(root_of(chart).get("viewBox", "").split()[2])
        nodes = list(root_of(chart).iter(f"{SVG}text"))
        assert nodes
        for node in nodes:
            assert node.get("fill") == "currentColor"
            assert not node.get("font-family")
            size = float(node.get("font-size", "").removesuffix("px"))
            assert size * 288 / width > 10.5


def test_nothing_foreign_and_nothing_active(every: list[Chart]) -> None:
    for chart in every:
        bare = chart.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "//" not in bare.replace(">//<", "")
        assert not re.search(
            r"<(?:script|style|image|use|a|foreignObject|font)\b|\bhref|\burl\(|@import", bare
        )
        assert not re.search(r"\son\w+=", bare)
        assert "\n\n" not in chart.svg, "an empty line would end a block of HTML in Markdown"


def test_no_id_stands_twice(every: list[Chart]) -> None:
    ids = [name for chart in every for name in re.findall(r'\sid="([^"]*)"', chart.svg)]
    assert len(ids) == len(set(ids)) == 2 * len(every)
    for chart in every:
        assert re.findall(r'\sid="([^"]*)"', chart.svg) == [
            f"{chart.name}-chart-title",
            f"{chart.name}-chart-desc",
        ]
        assert re.fullmatch(r"[a-z][a-z-]*", chart.name)


def test_the_same_bytes_each_time() -> None:
    assert charts.indicators(table(*ROWS)) == charts.indicators(table(*ROWS))
    assert drawn(*DATES) == drawn(*DATES)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("paper", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("ink", [charts.LATEST, charts.EARLIER, charts.AVERAGE])
def test_fallback_colours_are_seen_on_light_and_dark(ink: str, paper: str) -> None:
    colour = re.search(r"#\w{6}", ink)
    assert colour
    dark, light = sorted((luminance(colour[0]), luminance(paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3


HOSTILE = (
    "<script>alert(1)</script> & \"quotes\" 'here' ]]> <!-- &amp; \x00\x0b\ud800 {{ x }} datum.x \\u003c"
)


def test_hostile_words_stay_words() -> None:
    header = (*HEADER[:5], "<b>&\"' ave.")
    rates, detections = charts.indicators(
        table(row(HOSTILE, "1", "2", "3"), row(f"% {HOSTILE}", "1%", "2%", HOSTILE), *ROWS, header=header)
    )
    timetable = drawn((HOSTILE, "May 2011"))
    safe = "<script>alert(1)</script> & \"quotes\" 'here' ]]> <!-- &amp; ���"
    for chart in (rates, timetable):
        assert "<script" not in chart.svg
        assert safe in chart.description
        assert safe in shown(chart)
    assert safe in detections.omitted[0]
    assert "<b>&\"' average" in shown(rates)


def test_long_names_are_wrapped_and_kept_whole() -> None:
    name = f"Number of {'very ' * 40}long and {'unbreakable' * 10} names per 1,000 population"
    chart = named("rates", row(name, "1", "2", "3"))
    assert name.replace(" ", "") in shown(chart).replace(" ", "")
    assert max(map(len, texts(chart))) < 60


# Any table -----------------------------------------------------------------------------------

FIGURES = st.one_of(
    st.sampled_from(["0", "0.000", "0%", "Not applicable", "", "999999999999", "0.000000000001", "100%"]),
    st.decimals(0, 10**6, places=3).map(str),
    st.decimals(0, 200, places=2).map("{}%".format),
    st.text(max_size=8),
)
NAMES = st.one_of(st.text(max_size=60), st.sampled_from(["% detected", "Thefts per 1,000 population"]))
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
@given(st.lists(st.tuples(NAMES, FIGURES, FIGURES, FIGURES), max_size=6), st.text(max_size=20))
@example([("a", "999999999999", "0.000000000001", "0.000000000001"), ("b", "0", "0", "999999999999")], "")
@example([("a", "0", "0", "0")], "")
@example([("a", "0", "0", "1")], "")
@example([("", "", "999999999999%", "0%")], "\x00")
def test_any_table_of_indicators(rows: list[tuple[str, str, str, str]], group: str) -> None:
    source = table(*(row(*cells) for cells in rows), header=(*HEADER[:5], f"{group} ave."))
    for chart in charts.indicators(source):
        width = float(root_of(chart).get("viewBox", "").split()[2])
        for place in places(chart, "--report-chart"):
            assert 0 < place < width
        assert chart.title
        assert all(chart.omitted)


@SOME
@given(st.lists(st.tuples(NAMES, SPANS), max_size=6))
@example([("a", "January 0000 – December 9999")])
@example([("a", "May 2011")])
def test_any_timetable(rows: list[tuple[str, str]]) -> None:
    chart = charts.timetable(plan(*rows))
    if chart is None:
        return
    assert len(bars(chart)) + len(chart.omitted) == len(rows)
    for left, width in bars(chart):
        assert 0 <= left <= left + width <= charts.WIDTH
