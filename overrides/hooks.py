"""The one hook of the site, and optional: without it charts are images, rows have no headers,
print expands no terms, and pages carry no linked data.

MkDocs calls `on_page_content` with the HTML of each page, `on_page_context` with what its template gets.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.utils import get_relative_url

# A link to a term, on the glossary's page or on the one that holds the whole report.
_TERM = re.compile(
    r'<a (?=href="(?:(?:[^"#]*/)?glossary(?:/|\.html))?(?P<anchor>#[^"]+)" '
    r'title="(?P<words>[^"]*)">(?P<text>[^<]*)<)'
)
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
        expansion = found["words"].casefold()
        if found["text"].casefold() == expansion:
            return found[0]
        first = found["anchor"] not in seen
        seen.add(found["anchor"])
        # Not where the text itself has just said it: Major Investigation Team (MIT).
        start = found.start()
        said = html[max(0, start - len(expansion) - 2) : start].casefold() == f"{expansion} ("
        return '<a class="first" ' if first and not said else found[0]

    return _TERM.sub(mark, html)


def on_page_context(context: Any, *, page: Any, config: Any, nav: Any, **_: Any) -> Any:
    """What the template of a page gets, with the linked data of the page."""
    path = Path(config["docs_dir"]) / "jsonld.json"
    found = _objects(path, path.stat().st_mtime_ns).get(page.file.src_uri) if path.is_file() else None
    if found:
        urls = {other.file.src_uri: other.url for other in nav.pages}

        def address(name: str) -> str:
            where, mark, anchor = name.partition("#")
            base = config["site_url"]
            url = urljoin(base, urls[where]) if base else get_relative_url(urls[where], page.url)
            return url + mark + anchor

        context["jsonld"] = {"@context": "https://schema.org", "@graph": _placed(found, address)}
    return context


@cache
def _objects(path: Path, _changed: int) -> dict[str, Any]:
    objects: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return objects


def _placed(data: Any, address: Any) -> Any:
    """`data` with an address in the place of each page that an object is named by."""
    if isinstance(data, list):
        return [_placed(inner, address) for inner in data]
    if isinstance(data, dict):
        return {k: address(v) if k in ("@id", "url") else _placed(v, address) for k, v in data.items()}
    return data
