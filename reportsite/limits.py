"""Limits on the size of inputs, each with its reason.

They are many times the size of the largest real report (some 100 pages, 300 kB), but small enough for a build
to finish. Larger inputs are rejected before they are processed.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportsite.errors import Collector


@dataclass(frozen=True, slots=True)
class Limit:
    """The maximum number of something in an input."""

    most: int
    what: str
    """What is counted, in the plural."""
    hint: str
    """The number in real reports, and what to do about a larger one."""

    def message(self, count: int) -> str:
        return f"{count:,} {self.what}; expected {self.most:,} at most."

    def allows(self, count: int, problems: Collector, line: int = 0) -> bool:
        """Whether `count` is within the limit. If not, an error goes to `problems`."""
        if count > self.most:
            problems.error("L001", line, self.message(count), self.hint)
        return count <= self.most

    def check(self, count: int) -> None:
        """Raise LimitError if `count` exceeds the limit."""
        if count > self.most:
            raise LimitError(self, count)


class LimitError(Exception):
    """A number that is only known during processing exceeds its limit."""

    def __init__(self, limit: Limit, count: int) -> None:
        self.limit = limit
        self.count = count
        super().__init__(limit.message(count))


FILE = Limit(10_000_000, "bytes", "The largest real report has some 300,000. Is this the right file?")
YAML = Limit(500_000, "bytes", "A glossary of a hundred terms has some 20,000. Is this the right file?")
LINES = Limit(200_000, "lines", "The largest real report has some 5,000. Is this the right file?")
LINE = Limit(20_000, "characters in one line", "Keep the line breaks: each paragraph has a line.")
COLUMNS = Limit(50, "cells in a row of a table", "The widest real table has eight. Remove superfluous tabs.")
CRITERIA = Limit(2_000, "criteria", "The largest real report has some 60. Is this the text of one report?")
SECTIONS = Limit(100, "sections in a criterion", "There are five kinds of section. Is a heading repeated?")
MARKS = Limit(1_000, "marks of footnotes", "The largest real report has some 30. Are they marks?")
TERMS = Limit(2_000, "terms and names", "The largest real glossary has some 100 terms. Remove some.")
NAME = Limit(100, "characters in a name", "Shorten it: names become addresses and links.")
NESTING = Limit(20, "levels of nesting", "The files need four. Write lists and mappings flat.")
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
