"""report.yml -> Edition: the publisher's data about this edition of the report."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from urllib.parse import urlsplit

from reportsite import limits
from reportsite.editorial.yaml_reader import Fields, Value, read_yaml
from reportsite.errors import Collector
from reportsite.model import Report, lines_of

ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?\Z")
"""An address of the site: `/mc07/#mc07-s3`."""

_KEYS = (
    "source",
    "received",
    "titles",
    "as_printed",
    "practices",
    "also",
    "contacts",
    "redirects",
    "dead_links",
)


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """A likely misprint, which is kept."""

    line: int
    """Counted from 1 in the received text."""
    text: str
    note: str


class ContactPolicy(Enum):
    """How to publish the names and telephone numbers in the report."""

    PUBLISH = "publish"
    ROLE = "role"
    """Only ranks and units are published."""
    WITHHOLD = "withhold"


@dataclass(frozen=True)
class Edition:
    """The contents of report.yml."""

    source: str
    """File name of the received text, in the folder of report.yml."""
    received: str
    """How the publisher received the text, in a sentence or two."""
    titles: tuple[tuple[str, str], ...]
    """The edition's own title of each criterion, by code."""
    as_printed: tuple[AsPrinted, ...] = ()
    practices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Other names of practices, by title."""
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Plain words by which the search finds a part of the site, by its anchor in small letters: `mc07-s3`."""
    contacts: ContactPolicy = ContactPolicy.PUBLISH
    lines: tuple[tuple[str, int], ...] = ()
    """The lines of report.yml, by code, title of a practice, web address,
    `as_printed 12` or `also mc07-s3`."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Retired addresses, each with the address that replaces it."""
    dead_links: tuple[str, ...] = ()
    """Web addresses in the report that no longer respond."""

    def line_of(self, name: str) -> int:
        """The line of report.yml about `name`, one of the keys of `lines`; 0 if there is none."""
        return dict(self.lines).get(name, 0)

    def title_of(self, code: str) -> str:
        """The title of a criterion; empty if report.yml has none."""
        return self._titles.get(code, "")

    @cached_property
    def _titles(self) -> dict[str, str]:
        return dict(self.titles)

    def name_of(self, code: str) -> str:
        """The code of a criterion with its title: `MC07 Access to intelligence across forces`."""
        return f"{code} {self.title_of(code)}".strip()


NO_EDITION = Edition("", "", ())
"""The result for a report.yml that is not YAML."""


# Reading -------------------------------------------------------------------------------------


def read_edition(text: str, problems: Collector) -> Edition:
    """The contents of report.yml, as far as they can be read. Errors go to `problems`."""
    document = read_yaml(text, problems)
    if document is None:
        return NO_EDITION
    fields = Fields(document, "report.yml", problems)
    fields.known(_KEYS)
    return Edition(
        source=_source(fields),
        received=fields.text("received", required=True),
        titles=fields.pairs("titles", "the title of a criterion"),
        as_printed=tuple(_as_printed(item, problems) for item in fields.items("as_printed")),
        practices=_lists(fields, "practices"),
        also=tuple((anchor.lower(), words) for anchor, words in _lists(fields, "also")),
        contacts=_contacts(fields),
        lines=tuple(_lines(fields)),
        redirects=tuple(_redirects(fields)),
        dead_links=fields.texts("dead_links"),
    )


def _source(fields: Fields) -> str:
    name = fields.text("source", required=True)
    if "/" not in name and "\\" not in name:
        return name
    fields.problems.error(
        "E001",
        fields.line_of("source"),
        f"{name!r} is a path; expected the name of a file in the folder of report.yml.",
    )
    return ""


def _as_printed(item: Value, problems: Collector) -> AsPrinted:
    fields = Fields(item, "as_printed", problems)
    fields.known(("line", "text", "note"))
    line = fields.text("line", required=True)
    whole = bool(re.fullmatch(r"[0-9]{1,9}", line))
    number = int(line) if whole else 0
    if line and not whole:
        problems.error(
            "E002", fields.line_of("line"), f"'line' is {line!r}; expected a line number of the text."
        )
    return AsPrinted(number, fields.verbatim("text"), fields.text("note", required=True))


def _lists(fields: Fields, key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names that `key` lists for each of its own keys."""
    values = fields.mapping(key)
    lists = Fields(Value(values, fields.line_of(key)), key, fields.problems)
    for name, value in values.items():
        for text in lists.texts(name):
            limits.NAME.allows(len(text), fields.problems, value.line)
    return tuple((name, lists.texts(name)) for name in values)


def _contacts(fields: Fields) -> ContactPolicy:
    policies = {policy.value: policy for policy in ContactPolicy}
    policy = fields.text("contacts") or ContactPolicy.PUBLISH.value
    if policy not in policies:
        fields.problems.error(
            "E003",
            fields.line_of("contacts"),
            f"contacts is {policy!r}; expected one of: {', '.join(policies)}.",
        )
    return policies.get(policy, ContactPolicy.WITHHOLD)


def _redirects(fields: Fields) -> Iterator[tuple[str, str]]:
    for old, value in fields.mapping("redirects").items():
        if isinstance(value.data, str) and ADDRESS.match(old) and ADDRESS.match(value.data):
            yield old, value.data
        else:
            fields.problems.error(
                "E004",
                value.line,
                f"redirects: {old}: expected two addresses, such as /ab01/#ab01-s3: /ab02/.",
            )


def _lines(fields: Fields) -> Iterator[tuple[str, int]]:
    for key in ("titles", "practices"):
        for name, value in fields.mapping(key).items():
            yield name, value.line
    for anchor, value in fields.mapping("also").items():
        yield f"also {anchor.lower()}", value.line
    for item in fields.items("as_printed"):
        if isinstance(item.data, dict) and "line" in item.data:
            yield f"as_printed {item.data['line'].data}", item.line
    for item in fields.items("dead_links"):
        if isinstance(item.data, str):
            yield item.data, item.line


# Checking ------------------------------------------------------------------------------------


def check_edition(edition: Edition, report: Report, source: str, problems: Collector) -> None:
    """Check that report.yml is about this report. `source` is the received text.

    Errors and warnings go to `problems`.
    """
    _check_titles(edition, {criterion.code for criterion in report.criteria}, problems)
    practices = report.practice.practices if report.practice else ()
    _check_practices(edition, [practice.title.text for practice in practices], problems)
    for url in edition.dead_links:
        if not _is_web_address(url):
            problems.error(
                "E009",
                edition.line_of(url),
                f"dead_links: {url!r} is not a web address; expected one such as http://example.org/page.",
            )
        if f"<{url}>" not in source and f"]({url})" not in source:
            problems.error(
                "E005",
                edition.line_of(url),
                f"dead_links: {url!r} is not a link in the text.",
                "Copy the address exactly as printed.",
            )
    lines = lines_of(source)
    for place in edition.as_printed:
        printed = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        if place.text not in printed:
            problems.error(
                "E006",
                edition.line_of(f"as_printed {place.line}"),
                f"as_printed: line {place.line} of the text does not contain {place.text!r}.",
                "Use the line numbers of the received text, and copy the words exactly as printed.",
            )


def check_also(edition: Edition, anchors: Container[str], problems: Collector) -> None:
    """Check that `also` names parts of the site. `anchors` are those of the pages that the search covers."""
    for anchor, _ in edition.also:
        if anchor not in anchors:
            problems.error(
                "E010",
                edition.line_of(f"also {anchor}"),
                f"also: no page that the search covers has the anchor {anchor!r}.",
                "Copy what follows # in the address of a finding, a section or a page.",
            )


def _is_web_address(url: str) -> bool:
    """Whether `url` has a web scheme and a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_titles(edition: Edition, codes: set[str], problems: Collector) -> None:
    """Check that every title belongs to a criterion; warn of a criterion without a title."""
    for code, title in edition.titles:
        if code not in codes:
            problems.error(
                "E007",
                edition.line_of(code),
                f"titles: {code} ({title!r}) is not a criterion of the report.",
                "Remove it, or correct the code.",
            )
    for code in sorted(codes - {code for code, _ in edition.titles}):
        problems.warn("E501", 0, f"titles: {code} has no title; its page shows the code alone.")


def _check_practices(edition: Edition, titles: Iterable[str], problems: Collector) -> None:
    """Check that every practice with other names is in the report."""
    for title, _ in edition.practices:
        if title not in titles:
            problems.error(
                "E008",
                edition.line_of(title),
                f"practices: {title!r} is not a practice of the report.",
                f"Its practices are: {', '.join(titles) or 'none'}.",
            )
