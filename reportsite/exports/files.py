"""The JSON files of data as records."""

from __future__ import annotations

from reportsite.exports.appendices import PRACTICE, TERM, practices, terms
from reportsite.exports.criteria import FRAMEWORK
from reportsite.exports.index import ExportIndex
from reportsite.exports.indicators import INDICATOR, indicators
from reportsite.exports.records import TEXT, TEXTS, Field, Record, several
from reportsite.exports.sections import SECTION, outer_sections
from reportsite.site.context import LICENCE, LICENCE_URL, notice

FORMAT = "1"
"""Grows when a field goes or changes its meaning. A new field does not change it."""


def _head(what: str) -> tuple[Field[None], ...]:
    """The fields that each JSON file begins with."""
    return (
        Field("$schema", "The schema of the file.", TEXT, lambda _, __: what),
        Field("format", "The version of these fields.", {"const": FORMAT}, lambda _, __: FORMAT),
        Field(
            "title",
            "The title of the report, as printed.",
            TEXT,
            lambda index, _: index.report.title.full_title,
        ),
        Field("force", "The inspected force, as printed.", TEXT, lambda index, _: index.report.title.force),
        Field("date", "Month and year, as printed.", TEXT, lambda index, _: index.report.title.date),
        Field("licence", "The licence of the report.", TEXT, lambda _, __: LICENCE),
        Field("licence_url", "Its text.", TEXT, lambda _, __: LICENCE_URL),
        Field("notice", "What to say when the data is used.", TEXT, lambda index, _: notice(index.report)),
    )


def _publisher(index: ExportIndex, _: None) -> list[str]:
    return [paragraph.text for paragraph in index.report.title.publisher]


REPORT: Record[None] = Record(
    "report",
    "reports",
    "The whole report.",
    (
        *_head("report.schema.json"),
        Field("publisher", "The lines above the title, as printed.", TEXTS, _publisher),
        Field("isbn", "As printed; empty where none is.", TEXT, lambda index, _: index.report.title.isbn),
        Field(
            "received",
            "How the text came to this edition.",
            TEXT,
            lambda index, _: index.context.edition.received,
        ),
        several(
            "sections",
            "The sections outside the frameworks, in order.",
            SECTION,
            lambda index, _: outer_sections(index),
        ),
        several(
            "frameworks", "What was inspected, in order.", FRAMEWORK, lambda index, _: index.report.frameworks
        ),
        several("practices", "The appendix of practices.", PRACTICE, lambda index, _: practices(index)),
        several("glossary", "The terms, in the order of glossary.yml.", TERM, lambda index, _: terms(index)),
        several(
            "indicators",
            "The figures of the tables of indicators.",
            INDICATOR,
            lambda index, _: indicators(index),
        ),
    ),
)


CATALOGUE: Record[None] = Record(
    "catalogue",
    "catalogues",
    "The developing practices by themselves.",
    (
        *_head("report.schema.json#/$defs/catalogue"),
        several("practices", "The appendix of practices.", PRACTICE, lambda index, _: practices(index)),
    ),
)
