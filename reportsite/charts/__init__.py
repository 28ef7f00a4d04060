"""Tables of the report -> charts as SVG text, drawn at build time."""

from __future__ import annotations

from reportsite.charts import indicators, timetable
from reportsite.charts.chart import Chart
from reportsite.model import Table

__all__ = ["Chart", "draw"]


def draw(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """Every chart that can be drawn from a table. Their names and ids start with `prefix`."""
    return tuple(chart for module in (indicators, timetable) for chart in module.draw(table, prefix=prefix))
