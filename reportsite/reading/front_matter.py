"""Title matter, and the sections outside the criteria."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportsite.errors import Collector
from reportsite.model import Block, Line, Section, TitleMatter, paragraphs_of
from reportsite.reading import headings
from reportsite.reading.blocks import paragraph
from reportsite.reading.cursor import Cursor
from reportsite.reading.notes import notes_in, with_references

_ISBN = re.compile(r"ISBN:?\s*(\d[\d -]+[\dX])")
_IMPRINT = (headings.DATE, headings.RUNNING_TITLE)


def read_title(lines: tuple[Line, ...], problems: Collector) -> TitleMatter:
    """What the first page says, above the contents list. Errors go to `problems`."""
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
    imprint = next(i for i, p in enumerate(matter) if any(x.search(p.text) for x in _IMPRINT))
    titles = [i for i, p in enumerate(matter[:imprint]) if p.text.startswith(running["force"])]
    title = titles[0] if titles else imprint
    isbn = _ISBN.search(text)
    return TitleMatter(
        publisher=tuple(matter[:title]),
        title=tuple(matter[title:imprint]),
        imprint=tuple(matter[imprint:]),
        force=running["force"],
        date=date[0],
        isbn=isbn[1] if isbn else "",
    )


def read_section(cursor: Cursor, at_end: Callable[[], bool]) -> Section:
    """The section headed here, up to where `at_end` says, with its subsections."""

    def at_next_heading() -> bool:
        return at_end() or cursor.at_heading()

    heading = cursor.take_paragraph()
    blocks: list[Block] = []
    subsections: list[Section] = []
    while cursor.block is not None and not at_end():
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
