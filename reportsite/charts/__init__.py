"""Tables of the report -> charts as SVG text, drawn at build time.

Altair declares a chart in the grammar of Vega-Lite and vl-convert draws it, without a browser and
without the network. This module reads the numbers, chooses the scale and decides what stands in which
row. Vega computes the places on the scale and draws shapes and text.

No position depends on the fonts of a machine: text is never measured, its width is estimated. So the
same table gives the same bytes everywhere.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal
from xml.etree import ElementTree as ET

import altair as alt
import vl_convert

from reportsite.model import Paragraph, Table, unmarked
from reportsite.reading import headings


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and what is said with it."""

    name: str
    """Stem of a file name, and prefix of the ids inside the drawing: `rates`."""
    title: str
    description: str
    """For readers who do not see the drawing: what is drawn, and the main reading."""
    svg: str
    """An `<svg>` element to stand inline or alone. It fills the width it is given, up to a limit."""
    omitted: tuple[str, ...]
    """Sentences to print below the drawing: what it cannot show."""


# The look ------------------------------------------------------------------------------------

# Each fallback has a contrast of 3:1 or more on white and on #1e2129. Blue, orange and grey stay
# apart for every kind of colour blindness, and every series has a shape of its own.
LATEST = "var(--report-chart-latest, #2a80b9)"
EARLIER = "var(--report-chart-earlier, #7d878f)"
AVERAGE = "var(--report-chart-average, #d55e00)"
LINE = "var(--report-chart-line, #7d878f)"
# The inside of a hollow mark. In a dark page it must be the page's own.
GROUND = "var(--report-chart-ground, var(--md-default-bg-color, #fff))"
INK = "currentColor"

WIDTH = 328
"""Width of the drawing in units. A unit is about nine tenths of a CSS pixel on a phone of 320 px."""
MARGIN = 2
INSET = 14
"""Room left and right of the scale, for labels that are centred on its ends."""
MAX_WIDTH = "24em"
"""At this width a name is as large as the text around the drawing."""

HEADING, NAME, SMALL = 15.0, 14.0, 12.5
"""Sizes of text in units."""


@dataclass(frozen=True, slots=True)
class _Series:
    """How the marks of a series look. Shape and size tell it as well as colour."""

    shape: str
    size: float
    """Area in square units."""
    fill: str
    stroke: str


_BAR = "M-0.06,-1L0.06,-1L0.06,1L-0.06,1Z"
"""A vertical bar, in Vega's symbol coordinates."""

# The ring is wider than the disc, so that both are seen where nothing changed.
_EARLIER = _Series("circle", 180, GROUND, EARLIER)
_LATEST = _Series("circle", 80, LATEST, LATEST)
_AVERAGE = _Series(_BAR, 520, AVERAGE, AVERAGE)


# The two charts of the indicators ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    printed: str
    value: float
    percent: bool


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what."""

    name: int
    earlier: int
    latest: int
    average: int
    years: tuple[str, str]
    label: str
    """What the average is called: `MSF average`."""
    legend: str
    """The same, with the abbreviation expanded where a note below the table does."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator that can be drawn."""

    name: str
    earlier: _Figure | None
    latest: _Figure
    average: _Figure


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the chart of rates and the chart of percentages do differently."""

    name: str
    percent: bool
    distance: Callable[[_Row], float]
    """How far the latest figure is above the average. Rows are ordered by it."""
    told: Callable[[_Row], str]
    """The distance in words."""
    title: Callable[[list[_Row]], str]
    plot: Callable[[list[_Row], _Columns], _Plot]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where figures stand on the horizontal axis."""

    scale: alt.Scale
    place: Callable[[_Row, _Figure], float]
    """The position of a figure of a row, in values of the scale."""
    ticks: tuple[tuple[float, str], ...]
    """Positions and their labels, from left to right."""
    axis: str
    """What the axis shows, in words."""
    zero: float | None = None
    """Where a zero stands that the scale itself cannot show."""
    gap: float | None = None
    """Where the scale is broken, between that zero and its beginning."""


def indicators(table: Table, *, prefix: str = "") -> tuple[Chart, ...]:
    """The rates and the detection rates of a table of indicators, each with its group's average.

    Nothing comes out for a table of another kind, and no chart without a row that can be drawn.
    `prefix` tells the charts of several tables on one page apart: it begins their names and ids.
    """
    columns = _columns(table)
    if columns is None:
        return ()
    found: list[Chart] = []
    for measure in _MEASURES:
        chart = _compare(table, columns, measure, prefix)
        if chart is not None:
            found.append(chart)
    return tuple(found)


def _columns(table: Table) -> _Columns | None:
    header = [_words(cell) for cell in table.header]
    names = [i for i, text in enumerate(header) if headings.INDICATOR.match(text)]
    years = [i for i, text in enumerate(header) if headings.INDICATOR_YEAR.match(text)]
    averages = [i for i, text in enumerate(header) if headings.INDICATOR_AVERAGE.match(text)]
    if not names or not averages or len(years) < 2:
        return None
    # The years stand in order. Of more than two, the last two are compared.
    earlier, latest = sorted(years, key=lambda i: header[i])[-2:]
    if header[earlier] == header[latest]:
        return None
    matched = headings.INDICATOR_AVERAGE.match(header[averages[0]])
    assert matched
    group = matched["group"] or ""
    label = f"{group} average".strip()
    return _Columns(
        name=names[0],
        earlier=earlier,
        latest=latest,
        average=averages[0],
        years=(header[earlier], header[latest]),
        label=label,
        legend=label + _expansion(group, table),
    )


def _expansion(abbreviation: str, table: Table) -> str:
    """` (most similar force)`, where a note below the table says `Most similar force (MSF)`."""
    for note in table.notes:
        if abbreviation and (
            found := re.search(
                rf"(?P<long>\w[\w' -]*?)\s*\({re.escape(abbreviation)}\)", _words(note.paragraph)
            )
        ):
            long = found["long"]
            return f" ({long[0].lower()}{long[1:]})"
    return ""


# Plain digits only: a sign, a range or a word is no amount that could be compared. Twelve digits
# are more than any count of offences, and few enough for exact division.
_FIGURE = re.compile(
    r"(?P<number>(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,12})?)\s?(?P<percent>%)?", re.ASCII
)


def _figure(text: str) -> _Figure | None:
    found = _FIGURE.fullmatch(text)
    if not found:
        return None
    return _Figure(text, float(Decimal(found["number"].replace(",", ""))), bool(found["percent"]))


def _compare(table: Table, columns: _Columns, measure: _Measure, prefix: str) -> Chart | None:
    rows: list[_Row] = []
    omitted: list[str] = []
    for cells in table.rows:
        name = _words(cells[columns.name])
        texts = [_words(cells[i]) for i in (columns.earlier, columns.latest, columns.average)]
        earlier, latest, average = map(_figure, texts)
        if _is_percent(name, (earlier, latest, average)) is not measure.percent:
            continue
        labels = (*columns.years, columns.label)
        if len({figure.percent for figure in (earlier, latest, average) if figure}) > 1:
            omitted.append(
                f"{_sentence(name)} not drawn, for only some figures are percentages; {_said(labels, texts)}."
            )
            continue
        if gaps := _gaps(labels, texts, (earlier, latest, average)):
            omitted.append(f"{_sentence(name)} {gaps}.")
        if not (latest and average):
            continue
        if not measure.percent and not average.value:
            omitted.append(
                f"{_sentence(name)} the {columns.label} is {average.printed}, so that no multiple of it "
                f"can be drawn ({_values(columns, earlier, latest)})."
            )
            continue
        rows.append(_Row(name, earlier, latest, average))
    if not rows:
        return None
    rows.sort(key=lambda row: (-measure.distance(row), row.name))
    plot = measure.plot(rows, columns)
    if plot.zero is not None:
        omitted += _zeros(rows, columns)
    earlier_year, latest_year = columns.years
    title = f"{measure.title(rows)} in {earlier_year} and {latest_year} against the {columns.label}"
    return _finished(
        name=_stem(prefix, measure.name),
        title=title,
        description=_reading(rows, columns, measure, plot),
        canvas=_dots(rows, columns, plot),
        scale=plot.scale,
        omitted=omitted,
    )


def _is_percent(name: str, figures: Iterable[_Figure | None]) -> bool:
    """Whether a row is about percentages: by the sign at a figure, or by its name."""
    named = "%" in name or re.search(r"\bper ?cent", name, re.IGNORECASE)
    return bool(named) or any(figure.percent for figure in figures if figure)


def _gaps(labels: tuple[str, ...], texts: list[str], figures: tuple[_Figure | None, ...]) -> str:
    """`not drawn; 2006 and 2007: “Not applicable”`: what is missing of a row, or nothing."""
    gaps = [(label, text) for label, text, figure in zip(labels, texts, figures, strict=True) if not figure]
    if not gaps:
        return ""
    drawn = bool(figures[1] and figures[2])
    said = _said(*zip(*gaps, strict=True))
    return f"{'drawn without its earlier figure' if drawn else 'not drawn'}; {said}"


def _said(labels: Iterable[str], texts: Iterable[str]) -> str:
    """`2006, 2007 and MSF average: “Not applicable”`; labels with one text stand together."""
    by_text: dict[str, list[str]] = {}
    for label, text in zip(labels, texts, strict=True):
        by_text.setdefault(text, []).append(label)
    return "; ".join(f"{_listed(named)}: {_quoted(text)}" for text, named in by_text.items())


def _zeros(rows: list[_Row], columns: _Columns) -> Iterator[str]:
    """What is said of rates of zero, which a scale of multiples has no place for."""
    for row in rows:
        figures = zip(columns.years, (row.earlier, row.latest), strict=True)
        zeros = [(year, figure.printed) for year, figure in figures if figure and not figure.value]
        if zeros:
            said = _said(*zip(*zeros, strict=True)).replace("“", "").replace("”", "")
            yield (
                f"{_sentence(row.name)} {said}. A logarithmic scale has no zero; "
                "what is zero stands at “0”, apart from the scale."
            )


def _values(columns: _Columns, *figures: _Figure | None) -> str:
    """`2006: 0.723, 2007: 0.688, MSF average: 0.787`, each as printed. None may be missing."""
    labels = (*columns.years, columns.label)
    return ", ".join(
        # No line may break between a figure and what it is.
        f"{label}: {figure.printed if figure else 'no figure'}".replace(" ", "\u00a0")
        for label, figure in zip(labels, figures, strict=False)
    )


def _side(row: _Row) -> int:
    """1 above the average, 0 at it, -1 below it."""
    return (row.latest.value > row.average.value) - (row.latest.value < row.average.value)


_SIDES = {1: "above", 0: "at", -1: "below"}


def _reading(rows: list[_Row], columns: _Columns, measure: _Measure, plot: _Plot) -> str:
    _, latest = columns.years
    parts = [f"Dot plot of {_count(len(rows), 'indicator')}. {plot.axis}."]
    for side, members in groupby(rows, _side):
        told = "; ".join(
            f"{row.name}, {measure.told(row)} ({_values(columns, row.earlier, row.latest, row.average)})"
            for row in members
        )
        parts.append(f"{_SIDES[side].capitalize()} the {columns.label} in {latest}: {told}.")
    return " ".join(parts).replace("\u00a0", " ")


def _ratio(row: _Row) -> float:
    return row.latest.value / row.average.value


def _times(value: float) -> str:
    """`1.67 times the average`, with as many decimals as tell it from 1 and from 0, up to four."""
    if not value:
        return "0 times the average"
    texts = [f"{value:,.{decimals}f}" for decimals in (2, 3, 4)]
    plain = (text for text in texts if value == 1 or float(text.replace(",", "")) not in (0, 1))
    return f"{next(plain, texts[-1])} times the average"


def _points(row: _Row) -> str:
    """`24.86 percentage points above the average`."""
    difference = Decimal(str(row.latest.value)) - Decimal(str(row.average.value))
    if not difference:
        return "no difference"
    return f"{abs(difference):,f} percentage points {_SIDES[_side(row)]} the average"


def _rates_plot(rows: list[_Row], columns: _Columns) -> _Plot:
    """Multiples of the average on a logarithmic axis: half and twice are equally far from once.

    Rates of a table differ by orders of magnitude. On one axis of rates only the commonest offence
    would be seen; as multiples, every indicator can be compared with its own average.
    """
    figures = [(row, f) for row in rows for f in (row.earlier, row.latest) if f]
    ratios = [f.value / row.average.value for row, f in figures if f.value]
    # Half and twice are always on the axis: small differences must not look large.
    low, high = min([0.5, *ratios]) / 1.15, max([2, *ratios]) * 1.15
    # Zero gets a place of its own, an eighth of the width left of the smallest multiple.
    zero = low / math.pow(high / low, 1 / 7) if len(ratios) < len(figures) else None
    first, last = math.ceil(math.log2(low)), math.floor(math.log2(high))
    step = math.ceil((last - first + 1) / 7)
    # Counted from 1, so that 1 is always among them.
    exponents = [e for e in range(first, last + 1) if e % step == 0]
    ticks = [(2.0**e, _multiple(e)) for e in exponents]

    def place(row: _Row, figure: _Figure) -> float:
        if not figure.value:
            assert zero is not None
            return zero
        return figure.value / row.average.value

    return _Plot(
        scale=_scale("log", zero or low, high),
        place=place,
        ticks=(*([(zero, "0")] if zero is not None else []), *ticks),
        gap=None if zero is None else math.sqrt(zero * low),
        axis=f"Each rate as a multiple of its indicator's {columns.label}. Logarithmic scale: half and "
        "twice are equally far from 1×" + ("" if zero is None else "; 0 stands apart"),
        zero=zero,
    )


def _multiple(exponent: int) -> str:
    """`1/2`, `1×`, `2×`: a power of two as it stands on the axis."""
    number = f"{2 ** abs(exponent):,}" if abs(exponent) < 17 else f"{2.0 ** abs(exponent):.0e}"
    return f"{number}×" if exponent >= 0 else f"1/{number}"


def _percent_plot(rows: list[_Row], columns: _Columns) -> _Plot:
    """Percentages as they are, from 0. A rate above 100 happens, for offences of earlier years."""
    figures = [f for row in rows for f in (row.earlier, row.latest, row.average) if f]
    highest = max([100.0, *(f.value for f in figures)])
    # Quarters of a round number.
    unit = math.pow(10, math.floor(math.log10(highest / 4)))
    step = next(n * unit for n in (1, 2, 2.5, 5, 10) if n * unit * 4 >= highest)
    ticks = tuple((step * i, f"{step * i:,.0f}%") for i in range(5))
    return _Plot(
        scale=_scale("linear", 0, step * 4),
        place=lambda _, figure: figure.value,
        ticks=ticks,
        axis="Each rate as a percentage. Linear scale from 0%",
    )


def _rates_title(rows: list[_Row]) -> str:
    return "Rates per population" if all("population" in row.name.lower() for row in rows) else "Rates"


def _percent_title(rows: list[_Row]) -> str:
    return "Detection rates" if all("detect" in row.name.lower() for row in rows) else "Percentages"


_MEASURES = (
    _Measure("rates", False, _ratio, lambda row: _times(_ratio(row)), _rates_title, _rates_plot),
    _Measure(
        "detections",
        True,
        lambda row: row.latest.value - row.average.value,
        _points,
        _percent_title,
        _percent_plot,
    ),
)


# The timetable -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """What is planned, and when. Months are counted from the year 0."""

    name: str
    printed: str
    first: int
    last: int


def timetable(table: Table, *, prefix: str = "") -> Chart | None:
    """A bar for each row over the months that it is planned for, in the order of the table.

    None where no column holds spans of months in most of its cells. `prefix` as for `indicators`.
    """
    found = _spans(table)
    if found is None:
        return None
    heading, spans, omitted = found
    first, last = min(s.first for s in spans), max(s.last for s in spans)
    said = "; ".join(f"{span.name}, {span.printed}" for span in spans)
    return _finished(
        name=_stem(prefix, "timetable"),
        title=f"{heading}, {_month(first)} to {_month(last)}",
        description=f"Bar chart over months, a bar for each of {_count(len(spans), 'row')}. {said}.",
        canvas=_bars(spans, first, last + 1),
        # A bar ends where its last month does.
        scale=_scale("linear", first, last + 1),
        omitted=omitted,
    )


def _spans(table: Table) -> tuple[str, list[_Span], list[str]] | None:
    """`Dates by inspection area`, the rows with dates, and what to say of the others."""
    for column in range(1, len(table.header)):
        spans: list[_Span] = []
        omitted: list[str] = []
        for cells in table.rows:
            name, printed = _words(cells[0]), _words(cells[column])
            if months := _months(printed):
                spans.append(_Span(name, printed, *months))
            else:
                omitted.append(f"{_sentence(name)} not drawn; {_quoted(printed)}.")
        if len(spans) > len(omitted):
            what, dates = _words(table.header[0]), _words(table.header[column])
            return (dates or "Dates") + (f" by {what[0].lower()}{what[1:]}" if what else ""), spans, omitted
    return None


def _months(text: str) -> tuple[int, int] | None:
    """The first and the last month of `April 2008 – September 2008`. None for anything else."""
    found = headings.MONTH_SPAN.match(text)
    if not found or not text.replace("–", "-").replace("—", "-").isascii():
        return None
    last = _index(found["last"], found["last_year"])
    if found["first"] is None:
        return last, last
    first = _index(found["first"], found["first_year"] or found["last_year"])
    return (first, last) if first <= last else None


def _index(month: str, year: str) -> int:
    return int(year) * 12 + headings.MONTH_NAMES.index(month.capitalize())


def _month(index: int) -> str:
    return f"{headings.MONTH_NAMES[index % 12]} {index // 12}"


def _bars(spans: list[_Span], start: int, end: int) -> _Canvas:
    canvas = _Canvas()
    # As many ticks as there is room for labels. A step is a part of a year, or whole years.
    steps = (1, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)))
    step = next(step for step in steps if (end - start) / step <= 8)
    months = [m for m in range(start, end + 1) if m % step == 0]
    named = [(float(m), headings.MONTH_NAMES[m % 12][:3] if step < 12 else str(m // 12)) for m in months]
    # The year stands below the first month and below each January.
    years = [(float(m), str(m // 12)) for m in months if m % 12 == 0 or m == months[0]] if step < 12 else []

    def axis() -> None:
        canvas.labels(named)
        if years:
            canvas.labels(years)

    axis()
    for span in spans:
        canvas.y += 7
        canvas.text(span.name, NAME)
        canvas.text(span.printed, SMALL)
        canvas.bars.append({"x": span.first, "to": span.last + 1, "y": canvas.y + 13})
        canvas.rules(named, canvas.y + 13, 9)
        canvas.y += 24
    canvas.y += 4
    axis()
    return canvas


# Drawing -------------------------------------------------------------------------------------

Datum = dict[str, Any]


@dataclass(slots=True)
class _Canvas:
    """What is to be drawn, gathered from the top down.

    `x` of marks and labels is in values of the scale, `y` in units from the top.
    """

    y: float = 0
    """The lower edge of what is there."""
    series: dict[str, _Series] = field(default_factory=dict)
    lines: dict[tuple[float, str, float], list[Datum]] = field(default_factory=dict)
    """Lines of text by size, weight and left edge."""
    ticks: list[Datum] = field(default_factory=list)
    grid: list[Datum] = field(default_factory=list)
    changes: list[Datum] = field(default_factory=list)
    bars: list[Datum] = field(default_factory=list)
    marks: list[Datum] = field(default_factory=list)
    legend: list[Datum] = field(default_factory=list)

    def text(self, words: str, size: float, weight: str = "normal", left: float = 0) -> None:
        """Words over the whole width, in as many lines as they need."""
        for line in _wrapped(words, size, WIDTH - left):
            self.y += size * 1.3
            # The baseline stands a little above the lower edge.
            datum = {"text": line, "y": self.y - size * 0.3}
            self.lines.setdefault((size, weight, left), []).append(datum)

    def key(self, series: dict[str, _Series]) -> None:
        """The legend: a mark of each series and what it stands for."""
        self.series = series
        for label in series:
            self.y += 7
            # The mark stands beside the first line, at half the height of its small letters.
            self.legend.append({"series": label, "y": self.y + NAME * 0.75})
            self.text(label, NAME, left=22)

    def labels(self, ticks: Iterable[tuple[float, str]]) -> None:
        """The labels of the axis, centred on their places."""
        self.y += SMALL * 1.3
        self.ticks += [{"x": x, "text": label, "y": self.y - SMALL * 0.3} for x, label in ticks]

    def rules(self, ticks: Iterable[tuple[float, str]], middle: float, reach: float) -> None:
        """Short lines at the ticks, beside the marks of one row. They cross no text."""
        self.grid += [{"x": x, "y": middle - reach, "end": middle + reach} for x, _ in ticks]

    def chart(self, scale: alt.Scale) -> alt.LayerChart:
        """All of it in the grammar of Vega-Lite. What is declared first lies below."""
        x = alt.X("x:Q", scale=scale, axis=None)
        y = alt.Y("y:Q", scale=None, axis=None)

        def layer(data: list[Datum]) -> alt.Chart:
            return alt.Chart(alt.InlineData(values=data))

        layers: list[alt.Chart] = [
            layer(self.grid).mark_rule(color=LINE, opacity=0.5).encode(x=x, y=y, y2="end:Q"),
            layer(self.changes).mark_rule(color=EARLIER, strokeWidth=3).encode(x=x, x2="to:Q", y=y),
            layer(self.bars).mark_bar(color=LATEST, height=12).encode(x=x, x2="to:Q", y=y),
        ]
        if self.series:
            layers += [
                layer(self.marks).mark_point(opacity=1, strokeWidth=2.5).encode(x=x, y=y, **self._look()),
                layer(self.legend)
                .mark_point(opacity=1, strokeWidth=2.5)
                .encode(x=alt.value(8), y=y, **self._look()),
            ]
        layers.append(
            layer(self.ticks)
            .mark_text(baseline="alphabetic", color=INK, fontSize=SMALL)
            .encode(x=x, y=y, text="text:N")
        )
        for (size, weight, left), lines in sorted(self.lines.items()):
            layers.append(
                layer(lines)
                .mark_text(
                    align="left",
                    baseline="alphabetic",
                    color=INK,
                    fontSize=size,
                    fontWeight="bold" if weight == "bold" else "normal",
                )
                .encode(x=alt.value(left), y=y, text="text:N")
            )
        return alt.LayerChart(layer=layers)

    def _look(self) -> dict[str, Any]:
        """Each series with its own shape, size and colours."""

        def by_series(values: Iterable[str | float]) -> dict[str, Any]:
            scale = alt.Scale(type="ordinal", domain=list(self.series), range=list(values))
            return {"field": "series", "type": "nominal", "scale": scale, "legend": None}

        looks = self.series.values()
        return {
            "shape": alt.Shape(**by_series(look.shape for look in looks)),
            "size": alt.Size(**by_series(look.size for look in looks)),
            "fill": alt.Fill(**by_series(look.fill for look in looks)),
            "stroke": alt.Stroke(**by_series(look.stroke for look in looks)),
        }


def _scale(kind: Literal["linear", "log"], start: float, end: float) -> alt.Scale:
    return alt.Scale(type=kind, domain=[start, end], range=[INSET, WIDTH - INSET], nice=False, zero=False)


def _dots(rows: list[_Row], columns: _Columns, plot: _Plot) -> _Canvas:
    """A row for each indicator: its name, its figures as printed, and three marks on one axis."""
    earlier, latest = columns.years
    canvas = _Canvas()
    canvas.key({earlier: _EARLIER, latest: _LATEST, columns.legend: _AVERAGE})
    canvas.y += 12
    canvas.text(f"{plot.axis}.", SMALL)
    for side, members in groupby(rows, _side):
        canvas.y += 16
        canvas.text(f"{_SIDES[side].capitalize()} the {columns.label} in {latest}", HEADING, "bold")
        canvas.labels([*plot.ticks, *([] if plot.gap is None else [(plot.gap, "//")])])
        for row in members:
            canvas.y += 6
            canvas.text(row.name, NAME)
            canvas.text(_values(columns, row.earlier, row.latest, row.average), SMALL)
            middle = canvas.y + 16
            canvas.y += 32
            canvas.rules(plot.ticks, middle, 12)
            # The average lies below: where marks meet, the circles stay whole and the bar shows
            # above and below them.
            figures = {columns.legend: row.average, earlier: row.earlier, latest: row.latest}
            places = {series: plot.place(row, f) for series, f in figures.items() if f}
            canvas.marks += [{"series": series, "x": x, "y": middle} for series, x in places.items()]
            # No line leads to a zero beside the scale: its length would mean nothing.
            if earlier in places and plot.zero not in (places[earlier], places[latest]):
                canvas.changes.append({"x": places[earlier], "to": places[latest], "y": middle})
    return canvas


def _finished(
    *, name: str, title: str, description: str, canvas: _Canvas, scale: alt.Scale, omitted: Iterable[str]
) -> Chart:
    """Draw what was gathered."""
    height = math.ceil(canvas.y) + 4
    chart = (
        canvas.chart(scale)
        .properties(
            width=WIDTH,
            height=height,
            padding=MARGIN,
            # A size that is given is not measured.
            autosize=alt.AutoSizeParams(type="none"),
        )
        # The marks of Vega would each be read aloud. The drawing is described as a whole.
        .configure(background="transparent", aria=False)
        .configure_view(stroke=None)
    )
    drawn = vl_convert.vegalite_to_svg(
        chart.to_json(), vl_version=alt.SCHEMA_VERSION.rpartition(".")[0], allowed_base_urls=[]
    )
    return Chart(name, title, description, _cleaned(drawn, name, title, description), tuple(omitted))


# What Vega writes for scripts and for styles of its own.
_DROPPED = frozenset({"class", "role", "pointer-events", "font-family", "stroke-miterlimit", "version"})
_GEOMETRY = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"})
_LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")


def _cleaned(drawn: str, name: str, title: str, description: str) -> str:
    """The drawing of Vega as an element that can stand in any page.

    It gets a name and a description for screen readers, and ids that begin with the chart's name. It
    loses the classes, the empty paths and the fonts of Vega, and decimals that no screen shows.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - written by Vega, which escapes what it is given
    svg = ET.Element(
        "svg",
        {
            "aria-labelledby": f"{name}-chart-title",
            "aria-describedby": f"{name}-chart-desc",
            "font-family": "var(--report-chart-font, var(--md-text-font-family, sans-serif))",
            "overflow": "visible",
            "role": "img",
            "style": f"display:block;width:100%;max-width:{MAX_WIDTH};height:auto",
            "viewBox": root.attrib["viewBox"],
            "width": "100%",
            "xmlns": "http://www.w3.org/2000/svg",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{name}-chart-title"}).text = title
    ET.SubElement(svg, "desc", {"id": f"{name}-chart-desc"}).text = description
    for child in root:
        svg.extend(_kept(child))
    # A line for each element, so that a change of the table is a small diff.
    ET.indent(svg, space="")
    return ET.tostring(svg, encoding="unicode")


def _kept(element: ET.Element) -> list[ET.Element]:
    """An element without what nobody sees; a group that says nothing gives way to its members."""
    tag = element.tag.rpartition("}")[2]
    children = [kept for child in element for kept in _kept(child)]
    unseen = element.get("class") in ("background", "foreground") or element.get("fill") == "transparent"
    if (unseen and not children) or (tag == "g" and not children):
        return []
    kept = ET.Element(
        tag,
        {
            key: _LONG.sub(_short, value) if key in _GEOMETRY else value
            for key, value in sorted(element.attrib.items())
            if not key.startswith("aria-")
            and key not in _DROPPED
            and (key, value) not in {("opacity", "1"), ("transform", "translate(0,0)")}
        },
    )
    kept.text = element.text
    kept.extend(children)
    # Everything in the drawing names its own fill, or has none to show.
    if tag == "g" and kept.attrib in ({}, {"fill": "none"}):
        return children
    return [kept]


def _short(number: re.Match[str]) -> str:
    # Adding 0 turns -0 into 0.
    return f"{round(float(number[0]), 2) + 0:g}"


# Words ---------------------------------------------------------------------------------------

# XML has no way to write these, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _words(paragraph: Paragraph) -> str:
    """The text of a cell on one line, without the marks of notes."""
    return " ".join(_NO_XML.sub("\ufffd", unmarked(paragraph.inlines)).split())


def _wrapped(words: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width` units, broken between words where that is possible."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        grown = f"{line} {word}" if line else word
        if _estimate(grown) * size <= width:
            line = grown
            continue
        if line:
            lines.append(line)
        line = ""
        for character in word:
            if line and _estimate(line + character) * size > width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line] if line else lines


def _estimate(text: str) -> float:
    """About how wide a text is, as a multiple of its size. Rather too wide than too narrow."""
    return sum(
        1.0
        if unicodedata.east_asian_width(c) in "WF"
        else 0.7
        if c.isupper() or c in "%@—"
        else 0.32
        if c in " \u00a0ijl.,:;|!'’()[]/"
        else 0.56
        for c in text
    )


def _sentence(name: str) -> str:
    """What a sentence about a row begins with."""
    return f"{name}:" if name else "A row without a name:"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "no entry"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _listed(names: list[str]) -> str:
    """`a, b and c`"""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _stem(prefix: str, name: str) -> str:
    """A file name and a prefix of ids: letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", f"{prefix}-{name}".lower()).strip("-")
