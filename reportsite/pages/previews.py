"""The previews: what a link to a finding, criterion, practice, footnote or term shows in place.

hooks/preview_links.py marks the links.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from reportsite.editorial.glossary import Entry
from reportsite.model import (
    Block,
    Criterion,
    ListBlock,
    Paragraph,
    Report,
    SubHeading,
    Table,
    notes_of,
    tables_of,
    unmarked,
)
from reportsite.pages import assets, common
from reportsite.relating.places import FindingPlace, Place, PracticePlace, SectionPlace, SummaryPlace, places
from reportsite.relating.relations import Uses
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import Site

FOLDER = "assets/previews"
"""Below content/, with a script for each page."""

LENGTH = 240
"""The most characters of a target that its preview shows: five lines, or seven on a phone."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of the target of a link. Without HTML."""

    title: str
    kind: str
    said: str = ""
    """The first words of the target, if they are the report's."""
    explained: str = ""
    """The first words of the target, if they are the edition's."""


def files(context: Context, site: Site) -> dict[str, str]:
    """A script for each page with previews, by its path below content/; tips.js loads it when it is wanted.

    It has a line for each address: `"mc07-s3": ["MC07-S3", …]`, and `""` for the page itself.
    """
    lines: dict[str, list[str]] = {}
    for where, preview in previews(context, site).items():
        entry = f"{_json(where.anchor)}: {_json(astuple(preview))}"
        lines.setdefault(where.page.removesuffix(".md"), []).append(entry)
    return {
        f"{FOLDER}/{name}.js": f"{assets.HEAD}(window.report.previews ??= {{}})[{_json(name)}] = {{\n"
        + ",\n".join(entries)
        + "\n};\n"
        for name, entries in lines.items()
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def previews(context: Context, site: Site) -> dict[Address, Preview]:
    """The preview of each address that has one: a page or an anchor."""
    report = context.report
    found = [(addresses.place(place), _of_place(context, place)) for place, _ in places(report)]
    found += [(addresses.criterion(c), _of_criterion(context, c)) for c in report.criteria]
    found += _of_notes(report, site)
    # A section may have only sections below it.
    found = [(where, preview) for where, preview in found if preview.said]
    # On the page with the whole report, links to a page lead to its first heading.
    found += [(addresses.top(where), preview) for where, preview in found if not where.anchor]
    uses = context.relations.terms
    found += [(addresses.term(entry.term), _of_term(entry, uses)) for entry in context.glossary.entries]
    return dict(sorted(found, key=lambda item: (item[0].page, item[0].anchor)))


def _of_place(context: Context, place: Place) -> Preview:
    match place:
        case FindingPlace(criterion, finding):
            kind = f"{finding.kind.data_name.capitalize()} · {context.edition.name_of(criterion.code)}"
            return Preview(common.plain_name(place), kind, opening(finding.paragraphs))
        case SummaryPlace(criterion):
            return Preview(context.edition.name_of(criterion.code), "Summary", opening(criterion.summary))
        case PracticePlace(practice):
            return Preview(practice.title.text, "Developing practice", opening(practice.problem.blocks))
        case SectionPlace(section=section):
            return Preview(unmarked(section.heading.inlines), "Section", opening(section.blocks))


def _of_criterion(context: Context, criterion: Criterion) -> Preview:
    kind = f"Criterion · {common.counts([criterion])}"
    return Preview(context.edition.name_of(criterion.code), kind, opening(criterion.summary))


def _of_term(entry: Entry, uses: Uses) -> Preview:
    number = len(uses.findings(entry.term))
    used = f"Term · in {common.number_of(number, 'finding', 'findings') if number else 'no findings'}"
    return Preview(entry.expansion, used, explained=entry.definition)


def _of_notes(report: Report, site: Site) -> Iterator[tuple[Address, Preview]]:
    """The notes of the report, at their addresses on the pages that refer to them."""
    notes = [*notes_of(report.sections), *(note for c in report.criteria for note in c.notes)]
    texts = {note.key: Preview("Footnote", "", opening(note.paragraphs)) for note in notes}
    tables = tables_of(report.sections)
    tables += [block for c in report.criteria for block in c.summary if isinstance(block, Table)]
    for practice in report.practice.practices if report.practice else ():
        tables += [block for part in practice.parts for block in part.blocks if isinstance(block, Table)]
    below = [note for table in tables for note in table.notes]
    texts |= {note.key: Preview("Note to the table", "", opening([note.paragraph])) for note in below}
    for page in site.primary_pages:
        yield from ((where, texts[key]) for key, where in page.notes.items())


def opening(blocks: Iterable[Block | SubHeading]) -> str:
    """The beginning of running text, up to the first table or heading, without the marks of notes."""
    words: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                words.append(unmarked(block.inlines))
            case ListBlock(_, items):
                words += [unmarked(p.inlines) for item in items for p in item.paragraphs]
            case _ if words:
                break
            case _:
                pass
    return common.shorten(" ".join(" ".join(words).split()), LENGTH)
