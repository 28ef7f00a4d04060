"""Sample tables, and helpers that read the contents of a chart."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from reportsite.charts import Chart
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
    nodes = sorted(root_of(chart).iter(f"{SVG}text"), key=lambda node: float(node.get("y", "")))
    return ["".join(node.itertext()).replace("\n", "").replace("\u00a0", " ") for node in nodes]


def lines(chart: Chart) -> list[str]:
    """The lines of all texts."""
    nodes = [node for node in root_of(chart).iter() if node.tag in (f"{SVG}text", f"{SVG}tspan")]
    return [(node.text or "").strip() for node in nodes]


def shown(chart: Chart) -> str:
    return " ".join(texts(chart))


def places(chart: Chart, colour: str) -> list[float]:
    """The horizontal positions of the marks of a colour, without the one in the legend."""
    marks = [
        float(node.get("cx") or node.get("x1") or "")
        for node in root_of(chart).iter()
        if colour in (node.get("fill", "") if node.tag == f"{SVG}circle" else node.get("stroke", ""))
        and (node.tag == f"{SVG}circle" or node.get("stroke-width") == "4")
    ]
    return marks[1:]


def width_of(chart: Chart) -> float:
    return float(root_of(chart).get("viewBox", "").split()[2])
