"""Positioned words -> lines. Positions are in points from the top left."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from reportsite.receiving.layout import Box, Sheet, Word, to_pages


def word(text: str, x: float, y: float, size: float = 10, bold: bool = False) -> Word:
    return Word(text, Box(x, y, x + len(text) * size / 2, y + size), size, bold)


def line(text: str, x: float, y: float, size: float = 10, bold: bool = False) -> list[Word]:
    """The words of a line, a third of the size apart."""
    out = []
    for part in text.split():
        out.append(word(part, x, y, size, bold))
        x = out[-1].box.x1 + size / 3
    return out


def page(*lines: list[Word]) -> list[str]:
    (lines_of_page,) = to_pages([Sheet(tuple(word for words in lines for word in words))])
    return lines_of_page


def test_a_wider_gap_ends_a_paragraph() -> None:
    assert page(
        line("The force has enough analysts", 50, 100),
        line("for its work.", 50, 112),
        line("It trains them.", 50, 130),
    ) == ["The force has enough analysts", "for its work.", "", "It trains them."]


def test_another_size_or_weight_ends_a_paragraph() -> None:
    assert page(
        line("Strengths", 50, 100, bold=True),
        line("Sharing is good and goes on", 50, 112),
        line("for another line.", 50, 124),
        line("1 A note.", 50, 136, size=8),
    ) == ["Strengths", "", "Sharing is good and goes on", "for another line.", "", "1 A note."]


def test_a_note_has_all_its_paragraphs() -> None:
    """Text as small as a note is part of it, up to the next note or the furniture."""
    assert page(
        line("The force has enough analysts for its work on", 50, 88),
        line("the crime of level 2¹ and that of other levels².", 50, 100),
        line("¹ Level 1 is local.", 50, 150, size=8),
        line("Level 2 crosses borders.", 50, 170, size=8),
        line("² Another.", 50, 190, size=8),
        line("July 2008", 50, 230, size=9),
    ) == [
        *(
            "The force has enough analysts for its work on",
            "the crime of level 2¹ and that of other levels².",
        ),
        *("", "¹ Level 1 is local."),
        *("Level 2 crosses borders.", "", "² Another.", "", "July 2008"),
    ]


def test_list_items_continue_on_the_next_page() -> None:
    """A dash at the start of a wrapped line is not a bullet: it is aligned with the item's text."""
    first = [*line("Two things:", 50, 88), *line("• Teams are", 50, 100), *line("– as ever –", 58.3, 112)]
    second = [*line("A header", 50, 60), *line("staffed.", 58.3, 100), *line("No item.", 50, 112)]
    assert to_pages([Sheet(tuple(first)), Sheet(tuple(second))]) == [
        ["Two things:", "• Teams are", "  – as ever –"],
        ["A header", "", "  staffed.", "No item."],
    ]


def test_wide_gaps_that_align_are_columns() -> None:
    assert page(
        line("Term", 50, 100) + line("Meaning", 150, 100),
        line("ASB", 50, 112) + line("Anti-social", 150, 112),
        line("behaviour", 150, 124),
        line("Best value", 50, 136) + line("A duty", 150, 136),
    ) == ["Term\tMeaning", "ASB\tAnti-social behaviour", "Best value\tA duty"]


def test_one_wide_gap_is_not_a_column() -> None:
    assert page(line("July 2008", 50, 100) + line("12", 400, 100)) == ["July 2008 12"]
    assert page(line("•", 50, 100) + line("One.", 80, 100), line("•", 50, 112) + line("Two.", 80, 112)) == [
        "• One.",
        "• Two.",
    ]


def test_only_figures_become_superscripts() -> None:
    """Ordinals and figures of other scripts stay as they are."""
    assert page([word("5", 50, 100), word("th", 55.1, 98, size=6), word("x", 80, 100)]) == ["5th x"]
    assert page([word("5", 50, 100), word("٣", 55.1, 98, size=6), word("x", 80, 100)]) == ["5٣ x"]
    assert page([word("5", 50, 100), word("12", 55.1, 98, size=6), word("x", 80, 100)]) == ["5¹² x"]


def test_ruled_cells_become_a_row() -> None:
    """A word on the rule between two cells belongs to one of them."""
    cells = ((Box(50, 100, 100, 120), Box(100, 100, 200, 120)), (Box(50, 120, 100, 160), None))
    words = [
        word("edge", 90, 105),
        *line("two lines", 55, 125),
        word("more", 55, 140),
        word("after", 50, 200),
    ]
    assert to_pages([Sheet(tuple(words), (cells,))]) == [["edge", "two lines more", "", "after"]]


WORDS = st.lists(
    st.builds(
        word,
        st.sampled_from(("a", "–", "•", "12", "Word", "1.", "o")),
        st.floats(0, 500),
        st.floats(0, 700),
        st.sampled_from((6.0, 10.0, 11.0, 20.0)),
        st.booleans(),
    ),
    max_size=40,
)
GRIDS = st.lists(
    st.builds(
        lambda x, y: ((Box(x, y, x + 90, y + 40), Box(x + 90, y, x + 200, y + 40)),),
        st.floats(0, 300),
        st.floats(0, 600),
    ),
    max_size=2,
)


@given(st.lists(st.tuples(WORDS, GRIDS), max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_letter_is_lost_or_added(pages: list[tuple[list[Word], list[tuple[tuple[Box, Box]]]]]) -> None:
    """Wherever words and rules are. Only raised figures change their form."""
    lines = to_pages([Sheet(tuple(words), tuple(grids)) for words, grids in pages])
    superscripts = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    for (words, _), out in zip(pages, lines, strict=True):
        letters = Counter("".join(out).translate(superscripts))
        letters -= Counter({" ": letters[" "], "\t": letters["\t"]})
        assert letters == Counter("".join(w.text for w in words))
