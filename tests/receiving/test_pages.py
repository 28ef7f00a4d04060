from __future__ import annotations

import pytest

from reportsite.receiving.pages import Printed, page_starts, printed_places


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One.\nTwo.\n", {}),
        ("One.\n\fTwo.\nMore.\n\fThree.", {1: 1, 2: 2, 4: 3}),
        ("One.\r\n\f\fThree.", {1: 1, 2: 3}),
        ("\f", {1: 2}),
        ("One.\fNot a page", {}),
    ],
)
def test_form_feeds_begin_pages(text: str, starts: dict[int, int]) -> None:
    assert page_starts(text) == starts


def test_every_line_has_a_place_on_its_page() -> None:
    """Lines without words are not counted."""
    places = printed_places("One.\n\nTwo.\n\fThree.\n \nFour.\n")
    assert places[3] == Printed(1, 2)
    assert [str(places[number]) for number in (1, 4, 6)] == [
        "page 1, line 1",
        "page 2, line 1",
        "page 2, line 2",
    ]
    assert printed_places("One.\nTwo.\n") == {}
