"""Received text -> Lines, with their bullets read; slices and runs of lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportsite.model import Line, LineKind, lines_of
from reportsite.reading import headings
from reportsite.receiving.pages import PAGE_BREAK

SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*\Z")
"""The end of a sentence, or of a clause that can be a list item."""

_BULLET = re.compile(r"(?:[-·]\s+|[•▪●◦]\s*)(?=\S)")
# These also occur in sentences: they are bullets only where an item may begin.
_DOUBTFUL_BULLET = re.compile(r"[–—*]\s+(?=\S)")


# Signs that Word and its fonts print before items; similar signs are recognised by their Unicode category.
_SIGN = re.compile(r"(?:[•▪●◦‣⁃»›■□▫○◘◙◆◇►▶▷▸▹➢➤➔✓✔✗✘☐☑❖★☆]|o(?=\s|\Z)|-(?=[^\W\d]))\s*")
_NO_SIGN = "©®™℗°№℠℡℮"
"""Characters of the same category that belong to the text."""


# The received text ---------------------------------------------------------------------------


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of the received text; a bullet becomes the kind of its line and leaves the text.

    A leading tab is kept: it is an empty cell of a table. A form feed at the start of a line becomes an
    empty line above it that marks the end of a page.
    """
    lines: list[Line] = []
    sign, column = "", 0  # of the current list item; empty outside lists
    for number, raw in enumerate(lines_of(text), start=1):
        if raw.startswith(PAGE_BREAK) and lines:
            lines.append(Line(number, 0, "", LineKind.PAGE))
        stripped = raw.strip()
        line = read_bullet(Line(number, len(raw) - len(raw.lstrip()), stripped))
        if line.kind is LineKind.NONE and "\t" in raw.strip(" ") and stripped:
            start = len(raw) - len(raw.lstrip(PAGE_BREAK))
            line = Line(number, start, raw[start:].rstrip())
        elif line.kind is LineKind.NONE:
            whole = ends_sentence(lines[-1:]) or (
                lines and lines[-1].kind is LineKind.BULLET and stripped[:1] == sign
            )
            if not lines or lines[-1].blank or (sign and whole and line.column < column):
                line = read_bullet(line, _DOUBTFUL_BULLET)
        lines.append(line)
        item = sign_end(stripped) if line.kind is LineKind.NONE else 0
        if line.blank or item or line.kind is LineKind.BULLET:
            sign, column = stripped[:1], line.column + item
    return tuple(lines)


def read_bullet(line: Line, bullet: re.Pattern[str] = _BULLET) -> Line:
    """The line without the bullet it begins with, as a line of that kind."""
    match = bullet.match(line.text) if line.kind is LineKind.NONE else None
    return replace(slice_line(line, match.end()), kind=LineKind.BULLET) if match else line


def sign_end(text: str) -> int:
    """Where the item sign at the start of a line ends, for signs other than bullets; 0 without one."""
    if match := _SIGN.match(text):
        return match.end()
    symbol = unicodedata.category(text[0]) in ("So", "Co") and text[0] not in _NO_SIGN if text else False
    return 1 if symbol and not text[1:2].isdecimal() else 0


def title_end(lines: tuple[Line, ...]) -> int:
    """Index of the first line after the title matter."""
    for index, line in enumerate(lines):
        if headings.CONTENTS.match(line.text) or headings.opens_report(line.text):
            return index
    return 0


# Slices --------------------------------------------------------------------------------------


def slice_line(line: Line, start: int, end: int | None = None) -> Line:
    """The part of `line` from `start` to `end`, without the white space around it."""
    part = line.text[start:end]
    lead = len(part) - len(part.lstrip())
    return Line(line.number, line.column + start + lead, part.strip())


def slice_lines(lines: Iterable[Line], start: int, end: int) -> tuple[Line, ...]:
    """The part from `start` to `end` of lines joined by single spaces, as slices of the lines."""
    slices = []
    for line in lines:
        length = len(line.text)
        piece = slice_line(line, max(0, min(start, length)), max(0, min(end, length)))
        if not piece.blank:
            slices.append(piece)
        start, end = start - length - 1, end - length - 1
    return tuple(slices)


def blank_after(line: Line) -> Line:
    """An empty line at the end of `line`."""
    return Line(line.number, line.end, "")


# Chunks: runs of lines without a blank one between -------------------------------------------

Chunk = tuple[Line, ...]


def chunks(lines: Iterable[Line]) -> Iterator[tuple[Chunk, bool]]:
    """Each chunk, and whether a printed page ended in the blank lines just before it."""
    page = False
    for blank, run in groupby(lines, key=lambda line: line.blank):
        chunk = tuple(run)
        if blank:
            page = any(line.kind is LineKind.PAGE for line in chunk)
        else:
            yield chunk, page


def is_prose(chunk: Chunk) -> bool:
    """Whether a chunk is running text: neither list item nor table row, known heading or label."""
    first = chunk[0]
    return (
        first.kind is LineKind.NONE
        and not any("\t" in line.text for line in chunk)
        and not headings.fixed_heading(text_of(chunk))
        and not headings.fixed_heading(first.text)
        and headings.split_label(first.text) is None
    )


def text_of(chunk: Sequence[Line]) -> str:
    """The text of a chunk on one line."""
    return " ".join(line.text for line in chunk)


def is_item(chunk: Chunk) -> bool:
    """Whether a chunk begins with a list item."""
    return chunk[0].kind in (LineKind.BULLET, LineKind.NUMBER)


def ends_sentence(chunk: Sequence[Line]) -> bool:
    """Whether the last line of a chunk ends a sentence."""
    return bool(chunk and SENTENCE_END.search(chunk[-1].text))
