"""The sizes that a build accepts, each with its reason.

They are many times those of the largest real report (some 100 pages, 300 kB), and small enough that a
build ends. What is larger is refused before the work starts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of something that an input may have."""

    most: int
    what: str
    """What is counted, in the plural."""
    reason: str
    """A sentence with the largest number in a real report, or what to do."""

    def exceeded(self, count: int) -> str:
        """The message that `count` is too many; empty where it is not."""
        return f"{count:,} {self.what}; expected {self.most:,} at most." if count > self.most else ""


FILE = Limit(10_000_000, "bytes", "The largest real report has some 300,000. Is this the right file?")
YAML = Limit(500_000, "bytes", "A glossary of a hundred terms has some 20,000. Is this the right file?")
LINES = Limit(200_000, "lines", "The largest real report has some 5,000. Is this the right file?")
LINE = Limit(20_000, "characters in one line", "Keep the line breaks of the document: a paragraph has a line.")
COLUMNS = Limit(50, "cells in a row of a table", "The widest real table has eight. Remove superfluous tabs.")
CRITERIA = Limit(2_000, "criteria", "The largest real report has some 60. Is this the text of one report?")
SECTIONS = Limit(100, "sections in a criterion", "A criterion has five kinds of section. Is a heading repeated?")
TERMS = Limit(2_000, "terms and names", "The largest real glossary has some 100 terms. Remove those not used.")
NAME = Limit(100, "characters in a name", "Shorten it: it becomes an address and the text of links.")
NESTING = Limit(20, "levels of nesting", "The files need four. Write lists and mappings flat.")
DIGITS = Limit(9, "digits in a line number", "Copy the number of the line from the received text.")
SENTENCES = Limit(100_000, "different sentences", "The largest real report has some 3,000.")
COMPARED = Limit(
    20_000_000,
    "pairs of sentences with much the same words",
    "Sentences are compared to find repeats. Is the text repeated, or made by a program?",
)
REPEATS = Limit(
    10_000,
    "pairs of passages that repeat each other",
    "A real report has some 30. Is the text repeated, or are two reports in one file?",
)


class LimitError(Exception):
    """A size that only shows while the work goes on exceeds its limit."""

    def __init__(self, limit: Limit, count: int) -> None:
        self.limit = limit
        super().__init__(limit.exceeded(count))


def check(limit: Limit, count: int) -> None:
    """Raise LimitError where `count` exceeds a limit."""
    if count > limit.most:
        raise LimitError(limit, count)
