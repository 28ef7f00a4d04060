"""Add to the search index what each part is, and the plain words that find it. Optional.

MkDocs calls `on_page_content` with the HTML of each page, `on_post_build` once the site is written.
overrides/assets/find.js reads what is added; each word is in the index once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

_LABEL = "data-label"
_FINDING = ".finding > [id]"

parts: dict[str, dict[str, dict[str, str]]] = {}
"""What is added to the parts of each page, by URL and by location in the index: `mc07/`, `mc07/#mc07-s3`.

`kind` is what a part is, by which readers choose results: the kind of its page, or `finding`. `label` is what
results say about a finding. `also` has plain words for the part itself, separated by commas."""

lay_words: dict[str, dict[str, str]] = {}
"""For each page, plain words separated by commas, by the term or the word of the report that they find."""


def on_pre_build(**_: object) -> None:
    """Clear what was collected before each build, because a server builds more than once."""
    parts.clear()
    lay_words.clear()


def on_page_content(content: str, *, page: Page, **_: object) -> None:
    """Collect what each part of the page is. `content` is the page's HTML."""
    url = page.url.removeprefix("./")
    meta: dict[str, Any] = page.meta.get("search") or {}
    lay_words[url] = meta.get("also", {})
    names = meta.get("names", {})
    tree = LexborHTMLParser(content)
    labels = {
        node.attributes["id"]: group.attributes[_LABEL] or ""
        for group in tree.css(f"[{_LABEL}]")
        for node in group.css(_FINDING)
    }
    top = tree.css_first("h1[id]")
    found = parts[url] = {}  # replaces what was collected when a preview rendered the page before
    for anchor in (None, *(node.attributes["id"] for node in tree.css(":is(h1, h2, h3, h4, h5, h6)[id]"))):
        label = labels.get(anchor, "")
        added = {
            "kind": "finding" if label else meta.get("kind", ""),
            "label": label,
            # The first heading has no part of its own, unless its words differ from the title.
            "also": names.get(anchor or (top and top.attributes["id"]), ""),
        }
        location = f"{url}#{anchor}" if anchor else url
        found[location] = {key: value for key, value in added.items() if value}


@event_priority(-50)  # after the search plugin writes its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what was collected into the search index, and drop parts without text."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    known = {location: part for page in parts.values() for location, part in page.items()}
    docs = []
    for doc in index["docs"]:
        page, is_part, _ = doc["location"].partition("#")
        if is_part and not doc["text"] and titles.get(page) == doc["title"]:
            continue
        docs.append(doc | known.get(doc["location"], {}))
    index["docs"] = docs
    index["config"]["also"] = {name: words for page in lay_words.values() for name, words in page.items()}
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
