"""Positioned words on printed pages -> lines of text: paragraphs, list items, table rows.

Lengths are in points (1/72 inch), measured from the left and top edges of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# Shares of the font size, from typesetting practice: a space is 0.2 to 0.35 wide, a gap between columns
# over 1.5; a superscript is raised by 0.2 or more and set in 0.5 to 0.8 of the size.
_TOUCHING, _COLUMN_GAP, _RAISED, _SMALL = 0.1, 1.5, 0.12, 0.85
_PARAGRAPH_GAP = 1.2
"""The distance to the next line, as a multiple of the usual one, that ends a paragraph."""
_MOST_LEADING = 2.0
"""The widest usual distance between two lines of a paragraph, as a multiple of the font size."""

_FEW = 0.15
"""The share of all distances below which a distance is not usual."""

_SUPERSCRIPTS = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def contains(self, other: Box) -> bool:
        """Whether the centre of `other` is inside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def beside(self, other: Box) -> bool:
        """Whether both are on one line: they overlap by half the height of the smaller."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common >= min(self.height, other.height) / 2

    def above_or_below(self, other: Box) -> bool:
        """Whether both are in one column: they overlap horizontally."""
        return min(self.x1, other.x1) > max(self.x0, other.x0)


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*((b.x0, b.top, b.x1, b.bottom) for b in boxes), strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    size: float
    """The font size, in points."""
    bold: bool = False


Grid = tuple[tuple[Box | None, ...], ...]
"""A ruled table: the cells of each row, with None where a cell spans several columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page."""

    words: tuple[Word, ...]
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of a page, or a row of a table with tabs between its cells."""

    text: str
    box: Box
    size: float
    bold: bool | None
    """None if only part of it is bold."""
    row: bool = False
    hang: float | None = None
    """Left edge of a list item's text, after its bullet or number; None for other lines."""


def to_pages(sheets: Iterable[Sheet]) -> list[list[str]]:
    """The lines of each page, with an empty one between paragraphs.

    Lines of a list item after the first are indented: an item may continue on the next page.
    """
    printed = [_read_sheet(sheet) for sheet in sheets]
    size = _body_size(printed)
    leading = _leading(printed, size)
    pages = []
    before: list[float] = []
    for lines in printed:
        own = [line.hang for line in lines if line.hang is not None]
        # The item at the top may have begun on the page before.
        hangs, before = before + own, own or before
        left = min((line.box.x0 for line in lines), default=0.0)
        page: list[str] = []
        bullet, note = 0.0, 0.0
        for index, line in enumerate(lines):
            hanging = line.box.x0 > left + 4 and any(abs(line.box.x0 - hang) < 2 for hang in hangs)
            # Small type below the mark of a note belongs to the note, up to its last paragraph.
            marked = line.size < size and line.text[0] in _SUPERSCRIPTS.values()
            continues = line.size == note and not marked
            note = line.size if marked or continues else 0.0
            # A paragraph to the left of the bullet above is not part of the item, however close it is.
            apart = index and (_is_apart(lines[index - 1], line, leading) or line.box.x0 < bullet - 2)
            if apart and not continues:
                page.append("")
                bullet = 0.0
            if line.hang is not None:
                bullet = line.box.x0
            page.append(("  " if hanging else "") + line.text)
        pages.append(page)
    return pages


# Lines ---------------------------------------------------------------------------------------


def _read_sheet(sheet: Sheet) -> list[_Printed]:
    """The lines and table rows of a page, from top to bottom."""
    words = list(sheet.words)
    printed: list[_Printed] = []
    for row in (row for grid in sheet.grids for row in grid):
        cells: list[list[Word]] = []
        for cell in row:
            # A word on the rule between two cells belongs to the first.
            cells.append([word for word in words if cell and cell.contains(word.box)])
            words = [word for word in words if not (cell and cell.contains(word.box))]
        if any(cells):
            printed.append(_row(cells))
    printed += _with_columns(_on_lines(words))
    return sorted(printed, key=lambda line: line.box.top)


def _on_lines(words: Iterable[Word]) -> list[list[Word]]:
    """The words of each line from left to right, and the lines from top to bottom."""
    lines: list[tuple[Box, list[Word]]] = []
    for word in sorted(words, key=lambda word: word.box.top + word.box.bottom):
        # A superscript may come before the line above is complete, so two lines are open.
        for index in range(max(0, len(lines) - 2), len(lines)):
            box, line_words = lines[index]
            if box.beside(word.box):
                lines[index] = (max(box, word.box, key=lambda box: box.height), [*line_words, word])
                break
        else:
            lines.append((word.box, [word]))
    return [sorted(line_words, key=lambda word: word.box.x0) for _, line_words in lines]


def _line(words: list[Word]) -> _Printed:
    """The words of a line as text. Small raised figures become superscripts, the marks of notes."""
    size = _usual_size(words)
    base = max(word.box.bottom for word in words if abs(word.size - size) < 1)
    text = ""
    for index, word in enumerate(words):
        raised = word.size <= _SMALL * size and base - word.box.bottom >= _RAISED * size
        mark = word.text.isascii() and word.text.isdecimal() and raised
        shown = "".join(map(_SUPERSCRIPTS.__getitem__, word.text)) if mark else word.text
        apart = index and word.box.x0 - words[index - 1].box.x1 >= _TOUCHING * size
        text += (" " if apart else "") + shown
    bold = {word.bold for word in words}
    box = _around(word.box for word in words)
    hang = words[1].box.x0 if len(words) > 1 and _begins_item(words[0]) else None
    weight = bold.pop() if len(bold) == 1 else None
    return _Printed(text, Box(box.x0, box.top, box.x1, base), size, weight, hang=hang)


def _begins_item(word: Word) -> bool:
    """Whether a word at the start of a line is a bullet or a number."""
    return bool(re.fullmatch(r"\W|o|\d{1,2}[.)]", word.text))


def _usual_size(words: Iterable[Word]) -> float:
    """The font size of most letters."""
    letters = Counter[float]()
    for word in words:
        letters[word.size] += len(word.text)
    return letters.most_common(1)[0][0]


# Tables --------------------------------------------------------------------------------------


def _row(cells: list[list[Word]]) -> _Printed:
    """The words in the cells of a row as one line; lines within a cell are joined by spaces."""
    words = [word for cell in cells for word in cell]
    texts = (" ".join(_line(line).text for line in _on_lines(cell)) for cell in cells)
    return _Printed("\t".join(texts).rstrip(), _around(w.box for w in words), _usual_size(words), None, True)


def _with_columns(lines: list[list[Word]]) -> Iterator[_Printed]:
    """Lines as text; two or more lines with aligned wide gaps become the rows of a table."""
    index = 0
    while index < len(lines):
        rows, used = _rows_from(lines[index:])
        if len(rows) > 1:
            columns = _merged(_around(w.box for w in part) for row in rows for part in row)
            for row in rows:
                cells: list[list[Word]] = [[] for _ in columns]
                for part in row:
                    cells[next(i for i, c in enumerate(columns) if part[0].box.x0 <= c.x1)] += part
                yield _row(cells)
        else:
            yield _line(lines[index])
            used = 1
        index += used


def _rows_from(lines: list[list[Word]]) -> tuple[list[list[list[Word]]], int]:
    """The rows of an unruled table that begins with the first line, and the number of lines they take.

    Wide gaps separate the parts of a row. A line with words only below later columns continues the row
    above.
    """
    rows: list[list[list[Word]]] = []
    bottom, used = 0.0, 0
    for line in lines:
        parts = _parts(line)
        box = _around(word.box for word in line)
        if rows and box.top - bottom > _MOST_LEADING * line[0].size:
            break
        later = _merged(_around(w.box for w in part) for row in rows for part in row[1:])
        fits = [any(_around(w.box for w in part).above_or_below(c) for c in later) for part in parts]
        if len(parts) > 1 and (not rows or any(fits[1:])):
            rows.append(parts)
        elif rows and len(parts) == 1 and fits[0] and not parts[0][0].box.x0 < min(c.x0 for c in later) - 1:
            rows[-1] = [*rows[-1], parts[0]]
        else:
            break
        bottom = box.bottom
        used += 1
    return rows, used


def _parts(line: list[Word]) -> list[list[Word]]:
    """The words of a line, split at wide gaps, except the gap after a bullet or a number."""
    parts = [[line[0]]]
    for before, word in pairwise(line):
        wide = word.box.x0 - before.box.x1 > _COLUMN_GAP * max(word.size, before.size)
        if wide and not (before is line[0] and _begins_item(before)):
            parts.append([])
        parts[-1].append(word)
    return parts


def _merged(boxes: Iterable[Box]) -> list[Box]:
    """The columns: boxes that overlap horizontally are merged."""
    columns: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.x0):
        if columns and columns[-1].above_or_below(box):
            columns[-1] = _around((columns[-1], box))
        else:
            columns.append(box)
    return columns


# Paragraphs ----------------------------------------------------------------------------------


def _body_size(pages: list[list[_Printed]]) -> float:
    """The font size of most letters; 0 without any."""
    letters = Counter[float]()
    for line in (line for page in pages for line in page):
        letters[line.size] += len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _leading(pages: list[list[_Printed]], size: float) -> float:
    """The distance between lines of a paragraph, as a multiple of the font size."""
    body = [[line for line in page if line.size == size and not line.row] for page in pages]
    right = max((line.box.x1 for page in body for line in page), default=0.0)
    full, all_ = Counter[float](), Counter[float]()
    for above, below in (pair for page in body for pair in pairwise(page)):
        distance = round((below.box.bottom - above.box.bottom) / size, 2)
        if distance <= _MOST_LEADING:
            all_[distance] += 1
            # A full line is seldom the last of its paragraph.
            full[distance] += above.box.x1 > right - 5 * size
    distances = +full or all_
    # Lines of a paragraph are closest; a few lines, of an address for instance, may be closer still.
    usual = (distance for distance, count in distances.items() if count >= distances.total() * _FEW)
    return min(usual, default=_PARAGRAPH_GAP)


def _is_apart(above: _Printed, below: _Printed, leading: float) -> bool:
    """Whether a paragraph, a heading or a table ends between two lines."""
    if above.row and below.row:
        return below.box.top - above.box.bottom > _MOST_LEADING * below.size
    return (
        above.row is not below.row
        or below.box.bottom - above.box.bottom > _PARAGRAPH_GAP * leading * below.size
        or abs(above.size - below.size) > 0.6
        or {above.bold, below.bold} == {True, False}
    )
