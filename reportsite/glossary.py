"""glossary.yml -> Glossary, checked against the report's own; mentions of its terms in text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportsite.errors import Collector
from reportsite.model import (
    Block,
    Criterion,
    Emphasis,
    Entry,
    Framework,
    Glossary,
    Inline,
    Labelled,
    Line,
    Mention,
    Note,
    NoteRef,
    Paragraphs,
    Practice,
    Report,
    Section,
    Strong,
    SubHeading,
    TermKind,
    Text,
    WebLink,
    map_units,
    plain,
)
from reportsite.yamlfile import Fields, Value, read_yaml

COMMON_USAGE = "common usage"
"""The origin of a term that everybody knows and the report does not expand."""

_KEYS = ("expansion", "kind", "definition", "forms", "see", "near", "from")
_SPELLING = re.compile(r"\w[\w &/().’'-]*\Z")

# A superscript figure is a footnote's mark and no part of the word before it.
_BEFORE = r"(?<![^\W⁰¹²³⁴-⁹])"
_AFTER = r"(?![^\W⁰¹²³⁴-⁹])"
_ENDING = r"(?:s['’]?|['’]s)?"

_WEB_ADDRESS = re.compile(r"<[a-z]+:[^<>\s]*>")

TOKEN = re.compile(rf"{_BEFORE}[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*{_AFTER}")
"""A capitalised token: a word that begins with a capital and holds another, or a figure."""


# Reading -------------------------------------------------------------------------------------


def read_glossary(text: str, problems: Collector) -> Glossary:
    """The terms in glossary.yml. All mistakes go to `problems`; raises InputError if there are any."""
    fields = Fields(read_yaml(text, problems), "glossary.yml", problems)
    fields.known(("terms", "ignore", "unexplained"))
    entries = [_entry(term, value, problems) for term, value in fields.mapping("terms").items()]
    glossary = Glossary(
        tuple(entries), _notes(fields, "ignore", problems), _notes(fields, "unexplained", problems)
    )
    _check_forms(glossary, fields, problems)
    problems.stop_on_errors()
    return glossary


def _entry(term: str, value: Value, problems: Collector) -> Entry:
    fields = Fields(value, term, problems)
    fields.known(_KEYS)
    kinds = {kind.value: kind for kind in TermKind}
    kind = fields.text("kind")
    if kind and kind not in kinds:
        problems.error(
            fields.line_of("kind"),
            f"{term}: kind {kind!r} is not known; expected one of: {', '.join(kinds)}.",
        )
    for name in ("forms", "near"):
        for form in fields.texts(name):
            if not _SPELLING.match(form):
                problems.error(fields.line_of(name), f"{term}: {form!r} cannot be looked for in the text.")
    if not _SPELLING.match(term):
        problems.error(fields.line, f"{term!r} cannot be looked for in the text.")
    return Entry(
        term=term,
        expansion=fields.text("expansion", required=True),
        kind=kinds.get(kind),
        definition=fields.text("definition"),
        forms=fields.texts("forms"),
        see=fields.texts("see"),
        near=fields.texts("near"),
        origin=fields.text("from"),
        line=fields.line,
    )


def _notes(fields: Fields, key: str, problems: Collector) -> tuple[tuple[str, str], ...]:
    found = []
    for name, value in fields.mapping(key).items():
        if isinstance(value.data, str) and value.data.strip():
            found.append((name, " ".join(value.data.split())))
        else:
            problems.error(value.line, f"{key}: {name} has no reason; expected a text.")
    return tuple(found)


def _check_forms(glossary: Glossary, fields: Fields, problems: Collector) -> None:
    """Two terms may not claim one form, nor one address; see-also must lead somewhere."""
    owners: dict[str, str] = {}
    keys: dict[str, str] = {}
    terms = {entry.term for entry in glossary.entries}
    for entry in glossary.entries:
        folded = re.sub(r"\W+", "-", entry.term.casefold())
        if folded in keys:
            problems.error(
                entry.line, f"{entry.term} and {keys[folded]} would have one address.", "Make one a form."
            )
        keys[folded] = entry.term
        for form in (entry.term, *entry.forms, *entry.near):
            if owners.setdefault(form, entry.term) != entry.term:
                problems.error(entry.line, f"{entry.term} and {owners[form]} both claim {form!r}.")
        for other in entry.see:
            if other not in terms:
                problems.error(entry.line, f"{entry.term}: see {other!r} leads to no term.")
            elif other == entry.term:
                problems.error(entry.line, f"{entry.term}: see leads to the term itself.")
    for section in ("ignore", "unexplained"):
        for name, value in fields.mapping(section).items():
            if name in owners:
                problems.error(value.line, f"{section}: {name} is a form of {owners[name]}.")


def check_glossary(glossary: Glossary, report: Report, places: Iterable[str], problems: Collector) -> None:
    """Whether glossary.yml carries the report's own glossary word for word.

    `places` are the names that `from` may give. Raises InputError if there was an error.
    """
    known = {*places, COMMON_USAGE}
    entries = {entry.term: entry for entry in glossary.entries}
    terms = report.glossary.terms if report.glossary else ()
    own = {term.term.text: term for term in terms}
    for key, term in own.items():
        printed, line = term.expansion.text, term.term.first_line
        if key not in entries:
            problems.error(
                0,
                f"{key} of the report’s glossary (line {line}) is missing.",
                f"Add it with the expansion: {printed}",
            )
        elif entries[key].expansion != printed:
            problems.error(
                entries[key].line,
                f"{key}: expansion {entries[key].expansion!r} differs from the report’s (line {line}), "
                f"{printed!r}.",
                "Keep the report’s words.",
            )
    for entry in glossary.entries:
        if entry.term in own and entry.origin:
            problems.error(entry.line, f"{entry.term} is in the report’s glossary.", "Remove its 'from'.")
        elif entry.term not in own and not entry.origin:
            problems.error(
                entry.line,
                f"{entry.term} is not in the report’s glossary.",
                f"Say with 'from' where the report expands it, or: {COMMON_USAGE}.",
            )
        elif entry.origin and entry.origin not in known:
            problems.error(
                entry.line,
                f"{entry.term}: from {entry.origin!r} is no place in the report; expected the code of a "
                f"criterion, the heading of a section, the title of a practice, or: {COMMON_USAGE}.",
            )
    problems.stop_on_errors()


# Finding -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A form of a term in a text."""

    term: str
    """The key of its entry; empty for a name that is listed as unexplained."""
    start: int
    end: int
    exact: bool
    """Whether it is the term itself, not one of its other forms."""
    near: bool
    """Whether it is only a near miss."""


class Finder:
    """Finds the terms of a glossary in text: whole words, longest first, case as written.

    All forms are one pattern, a tree of their letters, so that a text is read once, however many
    terms there are.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._terms: dict[str, tuple[str, bool]] = {}
        # An unexplained name shields what it holds: `Crimint Plus` is not `Crimint`.
        for name, _ in glossary.unexplained:
            self._terms[name] = ("", False)
        for entry in glossary.entries:
            for form in (entry.term, *entry.forms):
                self._terms[form] = (entry.term, False)
            for form in entry.near:
                self._terms[form] = (entry.term, True)
        tree = _tree(sorted(self._terms)) if self._terms else r"(?!)"
        self._pattern = re.compile(rf"{_BEFORE}(?P<form>{tree}){_ENDING}{_AFTER}")

    def find(self, text: str) -> Iterator[Found]:
        """Every form in `text`, from left to right, with its plural or possessive ending."""
        for found in self._pattern.finditer(text):
            term, near = self._terms[found["form"]]
            yield Found(term, found.start(), found.end(), found["form"] == term, near)

    def link(self, unit: Paragraphs) -> Paragraphs:
        """The unit with the first mention of each term marked. The text stays the same."""
        seen: set[str] = set()
        out = []
        for paragraph in unit:
            first: dict[int, Found] = {}
            for found in self.find(paragraph.text):
                if found.term and not found.near and found.term not in seen:
                    first[found.start] = found
            linked, _ = _mark(paragraph.inlines, first, 0, seen)
            out.append(replace(paragraph, inlines=linked))
        return tuple(out)


def _tree(forms: list[str]) -> str:
    """A pattern for any of the forms, the longest that fits, as a tree of their first letters."""
    branches: dict[str, list[str]] = {}
    for form in forms:
        if form:
            branches.setdefault(form[0], []).append(form[1:])
    inner = "|".join(re.escape(letter) + _tree(rest) for letter, rest in branches.items())
    if not branches:
        return ""
    return f"(?:{inner}){'?' if '' in forms else ''}"


def _mark(
    nodes: tuple[Inline, ...], first: Mapping[int, Found], start: int, seen: set[str]
) -> tuple[tuple[Inline, ...], int]:
    """Nodes with mentions where `first` has them, by their offsets; and the offset after them.

    A form that runs over the edge of a node is left alone.
    """
    out: list[Inline] = []
    for node in nodes:
        match node:
            case Text(text):
                out += _mark_text(text, first, start, seen)
                start += len(text)
            case Emphasis(children):
                inner, start = _mark(children, first, start, seen)
                out.append(Emphasis(inner))
            case Strong(children):
                inner, start = _mark(children, first, start, seen)
                out.append(Strong(inner))
            case WebLink() | NoteRef() | Mention():
                out.append(node)
                start += len(plain((node,)))
    return tuple(out), start


def _mark_text(text: str, first: Mapping[int, Found], start: int, seen: set[str]) -> Iterator[Inline]:
    done = 0
    for offset in range(len(text)):
        found = first.get(start + offset)
        if found and found.end <= start + len(text) and found.term not in seen:
            seen.add(found.term)
            if offset > done:
                yield Text(text[done:offset])
            done = found.end - start
            yield Mention(found.term, text[offset:done])
    if done < len(text):
        yield Text(text[done:])


# Linking -------------------------------------------------------------------------------------


def link_report(report: Report, finder: Finder) -> Report:
    """The report with the first mention of each term in each finding and paragraph marked.

    Headings, labels, title matter and the report's own glossary are left alone.
    """
    return _Linker(finder.link).report(report)


@dataclass(frozen=True, slots=True)
class _Linker:
    """Applies a change to every unit of running text of a report."""

    change: Callable[[Paragraphs], Paragraphs]

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
            summary=self.blocks(criterion.summary),
            sections=sections,
            notes=self.notes(criterion.notes),
        )

    def practice(self, practice: Practice) -> Practice:
        return Practice(
            area=self.labelled(practice.area),
            title=practice.title,
            problem=self.labelled(practice.problem),
            solution=self.labelled(practice.solution),
            outcome=self.labelled(practice.outcome),
            contact=self.labelled(practice.contact),
        )

    def labelled(self, part: Labelled) -> Labelled:
        return replace(
            part,
            blocks=tuple(
                block if isinstance(block, SubHeading) else map_units(block, self.change)
                for block in part.blocks
            ),
        )


# Tokens that nothing explains ----------------------------------------------------------------


def tokens_left_over(
    lines: Iterable[Line], finder: Finder, glossary: Glossary, codes: Iterable[str]
) -> dict[str, int]:
    """Capitalised tokens that no term covers, each with the line where it stands first.

    `lines` are all that the pages show; `codes` are those of the criteria. Addresses of the web
    are not looked at.
    """
    known = {name for name, _ in glossary.ignored} | set(codes)
    left: dict[str, int] = {}
    for line in lines:
        text = _WEB_ADDRESS.sub("", line.text)
        covered = [(found.start, found.end) for found in finder.find(text)]
        for token in TOKEN.finditer(text):
            inside = any(a <= token.start() and token.end() <= b for a, b in covered)
            if not inside and token[0] not in known:
                left.setdefault(token[0], line.number)
    return left


def notes_left_over(lines: Iterable[Line], glossary: Glossary) -> list[str]:
    """Names under `ignore` and `unexplained` that the text does not hold."""
    text = "\n".join(line.text for line in lines)
    names = [name for name, _ in (*glossary.ignored, *glossary.unexplained)]
    return [name for name in names if not re.search(_BEFORE + re.escape(name) + _AFTER, text)]
