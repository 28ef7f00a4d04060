"""The data files: their names, contents and formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from reportsite.exports import references
from reportsite.exports.appendices import PRACTICE, TERM, practices, terms
from reportsite.exports.citations import references as cited
from reportsite.exports.criteria import FINDING, FRAMEWORK, FindingInContext, criteria, findings
from reportsite.exports.index import ExportIndex
from reportsite.exports.indicators import INDICATOR, indicators
from reportsite.exports.lists import CRITERION_ROW, PRACTICE_ROW, REPEAT_ROW, of_register, repeats
from reportsite.exports.records import TEXT, TEXTS, AnyRecord, Field, Json, Record, schema_of, several
from reportsite.exports.sections import SECTION, outer_sections
from reportsite.exports.tables import to_csv
from reportsite.model import REGISTERS
from reportsite.site import addresses
from reportsite.site.context import LICENCE, LICENCE_URL, notice

T = TypeVar("T")

FORMAT = "1"
"""Increases when a field is removed or changes its meaning, but not when a field is added."""


def _head(schema: str) -> tuple[Field[Any], ...]:
    """The fields that every JSON file starts with. `schema` is the address of its schema."""
    return (
        Field("$schema", "The JSON Schema that describes the file.", TEXT, lambda _, __: schema),
        Field("format", "The version of the data format.", {"const": FORMAT}, lambda _, __: FORMAT),
        Field(
            "title",
            "The title of the report as printed.",
            TEXT,
            lambda index, _: index.report.title.full_title,
        ),
        Field("force", "The inspected force as printed.", TEXT, lambda index, _: index.report.title.force),
        Field(
            "date",
            "Month and year of publication as printed.",
            TEXT,
            lambda index, _: index.report.title.date,
        ),
        Field("licence", "The licence of the report.", TEXT, lambda _, __: LICENCE),
        Field("licence_url", "The address of the licence.", TEXT, lambda _, __: LICENCE_URL),
        Field(
            "notice", "The notice to show when you use the data.", TEXT, lambda index, _: notice(index.report)
        ),
    )


def _publisher(index: ExportIndex, _: None) -> list[str]:
    return [paragraph.text for paragraph in index.report.title.publisher]


REPORT: Record[None] = Record(
    "report",
    "reports",
    "The whole report.",
    (
        *_head("report.schema.json"),
        Field("publisher", "The lines printed above the title.", TEXTS, _publisher),
        Field(
            "isbn",
            "The ISBN as printed; empty if there is none.",
            TEXT,
            lambda index, _: index.report.title.isbn,
        ),
        Field(
            "received",
            "How this edition received the text.",
            TEXT,
            lambda index, _: index.context.edition.received,
        ),
        several(
            "sections",
            "Sections outside the frameworks, in order.",
            SECTION,
            lambda index, _: outer_sections(index),
        ),
        several(
            "frameworks",
            "The inspected frameworks, in order.",
            FRAMEWORK,
            lambda index, _: index.report.frameworks,
        ),
        several(
            "practices",
            "The developing practices in the appendix.",
            PRACTICE,
            lambda index, _: practices(index),
        ),
        several("glossary", "The terms, in the order of glossary.yml.", TERM, lambda index, _: terms(index)),
        several(
            "indicators",
            "The figures in the tables of indicators.",
            INDICATOR,
            lambda index, _: indicators(index),
        ),
    ),
)


CATALOGUE: Record[None] = Record(
    "catalogue",
    "catalogues",
    "The developing practices on their own.",
    (
        *_head("report.schema.json#/$defs/catalogue"),
        several(
            "practices",
            "The developing practices in the appendix.",
            PRACTICE,
            lambda index, _: practices(index),
        ),
    ),
)


SINGLE: Record[FindingInContext] = Record(
    "single finding",
    "single findings",
    "A finding on its own.",
    (
        *_head("../report.schema.json#/$defs/single_finding"),
        Field(
            "finding",
            "The finding.",
            {"$ref": f"#/$defs/{FINDING.key}"},
            FINDING.data,
            FINDING,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file below content/data/."""

    name: str
    description: str
    text: Callable[[ExportIndex], str]
    row: AnyRecord | None = None
    """The kind of record in each row; None for a file without rows."""


def _table(
    name: str, description: str, record: Record[T], items: Callable[[ExportIndex], Iterable[T]]
) -> DataFile:
    return DataFile(name, description, lambda index: to_csv(record, index, items(index)), record)


DATA_FILES = (
    DataFile(
        "report.json",
        "The whole report: sections, criteria, findings, practices, terms and indicators.",
        lambda index: to_json(REPORT.data(index, None)),
    ),
    DataFile(
        "report.schema.json",
        "A JSON Schema (2020-12) for report.json, practices.json and the files of single findings.",
        lambda _: to_json(schema_of(REPORT, CATALOGUE, SINGLE)),
    ),
    _table("findings.csv", "One row for each finding.", FINDING, findings),
    *(
        _table(f"{item.page}.csv", f"The list {item.title}: one row for each.", FINDING, of_register(item))
        for item in REGISTERS
        if item.page
    ),
    _table("criteria.csv", "One row for each criterion, with counts.", CRITERION_ROW, criteria),
    _table("practices.csv", "One row for each practice.", PRACTICE_ROW, practices),
    _table("repeats.csv", "One row for each pair of places that say the same.", REPEAT_ROW, repeats),
    _table("glossary.csv", "One row for each term.", TERM, terms),
    _table("indicators.csv", "One row for each figure in the tables of indicators.", INDICATOR, indicators),
    DataFile(
        "practices.json",
        "The practices in the appendix on their own.",
        lambda index: to_json(CATALOGUE.data(index, None)),
    ),
    DataFile(
        "citations.ris",
        "References to the report, its criteria, findings and practices, for Zotero, EndNote and Mendeley.",
        lambda index: references.ris(cited(index.context)),
    ),
    DataFile("citations.bib", "The same for BibTeX.", lambda index: references.bibtex(cited(index.context))),
    DataFile(
        "citations.json",
        "The same as CSL-JSON, for Pandoc and citation processors.",
        lambda index: references.csl(cited(index.context)),
    ),
    DataFile(
        "CITATION.cff",
        "How to cite this edition, for code hosts and archives of data.",
        lambda index: references.cff(index.context),
    ),
)
"""Every data file, in the order in which the data page lists them."""


def single_findings(index: ExportIndex) -> dict[str, str]:
    """A file for each finding, by its name: `mc07-s3.json`. For programs, so in one line."""
    return {
        f"{addresses.place(item.place).anchor}.json": json.dumps(SINGLE.data(index, item), ensure_ascii=False)
        + "\n"
        for item in findings(index)
    }


def to_json(data: Json) -> str:
    """JSON formatted for readable diffs."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
