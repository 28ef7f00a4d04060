"""Printed names and telephone numbers: published as they are, cut down to roles, or withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportsite.editorial.edition import ContactPolicy
from reportsite.model import Block, Labelled, Line, Omission, Paragraph, Report, SubHeading, paragraphs_of
from reportsite.reading.blocks import paragraph
from reportsite.reading.lines import slice_line

REASON = "name or number of a contact, withheld"

# Ranks of the police services of England and Wales, and common posts of police staff.
_RANK = re.compile(
    r"(?:(?:Temporary|Acting|Detective|Chief|Deputy|Assistant|Police)\s+)*"
    r"(?:Superintendent|Inspector|Sergeant|Constable|Commander|Commissioner|Supt|Insp|DCI|DI|DS|PC)\b",
)
# The last part between a comma and a colon or the end, where it is surely a unit. In doubt it is withheld.
_UNIT = re.compile(
    r",\s*(?P<unit>(?:[a-z]+\s+)*[A-Za-z ]*"
    r"\b(?:branch|bureau|centre|command|department|desk|directorate|group|office|squad|team|unit))\s*(?::|\Z)",
    re.IGNORECASE,
)


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
    hidden = {line.number for line in omitted}
    return replace(
        report,
        # An excerpt must not tell what is withheld.
        repairs=tuple(replace(r, excerpt="") if hidden & set(r.lines) else r for r in report.repairs),
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
    unit = _UNIT.search(line.text)
    if unit and not _RANK.search(unit["unit"]):
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
