"""A chart: groups of rows with marks on one horizontal axis -> a description and an `<svg>` element.

The browser lays the drawing out, so nothing is measured here, and the same table gives the same bytes
everywhere. Horizontal positions are percentages: a chart fills the available width, and its text keeps its
size. Heights are in em: a style sheet that puts words beside marks can bring the rows closer together.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

# Each fallback has a contrast of 3:1 or more on white and on #1e2129. Blue, orange and grey can be told
# apart with every kind of colour blindness, and every series has its own shape.
LATEST = "var(--report-chart-latest, #2a80b9)"
EARLIER = "var(--report-chart-earlier, #7d878f)"
AVERAGE = "var(--report-chart-average, #d55e00)"
# The page's own colour; white in an image, whose text is black on any page.
GROUND = "var(--report-chart-ground, var(--md-default-bg-color, #fff))"
FONT = "var(--report-chart-font, var(--md-text-font-family, sans-serif))"

SHAPES = {
    "tick": ("line", {"y1": "-12", "y2": "12", "stroke": EARLIER, "opacity": "0.5"}),
    "bar": ("line", {"stroke": LATEST, "stroke_width": "12"}),
    "change": ("line", {"stroke": EARLIER, "stroke_width": "3"}),
    "average": ("line", {"y1": "-12", "y2": "12", "stroke": AVERAGE, "stroke_width": "4"}),
    # Wider than the disc, so that both are visible if the figure did not change.
    "earlier": ("circle", {"r": "6.7", "fill": GROUND, "stroke": EARLIER, "stroke_width": "2.5"}),
    "latest": ("circle", {"r": "5.7", "fill": LATEST}),
}
"""The element of each mark. Heights are in pixels from the middle of a row."""

EM, HALF, GAP = 10, 1.5, 0.7
"""An em in pixels, if no style sheet changes it; half the height of marks, and the gap below, in em."""
TEXT, LINE = 1.25, 1.3
"""The size of text in em of the chart, and the height of a line in em of the text."""
CHARACTERS = 44
"""The length of a line, which fits on a phone of 320 px and in half of a page."""

Mark = tuple[str, float, float]
"""A shape, and the values at which it starts and ends."""

Ticks = tuple[tuple[float, str], ...]
"""The axis: values and their labels, of which each word is on a line of its own."""


def ticks(first: float, last: float, steps: Iterable[float], label: Callable[[float], str]) -> Ticks:
    """Whole steps around `first` and `last`: at most five, of the first size that is enough."""
    for step in steps:
        low, high = math.floor(first / step), math.ceil(last / step)
        if high - low <= 5:
            break
    return tuple((number * step, label(number * step)) for number in range(low, high + 1))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a chart."""

    name: str
    printed: str
    """Its figures as printed in the report."""
    marks: tuple[Mark, ...]
    """Later marks cover earlier ones."""
    reading: str = ""
    """What the drawing shows, for readers who do not see it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title and descriptions."""

    name: str
    """Stem of a file name, and prefix of the ids inside the drawing: `rates`."""
    title: str
    kind: str
    """What the drawing is, in sentences."""
    notes: tuple[str, ...]
    """Sentences to print below it: how to read the axis, and what is not drawn."""
    ticks: Ticks
    legend: tuple[tuple[str, str], ...]
    """Shapes and their meanings."""
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Rows under a heading, which may be empty."""

    @property
    def description(self) -> str:
        """For readers who do not see the drawing: what it shows, and every value."""
        sentences = [self.kind]
        for heading, rows in self.groups:
            readings = (", ".join(filter(None, (row.name, row.printed, row.reading))) for row in rows)
            sentences.append(f"{heading}{': ' if heading else ''}{'; '.join(readings)}.")
        return " ".join(sentences)

    @property
    def svg(self) -> str:
        """The drawing as an element that can be inline or in a separate file.

        Screen readers read the title and the description. It has no style attributes and no style sheet,
        which a Content-Security-Policy would have to allow.
        """
        root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "width": "100%"})
        for tag, role, text in (
            ("title", "labelledby", self.title),
            ("desc", "describedby", self.description),
        ):
            root.set(f"aria-{role}", f"{self.name}-chart-{tag}")
            _add(root, tag, id=f"{self.name}-chart-{tag}").text = text
        _add(root, "rect", width="100%", height="100%", fill=GROUND)
        y = 0.0
        for shape, meaning in self.legend:
            box = _add(root, "svg", y=f"{y + HALF:.2f}em", overflow="visible")
            words = _add(box, "g", class_="words")
            _add_mark(words, shape, "8", "8")
            lines = textwrap.wrap(meaning, CHARACTERS)
            _add_text(words, "22", 0.35, lines)
            y += 2 * HALF + LINE * TEXT * (len(lines) - 1)
        for heading, rows in self.groups:
            # A heading is nearer to the rows below than to those above.
            box, y = _add_row(root, y + GAP, [heading], font_weight="bold")
            for value, label in self.ticks:
                lines = label.split()
                top = 0.35 - LINE * (len(lines) - 1)
                _add_text(box, self._place(value), top, lines, text_anchor="middle")
            for row in rows:
                box, y = _add_row(root, y, [row.name, row.printed])
                for shape, start, end in (*(("tick", value, value) for value, _ in self.ticks), *row.marks):
                    _add_mark(box, shape, self._place(start), self._place(end))
                y += GAP
        root.attrib |= {"height": f"{y:.2f}em", "font-size": f"{EM}", "font-family": FONT}
        # One line for each element, so that a change to the table is a small diff.
        ET.indent(root, space="")
        return ET.tostring(root, encoding="unicode")

    def _place(self, value: float) -> str:
        """The position of a value. Labels are centred on the ends, so they need space on both sides."""
        (start, _), *_, (end, _) = self.ticks
        return f"{6 + 88 * (value - start) / (end - start):.2f}%"


def _add_row(root: ET.Element, top: float, words: Iterable[str], **style: str) -> tuple[ET.Element, float]:
    """Add words and an empty box for the marks below them. Returns the box, and where the row ends, in em."""
    texts = [lines for text in words if (lines := textwrap.wrap(text, CHARACTERS))]
    count = sum(map(len, texts))
    middle = top + count * LINE * TEXT + HALF
    box = _add(root, "svg", y=f"{middle:.2f}em", overflow="visible")
    group = _add(_add(box, "g", class_="words"), "g")
    # The last line is just above the marks.
    y = -1.5 - LINE * (count - 1)
    for lines in texts:
        _add_text(group, "0", y, lines, **style)
        y += LINE * len(lines)
    return box, middle + HALF


def _add_mark(parent: ET.Element, shape: str, start: str, end: str) -> None:
    tag, style = SHAPES[shape]
    _add(parent, tag, **({"cx": start} if tag == "circle" else {"x1": start, "x2": end}), **style)


def _add_text(parent: ET.Element, x: str, y: float, lines: Sequence[str], **style: str) -> None:
    """Add lines as one element, which readers can search. `y` is in em of the text."""
    node = _add(parent, "text", x=x, y=f"{y:.2f}em", font_size=f"{TEXT}em", fill="currentColor", **style)
    first, *others = lines
    # White space between lines, so that readers find words on both sides of a break.
    node.text = f"{first}\n" if others else first
    for line in others:
        _add(node, "tspan", x=x, dy=f"{LINE}em").text = line


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """Add an element; `stroke_width` becomes `stroke-width`, and `class_` becomes `class`."""
    return ET.SubElement(parent, tag, {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()})


def omission(name: str, reason: str, entries: Iterable[tuple[str, str]]) -> str:
    """A sentence on a row: `Raids: not drawn; 2006 and 2007: “n/a”.` `entries` are labels and cells."""
    labels: dict[str, list[str]] = {}
    for label, printed in entries:
        labels.setdefault(f"“{printed}”" if printed else "no entry", []).append(label)
    cells = (f"{listed(names)}: {printed}" for printed, names in labels.items())
    return f"{name or 'A row without a name'}: {'; '.join([reason, *cells])}."


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
