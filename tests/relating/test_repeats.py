from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import combinations
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maintenance.synthetic import grown
from reportsite.conversion import Conversion
from reportsite.model import Report
from reportsite.relating import repeats
from reportsite.relating.places import owner_of, places
from reportsite.relating.relations import Relations
from reportsite.relating.repeats import (
    COMMON,
    MAX_WORDS,
    MIN_WORDS,
    RUN,
    Change,
    Pair,
    alike,
    candidates,
    difference,
    find_repeats,
    prepared,
    sentences,
)
from tests.conftest import FIXTURES
from tests.projects import committed, golden
from tests.relating.reports import cases, label_of, report

PAIRS: dict[str, Any] = yaml.safe_load((FIXTURES / "relating" / "repeats.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pair", PAIRS["repeats"])
def test_repeats(pair: list[str]) -> None:
    assert alike(*pair)
    assert alike(*reversed(pair))


@pytest.mark.parametrize("pair", PAIRS["different"])
def test_no_repeats(pair: list[str]) -> None:
    assert not alike(*pair)


def test_sentences() -> None:
    text = 'It works, eg, here. "It does" (v4 28 June 2007). 24/7 is said, ie always! The end'
    assert sentences(text) == [
        "It works, eg, here.",
        '"It does" (v4 28 June 2007).',
        "24/7 is said, ie always!",
        "The end",
    ]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d,", "e."]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_a_difference_has_both_wordings(here: str, there: str) -> None:
    changes = difference(Pair(here, there))
    kept = [words for change, words in changes if change is not Change.ADDED]
    made = [words for change, words in changes if change is not Change.REMOVED]
    assert " ".join(kept).split() == here.split()
    assert " ".join(made).split() == there.split()


@given(WORDS)
def test_identical_wordings_have_no_difference(words: str) -> None:
    assert all(change is Change.SAME for change, _ in difference(Pair(words, words)))


@pytest.mark.parametrize("case", cases("repeats", "reports"))
def test_repeats_in_a_report(case: dict[str, Any]) -> None:
    found = [
        {
            "here": label_of(repeat.here),
            "there": label_of(repeat.there),
            "pairs": [[pair.here, pair.there] for pair in repeat.pairs],
            "sentences": repeat.sentences,
            "whole": repeat.whole,
        }
        for repeat in find_repeats(report(case["report"]))
    ]
    assert found == case["expected"]


# The definition, of all pairs ------------------------------------------------------------------


@cache
def words_of(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def sentence_runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of RUN words of a sentence that is compared."""
    words = text.split()
    compared = MIN_WORDS <= len(words) <= MAX_WORDS
    return frozenset(zip(*(words[i:] for i in range(RUN)), strict=False)) if compared else frozenset()


def repeats_by_definition(whole: Report) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Every pair of places of different owners, with the groups of sentences that are alike.

    Sentences are the same, or share a run of words that is not a set phrase.
    """
    passages = [
        (place, [s for unit in units for paragraph in unit for s in sentences(paragraph.text)])
        for place, units in places(whole)
        if owner_of(place)
    ]
    every = {text: sentence_runs(text) for text in {words_of(s) for _, said in passages for s in said}}
    counts = Counter(run for runs in every.values() for run in runs)
    set_phrases = {run for run, count in counts.items() if count > repeats.COMMON}

    def repeated_by(one: str, two: str) -> bool:
        shared = every[words_of(one)] & every[words_of(two)] - set_phrases
        return bool(shared or words_of(one) == words_of(two)) and alike(one, two)

    listed = []
    for (here, own), (there, other) in combinations(passages, 2):
        groups: list[tuple[set[int], set[int]]] = []
        for i, sentence in enumerate(own):
            repeated = {j for j, candidate in enumerate(other) if repeated_by(sentence, candidate)}
            joined = [group for group in groups if group[1] & repeated]
            if repeated and owner_of(here) != owner_of(there):
                groups = [group for group in groups if group not in joined]
                groups.append(({i}.union(*(g[0] for g in joined)), repeated.union(*(g[1] for g in joined))))
        pairs = [
            (" ".join(own[i] for i in sorted(mine)), " ".join(other[j] for j in sorted(theirs)))
            for mine, theirs in sorted((sorted(mine), sorted(theirs)) for mine, theirs in groups)
        ]
        if pairs:
            listed.append((label_of(here), label_of(there), pairs))
    return listed


def repeats_of(whole: Report) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (label_of(r.here), label_of(r.there), [(pair.here, pair.there) for pair in r.pairs])
        for r in find_repeats(whole)
    ]


# Few words, so that many sentences share some of them, some half, and some all.
SENTENCES = st.lists(
    st.sampled_from(["force", "gun", "the", "of", "intelligence", "a", "review", "team", "and", "has"]),
    min_size=6,
    max_size=16,
).map(lambda words: " ".join(words).capitalize() + ".")
FINDINGS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), max_size=3)
REPORTS = st.lists(FINDINGS, min_size=2, max_size=5).map(
    lambda criteria: report({"criteria": {f"AB{n:02}": {"s": said} for n, said in enumerate(criteria)}})
)


@given(REPORTS, st.sampled_from([1, 2, 3, COMMON]))
def test_repeats_are_those_of_all_pairs(whole: Report, common: int) -> None:
    with patch.object(repeats, "COMMON", common):
        assert repeats_of(whole) == repeats_by_definition(whole)


@pytest.mark.parametrize("conversion", [committed, golden])
def test_repeats_of_a_report_are_those_of_all_pairs(conversion: Callable[[], Conversion]) -> None:
    assert repeats_of(conversion().report) == repeats_by_definition(conversion().report)


def phrased(number: int, phrase: str) -> str:
    """A sentence with `phrase` and words that no other number has."""
    return f"{phrase} " + " ".join(f"word{number}x{n}" for n in range(4))


def pairs_compared(said: Iterable[str]) -> int:
    distinct = {sentence.text: sentence for sentence in map(prepared, said) if sentence.compared}
    return sum(1 for _ in candidates(distinct.values()))


def test_sentences_with_a_set_phrase_are_not_compared() -> None:
    """A phrase that more than COMMON sentences have would compare all pairs of them."""
    phrase = "there is evidence that"
    assert pairs_compared(phrased(n, phrase) for n in range(COMMON)) == COMMON * (COMMON - 1) / 2
    assert pairs_compared(phrased(n, phrase) for n in range(COMMON + 1)) == 0


def test_comparisons_grow_with_the_report() -> None:
    """Twice the text, of the same words, needs at most 2.3 times the comparisons."""
    fewer, more = (
        pairs_compared(
            sentence
            for line in grown(committed().inputs.source, times).splitlines()
            for sentence in sentences(line)
        )
        for times in (4, 8)
    )
    assert 0 < fewer < more <= 2.3 * fewer


SIGNS = {Change.SAME: "=", Change.REMOVED: "-", Change.ADDED: "+"}


@pytest.mark.parametrize("case", cases("repeats", "differences"))
def test_differences(case: dict[str, Any]) -> None:
    pair = Pair(case["here"], case["there"])
    assert [f"{SIGNS[change]} {words}" for change, words in difference(pair)] == case["changes"]
    assert pair.differs == (len(case["changes"]) > 1)


@pytest.fixture(scope="module")
def relations() -> Relations:
    """Of the committed report."""
    return committed().context.relations


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MC05", "MC13"), ("MC05", "MC16"), ("MC13", "MC16"), ("MC06", "MC18"), ("MC08", "MC24"),
        ("MC02", "MC14"), ("MC04", "MC17"), ("MC20", "MC22"), ("MC14", "MC22"), ("MC14", "MC25"),
        ("MC22", "MC25"), ("MC03", "MC05"), ("MC19", "Gold Groups"),
        ("MC22", "Homicide Assessment Teams (HATs)"), ("MC04", "MC22"), ("MC17", "MC19"),
    ],
)  # fmt: skip
def test_repeats_found_by_reading(relations: Relations, one: str, other: str) -> None:
    owners = {frozenset((owner_of(r.here), owner_of(r.there))) for r in relations.repeats}
    assert frozenset((one, other)) in owners


def test_repeats_are_seen_from_both_sides(relations: Relations) -> None:
    for repeat in relations.repeats:
        assert repeat in relations.repeated(repeat.here)
        assert repeat.reversed in relations.repeated(repeat.there)
