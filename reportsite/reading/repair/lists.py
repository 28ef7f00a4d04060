"""Repair of lists whose items the text does not mark, or separates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from reportsite.model import Line, LineKind, Omission
from reportsite.reading.lines import Chunk, chunks, ends_sentence, is_item, is_prose, sign_end, slice_line
from reportsite.reading.repair.rule import Change, Draft, Place, place, rule

_NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=\S)")


@rule("list-sign", "Signs typed before list items are replaced by the list’s own marks.")
def read_signs(draft: Draft) -> Change:
    """Read signs other than common bullets as list items: symbols, private-use characters, `o`, `-x`.

    ■ Research. / ■ Operations.  ->  a list of two
    """
    lines = list(draft.lines)
    signs: list[Line] = []
    for index, line in enumerate(draft.lines):
        end = _sign_ends(line, lines[index - 1] if index else None)
        item = slice_line(line, end)
        alone = item.blank and index + 1 < len(lines) and not lines[index + 1].blank
        if not end or "\t" in item.text or (item.blank and not alone):
            continue
        signs.append(slice_line(line, 0, end))
        lines[index] = replace(item, kind=LineKind.NONE if alone else LineKind.BULLET)
        if alone:
            lines[index + 1] = replace(lines[index + 1], kind=LineKind.BULLET)
    omissions = tuple(Omission("typed sign of a list item", sign) for sign in signs)
    return Change(tuple(lines), (place(signs),) if signs else (), omissions)


def _sign_ends(line: Line, above: Line | None) -> int:
    """Where the item sign at the start of a line ends; 0 without one."""
    if line.blank or line.kind is not LineKind.NONE:
        return 0
    # A hyphen may continue a word from the line above.
    begins = above is None or above.blank or ends_sentence([above]) or above.kind is LineKind.BULLET
    return sign_end(line.text) if begins or line.text[0] != "-" else 0


@rule("list-number", "Numbers typed before list items are replaced by the list’s own numbers.")
def read_numbers(draft: Draft) -> Change:
    """Read lines numbered 1, 2, 3 as a numbered list.

    1. research; and / 2. operations.  ->  a numbered list of two
    """
    lines = list(draft.lines)
    omissions: list[Omission] = []
    lists = [items for items in _counted(draft.lines) if len(items) > 1]
    for items in lists:
        for index, item in items.items():
            number = slice_line(lines[index], 0, item.column - lines[index].column)
            omissions.append(Omission("typed number of a list item", number))
            lines[index] = item
    return Change(tuple(lines), tuple(place(items.values()) for items in lists), tuple(omissions))


def _counted(lines: tuple[Line, ...]) -> list[dict[int, Line]]:
    """Runs of numbered lines that count from 1: the items without their numbers, by index."""
    runs: list[dict[int, Line]] = [{}]
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text) if line.kind is LineKind.NONE else None
        # Text directly below a numbered line is the wrapped rest of its item.
        begins = not index or lines[index - 1].blank or line.kind is not LineKind.NONE
        if (match and int(match["number"]) != len(runs[-1]) + 1) or (not match and not line.blank and begins):
            runs.append({})
        if match and int(match["number"]) == len(runs[-1]) + 1:
            runs[-1][index] = replace(slice_line(line, match.end()), kind=LineKind.NUMBER)
    return runs


@rule("stray-paragraph", "A paragraph between two items of a list is joined to the item above it.")
def attach_strays(draft: Draft) -> Change:
    """Make a paragraph between two items part of the first.

    - Communities are… / The matrix also… / - The team…  ->  one item of two paragraphs, and another
    """
    parts = [chunk for chunk, _ in chunks(draft.lines)]
    strays = [
        (above, stray)
        for above, stray, below in zip(parts, parts[1:], parts[2:], strict=False)
        if is_item(above)
        and is_item(below)
        and is_prose(stray)
        and len(stray[0].text.split()) > 5
        and re.search(r"[.!?][\"'”’)]*\Z", stray[-1].text)
    ]
    places = tuple(place([above[-1], stray[0]], stray[0]) for above, stray in strays)
    return Change(_with_kind(draft.lines, (stray for _, stray in strays), LineKind.CONTINUES), places)


@rule("bare-list", "Paragraphs after a colon that end in semicolons are shown as a list.")
def read_bare_lists(draft: Draft) -> Change:
    """Read three paragraphs or more as a list: a colon above, semicolons between, a full stop at the end.

    …priorities are: / Safety – …; / Focus – …; and / Together – ….  ->  a list of three
    """
    parts = [chunk for chunk, _ in chunks(draft.lines)]
    items: list[Chunk] = []
    places: list[Place] = []
    index = 0
    while index < len(parts):
        listed = _listed(parts[index], islice(parts, index + 1, None))
        if listed:
            items += listed
            places.append(place([item[0] for item in listed], listed[0][0]))
        index += len(listed) + 1
    return Change(_with_kind(draft.lines, items, LineKind.BULLET), tuple(places))


def _listed(lead: Chunk, below: Iterable[Chunk]) -> list[Chunk]:
    """The paragraphs below `lead` that it introduces as a list; empty if it introduces none."""
    if not (lead[-1].text.endswith(":") and is_prose(lead)):
        return []
    listed: list[Chunk] = []
    for chunk in below:
        if not is_prose(chunk):
            return []
        listed.append(chunk)
        if not re.search(r";(?: (?:and|or))?\Z", chunk[-1].text):
            break
    return listed if len(listed) > 2 and listed[-1][-1].text.endswith(".") else []


def _with_kind(lines: tuple[Line, ...], parts: Iterable[Chunk], kind: LineKind) -> tuple[Line, ...]:
    """The lines, with the first line of each chunk given a kind."""
    first = {(chunk[0].number, chunk[0].column) for chunk in parts}
    return tuple(
        replace(line, kind=kind) if not line.blank and (line.number, line.column) in first else line
        for line in lines
    )
