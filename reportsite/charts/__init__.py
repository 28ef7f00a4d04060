"""Tables of the report -> charts as SVG text, drawn at build time."""

from __future__ import annotations

from reportsite.charts import indicators, timetable
from reportsite.charts.chart import Chart
from reportsite.model import Table

__all__ = ["Chart", "draw"]


def draw(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """Every chart that can be drawn of a table; `prefix` begins their names and ids."""
    return tuple(chart for module in (indicators, timetable) for chart in module.draw(table, prefix=prefix))
