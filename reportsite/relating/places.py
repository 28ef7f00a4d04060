"""The places of a report: its parts that have running text and an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    walk,
)
from reportsite.reading.headings import Part


@dataclass(frozen=True, slots=True)
class FindingPlace:
    criterion: Criterion
    finding: Finding


@dataclass(frozen=True, slots=True)
class SummaryPlace:
    """The summary of a criterion, with the aside beside its code and its footnotes."""

    criterion: Criterion


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section outside the criteria. Its subsections are places of their own."""

    part: Part | None
    """None for a section that introduces a framework."""
    framework: Framework | None
    """The framework that the section introduces, or None."""
    first: Section
    """The top-level section: `section` itself, or the one above it."""
    section: Section


@dataclass(frozen=True, slots=True)
class PracticePlace:
    practice: Practice


Place = FindingPlace | SummaryPlace | SectionPlace | PracticePlace
"""A part of the report that has running text and an address."""


def places(report: Report) -> Iterator[tuple[Place, tuple[Paragraphs, ...]]]:
    """Every place in the order of the report, with its units of running text."""
    for part, sections in ((Part.INSPECTION, report.inspection), (Part.FORCE, report.force)):
        for section in sections:
            yield from _section(part, None, section)
    for framework in report.frameworks:
        for section in framework.sections:
            yield from _section(None, framework, section)
        for criterion in framework.criteria:
            notes = tuple(note.paragraphs for note in criterion.notes)
            aside = ((criterion.aside,),) if criterion.aside else ()
            yield SummaryPlace(criterion), (*aside, *_units(criterion.summary), *notes)
            for finding in criterion.findings:
                yield FindingPlace(criterion, finding), (finding.paragraphs,)
    for section in report.back:
        yield from _section(Part.BACK, None, section)
    for practice in report.practice.practices if report.practice else ():
        yield PracticePlace(practice), tuple(_practice_units(practice))


def _section(
    part: Part | None, framework: Framework | None, first: Section
) -> Iterator[tuple[Place, tuple[Paragraphs, ...]]]:
    for section in walk((first,)):
        notes = tuple(note.paragraphs for note in section.notes)
        yield SectionPlace(part, framework, first, section), (*_units(section.blocks), *notes)


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
    """The name of a place in the report: a code, a heading or a title."""
    match place:
        case FindingPlace(criterion) | SummaryPlace(criterion):
            return criterion.code
        case SectionPlace(section=section):
            return section.heading.text
        case PracticePlace(practice):
            return practice.title.text


def key_of(place: Place) -> tuple[str, ...]:
    """A key that is unique to the place within its report."""
    match place:
        case FindingPlace(criterion, finding):
            return criterion.code, finding.kind.letter, str(finding.number)
        case SummaryPlace(criterion):
            return (criterion.code,)
        case SectionPlace(part, framework, _, section):
            return part.value if part else "", framework.name if framework else "", section.heading.text
        case PracticePlace(practice):
            return "practice", practice.title.text


def owner_of(place: Place) -> str:
    """The name of the criterion or practice that a place belongs to; empty for sections."""
    return "" if isinstance(place, SectionPlace) else name_of(place)
