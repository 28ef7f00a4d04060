"""Add keywords to the search index: terms, their expansions, names as one word, other spellings. Optional.

MkDocs calls `on_page_content` with the HTML of each page, `on_post_build` once the site is written.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

# The headings that begin a part of a page, and the links that hooks/term_links.py marks.
_PLACES = ", ".join([*(f"h{level}[id]" for level in range(1, 7)), "a[data-term]"])
_TERM = ".term"

keywords: dict[str, set[str]] = defaultdict(set)
"""The keywords of each part of the site, by its location in the search index: `mc07/#mc07-s3`."""

terms: set[str] = set()
"""The locations of the glossary's entries."""

_parts: dict[str, list[str]] = defaultdict(list)
"""The parts of each page, by its URL."""


def on_pre_build(**_: object) -> None:
    """Clear the keywords before each build, because a server builds more than once."""
    keywords.clear()
    terms.clear()
    _parts.clear()


def on_page_content(content: str, *, page: Page, **_: object) -> None:
    """Collect the terms that each part mentions, so that the search finds it by term and by expansion.

    The glossary entry of a term has only its own anchor as a keyword, not the terms that it mentions.
    """
    # A preview renders a page more than once.
    for part in _parts.pop(page.url, ()):
        keywords.pop(part, None)
        terms.discard(part)
    part = page.url
    _parts[page.url].append(part)
    spellings = set((page.meta.get("search") or {}).get("keywords", ()))
    keywords[part] |= spellings
    tree = LexborHTMLParser(content)
    entries = {node.mem_id for node in tree.css(", ".join(f"{_TERM} {tag}" for tag in _PLACES.split(", ")))}
    for node in tree.css(_PLACES):
        attributes = node.attributes
        if term := attributes.get("data-term"):
            if node.mem_id not in entries:
                keywords[part] |= {term, attributes["title"] or ""}
            continue
        part = f"{page.url}#{attributes['id']}"
        _parts[page.url].append(part)
        keywords[part] |= spellings
        if node.mem_id in entries:
            terms.add(part)
            keywords[part].add(attributes["id"] or "")


@event_priority(-50)  # after the search plugin writes its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the keywords into the search index, and drop parts without text."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    docs = []
    for doc in index["docs"]:
        page, is_part, _ = doc["location"].partition("#")
        if is_part and not doc["text"] and titles.get(page) == doc["title"]:
            continue
        words = keywords[doc["location"]] | {whole_name(doc["title"])}
        if doc["location"] in terms:  # its expansion is its first paragraph
            words.add(whole_name(doc["text"].partition("</p>")[0]))
        doc["keywords"] = " ".join(sorted(words))
        docs.append(doc)
    index["docs"] = docs
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def whole_name(name: str) -> str:
    """A name as one word, so that it ranks above names that only share words with it.

    search.js rewrites queries in the same way: `Gold Groups` -> `goldgroup`.
    """
    bare = re.sub(r"['’]s?(?!\w)", "", re.sub(r"<[^<>]*>", "", html.unescape(name)))
    return re.sub(r"[\W_]+", "", bare).lower().removesuffix("s")
