"""Splitting of lines that combine a heading and its paragraph, or several labels."""

from __future__ import annotations

import re

from reportsite.model import Line, LineKind
from reportsite.reading import headings
from reportsite.reading.repair.rule import Change, Draft, rule, split_lines

_RUN_IN_LABEL = re.compile(r"(?<=\S)(?=\*\*[A-Z][A-Z()/ ]*\s?:\*\*)")


@rule("run-in-heading", "A heading printed in one line with its first paragraph has a line of its own.")
def split_headings(draft: Draft) -> Change:
    """Split a heading from the paragraph that shares its line.

    MC01 Summary The force has enough…  ->  MC01 Summary / The force has enough…
    """

    def cuts(line: Line) -> list[int]:
        cut = headings.run_in_end(line.text) if line.kind is LineKind.NONE else None
        return [cut] if cut else []

    return split_lines(draft, cuts)


@rule("run-in-label", "Labels of a form that share a line have lines of their own.")
def split_labels(draft: Draft) -> Change:
    """Split a line of the practice form before each label in it.

    INSPECTION AREA: X**TITLE:** Y**PROBLEM:**  ->  INSPECTION AREA: X / **TITLE:** Y / **PROBLEM:**
    """
    return split_lines(draft, lambda line: [match.start() for match in _RUN_IN_LABEL.finditer(line.text)])
