from __future__ import annotations

import pytest

from reportsite.receiving.pages import page_starts


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
