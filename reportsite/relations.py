"""What in the report has to do with what. Stated once here, and inverted by the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportsite.glossary import Finder
from reportsite.headings import Part
from reportsite.model import (
    Block,
    Criterion,
    Finding,
    Framework,
    Labelled,
    ListBlock,
    Paragraphs,
    Practice,
    Report,
    Section,
    SubHeading,
    paragraphs_of,
)


@dataclass(frozen=True, slots=True)
class FindingPlace:
    criterion: Criterion
    finding: Finding


@dataclass(frozen=True, slots=True)
class SummaryPlace:
    """The summary of a criterion, with its footnotes."""

    criterion: Criterion


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section outside the criteria, without its subsections."""

    part: Part
    framework: Framework | None
    """The framework that the section introduces, if any."""
    section: Section


@dataclass(frozen=True, slots=True)
class PracticePlace:
    practice: Practice


Place = FindingPlace | SummaryPlace | SectionPlace | PracticePlace
"""A part of the report that holds running text and has an address."""


def places(report: Report) -> Iterator[tuple[Place, tuple[Paragraphs, ...]]]:
    """Every place, in the order of the report, with its units of running text."""
    for part, sections in ((Part.INSPECTION, report.inspection), (Part.FORCE, report.force)):
        for section in sections:
            yield from _section(part, None, section)
    for framework in report.frameworks:
        for section in framework.sections:
            yield from _section(Part.BACK, framework, section)
        for criterion in framework.criteria:
            notes = tuple(note.paragraphs for note in criterion.notes)
            yield SummaryPlace(criterion), (*_units(criterion.summary), *notes)
            for finding in criterion.findings:
                yield FindingPlace(criterion, finding), (finding.paragraphs,)
    for section in report.back:
        yield from _section(Part.BACK, None, section)
    for practice in report.practice.practices if report.practice else ():
        yield PracticePlace(practice), tuple(_practice_units(practice))


def _section(
    part: Part, framework: Framework | None, section: Section
) -> Iterator[tuple[Place, tuple[Paragraphs, ...]]]:
    notes = tuple(note.paragraphs for note in section.notes)
    yield SectionPlace(part, framework, section), (*_units(section.blocks), *notes)
    for sub in section.subsections:
        yield from _section(part, framework, sub)


def _units(blocks: tuple[Block, ...]) -> tuple[Paragraphs, ...]:
    units: list[Paragraphs] = []
    for block in blocks:
        if isinstance(block, ListBlock):
            units += [item.paragraphs for item in block.items]
        else:
            units += [(paragraph,) for paragraph in paragraphs_of((block,))]
    return tuple(units)


def _practice_units(practice: Practice) -> Iterator[Paragraphs]:
    parts: tuple[Labelled, ...] = (
        practice.area,
        practice.title,
        practice.problem,
        practice.solution,
        practice.outcome,
        practice.contact,
    )
    for part in parts:
        for block in part.blocks:
            if isinstance(block, SubHeading):
                yield (block.paragraph,)
            else:
                yield from _units((block,))


def name_of(place: Place) -> str:
    """What the report calls a place: a code, a heading, a title."""
    match place:
        case FindingPlace(criterion) | SummaryPlace(criterion):
            return criterion.code
        case SectionPlace(_, _, section):
            return section.heading.text
        case PracticePlace(practice):
            return practice.title.text


@dataclass(frozen=True, slots=True)
class Uses:
    """Where the terms of the glossary are used."""

    by_term: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    near: dict[str, tuple[tuple[str, Place], ...]] = field(default_factory=dict)
    """Near misses of a term, as printed, each with its place."""
    exact: frozenset[str] = frozenset()
    """Terms that stand in the text themselves, not only in other forms."""

    def findings(self, term: str) -> tuple[FindingPlace, ...]:
        return tuple(p for p in self.by_term.get(term, ()) if isinstance(p, FindingPlace))

    def elsewhere(self, term: str) -> tuple[Place, ...]:
        """Places other than findings."""
        return tuple(p for p in self.by_term.get(term, ()) if not isinstance(p, FindingPlace))


def find_uses(report: Report, finder: Finder) -> Uses:
    """The places at which each term stands, each place once."""
    by_term: dict[str, list[Place]] = {}
    near: dict[str, list[tuple[str, Place]]] = {}
    exact: set[str] = set()
    for place, units in places(report):
        seen: set[str] = {""}
        for text in (paragraph.text for unit in units for paragraph in unit):
            for found in finder.find(text):
                if found.exact:
                    exact.add(found.term)
                if found.near:
                    near.setdefault(found.term, []).append((text[found.start : found.end], place))
                elif found.term not in seen:
                    seen.add(found.term)
                    by_term.setdefault(found.term, []).append(place)
    return Uses(
        {term: tuple(found) for term, found in by_term.items()},
        {term: tuple(found) for term, found in near.items()},
        frozenset(exact),
    )
