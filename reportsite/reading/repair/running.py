"""Repairs that need page boundaries: running lines, repeated header rows and split list items."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from reportsite.model import Line, LineKind, Omission
from reportsite.reading import headings
from reportsite.reading.lines import Chunk, blank_after, chunks, is_item, is_prose, title_end
from reportsite.reading.repair.rule import Change, Draft, Place, place, rule

_FEWEST, _SHARE = 3, 1 / 3
"""The minimum pages, and share of all pages, with a running line. Left and right pages may differ."""


_MOST_LINES = 5
"""The most lines of a running header or footer."""


@rule("running-line", "Lines that printed pages repeat at the top or the bottom are left out.")
def drop_running_lines(draft: Draft) -> Change:
    """Omit first and last lines of pages that, apart from figures, many pages share.

    (page) Avonshire Police / The force… / 7  ->  (page) The force…
    """
    lines = draft.lines
    pages = _pages(lines)
    start = title_end(lines)
    fewest = max(_FEWEST, len(pages) * _SHARE)
    header, footer = (_repeated(lines, [page[::step] for page in pages], fewest) for step in (1, -1))
    # None: more lines repeat than a header has, so whole pages were printed twice.
    running = set() if header is None or footer is None else header | footer
    # Keep words that occur only once on the cover: the force and the date are read from them.
    cover = [i for i in pages[0] if i < start]
    kept = {"page", "of"}.union(*(_words(lines[i]) for i in cover if i not in running))
    running -= {i for i in cover if not _words(lines[i]) <= kept}
    return _without(draft, sorted(running), "running line of the printed pages")


@rule("repeated-row", "The heading row of a table is left out where the next printed page repeats it.")
def drop_repeated_rows(draft: Draft) -> Change:
    """Omit the first row after the end of a page if it is also the first of the table before.

    Area<tab>Date / Order<tab>May / (page) Area<tab>Date / …  ->  Area<tab>Date / Order<tab>May / (page) / …
    """
    repeated: set[tuple[int, int]] = set()
    head: str = ""
    for chunk, page in chunks(draft.lines):
        goes_on = page and head and "\t" in chunk[0].text
        rest = chunk
        while goes_on and rest and rest[0].text == head:
            repeated.add((rest[0].number, rest[0].column))
            rest = rest[1:]
        if not goes_on or (rest and "\t" not in rest[0].text):
            head = next((line.text for line in rest if "\t" in line.text), "")
    at = [i for i, x in enumerate(draft.lines) if not x.blank and (x.number, x.column) in repeated]
    return _without(draft, at, "heading row of a table, printed again on the next page")


@rule("cut-item", "An item of a list that goes on over the end of a printed page is joined.")
def rejoin_items(draft: Draft) -> Change:
    """Join an indented paragraph at the top of a page to the item that ends the page before.

    - Level one. / (page ends) / (indented) The team…  ->  - Level one. The team…
    """
    joined: dict[tuple[int, int], Place] = {}
    above: Chunk = ()
    for chunk, page in chunks(draft.lines):
        if page and above and is_item(above) and is_prose(chunk) and chunk[0].column > 1:
            joined[chunk[0].number, chunk[0].column] = place([above[-1], chunk[0]], chunk[0])
        else:
            above = chunk
    lines: list[Line] = []
    for line in draft.lines:
        if not line.blank and (line.number, line.column) in joined:
            while lines[-1].blank:
                lines.pop()
        lines.append(line)
    return Change(tuple(lines), tuple(joined.values()))


def _pages(lines: tuple[Line, ...]) -> list[list[int]]:
    """The indexes of the non-blank lines of each page, for pages separated by form feeds."""
    pages: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        # Where a line was omitted, the page ends in a later column.
        if line.kind is LineKind.PAGE and line.column == 0:
            pages.append([])
        elif not line.blank:
            pages[-1].append(index)
    return pages


def _repeated(lines: tuple[Line, ...], pages: list[list[int]], fewest: float) -> set[int] | None:
    """The indexes of the first lines of pages, one after the other, that at least `fewest` pages share.

    None if there are more than _MOST_LINES.
    """
    repeated: set[int] = set()
    depths = [0] * len(pages)
    for _ in range(_MOST_LINES + 1):
        edges = [page[depth] for page, depth in zip(pages, depths, strict=True) if depth < len(page)]
        counted = Counter(key for i in edges if (key := _key(lines[i])))
        more = {i for i in edges if counted[_key(lines[i])] >= fewest}
        if not more:
            return repeated
        repeated |= more
        depths = [
            depth + (depth < len(page) and page[depth] in more)
            for page, depth in zip(pages, depths, strict=True)
        ]
    return None


def _key(line: Line) -> str:
    """The form of a running line that is the same on every page; empty for a line that cannot be one."""
    if "\t" in line.text or headings.fixed_heading(line.text):
        return ""
    return re.sub(r"\d+", "#", " ".join(line.text.split()).casefold())


def _words(line: Line) -> set[str]:
    return set(re.findall(r"[^\W\d]+", line.text.casefold()))


def _without(draft: Draft, indexes: list[int], reason: str) -> Change:
    """The change that omits the lines at some indexes; an end of page replaces each."""
    if not indexes:
        return Change(draft.lines)
    dropped = [draft.lines[i] for i in indexes]
    lines = list(draft.lines)
    for i in indexes:
        lines[i] = replace(blank_after(lines[i]), kind=LineKind.PAGE)
    return Change(tuple(lines), (place(dropped),), tuple(Omission(reason, line) for line in dropped))
