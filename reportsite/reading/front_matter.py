"""Title matter, and the sections outside the criteria."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reportsite.errors import Collector
from reportsite.model import Block, Line, ListBlock, Paragraph, Section, TitleMatter, paragraphs_of
from reportsite.reading import headings
from reportsite.reading.blocks import paragraph
from reportsite.reading.cursor import SPELLINGS, Cursor
from reportsite.reading.notes import notes_in, with_references

_ISBN = re.compile(r"ISBN:?\s*(\d[\d -]+[\dX])")
_IMPRINT = (headings.DATE, re.compile(r"(?<=\S)\s+[–-]\s+HMIC Inspection\b"))
"""A line of the imprint contains a date, or the end of the running header."""


def read_title(lines: tuple[Line, ...], problems: Collector) -> TitleMatter:
    """The title matter: the first page, above the contents list. Errors go to `problems`."""
    matter = [paragraph([line]) for line in lines if not line.blank]
    text = "\n".join(p.text for p in matter)
    running = next(filter(None, (headings.RUNNING_TITLE.match(p.text) for p in matter)), None)
    date = headings.DATE.search(text)
    if not (running and date):
        problems.error(
            "R002",
            matter[0].first_line if matter else 1,
            "the title page lacks a running header or a date; expected a line such as 'Avonshire "
            "Police – HMIC Inspection Report', and one with a month and a year.",
            "Keep the first page of the report in the text.",
        )
        return TitleMatter((), (), tuple(matter), "", "", "")
    title, imprint = _title_of(matter, running["force"])
    if title == imprint:
        problems.error(
            "R002",
            matter[0].first_line,
            f"the title page lacks a title; expected a line such as {running['force']!r} above the date.",
            "Keep the first page of the report in the text.",
        )
    isbn = _ISBN.search(text)
    return TitleMatter(
        publisher=tuple(matter[:title]),
        title=tuple(matter[title:imprint]),
        imprint=tuple(matter[imprint:]),
        force=running["force"],
        date=date[0],
        isbn=isbn[1] if isbn else "",
    )


def _title_of(matter: Sequence[Paragraph], force: str) -> tuple[int, int]:
    """Where the title begins and ends: from the line with the force's name to the next date or header.

    The cover may print a longer or shorter name than the running header, and below the header and date.
    """
    imprint = [any(pattern.search(p.text) for pattern in _IMPRINT) for p in matter]
    name = force.split(maxsplit=1)[0].casefold()
    named = [i for i, p in enumerate(matter) if p.text.casefold().split()[:1] == [name] and not imprint[i]]
    free = [i for i, p in enumerate(matter) if not imprint[i] and not headings.PUBLISHER.match(p.text)]
    start = next(iter(named or free), len(matter))
    end = next((i for i in range(start, len(matter)) if imprint[i]), len(matter))
    return start, end


def _check_block(cursor: Cursor) -> None:
    """Report a block that belongs to a framework or a criterion whose heading was not recognised."""
    text = cursor.text()
    if cursor.at_grade():
        cursor.problems.error(
            "R024", cursor.line, "the grade is not below the heading of a framework.", SPELLINGS
        )
    elif headings.like_criterion(text) and "summary" in text.casefold():
        cursor.problems.error(
            "R008",
            cursor.line,
            f"{text!r} looks like the heading of a criterion; expected one such as 'AB01 Summary'.",
            SPELLINGS,
        )
    elif isinstance(cursor.peek(1), ListBlock) and any(k.match(text) for k in headings.KINDS.values()):
        cursor.problems.error("R025", cursor.line, f"the section {text!r} is not in a criterion.", SPELLINGS)


def read_section(cursor: Cursor, at_end: Callable[[], bool]) -> Section:
    """The section that starts here, with its subsections, up to where `at_end` is true."""

    def at_next_heading() -> bool:
        return at_end() or cursor.at_heading()

    heading = cursor.take_paragraph()
    blocks: list[Block] = []
    subsections: list[Section] = []
    while cursor.block is not None and not at_end():
        _check_block(cursor)
        if cursor.at_heading():
            subsections.append(read_section(cursor, at_next_heading))
        else:
            blocks.append(cursor.take())
    return Section(
        heading,
        tuple(with_references(block, cursor.notes) for block in blocks),
        tuple(subsections),
        notes_in(paragraphs_of(tuple(blocks)), cursor.notes),
    )
