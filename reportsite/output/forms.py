"""What the website has beside its pages, for programs: each page as plain Markdown, each finding as JSON,
and llms.txt, which says where they are.

These files repeat the pages. So they are not in content/, where they would double every diff, nor in the
offline bundle, which has the pages themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportsite import exports
from reportsite.output.llms import llms_txt
from reportsite.output.plain import Sources, plain_files
from reportsite.site.context import Context, notice
from reportsite.site.page_tree import Site, Target


def forms(context: Context, site: Site, targets: Mapping[str, Target], site_url: str) -> dict[str, str]:
    """The files, by their paths on the website, which will be published at `site_url`."""
    title = context.report.title
    sources = Sources(f"{title.full_title}, {title.date}", notice(context.report), site_url)
    files = plain_files(site, targets, sources) | exports.finding_files(context)
    return files | {"llms.txt": llms_txt(site, sources)}
