"""The records of the data: what a field is called, what it means and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from reportsite.editorial.glossary import Entry, TermKind
from reportsite.exports.facts import Facts
from reportsite.exports.records import (
    LINES,
    NO_PLACE,
    NUMBER,
    PLACE,
    PLACES,
    ROWS,
    TEXT,
    TEXTS,
    WHOLE,
    Field,
    Json,
    Record,
    one_of,
    several,
)
from reportsite.model import (
    Block,
    Caption,
    Criterion,
    CriterionSection,
    Framework,
    GradeLevel,
    Group,
    Line,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    Practice,
    Section,
    SectionKind,
    SubHeading,
    Table,
    unmarked,
)
from reportsite.reading import headings
from reportsite.reading.headings import Part
from reportsite.relating.places import FindingPlace, Place, SectionPlace, SummaryPlace, key_of, places
from reportsite.site import addresses
from reportsite.site.context import LICENCE, LICENCE_URL, notice

FORMAT = "1"
"""Grows when a field goes or changes its meaning. A new field does not change it."""

KINDS = {
    SectionKind.EVIDENCE: "evidence",
    SectionKind.STRENGTH: "strength",
    SectionKind.WORK_IN_PROGRESS: "work in progress",
    SectionKind.IMPROVEMENT: "area for improvement",
    SectionKind.PRACTICE: "developing practice",
}

LINES_TOLD = "The lines of the text as received that the words come from, counted from 1."


def _numbers(paragraphs: Iterable[Paragraph]) -> list[int]:
    lines: Iterator[Line] = chain.from_iterable(p.lines for p in paragraphs)
    return sorted({line.number for line in lines})


# Text ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    paragraphs: tuple[Paragraph, ...]
    """All that the block holds."""
    text: str = ""
    items: tuple[tuple[str, ...], ...] = ()


def _blocks(blocks: Iterable[Block | SubHeading]) -> Iterator[_Block]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _Block("paragraph", (block,), block.text)
            case SubHeading(paragraph):
                yield _Block("heading", (paragraph,), paragraph.text)
            case Caption(paragraph):
                yield _Block("caption", (paragraph,), paragraph.text)
            case ListBlock(ordered, items):
                words = tuple(tuple(p.text for p in item.paragraphs) for item in items)
                inner = tuple(p for item in items for p in item.paragraphs)
                yield _Block("numbered list" if ordered else "list", inner, items=words)
            case Table(header, rows, notes):
                cells = (header, *rows)
                words = tuple(tuple(cell.text for cell in row) for row in cells)
                yield _Block("table", tuple(cell for row in cells for cell in row), items=words)
                for note in notes:
                    yield _Block("table note", (note.paragraph,), note.paragraph.text)


BLOCK: Record[_Block] = Record(
    "block",
    "blocks",
    "A piece of running text.",
    (
        Field(
            "kind",
            "A caption belongs to a chart that the text received does not carry.",
            one_of("paragraph", "heading", "caption", "list", "numbered list", "table", "table note"),
            lambda _, b: b.kind,
        ),
        Field("text", "The words; empty for a list or a table.", TEXT, lambda _, b: b.text),
        Field(
            "items",
            "For a list, the paragraphs of each item; for a table, the cells of each row, its heading first.",
            ROWS,
            lambda _, b: [list(item) for item in b.items],
        ),
        Field("lines", LINES_TOLD, LINES, lambda _, b: _numbers(b.paragraphs)),
    ),
)

FOOTNOTE: Record[Note] = Record(
    "footnote",
    "footnotes",
    "A footnote.",
    (
        Field("id", "Its address.", PLACE, lambda f, n: f.notes[n.key].url),
        Field("mark", "As printed in the text.", TEXT, lambda _, n: n.mark),
        Field("paragraphs", "Its words.", TEXTS, lambda _, n: [p.text for p in n.paragraphs]),
        Field("lines", LINES_TOLD, LINES, lambda _, n: _numbers(n.paragraphs)),
    ),
)


# Sections outside the criteria ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Section:
    place: SectionPlace
    parent: Section | None

    @property
    def section(self) -> Section:
        return self.place.section


def _sections(
    part: Part | None, framework: Framework | None, sections: Iterable[Section]
) -> Iterator[_Section]:
    def below(first: Section, parent: Section | None, section: Section) -> Iterator[_Section]:
        yield _Section(SectionPlace(part, framework, first, section), parent)
        for sub in section.subsections:
            yield from below(first, section, sub)

    for section in sections:
        yield from below(section, None, section)


def _all_sections(facts: Facts) -> Iterator[_Section]:
    report = facts.report
    yield from _sections(Part.INSPECTION, None, report.inspection)
    yield from _sections(Part.FORCE, None, report.force)
    yield from _sections(Part.BACK, None, report.back)


def _parent(item: _Section) -> str:
    if item.parent is None:
        return ""
    place = item.place
    return addresses.place(SectionPlace(place.part, place.framework, place.first, item.parent)).url


SECTION: Record[_Section] = Record(
    "section",
    "sections",
    "A headed section outside the criteria. Those below it follow it in the list.",
    (
        Field("id", "Its address.", PLACE, lambda _, s: addresses.place(s.place).url),
        Field(
            "part",
            "What it is about: the inspection, the force or a framework; or back, after the findings.",
            one_of("inspection", "force", "framework", "back"),
            lambda _, s: s.place.part.value if s.place.part else "framework",
        ),
        Field("heading", "As printed.", TEXT, lambda _, s: s.section.heading.text),
        Field("parent", "The section that it is a part of.", NO_PLACE, lambda _, s: _parent(s)),
        several("text", "Its words, in order.", BLOCK, lambda _, s: _blocks(s.section.blocks)),
        several("footnotes", "Its footnotes.", FOOTNOTE, lambda _, s: s.section.notes),
    ),
)


# Findings ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with all that it stands in."""

    framework: Framework
    group: Group
    place: FindingPlace

    @property
    def criterion(self) -> Criterion:
        return self.place.criterion


def findings(facts: Facts) -> Iterator[Found]:
    """Every finding of the report, in its order."""
    for framework in facts.report.frameworks:
        for group in framework.groups:
            for criterion in group.criteria:
                for finding in criterion.findings:
                    yield Found(framework, group, FindingPlace(criterion, finding))


FINDING: Record[Found] = Record(
    "finding",
    "findings",
    "A finding: the smallest part of the report that can be cited.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.place(x.place).url),
        Field("name", "What it is cited by.", TEXT, lambda _, x: addresses.place(x.place).anchor.upper()),
        Field("criterion", "The code of its criterion, as printed.", TEXT, lambda _, x: x.criterion.code),
        Field("group", "The group of the criterion, as printed.", TEXT, lambda _, x: x.group.name),
        Field("framework", "The inspected framework, as printed.", TEXT, lambda _, x: x.framework.name),
        Field(
            "kind",
            "What the report calls findings of its section.",
            one_of(*KINDS.values()),
            lambda _, x: KINDS[x.place.finding.kind],
        ),
        Field(
            "number",
            "Counted from 1 among those of its kind in its criterion.",
            WHOLE,
            lambda _, x: x.place.finding.number,
        ),
        Field(
            "paragraphs",
            "The report’s words, word for word.",
            TEXTS,
            lambda _, x: [p.text for p in x.place.finding.paragraphs],
        ),
        Field("lines", LINES_TOLD, LINES, lambda _, x: _numbers(x.place.finding.paragraphs)),
        Field(
            "terms",
            "The terms of the glossary that it uses.",
            PLACES,
            lambda f, x: list(f.terms.get(key_of(x.place), ())),
        ),
        Field(
            "practices",
            "The practices of the appendix that it names.",
            PLACES,
            lambda f, x: list(f.practices.get(key_of(x.place), ())),
        ),
        Field(
            "criteria",
            "The criteria that it names.",
            PLACES,
            lambda f, x: list(f.criteria.get(key_of(x.place), ())),
        ),
        Field(
            "repeats",
            "The places that say the same, or a part of it, word for word or nearly so.",
            PLACES,
            lambda f, x: f.repeats(x.place),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _CriterionSection:
    framework: Framework
    group: Group
    criterion: Criterion
    section: CriterionSection


def _found(item: _CriterionSection) -> list[Found]:
    places = [FindingPlace(item.criterion, finding) for finding in item.section.findings]
    return [Found(item.framework, item.group, place) for place in places]


def _section_url(item: _CriterionSection) -> str:
    return addresses.criterion_section(item.criterion, item.section).url


CRITERION_SECTION: Record[_CriterionSection] = Record(
    "section of a criterion",
    "sections of a criterion",
    "The findings of a criterion under one heading.",
    (
        Field(
            "id", "Its address.", PLACE, lambda _, s: addresses.criterion_section(s.criterion, s.section).url
        ),
        Field("heading", "As printed.", TEXT, lambda _, s: s.section.heading.text),
        Field(
            "kind", "The kind of its findings.", one_of(*KINDS.values()), lambda _, s: KINDS[s.section.kind]
        ),
        several("findings", "Its findings, in order.", FINDING, lambda _, s: _found(s)),
        Field(
            "statement",
            "What the report says where there is no finding.",
            TEXT,
            lambda _, s: s.section.statement.text if s.section.statement else "",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Criterion:
    framework: Framework
    group: Group
    criterion: Criterion


def _related(facts: Facts, item: _Criterion) -> list[str]:
    by_code = facts.context.criteria
    related = facts.context.relations.related.get(item.criterion.code, ())
    return [addresses.criterion(by_code[entry.code]).url for entry in related]


def _parts(item: _Criterion) -> list[_CriterionSection]:
    found = item.criterion
    return [_CriterionSection(item.framework, item.group, found, section) for section in found.sections]


CRITERION: Record[_Criterion] = Record(
    "criterion",
    "criteria",
    "A criterion of the inspection.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.criterion(x.criterion).url),
        Field("code", "As printed.", TEXT, lambda _, x: x.criterion.code),
        Field(
            "edition_title",
            "What it is about, in the words of this edition: the report gives criteria no titles.",
            TEXT,
            lambda f, x: f.context.edition.title_of(x.criterion.code),
        ),
        Field(
            "aside",
            "What is printed beside the code.",
            TEXT,
            lambda _, x: x.criterion.aside.text if x.criterion.aside else "",
        ),
        several("summary", "The summary, in order.", BLOCK, lambda _, x: _blocks(x.criterion.summary)),
        several("sections", "Its sections, in order.", CRITERION_SECTION, lambda _, x: _parts(x)),
        several("footnotes", "Its footnotes.", FOOTNOTE, lambda _, x: x.criterion.notes),
        Field(
            "repeats",
            "The places that say what the summary says.",
            PLACES,
            lambda f, x: f.repeats(SummaryPlace(x.criterion)),
        ),
        Field("related", "Criteria that it has to do with.", PLACES, _related),
    ),
)


@dataclass(frozen=True, slots=True)
class _Group:
    framework: Framework
    group: Group


GROUP: Record[_Group] = Record(
    "group",
    "groups",
    "A group of criteria.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.group(x.framework, x.group).url),
        Field("name", "As printed.", TEXT, lambda _, x: x.group.name),
        several(
            "criteria",
            "Its criteria, in order.",
            CRITERION,
            lambda _, x: [_Criterion(x.framework, x.group, item) for item in x.group.criteria],
        ),
    ),
)

FRAMEWORK: Record[Framework] = Record(
    "framework",
    "frameworks",
    "An inspected framework.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.framework(x).url),
        Field("name", "As printed.", TEXT, lambda _, x: x.name),
        Field("grade", "The grade, as printed.", TEXT, lambda _, x: x.grade.text.text),
        Field(
            "grade_level",
            "Whether the force exceeds, meets or fails the standard.",
            one_of(*(level.value for level in GradeLevel)),
            lambda _, x: x.grade.level.value,
        ),
        several(
            "sections", "What introduces the findings.", SECTION, lambda _, x: _sections(None, x, x.sections)
        ),
        several("groups", "Its groups, in order.", GROUP, lambda _, x: [_Group(x, g) for g in x.groups]),
    ),
)


# Practices -----------------------------------------------------------------------------------


PRACTICE: Record[Practice] = Record(
    "practice",
    "practices",
    "A developing practice of the appendix. Names and numbers to ask stand on its page alone.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.practice(x).url),
        Field("title", "As printed.", TEXT, lambda _, x: x.title.text),
        Field("area", "The inspection area, as printed.", TEXT, lambda _, x: x.area.text),
        several("problem", "What the problem was.", BLOCK, lambda _, x: _blocks(x.problem.blocks)),
        several("solution", "What was done.", BLOCK, lambda _, x: _blocks(x.solution.blocks)),
        several("outcome", "What came of it.", BLOCK, lambda _, x: _blocks(x.outcome.blocks)),
        Field(
            "named_in",
            "The places of the report that name it.",
            PLACES,
            lambda f, x: f.urls(f.context.relations.names.by_key.get(x.title.text, ())),
        ),
    ),
)


def practices(facts: Facts) -> tuple[Practice, ...]:
    return facts.report.practice.practices if facts.report.practice else ()


# Terms ---------------------------------------------------------------------------------------


def _printed(facts: Facts) -> dict[str, str]:
    appendix = facts.report.glossary
    return {term.term.text: term.expansion.text for term in appendix.terms} if appendix else {}


def _used(facts: Facts, entry: Entry, in_findings: bool) -> list[str]:
    used: Iterable[Place] = facts.context.relations.terms.by_key.get(entry.term, ())
    return facts.urls(place for place in used if isinstance(place, FindingPlace) == in_findings)


TERM: Record[Entry] = Record(
    "term",
    "terms",
    "A term of the glossary.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.term(x.term).url),
        Field("term", "As it is looked up.", TEXT, lambda _, x: x.term),
        Field(
            "expansion",
            "What it stands for.",
            TEXT,
            lambda f, x: _printed(f).get(x.term, x.expansion),
        ),
        Field(
            "words_of",
            "Whose words the expansion is: those of the report’s own glossary, or this edition’s.",
            one_of("report", "edition"),
            lambda f, x: "report" if x.term in _printed(f) else "edition",
        ),
        Field("definition", "A sentence of this edition.", TEXT, lambda _, x: x.definition),
        Field(
            "kind",
            "What kind of thing it names; empty where that is not said.",
            one_of("", *(kind.value for kind in TermKind)),
            lambda _, x: x.kind.value if x.kind else "",
        ),
        Field("forms", "Other spellings in the report.", TEXTS, lambda _, x: list(x.forms)),
        Field(
            "origin",
            "For a term of this edition, where the report explains it, or: common usage.",
            TEXT,
            lambda _, x: x.origin,
        ),
        Field("see", "Related terms.", PLACES, lambda _, x: [addresses.term(term).url for term in x.see]),
        Field("findings", "The findings that use it.", PLACES, lambda f, x: _used(f, x, True)),
        Field("places", "Other places that use it.", PLACES, lambda f, x: _used(f, x, False)),
    ),
)


def terms(facts: Facts) -> tuple[Entry, ...]:
    return facts.context.glossary.entries


# Indicators ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell of a table of indicators."""

    place: Place
    framework: str
    reference: str
    indicator: str
    column: Paragraph
    cell: Paragraph
    notes: tuple[tuple[str, str], ...]
    """Of the table, by key."""

    @property
    def printed(self) -> str:
        return unmarked(self.cell.inlines)

    @property
    def note(self) -> str:
        keys = [n.note for p in (self.column, self.cell) for n in p.inlines if isinstance(n, NoteRef)]
        return " ".join(words for key, words in self.notes if key in keys)


_FIGURE = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<unit>%|pp)?\Z", re.ASCII)


def _value(printed: str) -> Json:
    found = _FIGURE.match(printed)
    return float(found["number"].replace(",", "")) if found else None


def _unit(printed: str) -> str:
    found = _FIGURE.match(printed)
    return (found["unit"] or "") if found else ""


def _tables(facts: Facts) -> Iterator[tuple[Place, str, Table]]:
    """Every table outside the appendices, with its place and its framework."""
    for place, _ in places(facts.report):
        match place:
            case SectionPlace(_, framework, _, section):
                blocks, name = section.blocks, framework.name if framework else ""
            case SummaryPlace(criterion):
                blocks = criterion.summary
                name = next(f.name for f in facts.report.frameworks if criterion in f.criteria)
            case _:
                continue
        yield from ((place, name, block) for block in blocks if isinstance(block, Table))


def indicators(facts: Facts) -> Iterator[_Figure]:
    """The figures of every table that has a column of indicators, row by row."""
    for place, framework, table in _tables(facts):
        heads = [unmarked(cell.inlines) for cell in table.header]
        named = [i for i, head in enumerate(heads) if headings.INDICATOR.match(head)]
        if not named:
            continue
        name = named[0]
        notes = tuple((n.key, unmarked(n.paragraph.inlines)) for n in table.notes)
        for row in table.rows:
            reference = unmarked(row[0].inlines) if name else ""
            indicator = unmarked(row[name].inlines)
            for column, cell in zip(table.header[name + 1 :], row[name + 1 :], strict=True):
                yield _Figure(place, framework, reference, indicator, column, cell, notes)


INDICATOR: Record[_Figure] = Record(
    "indicator",
    "indicators",
    "A figure of a table of indicators: one for each row and column of it.",
    (
        Field(
            "id",
            "The address of the line of the text that prints it. The figures of a row share it.",
            PLACE,
            lambda _, x: addresses.source_line(x.cell.first_line or x.column.first_line).url,
        ),
        Field("section", "The section of the table.", PLACE, lambda _, x: addresses.place(x.place).url),
        Field("framework", "The inspected framework, as printed.", TEXT, lambda _, x: x.framework),
        Field("reference", "The reference, where one is printed.", TEXT, lambda _, x: x.reference),
        Field("indicator", "What is counted, as printed.", TEXT, lambda _, x: x.indicator),
        Field(
            "column",
            "The head of the column, as printed: a year, a change or an average.",
            TEXT,
            lambda _, x: unmarked(x.column.inlines),
        ),
        Field("printed", "The figure, as printed.", TEXT, lambda _, x: x.printed),
        Field("value", "The figure, where what is printed is one.", NUMBER, lambda _, x: _value(x.printed)),
        Field(
            "unit",
            "% for per cent, pp for percentage points, empty for numbers and rates.",
            one_of("", "%", "pp"),
            lambda _, x: _unit(x.printed),
        ),
        Field("note", "The notes below the table that its marks lead to.", TEXT, lambda _, x: x.note),
    ),
)


# The files -----------------------------------------------------------------------------------


def _head(what: str) -> tuple[Field[None], ...]:
    """The fields that each JSON file begins with."""
    return (
        Field("$schema", "The schema of the file.", TEXT, lambda _, __: what),
        Field("format", "The version of these fields.", {"const": FORMAT}, lambda _, __: FORMAT),
        Field("title", "The title of the report, as printed.", TEXT, lambda f, _: f.report.title.full_title),
        Field("force", "The inspected force, as printed.", TEXT, lambda f, _: f.report.title.force),
        Field("date", "Month and year, as printed.", TEXT, lambda f, _: f.report.title.date),
        Field("licence", "The licence of the report.", TEXT, lambda _, __: LICENCE),
        Field("licence_url", "Its text.", TEXT, lambda _, __: LICENCE_URL),
        Field("notice", "What to say when the data is used.", TEXT, lambda f, _: notice(f.report)),
    )


def _publisher(facts: Facts, _: None) -> list[str]:
    return [paragraph.text for paragraph in facts.report.title.publisher]


REPORT: Record[None] = Record(
    "report",
    "reports",
    "The whole report.",
    (
        *_head("report.schema.json"),
        Field("publisher", "The lines above the title, as printed.", TEXTS, _publisher),
        Field("isbn", "As printed; empty where none is.", TEXT, lambda f, _: f.report.title.isbn),
        Field(
            "received", "How the text came to this edition.", TEXT, lambda f, _: f.context.edition.received
        ),
        several(
            "sections",
            "The sections outside the frameworks, in order.",
            SECTION,
            lambda f, _: _all_sections(f),
        ),
        several("frameworks", "What was inspected, in order.", FRAMEWORK, lambda f, _: f.report.frameworks),
        several("practices", "The appendix of practices.", PRACTICE, lambda f, _: practices(f)),
        several("glossary", "The terms, in the order of glossary.yml.", TERM, lambda f, _: terms(f)),
        several(
            "indicators", "The figures of the tables of indicators.", INDICATOR, lambda f, _: indicators(f)
        ),
    ),
)


CATALOGUE: Record[None] = Record(
    "catalogue",
    "catalogues",
    "The developing practices by themselves.",
    (
        *_head("report.schema.json#/$defs/catalogue"),
        several("practices", "The appendix of practices.", PRACTICE, lambda f, _: practices(f)),
    ),
)
