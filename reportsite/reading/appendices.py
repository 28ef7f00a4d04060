"""The appendices: developing practice, and the glossary."""

from __future__ import annotations

import re
from dataclasses import replace

from reportsite.model import (
    Block,
    GlossaryAppendix,
    Labelled,
    Line,
    Paragraph,
    Practice,
    PracticeAppendix,
    SubHeading,
    Table,
    Term,
    Text,
)
from reportsite.reading import headings
from reportsite.reading.blocks import paragraph
from reportsite.reading.cursor import SPELLINGS, Cursor
from reportsite.reading.lines import slice_line
from reportsite.reading.spelling import normal

LETTER = "letter heading of the glossary"

_LABELS = [name for name, _ in headings.PRACTICE_LABELS]
_HEADED = ("problem", "solution", "outcome")
"""The parts of a practice that may have subheadings."""

# A term has at least two capitals; other lines continue the row above.
_ROW = re.compile(r"(?=\S*[A-Z]\S*[A-Z])(?P<term>\S+)\s+(?P<expansion>\S.*)")
# A sentence, not the rank, address or telephone number of a contact.
_PROSE = re.compile(r"(?=.*\b[a-z]+ [a-z]+\b)(?!.*[\d@])[A-Z]\S*(?: \S+){3}.*[.!?]\Z", re.DOTALL)
_A_ROW = "a row of the glossary"


# Developing practice -------------------------------------------------------------------------


def read_practice_appendix(cursor: Cursor) -> PracticeAppendix:
    """The appendix that starts here: forms with the same labels, one for each practice."""
    heading = cursor.take_paragraph()
    practices: list[Practice] = []
    while not cursor.at_end_of_practice():
        parts = _read_form(cursor)
        missing = [n for n in _LABELS if n not in parts or (n == "title" and not parts[n].text)]
        if parts and missing:
            cursor.problems.error(
                "R009",
                next(iter(parts.values())).label.first_line,
                f"the practice that begins here lacks: {', '.join(missing)}.",
                "Add a new spelling of a label to PRACTICE_LABELS in reportsite/reading/headings.py.",
            )
        elif parts:
            practices.append(Practice(**parts))
    return PracticeAppendix(heading, tuple(practices))


def _read_form(cursor: Cursor) -> dict[str, Labelled]:
    """The parts of one form, by name. The next form begins when the labels start again."""
    parts: dict[str, Labelled] = {}
    while not cursor.at_end_of_practice():
        label = headings.split_label(cursor.source)
        if label is None:
            cursor.refuse("a label of the practice form, such as 'PROBLEM:'")
            continue
        name, length = label
        if parts and _LABELS.index(name) <= max(map(_LABELS.index, parts)):
            break
        parts[name] = _read_labelled(cursor, name, length)
    return parts


def _read_labelled(cursor: Cursor, name: str, length: int) -> Labelled:
    """The part that starts here. `length`: characters of the printed label."""
    first, *below = cursor.take_paragraph().lines
    label = paragraph([slice_line(first, 0, length)])
    # All labels have the same style, whether or not the source made them strong.
    label = replace(label, inlines=(Text(label.text),))
    rest = paragraph([slice_line(first, length), *below])
    blocks: list[Block | SubHeading] = [rest] if rest.lines else []
    while not cursor.at_end_of_practice() and headings.split_label(cursor.source) is None:
        if name == "contact" and _PROSE.match(cursor.text()):
            cursor.problems.error(
                "R023",
                cursor.line,
                f"running text follows the contact of a practice: {cursor.text()[:40]!r}…",
                f"Is the line above it the heading of an appendix? {SPELLINGS}",
            )
        if name in _HEADED and cursor.at_heading():
            blocks.append(SubHeading(cursor.take_paragraph()))
        else:
            blocks.append(cursor.take())
    return Labelled(label, tuple(blocks))


# Glossary ------------------------------------------------------------------------------------


def read_glossary_appendix(cursor: Cursor) -> GlossaryAppendix:
    """The glossary that starts here, with its rows printed as tables or as lines."""
    heading = cursor.take_paragraph()
    read: list[_Row] = []
    notes: list[Paragraph] = []
    errors = len(cursor.problems.errors)
    while not cursor.at_end_of_glossary():
        block = cursor.take()
        match block:
            case Table(header, rows, below):
                for row in (header, *rows):
                    read.append(_read_row(cursor, row))
                notes += [paragraph(note.paragraph.lines) for note in below]
            case Paragraph() if re.match(r"\*+\s?[^\s*]", block.lines[0].text) and not _is_letter(block.text):
                notes.append(block)
            case Paragraph() if read and _PROSE.match(block.text) and not _ROW.match(block.lines[0].text):
                cursor.misplaced(block, _A_ROW)
            case Paragraph(_, lines):
                for line in lines:
                    _read_line(cursor, line, read, wrapped=line is not lines[0])
            case _:
                cursor.misplaced(block, _A_ROW)
    terms = [Term(term, paragraph(expansion)) for term, expansion in read]
    if not terms and len(cursor.problems.errors) == errors:
        cursor.problems.error(
            "R010", heading.first_line, f"{heading.text!r} has no rows.", "Remove its heading."
        )
    for term in terms:
        if not (term.term.text and term.expansion.text):
            number = term.term.first_line or term.expansion.first_line
            cursor.problems.error("R010", number, "a row of the glossary lacks its term or its expansion.")
    return GlossaryAppendix(heading, tuple(terms), tuple(notes))


_Row = tuple[Paragraph, list[Line]]
"""A term and the lines of its expansion, to which further lines may be added."""


def _read_row(cursor: Cursor, row: tuple[Paragraph, ...]) -> _Row:
    """The term in a row of a table."""
    if any(cell.lines for cell in row[2:]):
        cursor.misplaced(row[2], "two cells, a term and its expansion")
    # Without references: the notes of this table are below the terms.
    return paragraph(row[0].lines), list(row[1].lines)


def _is_letter(text: str) -> bool:
    """Whether a line is a letter heading: `A`, `**A**`, `**A`."""
    return bool(re.fullmatch(r"[A-Z]", normal(text)))


def _read_line(cursor: Cursor, line: Line, read: list[_Row], wrapped: bool) -> None:
    """Add a line to the rows `read` so far: as a new term, or as more of the last expansion.

    `wrapped`: the line continues a paragraph.
    """
    if _is_letter(line.text):
        cursor.omit(LETTER, line)
    elif match := _ROW.match(line.text):
        term, expansion = (slice_line(line, *match.span(name)) for name in ("term", "expansion"))
        read.append((paragraph([term]), [expansion]))
    elif read:
        term_above, expansion_above = read[-1]
        expansion_above.append(line)
        if not wrapped:
            cursor.problems.warn(
                "R504", line.number, f"{line.text!r} was added to the row of {term_above.text!r}."
            )
    else:
        cursor.misplaced(paragraph([line]), _A_ROW)
