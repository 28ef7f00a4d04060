"""Shapes, scales, and text with estimated widths."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.charts import svg
from tests.charts.drawn import SVG

WORDS = st.text(st.characters(codec="utf-8", exclude_characters=" ", exclude_categories=["C"]), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), st.floats(20, 400))
def test_wrapping_keeps_every_character_and_fits_the_width(words: str, width: float) -> None:
    lines = svg.wrap(words, 14, width)
    assert "".join(lines) == words
    for line in lines:
        shown = line.removesuffix(" ")
        assert shown
        assert svg.estimate(shown) * 14 <= width or len(shown) == 1


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", [""]),
        ("one", ["one"]),
        ("one two three", ["one two ", "three"]),
        ("unbreakable", ["unbreak", "able"]),
        ("a unbreakable b", ["a ", "unbreak", "able b"]),
        ("one\u00a0two three", ["one\u00a0two ", "three"]),
    ],
)
def test_wrapping(words: str, lines: list[str]) -> None:
    assert svg.wrap(words, 10, 45) == lines


# Measured in Chromium with DejaVu Sans, the widest common font, as multiples of the font size.
@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("Number of manslaughters per 10,000 population", 24.5),
        ("2006: 53.66%, 2007: 82.61%, MSF average: 57.75%", 26.24),
        ("% of attempted murder crimes detected/convicted", 25.43),
        ("September 2008 – May 2009", 14.48),
        ("Critical incidents", 8.36),
    ],
)
def test_the_estimated_width_is_close_to_the_measured_one(text: str, measured: float) -> None:
    assert measured * 0.99 <= svg.estimate(text) <= measured * 1.08


def test_full_width_characters_are_as_wide_as_the_font_size() -> None:
    assert svg.estimate("警察") == 2


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (14, "14"), (100, "100"), (105.126, "105.13"), (2.5, "2.5")],
)
def test_numbers_have_at_most_two_decimals(value: float, written: str) -> None:
    assert svg.number(value) == written


def test_linear_scale() -> None:
    scale = svg.Scale(10, 20)
    assert [scale(10), scale(20)] == [svg.LEFT, svg.RIGHT]
    assert scale(15) == pytest.approx(svg.WIDTH / 2)


def test_logarithmic_scale() -> None:
    scale = svg.Scale(0.25, 4, logarithmic=True)
    assert [scale(0.25), scale(4)] == [svg.LEFT, svg.RIGHT]
    assert scale(1) == pytest.approx(svg.WIDTH / 2)
    assert scale(0) == svg.LEFT


def test_a_text_on_several_lines_is_one_element() -> None:
    drawing = svg.Drawing()
    words = "Life-threatening and gun crime per 1,000 population in every year"
    drawing.text(words, 14)
    root = ET.fromstring(drawing.svg("a", "Title", "Words"))
    (text,) = root.iter(f"{SVG}text")
    (tspan,) = text
    assert "".join(text.itertext()).replace("\n", "") == words
    assert tspan.get("x") == text.get("x")
    assert drawing.y == pytest.approx(2 * 14 * 1.3)


def test_an_empty_text_adds_nothing() -> None:
    drawing = svg.Drawing()
    drawing.text("", 14)
    assert drawing.y == 0
    assert drawing.elements == []


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("paper", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("ink", [svg.LATEST, svg.EARLIER, svg.AVERAGE])
def test_fallback_colours_have_enough_contrast(ink: str, paper: str) -> None:
    colour = re.search(r"#\w{6}", ink)
    assert colour
    dark, light = sorted((luminance(colour[0]), luminance(paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_bold_words_are_wider() -> None:
    words = "a" * 33
    assert svg.WIDTH / 1.1 < svg.estimate(words) * svg.HEADING < svg.WIDTH
    drawing = svg.Drawing()
    for bold in (False, True):
        drawing.text(words, svg.HEADING, bold=bold)
    plain, heavy = drawing.elements
    assert (len(plain), plain.get("font-weight")) == (0, None)
    assert (len(heavy), heavy.get("font-weight")) == (1, "bold")


def test_rules_extend_above_and_below() -> None:
    drawing = svg.Drawing()
    drawing.rules([(20, "a"), (40, "b")], 100, 12)
    box = [{name: node.get(name) for name in ("x1", "x2", "y1", "y2")} for node in drawing.elements]
    assert box == [{"x1": x, "x2": x, "y1": "88", "y2": "112"} for x in ("20", "40")]


def test_labels_share_a_line() -> None:
    drawing = svg.Drawing()
    drawing.labels([(20, "a"), (40, "b")])
    assert [(node.get("x"), node.text, node.get("text-anchor")) for node in drawing.elements] == [
        ("20", "a", "middle"),
        ("40", "b", "middle"),
    ]
    assert len({node.get("y") for node in drawing.elements}) == 1
    assert drawing.y == pytest.approx(svg.SMALL * 1.3)
