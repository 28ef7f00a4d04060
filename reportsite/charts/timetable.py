"""Chart of a timetable: a bar for each row over its months. Months are counted from the year 0."""

from __future__ import annotations

from reportsite.charts.chart import Chart, Row, omission, ticks
from reportsite.model import Table
from reportsite.reading import headings

_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)))
"""The months between two ticks: a part of a year or whole years."""


def draw(table: Table) -> tuple[Chart, ...]:
    """A chart with a bar for each row over its planned months, in the order of the table.

    Returns no chart if no column has spans of months in most of its cells.
    """
    for column in range(1, len(table.header)):
        plans = [(row[0].text, row[column].text) for row in table.rows]
        bars = [(name, printed, months) for name, printed in plans if (months := _months(printed))]
        if 2 * len(bars) > len(plans):
            break
    else:
        return ()
    first, last = min(months[0] for *_, months in bars), max(months[1] for *_, months in bars)
    what, dates = table.header[0].text, table.header[column].text or "Dates"
    subject = f"{dates} by {what[0].lower()}{what[1:]}" if what else dates
    rows = (Row(name, printed, (("bar", start, end + 1),)) for name, printed, (start, end) in bars)
    chart = Chart(
        name="timetable",
        title=f"{subject}, {_month(first)} to {_month(last)}",
        kind="Bar chart over months.",
        notes=tuple(
            omission(name, "not drawn", [(dates, printed)]) for name, printed in plans if not _months(printed)
        ),
        # A bar ends at the end of its last month.
        ticks=ticks(first, last + 1, _STEPS, _tick),
        legend=(),
        groups=(("", tuple(rows)),),
    )
    return (chart,)


def _months(text: str) -> tuple[int, int] | None:
    """The first and the last month of `April 2008 – September 2008`. None for anything else."""
    match = headings.MONTH_SPAN.match(text)
    if not match or not text.replace("–", "-").replace("—", "-").isascii():
        return None
    last = _index(match["last"], match["last_year"])
    if match["first"] is None:
        return last, last
    first = _index(match["first"], match["first_year"] or match["last_year"])
    return (first, last) if first <= last else None


def _index(month: str, year: str) -> int:
    return int(year) * 12 + headings.MONTH_NAMES.index(month.capitalize())


def _month(index: int) -> str:
    return f"{headings.MONTH_NAMES[index % 12]} {index // 12}"


def _tick(index: float) -> str:
    """`Apr 2008`."""
    month, year = _month(int(index)).split()
    return f"{month[:3]} {year}"
