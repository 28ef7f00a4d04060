"""Citations: what can be cited, and the statement of each style, once for the report and all of its parts.

A statement is data: a row of runs with slots for the part, its address and the day of access. The pages fill
the slots (overrides/main.html, overrides/assets/cite.js).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from reportsite.model import Report
from reportsite.reading.headings import MONTH_NAMES, month_of
from reportsite.relating.places import FindingPlace
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context

EDITION = "unofficial web edition"
"""What every citation calls the site, because the address in it is not the publisher's."""

LANGUAGE = "en-GB"

_UNKNOWN_AUTHOR = "HMIC"


@dataclass(frozen=True, slots=True)
class Work:
    """The report as citations name it, in its own words."""

    author: str
    """The inspectorate, which is also the publisher."""
    title: str
    force: str
    date: str
    """Month and year as printed."""
    year: str
    month: int | None
    """From 1; None if the date has another form."""
    isbn: str
    """Empty if there is none."""


def work_of(report: Report) -> Work:
    title = report.title
    known = month_of(title.date)
    return Work(
        author=title.publisher[0].text if title.publisher else _UNKNOWN_AUTHOR,
        title=title.full_title,
        force=title.force,
        date=title.date,
        year=title.year,
        month=known[1] if known else None,
        isbn=title.isbn,
    )


# What can be cited ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """The report or a part of it, as reference managers keep it."""

    work: Work
    key: str
    """Unique among reports, too: `northshire-police-crime-2008-mc07-s3`."""
    part: str
    """The part as citations name it: `MC07, Strengths, MC07-S3`. Empty for the whole report."""
    address: Address


def references(context: Context) -> Iterator[Reference]:
    """The report, each criterion, each finding and each practice, in the order of the report."""
    report, work = context.report, work_of(context.report)
    prefix = addresses.slug(f"{work.title} {work.year}")
    yield Reference(work, prefix, "", addresses.HOME)

    def part(name: str, where: Address) -> Reference:
        return Reference(work, f"{prefix}-{where.anchor or addresses.slug(where.url)}", name, where)

    for criterion in report.criteria:
        yield part(criterion.code, addresses.criterion(criterion))
        for section in criterion.sections:
            for finding in section.findings:
                where = addresses.place(FindingPlace(criterion, finding))
                name = f"{criterion.code}, {section.heading.text}, {where.anchor.upper()}"
                yield part(name, where)
    for practice in report.practice.practices if report.practice else ():
        yield part(practice.title.text, addresses.practice(practice))


# Statements ----------------------------------------------------------------------------------


class Slot(Enum):
    """What a statement leaves open."""

    PART = "part"
    ADDRESS = "address"
    ACCESSED = "accessed"
    """The day on which somebody reads the page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text, or a slot for it."""

    text: str | Slot
    italic: bool = False
    only: Slot | None = None
    """Without a value for this slot, the run is left out."""


Statement = tuple[Run, ...]


def _title(words: str) -> Run:
    return Run(words, italic=True)


def _statement(*runs: Run | str | Slot) -> Statement:
    return tuple(run if isinstance(run, Run) else Run(run) for run in runs)


def _with(slot: Slot, *runs: Run | str | Slot) -> Statement:
    """Runs that are left out without a value for `slot`."""
    return tuple(replace(run, only=slot) for run in _statement(*runs))


def oscola(work: Work) -> Statement:
    """OSCOLA, 4th edition (Oxford, 2012).

    3.4.1: a publication with an ISBN is cited like a book, its title in italics; any other has its title in
    quotation marks. 3.2.1: author, title, (additional information, year); the publisher is left out where
    it is the author, as in 3.4.4. 3.1.3: pinpoints follow. 3.1.4: <address> and the day of access.
    """
    return (
        *_statement(f"{work.author}, ", _title(work.title) if work.isbn else f"‘{work.title}’"),
        *_statement(f" ({EDITION}, {work.year})"),
        *_with(Slot.PART, " ", Slot.PART),
        *_with(Slot.ADDRESS, " <", Slot.ADDRESS, "> accessed ", Slot.ACCESSED),
    )


def harvard(work: Work) -> Statement:
    """Harvard as in Cite Them Right, 12th edition (Pears and Shields, 2022).

    Organisation (year) *Title*. Edition. Available at: address (Accessed: day). A part has its name in
    quotation marks, and "in" before the title.
    """
    return (
        *_statement(f"{work.author} ({work.year}) "),
        *_with(Slot.PART, "‘", Slot.PART, "’, in "),
        *_statement(_title(work.title), f". {EDITION.capitalize()}."),
        *_with(Slot.ADDRESS, " Available at: ", Slot.ADDRESS, " (Accessed: ", Slot.ACCESSED, ")."),
    )


def apa(work: Work) -> Statement:
    """APA, 7th edition (Publication Manual, 2020).

    9.11: a group as the author. 10.4: the date of a report may have its month. 9.19: the title in sentence
    case, in italics; the edition in brackets after it. 9.29: no publisher that is the author. 10.3: "In"
    before the title of the whole. 9.16: no day of access for what does not change. 9.35: no full stop after
    an address.
    """
    month = f", {MONTH_NAMES[work.month - 1]}" if work.month else ""
    return (
        *_statement(f"{work.author.rstrip('.')}. ({work.year}{month}). "),
        *_with(Slot.PART, Slot.PART, ". In "),
        *_statement(_title(sentence_case(work.title, work.force)), f" ({EDITION.capitalize()})."),
        *_with(Slot.ADDRESS, " ", Slot.ADDRESS),
    )


def plain(work: Work) -> Statement:
    """A citation in no particular style, without italics. The only one with the ISBN."""
    isbn = f", ISBN {work.isbn}" if work.isbn else ""
    return (
        *_statement(f"{work.author}, {work.title}, {work.date}{isbn}"),
        *_with(Slot.PART, ", ", Slot.PART),
        *_statement(f", {EDITION}"),
        *_with(Slot.ADDRESS, ", ", Slot.ADDRESS),
    )


STYLES: Mapping[str, Callable[[Work], Statement]] = {
    "OSCOLA": oscola,
    "Harvard": harvard,
    "APA": apa,
    "Plain": plain,
}
"""The styles, in the order in which pages list them."""


def filled(statement: Statement, values: Mapping[Slot, str]) -> str:
    """The text of a statement with values for its slots; an empty value is the same as none."""
    return "".join(
        values.get(run.text, "") if isinstance(run.text, Slot) else run.text
        for run in statement
        if run.only is None or values.get(run.only)
    )


def sentence_case(title: str, name: str) -> str:
    """A title with capitals only at its beginning, in `name`, which is a proper noun, and in abbreviations.

    `Westshire Police Major Crime` with `Westshire Police` -> `Westshire Police major crime`. A title without
    `name` may have other proper nouns and stays as it is.
    """
    if not name or name not in title:
        return title
    before, _, after = title.partition(name)
    words = _lowered(before) + name + _lowered(after)
    return words[:1].upper() + words[1:]


def _lowered(text: str) -> str:
    return re.sub(r"\b[^\W\d_][^\W\d_A-Z]+\b", lambda word: word[0].lower(), text)


# For the pages -------------------------------------------------------------------------------


def settings(report: Report) -> dict[str, object]:
    """What the templates of the pages need: the facts about the report, and the statement of each style.

    Runs are mappings with only what they have: `text` or `slot`, `italic`, `only`.
    """
    work = work_of(report)
    return {
        "author": work.author,
        "title": work.title,
        "date": f"{work.year}/{work.month:02}" if work.month else work.year,
        "isbn": work.isbn,
        "language": LANGUAGE,
        "edition": EDITION.capitalize(),
        "styles": [
            {"name": name, "runs": [_setting(run) for run in style(work)]} for name, style in STYLES.items()
        ],
    }


def _setting(run: Run) -> dict[str, object]:
    words = {"slot": run.text.value} if isinstance(run.text, Slot) else {"text": run.text}
    only = {"only": run.only.value} if run.only else {}
    return words | only | ({"italic": True} if run.italic else {})
