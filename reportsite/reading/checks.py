"""Checks of a report as a whole, after it was read."""

from __future__ import annotations

import itertools
import re

from reportsite.errors import Collector
from reportsite.model import Note, Report, notes_of
from reportsite.reading import headings
from reportsite.reading.repair.rule import Draft


def check_report(report: Report, notes: tuple[Note, ...], draft: Draft, problems: Collector) -> None:
    """Check the criteria and the footnotes of a report. `notes` are all that `draft` has.

    Errors and warnings go to `problems`.
    """
    _check_criteria(report, problems)
    if problems.sound:
        # A part that was refused takes its footnotes with it.
        _check_notes(report, notes, problems)
    _check_marks(draft, problems)


def _check_criteria(report: Report, problems: Collector) -> None:
    """There are criteria, no two with the same code, and no code is missing in between."""
    if not report.criteria:
        problems.error(
            "R011",
            0,
            "no criterion was found; expected headings such as 'AB01 Summary' below a grade.",
            "Is this the text of an HMIC inspection report?",
        )
    first: dict[str, int] = {}
    for criterion in report.criteria:
        line = criterion.heading.first_line
        if first.setdefault(criterion.code, line) != line:
            problems.error(
                "R012",
                line,
                f"criterion {criterion.code} is on this line and on line {first[criterion.code]}.",
                "Each criterion may occur once: remove one of them, or correct its code.",
            )
    for before, after in itertools.pairwise(report.criteria):
        a, b = (re.match(r"(\D+)(\d+)", criterion.code) for criterion in (before, after))
        if a and b and a[1] == b[1] and int(b[2]) > int(a[2]) + 1:
            problems.warn(
                "R505",
                after.heading.first_line,
                f"{after.code} follows {before.code}; the criteria between them are missing.",
            )


def _check_notes(report: Report, notes: tuple[Note, ...], problems: Collector) -> None:
    """Every footnote belongs to a section or a criterion."""
    placed = {note.key for note in notes_of(report.sections)}
    placed |= {note.key for criterion in report.criteria for note in criterion.notes}
    for note in notes:
        if note.key not in placed:
            problems.error(
                "R013",
                note.paragraphs[0].first_line,
                f"the mark of footnote {note.mark} is on line {note.ref_line}, in a heading or an appendix; "
                "expected it in the running text of a section or a criterion.",
            )


def _check_marks(draft: Draft, problems: Collector) -> None:
    """Every mark in the text has a footnote."""
    marks = {(note.mark, note.ref_line) for note in draft.notes}
    for line in draft.lines:
        for match in headings.NOTE_MARK.finditer(line.text):
            if (match[0], line.number) not in marks:
                problems.warn("R506", line.number, f"the mark {match[0]} has no footnote on its page.")
