"""Dot plots of a table of indicators: two years of a force against the average of its group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import count, groupby

from reportsite.charts.chart import Chart, Mark, Row, listed, omission, ticks
from reportsite.model import Table
from reportsite.relating import indicators
from reportsite.relating.indicators import Comparison


@dataclass(frozen=True, slots=True)
class _Measure:
    """The differences between the chart of rates and the chart of percentages."""

    name: str
    titles: tuple[str, str, str]
    """A word, the title if the names of all indicators contain it, and the title otherwise."""
    reading: str
    """A format for how far a figure is from the average, in units of the axis."""
    tick: str
    step: float
    """The smallest distance between two ticks."""
    least: int
    """The axis reaches at least this far, so that small differences do not look large."""
    judged: str
    """Whether more is better, if the names of all indicators contain the word."""
    notes: tuple[str, ...] = ()
    """How to read the axis; `{}` is the name of the average."""


_RATES = _Measure(
    "rates",
    titles=("population", "Rates per population", "Rates"),
    reading="{:,.2%}",
    tick="{:,g}×",
    step=0.5,
    least=2,
    judged="Above the average is worse: more crime for each resident.",
    # Rates in a table differ by orders of magnitude: on an axis of rates, only the commonest offence would
    # be visible. As multiples, every indicator can be compared with its own average. The axis is linear,
    # because some rates are 0, which a logarithmic axis lacks.
    notes=("Each rate is drawn as a multiple of its indicator’s {}.",),
)
_PERCENTAGES = _Measure(
    "detections",
    titles=("detect", "Detection rates", "Percentages"),
    reading="{:,f} percentage points",
    tick="{:,g}%",
    step=25,
    # The axis may reach further: detections of a year include offences of earlier years.
    least=100,
    judged="Above the average is better: more crimes detected.",
)


def draw(table: Table) -> tuple[Chart, ...]:
    """Charts of the rates and the percentages in a table of indicators, against the average of the group.

    Returns no charts for other tables, and no chart without a row that can be drawn.
    """
    comparison = indicators.compare(table)
    if comparison is None:
        return ()
    charts = (_chart(comparison, measure) for measure in (_RATES, _PERCENTAGES))
    return tuple(chart for chart in charts if chart.groups)


def _chart(comparison: Comparison, measure: _Measure) -> Chart:
    average, (earlier, latest) = comparison.average, comparison.years
    drawn: list[tuple[Decimal, Row]] = []
    omissions: list[str] = []
    for indicator in comparison.rows:
        if indicator.percent is not (measure is _PERCENTAGES):
            continue
        read = _read(indicator, comparison.years, measure)
        if not isinstance(read, str):
            drawn.append(read)
            read = "" if indicator.amounts[0] else "drawn without its earlier figure"
        if read:
            cells = zip(comparison.labels, indicator.printed, strict=True)
            omissions.append(omission(indicator.name, read, cells))
    drawn.sort(key=lambda pair: (-pair[0], pair[1].name))
    word, special, general = measure.titles
    known = all(word in row.name.lower() for _, row in drawn)
    notes = [note.format(average) for note in measure.notes] + [measure.judged] * known
    ends = (end for _, row in drawn for _, _, end in row.marks)
    steps = (measure.step * factor * 10**power for power in count() for factor in (1, 2, 4))
    expansion = f" ({comparison.group_name})" if comparison.group_name else ""
    return Chart(
        name=measure.name,
        title=f"{special if known else general} in {listed(comparison.years)} against the {average}",
        kind=" ".join(["Dot plot.", *notes]),
        notes=(*notes, *omissions),
        ticks=ticks(0, max([measure.least, *ends]), steps, measure.tick.format),
        legend=(("earlier", earlier), ("latest", latest), ("average", average + expansion)),
        groups=tuple(
            (f"{side.capitalize()} the {average} in {latest}", tuple(row for _, row in members))
            for side, members in groupby(drawn, lambda pair: _side(pair[0]))
        ),
    )


def _read(indicator: indicators.Row, years: tuple[str, str], measure: _Measure) -> tuple[Decimal, Row] | str:
    """How far an indicator is above the average, in units of the axis, and its row; or why it has none."""
    earlier, latest, average = indicator.amounts
    if indicator.mixed:
        return "not drawn, because only some figures are percentages"
    if not latest or not average:
        return "not drawn"
    unit = Decimal(1) if indicator.percent else average.number
    if not unit:
        return "not drawn, because zero has no multiples"
    figures = {"average": average, "earlier": earlier, "latest": latest}
    places = {shape: float(figure.number / unit) for shape, figure in figures.items() if figure}
    # Circles cover the average, which is visible above and below them.
    marks: list[Mark] = [(shape, place, place) for shape, place in places.items()]
    if earlier:
        marks.insert(0, ("change", places["earlier"], places["latest"]))
    # No line breaks between a figure and its label.
    labels = zip((*years, "average"), indicator.printed, strict=True)
    printed = ", ".join(
        f"{label}:\u00a0{text or 'no entry'}".replace(" ", "\u00a0") for label, text in labels
    )
    distance = (latest.number - average.number) / unit
    reading = f"{measure.reading.format(abs(distance))} {_side(distance)} the average" if distance else ""
    return distance, Row(indicator.name, printed, tuple(marks), reading)


def _side(distance: Decimal) -> str:
    """The side of the average on which the latest figure is."""
    return "above" if distance > 0 else "below" if distance < 0 else "at"
