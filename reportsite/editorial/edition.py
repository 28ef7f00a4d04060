"""report.yml -> Edition: what the publisher says about this edition of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from reportsite.editorial.yaml_reader import Fields, Value, read_yaml
from reportsite.errors import Collector
from reportsite.model import Report, lines_of

_ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?\Z")
"""An address of the site: `/mc07/#mc07-s3`."""


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """A place where the text looks wrong and is kept."""

    line: int
    text: str
    note: str


class ContactPolicy(Enum):
    """What becomes of the names and telephone numbers that the report prints."""

    PUBLISH = "publish"
    ROLE = "role"
    """Ranks and units only."""
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class Edition:
    """The publisher's facts about this edition, read from report.yml."""

    source: str
    """File name of the received text, beside report.yml."""
    received: str
    """How the text came to the publisher, in a sentence or two."""
    titles: tuple[tuple[str, str], ...]
    """The edition's own descriptive title of each criterion, by code."""
    as_printed: tuple[AsPrinted, ...] = ()
    practices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Other names of practices, by title."""
    contacts: ContactPolicy = ContactPolicy.PUBLISH
    lines: tuple[tuple[str, int], ...] = ()
    """Where in report.yml a title, a practice, a printed place or an address is named: `MC01`."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Published addresses that are gone, and where they lead to now."""
    dead_links: tuple[str, ...] = ()
    """Web addresses that the report prints and that no longer answer."""

    def line_of(self, name: str) -> int:
        """The line of report.yml that names something; 0 where none does."""
        return dict(self.lines).get(name, 0)

    def title_of(self, code: str) -> str:
        """The title of a criterion, or an empty string where report.yml gives none."""
        return dict(self.titles).get(code, "")

    def name_of(self, code: str) -> str:
        """The code of a criterion with its title: `MC07 Access to intelligence across forces`."""
        return f"{code} {self.title_of(code)}".strip()


def read_edition(text: str, problems: Collector) -> Edition:
    """The facts in report.yml. Mistakes go to `problems`; raises InputError if there are any."""
    fields = Fields(read_yaml(text, problems), "report.yml", problems)
    fields.known(
        ("source", "received", "titles", "as_printed", "practices", "contacts", "redirects", "dead_links")
    )
    source = fields.text("source", required=True)
    if "/" in source or "\\" in source:
        problems.error(
            fields.line_of("source"),
            f"{source!r} is a path, expected a file name beside report.yml.",
        )
    received = fields.text("received", required=True)
    titles = []
    for code, value in fields.mapping("titles").items():
        if isinstance(value.data, str) and value.data.strip():
            titles.append((code, " ".join(value.data.split())))
        else:
            problems.error(value.line, f"the title of {code} is empty or no text.")
    printed = []
    for item in fields.items("as_printed"):
        entry = Fields(item, "as_printed", problems)
        entry.known(("line", "text", "note"))
        line = entry.text("line", required=True)
        if line and not line.isdecimal():
            problems.error(entry.line_of("line"), f"'line' is {line!r}, expected a line number of the text.")
        number = int(line) if line.isdecimal() else 0
        printed.append(AsPrinted(number, entry.verbatim("text"), entry.text("note", required=True)))
    contacts = fields.text("contacts") or ContactPolicy.PUBLISH.value
    policies = {policy.value: policy for policy in ContactPolicy}
    if contacts not in policies:
        problems.error(
            fields.line_of("contacts"), f"contacts is {contacts!r}, expected one of: {', '.join(policies)}."
        )
    practices = Fields(Value(fields.mapping("practices"), fields.line_of("practices")), "practices", problems)
    aliases = tuple((title, practices.texts(title)) for title in fields.mapping("practices"))
    redirects = []
    for old, value in fields.mapping("redirects").items():
        if isinstance(value.data, str) and _ADDRESS.match(old) and _ADDRESS.match(value.data):
            redirects.append((old, value.data))
        else:
            problems.error(
                value.line, f"redirects: {old}: expected two addresses, as /mc07/#mc07-s3: /mc08/."
            )
    dead_links = fields.texts("dead_links")
    problems.stop_on_errors()
    named = {**fields.mapping("titles"), **fields.mapping("practices")}
    places = {
        f"as_printed {p.line}": i.line for p, i in zip(printed, fields.items("as_printed"), strict=True)
    }
    lines = {name: value.line for name, value in named.items()} | places
    lines |= {i.data: i.line for i in fields.items("dead_links") if isinstance(i.data, str)}
    return Edition(
        source=source,
        received=received,
        titles=tuple(titles),
        as_printed=tuple(printed),
        practices=aliases,
        contacts=policies[contacts],
        lines=tuple(lines.items()),
        redirects=tuple(redirects),
        dead_links=dead_links,
    )


def check_edition(edition: Edition, report: Report, source: str, problems: Collector) -> None:
    """Whether report.yml speaks of this report. `source` is the received text.

    Errors and warnings go to `problems`; raises InputError if there was an error.
    """
    codes = {criterion.code for criterion in report.criteria}
    for code, title in edition.titles:
        if code not in codes:
            problems.error(
                edition.line_of(code),
                f"titles: {code} ({title!r}) is no criterion of the report.",
                "Remove it or correct the code.",
            )
    for code in sorted(codes - {code for code, _ in edition.titles}):
        problems.warn(0, f"titles: {code} has no title; its page shows the code alone.")
    practices = [p.title.text for p in report.practice.practices] if report.practice else []
    for title, _ in edition.practices:
        if title not in practices:
            problems.error(
                edition.line_of(title),
                f"practices: {title!r} is no practice of the report.",
                f"Its practices are: {', '.join(practices) or 'none'}.",
            )
    for url in edition.dead_links:
        if f"<{url}>" not in source and f"]({url})" not in source:
            problems.error(
                edition.line_of(url),
                f"dead_links: {url!r} is no address that the text links.",
                "Give it exactly as printed.",
            )
    lines = lines_of(source)
    for place in edition.as_printed:
        found = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        if place.text not in found:
            problems.error(
                edition.line_of(f"as_printed {place.line}"),
                f"as_printed: line {place.line} of the text does not hold {place.text!r}.",
                "Give the line as received and the words exactly as printed.",
            )
    problems.stop_on_errors()
