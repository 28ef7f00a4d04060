"""Report -> Site: every page and the navigation, in the order of the report."""

from __future__ import annotations

from reportsite.document import Nav, Site
from reportsite.model import Edition, Glossary, Report
from reportsite.pages import criterion, edition, findings, home, practice, sections
from reportsite.pages import glossary as glossary_page
from reportsite.relations import Uses


def build_site(report: Report, facts: Edition, source: str, glossary: Glossary, uses: Uses) -> Site:
    """The site of a report.

    `facts` are the publisher's, from report.yml; `source` is the received text, whose words
    "About this edition" counts; `uses` says where the terms of `glossary` stand.
    """
    title = report.title
    name = f"{title.force} – {report.subject}"
    nav = (
        Nav("Home", home.page(report, glossary)),
        *sections.nav(report),
        *findings.nav(report, facts, criterion.nav),
        *sections.back_nav(report),
        *practice.nav(report),
        *glossary_page.nav(report, glossary, uses),
    )
    others = [page for entry in nav for page in entry.pages()]
    about = Nav("About this edition", edition.page(report, facts, source, others))
    return Site(
        name=name,
        description=f"{title.force}: HMIC’s inspection of {report.subject}, {title.date}, page by page.",
        copyright=f"Report: Crown copyright {title.year}, Open Government Licence v3.0. "
        "Not an official publication.",
        nav=(*nav, about),
    )
