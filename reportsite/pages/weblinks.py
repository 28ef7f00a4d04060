"""Notes after web addresses in the report that no longer work."""

from __future__ import annotations

from urllib.parse import urlsplit

from reportsite.model import Text, TitleMatter, WebLink
from reportsite.reading.headings import month_of
from reportsite.site.context import Context
from reportsite.site.page_tree import Editorial

INSPECTORATES = frozenset(
    {
        "hmcpsi.gov.uk",
        "hmic.gov.uk",
        "hmica.gov.uk",
        "inspectorates.homeoffice.gov.uk",
        "inspectorates.justice.gov.uk",
        "justiceinspectorates.gov.uk",
    }
)
"""Hosts of the inspectorates of constabulary and of criminal justice, without `www.`.

All were central government sites, so the UK Government Web Archive has copies.
"""

ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa/"


def dead_link_notes(context: Context) -> dict[str, Editorial]:
    """The words that follow each web address listed under `dead_links` in report.yml, by address."""
    title = context.report.title
    return {url: _note(url, title) for url in context.edition.dead_links}


def _note(url: str, title: TitleMatter) -> Editorial:
    words = f" (as printed in {title.year}; this link may no longer work"
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host not in INSPECTORATES:
        return Editorial((Text(f"{words})"),))
    archive = WebLink(archived(url, title), (Text("UK Government Web Archive"),))
    return Editorial((Text(f"{words}; try the "), archive, Text(")")))


def archived(url: str, title: TitleMatter) -> str:
    """The address of the archived copy closest to the report's month, or year if no month is known."""
    year, month = month_of(title.date) or (title.year, 1)
    return f"{ARCHIVE}{year}{month:02}01000000/{url}"
