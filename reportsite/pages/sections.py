"""Pages of running text: about the inspection, the force, and sections after the findings."""

from __future__ import annotations

from collections.abc import Mapping

from reportsite.model import Report, Section, notes_of, tables_of
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Heading, Nav, Page, PageBlock


def nav(report: Report) -> tuple[Nav, ...]:
    """The sections before the findings: a page about the inspection and one about the force."""
    force = report.title.force
    entries = []
    for title, where, parts in (
        ("About the inspection", addresses.INSPECTION, report.inspection),
        ("The force", addresses.FORCE, report.force),
    ):
        if parts:
            about = f"{force}: " + ", ".join(section.heading.text for section in parts)
            entries.append(Nav(title, page(where, title, about, parts)))
    return tuple(entries)


def back_nav(report: Report) -> tuple[Nav, ...]:
    """The sections after the findings, such as Recommendations: a page for each."""
    return tuple(
        Nav(
            section.heading.text,
            page(
                addresses.back_section(section),
                section.heading.text,
                f"{report.title.force}: {section.heading.text}",
                (section,),
            ),
        )
        for section in report.back
    )


def page(where: Address, title: str, description: str, parts: tuple[Section, ...]) -> Page:
    """A page of sections. Its main heading is the edition's, unless it has only one section."""
    single = len(parts) == 1
    blocks: list[PageBlock] = []
    if not single:
        blocks.append(Heading(1, (common.edition_words(title),), anchor=addresses.top(where).anchor))
    notes = notes_of(parts)
    targets = addresses.note_targets(where, notes, tables_of(parts))
    for section in parts:
        blocks += _section(section, 1 if single else 2, where, targets)
    return Page(
        address=where,
        title=title,
        description=common.shorten(description),
        cited=parts[0].heading.text if single else "",
        blocks=(*blocks, *common.footnotes(notes, targets)),
        notes=targets,
    )


def _section(section: Section, level: int, where: Address, notes: Mapping[str, Address]) -> list[PageBlock]:
    anchor = addresses.section(where, section).anchor
    out: list[PageBlock] = [common.heading(level, section.heading, anchor)]
    out += common.blocks(section.blocks, where, notes)
    for sub in section.subsections:
        out += _section(sub, level + 1, where, notes)
    return out


def content(sections: tuple[Section, ...], where: Address, notes: Mapping[str, Address]) -> list[PageBlock]:
    """Sections as parts of a page, from the second heading level."""
    return [block for section in sections for block in _section(section, 2, where, notes)]
