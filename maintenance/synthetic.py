"""Synthetic reports of any size, made from the words of a real one.

A report of `times` the size has the criteria of the original, then `times` - 1 sets of criteria like them:
the same groups, headings, numbers of findings and lengths of sentences. Their sentences are new. Half of the
words follow a word that they follow in the original, the others are any of its words, drawn with a seed (a
Markov chain of order 1, smoothed). So words and pairs of words are about as frequent as in the original,
while longer runs are mostly new, as in a sister report about another force. One sentence in twenty repeats an
earlier one of its set, half of these with a few words exchanged; the committed report has as many repeats.

The glossary and the appendices do not grow. That makes these reports harder to process than real ones of
their size would be: words, terms and practices become more frequent instead of more numerous.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportsite.reading import headings
from reportsite.relating.repeats import MIN_WORDS, sentences

REPEATED = 1 / 20
"""The share of sentences that repeat an earlier one."""

EXCHANGED = 1 / 8
"""The share of words that are exchanged in a repeat with another wording."""

FOLLOWING = 1 / 2
"""The share of words that follow the one before them in the original. If it were 1, sentences would have long
passages of the original, because most of its words have few followers."""

_PARAGRAPH = re.compile(r"(?P<bullet>- )?(?P<text>[^\W_].*[.;:,])\Z")


def grown(text: str, times: int, seed: int = 1) -> str:
    """The text of a report with `times` as many criteria as `text`."""
    lines = text.splitlines()
    criteria = [i for i, line in enumerate(lines) if headings.CRITERION.match(line)]
    end = next(i for i in range(criteria[-1], len(lines)) if headings.APPENDIX_PRACTICE.match(lines[i]))
    # The heading of the first group stands above its first criterion.
    start = max(i for i in range(criteria[0]) if lines[i].strip())
    body = [headings.NOTE_MARK.sub("", line) for line in lines[start:end]]
    chain = _Chain(body, random.Random(seed))  # noqa: S311 - the same reports every time
    copies = [line for number in range(2, times + 1) for line in _copy(body, number, chain)]
    return "\n".join([*lines[:end], *copies, *lines[end:], ""])


def prefix(number: int) -> str:
    """The letters in the codes of the criteria of set `number`, from 2."""
    return f"Z{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"


def _copy(body: Sequence[str], number: int, chain: _Chain) -> Iterator[str]:
    """Additional criteria, with the headings of `body`."""
    said: list[str] = []
    printed = [line for line in body if line.strip()]
    for line, following in pairwise([*printed, ""]):
        if headings.CRITERION.match(line):
            yield from (re.sub(r"\A[A-Z]+", prefix(number), line.split()[0]) + " Summary", "")
        elif match := _PARAGRAPH.match(line):
            made = [chain.sentence(len(sentence.split()), said) for sentence in sentences(match["text"])]
            text = re.sub(r"\b[A-Z]{2}(?=\d\d\b)", prefix(number), " ".join(made))
            yield from ((match["bullet"] or "") + text, "")
        elif any(pattern.match(line) for pattern in headings.KINDS.values()):
            yield from (line, "")
        elif headings.CRITERION.match(following):
            yield from (f"{line} {number}", "")


class _Chain:
    """Makes sentences from the words of others."""

    def __init__(self, lines: Sequence[str], draw: random.Random) -> None:
        said = [s for line in lines if (match := _PARAGRAPH.match(line)) for s in sentences(match["text"])]
        words = [sentence.rstrip(".;:,").split() for sentence in said]
        self._openings = [sentence[:2] for sentence in words if len(sentence) >= MIN_WORDS]
        self._followers: dict[str, list[str]] = {}
        for sentence in words:
            for word, follower in pairwise(sentence):
                self._followers.setdefault(word, []).append(follower)
        self._words = [word for sentence in words for word in sentence]
        self._draw = draw

    def sentence(self, length: int, said: list[str]) -> str:
        """A new sentence of about `length` words, which is added to `said`, or a repeat of one of `said`."""
        if said and self._draw.random() < REPEATED:
            return self._repeated(self._draw.choice(said))
        words = [*self._draw.choice(self._openings)]
        while len(words) < max(length, MIN_WORDS):
            words.append(self._after(words[-1]))
        said.append(" ".join(words).rstrip(".;:,!?") + ".")
        return said[-1]

    def _after(self, word: str) -> str:
        followers = self._followers.get(word) if self._draw.random() < FOLLOWING else None
        return self._draw.choice(followers or self._words)

    def _repeated(self, sentence: str) -> str:
        if self._draw.random() < 1 / 2:
            return sentence
        first, *rest = sentence.rstrip(".").split()
        words = [self._after(word) if self._draw.random() < EXCHANGED else word for word in rest]
        return " ".join([first, *words]).rstrip(".;:,!?") + "."
