"""Report -> Site: every page and the navigation, in the order of the report."""

from __future__ import annotations

from reportsite.pages import (
    accessibility,
    assets,
    criterion,
    data,
    edition,
    frameworks,
    glossary,
    home,
    practice,
    registers,
    sections,
    weblinks,
    whole,
)
from reportsite.site import addresses
from reportsite.site.context import Context, notice
from reportsite.site.page_tree import Nav, Site, Target


def build_site(context: Context, source: str) -> Site:
    """The site of a report. `source` is the received text, which "About this edition" counts the words of."""
    report = context.report
    title = report.title
    name = f"{title.force} – {report.subject}"
    nav = (
        Nav("Home", home.page(context)),
        *sections.nav(report),
        *frameworks.nav(context, criterion.nav),
        *sections.back_nav(report),
        *registers.nav(context),
        *practice.nav(context),
        *glossary.nav(context),
    )
    entire = Nav("The whole report", whole.page(report, nav))
    others = [page for entry in nav for page in entry.pages()]
    text = Nav("The text as received", edition.source_page(context, source))
    files = Nav("Take it away", data.page())
    access = Nav("Accessibility", accessibility.page())
    about = Nav("About and data", edition.page(context, source, others), (files, text, access))
    return Site(
        name=name,
        description=f"{title.force}: HMIC’s inspection of {report.subject}, {title.date}, page by page.",
        copyright=notice(report),
        nav=(*nav, entire, about),
    )


def targets(context: Context) -> dict[str, Target]:
    """The link target and the link title of each mention, by key."""
    report = context.report
    links = {
        entry.term: Target(addresses.term(entry.term), entry.expansion) for entry in context.glossary.entries
    }
    for practice_ in report.practice.practices if report.practice else ():
        links[practice_.title.text] = Target(addresses.practice(practice_), "")
    for criterion_ in report.criteria:
        title = context.edition.title_of(criterion_.code)
        links[criterion_.code] = Target(addresses.criterion(criterion_), title)
    return links


__all__ = ["Context", "assets", "build_site", "targets", "weblinks"]
