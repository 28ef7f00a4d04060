"""The data page: the files, what each field means, and how to read them."""

from __future__ import annotations

from reportsite.exports import files
from reportsite.exports.records import AnyRecord, distinct
from reportsite.model import Strong, Text, WebLink
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.context import LICENCE, LICENCE_URL
from reportsite.site.page_tree import (
    Bullets,
    Code,
    Download,
    Heading,
    Page,
    PageBlock,
    Para,
    ResultKind,
    TableBlock,
    editorial,
)

_TABLE_EXAMPLE = """\
import csv
from collections import Counter

# utf-8-sig skips the byte order mark, which is there for spreadsheets.
with open("findings.csv", encoding="utf-8-sig", newline="") as file:
    findings = list(csv.DictReader(file))

for kind, number in Counter(finding["kind"] for finding in findings).items():
    print(f"{number} x {kind}")

# A cell with several values has one on each line.
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
    "LibreOffice Calc: choose File, Open and select the file. In the import dialog, set the character set to "
    "Unicode (UTF-8), select Comma as the only separator, keep the double quotation mark as the string "
    "delimiter, and choose OK.",
    "Excel: choose Data, From Text/CSV and select the file. Set File Origin to 65001: Unicode (UTF-8) and "
    "Delimiter to Comma, and choose Load. If your regional settings use commas as list separators, you can "
    "also double-click the file.",
    "Then turn on filters: Data, AutoFilter in LibreOffice; Data, Filter in Excel. For example, filter the "
    "kind column to see all areas for improvement.",
)


def page() -> Page:
    where = addresses.DATA
    blocks: list[PageBlock] = [
        Heading(1, (common.edition_words("Take it away"),), anchor=addresses.top(where).anchor),
        editorial(
            *_ways(),
            common.para(
                "All of these are made from the same text as the pages. You may use them under the ",
                WebLink(LICENCE_URL, (Text(LICENCE),)),
                ". Please credit the report, and say that this edition is not an official publication.",
            ),
            *_files(),
            *_references(),
            *_rules(),
            *_examples(),
            *_sheet(),
            *_fields(),
            kind="data",
        ),
    ]
    return Page(
        address=where,
        result=ResultKind.LIST,
        title="Take it away",
        description="The report to download: PDF, offline website, EPUB, spreadsheet, data and plain text.",
        blocks=tuple(blocks),
    )


def _ways() -> list[PageBlock]:
    """The forms of the report, the most useful first."""

    def way(name: str, words: str, good: str) -> tuple[Para, ...]:
        link = common.para(Download(name, common.text(words)))
        return link, common.para(good), common.para(Download(name))

    def path(name: str) -> str:
        return addresses.data_file(name).page

    text = f"{addresses.WHOLE.url.strip('/')}/index.md"
    ways = (
        way("pdf", "PDF", "To keep, print or send: the whole report with page numbers and an outline."),
        way("zip", "Offline website", "To read without a network: unpack it and open index.html."),
        way("epub", "EPUB", "For e-readers and phones: the whole report in type of any size."),
        way(path("findings.csv"), "Spreadsheet", "To sort and filter: every finding in a row."),
        way(path("report.json"), "Data", "For programs: everything, with the relations between parts."),
        way(path("citations.ris"), "References", "For Zotero, Mendeley and EndNote, to cite any finding."),
        way(text, "Plain text", "To paste and for language models: Markdown, also beside every page."),
    )
    sums = Download("downloads/SHA256SUMS", common.text("SHA256SUMS"))
    return [
        TableBlock(
            tuple(map(common.para, ("Form", "What it is good for", "SHA-256"))),
            ways,
        ),
        common.para("To check the PDF, the offline website and the EPUB, save ", sums, " beside them."),
    ]


def _files() -> list[PageBlock]:
    rows = tuple(
        (common.para(common.link(addresses.data_file(f.name), f.name)), common.para(f.description))
        for f in files.DATA_FILES
    )
    return [
        common.part(addresses.DATA, "The files", "files"),
        TableBlock((common.para("File"), common.para("Contents")), rows),
    ]


def _rules() -> list[PageBlock]:
    rules = (
        "Each id is an address on this site, relative to its root: /glossary/ is the glossary, for example. "
        "To open it, put the address of the site in front. Ids never change.",
        "Field names are stable. New fields may be added; if one is removed or changes its meaning, the "
        "number in the format field increases.",
        "All files are UTF-8. In CSV files, report.json and practices.json, every field is always present; "
        "unknown values are empty.",
        "In CSV files, a cell with several values has one on each line.",
        "In CSV files, text that looks like a formula starts with an apostrophe, so that spreadsheets do not "
        "run it. Numbers are left alone. The JSON files have the text unchanged.",
        "No file includes the contact details that are printed in the appendix.",
    )
    return [
        common.part(addresses.DATA, "About the files", "rules"),
        Bullets(tuple((common.para(sentence),) for sentence in rules)),
    ]


def _examples() -> list[PageBlock]:
    return [
        common.part(addresses.DATA, "Using Python", "python"),
        common.para("Save the files in a folder and run these examples there. They need only Python."),
        common.para("To read a CSV file:"),
        Code("python", _TABLE_EXAMPLE),
        common.para("To read the whole report:"),
        Code("python", _TREE_EXAMPLE),
    ]


def _sheet() -> list[PageBlock]:
    steps = tuple((common.para(step),) for step in _SHEET_STEPS)
    return [
        common.part(addresses.DATA, "Using a spreadsheet", "spreadsheet"),
        common.para("Download findings.csv, glossary.csv or indicators.csv."),
        Bullets(steps),
    ]


_REFERENCE_STEPS = (
    "Zotero, Mendeley and EndNote: import citations.ris. EndNote asks for an import option: choose Reference "
    "Manager (RIS). Zotero also saves a page that is open in the browser.",
    "LaTeX: cite the keys in citations.bib. Pandoc reads citations.json, too.",
)


def _references() -> list[PageBlock]:
    steps = tuple((common.para(step),) for step in _REFERENCE_STEPS)
    return [
        common.para(
            "To cite a page or a finding, choose Cite there: in OSCOLA, Harvard, APA or plain text. For "
            "reference managers:"
        ),
        Bullets(steps),
        common.para(
            "Criteria, findings and practices are stored as chapters of the report, and all as an unofficial "
            "web edition. They have addresses if that of the site was known when it was built."
        ),
    ]


def _fields() -> list[PageBlock]:
    """Each kind of record with its fields, from the definitions that the files and the schema use."""
    out: list[PageBlock] = [common.part(addresses.DATA, "The fields", "fields")]
    tables: dict[str, list[str]] = {}
    for file in files.DATA_FILES:
        if file.row:
            tables.setdefault(file.row.key, []).append(file.name)
    inner = distinct(files.REPORT, files.CATALOGUE)
    for record in inner:
        name = record.name[0].upper() + record.name[1:]
        out.append(common.part(addresses.DATA, name, addresses.slug(record.name), level=3))
        out += _record(record, tables.pop(record.key, []))
    rows = {file.row.key: file.row for file in files.DATA_FILES if file.row}
    for key, names in tables.items():
        out += _record(rows[key], names)
    return out


def _record(record: AnyRecord, tables: list[str]) -> list[PageBlock]:
    header = tuple(common.para(words) for words in ("Field", "Type", "Description"))
    rows: tuple[tuple[Para, ...], ...] = tuple(
        (Para((Strong(common.text(f.name)),)), common.para(f.type_name), common.para(f.description))
        for f in record.fields
    )
    row = f" Each row of {common.enumerated(tables)} is one." if tables else ""
    return [common.para(record.description, row), TableBlock(header, rows)]
