"""Passages that the report prints more than once, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from rapidfuzz import fuzz

from reportsite.model import Report
from reportsite.relating.places import Place, key_of, owner_of, places

MIN_WORDS = 8
"""Shorter sentences are alike by chance: `None.`, `This is informing preventative activity.`"""

MIN_RATIO = 70.0
"""Least share of letters, in percent, that two sentences have in common and in order
(rapidfuzz.fuzz.ratio). tests/fixtures/repeats.yml holds the pairs that settled it."""

MIN_PART = 78.0
"""The same for a sentence that stands within a longer one (rapidfuzz.fuzz.partial_ratio)."""

_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+(?=[A-Z0-9‘“\"'(])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage of one place and its like at another: a sentence, or a few that answer each other."""

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
    sentences: int
    """How many sentences of `here` stand at `there` too."""
    whole: bool
    """Whether it is all that either place says."""

    @property
    def differs(self) -> bool:
        return any(pair.differs for pair in self.pairs)

    @property
    def reversed(self) -> Repeat:
        pairs = tuple(Pair(pair.there, pair.here) for pair in self.pairs)
        return Repeat(self.there, self.here, pairs, self.sentences, self.whole)


def _quotes(text: str) -> str:
    return re.sub(r"[‘’'“”\"]", "'", text)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is compared."""

    text: str
    """Small letters and figures, single spaces."""
    words: frozenset[str]
    long: bool
    """Whether it has words enough to tell anything."""


def _said(sentence: str) -> _Said:
    found = re.findall(r"[^\W_]+", sentence.lower())
    return _Said(" ".join(found), frozenset(found), len(found) >= MIN_WORDS)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. Abbreviations with a small letter after them do not end one."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def alike(a: str, b: str) -> bool:
    """Whether two sentences say the same, or one stands within the other. Short ones never do."""
    return _alike(_said(a), _said(b))


def _alike(a: _Said, b: _Said) -> bool:
    if not (a.long and b.long):
        return False
    # Letters are slow to compare: sentences that share few words are passed over.
    if len(a.words & b.words) * 2 < min(len(a.words), len(b.words)):
        return False
    return bool(
        fuzz.ratio(a.text, b.text, score_cutoff=MIN_RATIO)
        or fuzz.partial_ratio(a.text, b.text, score_cutoff=MIN_PART)
    )


def find_repeats(report: Report) -> tuple[Repeat, ...]:
    """Every pair of places, of different criteria or practices, that share sentences.

    Each pair once, in the order of the report.
    """
    said: list[tuple[Place, list[str], list[_Said]]] = []
    for place, units in places(report):
        if owner_of(place):
            found = [s for unit in units for p in unit for s in sentences(p.text)]
            said.append((place, found, [_said(s) for s in found]))
    repeats = []
    for number, (here, own, own_said) in enumerate(said):
        for there, other, other_said in said[number + 1 :]:
            if owner_of(here) == owner_of(there):
                continue
            matches = _match(own_said, other_said)
            if matches:
                pairs = tuple(
                    Pair(" ".join(own[i] for i in ours), " ".join(other[j] for j in theirs))
                    for ours, theirs in matches
                )
                ours = sum(len(i) for i, _ in matches)
                theirs = sum(len(j) for _, j in matches)
                whole = (ours, theirs) == (len(own), len(other))
                repeats.append(Repeat(here, there, pairs, ours, whole))
    return tuple(repeats)


def _match(own: list[_Said], other: list[_Said]) -> list[tuple[list[int], list[int]]]:
    """Indexes of sentences that answer each other, in groups: one may answer two, or a part of one."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, a in enumerate(own):
        answers = {j for j, b in enumerate(other) if _alike(a, b)}
        if not answers:
            continue
        joined = [group for group in groups if group[1] & answers]
        groups = [group for group in groups if group not in joined]
        groups.append(({i}.union(*(g[0] for g in joined)), answers.union(*(g[1] for g in joined))))
    return sorted((sorted(ours), sorted(theirs)) for ours, theirs in groups)


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
    # Quotation marks of another kind make no other words.
    matcher = SequenceMatcher(None, [*map(_quotes, before)], [*map(_quotes, after)], autojunk=False)
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            out.append((Change.SAME, " ".join(before[a:b])))
            continue
        if a < b:
            out.append((Change.REMOVED, " ".join(before[a:b])))
        if c < d:
            out.append((Change.ADDED, " ".join(after[c:d])))
    return tuple(out)
