"""The report as data: JSON with its schema, tables, and the linked data of the pages."""

from __future__ import annotations

import json

from reportsite.exports import appendices, criteria, files, indicators, linked
from reportsite.exports.index import index_of
from reportsite.exports.records import Json, schema_of
from reportsite.exports.tables import to_csv
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import Site


def data_files(context: Context) -> dict[str, str]:
    """The files of data, by their paths below content/."""
    index = index_of(context)
    texts = {
        "report.json": to_json(files.REPORT.data(index, None)),
        "report.schema.json": to_json(schema_of(files.REPORT, files.CATALOGUE)),
        "findings.csv": to_csv(criteria.FINDING, index, criteria.findings(index)),
        "glossary.csv": to_csv(appendices.TERM, index, appendices.terms(index)),
        "indicators.csv": to_csv(indicators.INDICATOR, index, indicators.indicators(index)),
        "practices.json": to_json(files.CATALOGUE.data(index, None)),
    }
    return {addresses.data_file(name).page: text for name, text in texts.items()}


def linked_file(context: Context, site: Site) -> dict[str, str]:
    """The file that the hook of the site reads, by its path below content/."""
    return {linked.PATH: to_json(linked.linked(context, site))}


def to_json(data: Json) -> str:
    """Laid out so that it reads well in a diff."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
