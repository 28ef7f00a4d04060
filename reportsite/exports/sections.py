"""The sections outside the criteria as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import NO_PLACE, PLACE, TEXT, Field, Record, one_of, several
from reportsite.exports.text import BLOCK, FOOTNOTE, text_blocks
from reportsite.model import Framework, Section
from reportsite.reading.headings import Part
from reportsite.relating.places import SectionPlace
from reportsite.site import addresses


@dataclass(frozen=True, slots=True)
class _Section:
    place: SectionPlace
    parent: Section | None

    @property
    def section(self) -> Section:
        return self.place.section


def section_items(
    part: Part | None, framework: Framework | None, sections: Iterable[Section]
) -> Iterator[_Section]:
    def below(first: Section, parent: Section | None, section: Section) -> Iterator[_Section]:
        yield _Section(SectionPlace(part, framework, first, section), parent)
        for sub in section.subsections:
            yield from below(first, section, sub)

    for section in sections:
        yield from below(section, None, section)


def all_sections(index: ExportIndex) -> Iterator[_Section]:
    report = index.report
    yield from section_items(Part.INSPECTION, None, report.inspection)
    yield from section_items(Part.FORCE, None, report.force)
    yield from section_items(Part.BACK, None, report.back)


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
        several("text", "Its words, in order.", BLOCK, lambda _, s: text_blocks(s.section.blocks)),
        several("footnotes", "Its footnotes.", FOOTNOTE, lambda _, s: s.section.notes),
    ),
)
