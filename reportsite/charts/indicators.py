"""Dot plots of a table of indicators: two years of a force against the average of its group."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportsite.charts import svg
from reportsite.charts.chart import Chart, listed, name_of, number_of, plain_table, quoted, subject
from reportsite.model import Table
from reportsite.relating.indicators import Comparison, Figure, Row, compare


@dataclass(frozen=True, slots=True)
class _Dots:
    """An indicator that can be drawn."""

    name: str
    figures: tuple[Figure | None, Figure, Figure]
    """The earlier year, the latest year and the average."""
    unit: Decimal
    """The unit of the axis: the average for rates, which are drawn as multiples of it, or 1."""

    @property
    def places(self) -> list[float | None]:
        """The positions of the figures on the axis, in its units."""
        return [float(figure.number / self.unit) if figure else None for figure in self.figures]

    @property
    def distance(self) -> Decimal:
        """How far the latest figure is above the average, in units of the axis."""
        _, latest, average = self.figures
        return (latest.number - average.number) / self.unit

    @property
    def side(self) -> str:
        """The side of the average on which the latest figure is."""
        return "above" if self.distance > 0 else "below" if self.distance < 0 else "at"


@dataclass(frozen=True, slots=True)
class _Axis:
    """The horizontal axis of a chart."""

    words: str
    """A description of the axis."""
    scale: svg.Scale
    ticks: svg.Ticks
    gap: float | None = None
    """The position of a break in the scale: a zero, which the scale itself does not have, is left of it."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """The differences between the chart of rates and the chart of percentages."""

    name: str
    titles: tuple[str, str, str]
    """A word, the title if every indicator's name contains it, and the title otherwise."""
    distance: Callable[[_Dots], str]
    """How far the latest figure is from the average, in words."""
    axis: Callable[[list[_Dots], str], _Axis]
    """The axis for rows and the name of their average."""


def draw(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """Charts of the rates and the percentages in a table of indicators, against the average of the group.

    Returns no charts for other tables, and no chart without a row that can be drawn. Names and ids start
    with `prefix`, so that they are unique if a page has charts of several tables.
    """
    comparison = compare(plain_table(table))
    charts = (_chart(comparison, percent, prefix) for percent in _MEASURES) if comparison else ()
    return tuple(chart for chart in charts if chart)


def _chart(comparison: Comparison, percent: bool, prefix: str) -> Chart | None:
    measure = _MEASURES[percent]
    rows = [row for row in comparison.rows if row.percent is percent]
    dots = sorted(filter(None, map(_dots, rows)), key=lambda row: (-row.distance, row.name))
    if not dots:
        return None
    axis = measure.axis(dots, comparison.average)
    word, special, general = measure.titles
    shown = special if all(word in row.name.lower() for row in dots) else general
    name = name_of(prefix, measure.name)
    title = f"{shown} in {listed(comparison.years)} against the {comparison.average}"
    description = _description(dots, comparison, measure, axis)
    omitted = [sentence for row in rows for sentence in _omissions(row, comparison)]
    if axis.gap is not None:
        omitted += _zeros(dots, comparison)
    drawing = _drawing(dots, comparison, axis)
    return Chart(name, title, description, drawing.svg(name, title, description), tuple(omitted))


def _dots(row: Row) -> _Dots | None:
    earlier, latest, average = row.amounts
    if row.mixed or not latest or not average or not (row.percent or average.number):
        return None
    return _Dots(row.name, (earlier, latest, average), Decimal(1) if row.percent else average.number)


# Words ---------------------------------------------------------------------------------------


def _omissions(row: Row, comparison: Comparison) -> Iterator[str]:
    """Sentences about the figures of a row that the drawing lacks."""
    cells = [*zip(comparison.labels, row.printed, row.amounts, strict=True)]
    earlier, latest, average = row.amounts
    if row.mixed:
        printed = _entries((label, quoted(text)) for label, text, _ in cells)
        yield f"{subject(row.name)} not drawn, because only some figures are percentages; {printed}."
        return
    if gaps := _entries((label, quoted(text)) for label, text, amount in cells if not amount):
        drawn = "drawn without its earlier figure" if latest and average else "not drawn"
        yield f"{subject(row.name)} {drawn}; {gaps}."
    if latest and average and not (row.percent or average.number):
        values = ", ".join(_values(comparison, (earlier, latest)))
        yield (
            f"{subject(row.name)} the {comparison.average} is {average.printed}, so no multiple of it can be "
            f"drawn ({values})."
        )


def _zeros(rows: list[_Dots], comparison: Comparison) -> Iterator[str]:
    """Sentences about rates of zero, which a logarithmic scale cannot show."""
    for row in rows:
        pairs = zip(comparison.years, row.figures[:2], strict=True)
        if zeros := _entries((year, f.printed) for year, f in pairs if f and not f.number):
            yield (
                f"{subject(row.name)} {zeros}. A logarithmic scale has no zero; zeros are drawn at “0”, "
                "apart from the scale."
            )


def _entries(entries: Iterable[tuple[str, str]]) -> str:
    """`2006 and 2007: “Not applicable”`; labels with the same text are listed together."""
    by_text: dict[str, list[str]] = {}
    for label, text in entries:
        by_text.setdefault(text, []).append(label)
    return "; ".join(f"{listed(labels)}: {text}" for text, labels in by_text.items())


def _values(comparison: Comparison, figures: Iterable[Figure | None]) -> list[str]:
    """`2006: 0.723`, `2007: 0.688`, `MSF average: 0.787`, each as printed."""
    pairs = zip(comparison.labels, figures, strict=False)
    return [f"{label}: {figure.printed if figure else 'no figure'}" for label, figure in pairs]


def _sides(rows: list[_Dots], comparison: Comparison) -> Iterator[tuple[str, Iterator[_Dots]]]:
    """`Above the MSF average in 2007` and the like, each with its rows."""
    for side, members in groupby(rows, lambda row: row.side):
        yield f"{side.capitalize()} the {comparison.average} in {comparison.years[1]}", members


def _description(rows: list[_Dots], comparison: Comparison, measure: _Measure, axis: _Axis) -> str:
    parts = [f"Dot plot of {number_of(len(rows), 'indicator')}. {axis.words}."]
    for heading, members in _sides(rows, comparison):
        readings = (
            f"{row.name}, {measure.distance(row)} ({', '.join(_values(comparison, row.figures))})"
            for row in members
        )
        parts.append(f"{heading}: {'; '.join(readings)}.")
    return " ".join(parts)


# Rates ---------------------------------------------------------------------------------------


def _times(row: _Dots) -> str:
    """`1.67 times the average`, with up to four decimals if fewer would round to 0 or 1."""
    multiple = row.figures[1].number / row.unit
    if not multiple:
        return "0 times the average"
    decimals = next((d for d in (2, 3) if multiple == 1 or round(multiple, d) not in (0, 1)), 4)
    return f"{multiple:,.{decimals}f} times the average"


def _multiples(rows: list[_Dots], average: str) -> _Axis:
    """Multiples of the average on a logarithmic scale: half and twice are equally far from once.

    Rates in a table differ by orders of magnitude. On an axis of rates, only the commonest offence would
    be visible; as multiples, every indicator can be compared with its own average.
    """
    places = [place for row in rows for place in row.places if place is not None]
    # The axis always includes half and twice, so that small differences do not look large.
    low, high = min([0.5, *filter(None, places)]) / 1.15, max([2, *places]) * 1.15
    # Zero is an eighth of the width to the left of the smallest multiple.
    zero = low / (high / low) ** (1 / 7) if 0 in places else None
    scale = svg.Scale(zero or low, high, logarithmic=True)
    first, last = math.ceil(math.log2(low)), math.floor(math.log2(high))
    # Counted from 1×, so that 1× always has a tick.
    step = math.ceil((last - first + 1) / 7)
    ticks = [(scale(2.0**e), _power(e)) for e in range(first, last + 1) if e % step == 0]
    words = (
        f"Each rate as a multiple of its indicator's {average}. Logarithmic scale: half and twice are "
        "equally far from 1×"
    )
    if zero is None:
        return _Axis(words, scale, ticks)
    return _Axis(f"{words}; 0 is set apart", scale, [(scale(0), "0"), *ticks], scale(math.sqrt(zero * low)))


def _power(exponent: int) -> str:
    """`1/2`, `1×`, `2×`: a power of two as an axis shows it."""
    power = f"{2 ** abs(exponent):,}" if abs(exponent) < 17 else f"{2.0 ** abs(exponent):.0e}"
    return f"{power}×" if exponent >= 0 else f"1/{power}"


# Percentages ---------------------------------------------------------------------------------


def _points(row: _Dots) -> str:
    """`24.86 percentage points above the average`."""
    return (
        f"{abs(row.distance):,f} percentage points {row.side} the average"
        if row.distance
        else "no difference"
    )


def _hundreds(rows: list[_Dots], _: str) -> _Axis:
    """Percentages from 0. A rate may exceed 100%, because it includes offences of earlier years."""
    highest = max(place for row in rows for place in row.places if place is not None)
    end = 100 * max(1, math.ceil(highest / 100))
    scale = svg.Scale(0, end)
    ticks = [(scale(value), f"{value:,}%") for value in range(0, end + 1, end // 4)]
    return _Axis("Each rate as a percentage. Linear scale from 0%", scale, ticks)


_MEASURES = {
    False: _Measure("rates", ("population", "Rates per population", "Rates"), _times, _multiples),
    True: _Measure("detections", ("detect", "Detection rates", "Percentages"), _points, _hundreds),
}
"""By whether the rows are percentages."""


# The drawing ---------------------------------------------------------------------------------


def _drawing(rows: list[_Dots], comparison: Comparison, axis: _Axis) -> svg.Drawing:
    """The legend, and a row for each indicator below the heading of its side."""
    drawing = svg.Drawing()
    expansion = f" ({comparison.group_name})" if comparison.group_name else ""
    labels = (*comparison.years, comparison.average + expansion)
    for mark, label in zip((_earlier, _latest, _average), labels, strict=True):
        drawing.y += 7
        # Centred on the first line.
        mark(drawing, 8, drawing.y + svg.NAME * 0.65)
        drawing.text(label, svg.NAME, left=22)
    drawing.y += 12
    drawing.text(f"{axis.words}.", svg.SMALL)
    for heading, members in _sides(rows, comparison):
        drawing.y += 16
        drawing.text(heading, svg.HEADING, bold=True)
        drawing.labels([*axis.ticks, *([] if axis.gap is None else [(axis.gap, "//")])])
        for row in members:
            drawing.y += 6
            drawing.text(row.name, svg.NAME)
            # No line breaks between a figure and its label.
            values = [value.replace(" ", "\u00a0") for value in _values(comparison, row.figures)]
            drawing.text(", ".join(values), svg.SMALL)
            _marks(drawing, row, axis, drawing.y + 16)
            drawing.y += 32
    return drawing


def _marks(drawing: svg.Drawing, row: _Dots, axis: _Axis, y: float) -> None:
    drawing.rules(axis.ticks, y, 12)
    earlier, latest, average = (None if place is None else axis.scale(place) for place in row.places)
    # Draw no line to a zero beside the scale: its length would be meaningless.
    if earlier is not None and latest is not None and min(earlier, latest) > (axis.gap or 0):
        drawing.add("line", x1=earlier, x2=latest, y1=y, y2=y, stroke=svg.EARLIER, stroke_width=3)
    # Draw the average first: if marks overlap, the circles are complete and the bar shows above and below.
    for mark, x in ((_average, average), (_earlier, earlier), (_latest, latest)):
        if x is not None:
            mark(drawing, x, y)


def _earlier(drawing: svg.Drawing, x: float, y: float) -> None:
    # Wider than the disc, so that both are visible if the figure did not change.
    drawing.add("circle", cx=x, cy=y, r=6.7, fill=svg.GROUND, stroke=svg.EARLIER, stroke_width=2.5)


def _latest(drawing: svg.Drawing, x: float, y: float) -> None:
    drawing.add("circle", cx=x, cy=y, r=5.7, fill=svg.LATEST)


def _average(drawing: svg.Drawing, x: float, y: float) -> None:
    drawing.add("line", x1=x, x2=x, y1=y - 12.5, y2=y + 12.5, stroke=svg.AVERAGE, stroke_width=4)
