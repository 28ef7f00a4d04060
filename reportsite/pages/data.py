"""Data: every file, what each field of it means, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass

from reportsite.exports import appendices, criteria, files, indicators
from reportsite.exports.records import AnyRecord, distinct
from reportsite.model import Strong, Text, WebLink
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.context import LICENCE, LICENCE_URL
from reportsite.site.page_tree import Bullets, Code, Heading, Page, PageBlock, Para, TableBlock, editorial


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    told: str


_FILES = (
    _File("report.json", "The whole report: sections, criteria, findings, practices, terms, indicators."),
    _File("report.schema.json", "What report.json and practices.json hold, as JSON Schema (2020-12)."),
    _File("findings.csv", "A row for each finding."),
    _File("glossary.csv", "A row for each term."),
    _File("indicators.csv", "A row for each figure of the tables of indicators."),
    _File("practices.json", "The practices of the appendix by themselves."),
)

_TABLES = (
    (criteria.FINDING, "A row of findings.csv."),
    (appendices.TERM, "A row of glossary.csv."),
    (indicators.INDICATOR, "A row of indicators.csv."),
)
"""Records that are rows of tables as well, and what is said of it."""

_TABLE_EXAMPLE = """\
import csv
from collections import Counter

# utf-8-sig: the files begin with a mark that spreadsheets need.
with open("findings.csv", encoding="utf-8-sig", newline="") as file:
    findings = list(csv.DictReader(file))

for kind, number in Counter(finding["kind"] for finding in findings).items():
    print(f"{number} x {kind}")

# A cell that holds several things has each on a line of its own.
used = Counter(term for finding in findings for term in finding["terms"].splitlines())
for term, number in used.most_common(3):
    print(f"{term} is used by {number} findings")
"""

_TREE_EXAMPLE = """\
import json

with open("report.json", encoding="utf-8") as file:
    report = json.load(file)

terms = {term["id"]: term["term"] for term in report["glossary"]}
for framework in report["frameworks"]:
    print(framework["name"], "-", framework["grade"])
    for group in framework["groups"]:
        for criterion in group["criteria"]:
            for section in criterion["sections"]:
                for finding in section["findings"]:
                    names = [terms[term] for term in finding["terms"]]
                    print(finding["name"], ", ".join(names))
"""

_SHEET_STEPS = (
    "LibreOffice Calc: File, Open, choose the file. In the window that opens, set the character set to "
    "Unicode (UTF-8), tick Comma alone as the separator, leave the string delimiter as a double quotation "
    "mark, and press OK.",
    "Excel: Data, From Text/CSV, choose the file. Set File Origin to 65001: Unicode (UTF-8) and Delimiter "
    "to Comma, and press Load. A double click on the file opens it too, where commas part lists.",
    "Then turn on the filter: in LibreOffice Data, AutoFilter; in Excel Data, Filter. Filter the column "
    "kind, for example, to see all areas for improvement.",
)


def page() -> Page:
    where = addresses.DATA
    blocks: list[PageBlock] = [
        Heading(1, (common.edition_words("Data"),), anchor=addresses.top(where).anchor),
        editorial(
            common.para(
                "The report as data, made from the same reading of the text as the pages. It may be used "
                "under the ",
                WebLink(LICENCE_URL, (Text(LICENCE),)),
                ". Say that it comes from the report, and that this edition is not an official publication.",
            ),
            *_files(),
            *_rules(),
            *_examples(),
            *_sheet(),
            *_fields(),
            kind="data",
        ),
    ]
    return Page(
        address=where,
        title="Data",
        description="The report as JSON and CSV: every field explained, with examples.",
        blocks=tuple(blocks),
    )


def _files() -> list[PageBlock]:
    rows = tuple(
        (common.para(common.link(addresses.data_file(f.name), f.name)), common.para(f.told)) for f in _FILES
    )
    return [
        common.part(addresses.DATA, "The files", "files"),
        TableBlock((common.para("File"), common.para("What it holds")), rows),
    ]


def _rules() -> list[PageBlock]:
    told = (
        "An id is the address of the thing on this site, from its root, as /glossary/ is the address of the "
        "glossary. Put the address of the site before it to open it. Ids do not change.",
        "Names of fields do not change. A new field may come; if one goes or changes its meaning, the number "
        "in the field format grows.",
        "All files are UTF-8. Every field is always there; what is not known is empty.",
        "In the tables, a cell that holds several things has each on a line of its own.",
        "In the tables, a text that begins like a formula has an apostrophe before it, so that no "
        "spreadsheet runs it. Numbers have none. The JSON files have the text as it is.",
        "The names and numbers of contacts that the appendix prints are in none of the files.",
    )
    return [
        common.part(addresses.DATA, "What holds for all", "rules"),
        Bullets(tuple((common.para(sentence),) for sentence in told)),
    ]


def _examples() -> list[PageBlock]:
    return [
        common.part(addresses.DATA, "In Python", "python"),
        common.para("Save the files into a folder and run this there. It needs nothing but Python. A table:"),
        Code("python", _TABLE_EXAMPLE),
        common.para("The whole report:"),
        Code("python", _TREE_EXAMPLE),
    ]


def _sheet() -> list[PageBlock]:
    steps = tuple((common.para(step),) for step in _SHEET_STEPS)
    return [
        common.part(addresses.DATA, "In a spreadsheet", "spreadsheet"),
        common.para("Save findings.csv, glossary.csv or indicators.csv."),
        Bullets(steps),
    ]


def _fields() -> list[PageBlock]:
    """Each kind of record with its fields, from the same statements as the files and the schema."""
    out: list[PageBlock] = [common.part(addresses.DATA, "The fields", "fields")]
    notes: dict[str, str] = {record.key: note for record, note in _TABLES}
    for record in distinct(files.REPORT, files.CATALOGUE):
        out += _record(record, notes.get(record.key, ""))
    return out


def _record(record: AnyRecord, note: str) -> list[PageBlock]:
    name = record.name[0].upper() + record.name[1:]
    anchor = addresses.slug(record.name)
    header = tuple(common.para(words) for words in ("Field", "Type", "What it holds"))
    rows: tuple[tuple[Para, ...], ...] = tuple(
        (Para((Strong(common.text(f.name)),)), common.para(f.told), common.para(f.description))
        for f in record.fields
    )
    return [
        common.part(addresses.DATA, name, anchor, level=3),
        common.para(f"{record.description} {note}".strip()),
        TableBlock(header, rows),
    ]
