"""Mentions of names in running text: found in one pass, and marked where they stand first."""

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

# A superscript figure is a footnote's mark and no part of the word before it.
BEFORE = r"(?<![^\W⁰¹²³⁴-⁹])"
AFTER = r"(?![^\W⁰¹²³⁴-⁹])"
_ENDING = r"(?:s['’]?|['’]s)?"


@dataclass(frozen=True, slots=True)
class Form:
    """What a spelling stands for."""

    key: str
    """Empty for a name that is only to be passed over: `Crimint Plus` is not `Crimint`."""
    near: bool = False
    """Whether it is only a near miss."""


@dataclass(frozen=True, slots=True)
class Found:
    """A form in a text, with its plural or possessive ending."""

    form: Form
    start: int
    end: int
    exact: bool
    """Whether it is the key itself, not one of its other forms."""


class Finder:
    """Finds forms in text: whole words, longest first, case as written.

    All forms are one pattern, a tree of their letters, so that a text is read once, however many
    there are.
    """

    def __init__(self, forms: Mapping[str, Form]) -> None:
        self._forms = dict(forms)
        tree = _tree(sorted(self._forms)) if self._forms else r"(?!)"
        self._pattern = re.compile(rf"{BEFORE}(?P<form>{tree}){_ENDING}{AFTER}")

    def find(self, text: str) -> Iterator[Found]:
        """Every form in `text`, from left to right."""
        for found in self._pattern.finditer(text):
            form = self._forms[found["form"]]
            yield Found(form, found.start(), found.end(), found["form"] == form.key)

    def link(self, unit: Paragraphs, skip: str = "") -> Paragraphs:
        """The unit with the first mention of each key marked, but for `skip`. The text stays."""
        seen = {"", skip}
        out = []
        for paragraph in unit:
            found = {f.start: f for f in self.find(paragraph.text) if not f.form.near}
            linked, _ = _mark(paragraph.inlines, found, 0, seen)
            out.append(replace(paragraph, inlines=linked))
        return tuple(out)


def _tree(forms: list[str]) -> str:
    """A pattern for any of the forms, the longest that fits, as a tree of their beginnings.

    It branches where forms part, so that a long form makes no deep tree.
    """
    branches: dict[str, list[str]] = {}
    for form in forms:
        if form:
            branches.setdefault(form[0], []).append(form)
    parts = []
    for branch in branches.values():
        # They are sorted: what the first shares with the last, all share.
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(branch[0], branch[-1], strict=False))
        shared = "".join(letter for letter, _ in pairs)
        parts.append(re.escape(shared) + _tree([form.removeprefix(shared) for form in branch]))
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if '' in forms else ''}"


def _mark(
    nodes: tuple[Inline, ...], found: Mapping[int, Found], start: int, seen: set[str]
) -> tuple[tuple[Inline, ...], int]:
    """Nodes with the first mentions of `found`, by their offsets, and the offset after them.

    A form that runs over the edge of a node is left alone.
    """
    out: list[Inline] = []
    for node in nodes:
        match node:
            case Text(text):
                out += _mark_text(text, found, start, seen)
                start += len(text)
            case Emphasis(children):
                inner, start = _mark(children, found, start, seen)
                out.append(Emphasis(inner))
            case Strong(children):
                inner, start = _mark(children, found, start, seen)
                out.append(Strong(inner))
            case WebLink() | NoteRef() | Mention():
                out.append(node)
                start += len(plain((node,)))
    return tuple(out), start


def _mark_text(text: str, found: Mapping[int, Found], start: int, seen: set[str]) -> Iterator[Inline]:
    done = 0
    for offset in range(len(text)):
        here = found.get(start + offset)
        if here and here.end <= start + len(text) and here.form.key not in seen:
            seen.add(here.form.key)
            if offset > done:
                yield Text(text[done:offset])
            done = here.end - start
            yield Mention(here.form.key, text[offset:done])
    if done < len(text):
        yield Text(text[done:])


# Linking -------------------------------------------------------------------------------------


def link_report(report: Report, finders: Iterable[Finder]) -> Report:
    """The report with the first mention of each name in each finding and paragraph marked.

    Earlier finders go first where two find the same words. A practice is not marked in itself.
    Headings, labels, title matter and the report's own glossary are left alone.
    """
    listed = tuple(finders)

    def link(unit: Paragraphs, skip: str = "") -> Paragraphs:
        for finder in listed:
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
