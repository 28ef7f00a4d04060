"""How the parts of a report are related: which place uses which name, and which criteria belong together.

Each relation is stated once, in one direction; the program derives the other.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import permutations
from operator import itemgetter

from reportsite.editorial.edition import Edition
from reportsite.model import Practice, Report, SectionKind
from reportsite.relating.mentions import Finder, Form
from reportsite.relating.places import (
    FindingPlace,
    Place,
    PracticePlace,
    SummaryPlace,
    key_of,
    owner_of,
    places,
)
from reportsite.relating.repeats import Repeat, by_place, find_repeats

RARE = 3
"""The most criteria that may use a term, or mention a practice, for it to relate two of them. That others
share it says little."""

NEAREST = 3
"""The most criteria that are related to one only by the terms they share."""

SHOWN_TERMS = 5
"""The most shared terms that are kept for a related criterion."""


# Where names are used ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Uses:
    """Where names are used: terms of the glossary, practices, codes of criteria."""

    by_key: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """The places of each name, in the report's order."""
    near: Mapping[str, tuple[tuple[str, Place], ...]] = field(default_factory=dict)
    """Near misses of a term, as printed, each with its place."""
    exact: frozenset[str] = frozenset()
    """Keys that occur in the text themselves, not only in other forms."""

    def findings(self, key: str) -> tuple[FindingPlace, ...]:
        return tuple(p for p in self.by_key.get(key, ()) if isinstance(p, FindingPlace))

    def elsewhere(self, key: str) -> tuple[Place, ...]:
        """Places other than findings."""
        return tuple(p for p in self.by_key.get(key, ()) if not isinstance(p, FindingPlace))


def find_uses(report: Report, finder: Finder) -> Uses:
    """The places that use each name, each place once, in the report's order."""
    by_key: dict[str, list[Place]] = {}
    near: dict[str, list[tuple[str, Place]]] = {}
    exact: set[str] = set()
    for place, units in places(report):
        seen = {""}
        for text in (paragraph.text for unit in units for paragraph in unit):
            for occurrence in finder.find(text):
                key = occurrence.form.key
                if occurrence.exact:
                    exact.add(key)
                if occurrence.form.near:
                    near.setdefault(key, []).append((text[occurrence.start : occurrence.end], place))
                elif key not in seen:
                    seen.add(key)
                    by_key.setdefault(key, []).append(place)
    return Uses(
        {key: tuple(users) for key, users in by_key.items()},
        {key: tuple(misses) for key, misses in near.items()},
        frozenset(exact),
    )


# Practices and criteria by name --------------------------------------------------------------


def practice_names(title: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """The spellings of a practice's name: its title and aliases, each also with other capitals.

    A last remark in brackets does not belong to the name: `Homicide Teams (HTs)`.
    """
    bare = re.sub(r"(?<!\s)\s*\([^()]*\)\Z", "", title)
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
    """Another criterion, and the reasons why it is related."""

    code: str
    names: tuple[Place, ...] = ()
    """Places of this criterion that mention the other."""
    named_by: tuple[Place, ...] = ()
    """Places of the other criterion that mention this one."""
    repeats: tuple[Repeat, ...] = ()
    practices: tuple[str, ...] = ()
    """Titles of practices that both mention."""
    terms: tuple[str, ...] = ()
    """Terms that both use and few other criteria do, the rarest first. One alone is of these two only."""


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything that connects the parts of a report."""

    terms: Uses
    """Uses of the glossary's terms."""
    names: Uses
    """Uses of practices, by title, and of criteria, by code."""
    repeats: tuple[Repeat, ...]
    at: Mapping[tuple[str, ...], tuple[Repeat, ...]]
    """The repeats of each place, by its key, with that place as `here`."""
    named: Mapping[tuple[str, ...], tuple[str, ...]]
    """The names that each place uses, by its key, in the order of their first use."""
    related: Mapping[str, tuple[Related, ...]]
    """Related criteria by code, in the report's order."""

    def practice_criteria(self, practice: Practice) -> dict[str, tuple[Place, ...]]:
        """The codes of the criteria that mention a practice, each with the places, in the report's order."""
        by_code: dict[str, tuple[Place, ...]] = {}
        for place in self.names.by_key.get(practice.title.text, ()):
            if isinstance(place, FindingPlace | SummaryPlace):
                code = place.criterion.code
                by_code[code] = (*by_code.get(code, ()), place)
        return by_code

    def submitted(self, practice: Practice) -> tuple[FindingPlace, ...]:
        """The findings under Developing practice that mention a practice of the appendix."""
        return tuple(
            place
            for place in self.names.findings(practice.title.text)
            if place.finding.kind is SectionKind.PRACTICE
        )

    def repeated(self, place: Place) -> tuple[Repeat, ...]:
        return self.at.get(key_of(place), ())

    def named_in(self, place: Place) -> tuple[str, ...]:
        """The titles of practices and codes of criteria that a place mentions; none for a practice."""
        if isinstance(place, PracticePlace):
            return ()
        return self.named.get(key_of(place), ())


def relate(report: Report, edition: Edition, terms: Finder) -> Relations:
    """Everything that connects the parts of a report."""
    uses = find_uses(report, terms)
    names = find_uses(report, name_finder(report, edition))
    repeats = find_repeats(report)
    return Relations(
        uses, names, repeats, by_place(repeats), _named(names), _related(report, uses, names, repeats)
    )


def _named(names: Uses) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The names that each place uses, by its key."""
    named: dict[tuple[str, ...], dict[str, None]] = {}
    for name, users in names.by_key.items():
        for place in users:
            named.setdefault(key_of(place), {})[name] = None
    return {key: tuple(used) for key, used in named.items()}


def _related(
    report: Report, uses: Uses, names: Uses, repeats: tuple[Repeat, ...]
) -> dict[str, tuple[Related, ...]]:
    """The related criteria of each, by code: those with a reason in the text, then the nearest by terms."""
    codes = [criterion.code for criterion in report.criteria]
    order = {code: index for index, code in enumerate(codes)}
    repeated = _by_owners([*repeats, *(repeat.reversed for repeat in repeats)])
    mentions = _mentions(names, codes)
    practices = _common(_criteria(names), codes)
    users = _criteria(uses)
    terms = _terms_by_user(users)
    connected: dict[str, set[str]] = {}
    for code, other in (*mentions, *repeated, *practices):
        if code in order and other in order:
            connected.setdefault(code, set()).add(other)
            connected.setdefault(other, set()).add(code)
    related = {}
    for code in codes:
        others = connected.get(code, set())
        with_reason = [
            Related(
                other,
                names=tuple(mentions.get((code, other), ())),
                named_by=tuple(mentions.get((other, code), ())),
                repeats=tuple(repeated.get((code, other), ())),
                practices=tuple(practices.get((code, other), ())),
            )
            for other in sorted(others, key=order.__getitem__)
        ]
        candidates = {term: users[term] for term in terms.get(code, ())}
        related[code] = (*with_reason, *nearest(code, codes, candidates, others))
    return related


def _common(users: Mapping[str, Set[str]], codes: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """(code of a criterion, code of another) -> the titles of practices that both mention and few
    others do."""
    criteria = set(codes)
    common: dict[tuple[str, str], list[str]] = {}
    for title, who in users.items():
        if title not in criteria and len(who) <= RARE:
            for pair in permutations(who, 2):
                common.setdefault(pair, []).append(title)
    return common


def _terms_by_user(users: Mapping[str, Set[str]]) -> dict[str, list[str]]:
    """The terms that each criterion uses and few others do."""
    terms: dict[str, list[str]] = {}
    for term, who in users.items():
        if len(who) <= RARE:
            for code in who:
                terms.setdefault(code, []).append(term)
    return terms


def _criteria(uses: Uses) -> dict[str, frozenset[str]]:
    """The codes of the criteria that use each name."""
    return {
        key: frozenset(p.criterion.code for p in users if isinstance(p, FindingPlace | SummaryPlace))
        for key, users in uses.by_key.items()
    }


def _by_owners(repeats: Iterable[Repeat]) -> dict[tuple[str, str], list[Repeat]]:
    """(name of the owner of `here`, that of `there`) -> the repeats between them."""
    by_owners: dict[tuple[str, str], list[Repeat]] = {}
    for repeat in repeats:
        by_owners.setdefault((owner_of(repeat.here), owner_of(repeat.there)), []).append(repeat)
    return by_owners


def _mentions(names: Uses, codes: Iterable[str]) -> dict[tuple[str, str], list[Place]]:
    """(code of a criterion, code of another that it mentions) -> the places that do."""
    mentions: dict[tuple[str, str], list[Place]] = {}
    for code in codes:
        for place in names.by_key.get(code, ()):
            if isinstance(place, FindingPlace | SummaryPlace) and place.criterion.code != code:
                mentions.setdefault((place.criterion.code, code), []).append(place)
    return mentions


def nearest(
    code: str, codes: Sequence[str], users: Mapping[str, Set[str]], known: Set[str] = frozenset()
) -> tuple[Related, ...]:
    """The criteria nearest to `code` by the terms they share, at most NEAREST of them, sorted by code.

    `codes` are those of all criteria, `users` the codes of the criteria that use each term, `known` the
    criteria that are related already. A shared term scores the logarithm of the share of criteria that
    use it (inverse document frequency), so rare terms count more; terms of more than RARE criteria do
    not count, and a single shared term only if no third criterion uses it. On a tie the lower code wins.
    """
    rare = {term: who for term, who in users.items() if code in who and len(who) <= RARE}
    by_rarity = sorted(rare, key=lambda term: (len(rare[term]), term))
    shared: dict[str, list[str]] = {}
    for term in by_rarity:
        for other in rare[term] - {code} - known:
            shared.setdefault(other, []).append(term)
    scored = [
        (-sum(math.log(len(codes) / len(rare[term])) for term in terms), other, tuple(terms))
        for other, terms in shared.items()
        if len(terms) > 1 or len(rare[terms[0]]) == 2
    ]
    best = sorted(scored)[:NEAREST]
    return tuple(
        Related(other, terms=terms[:SHOWN_TERMS]) for _, other, terms in sorted(best, key=itemgetter(1))
    )
