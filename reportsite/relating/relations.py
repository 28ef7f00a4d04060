"""What in the report has to do with what. Stated once here, and inverted by the program."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportsite.editorial.edition import Edition
from reportsite.model import Practice, Report, SectionKind
from reportsite.relating.mentions import Finder, Form
from reportsite.relating.places import (
    FindingPlace,
    Place,
    PracticePlace,
    SummaryPlace,
    key_of,
    name_of,
    places,
)
from reportsite.relating.repeats import Repeat, by_place, find_repeats

RARE = 6
"""A term that more criteria use does not tell two of them from the rest."""

NEAREST = 3
"""How many criteria are named as related for no other reason than the terms they share."""


# Terms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uses:
    """Where names are used: terms of the glossary, practices, codes of criteria."""

    by_key: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    near: Mapping[str, tuple[tuple[str, Place], ...]] = field(default_factory=dict)
    """Near misses of a term, as printed, each with its place."""
    exact: frozenset[str] = frozenset()
    """Keys that stand in the text themselves, not only in other forms."""

    def findings(self, key: str) -> tuple[FindingPlace, ...]:
        return tuple(p for p in self.by_key.get(key, ()) if isinstance(p, FindingPlace))

    def elsewhere(self, key: str) -> tuple[Place, ...]:
        """Places other than findings."""
        return tuple(p for p in self.by_key.get(key, ()) if not isinstance(p, FindingPlace))


def find_uses(report: Report, finder: Finder) -> Uses:
    """The places at which each name stands, each place once, in the report's order."""
    by_key: dict[str, list[Place]] = {}
    near: dict[str, list[tuple[str, Place]]] = {}
    exact: set[str] = set()
    for place, units in places(report):
        seen: set[str] = {""}
        for text in (paragraph.text for unit in units for paragraph in unit):
            for found in finder.find(text):
                key = found.form.key
                if found.exact:
                    exact.add(key)
                if found.form.near:
                    near.setdefault(key, []).append((text[found.start : found.end], place))
                elif key not in seen:
                    seen.add(key)
                    by_key.setdefault(key, []).append(place)
    return Uses(
        {key: tuple(listed) for key, listed in by_key.items()},
        {key: tuple(listed) for key, listed in near.items()},
        frozenset(exact),
    )


# Practices and criteria by name --------------------------------------------------------------


def practice_names(title: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """Spellings by which a practice is named: its title, in capitals and small letters, and aliases."""
    bare = re.sub(r"\s*\([^()]*\)\Z", "", title)
    names = [name for name in (bare, bare.lower(), *aliases) if name]
    return tuple(dict.fromkeys([*names, *(name[0].upper() + name[1:] for name in names)]))


def name_finder(report: Report, edition: Edition) -> Finder:
    """A finder of practices, by title and alias, and of criteria, by code."""
    aliases = dict(edition.practices)
    forms = {criterion.code: Form(criterion.code) for criterion in report.criteria}
    for practice in report.practice.practices if report.practice else ():
        title = practice.title.text
        forms |= {name: Form(title) for name in practice_names(title, aliases.get(title, ()))}
    return Finder(forms)


# Between criteria ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Related:
    """Another criterion, and why it is related."""

    code: str
    names: tuple[Place, ...] = ()
    """Places of this criterion that name the other."""
    named_by: tuple[Place, ...] = ()
    """Places of the other criterion that name this one."""
    repeats: tuple[Repeat, ...] = ()
    practices: tuple[str, ...] = ()
    """Titles of practices that both name."""
    terms: tuple[str, ...] = ()
    """Terms that both use and few others do, the rarest first."""


@dataclass(frozen=True, slots=True)
class Relations:
    terms: Uses
    names: Uses
    """Of practices and codes."""
    repeats: tuple[Repeat, ...]
    at: Mapping[tuple[str, ...], tuple[Repeat, ...]]
    """Repeats by the key of the place, seen from there."""
    related: Mapping[str, tuple[Related, ...]]
    """Related criteria by code, in the report's order."""

    def practice_criteria(self, practice: Practice) -> dict[str, tuple[Place, ...]]:
        """The criteria that name a practice, each with the places, in the report's order."""
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.names.by_key.get(practice.title.text, ()):
            if isinstance(place, FindingPlace | SummaryPlace):
                code = place.criterion.code
                found[code] = (*found.get(code, ()), place)
        return found

    def submitted(self, practice: Practice) -> tuple[FindingPlace, ...]:
        """The findings that the report itself lists as developing practice and that name it."""
        return tuple(
            place
            for place in self.names.findings(practice.title.text)
            if place.finding.kind is SectionKind.PRACTICE
        )

    def repeated(self, place: Place) -> tuple[Repeat, ...]:
        return self.at.get(key_of(place), ())

    def named_in(self, place: Place) -> tuple[str, ...]:
        """The practices that a place names, by title."""
        key = key_of(place)
        return tuple(
            title
            for title, found in self.names.by_key.items()
            if any(key_of(p) == key for p in found) and not isinstance(place, PracticePlace)
        )


def relate(report: Report, edition: Edition, terms: Finder) -> Relations:
    """Everything that connects the parts of a report."""
    uses = find_uses(report, terms)
    names = find_uses(report, name_finder(report, edition))
    repeats = find_repeats(report)
    return Relations(uses, names, repeats, by_place(repeats), _related(report, uses, names, repeats))


def _related(
    report: Report, uses: Uses, names: Uses, repeats: tuple[Repeat, ...]
) -> dict[str, tuple[Related, ...]]:
    codes = [criterion.code for criterion in report.criteria]
    both_ways = [*repeats, *(repeat.reversed for repeat in repeats)]
    naming = _naming(report, names, codes)
    practices = {
        title: {name_of(p) for p in found if isinstance(p, FindingPlace | SummaryPlace)}
        for title, found in names.by_key.items()
        if title not in codes
    }
    related = {}
    for code in codes:
        listed = []
        for other in codes:
            if other == code:
                continue
            entry = Related(
                other,
                names=naming.get((code, other), ()),
                named_by=naming.get((other, code), ()),
                repeats=tuple(r for r in both_ways if name_of(r.here) == code and name_of(r.there) == other),
                practices=tuple(t for t, users in practices.items() if {code, other} <= users),
            )
            if entry != Related(other):
                listed.append(entry)
        near = _nearest(code, codes, uses, {entry.code for entry in listed})
        related[code] = (*listed, *near)
    return related


def _naming(report: Report, names: Uses, codes: list[str]) -> dict[tuple[str, str], tuple[Place, ...]]:
    """(code of the criterion that names, code that it names) -> the places where."""
    found: dict[tuple[str, str], tuple[Place, ...]] = {}
    for named in codes:
        for place in names.by_key.get(named, ()):
            if isinstance(place, FindingPlace | SummaryPlace) and place.criterion.code != named:
                key = (place.criterion.code, named)
                found[key] = (*found.get(key, ()), place)
    return found


def _nearest(code: str, codes: list[str], uses: Uses, known: set[str]) -> list[Related]:
    """The criteria nearest by terms. A term counts the more, the fewer criteria use it."""
    users = {
        term: {name_of(p) for p in found if isinstance(p, FindingPlace | SummaryPlace)}
        for term, found in uses.by_key.items()
    }
    scored = []
    for other in codes:
        shared = [t for t, who in users.items() if other != code and {code, other} <= who]
        # A term that many criteria use says nothing of any two.
        telling = sorted((t for t in shared if len(users[t]) <= RARE), key=lambda t: (len(users[t]), t))
        score = sum(math.log(len(codes) / len(users[t])) for t in telling)
        if telling and other not in known:
            scored.append((-score, other, tuple(telling)))
    nearest = sorted(scored)[:NEAREST]
    return [Related(other, terms=terms[:5]) for _, other, terms in sorted(nearest, key=lambda s: s[1])]
