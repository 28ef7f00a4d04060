"""Sample tables, and helpers that read the contents of a chart."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from reportsite.charts import Chart
from reportsite.charts.chart import SHAPES
from reportsite.model import Paragraph, Table, Text

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


def root_of(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)


def texts(chart: Chart) -> list[str]:
    """The texts from top to bottom, with plain spaces and wrapped lines joined."""
    nodes = root_of(chart).iter(f"{SVG}text")
    return [" ".join("".join(node.itertext()).split()) for node in nodes]


def shown(chart: Chart) -> str:
    return " ".join(texts(chart))


def labels(chart: Chart) -> list[tuple[str, float]]:
    """The labels of the first axis, with their positions."""
    box = next(box for box in boxes(chart) if box.find(f"{SVG}text") is not None)
    return [
        (" ".join("".join(node.itertext()).split()), percent(node.get("x", "")))
        for node in box.findall(f"{SVG}text")
    ]


def boxes(chart: Chart) -> list[ET.Element]:
    """The boxes of the legend, the headings and the rows, from top to bottom."""
    return root_of(chart).findall(f"{SVG}svg")


def spans(box: ET.Element, shape: str) -> list[tuple[float, float]]:
    """The ends of the marks of a shape in a box."""
    tag, style = SHAPES[shape]
    fixed = {name.replace("_", "-"): value for name, value in style.items()}
    return [
        (percent(node.get("cx", node.get("x1", ""))), percent(node.get("cx", node.get("x2", ""))))
        for node in box.findall(f"{SVG}{tag}")
        if fixed.items() <= node.attrib.items()
    ]


def places(chart: Chart, *shapes: str) -> list[float]:
    """The positions at which the marks of some shapes end, from top to bottom; of all by default."""
    return [end for box in boxes(chart) for shape in shapes or SHAPES for _, end in spans(box, shape)]


def percent(position: str) -> float:
    assert position.endswith("%"), position
    return float(position.removesuffix("%"))
