"""glossary.yml -> Glossary, checked against the report's own; tokens that no term covers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportsite.errors import Collector
from reportsite.mentions import AFTER, BEFORE, Finder, Form
from reportsite.model import Entry, Glossary, Line, Report, TermKind
from reportsite.yamlfile import Fields, Value, read_yaml

COMMON_USAGE = "common usage"
"""The origin of a term that everybody knows and the report does not expand."""

_KEYS = ("expansion", "kind", "definition", "forms", "see", "near", "from")
_SPELLING = re.compile(r"\w[\w &/().’'-]*\Z")


_WEB_ADDRESS = re.compile(r"<[a-z]+:[^<>\s]*>")

TOKEN = re.compile(rf"{BEFORE}[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*{AFTER}")
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


def finder_of(glossary: Glossary) -> Finder:
    """A finder of every form of every term. Unexplained names shield what they hold."""
    forms = {name: Form("") for name, _ in glossary.unexplained}
    for entry in glossary.entries:
        forms |= {form: Form(entry.term) for form in (entry.term, *entry.forms)}
        forms |= {form: Form(entry.term, near=True) for form in entry.near}
    return Finder(forms)


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
    return [name for name in names if not re.search(BEFORE + re.escape(name) + AFTER, text)]
