"""Every page path, anchor and link target. No other module builds one.

Addresses are permanent, because people cite them. You may add rules here, but never change one.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from reportsite.model import (
    Criterion,
    CriterionSection,
    Finding,
    Framework,
    Group,
    Note,
    Practice,
    Register,
    Section,
    Table,
)
from reportsite.reading.headings import Part
from reportsite.relating.places import FindingPlace, Place, PracticePlace, SectionPlace, SummaryPlace


@dataclass(frozen=True, slots=True)
class Address:
    """A page of content/ and, optionally, an anchor on it."""

    page: str
    """Path of the Markdown file below content/, as `practice/gold-groups.md`."""
    anchor: str = ""
    query: str = ""
    """What a script of the page reads: `term=mib` sets a filter."""

    @property
    def url(self) -> str:
        """The address on the site, from its root: `/mc07/#mc07-s3`."""
        stem = self.page.removesuffix(".md")
        stem = posixpath.dirname(stem) if posixpath.basename(stem) == "index" else stem
        path = f"/{stem}/" if stem else "/"
        return path + (f"?{self.query}" if self.query else "") + (f"#{self.anchor}" if self.anchor else "")

    def relative_to(self, page: str) -> str:
        """The link target as written on `page`."""
        anchor = f"#{self.anchor}" if self.anchor else ""
        if self.page == page:
            return anchor or posixpath.basename(page)
        query = f"?{self.query}" if self.query else ""
        here, there = page.split("/")[:-1], self.page.split("/")
        shared = len(posixpath.commonprefix((here, there[:-1])))
        return "../" * (len(here) - shared) + "/".join(there[shared:]) + query + anchor


HOME = Address("index.md")
INSPECTION = Address("inspection.md")
FORCE = Address("force.md")
PRACTICES = Address("practice/index.md")
REGISTERS = Address("registers/index.md")
FINDINGS = Address("registers/findings.md")
REPEATS = Address("registers/repeats.md")
GLOSSARY = Address("glossary.md")
EDITION = Address("edition.md")
SOURCE = Address("text.md")
WHOLE = Address("report.md")
DATA = Address("data.md")
ACCESSIBILITY = Address("accessibility.md")


@cache
def slug(text: str) -> str:
    """`Five Boroughs Project` -> `five-boroughs-project`. Brackets at the end are dropped."""
    text = re.sub(r"(?<!\s)\s*\([^()]*\)\s*\Z", "", text)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")


def repeat(here: Place, there: Place) -> Address:
    """An entry of the list of repeats: `/registers/repeats/#mc05-w1-and-mc13-w1`."""
    first, second = (place(p).anchor or _stem(place(p)) for p in (here, there))
    return Address(REPEATS.page, f"{first}-and-{second}")


def register(item: Register) -> Address:
    """The page of a register: `/registers/strengths/`."""
    return Address(f"registers/{item.page}.md")


def register_entry(register: Address, parent: Criterion) -> Address:
    """The entries of a criterion in a register: `/registers/strengths/#strengths-mc07`."""
    return Address(register.page, f"{_stem(register)}-{parent.code.lower()}")


def findings_with(key: str) -> Address:
    """The findings that use a term, on one page: `/registers/findings/?term=mib`."""
    return Address(FINDINGS.page, query=f"term={slug(key)}")


def chart(name: str) -> str:
    """The file of a chart, below content/."""
    return f"assets/charts/{name}.svg"


def data_file(name: str) -> Address:
    """A data file below content/data/."""
    return Address(f"data/{name}")


def source_line(number: int) -> Address:
    """A line of the text as received: `/text/#line-445`."""
    return Address(SOURCE.page, f"line-{number}")


def top(page: Address) -> Address:
    """The first heading of a page: `/mc07/#mc07`, `/practice/gold-groups/#practice-gold-groups`."""
    return Address(page.page, page.url.strip("/").replace("/", "-") or "home")


def part(page: Address, name: str) -> Address:
    """A part of a page written by the edition: `/edition/#edition-repairs`."""
    return Address(page.page, f"{_stem(page)}-{name}")


def section(page: Address, item: Section) -> Address:
    """A section on a page of running text: `/force/#force-strategic-priorities`."""
    return Address(page.page, f"{_stem(page)}-{slug(item.heading.text)}")


def back_section(item: Section) -> Address:
    """The page of a section after the findings: `/recommendations/`."""
    return Address(f"{slug(item.heading.text)}.md")


def framework(item: Framework) -> Address:
    """The page of a framework: `/major-crime/`."""
    return Address(f"{slug(item.name)}/index.md")


def group(parent: Framework, item: Group) -> Address:
    """The page of a group: `/major-crime/intelligence/`."""
    return Address(f"{slug(parent.name)}/{slug(item.name)}/index.md")


def criterion(item: Criterion) -> Address:
    """The page of a criterion: `/mc07/`."""
    return Address(f"{item.code.lower()}.md")


def summary(item: Criterion) -> Address:
    return Address(criterion(item).page, f"{item.code.lower()}-summary")


def criterion_section(item: Criterion, section: CriterionSection) -> Address:
    """A section of a criterion: `/mc07/#mc07-work-in-progress`. A second one of the same name gets `-2`."""
    names = [slug(s.heading.text.replace("(", "").replace(")", "")) for s in item.sections]
    index = item.sections.index(section)
    again = names[:index].count(names[index])
    anchor = f"{item.code.lower()}-{names[index]}" + (f"-{again + 1}" if again else "")
    return Address(criterion(item).page, anchor)


def finding(parent: Criterion, item: Finding) -> Address:
    """A finding, by its kind's letter and its number: `/mc07/#mc07-s3`."""
    return Address(criterion(parent).page, f"{parent.code.lower()}-{item.kind.letter}{item.number}")


def practice(item: Practice) -> Address:
    """The page of a practice: `/practice/gold-groups/`."""
    return Address(f"practice/{slug(item.title.text)}.md")


def practice_card(item: Practice) -> Address:
    """A practice in the index of the catalogue: `/practice/#card-gold-groups`."""
    return Address(PRACTICES.page, f"card-{slug(item.title.text)}")


def practice_part(item: Practice, heading: str) -> Address:
    """A part of a practice: `/practice/gold-groups/#gold-groups-problem`."""
    name = slug(heading.rstrip(" :").replace("(", "").replace(")", ""))
    return Address(practice(item).page, f"{slug(item.title.text)}-{name}")


def term(key: str) -> Address:
    """A term of the glossary, by its key: `/glossary/#mib`."""
    return Address(GLOSSARY.page, slug(key))


def place(item: Place) -> Address:
    """A place in the report."""
    match item:
        case FindingPlace(parent, child):
            return finding(parent, child)
        case SummaryPlace(parent):
            return summary(parent)
        case PracticePlace(appendix_item):
            return practice(appendix_item)
        case SectionPlace(part, parent, first, inner):
            if parent is not None:
                return section(framework(parent), inner)
            if part is Part.BACK:
                return back_section(first) if inner is first else section(back_section(first), inner)
            return section(FORCE if part is Part.FORCE else INSPECTION, inner)


def note(page: Address, item: Note, occurrence: int = 1) -> Address:
    """A footnote on the page that refers to it: `/mc02/#mc02-note-2`.

    `occurrence` counts the footnotes with this mark on the page, from 1.
    """
    again = f"-{occurrence}" if occurrence > 1 else ""
    return Address(page.page, f"{_stem(page)}-note-{_digits(item.mark)}{again}")


def table_note(page: Address, number: int) -> Address:
    """The note of a table, counted from 1 on its page."""
    return Address(page.page, f"{_stem(page)}-table-note-{number}")


def note_targets(page: Address, notes: Iterable[Note], tables: Iterable[Table] = ()) -> dict[str, Address]:
    """The addresses of the notes on a page, by key. Marks may restart on each printed page."""
    targets: dict[str, Address] = {}
    used: Counter[str] = Counter()
    for item in notes:
        used[item.mark] += 1
        targets[item.key] = note(page, item, used[item.mark])
    below = [item for table in tables for item in table.notes]
    for number, table_item in enumerate(below, start=1):
        targets[table_item.key] = table_note(page, number)
    return targets


def _stem(page: Address) -> str:
    """The last part of a page's address: `mc07`, `major-crime`."""
    return Address(page.page).url.strip("/").rpartition("/")[2] or "home"


def _digits(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)
