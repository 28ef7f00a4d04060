"""Requirements that every chart meets, so that it can be on any page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite import charts
from reportsite.charts import Chart
from reportsite.charts.chart import GROUND
from reportsite.model import NoteRef, Paragraph, Strong, Table, Text, tables_of
from tests import projects
from tests.charts.drawn import (
    DATES,
    HEADER,
    ROWS,
    SVG,
    boxes,
    places,
    plan,
    root_of,
    row,
    shown,
    table,
    texts,
)


def committed() -> list[Chart]:
    report = projects.committed().context.report
    sections = (*report.inspection, *(s for framework in report.frameworks for s in framework.sections))
    return [chart for found in tables_of(sections) for chart in charts.draw(found)]


@pytest.fixture(scope="module")
def every() -> list[Chart]:
    """The charts of the committed report, and of sample tables with a prefix."""
    own = [
        chart for source in (table(*ROWS), plan(*DATES)) for chart in charts.draw(source, prefix="Other one")
    ]
    assert len(own) == 3
    return [*committed(), *own]


def test_the_committed_report_has_three_charts() -> None:
    timetable, rates, detections = committed()
    assert [chart.name for chart in (timetable, rates, detections)] == ["timetable", "rates", "detections"]
    assert (
        "Above the MSF average in 2007: Number of blackmails per 10,000 population, 2006: 0.822, "
        "2007: 0.557, average: 0.334, 66.77% above the average"
    ) in rates.description.replace("\u00a0", " ")
    assert "MSF average (most similar force)" in texts(rates)
    assert detections.notes == (
        "Above the average is better: more crimes detected.",
        "% of abduction crimes detected/convicted: not drawn; 2006, 2007 and MSF average: “Not applicable”.",
    )


def test_other_tables_have_no_charts() -> None:
    assert charts.draw(table()) == ()
    assert charts.draw(table(("a", "b"), header=("Area", "Name"))) == ()


def test_charts_have_a_title_and_a_description(every: list[Chart]) -> None:
    for chart in every:
        root = root_of(chart)
        assert root.get("role") == "img"
        labels = [
            root.find(f"*[@id='{name}']")
            for name in (root.get("aria-labelledby"), root.get("aria-describedby"))
        ]
        assert [node.text for node in labels if node is not None] == [chart.title, chart.description]


def test_charts_fill_the_width_and_keep_the_size_of_their_text(every: list[Chart]) -> None:
    for chart in every:
        root = root_of(chart)
        assert root.get("width") == "100%"
        assert root.get("font-size") == "10", "pixels, where no style sheet changes it"
        assert root.get("viewBox") is None, "it would scale the text with the width"
        assert all("style" not in node.attrib for node in root.iter())
        sizes = {node.get("font-size") for node in root.iter(f"{SVG}text")}
        assert sizes == {"1.25em"}, "12.5 pixels"


def test_the_background_covers_the_chart_and_comes_first(every: list[Chart]) -> None:
    for chart in every:
        _, _, paper, *others = root_of(chart)
        assert paper.tag == f"{SVG}rect"
        assert paper.attrib == {"width": "100%", "height": "100%", "fill": GROUND}
        assert others


def test_text_has_the_colour_and_the_font_of_the_page(every: list[Chart]) -> None:
    for chart in every:
        nodes = list(root_of(chart).iter(f"{SVG}text"))
        assert nodes
        for node in nodes:
            assert node.get("fill") == "currentColor"
            assert not node.get("font-family")


def test_marks_are_within_the_chart(every: list[Chart]) -> None:
    """Words are too: tests/browser measures them."""
    for chart in every:
        assert all(6 <= place <= 94 for place in places(chart))
        ends = [float(box.get("y", "").removesuffix("em")) for box in boxes(chart)]
        assert ends == sorted(ends)
        assert ends[-1] + 1.5 <= float(root_of(chart).get("height", "").removesuffix("em"))


def test_charts_have_no_scripts_styles_or_references(every: list[Chart]) -> None:
    for chart in every:
        bare = chart.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "//" not in bare
        assert not re.search(
            r"<(?:script|style|image|use|a|foreignObject|font)\b|\bhref|\burl\(|@import", bare
        )
        assert not re.search(r"\son\w+=", bare)
        assert "\n\n" not in chart.svg, "an empty line would end a block of HTML in Markdown"


def test_ids_are_unique(every: list[Chart]) -> None:
    ids = [name for chart in every for name in re.findall(r'\sid="([^"]*)"', chart.svg)]
    assert len(ids) == len(set(ids)) == 2 * len(every)
    for chart in every:
        assert re.findall(r'\sid="([^"]*)"', chart.svg) == [
            f"{chart.name}-chart-title",
            f"{chart.name}-chart-desc",
        ]
        assert re.fullmatch(r"[a-z][a-z-]*", chart.name)


def test_drawing_is_deterministic() -> None:
    for source in (table(*ROWS), plan(*DATES)):
        assert charts.draw(source) == charts.draw(source)


HOSTILE = (
    "<script>alert(1)</script> & \"quotes\" 'here' ]]> <!-- &amp; \x00\x0b\ud800 {{ x }} datum.x \\u003c"
)


def test_hostile_text_is_shown_as_text() -> None:
    header = (*HEADER[:5], "<b>&\"' ave.")
    rates, detections = charts.draw(
        table(row(HOSTILE, "1", "2", "3"), row(f"% {HOSTILE}", "1%", "2%", HOSTILE), *ROWS, header=header)
    )
    (timetable,) = charts.draw(plan((HOSTILE, "May 2011")))
    safe = "<script>alert(1)</script> & \"quotes\" 'here' ]]> <!-- &amp; ���"
    for chart in (rates, timetable):
        assert "<script" not in chart.svg
        assert safe in chart.description
        assert safe in shown(chart)
    assert safe in " ".join(detections.notes)
    assert "<b>&\"' average" in shown(rates)


def test_cells_are_plain_text_on_one_line() -> None:
    header = Paragraph((Strong((Text("  Inspection\n area "),)), NoteRef("*", "*@1")), ())
    name = Paragraph((Text("two\n words \x00\ud800"),), ())
    (chart,) = charts.draw(
        Table((header, Paragraph((Text("Dates"),), ())), ((name, Paragraph((Text("May  2011"),), ())),))
    )
    assert chart.title.startswith("Dates by inspection area, ")
    assert {"two words \ufffd\ufffd", "May 2011"} <= set(texts(chart))


@given(st.text())
def test_names_are_valid_file_names_and_ids(prefix: str) -> None:
    (chart,) = charts.draw(plan(*DATES), prefix=prefix)
    assert re.fullmatch(r"(?:[a-z0-9]+-)*timetable", chart.name)


def test_names_start_with_the_prefix() -> None:
    assert [chart.name for chart in charts.draw(table(*ROWS))] == ["rates", "detections"]
    (chart,) = charts.draw(plan(*DATES), prefix="Major Crime")
    assert chart.name == "major-crime-timetable"
