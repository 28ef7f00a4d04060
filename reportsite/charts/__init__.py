"""Tables of the report -> charts as SVG text, drawn at build time."""

from __future__ import annotations

import re
from dataclasses import replace

from reportsite.charts import indicators, timetable
from reportsite.charts.chart import Chart
from reportsite.model import Paragraph, Paragraphs, Table, Text, map_units, unmarked

__all__ = ["Chart", "draw"]

# XML does not allow these characters, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def draw(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """Every chart that can be drawn from a table; none for most tables.

    Names and ids start with `prefix`, so that they are unique if a page has charts of several tables.
    """
    plain = _plain(table)
    charts = (*indicators.draw(plain), *timetable.draw(plain))
    return tuple(replace(chart, name=_name(f"{prefix}-{chart.name}")) for chart in charts)


def _plain(table: Table) -> Table:
    """The table with each cell as one line of plain text, without note marks or characters invalid in XML."""

    def plain(unit: Paragraphs) -> Paragraphs:
        words = (" ".join(_NOT_XML.sub("\ufffd", unmarked(cell.inlines)).split()) for cell in unit)
        return tuple(Paragraph((Text(text),), ()) for text in words)

    block = map_units(table, plain)
    assert isinstance(block, Table)
    return block


def _name(words: str) -> str:
    """Letters, digits and hyphens only: part of a file name and of ids."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
