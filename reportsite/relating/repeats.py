"""Passages that the report prints more than once, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import combinations

from rapidfuzz import fuzz

from reportsite.model import Report
from reportsite.relating.places import Place, key_of, owner_of, places

MIN_WORDS = 8
"""Shorter sentences match by chance: `None.`, `This is informing preventative activity.`"""

MIN_RATIO = 70.0
"""Least similarity of two sentences, in percent (rapidfuzz.fuzz.ratio).
tests/fixtures/relating/repeats.yml has the pairs that settled it."""

MIN_PART = 78.0
"""The same for a sentence within a longer one (rapidfuzz.fuzz.partial_ratio)."""

_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+(?=[A-Z0-9‘“\"'(])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage at one place and its repeat at another: a sentence each, or a few."""

    here: str
    there: str

    @property
    def differs(self) -> bool:
        """Whether the wording differs, quotation marks aside."""
        return _quotes(self.here) != _quotes(self.there)


@dataclass(frozen=True, slots=True)
class Repeat:
    """The passages that one place shares with another."""

    here: Place
    there: Place
    pairs: tuple[Pair, ...]
    sentences: int
    """How many sentences of `here` are repeated at `there`."""
    whole: bool
    """Whether the pairs cover every sentence of both places."""

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
class _Sentence:
    """A sentence, prepared for comparison."""

    printed: str
    text: str
    """Lower-case letters and figures, with single spaces."""
    words: frozenset[str]
    long: bool
    """Whether it has enough words for a match to mean anything."""


def _sentence(printed: str) -> _Sentence:
    words = re.findall(r"[^\W_]+", printed.lower())
    return _Sentence(printed, " ".join(words), frozenset(words), len(words) >= MIN_WORDS)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. An abbreviation before a lower-case letter does not end one."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def alike(a: str, b: str) -> bool:
    """Whether two sentences say the same, or one is within the other. Short ones never do."""
    return _alike(_sentence(a), _sentence(b))


def _alike(a: _Sentence, b: _Sentence) -> bool:
    if not (a.long and b.long):
        return False
    # Comparing letters is slow, so pass over sentences that share few words.
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
    passages = [
        (place, [_sentence(s) for unit in units for paragraph in unit for s in sentences(paragraph.text)])
        for place, units in places(report)
        if owner_of(place)
    ]
    return tuple(
        _repeat(here, own, there, other, groups)
        for (here, own), (there, other) in combinations(passages, 2)
        if owner_of(here) != owner_of(there) and (groups := _match(own, other))
    )


_Group = tuple[list[int], list[int]]
"""Indexes of sentences at one place, and of those that repeat them at the other."""


def _repeat(
    here: Place, own: list[_Sentence], there: Place, other: list[_Sentence], groups: list[_Group]
) -> Repeat:
    pairs = tuple(
        Pair(" ".join(own[i].printed for i in mine), " ".join(other[j].printed for j in theirs))
        for mine, theirs in groups
    )
    matched_here = sum(len(mine) for mine, _ in groups)
    matched_there = sum(len(theirs) for _, theirs in groups)
    whole = (matched_here, matched_there) == (len(own), len(other))
    return Repeat(here, there, pairs, matched_here, whole)


def _match(own: list[_Sentence], other: list[_Sentence]) -> list[_Group]:
    """Groups of sentences that repeat each other: one may repeat two, or a part of one."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, sentence in enumerate(own):
        repeated = {j for j, candidate in enumerate(other) if _alike(sentence, candidate)}
        if not repeated:
            continue
        joined = [group for group in groups if group[1] & repeated]
        groups = [group for group in groups if group not in joined]
        groups.append(({i}.union(*(g[0] for g in joined)), repeated.union(*(g[1] for g in joined))))
    return sorted((sorted(mine), sorted(theirs)) for mine, theirs in groups)


def by_place(repeats: Iterable[Repeat]) -> dict[tuple[str, ...], tuple[Repeat, ...]]:
    """The repeats of each place, by its key, with that place as `here`."""
    by_key: dict[tuple[str, ...], list[Repeat]] = {}
    for repeat in repeats:
        by_key.setdefault(key_of(repeat.here), []).append(repeat)
        by_key.setdefault(key_of(repeat.there), []).append(repeat.reversed)
    return {key: tuple(listed) for key, listed in by_key.items()}


class Change(Enum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


def difference(pair: Pair) -> tuple[tuple[Change, str], ...]:
    """The runs of words that lead from `pair.here` to `pair.there`."""
    before, after = pair.here.split(), pair.there.split()
    out: list[tuple[Change, str]] = []
    # Another kind of quotation mark is not a difference.
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
