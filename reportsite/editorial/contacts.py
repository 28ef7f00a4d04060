"""Names and telephone numbers in the report: published, reduced to roles, or withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportsite.editorial.edition import ContactPolicy
from reportsite.model import Labelled, Line, Omission, Report, SubHeading, paragraphs_of
from reportsite.reading.blocks import paragraph
from reportsite.reading.lines import slice_line

REASON = "name or number of a contact, withheld"

# Ranks of the police services of England and Wales, and common posts of police staff.
_GRADE = re.compile(
    r"(?:Superintendent|Inspector|Sergeant|Constable|Commander|Commissioner|Supt|Insp|DCI|DI|DS|PC)\b",
)
_RANK = re.compile(
    rf"(?:(?:Temporary|Acting|Detective|Chief|Deputy|Assistant|Police)\s+)*{_GRADE.pattern}",
)
# The last part between a comma and a colon or the end, if certainly a unit. If in doubt, withhold it.
_UNIT = re.compile(
    r",\s*+(?P<unit>[a-z\s]*"
    r"\b(?:branch|bureau|centre|command|department|desk|directorate|group|office|squad|team|unit))\s*+(?::|\Z)",
    re.IGNORECASE,
)


def apply_policy(report: Report, policy: ContactPolicy) -> Report:
    """The report with `policy` applied to its contacts. Withheld lines join the omissions."""
    if policy is ContactPolicy.PUBLISH or report.practice is None:
        return report
    practices = []
    withheld: list[Line] = []
    for practice in report.practice.practices:
        lines = _lines(practice.contact)
        kept = [(line, _role(line) if policy is ContactPolicy.ROLE else []) for line in lines]
        withheld += (piece for line, parts in kept for piece in _rest(line, parts))
        blocks = tuple(paragraph(parts) for _, parts in kept if parts)
        practices.append(replace(practice, contact=replace(practice.contact, blocks=blocks)))
    numbers = {line.number for line in withheld}
    return replace(
        report,
        # An excerpt must not repeat withheld words.
        repairs=tuple(replace(r, excerpt="") if numbers & set(r.lines) else r for r in report.repairs),
        practice=replace(report.practice, practices=tuple(practices)),
        omissions=(*report.omissions, *(Omission(REASON, line, quotable=False) for line in withheld)),
    )


def _lines(part: Labelled) -> Iterator[Line]:
    """Every line below a label."""
    for block in part.blocks:
        inner = block.paragraph if isinstance(block, SubHeading) else block
        for item in paragraphs_of((inner,)):
            yield from item.lines


def _role(line: Line) -> list[Line]:
    """The rank and the unit in a contact's line."""
    spans = []
    if rank := _RANK.match(line.text):
        spans.append(rank.span())
    unit = _UNIT.search(line.text)
    if unit and not _GRADE.search(unit["unit"]):
        spans.append(unit.span("unit"))
    return [slice_line(line, start, end) for start, end in spans]


def _rest(line: Line, kept: list[Line]) -> Iterator[Line]:
    """The parts of a line that are not kept."""
    starts = [0, *(part.end - line.column for part in kept)]
    ends = [*(part.column - line.column for part in kept), len(line.text)]
    for start, end in zip(starts, ends, strict=True):
        piece = slice_line(line, start, end)
        if not piece.blank:
            yield piece
