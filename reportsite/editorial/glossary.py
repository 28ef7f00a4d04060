"""glossary.yml -> Glossary, checked against the report's own glossary."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from reportsite import limits
from reportsite.editorial.yaml_reader import Fields, Value, read_yaml
from reportsite.errors import Collector
from reportsite.model import Report

COMMON_USAGE = "common usage"
"""The origin of a term that is generally known and that the report does not expand."""

_KEYS = ("expansion", "kind", "definition", "forms", "see", "near", "also", "from")
_SECTIONS = ("terms", "ignore", "unexplained", "also")
_SPELLING = re.compile(r"\w[\w &/().’'-]*\Z")
_EXPECTED = "expected letters, digits, spaces and & / ( ) . ’ ' - only"


class TermKind(Enum):
    """The kind of thing that a term refers to."""

    ORGANISATION = "organisation"
    UNIT = "unit"
    SYSTEM = "system"
    ROLE = "role"
    DOCUMENT = "document"
    PROCESS = "process"
    LAW = "law"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in glossary.yml."""

    term: str
    """Its key, and its first form."""
    expansion: str
    kind: TermKind | None = None
    definition: str = ""
    forms: tuple[str, ...] = ()
    """Other spellings in the text, apart from plural and possessive."""
    see: tuple[str, ...] = ()
    """Keys of related terms."""
    near: tuple[str, ...] = ()
    """Other words in the text that probably mean this term. They are listed but not linked."""
    also: tuple[str, ...] = ()
    """Plain words that readers type and the report does not print. Only the search uses them."""
    origin: str = ""
    """Empty for a term of the report's own glossary; for any other, the place in the report that
    expands it, or `common usage`."""
    line: int = 0
    """Counted from 1 in glossary.yml."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The contents of glossary.yml."""

    entries: tuple[Entry, ...]
    ignored: tuple[tuple[str, str], ...] = ()
    """Capitalised words that are not terms, each with the reason."""
    unexplained: tuple[tuple[str, str], ...] = ()
    """Names whose expansion is unknown, each with what the report says about it."""
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words of the report that are not terms, each with plain words for the search."""


NO_GLOSSARY = Glossary(())
"""The result for a glossary.yml that is not YAML."""


# Reading -------------------------------------------------------------------------------------


def read_glossary(text: str, problems: Collector) -> Glossary:
    """The terms in glossary.yml, as far as they can be read. Errors go to `problems`."""
    document = read_yaml(text, problems)
    if document is None:
        return NO_GLOSSARY
    fields = Fields(document, "glossary.yml", problems)
    fields.known(_SECTIONS)
    names = sum(len(fields.mapping(key)) for key in _SECTIONS)
    if not limits.TERMS.allows(names, problems):
        return NO_GLOSSARY
    glossary = Glossary(
        tuple(_entry(term, value, problems) for term, value in fields.mapping("terms").items()),
        fields.pairs("ignore", "the reason"),
        fields.pairs("unexplained", "what the report says about it"),
        tuple(_also(fields.mapping("also"), problems)),
    )
    _check_forms(glossary, problems)
    _check_addresses(glossary, problems)
    _check_see(glossary, problems)
    _check_also(glossary, fields, problems)
    _check_names(glossary, fields, problems)
    return glossary


def _entry(term: str, value: Value, problems: Collector) -> Entry:
    fields = Fields(value, term, problems)
    fields.known(_KEYS)
    kinds = {kind.value: kind for kind in TermKind}
    kind = fields.text("kind")
    if kind and kind not in kinds:
        problems.error(
            "G001",
            fields.line_of("kind"),
            f"{term}: unknown kind {kind!r}; expected one of: {', '.join(kinds)}.",
        )
    limits.NAME.allows(len(term), problems, fields.line)
    if not _SPELLING.match(term):
        problems.error("G002", fields.line, f"{term!r} cannot be a term; {_EXPECTED}.")
    for name in ("forms", "near", "also"):
        for form in fields.texts(name):
            limits.NAME.allows(len(form), problems, fields.line_of(name))
            if not _SPELLING.match(form):
                problems.error(
                    "G003", fields.line_of(name), f"{term}: {form!r} cannot be a form; {_EXPECTED}."
                )
    return Entry(
        term=term,
        expansion=fields.text("expansion", required=True),
        kind=kinds.get(kind),
        definition=fields.text("definition"),
        forms=fields.texts("forms"),
        see=fields.texts("see"),
        near=fields.texts("near"),
        also=fields.texts("also"),
        origin=fields.text("from"),
        line=fields.line,
    )


def _also(words: dict[str, Value], problems: Collector) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word of the report with its plain words."""
    fields = Fields(Value(words, 0), "also", problems)
    for word, value in words.items():
        plain = fields.texts(word)
        for name in (word, *plain):
            limits.NAME.allows(len(name), problems, value.line)
            if not _SPELLING.match(name):
                problems.error("G003", value.line, f"also: {name!r} cannot be a form; {_EXPECTED}.")
        yield word, plain


def _owners(glossary: Glossary) -> dict[str, str]:
    """The first term that claims each form."""
    owners: dict[str, str] = {}
    for entry in glossary.entries:
        for form in (entry.term, *entry.forms, *entry.near):
            owners.setdefault(form, entry.term)
    return owners


def _check_forms(glossary: Glossary, problems: Collector) -> None:
    """Check that no two terms have the same form."""
    owners = _owners(glossary)
    for entry in glossary.entries:
        for form in (entry.term, *entry.forms, *entry.near):
            if owners[form] != entry.term:
                problems.error("G004", entry.line, f"{entry.term} and {owners[form]} both claim {form!r}.")


def _check_addresses(glossary: Glossary, problems: Collector) -> None:
    """Check that no two terms have the same address on the glossary page."""
    terms: dict[str, str] = {}
    for entry in glossary.entries:
        folded = re.sub(r"\W+", "-", entry.term.casefold())
        if folded in terms:
            problems.error(
                "G005",
                entry.line,
                f"{entry.term} and {terms[folded]} would have the same address.",
                "Make one a form of the other.",
            )
        terms[folded] = entry.term


def _check_see(glossary: Glossary, problems: Collector) -> None:
    """Check that `see` lists only other terms."""
    terms = {entry.term for entry in glossary.entries}
    for entry in glossary.entries:
        for other in entry.see:
            if other not in terms:
                problems.error("G006", entry.line, f"{entry.term}: see: {other!r} is not a term.")
            elif other == entry.term:
                problems.error("G007", entry.line, f"{entry.term}: see: {other!r} is the term itself.")


def _check_also(glossary: Glossary, fields: Fields, problems: Collector) -> None:
    """Check that `also` lists only words that do not find the term or the word already."""
    named = [(e.term, e.line, (e.term, e.expansion, *e.forms, *e.near), e.also) for e in glossary.entries]
    lines = fields.mapping("also")
    named += [(word, lines[word].line, (word,), plain) for word, plain in glossary.also]
    for name, line, known, plain in named:
        seen = {known_name.casefold() for known_name in known}
        for words in plain:
            if words.casefold() in seen:
                problems.error("G014", line, f"{name}: also: {words!r} finds it already.", "Remove it.")
            seen.add(words.casefold())


def _check_names(glossary: Glossary, fields: Fields, problems: Collector) -> None:
    """Check that no name is both explained and ignored or unexplained."""
    owners = _owners(glossary)
    for section in ("ignore", "unexplained"):
        for name, value in fields.mapping(section).items():
            if name in owners:
                problems.error("G008", value.line, f"{section}: {name} is a form of {owners[name]}.")


# Checking ------------------------------------------------------------------------------------


def check_glossary(glossary: Glossary, report: Report, places: Iterable[str], problems: Collector) -> None:
    """Check that glossary.yml repeats the report's own glossary, word for word.

    `places` are the values that `from` may have. Errors go to `problems`.
    """
    entries = {entry.term: entry for entry in glossary.entries}
    terms = report.glossary.terms if report.glossary else ()
    printed = {term.name: term for term in terms}
    for key, term in printed.items():
        expansion, line = term.expansion.text, term.term.first_line
        if key not in entries:
            problems.error(
                "G009",
                0,
                f"{key} is missing; the report’s glossary has it (line {line}).",
                f"Add it with the expansion: {expansion}",
            )
        elif entries[key].expansion != expansion:
            problems.error(
                "G010",
                entries[key].line,
                f"{key}: expansion {entries[key].expansion!r} differs from the report’s (line {line}), "
                f"{expansion!r}.",
                "Keep the report’s words.",
            )
    allowed = {*places, COMMON_USAGE}
    for entry in glossary.entries:
        _check_origin(entry, entry.term in printed, allowed, problems)


def _check_origin(entry: Entry, printed: bool, allowed: Container[str], problems: Collector) -> None:
    """Check that a term has an origin unless it is `printed` in the report's own glossary."""
    if printed and entry.origin:
        problems.error("G011", entry.line, f"{entry.term} is in the report’s glossary.", "Remove its 'from'.")
    elif not printed and not entry.origin:
        problems.error(
            "G012",
            entry.line,
            f"{entry.term} is not in the report’s glossary.",
            f"Say with 'from' where the report expands it, or: {COMMON_USAGE}.",
        )
    elif entry.origin and entry.origin not in allowed:
        problems.error(
            "G013",
            entry.line,
            f"{entry.term}: from {entry.origin!r} is not a place in the report; expected the code of a "
            f"criterion, the heading of a section, the title of a practice, or: {COMMON_USAGE}.",
        )
