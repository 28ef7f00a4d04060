"""The received text -> Report: repair the text, read its blocks, then read each part."""

from __future__ import annotations

from reportsite import limits
from reportsite.errors import Collector
from reportsite.model import (
    Framework,
    GlossaryAppendix,
    PracticeAppendix,
    Report,
    Section,
    TitleMatter,
    lines_of,
)
from reportsite.reading import headings
from reportsite.reading.appendices import read_glossary_appendix, read_practice_appendix
from reportsite.reading.blocks import read_blocks
from reportsite.reading.checks import check_once, check_order, check_report
from reportsite.reading.criteria import read_framework
from reportsite.reading.cursor import Cursor
from reportsite.reading.front_matter import read_section, read_title
from reportsite.reading.headings import Part
from reportsite.reading.lines import title_end
from reportsite.reading.notes import read_captions, read_note, read_table_notes
from reportsite.reading.repair import repair

NO_REPORT = Report(TitleMatter((), (), (), "", "", ""), (), (), (), (), None, None, (), ())
"""The result for a text that is empty or unreadable."""

_FLAT, _FEWEST_LINES = 400, 10
"""A text of more characters on fewer lines has lost its headings."""


def _fits(text: str, problems: Collector) -> bool:
    """Whether the numbers of criteria, footnotes and cells in a row are within their limits."""
    lines = [line.strip() for line in lines_of(text)]
    criteria = sum(1 for line in lines if headings.CRITERION.match(line))
    marks = sum(1 for _ in headings.NOTE_MARK.finditer(text))
    fits = [limits.CRITERIA.allows(criteria, problems), limits.MARKS.allows(marks, problems)]
    fits += [
        limits.COLUMNS.allows(line.count("\t") + 1, problems, n) for n, line in enumerate(lines, start=1)
    ]
    return all(fits)


def read_report(text: str, problems: Collector) -> Report:
    """The report in the received `text`; as much of it as can be read where there are errors.

    Errors and warnings go to `problems`.
    """
    if not text.strip():
        problems.error("R001", 0, "the file is empty.", "Put the text of the report into it.")
        return NO_REPORT
    if not _fits(text, problems):
        return NO_REPORT
    if len(text) > _FLAT and text.strip().count("\n") + text.strip().count("\r") < _FEWEST_LINES:
        problems.error(
            "R021",
            1,
            "the text has hardly any line breaks; expected a line for each heading and paragraph.",
            "Export it again with its line breaks, or give build.py new the PDF.",
        )
        return NO_REPORT
    draft = repair(text)
    start = title_end(draft.lines)
    blocks = read_captions(read_table_notes(read_blocks(draft.lines[start:]), problems))
    notes = tuple(map(read_note, draft.notes))
    cursor = Cursor(blocks, notes, problems)
    title = read_title(draft.lines[:start], problems)
    sections: dict[Part, list[Section]] = {part: [] for part in Part}
    frameworks: list[Framework] = []
    practice: PracticeAppendix | None = None
    glossary: GlossaryAppendix | None = None
    while cursor.block is not None:
        part = cursor.part()
        if cursor.at_framework():
            frameworks.append(read_framework(cursor))
        elif cursor.at_practice_appendix():
            check_once(practice, cursor)
            practice = read_practice_appendix(cursor)
        elif cursor.at_glossary_appendix():
            check_once(glossary, cursor)
            glossary = read_glossary_appendix(cursor)
        elif part is not None:
            check_order(part, sections, frameworks, cursor)
            sections[part].append(read_section(cursor, cursor.at_end_of_section))
        else:
            cursor.refuse("the heading of a section, a framework or an appendix")
    report = Report(
        title=title,
        inspection=tuple(sections[Part.INSPECTION]),
        force=tuple(sections[Part.FORCE]),
        frameworks=tuple(frameworks),
        back=tuple(sections[Part.BACK]),
        practice=practice,
        glossary=glossary,
        repairs=draft.repairs,
        omissions=(*draft.omissions, *cursor.omissions),
    )
    check_report(report, notes, draft, problems)
    return report
