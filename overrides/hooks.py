"""The one hook of the site, and optional: without it charts are images, rows have no headers, print
expands no terms, and the search knows a term only by the words that stand there.

MkDocs calls `on_page_content` with the HTML of each page, `on_post_build` once the site is written.
"""

from __future__ import annotations

import html
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

terms: set[str] = set()
"""The entries of the glossary, by their addresses in the index."""


def on_pre_build(**_: Any) -> None:
    """Begin anew at each build of a server."""
    keywords.clear()
    terms.clear()


def on_page_content(markup: str, *, page: Any, config: Any, **_: Any) -> str:
    """The HTML of a page, with its charts inline and the first link to each term marked.

    A chart that is inline takes the colours of the page, and its text can be marked and searched.
    """
    charts = Path(config["docs_dir"]) / "assets" / "charts"
    markup = _CHART.sub(lambda found: (charts / f"{found['name']}.svg").read_text("utf-8"), markup)
    # Markdown tables have no headers of rows.
    markup = _GRID.sub(lambda found: _FIRST_CELL.sub(r'\1<th scope="row">\2</th>', found[0]), markup)
    _note_keywords(page, markup)
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        first = found["anchor"] not in seen
        seen.add(found["anchor"])
        return '<a class="first" ' if first else found[0]

    return _TERM.sub(mark, markup)


def _note_keywords(page: Any, markup: str) -> None:
    """A part that names a term is found by the term and by its expansion, whichever stands there."""
    part = page.url
    spellings = set((page.meta.get("search") or {}).get("keywords", ()))
    keywords[part] |= spellings
    for found in re.finditer(f"{_HEADING.pattern}|{_TERM.pattern}", markup):
        if found["id"]:
            part = f"{page.url}#{found['id']}"
            keywords[part] |= spellings
            if page.file.src_uri == "glossary.md":
                terms.add(part)
                keywords[part].add(found["id"])
        else:
            keywords[part] |= {found["anchor"], found["words"]}


@event_priority(-50)  # after the search has written its index, before the offline plugin wraps it
def on_post_build(*, config: Any) -> None:
    """Add the keywords to the index of the search; drop parts of which nothing is searched."""
    path = Path(config["site_dir"]) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    docs = []
    for doc in index["docs"]:
        page, is_part, _ = doc["location"].partition("#")
        if is_part and not doc["text"] and titles.get(page) == doc["title"]:
            continue
        found = keywords[doc["location"]] | {_whole(doc["title"])}
        if doc["location"] in terms:  # its expansion is its first paragraph
            found.add(_whole(doc["text"].partition("</p>")[0]))
        doc["keywords"] = " ".join(sorted(found))
        docs.append(doc)
    index["docs"] = docs
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _whole(name: str) -> str:
    """A name as one word, by which it is found before those that only share words with it.

    search.js asks for it in the same way: `Gold Groups` -> `goldgroup`.
    """
    bare = re.sub(r"['’]s?(?!\w)", "", re.sub(r"<[^>]*>", "", html.unescape(name)))
    return re.sub(r"[\W_]+", "", bare).lower().removesuffix("s")
