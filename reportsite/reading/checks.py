"""Checks of a whole report, once it has been read."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from reportsite.errors import Collector
from reportsite.model import (
    Framework,
    GlossaryAppendix,
    LineKind,
    Note,
    PracticeAppendix,
    Report,
    Section,
    notes_of,
)
from reportsite.reading import headings
from reportsite.reading.cursor import SIGNS, Cursor
from reportsite.reading.headings import Part
from reportsite.reading.lost_headings import check_lost_headings
from reportsite.reading.repair.rule import Draft
from reportsite.reading.spelling import normal


def check_report(report: Report, notes: tuple[Note, ...], draft: Draft, problems: Collector) -> None:
    """Check the criteria and the footnotes of a report. `notes` are all the footnotes in `draft`.

    Errors and warnings go to `problems`.
    """
    _check_criteria(report, problems)
    _check_sections(report, problems)
    _check_names(report, problems)
    _check_terms(report, problems)
    _check_signs(draft, problems)
    check_lost_headings(report, problems)
    if problems.sound:
        # If a part was rejected, its footnotes are missing too.
        _check_notes(report, notes, problems)
    _check_marks(draft, problems)


def _check_criteria(report: Report, problems: Collector) -> None:
    """Check that there are criteria, with unique codes and no gaps between them."""
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


def check_once(earlier: PracticeAppendix | GlossaryAppendix | None, cursor: Cursor) -> None:
    """Report the appendix that starts here if there was one of the same kind `earlier`."""
    if earlier is not None:
        cursor.problems.error(
            "R019",
            cursor.line,
            f"{cursor.text()!r} is an appendix like that on line {earlier.heading.first_line}; expected one.",
            "Is one of them in the list of contents? It must begin with the line 'Contents'.",
        )


def check_order(
    part: Part,
    sections: Mapping[Part, Sequence[Section]],
    frameworks: Sequence[Framework],
    cursor: Cursor,
) -> None:
    """Report the section that starts here if a later part of the report has already begun."""
    order = list(Part)
    later = [other for other in order[order.index(part) + 1 :] if sections[other]]
    if later or (frameworks and part is not Part.BACK):
        before = sections[later[0]][0].heading if later else frameworks[0].heading
        cursor.problems.error(
            "R027",
            cursor.line,
            f"{cursor.text()!r} follows {before.text!r} (line {before.first_line}); expected it before.",
            "Move the section of that heading in SECTIONS of reportsite/reading/headings.py to another part.",
        )


def _check_sections(report: Report, problems: Collector) -> None:
    """Check that no two sections share a heading: an unrecognised contents list repeats them all."""
    parts = (report.inspection, report.force, report.back)
    first: dict[str, int] = {}
    for section in (section for sections in parts for section in sections):
        line = section.heading.first_line
        name = normal(section.heading.text).casefold()
        if first.setdefault(name, line) != line:
            problems.error(
                "R026",
                line,
                f"the section {section.heading.text!r} is on this line and on line {first[name]}.",
                "Is one of them in the list of contents? It must begin with the line 'Contents'.",
            )


_LONGEST_NAME = 150
"""Maximum characters of a name that becomes a file name; file systems allow 255 bytes."""


def _check_names(report: Report, problems: Collector) -> None:
    """Check that names that become addresses are short enough and contain a letter or a digit."""
    named = [framework.heading for framework in report.frameworks]
    named += [group.heading for framework in report.frameworks for group in framework.groups]
    named += [section.heading for section in report.back]
    names = [(heading.text, heading.first_line) for heading in named]
    for practice in report.practice.practices if report.practice else ():
        names.append((practice.title.text, practice.title.label.first_line))
    for text, line in names:
        if len(text) > _LONGEST_NAME:
            problems.error(
                "R022",
                line,
                f"{text[:40]!r}… has {len(text)} characters; expected a name of at most {_LONGEST_NAME}.",
                "Is it a paragraph?",
            )
        elif not re.search(r"[A-Za-z0-9]", unicodedata.normalize("NFKD", text)):
            problems.error("R022", line, f"{text!r} has no letter from a to z and no digit for its address.")


def _check_terms(report: Report, problems: Collector) -> None:
    """Check that the report's own glossary lists each term once."""
    first: dict[str, int] = {}
    for term in report.glossary.terms if report.glossary else ():
        text, line = term.term.text, term.term.first_line
        if text and text in first:
            problems.error(
                "R018",
                line,
                f"the glossary has {text!r} on this line and on line {first[text]}.",
                "An edition can show one of the rows only. Is the other in another table?",
            )
        first.setdefault(text, line)


# Signs that begin lines of running text: quotation marks, brackets, currency, markup, note marks.
_OPENING = set("'\"‘’“”([{<_*£$€¥&…–—-†‡/\\.,;:`´")


def _check_signs(draft: Draft, problems: Collector) -> None:
    """Warn of an unknown sign that begins several lines: they may be list items."""
    signs: dict[str, list[int]] = {}
    for line in draft.lines:
        first = line.text[:1]
        if (
            line.kind is LineKind.NONE
            and line.text[1:2].isspace()
            and not (first.isalnum() or first in _OPENING)
        ):
            signs.setdefault(first, []).append(line.number)
    for sign, numbers in signs.items():
        if len(numbers) > 1 and not sign.isspace():
            where = ", ".join(map(str, numbers[:10]))
            problems.error(
                "R017", numbers[0], f"{sign!a} begins several lines ({where}); is it a bullet?", SIGNS
            )


def _check_notes(report: Report, notes: tuple[Note, ...], problems: Collector) -> None:
    """Check that every footnote belongs to a section or a criterion."""
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
    """Check that every mark in the text has a footnote."""
    marks = {(note.mark, note.ref_line) for note in draft.notes}
    for line in draft.lines:
        for match in headings.NOTE_MARK.finditer(line.text):
            if (match[0], line.number) not in marks:
                problems.warn("R506", line.number, f"the mark {match[0]} has no footnote on its page.")
