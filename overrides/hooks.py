"""The one hook of the site, and optional: without it charts are images, rows have no headers,
and print expands no terms.

MkDocs calls `on_page_content` with the HTML of each page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_TERM = re.compile(r'<a (?=href="(?:[^"]*/)?glossary(?:/|\.html)(?P<anchor>#[^"]+)" title=)')
_GRID = re.compile(r'<div class="edition glance">.*?</table>', re.DOTALL)
_FIRST_CELL = re.compile(r"(<tr>\s*)<td>(.*?)</td>", re.DOTALL)
_CHART = re.compile(r'<p><img [^>]*src="[^"]*assets/charts/(?P<name>[\w-]+)\.svg"[^>]*></p>')


def on_page_content(html: str, *, config: Any, **_: Any) -> str:
    """The HTML of a page, with its charts inline and the first link to each term marked.

    A chart that is inline takes the colours of the page, and its text can be marked and searched.
    """
    charts = Path(config["docs_dir"]) / "assets" / "charts"
    html = _CHART.sub(lambda found: (charts / f"{found['name']}.svg").read_text("utf-8"), html)
    # Markdown tables have no headers of rows.
    html = _GRID.sub(lambda found: _FIRST_CELL.sub(r'\1<th scope="row">\2</th>', found[0]), html)
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        first = found["anchor"] not in seen
        seen.add(found["anchor"])
        return '<a class="first" ' if first else found[0]

    return _TERM.sub(mark, html)
