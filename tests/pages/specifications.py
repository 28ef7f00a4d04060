"""Specifications of pages in tests/fixtures/pages: a small report in YAML with the expected page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import yaml

from reportsite import pages, pipeline
from reportsite.conversion import Inputs
from reportsite.editorial.edition import AsPrinted, ContactPolicy, Edition
from reportsite.editorial.glossary import COMMON_USAGE, Entry, Glossary, TermKind
from reportsite.model import GlossaryAppendix, Omission, Repair, Report, Term, TitleMatter
from reportsite.output import markdown
from reportsite.pages import weblinks
from reportsite.site.context import Context
from tests.conftest import FIXTURES
from tests.relating.reports import paragraph, report

TITLE = TitleMatter(
    publisher=(paragraph("The Inspectorate"),),
    title=(paragraph("Northshire Police"), paragraph("Crime")),
    imprint=(paragraph("April 2008"), paragraph("First published 2008")),
    force="Northshire Police",
    date="April 2008",
    isbn="1-23",
)


def cases(kind: str) -> list[Any]:
    """The cases of a kind of page, each with its `case` as the name of the test."""
    data = yaml.safe_load((FIXTURES / "pages" / f"{kind}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["case"]) for case in data]


def context(case: dict[str, Any]) -> Context:
    """The context that the pages of a case are built from.

    `report` is written as in tests/relating/reports.py. `titles`, `contacts`, `dead_links` and `as_printed`
    belong to the edition, `terms` to glossary.yml, `appendix` to the report's own glossary.
    """
    edition = Edition(
        source="r.txt",
        received="By post.",
        titles=tuple(case.get("titles", {}).items()),
        contacts=ContactPolicy(case.get("contacts", "publish")),
        dead_links=tuple(case.get("dead_links", ())),
        as_printed=tuple(AsPrinted(*entry) for entry in case.get("as_printed", ())),
    )
    glossary = Glossary(
        tuple(_entry(term, fields) for term, fields in case.get("terms", {}).items()),
        unexplained=tuple(case.get("unexplained", {}).items()),
    )
    inputs = Inputs("r.txt", case.get("source", ""), edition, _report(case), glossary, {}, ())
    return pipeline.connect(inputs)


def _report(case: dict[str, Any]) -> Report:
    rows = tuple(Term(paragraph(a), paragraph(b)) for a, b in case.get("appendix", {}).items())
    return replace(
        report(case.get("report", {})),
        title=TITLE,
        glossary=GlossaryAppendix(paragraph("Appendix 2"), rows) if rows else None,
        repairs=tuple(Repair(rule, (1,), excerpt) for rule, excerpt in case.get("repairs", ())),
        omissions=tuple(
            Omission(reason, paragraph(words).lines[0], quotable)
            for reason, words, quotable in case.get("omissions", ())
        ),
    )


def _entry(term: str, fields: dict[str, Any]) -> Entry:
    return Entry(
        term,
        fields["expansion"],
        kind=TermKind(fields["kind"]) if "kind" in fields else None,
        definition=fields.get("definition", ""),
        forms=tuple(fields.get("forms", ())),
        see=tuple(fields.get("see", ())),
        near=tuple(fields.get("near", ())),
        origin=fields.get("from", COMMON_USAGE),
    )


def written(case: dict[str, Any]) -> str:
    """The Markdown of the case's `page`, without its front matter."""
    made_from = context(case)
    site = pages.build_site(made_from, case.get("source", ""))
    (page,) = (page for page in site.pages if page.address.page == case["page"])
    notes = weblinks.dead_link_notes(made_from)
    return markdown.to_markdown(page, pages.targets(made_from), notes).split("---\n", 2)[2].strip() + "\n"


def headings(text: str) -> list[str]:
    """The heading lines of a page: its outline."""
    return re.findall(
        r"^#.*$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )


def check(case: dict[str, Any]) -> None:
    """Compare a page with its case: `expected` has its Markdown, `outline` only its headings."""
    text = written(case)
    if "outline" in case:
        assert headings(text) == case["outline"]
    else:
        assert text == case["expected"]
