"""Drawing rows of words and marks."""

from __future__ import annotations

import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.charts.chart import (
    AVERAGE,
    CHARACTERS,
    EARLIER,
    LATEST,
    SHAPES,
    Chart,
    Row,
    listed,
    omission,
    ticks,
)
from tests.charts.drawn import SVG, boxes, labels, places, root_of, spans, texts


def chart(*rows: Row, heading: str = "", legend: tuple[tuple[str, str], ...] = ()) -> Chart:
    axis = ((0.0, "0"), (5.0, "half way"), (10.0, "10"))
    return Chart("a", "Title", "Drawing.", (), axis, legend, ((heading, rows),))


def bar(name: str, printed: str = "") -> Row:
    return Row(name, printed, (("bar", 0, 5),))


# The axis ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "values"),
    [
        (0, 2, [0, 1, 2]),
        (0, 5, [0, 1, 2, 3, 4, 5]),
        (0, 5.1, [0, 2, 4, 6]),
        (9, 11, [9, 10, 11]),
        (9.5, 16, [8, 10, 12, 14, 16]),
    ],
)
def test_ticks_are_whole_steps_around_the_values(first: float, last: float, values: list[float]) -> None:
    assert [value for value, _ in ticks(first, last, (1, 2, 4), str)] == values


def test_ticks_have_labels() -> None:
    assert ticks(0, 20, (1, 10), "{}%".format) == ((0, "0%"), (10, "10%"), (20, "20%"))


@given(st.floats(0, 1e9), st.floats(0.001, 1e9))
def test_there_are_at_most_five_steps(first: float, width: float) -> None:
    axis = ticks(first, first + width, (10.0**power for power in count(-4)), str)
    assert 2 <= len(axis) <= 6
    assert axis[0][0] <= first * (1 + 1e-9)
    assert axis[-1][0] >= (first + width) * (1 - 1e-9)


def test_values_are_between_the_ends_of_the_axis() -> None:
    drawing = chart(bar("Row"))
    assert labels(drawing) == [("0", 6), ("half way", 50), ("10", 94)]
    assert spans(boxes(drawing)[1], "bar") == [(6, 50)]
    assert spans(boxes(drawing)[1], "tick") == [(6, 6), (50, 50), (94, 94)]


def test_each_word_of_a_label_has_a_line() -> None:
    (_, middle, _) = boxes(chart())[0].findall(f"{SVG}text")
    assert [(node.text or "").strip() for node in middle.iter()] == ["half", "way"]


# Words ---------------------------------------------------------------------------------------


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@given(st.lists(WORDS, min_size=1, max_size=12).map(" ".join))
def test_wrapping_keeps_every_character_and_limits_the_lines(words: str) -> None:
    drawing = chart(bar(words))
    (text,) = boxes(drawing)[1].iter(f"{SVG}text")
    lines = [(node.text or "").strip() for node in text.iter()]
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(0 < len(line) <= CHARACTERS for line in lines)


def test_a_text_on_several_lines_is_one_element() -> None:
    words = "Life-threatening and gun crime per 1,000 population in every year"
    drawing = chart(bar(words))
    assert words in texts(drawing)
    (text,) = boxes(drawing)[1].iter(f"{SVG}text")
    (second,) = text
    assert (text.get("x"), second.get("x"), second.get("dy")) == ("0", "0", "1.3em")


def test_rows_do_not_overlap() -> None:
    """The words of a row are above its marks and below the row before."""
    long = " ".join(["word"] * 40)
    drawing = chart(bar("One"), bar(long, "printed"), bar("Three", long), heading="Heading")
    bottom = 0.0
    for box in boxes(drawing):
        middle = float(box.get("y", "").removesuffix("em"))
        baselines = []
        for text in box.iter(f"{SVG}text"):
            if text.get("text-anchor") is None:
                y = float(text.get("y", "").removesuffix("em"))
                baselines += [y + 1.3 * number for number in range(len(list(text)) + 1)]
        assert baselines == pytest.approx(
            [-1.5 - 1.3 * number for number in range(len(baselines))][::-1], abs=0.02
        )
        # An em of the text is 1.25 em of the drawing.
        assert middle + 1.25 * (baselines[0] - 1) > bottom - 0.5
        bottom = middle + 1.5
    height = float(root_of(drawing).get("height", "").removesuffix("em"))
    assert height >= bottom


def test_a_missing_text_adds_nothing() -> None:
    assert texts(chart(bar("", ""))) == ["0", "half way", "10"]


def test_headings_are_bold() -> None:
    drawing = chart(bar("Row"), heading="Heading")
    weights = {text.text: text.get("font-weight") for text in root_of(drawing).iter(f"{SVG}text")}
    assert (weights["Heading"], weights["Row"], weights["10"]) == ("bold", None, None)


# Marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_have_their_ends(shape: str) -> None:
    row = Row("Row", "", ((shape, 0, 10),))
    assert places(chart(row), shape)[-1] == (6 if SHAPES[shape][0] == "circle" else 94)


def test_later_marks_cover_earlier_ones() -> None:
    row = Row("Row", "", (("latest", 0, 0), ("earlier", 0, 0)))
    radii = [node.get("r") for node in root_of(chart(row)).iter(f"{SVG}circle")]
    assert radii == ["5.7", "6.7"]


def test_a_legend_has_every_shape_beside_its_meaning() -> None:
    drawing = chart(legend=(("latest", "2012"), ("average", "Mean")))
    latest, average, _ = boxes(drawing)
    assert texts(drawing)[:2] == ["2012", "Mean"]
    assert [node.get("cx") for node in latest.iter(f"{SVG}circle")] == ["8"]
    assert [node.get("stroke") for node in average.iter(f"{SVG}line")] == [AVERAGE]


def test_long_meanings_are_wrapped() -> None:
    drawing = chart(legend=(("latest", "of " * 20), ("average", "Mean")))
    latest, average, _ = boxes(drawing)
    assert len(list(latest.iter(f"{SVG}tspan"))) == 1
    middles = [float(box.get("y", "").removesuffix("em")) for box in (latest, average)]
    assert middles[1] - middles[0] == pytest.approx(3 + 1.25 * 1.3, abs=0.02)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("paper", ["#ffffff", "#1e2129"])
@pytest.mark.parametrize("ink", [LATEST, EARLIER, AVERAGE])
def test_fallback_colours_have_enough_contrast(ink: str, paper: str) -> None:
    colour = re.search(r"#\w{6}", ink)
    assert colour
    dark, light = sorted((luminance(colour[0]), luminance(paper)))
    assert (light + 0.05) / (dark + 0.05) >= 3


# Descriptions --------------------------------------------------------------------------------


def test_the_description_has_every_row() -> None:
    rows = (Row("Thefts", "2011: 4", (), "above the average"), Row("Raids", "2011: 1", ()))
    assert chart(*rows, heading="Crimes").description == (
        "Drawing. Crimes: Thefts, 2011: 4, above the average; Raids, 2011: 1."
    )
    assert chart(*rows[1:]).description == "Drawing. Raids, 2011: 1."


@pytest.mark.parametrize(
    ("names", "sentence"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(names: list[str], sentence: str) -> None:
    assert listed(names) == sentence


def test_omissions_are_described() -> None:
    cells = [("2011", "n/a"), ("2012", ""), ("average", "n/a")]
    assert omission("Raids", "not drawn", cells) == (
        "Raids: not drawn; 2011 and average: “n/a”; 2012: no entry."
    )
    assert omission("", "not drawn", []) == "A row without a name: not drawn."
