"""Drawing primitives: shapes and text from the top down -> the text of an `<svg>` element.

The width of text is estimated, not measured. So no position depends on the installed fonts, and the same
table produces the same bytes everywhere.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

# Each fallback has a contrast of 3:1 or more on white and on #1e2129. Blue, orange and grey can be told
# apart with every kind of colour blindness, and every series has its own shape.
LATEST = "var(--report-chart-latest, #2a80b9)"
EARLIER = "var(--report-chart-earlier, #7d878f)"
AVERAGE = "var(--report-chart-average, #d55e00)"
LINE = "var(--report-chart-line, #7d878f)"
# The page's own colour; white in an image, whose text is black on any page.
GROUND = "var(--report-chart-ground, var(--md-default-bg-color, #fff))"
FONT = "var(--report-chart-font, var(--md-text-font-family, sans-serif))"

WIDTH = 336
"""Width of the drawing in units. A unit is about 0.85 of a CSS pixel on a phone of 320 px."""
MARGIN = 2
LEFT, RIGHT = 18, WIDTH - 18
"""The ends of every scale. Labels are centred on them, so they need space on both sides."""
FULL_WIDTH = "24em"
"""The maximum width. A name is then as large as the text around the drawing."""
HEADING, NAME, SMALL = 15.0, 14.0, 12.5
"""Sizes of text in units."""

Ticks = list[tuple[float, str]]
"""Positions in units from the left, and their labels."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values between two bounds -> positions between LEFT and RIGHT.

    On a logarithmic scale, which has no zero, 0 is at the left end.
    """

    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        start, end = self.start, self.end
        if self.logarithmic:
            start, end, value = math.log(start), math.log(end), math.log(value or start)
        return LEFT + (value - start) / (end - start) * (RIGHT - LEFT)


@dataclass(slots=True)
class Drawing:
    """A drawing in progress. Positions are in units from the top left; later elements cover earlier ones."""

    y: float = 0
    """The lower edge of the drawing so far."""
    elements: list[ET.Element] = field(default_factory=list)

    def add(self, tag: str, **attributes: float | str) -> ET.Element:
        """Add a shape; `stroke_width=2.50` becomes `stroke-width="2.5"`."""
        element = ET.Element(tag, _attributes(attributes))
        self.elements.append(element)
        return element

    def text(self, words: str, size: float, *, left: float = 0, bold: bool = False) -> None:
        """Add words below, on as many lines as they need, as one element that readers can search."""
        if not words:
            return
        step = size * 1.3
        first, *others = wrap(words, size * (1.1 if bold else 1), WIDTH - left)
        node = self._line(first, left, size)
        if bold:
            node.set("font-weight", "bold")
        for line in others:
            self.y += step
            ET.SubElement(node, "tspan", _attributes({"x": left, "dy": step})).text = line

    def labels(self, ticks: Ticks) -> None:
        """Add a line of labels below, each centred on its position."""
        top = self.y
        for x, label in ticks:
            self.y = top
            self._line(label, x, SMALL).set("text-anchor", "middle")

    def rules(self, ticks: Ticks, y: float, reach: float) -> None:
        """Add short vertical lines at the ticks, beside the marks of one row. They do not cross text."""
        for x, _ in ticks:
            self.add("line", x1=x, x2=x, y1=y - reach, y2=y + reach, stroke=LINE, opacity=0.5)

    def svg(self, name: str, title: str, description: str) -> str:
        """The drawing as an element that can be inline or in a separate file.

        Screen readers read the title and the description; ids start with `name`. It has no style attributes
        and no style sheet, which a Content-Security-Policy would have to allow.
        """
        height = math.ceil(self.y) + 2 * MARGIN
        box = {"x": -MARGIN, "y": 0, "width": WIDTH + 2 * MARGIN, "height": height}
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": " ".join(map(str, box.values())),
                "width": FULL_WIDTH,
                "role": "img",
                "aria-labelledby": f"{name}-chart-title",
                "aria-describedby": f"{name}-chart-desc",
                "font-family": FONT,
                "overflow": "visible",
            },
        )
        ET.SubElement(root, "title", {"id": f"{name}-chart-title"}).text = title
        ET.SubElement(root, "desc", {"id": f"{name}-chart-desc"}).text = description
        ET.SubElement(root, "rect", _attributes({**box, "fill": GROUND}))
        root.extend(self.elements)
        # One line for each element, so that a change to the table is a small diff.
        ET.indent(root, space="")
        return ET.tostring(root, encoding="unicode")

    def _line(self, words: str, x: float, size: float) -> ET.Element:
        self.y += size * 1.3
        # The baseline is a little above the lower edge of the line.
        node = self.add("text", x=x, y=self.y - size * 0.3, font_size=size, fill="currentColor")
        node.text = words
        return node


def _attributes(values: dict[str, float | str]) -> dict[str, str]:
    return {
        name.replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in values.items()
    }


def number(value: float) -> str:
    """Two decimals, finer than a pixel, without trailing zeros: `14`, `105.13`."""
    # Adding 0 turns -0 into 0.
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")


def wrap(words: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width` units, broken after spaces if possible."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        if line and estimate(f"{line}{word}") * size > width:
            lines.append(line)
            line = ""
        for character in f"{word} ":
            # A space at the end of a line has no width.
            if line and character != " " and estimate(line + character) * size > width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line.removesuffix(" ")]


# The widths of DejaVu Sans, the widest font in common use.
_WIDTHS = {
    character: width
    for characters, width in (
        (" \u00a0ijlIJ,.:;|/'’", 0.33),
        ("frt()[]-!", 0.4),
        ("cksvxyzFLP–“”*", 0.59),
        ("mwMW%@—×", 0.97),
    )
    for character in characters
}


def estimate(text: str) -> float:
    """The approximate width of a text, as a multiple of its size; too wide rather than too narrow."""
    return sum(
        _WIDTHS.get(character)
        or (1 if unicodedata.east_asian_width(character) in "WF" else 0.7 if character.isupper() else 0.63)
        for character in text
    )
