"""The context, indexed by place for the exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportsite.model import Report, notes_of, tables_of
from reportsite.relating.places import Place, key_of
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context

Keys = Mapping[tuple[str, ...], tuple[str, ...]]
"""The addresses that each place mentions, by the key of the place."""


@dataclass(frozen=True, slots=True)
class ExportIndex:
    context: Context
    terms: Keys
    practices: Keys
    criteria: Keys
    notes: Mapping[str, Address]
    """The address of each footnote, by its key."""
    expansions: Mapping[str, str]
    """The terms of the report's own glossary, as printed."""

    @property
    def report(self) -> Report:
        return self.context.report

    def repeats(self, place: Place) -> list[str]:
        """The addresses of the places that repeat a place."""
        return _once(addresses.place(r.there).url for r in self.context.relations.repeated(place))

    def urls(self, places: Iterable[Place]) -> list[str]:
        return _once(addresses.place(place).url for place in places)


def index_of(context: Context) -> ExportIndex:
    report, relations = context.report, context.relations
    terms = {entry.term: addresses.term(entry.term) for entry in context.glossary.entries}
    practices = {
        item.title.text: addresses.practice(item)
        for item in (report.practice.practices if report.practice else ())
    }
    criteria = {item.code: addresses.criterion(item) for item in report.criteria}
    return ExportIndex(
        context,
        _at(relations.terms.by_key, terms),
        _at(relations.names.by_key, practices),
        _at(relations.names.by_key, criteria),
        _notes(report),
        {term.name: term.expansion.text for term in report.glossary.terms} if report.glossary else {},
    )


def _at(used: Mapping[str, tuple[Place, ...]], targets: Mapping[str, Address]) -> Keys:
    """The targets that each place mentions, the inverse of `used`, which maps names to places."""
    mentioned: dict[tuple[str, ...], list[str]] = {}
    for name, target in targets.items():
        for place in used.get(name, ()):
            mentioned.setdefault(key_of(place), []).append(target.url)
    return {key: tuple(urls) for key, urls in mentioned.items()}


def _notes(report: Report) -> dict[str, Address]:
    """The address of every footnote: on the page of its section or criterion."""
    parts = [(addresses.INSPECTION, report.inspection), (addresses.FORCE, report.force)]
    parts += [(addresses.framework(item), item.sections) for item in report.frameworks]
    parts += [(addresses.back_section(item), (item,)) for item in report.back]
    targets: dict[str, Address] = {}
    for page, sections in parts:
        targets |= addresses.note_targets(page, notes_of(sections), tables_of(sections))
    for criterion in report.criteria:
        targets |= addresses.note_targets(addresses.criterion(criterion), criterion.notes)
    return targets


def _once(urls: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urls))
