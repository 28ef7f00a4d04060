"""Passages that the report prints more than once, word for word or nearly so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import combinations, product
from operator import itemgetter

from rapidfuzz import fuzz

from reportsite import limits
from reportsite.model import Report
from reportsite.relating.places import Place, key_of, owner_of, places

MIN_WORDS = 8
"""Shorter sentences match by chance: `None.`, `This is informing preventative activity.`"""

MAX_WORDS = 100
"""Longer sentences are lists or tables without full stops. Comparing them takes too long."""

COMPARISON = 100**3
"""The work of comparing two sentences of a hundred letters."""

MIN_RATIO = 70.0
"""Least similarity of two sentences, in percent (rapidfuzz.fuzz.ratio).
tests/fixtures/relating/repeats.yml has the pairs that settled it."""

MIN_PART = 78.0
"""The same for a sentence within a longer one (rapidfuzz.fuzz.partial_ratio)."""

RUN = 4
"""Sentences that share no run of so many words are not repeats. Repeats in the committed report share at
least five."""

COMMON = 10
"""Runs of words that more sentences have are set phrases: they make no two sentences alike. The commonest in
the committed report, `the mps has a`, is in seven."""

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
class Sentence:
    """A sentence, prepared for comparison."""

    printed: str
    text: str
    """Lower-case letters and figures, with single spaces."""
    compared: bool
    """Whether it has enough words for a match to mean anything, and not too many."""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())

    @property
    def runs(self) -> Iterator[str]:
        """Every run of RUN words."""
        words = self.text.split()
        return (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def prepared(printed: str) -> Sentence:
    """A sentence as printed, prepared for comparison."""
    words = re.findall(r"[^\W_]+", printed.lower())
    return Sentence(printed, " ".join(words), MIN_WORDS <= len(words) <= MAX_WORDS)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph. An abbreviation before a lower-case letter does not end one."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def alike(a: str, b: str) -> bool:
    """Whether two sentences say the same, or one is within the other. Very short or long ones never do."""
    one, other = prepared(a), prepared(b)
    return one.compared and other.compared and _share_words(one, other) and _same_letters(one, other)


def _share_words(a: Sentence, b: Sentence) -> bool:
    """Whether two sentences share a run of words, and half of the words of the one that has fewer.

    Sentences that do not are not repeats, however similar their letters.
    """
    return _share_half(a, b) and not set(a.runs).isdisjoint(b.runs)


def _share_half(a: Sentence, b: Sentence) -> bool:
    words, others = a.words, b.words
    return len(words & others) * 2 >= min(len(words), len(others))


def _same_letters(a: Sentence, b: Sentence) -> bool:
    """Whether two sentences, or one and a part of the other, have nearly the same letters in order."""
    return bool(
        fuzz.ratio(a.text, b.text, score_cutoff=MIN_RATIO)
        or fuzz.partial_ratio(a.text, b.text, score_cutoff=MIN_PART)
    )


def find_repeats(report: Report) -> tuple[Repeat, ...]:
    """Every pair of places, of different criteria or practices, that share sentences.

    Each pair once, in the order of the report.
    """
    passages = [
        (place, [prepared(s) for unit in units for paragraph in unit for s in sentences(paragraph.text)])
        for place, units in places(report)
        if owner_of(place)
    ]
    distinct: dict[str, Sentence] = {}
    uses: dict[str, dict[str, list[_Use]]] = {}
    for number, (place, said) in enumerate(passages):
        for index, sentence in enumerate(said):
            if sentence.compared:
                distinct.setdefault(sentence.text, sentence)
                users = uses.setdefault(sentence.text, {})
                users.setdefault(owner_of(place), []).append((number, index))
    matches: dict[tuple[int, int], dict[int, set[int]]] = {}
    count = 0
    for a, b in _alike_pairs(distinct.values()):
        crossed = combinations(uses[a].items(), 2) if a == b else product(uses[a].items(), uses[b].items())
        for (owner, own), (other_owner, others) in crossed:
            if owner == other_owner:
                continue
            count += len(own) * len(others)
            limits.REPEATS.check(count)
            for pair in product(own, others):
                (here, i), (there, j) = sorted(pair)
                matches.setdefault((here, there), {}).setdefault(i, set()).add(j)
    return tuple(
        _repeat(*passages[here], *passages[there], _groups(by_sentence))
        for (here, there), by_sentence in sorted(matches.items(), key=itemgetter(0))
    )


_Use = tuple[int, int]
"""A sentence in the report: the index of its passage, and its own in the passage."""


def _alike_pairs(distinct: Collection[Sentence]) -> Iterator[tuple[str, str]]:
    """Every pair of texts that are alike, once; each with itself as well. Raises LimitError."""
    limits.SENTENCES.check(len(distinct))
    yield from ((sentence.text, sentence.text) for sentence in distinct)
    work = 0
    for a, b in candidates(distinct):
        # What partial_ratio takes at worst grows like this.
        work += len(a.text) * len(b.text) * max(len(a.text), len(b.text))
        limits.COMPARED.check(work // COMPARISON)
        if _same_letters(a, b):
            yield a.text, b.text


def candidates(distinct: Collection[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Every pair of different sentences that share half of their words and a run that is not a set phrase.

    An index of runs finds them: a sentence is held against at most COMMON others for each of its words,
    however many sentences there are.
    """
    first: dict[str, Sentence] = {}
    users: dict[str, list[Sentence]] = {}
    for sentence in distinct:
        for run in set(sentence.runs):
            # Most runs have one user.
            if run in first:
                users.setdefault(run, [first[run]]).append(sentence)
            else:
                first[run] = sentence
    sharing: dict[str, list[list[Sentence]]] = {}
    for group in users.values():
        if len(group) <= COMMON:
            for sentence in group:
                sharing.setdefault(sentence.text, []).append(group)
    for sentence in distinct:
        groups = sharing.get(sentence.text, ())
        earlier = {other.text: other for group in groups for other in group[: group.index(sentence)]}
        yield from ((sentence, other) for other in earlier.values() if _share_half(sentence, other))


_Group = tuple[list[int], list[int]]
"""Indexes of sentences at one place, and of those that repeat them at the other."""


def _repeat(
    here: Place, own: list[Sentence], there: Place, other: list[Sentence], groups: list[_Group]
) -> Repeat:
    pairs = tuple(
        Pair(" ".join(own[i].printed for i in mine), " ".join(other[j].printed for j in theirs))
        for mine, theirs in groups
    )
    matched_here = sum(len(mine) for mine, _ in groups)
    matched_there = sum(len(theirs) for _, theirs in groups)
    whole = (matched_here, matched_there) == (len(own), len(other))
    return Repeat(here, there, pairs, matched_here, whole)


def _groups(matches: Mapping[int, set[int]]) -> list[_Group]:
    """Groups of sentences that repeat each other: one may repeat two, or a part of one.

    `matches` maps the index of a sentence at one place to those of its repeats at the other.
    """
    groups: list[tuple[set[int], set[int]]] = []
    for i, repeated in sorted(matches.items()):
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
    # A different kind of quotation mark is not a difference.
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
