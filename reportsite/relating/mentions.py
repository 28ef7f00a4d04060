"""Mentions of names in running text: found in one pass, the first of each unit linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from reportsite.model import (
    Block,
    Criterion,
    Emphasis,
    Framework,
    Inline,
    Labelled,
    Mention,
    Note,
    NoteRef,
    Paragraphs,
    Practice,
    Report,
    Section,
    Strong,
    SubHeading,
    Text,
    WebLink,
    map_units,
    plain,
)

# A superscript figure is the mark of a footnote, not a part of the word before it.
BEFORE = r"(?<![^\W⁰¹²³⁴-⁹])"
AFTER = r"(?![^\W⁰¹²³⁴-⁹])"
_ENDING = r"(?:s['’]?|['’]s)?"
"""The ending of a plural or a possessive: `MITs`, `MITs’`, `MIT’s`."""


@dataclass(frozen=True, slots=True)
class Form:
    """The meaning of one spelling."""

    key: str
    """Of the term, practice or criterion. Empty for a name that only shields the words it contains:
    `Crimint Plus` is not `Crimint`."""
    near: bool = False
    """Whether the spelling is only a near miss, which is listed but not linked."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A form at one place of a text."""

    form: Form
    start: int
    """Offset in the text, in characters."""
    end: int
    """Offset after the form and its plural or possessive ending."""
    exact: bool
    """Whether the text has the key itself, not one of its other forms."""


class Finder:
    """Finds forms in text: whole words, the longest form first, case-sensitive.

    One pattern, a tree of letters, covers all forms, so a text is read once however many there are.
    """

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = dict(forms)
        tree = _tree(sorted(self._forms)) if self._forms else r"(?!)"
        self._pattern = re.compile(rf"{BEFORE}(?P<form>{tree}){_ENDING}{AFTER}")

    def find(self, text: str) -> Iterator[Occurrence]:
        """Every form in `text`, from left to right, without overlaps."""
        for match in self._pattern.finditer(text):
            spelling = match["form"]
            form = self._forms[spelling]
            yield Occurrence(form, match.start(), match.end(), spelling == form.key)

    def link(self, unit: Paragraphs, skip: str = "") -> Paragraphs:
        """The unit with the first mention of each key, except `skip`, linked. The text stays the same."""
        linked = {"", skip}
        paragraphs = []
        for paragraph in unit:
            occurrences = {o.start: o for o in self.find(paragraph.text) if not o.form.near}
            inlines, _ = _link_inlines(paragraph.inlines, occurrences, 0, linked)
            paragraphs.append(replace(paragraph, inlines=inlines))
        return tuple(paragraphs)


def _tree(forms: list[str]) -> str:
    """A pattern that matches the longest of the sorted `forms` that fits.

    It branches only where forms differ, so a long form does not make a deep tree.
    """
    branches: dict[str, list[str]] = {}
    for form in forms:
        if form:
            branches.setdefault(form[0], []).append(form)
    if not branches:
        return ""
    patterns = []
    for branch in branches.values():
        # The forms are sorted, so all share what the first shares with the last.
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(branch[0], branch[-1], strict=False))
        prefix = "".join(letter for letter, _ in pairs)
        patterns.append(re.escape(prefix) + _tree([form.removeprefix(prefix) for form in branch]))
    return f"(?:{'|'.join(patterns)}){'?' if '' in forms else ''}"


def _link_inlines(
    nodes: tuple[Inline, ...], occurrences: Mapping[int, Occurrence], start: int, linked: set[str]
) -> tuple[tuple[Inline, ...], int]:
    """Link the occurrences whose key is not yet `linked`; add their keys to it.

    `occurrences` are by their offsets in the paragraph, `start` is the offset of the first node.
    Returns the new nodes and the offset after them. An occurrence that crosses the edge of a node is
    left alone.
    """
    new: list[Inline] = []
    for node in nodes:
        match node:
            case Text(text):
                new += _link_text(text, occurrences, start, linked)
                start += len(text)
            case Emphasis(children):
                inner, start = _link_inlines(children, occurrences, start, linked)
                new.append(Emphasis(inner))
            case Strong(children):
                inner, start = _link_inlines(children, occurrences, start, linked)
                new.append(Strong(inner))
            case WebLink() | NoteRef() | Mention():
                new.append(node)
                start += len(plain((node,)))
    return tuple(new), start


def _link_text(
    text: str, occurrences: Mapping[int, Occurrence], start: int, linked: set[str]
) -> Iterator[Inline]:
    done = 0
    for offset in range(len(text)):
        occurrence = occurrences.get(start + offset)
        if not occurrence or occurrence.end > start + len(text) or occurrence.form.key in linked:
            continue
        linked.add(occurrence.form.key)
        if offset > done:
            yield Text(text[done:offset])
        done = occurrence.end - start
        yield Mention(occurrence.form.key, text[offset:done])
    if done < len(text):
        yield Text(text[done:])


# Linking -------------------------------------------------------------------------------------


def link_report(report: Report, finders: Iterable[Finder]) -> Report:
    """The report with the first mention of each name in each finding, list item and paragraph linked.

    If two finders find the same words, the earlier one links them. A practice is not linked to
    itself. Headings, labels, title matter and the report's own glossary stay as they are.
    """
    in_order = tuple(finders)

    def link(unit: Paragraphs, skip: str = "") -> Paragraphs:
        for finder in in_order:
            unit = finder.link(unit, skip)
        return unit

    return _Linker(link).report(report)


@dataclass(frozen=True, slots=True)
class _Linker:
    """Applies a change to every unit of running text of a report."""

    change: Callable[..., Paragraphs]

    def report(self, report: Report) -> Report:
        practice = report.practice
        return replace(
            report,
            inspection=tuple(map(self.section, report.inspection)),
            force=tuple(map(self.section, report.force)),
            frameworks=tuple(map(self.framework, report.frameworks)),
            back=tuple(map(self.section, report.back)),
            practice=practice and replace(practice, practices=tuple(map(self.practice, practice.practices))),
        )

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(map_units(block, self.change) for block in blocks)

    def notes(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        return tuple(replace(note, paragraphs=self.change(note.paragraphs)) for note in notes)

    def section(self, section: Section) -> Section:
        return replace(
            section,
            blocks=self.blocks(section.blocks),
            subsections=tuple(map(self.section, section.subsections)),
            notes=self.notes(section.notes),
        )

    def framework(self, framework: Framework) -> Framework:
        return replace(
            framework,
            sections=tuple(map(self.section, framework.sections)),
            groups=tuple(
                replace(group, criteria=tuple(map(self.criterion, group.criteria)))
                for group in framework.groups
            ),
        )

    def criterion(self, criterion: Criterion) -> Criterion:
        sections = tuple(
            replace(
                section,
                findings=tuple(
                    replace(finding, paragraphs=self.change(finding.paragraphs))
                    for finding in section.findings
                ),
            )
            for section in criterion.sections
        )
        return replace(
            criterion,
            aside=self.change((criterion.aside,))[0] if criterion.aside else None,
            summary=self.blocks(criterion.summary),
            sections=sections,
            notes=self.notes(criterion.notes),
        )

    def practice(self, practice: Practice) -> Practice:
        def change(unit: Paragraphs) -> Paragraphs:
            return self.change(unit, skip=practice.title.text)

        def labelled(part: Labelled) -> Labelled:
            blocks = (b if isinstance(b, SubHeading) else map_units(b, change) for b in part.blocks)
            return replace(part, blocks=tuple(blocks))

        return Practice(
            area=labelled(practice.area),
            title=practice.title,
            problem=labelled(practice.problem),
            solution=labelled(practice.solution),
            outcome=labelled(practice.outcome),
            contact=labelled(practice.contact),
        )
