"""The sections outside the criteria as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import NO_PLACE, PLACE, TEXT, Field, Record, one_of, several
from reportsite.exports.text import BLOCK, FOOTNOTE, text_blocks
from reportsite.model import Framework, walk
from reportsite.relating.places import SectionPlace, places
from reportsite.site import addresses


def outer_sections(index: ExportIndex) -> Iterator[SectionPlace]:
    """The sections about the inspection and the force, and those after the findings."""
    return (place for place in _sections(index) if place.framework is None)


def framework_sections(index: ExportIndex, framework: Framework) -> Iterator[SectionPlace]:
    """The sections that introduce a framework."""
    return (place for place in _sections(index) if place.framework is framework)


def _sections(index: ExportIndex) -> Iterator[SectionPlace]:
    return (place for place, _ in places(index.report) if isinstance(place, SectionPlace))


def _parent(place: SectionPlace) -> str:
    """The address of the section that contains this one; empty at the top level."""
    for section in walk((place.first,)):
        if any(sub is place.section for sub in section.subsections):
            return addresses.place(replace(place, section=section)).url
    return ""


SECTION: Record[SectionPlace] = Record(
    "section",
    "sections",
    "A section outside the criteria. Its subsections follow it in the list.",
    (
        Field("id", "Its address.", PLACE, lambda _, s: addresses.place(s).url),
        Field(
            "part",
            "Where it belongs: the inspection, the force or a framework; back means after the findings.",
            one_of("inspection", "force", "framework", "back"),
            lambda _, s: s.part.value if s.part else "framework",
        ),
        Field("heading", "The heading as printed.", TEXT, lambda _, s: s.section.heading.text),
        Field(
            "parent",
            "The section that contains it; empty at the top level.",
            NO_PLACE,
            lambda _, s: _parent(s),
        ),
        several("text", "Its text, in order.", BLOCK, lambda _, s: text_blocks(s.section.blocks)),
        several("footnotes", "Its footnotes.", FOOTNOTE, lambda _, s: s.section.notes),
    ),
)
