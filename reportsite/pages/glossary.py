"""The glossary: the report's own terms, A to Z."""

from __future__ import annotations

from itertools import groupby

from reportsite import addresses
from reportsite.document import Heading, Nav, Page, PageBlock, own
from reportsite.model import Report, Term
from reportsite.pages import common


def nav(report: Report) -> tuple[Nav, ...]:
    return (Nav("Glossary", page(report)),) if report.glossary else ()


def page(report: Report) -> Page:
    assert report.glossary
    terms = sorted(report.glossary.terms, key=_order)
    blocks: list[PageBlock] = [
        common.heading(1, report.glossary.heading),
        own(common.para(f"The {len(terms)} terms that the report explains, from A to Z.")),
    ]
    for letter, entries in groupby(terms, key=lambda term: _order(term)[0][0].upper()):
        blocks.append(Heading(2, (common.own_words(letter),), anchor=f"letter-{letter.lower()}"))
        for term in entries:
            blocks.append(common.heading(3, term.term, addresses.term(term).anchor))
            blocks.append(common.sourced(term.expansion))
    return Page(
        address=addresses.GLOSSARY,
        title="Glossary",
        description=f"{report.title.force}: the terms and abbreviations of the report, explained.",
        blocks=tuple(blocks),
        sorted=True,
    )


def _order(term: Term) -> tuple[str, str]:
    return term.term.text.casefold(), term.term.text
