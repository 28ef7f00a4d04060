"""What counts as a word, on the way in and on the way out. Used to count and to prove.

A word is a run of characters without white space. Asterisks, underscores and the angle brackets of
addresses are the source's notation for emphasis, notes and links, so they are not compared; every
other character is. Runs without a letter or a figure are compared too, but not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportsite.model import Line

_RUN = re.compile(r"\S+")
_ADDRESS = re.compile(r"<([a-z][a-z0-9+.-]+:[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    line: int
    """Counted from 1 in the received text."""
    column: int


def compared(run: str) -> str:
    """What of a run of characters is compared; empty where it is notation alone."""
    return _ADDRESS.sub(r"\1", run).replace("*", "").replace("_", "")


def count(words: Iterable[Word]) -> int:
    """How many words hold a letter or a figure."""
    return sum(any(c.isalnum() for c in word.text) for word in words)


def words_of(line: Line) -> Iterator[Word]:
    """The words of a line, or of a part of one."""
    for found in _RUN.finditer(line.text):
        if text := compared(found[0]):
            yield Word(text, line.number, line.column + found.start())


def words_of_lines(lines: Iterable[Line]) -> list[Word]:
    return [word for line in lines for word in words_of(line)]


def page_words(text: str) -> list[str]:
    """The words of a piece of text as a reader sees it."""
    return [word for run in _RUN.findall(text) if (word := compared(run))]
