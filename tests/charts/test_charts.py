"""Requirements that every chart meets, so that it can be on any page."""

from __future__ import annotations

import re

import pytest

from reportsite import charts
from reportsite.charts import Chart, svg
from reportsite.model import tables_of
from tests import projects
from tests.charts.drawn import (
    DATES,
    HEADER,
    ROWS,
    SVG,
    plan,
    root_of,
    row,
    shown,
    table,
    texts,
    width_of,
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
    assert "Above the MSF average in 2007: Number of blackmails per 10,000 population, 1.67 times" in (
        rates.description
    )
    assert "MSF average (most similar force)" in texts(rates)
    assert detections.omitted == (
        "% of abduction crimes detected/convicted: not drawn; 2006, 2007 and MSF average: “Not applicable”.",
    )


def test_other_tables_have_no_charts() -> None:
    assert charts.draw(table()) == ()
    assert charts.draw(table(("a", "b"), header=("Area", "Name"))) == ()


def test_charts_have_a_title_and_a_description(every: list[Chart]) -> None:
    for chart in every:
        root = root_of(chart)
        assert root.get("role") == "img"
        assert root.get("viewBox")
        labels = [
            root.find(f"*[@id='{name}']")
            for name in (root.get("aria-labelledby"), root.get("aria-describedby"))
        ]
        assert [node.text for node in labels if node is not None] == [chart.title, chart.description]


def test_charts_have_the_full_width_and_no_style_attributes(every: list[Chart]) -> None:
    for chart in every:
        assert root_of(chart).get("width") == svg.FULL_WIDTH
        assert all("style" not in node.attrib for node in root_of(chart).iter())


def test_the_background_covers_the_chart_and_comes_first(every: list[Chart]) -> None:
    for chart in every:
        _, _, paper, *others = root_of(chart)
        assert (paper.tag, paper.get("fill")) == (f"{SVG}rect", svg.GROUND)
        box = [paper.get(name) for name in ("x", "y", "width", "height")]
        assert " ".join(filter(None, box)) == root_of(chart).get("viewBox")
        assert others


def test_text_is_large_enough_on_a_phone(every: list[Chart]) -> None:
    """A drawing has 288 px on a phone of 320 px."""
    for chart in every:
        nodes = list(root_of(chart).iter(f"{SVG}text"))
        assert nodes
        for node in nodes:
            assert node.get("fill") == "currentColor"
            assert not node.get("font-family")
            assert float(node.get("font-size", "")) * 288 / width_of(chart) > 10.5


def test_everything_is_within_the_view_box(every: list[Chart]) -> None:
    """Including text, by its estimated width; test_svg.py tests the estimate."""
    for chart in every:
        left, top, width, height = map(float, root_of(chart).get("viewBox", "").split())
        for node in root_of(chart).iter(f"{SVG}text"):
            size, x, y = (float(node.get(name, "")) for name in ("font-size", "x", "y"))
            tspans = node.findall(f"{SVG}tspan")
            assert top < y < y + sum(float(tspan.get("dy", "")) for tspan in tspans) + 0.01 < top + height
            for line in (node, *tspans):
                wide = svg.estimate((line.text or "").strip()) * size
                middle = node.get("text-anchor") == "middle"
                assert left <= x - (wide / 2 if middle else 0)
                assert x + (wide / 2 if middle else wide) <= left + width
        for node in root_of(chart).iter():
            for name in ("cx", "x1", "x2", "x"):
                assert left <= float(node.get(name, "0")) <= left + width
            for name in ("cy", "y1", "y2", "y"):
                assert top <= float(node.get(name, "0")) <= top + height


def test_charts_have_no_scripts_styles_or_references(every: list[Chart]) -> None:
    for chart in every:
        bare = chart.svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "//" not in bare.replace(">//<", "")
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
    assert safe in detections.omitted[0]
    assert "<b>&\"' average" in shown(rates)
