"""Names and telephone numbers of 2008: published as printed, cut down to roles, or withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportsite.blocks import paragraph
from reportsite.model import (
    Block,
    ContactPolicy,
    Labelled,
    Line,
    Omission,
    Paragraph,
    Report,
    SubHeading,
    paragraphs_of,
)
from reportsite.repair import slice_line

REASON = "name or number of a contact, withheld"

# Ranks of the police services of England and Wales, and common posts of police staff.
_RANK = re.compile(
    r"(?:(?:Temporary|Acting|Detective|Chief|Deputy|Assistant|Police)\s+)*"
    r"(?:Superintendent|Inspector|Sergeant|Constable|Commander|Commissioner|Supt|Insp|DCI|DI|DS|PC)\b",
)
# What follows a comma names a unit, up to a colon or a number.
_UNIT = re.compile(r",\s*(?P<unit>[^:\d]*[^:\d\s])")


def apply_policy(report: Report, policy: ContactPolicy) -> Report:
    """The report with its contacts as `policy` has them. What is left out joins the omissions."""
    if policy is ContactPolicy.PUBLISH or report.practice is None:
        return report
    practices = []
    omitted: list[Line] = []
    for practice in report.practice.practices:
        blocks: list[Block | SubHeading] = []
        for line in _lines(practice.contact):
            kept = _role(line) if policy is ContactPolicy.ROLE else []
            omitted += _rest(line, kept)
            if kept:
                blocks.append(paragraph(kept))
        practices.append(replace(practice, contact=replace(practice.contact, blocks=tuple(blocks))))
    return replace(
        report,
        practice=replace(report.practice, practices=tuple(practices)),
        omissions=(*report.omissions, *(Omission(REASON, line, told=False) for line in omitted)),
    )


def _lines(part: Labelled) -> Iterator[Line]:
    for block in part.blocks:
        found: list[Paragraph] = (
            [block.paragraph] if isinstance(block, SubHeading) else list(paragraphs_of((block,)))
        )
        for item in found:
            yield from item.lines


def _role(line: Line) -> list[Line]:
    """The rank and the unit in a line of a contact."""
    spans = []
    if rank := _RANK.match(line.text):
        spans.append(rank.span())
    if unit := _UNIT.search(line.text):
        spans.append(unit.span("unit"))
    return [slice_line(line, start, end) for start, end in spans]


def _rest(line: Line, kept: list[Line]) -> Iterator[Line]:
    """What of a line is not kept."""
    start = 0
    for part in kept:
        piece = slice_line(line, start, part.column - line.column)
        if not piece.blank:
            yield piece
        start = part.end - line.column
    piece = slice_line(line, start)
    if not piece.blank:
        yield piece
