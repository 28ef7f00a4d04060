"""Report -> Site: every page and the navigation, in the order of the report."""

from __future__ import annotations

from reportsite.document import Nav, Site
from reportsite.model import Edition, Report
from reportsite.pages import criterion, edition, findings, glossary, home, practice, sections


def build_site(report: Report, facts: Edition, source: str) -> Site:
    """The site of a report.

    `facts` are the publisher's, from report.yml; `source` is the received text, whose words
    "About this edition" counts.
    """
    title = report.title
    name = f"{title.force} – {report.subject}"
    nav = (
        Nav("Home", home.page(report)),
        *sections.nav(report),
        *findings.nav(report, facts, criterion.nav),
        *sections.back_nav(report),
        *practice.nav(report),
        *glossary.nav(report),
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
