"""The types shared by all stages. Everything is frozen and knows the source lines it came from.

One module because the whole vocabulary of the package should be read in one place: it holds types
and the walks over them, and no other logic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


def lines_of(text: str) -> list[str]:
    """The lines of a text as editors count them. Form feeds and the like do not end a line."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[:-1] if lines[-1] == "" else lines


class LineKind(Enum):
    """What the layout says about a line, before its text is read."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"
    CONTINUES = "continues"
    """A further paragraph of the list item above."""
    PAGE = "page"
    """An empty line at which a page of the printed report ended: a form feed, or furniture left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the received text, or a part of one. `text` is always an exact slice of the file."""

    number: int
    """Counted from 1 in the file as received."""
    column: int
    """Where `text` starts in that line, counted in characters from 0."""
    text: str
    kind: LineKind = LineKind.NONE

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def end(self) -> int:
        return self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the source that no page carries, and why."""

    reason: str
    line: Line
    quotable: bool = True
    """Whether the list of omissions may quote the words."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of layout, listed on the page about this edition."""

    rule: str
    lines: tuple[int, ...]
    """The source lines concerned, in order."""
    excerpt: str = ""
    """A few words of the source that identify the place."""


# Inline content ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to another website, as printed."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark of a footnote or table note, as printed: `¹`, `*`, `**`."""

    mark: str
    note: str
    """The key of its note."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that links to a term, a practice or a criterion."""

    term: str
    """The key of its target."""
    text: str
    """As printed: `MITs`."""


Inline = Text | Emphasis | Strong | WebLink | NoteRef | Mention


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text of `inlines` as a reader sees it."""
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text(text) | Mention(_, text):
                parts.append(text)
            case NoteRef(mark, _):
                parts.append(mark)
            case Emphasis(children) | Strong(children) | WebLink(_, children):
                parts.append(plain(children))
    return "".join(parts)


def unmarked(inlines: tuple[Inline, ...]) -> str:
    """The text of `inlines` without the marks of notes."""
    parts: list[str] = []
    for node in inlines:
        match node:
            case Text(text) | Mention(_, text):
                parts.append(text)
            case Emphasis(children) | Strong(children) | WebLink(_, children):
                parts.append(unmarked(children))
            case NoteRef():
                pass
    return "".join(parts)


# Blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: a paragraph, a heading, a label or a table cell."""

    inlines: tuple[Inline, ...]
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return plain(self.inlines)

    @property
    def first_line(self) -> int:
        return self.lines[0].number if self.lines else 0


@dataclass(frozen=True, slots=True)
class ListItem:
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[ListItem, ...]

    @property
    def first_line(self) -> int:
        return self.items[0].paragraphs[0].first_line


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note below a table. Its paragraph begins with its mark."""

    mark: str
    paragraph: Paragraph

    @property
    def key(self) -> str:
        """Identifies this note within the report."""
        return f"{self.mark}@{self.paragraph.first_line}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    notes: tuple[TableNote, ...] = ()

    @property
    def first_line(self) -> int:
        return self.header[0].first_line


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a chart that is missing from the received text."""

    paragraph: Paragraph

    @property
    def first_line(self) -> int:
        return self.paragraph.first_line


Block = Paragraph | ListBlock | Table | Caption
Paragraphs = tuple[Paragraph, ...]
"""A unit of reading: a finding, a list item, or one paragraph."""


def paragraphs_of(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Every paragraph inside `blocks`, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Caption(paragraph):
                yield paragraph
            case ListBlock(_, items):
                for item in items:
                    yield from item.paragraphs
            case Table(header, rows, notes):
                yield from header
                for row in rows:
                    yield from row
                for note in notes:
                    yield note.paragraph


def map_units(block: Block, change: Callable[[Paragraphs], Paragraphs]) -> Block:
    """Apply `change` to each unit of a block: a paragraph, a list item or a table cell."""

    def one(paragraph: Paragraph) -> Paragraph:
        return change((paragraph,))[0]

    match block:
        case Paragraph():
            return one(block)
        case Caption(inner):
            return Caption(one(inner))
        case ListBlock(ordered, items):
            return ListBlock(ordered, tuple(ListItem(change(item.paragraphs)) for item in items))
        case Table(header, rows, notes):
            return Table(
                tuple(map(one, header)),
                tuple(tuple(map(one, row)) for row in rows),
                tuple(TableNote(note.mark, one(note.paragraph)) for note in notes),
            )


# The report ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. Its first paragraph begins with its mark if the source prints one there."""

    mark: str
    paragraphs: tuple[Paragraph, ...]
    ref_line: int
    """The source line with the mark in the running text."""

    @property
    def key(self) -> str:
        """Identifies this note within the report."""
        return f"{self.mark}@{self.ref_line}"


@dataclass(frozen=True, slots=True)
class TitleMatter:
    """The title page: everything before the contents list."""

    publisher: tuple[Paragraph, ...]
    """The inspectorate and the kind of publication."""
    title: tuple[Paragraph, ...]
    imprint: tuple[Paragraph, ...]
    """Everything below the title: date, running title, ISBN, copyright."""
    force: str
    date: str
    """Month and year as printed: `July 2008`."""
    isbn: str

    @property
    def full_title(self) -> str:
        return " ".join(p.text for p in self.title)

    @property
    def year(self) -> str:
        return self.date.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Section:
    """A headed section of the report outside the criteria."""

    heading: Paragraph
    blocks: tuple[Block, ...]
    subsections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()


def walk(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections and those below them, in reading order."""
    for section in sections:
        yield section
        yield from walk(section.subsections)


def notes_of(sections: Iterable[Section]) -> list[Note]:
    """The footnotes of sections and of those below them, in reading order."""
    return [note for section in walk(sections) for note in section.notes]


def tables_of(sections: Iterable[Section]) -> list[Table]:
    """The tables of sections and of those below them, in reading order."""
    return [block for section in walk(sections) for block in section.blocks if isinstance(block, Table)]


class GradeLevel(Enum):
    EXCEEDS = "exceeds"
    MEETS = "meets"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Grade:
    label: Paragraph
    text: Paragraph
    level: GradeLevel
    details: tuple[Block, ...] = ()
    """Other text in the box: a trend, a note."""


@dataclass(frozen=True, slots=True)
class Register:
    """A list of all findings of some kinds, and a column of the home page's table."""

    title: str
    page: str
    """The name of its page, `strengths`; empty for practice, which has a catalogue instead."""
    holds: str
    """What its findings say, in a sentence for readers."""


_STRENGTHS = Register("Strengths and evidence", "strengths", "What the force does well.")
_IN_PROGRESS = Register("Work in progress", "work-in-progress", "What the force had begun but not finished.")
_IMPROVEMENTS = Register("Areas for improvement", "areas-for-improvement", "What the force should do better.")
_PRACTICE = Register("Practice", "", "What other forces may want to copy.")


class SectionKind(Enum):
    """The kinds of criterion sections and of the findings in them, in the order in which they are counted.

    A new kind needs a row here, its printed headings in reading/headings.py and proof/cross_check.py, and its
    colour in overrides/assets/edition.css.
    """

    # The letter that findings are cited by, one, several, the name in the data, the register.
    EVIDENCE = "e", "piece of evidence", "pieces of evidence", "evidence", _STRENGTHS
    STRENGTH = "s", "strength", "strengths", "strength", _STRENGTHS
    WORK_IN_PROGRESS = (
        "w",
        "item of work in progress",
        "items of work in progress",
        "work in progress",
        _IN_PROGRESS,
    )
    IMPROVEMENT = "a", "area for improvement", "areas for improvement", "area for improvement", _IMPROVEMENTS
    PRACTICE = "d", "developing practice", "developing practices", "developing practice", _PRACTICE

    def __init__(self, letter: str, one: str, many: str, data_name: str, register: Register) -> None:
        self.letter = letter
        self.one = one
        self.many = many
        self.data_name = data_name
        self.register = register

    @property
    def css_class(self) -> str:
        """`work-in-progress`."""
        return self.name.lower().replace("_", "-")


def check_kinds(kinds: Iterable[SectionKind]) -> None:
    """Check that each kind has all its names and a unique letter and data name. Raises ValueError."""
    rows = list(kinds)
    for kind in rows:
        if not (len(kind.letter) == 1 and kind.one and kind.many and kind.data_name and kind.register.title):
            raise ValueError(f"SectionKind.{kind.name}: empty name; expected a letter and four names.")
    for names in ([kind.letter for kind in rows], [kind.data_name for kind in rows]):
        if len(set(names)) < len(names):
            raise ValueError(f"SectionKind: duplicate in {names}; expected a different one for each kind.")


check_kinds(SectionKind)

REGISTERS = tuple(dict.fromkeys(kind.register for kind in SectionKind))


@dataclass(frozen=True, slots=True)
class Finding:
    kind: SectionKind
    number: int
    """Counted from 1 among the findings of its kind in its criterion."""
    paragraphs: tuple[Paragraph, ...]

    @property
    def first_line(self) -> int:
        return self.paragraphs[0].first_line


@dataclass(frozen=True, slots=True)
class CriterionSection:
    kind: SectionKind
    heading: Paragraph
    findings: tuple[Finding, ...]
    statement: Paragraph | None = None
    """`None.`, printed instead of findings."""


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    """As printed: `MC07`."""
    heading: Paragraph
    """The code."""
    aside: Paragraph | None
    """`(This is also covered by MC06)`."""
    summary_heading: Paragraph
    summary: tuple[Block, ...]
    sections: tuple[CriterionSection, ...]
    notes: tuple[Note, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for section in self.sections for f in section.findings)

    def count(self, kind: SectionKind) -> int:
        return sum(f.kind is kind for f in self.findings)


@dataclass(frozen=True, slots=True)
class Group:
    heading: Paragraph
    criteria: tuple[Criterion, ...]

    @property
    def name(self) -> str:
        return self.heading.text


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspected framework: its grade, its context and its criteria."""

    heading: Paragraph
    grade: Grade
    sections: tuple[Section, ...]
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        return self.heading.text

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(c for group in self.groups for c in group.criteria)


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a part of a practice: `Approach`."""

    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Labelled:
    """A part of a practice: the printed label and what follows it."""

    label: Paragraph
    blocks: tuple[Block | SubHeading, ...]

    @property
    def text(self) -> str:
        return " ".join(b.text for b in self.blocks if isinstance(b, Paragraph))


@dataclass(frozen=True, slots=True)
class Practice:
    """A developing practice of the appendix."""

    area: Labelled
    title: Labelled
    problem: Labelled
    solution: Labelled
    outcome: Labelled
    contact: Labelled

    @property
    def parts(self) -> tuple[Labelled, ...]:
        """The parts in the order of the form."""
        return (self.area, self.title, self.problem, self.solution, self.outcome, self.contact)


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the report's own glossary."""

    term: Paragraph
    expansion: Paragraph

    @property
    def name(self) -> str:
        """The term without the mark of a note."""
        return self.term.text.rstrip("*")


@dataclass(frozen=True, slots=True)
class PracticeAppendix:
    heading: Paragraph
    practices: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class GlossaryAppendix:
    heading: Paragraph
    terms: tuple[Term, ...]
    notes: tuple[Paragraph, ...] = ()
    """Notes below its tables, with their marks."""


@dataclass(frozen=True, slots=True)
class Report:
    title: TitleMatter
    inspection: tuple[Section, ...]
    """Sections about the inspection in general."""
    force: tuple[Section, ...]
    """Sections about the inspected force."""
    frameworks: tuple[Framework, ...]
    back: tuple[Section, ...]
    """Sections after the findings that are not practice or glossary: `Recommendations`."""
    practice: PracticeAppendix | None
    glossary: GlossaryAppendix | None
    repairs: tuple[Repair, ...]
    omissions: tuple[Omission, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections outside the criteria, without those below them, in the order of the report."""
        framework_sections = (section for framework in self.frameworks for section in framework.sections)
        return (*self.inspection, *self.force, *framework_sections, *self.back)

    @property
    def moved_lines(self) -> frozenset[int]:
        """The source lines of footnotes, which move to the end of their page."""
        notes = [note for criterion in self.criteria for note in criterion.notes]
        notes += notes_of(self.sections)
        return frozenset(line.number for note in notes for p in note.paragraphs for line in p.lines)

    @property
    def template_lines(self) -> frozenset[Line]:
        """What every report of the family prints: imprint, labels of forms, headings of sections."""
        printed = [*self.title.imprint, *(framework.grade.label for framework in self.frameworks)]
        printed += [criterion.summary_heading for criterion in self.criteria]
        printed += [section.heading for criterion in self.criteria for section in criterion.sections]
        for practice in self.practice.practices if self.practice else ():
            printed += [part.label for part in practice.parts]
        return frozenset(line for paragraph in printed for line in paragraph.lines)

    @property
    def subject(self) -> str:
        """What was inspected: `Major Crime`."""
        return " and ".join(framework.name for framework in self.frameworks)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(c for framework in self.frameworks for c in framework.criteria)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for criterion in self.criteria for f in criterion.findings)
