"""The one hook of the site, and optional: without it charts are images, rows have no headers, print
expands no terms, and the search knows a term only by the words that stand there.

MkDocs calls `on_page_content` with the HTML of each page, `on_post_build` once the site is written.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

# A link to a term, on the glossary's page or on the one that holds the whole report.
_TERM = re.compile(
    r'<a (?=href="(?:[^"#]*/)?(?:glossary(?:/|\.html))?#(?P<anchor>[^"]+)" title="(?P<words>[^"]*)")'
)
_GRID = re.compile(r'<div class="edition glance">.*?</table>', re.DOTALL)
_FIRST_CELL = re.compile(r"(<tr>\s*)<td>(.*?)</td>", re.DOTALL)
_CHART = re.compile(r'<p><img [^>]*src="[^"]*assets/charts/(?P<name>[\w-]+)\.svg"[^>]*></p>')
_HEADING = re.compile(r'<h[1-6] id="(?P<id>[^"]+)"')

keywords: dict[str, set[str]] = defaultdict(set)
"""What else a part of the site is found by, by its address in the index of the search."""


def on_pre_build(**_: Any) -> None:
    """Begin anew at each build of a server."""
    keywords.clear()


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> str:
    """The HTML of a page, with its charts inline and the first link to each term marked.

    A chart that is inline takes the colours of the page, and its text can be marked and searched.
    """
    charts = Path(config["docs_dir"]) / "assets" / "charts"
    html = _CHART.sub(lambda found: (charts / f"{found['name']}.svg").read_text("utf-8"), html)
    # Markdown tables have no headers of rows.
    html = _GRID.sub(lambda found: _FIRST_CELL.sub(r'\1<th scope="row">\2</th>', found[0]), html)
    _note_keywords(page, html)
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        first = found["anchor"] not in seen
        seen.add(found["anchor"])
        return '<a class="first" ' if first else found[0]

    return _TERM.sub(mark, html)


def _note_keywords(page: Any, html: str) -> None:
    """A part that names a term is found by the term, its plural and its expansion, whichever stands there."""
    part = page.url
    spellings = set((page.meta.get("search") or {}).get("keywords", ()))
    keywords[part] |= spellings
    for found in re.finditer(f"{_HEADING.pattern}|{_TERM.pattern}", html):
        if found["id"]:
            part = f"{page.url}#{found['id']}"
            keywords[part] |= spellings
            if page.file.src_uri == "glossary.md":
                keywords[part] |= {found["id"], f"{found['id']}s"}
        else:
            keywords[part] |= {found["anchor"], f"{found['anchor']}s", found["words"]}


@event_priority(-50)  # after the search has written its index, before the offline plugin wraps it
def on_post_build(*, config: Any) -> None:
    """Add the keywords to the index of the search; drop parts of which nothing is searched."""
    path = Path(config["site_dir"]) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    pages = {doc["location"]: doc["title"] for doc in index["docs"] if "#" not in doc["location"]}
    docs = []
    for doc in index["docs"]:
        if not doc["text"] and pages.get(doc["location"].partition("#")[0]) == doc["title"] and "#" in doc["location"]:
            continue
        if found := keywords.get(doc["location"]):
            doc["keywords"] = " ".join(sorted(found))
        docs.append(doc)
    index["docs"] = docs
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
