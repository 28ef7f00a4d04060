"""The printed pages of a text, marked by form feeds."""

from __future__ import annotations

from reportsite.model import lines_of

PAGE_BREAK = "\f"
"""Begins the first line of every printed page after the first, as in the output of pdftotext."""


def page_starts(text: str) -> dict[int, int]:
    """The numbers of the printed pages, by the line that begins each; empty if the pages are unknown.

    A page without text has no line of its own if the next page begins on the same line.
    """
    starts = {}
    page = 1
    for number, line in enumerate(lines_of(text), start=1):
        breaks = len(line) - len(line.lstrip(PAGE_BREAK))
        page += breaks
        if breaks:
            starts[number] = page
    return {1: 1, **starts} if starts else {}
