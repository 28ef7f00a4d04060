"""The types of a repair: a function from Draft to Change, with a name and a sentence for readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from reportsite.model import Line, Omission, Repair
from reportsite.reading.lines import blank_after, read_bullet, slice_line


@dataclass(frozen=True, slots=True)
class LiftedNote:
    """A footnote taken out of the running text."""

    mark: str
    """`¹`. The source need not print it at the note itself."""
    ref_line: int
    """The line whose text contains the mark."""
    lines: tuple[Line, ...]
    """With blank lines between the paragraphs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text on its way through the repairs."""

    lines: tuple[Line, ...]
    notes: tuple[LiftedNote, ...] = ()
    repairs: tuple[Repair, ...] = ()
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule changed something."""

    lines: tuple[int, ...]
    """The numbers of the source lines, in order."""
    excerpt: str = ""


def place(lines: Iterable[Line], words: Line | None = None) -> Place:
    """The place of some lines, with the first six words of one of them as its excerpt."""
    split = words.text.split() if words else []
    excerpt = " ".join(split[:6]) + ("…" if len(split) > 6 else "")
    return Place(tuple(line.number for line in lines), excerpt)


@dataclass(frozen=True, slots=True)
class Change:
    """The result of a rule: all lines after it ran, and what it changed."""

    lines: tuple[Line, ...]
    places: tuple[Place, ...] = ()
    """Empty where the rule changed nothing."""
    omissions: tuple[Omission, ...] = ()
    notes: tuple[LiftedNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A named repair of the layout.

    It moves, splits, joins or omits lines and never changes a word: every `Line.text` stays an exact
    slice of the file. Applied to its own result, it changes nothing.
    """

    name: str
    """`cut-sentence`: the name in `Repair.rule` and of the fixture pairs."""
    sentence: str
    """What the rule does, as readers see it on the page about the edition."""
    repair: Callable[[Draft], Change]

    def __call__(self, draft: Draft) -> Draft:
        change = self.repair(draft)
        if not change.places:
            return draft
        repairs = (Repair(self.name, where.lines, where.excerpt) for where in change.places)
        return Draft(
            change.lines,
            (*draft.notes, *change.notes),
            (*draft.repairs, *repairs),
            (*draft.omissions, *change.omissions),
        )


def rule(name: str, sentence: str) -> Callable[[Callable[[Draft], Change]], Rule]:
    """Turn the function below into a Rule. Its docstring shows `in -> out`."""
    return lambda repair: Rule(name, sentence, repair)


def split_lines(draft: Draft, cuts_of: Callable[[Line], list[int]]) -> Change:
    """Lines split at the offsets that `cuts_of` returns, with blank lines between the parts."""
    lines: list[Line] = []
    places: list[Place] = []
    for line in draft.lines:
        cuts = cuts_of(line)
        if not cuts:
            lines.append(line)
            continue
        places.append(place([line], line))
        for start, end in pairwise([0, *cuts, len(line.text)]):
            if start:
                lines.append(blank_after(lines[-1]))
            lines.append(read_bullet(slice_line(line, start, end)))
    return Change(tuple(lines), tuple(places))
