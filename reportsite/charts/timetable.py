"""Chart of a timetable: a bar for each row over its months."""

from __future__ import annotations

from dataclasses import dataclass

from reportsite.charts import svg
from reportsite.charts.chart import Chart, name_of, number_of, plain_table, quoted, subject
from reportsite.model import Table
from reportsite.reading import headings


@dataclass(frozen=True, slots=True)
class _Span:
    """An item of a plan, and its months. Months are counted from the year 0."""

    name: str
    printed: str
    first: int
    last: int


def draw(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """A chart with a bar for each row over its planned months, in the order of the table.

    Returns no chart if no column has spans of months in most of its cells. The name and the ids start with
    `prefix`, so that they are unique if a page has several charts.
    """
    table = plain_table(table)
    for column in range(1, len(table.header)):
        spans: list[_Span] = []
        omitted: list[str] = []
        for cells in table.rows:
            name, printed = cells[0].text, cells[column].text
            if months := _months(printed):
                spans.append(_Span(name, printed, *months))
            else:
                omitted.append(f"{subject(name)} not drawn; {quoted(printed)}.")
        if len(spans) > len(omitted):
            what, dates = table.header[0].text, table.header[column].text or "Dates"
            heading = f"{dates} by {what[0].lower()}{what[1:]}" if what else dates
            return (_chart(name_of(prefix, "timetable"), heading, spans, tuple(omitted)),)
    return ()


def _chart(name: str, heading: str, spans: list[_Span], omitted: tuple[str, ...]) -> Chart:
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    title = f"{heading}, {_month(first)} to {_month(last)}"
    rows = "; ".join(f"{span.name}, {span.printed}" for span in spans)
    description = f"Bar chart over months, a bar for each of {number_of(len(spans), 'row')}. {rows}."
    # A bar ends at the end of its last month.
    drawing = _drawing(spans, first, last + 1)
    return Chart(name, title, description, drawing.svg(name, title, description), omitted)


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


def _drawing(spans: list[_Span], start: int, end: int) -> svg.Drawing:
    """The rows between two axes. `end` is the first month after the last."""
    scale = svg.Scale(start, end)
    step = _step(end - start)
    months = [month for month in range(start, end + 1) if month % step == 0]
    names = [(scale(month), headings.MONTH_NAMES[month % 12][:3]) for month in months]
    # The year is below the first month and below each January.
    years = [(scale(month), str(month // 12)) for month in months if month % 12 == 0 or month == months[0]]
    axes = [names, years] if step < 12 else [years]
    drawing = svg.Drawing()
    for ticks in axes:
        drawing.labels(ticks)
    for span in spans:
        drawing.y += 7
        drawing.text(span.name, svg.NAME)
        drawing.text(span.printed, svg.SMALL)
        y = drawing.y + 13
        drawing.rules(axes[0], y, 9)
        left, right = scale(span.first), scale(span.last + 1)
        drawing.add("rect", x=left, y=y - 6, width=right - left, height=12, fill=svg.LATEST)
        drawing.y += 24
    drawing.y += 4
    for ticks in axes:
        drawing.labels(ticks)
    return drawing


def _step(months: int) -> int:
    """The months between two ticks, part of a year or whole years, for at most nine labels."""
    steps = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))
    return next(step for step in steps if months / step <= 8)
