"""What the search knows beside the words that stand on a page: terms, names and other spellings. Optional.

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

# A heading, or a link to a term.
_PLACE = re.compile(
    r'<h[1-6] id="(?P<id>[^"]+)"'
    r'|<a href="(?:[^"#]*/)?glossary(?:/|\.html)#(?P<anchor>[^"]+)" title="(?P<words>[^"]*)"'
)

keywords: dict[str, set[str]] = defaultdict(set)
"""What else a part of the site is found by, by its address in the index of the search."""

terms: set[str] = set()
"""The entries of the glossary, by their addresses in the index."""


def on_pre_build(**_: Any) -> None:
    """Begin anew at each build of a server."""
    keywords.clear()
    terms.clear()


@event_priority(50)  # before the other hook touches the links
def on_page_content(markup: str, *, page: Any, **_: Any) -> None:
    """Note the terms that each part names: it is found by term and expansion, whichever stands there."""
    part = page.url
    spellings = set((page.meta.get("search") or {}).get("keywords", ()))
    keywords[part] |= spellings
    for found in _PLACE.finditer(markup):
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
