"""glossary.yml -> Glossary, checked against the report's own; tokens that no term covers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reportsite.editorial.yaml_reader import Fields, Value, read_yaml
from reportsite.errors import Collector
from reportsite.model import Report

COMMON_USAGE = "common usage"
"""The origin of a term that everybody knows and the report does not expand."""

_KEYS = ("expansion", "kind", "definition", "forms", "see", "near", "from")
_SPELLING = re.compile(r"\w[\w &/().’'-]*\Z")


class TermKind(Enum):
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
    """A term that glossary.yml explains."""

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
    """Near misses in the text that probably mean this term. Told, not linked."""
    origin: str = ""
    """Empty for a term of the report's own glossary; otherwise the place in the report that
    expands it, or `common usage`."""
    line: int = 0
    """In glossary.yml."""


@dataclass(frozen=True, slots=True)
class Glossary:
    entries: tuple[Entry, ...]
    ignored: tuple[tuple[str, str], ...] = ()
    """Capitalised tokens that are no terms, each with the reason."""
    unexplained: tuple[tuple[str, str], ...] = ()
    """Names that nobody can expand, each with what the report does say."""


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
