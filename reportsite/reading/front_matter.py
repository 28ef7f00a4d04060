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
    imprinted = [any(pattern.search(p.text) for pattern in _IMPRINT) for p in matter]
    # The running header may be printed above the cover, too.
    cover = imprinted.index(False) if False in imprinted else 0
    imprint = next((i for i in range(cover, len(matter)) if imprinted[i]), len(matter))
    title = cover + _title_start([p.text for p in matter[cover:imprint]], running["force"])
    isbn = _ISBN.search(text)
    return TitleMatter(
        publisher=tuple(matter[:title]),
        title=tuple(matter[title:imprint]),
        imprint=tuple(matter[imprint:]),
        force=running["force"],
        date=date[0],
        isbn=isbn[1] if isbn else "",
    )


def _title_start(cover: list[str], force: str) -> int:
    """Index of the first line of the title: the name of the force, or what follows the publisher."""
    named = (i for i, text in enumerate(cover) if text.startswith(force) or force.startswith(text))
    published = [i for i, text in enumerate(cover) if headings.PUBLISHER.match(text)]
    return next(named, published[-1] + 1 if published else 0)


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
