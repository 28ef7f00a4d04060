"""Frameworks with their grades, groups of criteria, criteria and findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from reportsite import limits
from reportsite.model import (
    Block,
    Criterion,
    CriterionSection,
    Finding,
    Framework,
    Grade,
    Group,
    Line,
    ListBlock,
    Paragraph,
    Section,
    SectionKind,
    Table,
    paragraphs_of,
)
from reportsite.reading import headings
from reportsite.reading.blocks import paragraph
from reportsite.reading.cursor import SIGNS, SPELLINGS, Cursor, line_of
from reportsite.reading.front_matter import read_section
from reportsite.reading.lines import slice_line, slice_lines
from reportsite.reading.lost_headings import TAG
from reportsite.reading.notes import notes_in, with_reference, with_references
from reportsite.reading.spelling import normal

SEPARATOR = "punctuation between the parts of a heading"
MOST_WORDS_OF_A_HEADING = 3
"""Longer lines of a summary are sentences without a full stop."""

# Emphasis markup is not a word.
_SEPARATOR = re.compile(r"[^\s*_]+")


# Frameworks ----------------------------------------------------------------------------------


def read_framework(cursor: Cursor) -> Framework:
    """The framework that starts here, up to the next one or the back of the report."""
    return Framework(
        heading=cursor.take_paragraph(),
        grade=_read_grade(cursor),
        sections=tuple(_read_context(cursor)),
        groups=tuple(_read_groups(cursor)),
    )


def _read_grade(cursor: Cursor) -> Grade:
    """The grade in the box below the heading of a framework: a table, a line or two lines."""
    label, text, notes = _grade_box(cursor)
    details = [*notes]
    while isinstance(cursor.block, Table) or re.match(r"\*+\s?[^\s*]", cursor.text()):
        block = cursor.take()
        details += _as_printed(block) if isinstance(block, Table) else [block]
    for pattern, level in headings.GRADES:
        if pattern.match(normal(text.text)):
            return Grade(label, text, level, tuple(details))
    cursor.problems.error(
        "R004",
        label.first_line,
        f"unknown grade {text.text!r}; expected one that begins with Exceeds, Meets or Fails.",
        "Add a new spelling to GRADES in reportsite/reading/headings.py.",
    )
    return Grade(label, text, headings.GRADES[0][1])


def _grade_box(cursor: Cursor) -> tuple[Paragraph, Paragraph, list[Block]]:
    """The label of the grade, the grade as printed, and the notes of a box that is a table."""
    block = cursor.take()
    if isinstance(block, Table):
        box, *notes = _as_printed(block)
        rest = [Table(box.rows[0], box.rows[1:])] if box.rows else []
        grade = paragraph(line for cell in box.header[1:] for line in cell.lines)
        return box.header[0], grade, [*rest, *notes]
    assert isinstance(block, Paragraph)
    line, *below = block.lines
    match = headings.GRADE.match(line.text)
    assert match, "a grade is recognised by this pattern"
    start, end = match.span("label")
    label = paragraph([slice_line(line, start, end)])
    start = match.span("text")[0] if match["text"] else len(line.text)
    _omit_separators(cursor, [line], end, start)
    text = paragraph([slice_line(line, start), *below])
    if not text.lines and isinstance(cursor.block, Paragraph):
        return label, cursor.take_paragraph(), []
    return label, text, []


def _as_printed(table: Table) -> tuple[Table, *tuple[Paragraph, ...]]:
    """A table of the box and its notes as paragraphs, without references between them."""
    header, *rows = (tuple(paragraph(cell.lines) for cell in row) for row in (table.header, *table.rows))
    return Table(header, tuple(rows)), *(paragraph(note.paragraph.lines) for note in table.notes)


def _read_context(cursor: Cursor) -> list[Section]:
    """The sections between the grade and the first group."""
    sections = []
    while not cursor.at_end_of_criterion():
        if cursor.at_heading():
            sections.append(read_section(cursor, cursor.at_end_of_criterion))
        else:
            cursor.refuse("a heading such as 'Contextual factors'")
    return sections


def _read_groups(cursor: Cursor) -> list[Group]:
    """The groups of a framework, each with its criteria."""
    groups = []
    while not cursor.at_end_of_findings():
        if cursor.at_group():
            heading = cursor.take_paragraph()
            criteria = []
            while cursor.at_criterion():
                criteria.append(read_criterion(cursor))
            groups.append(Group(heading, tuple(criteria)))
        elif cursor.at_criterion():
            cursor.problems.error(
                "R005",
                cursor.line,
                f"criterion {cursor.text()!r} is not in a group; expected the heading of a group, such as "
                "'Intelligence', above the first criterion.",
            )
            read_criterion(cursor)
        else:
            cursor.refuse("the heading of a group, with a criterion below it")
    return groups


# Criteria ------------------------------------------------------------------------------------


def read_criterion(cursor: Cursor) -> Criterion:
    """The criterion that starts here: its summary and its sections."""
    block = cursor.take_paragraph()
    match = headings.CRITERION.match(" ".join(line.text for line in block.lines))
    assert match, "the heading of a criterion matches with its white space folded, and has no marks"
    spans = [match.span(name) for name in ("code", "aside", "summary")]
    code, aside, summary_heading = (paragraph(slice_lines(block.lines, *span)) for span in spans)
    ends = [0, *(end for _, end in spans if end)]
    starts = [*(start for start, end in spans if end), len(match.line)]
    for end, start in zip(ends, starts, strict=True):
        _omit_separators(cursor, block.lines, end, start)
    name = (match["code"] or "").upper()
    summary = _read_summary(cursor, name)
    if not summary:
        cursor.problems.warn("R501", block.first_line, f"{name} has no summary.")
    sections = _read_sections(cursor)
    if not sections:
        cursor.problems.warn(
            "R502", block.first_line, f"{name} has no sections, such as 'Strengths' or 'Evidence'."
        )
    findings = (p for section in sections for finding in section.findings for p in finding.paragraphs)
    return Criterion(
        code=name,
        heading=code,
        aside=aside if aside.lines else None,
        summary_heading=summary_heading,
        summary=summary,
        sections=tuple(sections),
        notes=notes_in((*paragraphs_of(summary), *findings), cursor.notes),
    )


def _omit_separators(cursor: Cursor, lines: Iterable[Line], start: int, end: int) -> None:
    """Omit the separators between the parts of a heading, from `start` to `end` of its lines."""
    for line in slice_lines(lines, start, end):
        for sign in _SEPARATOR.finditer(line.text):
            cursor.omit(SEPARATOR, slice_line(line, *sign.span()))


def _read_summary(cursor: Cursor, code: str) -> tuple[Block, ...]:
    """The blocks up to the first section of a criterion."""
    summary = []
    while not cursor.at_end_of_criterion_section():
        # A short sentence may lack its full stop, so only the heading of a list is one.
        suspect = cursor.at_heading_of_list() or cursor.at_strong_heading()
        _check_heading(cursor, f"the summary of {code}", suspect)
        if not suspect and cursor.at_heading() and len(cursor.text().split()) <= MOST_WORDS_OF_A_HEADING:
            cursor.problems.warn(
                "R508", cursor.line, f"{cursor.text()!r} is read as a part of the summary of {code}."
            )
        block = cursor.take()
        for part in paragraphs_of((block,)):
            if headings.NONE.match(part.text):
                cursor.problems.error(
                    "R029",
                    part.first_line,
                    f"{part.text!r} is in the summary of {code}; expected a heading such as 'Strengths' "
                    "above it.",
                    SPELLINGS,
                )
        summary.append(with_references(block, cursor.notes))
    return tuple(summary)


def _read_sections(cursor: Cursor) -> list[CriterionSection]:
    """The sections of a criterion. Numbering of each kind of finding continues from section to section."""
    sections: list[CriterionSection] = []
    counts: Counter[SectionKind] = Counter()
    line = cursor.line
    while (kind := cursor.section_kind()) is not None:
        sections.append(_read_criterion_section(cursor, kind, counts[kind]))
        counts[kind] += len(sections[-1].findings)
    limits.SECTIONS.allows(len(sections), cursor.problems, line)
    return sections


def _read_criterion_section(cursor: Cursor, kind: SectionKind, earlier: int) -> CriterionSection:
    """The section that starts here: findings, or the statement that there are none.

    `earlier` is the number of findings of its kind in earlier sections of the criterion.
    """
    heading = cursor.take_paragraph()
    contents = _read_contents(cursor, heading.text)
    statements = [content[0] for content in contents if headings.NONE.match(content[0].text)]
    if len(statements) > 1:
        cursor.problems.error(
            "R014",
            statements[1].first_line,
            f"{statements[1].text!r} is in {heading.text!r} a second time.",
            "Is there a heading above it that has another spelling?",
        )
    finding_contents = [content for content in contents if not headings.NONE.match(content[0].text)]
    if statements and finding_contents:
        cursor.problems.error(
            "R006",
            statements[-1].first_line,
            f"both {statements[-1].text!r} and findings are in {heading.text!r}; expected one or the other.",
        )
    if not contents:
        cursor.problems.warn("R503", heading.first_line, f"section {heading.text!r} is empty.")
    numbered = enumerate(finding_contents, start=earlier + 1)
    findings = tuple(Finding(kind, number, content) for number, content in numbered)
    return CriterionSection(kind, heading, findings, statements[-1] if statements else None)


def _read_contents(cursor: Cursor, heading: str) -> list[tuple[Paragraph, ...]]:
    """The contents of a criterion's section: the paragraphs of each finding or statement."""
    contents: list[tuple[Paragraph, ...]] = []
    while not cursor.at_end_of_criterion_section():
        suspect = cursor.at_heading() or cursor.at_heading_of_list() or cursor.at_strong_heading()
        _check_heading(cursor, repr(heading), suspect)
        block = cursor.take()
        match block:
            case ListBlock(_, items):
                contents += [item.paragraphs for item in items]
                for item in items:
                    _check_item(cursor, item.paragraphs[0])
            case Paragraph():
                contents.append((block,))
                _check_item(cursor, block)
            case _:
                what = type(block).__name__.lower()
                cursor.problems.error(
                    "R007", line_of(block), f"a {what} is among the findings of {heading!r}; expected a list."
                )
    return [tuple(with_reference(p, cursor.notes) for p in content) for content in contents]


def _check_item(cursor: Cursor, paragraph: Paragraph) -> None:
    """Report a finding that may be something else: a statement or a lone sign."""
    text, line = paragraph.text, paragraph.first_line
    if not any(c.isalnum() for c in TAG.sub("", text)):
        cursor.problems.error("R015", line, f"{text!r} is among the findings; expected words.", SIGNS)
    elif headings.LIKE_NONE.match(text) and not headings.NONE.match(text):
        cursor.problems.warn("R507", line, f"{text!r} is read as a finding. Does it say that there are none?")


def _check_heading(cursor: Cursor, where: str, suspect: bool) -> None:
    """Report a heading with an unknown spelling here. `suspect`: the paragraph may be one."""
    text = cursor.text()
    if headings.like_criterion(text) or (suspect and not headings.NONE.match(text)):
        cursor.problems.error(
            "R008",
            cursor.line,
            f"{text!r} looks like a heading in {where}; expected a known heading or a list item.",
            SPELLINGS,
        )
