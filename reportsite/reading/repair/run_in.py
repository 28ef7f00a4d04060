"""Lines that hold several things: a heading and its paragraph, one label after another."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportsite.model import Line, LineKind
from reportsite.reading import headings
from reportsite.reading.lines import blank_after, read_bullet, slice_line
from reportsite.reading.repair.rule import Change, Draft, Place, place, rule

_RUN_IN_LABEL = re.compile(r"(?<=\S)(?=\*\*[A-Z][A-Z()/ ]*\s?:\*\*)")


@rule("run-in-heading", "A heading printed in one line with its first paragraph has a line of its own.")
def split_headings(draft: Draft) -> Change:
    """Split a heading from the paragraph that shares its line.

    MC01 Summary The force has enough…  ->  MC01 Summary / The force has enough…
    """

    def cuts(line: Line) -> list[int]:
        cut = headings.run_in_end(line.text) if line.kind is LineKind.NONE else None
        return [cut] if cut else []

    return _split(draft, cuts)


@rule("run-in-label", "Labels of a form that share a line have lines of their own.")
def split_labels(draft: Draft) -> Change:
    """Split a line of the practice form before each label in it.

    INSPECTION AREA: X**TITLE:** Y**PROBLEM:**  ->  INSPECTION AREA: X / **TITLE:** Y / **PROBLEM:**
    """
    return _split(draft, lambda line: [match.start() for match in _RUN_IN_LABEL.finditer(line.text)])


def _split(draft: Draft, cuts_of: Callable[[Line], list[int]]) -> Change:
    """Lines split at the offsets that `cuts_of` returns, with blank lines between the parts."""
    lines: list[Line] = []
    places: list[Place] = []
    for line in draft.lines:
        cuts = cuts_of(line)
        if not cuts:
            lines.append(line)
            continue
        places.append(place([line], line))
        for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
            if start:
                lines.append(blank_after(lines[-1]))
            lines.append(read_bullet(slice_line(line, start, end)))
    return Change(tuple(lines), tuple(places))
