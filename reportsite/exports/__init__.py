"""The report as data: JSON with its schema, tables, and the linked data of the pages."""

from __future__ import annotations

import json

from reportsite.exports import linked, report
from reportsite.exports.facts import facts_of
from reportsite.exports.records import Json, schema_of
from reportsite.exports.tables import to_csv
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import Site


def data_files(context: Context) -> dict[str, str]:
    """The files of data, by their paths below content/."""
    facts = facts_of(context)
    files = {
        "report.json": to_json(report.REPORT.data(facts, None)),
        "report.schema.json": to_json(schema_of(report.REPORT, report.CATALOGUE)),
        "findings.csv": to_csv(report.FINDING, facts, report.findings(facts)),
        "glossary.csv": to_csv(report.TERM, facts, report.terms(facts)),
        "indicators.csv": to_csv(report.INDICATOR, facts, report.indicators(facts)),
        "practices.json": to_json(report.CATALOGUE.data(facts, None)),
    }
    return {addresses.data_file(name).page: text for name, text in files.items()}


def linked_file(context: Context, site: Site) -> dict[str, str]:
    """The file that the hook of the site reads, by its path below content/."""
    return {linked.PATH: to_json(linked.linked(context, site))}


def to_json(data: Json) -> str:
    """Laid out so that it reads well in a diff."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
