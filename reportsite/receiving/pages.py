"""The printed pages of a text, marked by form feeds."""

from __future__ import annotations

from dataclasses import dataclass

from reportsite.model import lines_of

PAGE_BREAK = "\f"
"""Begins the first line of every printed page after the first, as in the output of pdftotext."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The place of a line on the printed page, both counted from 1. Lines without words do not count."""

    page: int
    line: int

    def __str__(self) -> str:
        return f"page {self.page}, line {self.line}"


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


def printed_places(text: str) -> dict[int, Printed]:
    """The place of every line on its printed page, by its number; empty if the pages are unknown."""
    starts = page_starts(text)
    places: dict[int, Printed] = {}
    page = line = 0
    for number, words in enumerate(lines_of(text) if starts else (), start=1):
        page, line = (starts[number], 0) if number in starts else (page, line)
        line += bool(words.strip())
        places[number] = Printed(page, line)
    return places
