"""What the pages have beyond their Markdown. Optional.

Without this hook charts are images, tables have no names and rows no headers, print expands no terms,
and pages carry no linked data.

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
_HEADING_OR_TABLE = re.compile(r"<h(?P<level>[1-6])\b.*?</h(?P=level)>|<table>.*?</table>", re.DOTALL)
_FIRST_CELL = re.compile(r"(<tr>\s*)<td((?: [^>]*)?)>(.*?)</td>", re.DOTALL)
_NO_NAME = re.compile(r'<a class="headerlink".*?</a>|<sup\b.*?</sup>|<[^>]+>', re.DOTALL)
_CHART = re.compile(r'<p><img [^>]*src="[^"]*assets/charts/(?P<name>[\w-]+)\.svg"[^>]*></p>')


def on_page_content(html: str, *, config: Any, **_: Any) -> str:
    """The HTML of a page, with its charts inline and the first link to each term marked.

    A chart that is inline takes the colours of the page, and its text can be marked and searched.
    """
    charts = Path(config["docs_dir"]) / "assets" / "charts"
    html = _CHART.sub(lambda found: (charts / f"{found['name']}.svg").read_text("utf-8"), html)
    html = _named_tables(html)
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


def _named_tables(html: str) -> str:
    """`html` with what Markdown tables lack: a name, and headers that say what they head.

    A table is called as the heading above it. That stands there for eyes, so the name is for ears only; it
    helps whoever goes from table to table. Every table of the report and of the edition names its rows first.
    """
    name = ""

    def change(found: re.Match[str]) -> str:
        nonlocal name
        if found["level"]:
            name = " ".join(_NO_NAME.sub("", found[0]).split())
            return found[0]
        table = re.sub(r"<th(?=[ >])", '<th scope="col"', found[0])
        table = _FIRST_CELL.sub(_row_header, table)
        caption = f'<caption class="edition unseen">{name}</caption>' if name else ""
        return table.replace("<table>", f"<table>{caption}", 1)

    return _HEADING_OR_TABLE.sub(change, html)


def _row_header(found: re.Match[str]) -> str:
    # An empty cell heads nothing.
    return f'{found[1]}<th scope="row"{found[2]}>{found[3]}</th>' if found[3].strip() else found[0]


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
