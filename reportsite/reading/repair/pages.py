"""Removal of page furniture: the contents list, headers, page numbers and page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportsite.model import Line, LineKind, Omission
from reportsite.reading import headings
from reportsite.reading.lines import (
    SENTENCE_END,
    Chunk,
    blank_after,
    chunks,
    ends_sentence,
    is_prose,
    text_of,
    title_end,
)
from reportsite.reading.repair.rule import Change, Draft, Place, place, rule, split_lines

FURNITURE = "running header, date or number of a printed page"


# The contents list ---------------------------------------------------------------------------


@rule("contents", "The printed list of contents is left out; the site’s navigation replaces it.")
def drop_contents(draft: Draft) -> Change:
    """Omit the contents list, which lists the first section before that section begins.

    Contents / Introduction … / Findings / Introduction …  ->  Introduction …
    """
    lines = draft.lines
    start = title_end(lines)
    if not (lines and headings.CONTENTS.match(lines[start].text)):
        return Change(lines)
    openings = [i for i, line in enumerate(lines) if headings.opens_report(line.text)]
    # The last match is the section itself. A lone one may be its contents entry, without running text below.
    end = openings[-1] if len(openings) > 1 or any(_prose_follows(lines, i) for i in openings) else start
    listed = {i: lines[i] for i in range(start, end) if not lines[i].blank}
    # A contents list has no sentences: if there is one, other text would be lost.
    if not listed or any(re.search(r"[a-z]\.\Z", line.text) for line in listed.values()):
        return Change(lines)
    return _without(lines, listed, "contents list")


def _prose_follows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether running text follows a heading, on its line or below it."""
    if not headings.OPENING.match(lines[index].text):
        return True
    below = next((line.text for line in lines[index + 1 :] if not line.blank), "")
    return len(below.split()) > 10 or bool(SENTENCE_END.search(below))


# Headers, dates and page numbers -------------------------------------------------------------


@rule("glued-furniture", "The running header of a printed page has a line of its own.")
def split_furniture(draft: Draft) -> Change:
    """Split the running header from the text that shares its line, and the date from a heading.

    It is large. Avonshire Police – HMIC Inspection Report July 2008  ->  It is large. / Avonshire Police…
    """
    start = title_end(draft.lines)
    title = [line.text for line in draft.lines[:start]]
    running = next(filter(None, map(headings.RUNNING_TITLE.match, title)), None)
    if not running:
        return Change(draft.lines)
    tail = rf"(?:\s+(?:{headings.DATE.pattern}|Page\s+\d{{1,3}}\b|\d{{1,3}}\b))*"
    header = re.compile(rf"(?:\b\d{{1,3}}\s+)?{_header_of(running)}{tail}")
    first = draft.lines[start].number

    def cuts(line: Line) -> list[int]:
        date = headings.DATE.match(line.text)
        if date and headings.starts_with_heading(line.text[date.end() :].strip()):
            return [date.end()]
        match = header.search(line.text) if line.number >= first else None
        if not match or len(match[0]) == len(line.text):
            return []
        before, after = line.text[: match.start()].strip(), line.text[match.end() :].strip()
        # A sentence may mention the report: then more words follow.
        ends = not before or SENTENCE_END.search(before) or headings.CONTENTS.match(before)
        begins = not after or not (after[0].islower() or after[0] in ",.;:)")
        return (
            [at for at, part in ((match.start(), before), (match.end(), after)) if part]
            if ends and begins
            else []
        )

    return split_lines(draft, cuts)


@rule("page-furniture", "The running header, the date and the number of each printed page are left out.")
def drop_furniture(draft: Draft) -> Change:
    """Omit headers and footers printed on every page, and record that a page ended there.

    …resources. / July 2008 / In addition…  ->  …resources. / (page ends) / In addition…
    12 Avonshire Police – HMIC Inspection Report July 2008  ->  (page ends)
    """
    lines = draft.lines
    start = title_end(lines)
    title = [line.text for line in lines[:start]]
    running = next(filter(None, map(headings.RUNNING_TITLE.match, title)), None)
    date = next(filter(None, map(headings.DATE.search, title)), None)
    dates = [_spaced(date[0])] if date else []
    headers = [_header_of(running)] if running else []
    names = Counter(line.text for line in lines[start:] if headings.FILE_NAME.match(line.text))
    headers += [_spaced(name) for name, times in names.items() if times > 1]
    if not dates + headers:
        return Change(lines)
    pages = [r"Page\s+\d{1,3}(?:\s+of\s+\d{1,3})?"]
    piece = "|".join([*headers, *dates, *pages, r"\d{1,3}", r"[|·–-]"])
    furniture = re.compile(rf"(?:{piece})(?:\s+(?:{piece}))*\Z", re.IGNORECASE)
    headed = re.compile("|".join(headers + pages), re.IGNORECASE)
    dated = re.compile("|".join(dates) or r"(?!)", re.IGNORECASE)
    candidates = [*_above_cover(title, furniture)]
    candidates += [i for i in range(start, len(lines)) if furniture.match(lines[i].text)]
    dropped = set()
    listed = set(candidates)
    for i in candidates:
        # A date inside a wrapped sentence is not furniture: the line above must be complete.
        above = lines[i - 1].text
        whole = not above or i - 1 in listed or bool(SENTENCE_END.search(above))
        if headed.search(lines[i].text) or (whole and dated.search(lines[i].text)):
            dropped.add(i)
    # A lone number is a page number only beside other furniture, and only where it is the only one.
    for i in [i for i in candidates if i not in dropped]:
        beside = [_neighbour(lines, i, -1), _neighbour(lines, i, 1)]
        if any(b in dropped for b in beside) and all(b in dropped or b not in listed for b in beside):
            dropped.add(i)
    if not dropped:
        return Change(lines)
    return _without(lines, {i: lines[i] for i in sorted(dropped)}, FURNITURE, LineKind.PAGE)


def _header_of(running: re.Match[str]) -> str:
    """A pattern for the running header."""
    return rf"{_spaced(running['force'])}\s+[–-]\s+HMIC\s+Inspection(?:\s+Report)?"


def _above_cover(title: list[str], furniture: re.Pattern[str]) -> Iterator[int]:
    """Indexes of furniture above the cover that the title matter repeats."""
    texts = [" ".join(text.split()) for text in title]
    for index, text in enumerate(texts):
        if text and not (furniture.match(text) and text in texts[index + 1 :]):
            return
        if text:
            yield index


def _spaced(text: str) -> str:
    """A pattern for a text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _neighbour(lines: tuple[Line, ...], index: int, step: int) -> int:
    """Index of the nearest line before or after that is not empty."""
    index += step
    while 0 <= index < len(lines) and lines[index].blank and lines[index].kind is LineKind.NONE:
        index += step
    return index


def _without(
    lines: tuple[Line, ...], dropped: Mapping[int, Line], reason: str, kind: LineKind = LineKind.NONE
) -> Change:
    """The change that omits the lines at the given indexes; blank lines of a kind replace them."""
    return Change(
        tuple(replace(blank_after(x), kind=kind) if i in dropped else x for i, x in enumerate(lines)),
        (place(dropped.values()),),
        tuple(Omission(reason, line) for line in dropped.values()),
    )


# Breaks --------------------------------------------------------------------------------------


@rule("cut-sentence", "A sentence split by the end of a printed page is joined.")
def rejoin_sentences(draft: Draft) -> Change:
    """Join the halves of a split sentence.

    …standardised administrative / / procedures, having…  ->  …administrative procedures, having…
    """
    joined: dict[tuple[int, int], Place] = {}
    stack: list[tuple[Chunk, bool]] = []
    for part in chunks(draft.lines):
        stack.append(part)
        # The joined sentence may in turn continue one above.
        while len(stack) > 1 and _is_cut(stack[-2][0], *stack[-1]):
            below, _ = stack.pop()
            above, page = stack.pop()
            joined[below[0].number, below[0].column] = place([above[-1], below[0]], below[0])
            whole = above + below
            # Only the first lines and the last line decide whether more is joined.
            stack.append((whole if len(whole) <= _LINES else whole[: _LINES - 1] + whole[-1:], page))
    lines: list[Line] = []
    for line in draft.lines:
        if not line.blank and (line.number, line.column) in joined:
            _drop_trailing_blanks(lines)
        lines.append(line)
    return Change(tuple(lines), tuple(joined[key] for key in sorted(joined)))


_LINES = 16
"""The most lines of a joined chunk that are compared; a heading has fewer words."""


def _is_cut(above: Chunk, below: Chunk, page: bool) -> bool:
    """Whether a sentence begins in one chunk and ends in the next. `page`: a page ended between them."""
    last = above[-1].text
    if not is_prose(below) or not (is_prose(above) or above[0].kind is not LineKind.NONE):
        return False
    if ends_sentence(above) or headings.fixed_heading(last) or headings.fixed_heading(text_of(above)):
        return False
    if headings.is_kind(text_of(below)) and not headings.is_unfinished(last):
        # Joined, a lower-case heading on its own line would vanish into the sentence above.
        return False
    if below[0].text[0].islower():
        return page or sum(len(line.text.split()) for line in above) > 1
    # A page may break before a name or a number: then both halves must be prose.
    return (
        page
        and not headings.looks_like_heading(text_of(above))
        and bool(re.search(r"[a-z,–-]\Z", last))
        and ends_sentence(below)
    )


@rule("cut-list", "A list split by the end of a printed page is joined.")
def rejoin_lists(draft: Draft) -> Change:
    """Join the halves of a list split by the end of a page.

    - One. / (page ends) / - Two.  ->  - One. / - Two.
    """
    lines: list[Line] = []
    places: list[Place] = []
    for line in draft.lines:
        if line.kind in (LineKind.BULLET, LineKind.NUMBER):
            gap = _drop_trailing_blanks(lines)
            ended = any(blank.kind is LineKind.PAGE for blank in gap)
            if ended and _last_kind(lines) in (line.kind, LineKind.CONTINUES):
                places.append(place([lines[-1], line], line))
            else:
                lines += gap
        lines.append(line)
    return Change(tuple(lines), tuple(places))


def _drop_trailing_blanks(lines: list[Line]) -> list[Line]:
    """Remove the blank lines at the end of a list. Returns them."""
    end = len(lines)
    while end and lines[end - 1].blank:
        end -= 1
    blanks = lines[end:]
    del lines[end:]
    return blanks


def _last_kind(lines: list[Line]) -> LineKind:
    """The kind of the last line that has one, in the chunk at the end of some lines."""
    for line in reversed(lines):
        if line.blank or line.kind is not LineKind.NONE:
            return line.kind
    return LineKind.NONE
