"""What counts as a word, in the source and on a page. Used for word counts and the proof.

A word is a run of characters without white space. Asterisks, underscores and the angle brackets of
addresses are the source's notation for emphasis, notes and links, so they are not compared; every
other character is. Runs without a letter or a digit are compared too, but not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from reportsite.model import Line

_RUN = re.compile(r"\S+")
# Few words have any.
_NOTATION = re.compile(r"[*_<]")
_COUNTED = re.compile(r"[^\W_]")
_ADDRESS = re.compile(r"<([a-z][a-z0-9+.-]+:[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>", re.IGNORECASE)

_MOST_BRACKETS = 10
"""Addresses within the brackets of others. Real text has none."""


class Word(NamedTuple):
    text: str
    line: int
    """Counted from 1 in the received text."""
    column: int


def compared(run: str) -> str:
    """The part of a run of characters that is compared; empty if the run is only notation."""
    if not _NOTATION.search(run):
        return run
    # A page shows `<<http://a>b>` as `<http://ab>`: what remains may look like a link again.
    for _ in range(_MOST_BRACKETS):
        before, run = run, _ADDRESS.sub(r"\1", run).replace("*", "").replace("_", "")
        if run == before:
            break
    return run


def count(lines: Iterable[Line]) -> int:
    """The number of words of some lines that contain a letter or a digit."""
    return sum(map(_count, lines))


# A page says how many words the text has and how many the pages have; the proof counts both again.
@lru_cache(100_000)
def _count(line: Line) -> int:
    return sum(_COUNTED.search(word.text) is not None for word in words_of(line))


def words_of(line: Line) -> Iterator[Word]:
    """The words of a line, or of a part of one."""
    plain = not _NOTATION.search(line.text)
    for run in _RUN.finditer(line.text):
        if text := run[0] if plain else compared(run[0]):
            yield Word(text, line.number, line.column + run.start())


def words_of_lines(lines: Iterable[Line]) -> list[Word]:
    """The words of several lines, in order."""
    return [word for line in lines for word in words_of(line)]


def page_words(text: str) -> list[str]:
    """The words of a piece of text as a reader sees it."""
    runs = _RUN.findall(text)
    return [word for run in runs if (word := compared(run))] if _NOTATION.search(text) else runs
