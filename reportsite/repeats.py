"""Passages that the report prints more than once, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from rapidfuzz import fuzz

from reportsite.model import Report
from reportsite.places import Place, key_of, owner_of, places

MIN_WORDS = 8
"""Shorter sentences are alike by chance: `None.`, `This is informing preventative activity.`"""

MIN_RATIO = 70.0
"""Least share of letters, in percent, that two sentences have in common and in order
(rapidfuzz.fuzz.ratio). tests/fixtures/repeats.yml holds the pairs that settled it."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-Z0-9‘“\"'(])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of one place and its like at another."""

    here: str
    there: str

    @property
    def differs(self) -> bool:
        """Whether the wording differs, quotation marks aside."""
        return _quotes(self.here) != _quotes(self.there)


@dataclass(frozen=True, slots=True)
class Repeat:
    """What one place shares with another."""

    here: Place
    there: Place
    pairs: tuple[Pair, ...]
    whole: bool
    """Whether it is all that either place says."""

    @property
    def differs(self) -> bool:
        return any(pair.differs for pair in self.pairs)

    @property
    def reversed(self) -> Repeat:
        pairs = tuple(Pair(pair.there, pair.here) for pair in self.pairs)
        return Repeat(self.there, self.here, pairs, self.whole)


def _quotes(text: str) -> str:
    return re.sub(r"[‘’'“”\"]", "'", text)


def _normal(sentence: str) -> str:
    """A sentence as it is compared: small letters and figures, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", sentence.lower()))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. Abbreviations with a small letter after them do not end one."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def similarity(a: str, b: str) -> float:
    """How alike two sentences are, in percent; 0 where either is too short to tell."""
    first, second = _normal(a), _normal(b)
    if min(len(first.split()), len(second.split())) < MIN_WORDS:
        return 0.0
    return fuzz.ratio(first, second, score_cutoff=MIN_RATIO)


def find_repeats(report: Report) -> tuple[Repeat, ...]:
    """Every pair of places, of different criteria or practices, that share sentences.

    Each pair once, in the order of the report.
    """
    said: list[tuple[Place, list[str], list[str]]] = []
    for place, units in places(report):
        if owner_of(place):
            found = [s for unit in units for p in unit for s in sentences(p.text)]
            said.append((place, found, [_normal(s) for s in found]))
    repeats = []
    for number, (here, own, own_normal) in enumerate(said):
        for there, other, other_normal in said[number + 1 :]:
            if owner_of(here) == owner_of(there):
                continue
            matches = _match(own_normal, other_normal)
            if matches:
                pairs = tuple(Pair(own[i], other[j]) for i, j in matches)
                whole = len(matches) == len(own) == len(other)
                repeats.append(Repeat(here, there, pairs, whole))
    return tuple(repeats)


def _match(own: list[str], other: list[str]) -> list[tuple[int, int]]:
    """Indexes of sentences that are alike, each used once, the most alike first."""
    scored = []
    for i, a in enumerate(own):
        if len(a.split()) < MIN_WORDS:
            continue
        for j, b in enumerate(other):
            if len(b.split()) < MIN_WORDS:
                continue
            if score := fuzz.ratio(a, b, score_cutoff=MIN_RATIO):
                scored.append((-score, i, j))
    used_here: set[int] = set()
    used_there: set[int] = set()
    matches = []
    for _, i, j in sorted(scored):
        if i not in used_here and j not in used_there:
            used_here.add(i)
            used_there.add(j)
            matches.append((i, j))
    return sorted(matches)


def by_place(repeats: Iterable[Repeat]) -> dict[tuple[str, ...], tuple[Repeat, ...]]:
    """For each place the repeats it has a part in, seen from there."""
    found: dict[tuple[str, ...], list[Repeat]] = {}
    for repeat in repeats:
        found.setdefault(key_of(repeat.here), []).append(repeat)
        found.setdefault(key_of(repeat.there), []).append(repeat.reversed)
    return {key: tuple(listed) for key, listed in found.items()}


class Change(Enum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


def difference(pair: Pair) -> tuple[tuple[Change, str], ...]:
    """How to get from `pair.here` to `pair.there`, in words."""
    before, after = pair.here.split(), pair.there.split()
    out: list[tuple[Change, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        if before[a:b] == after[c:d]:
            out.append((Change.SAME, " ".join(before[a:b])))
            continue
        if a < b:
            out.append((Change.REMOVED, " ".join(before[a:b])))
        if c < d:
            out.append((Change.ADDED, " ".join(after[c:d])))
    return tuple(out)
