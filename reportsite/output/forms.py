"""What the website has beside its pages, for other programs: each page as plain Markdown.

These files repeat the pages. So they are not in content/, where they would double every diff, nor in the
offline bundle, which has the pages themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportsite.output.plain import Sources, plain_files
from reportsite.site.context import Context, notice
from reportsite.site.page_tree import Site, Target


def forms(context: Context, site: Site, targets: Mapping[str, Target], site_url: str) -> dict[str, str]:
    """The files, by their paths on the website, which will be published at `site_url`."""
    title = context.report.title
    sources = Sources(f"{title.full_title}, {title.date}", notice(context.report), site_url)
    return plain_files(site, targets, sources)
