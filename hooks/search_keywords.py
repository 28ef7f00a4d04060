"""Add to the search index what each part is, and keywords: terms, lay words, names as one word. Optional.

MkDocs calls `on_page_content` with the HTML of each page, `on_post_build` once the site is written.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

# The headings that begin a part of a page, and the links that hooks/preview_links.py marks.
_PLACES = ", ".join([*(f"h{level}[id]" for level in range(1, 7)), "a[data-term]"])
_TERM = ".term"
_FINDING = ".finding"
_LABEL = "data-label"

# A figure as it is typed, without the separators and signs around it: £3,043.1million, 1,300, 92.00%.
_FIGURE = re.compile(r"(?<!\w)\d+(?:,\d+)*(?:\.\d+)?")


@dataclass
class Part:
    """A part of a page, as the search index divides it."""

    keywords: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """Other names, each as one word. A search for a name leads to the part itself."""
    kind: str = ""
    """What it is, by which readers choose results: the kind of its page, or `finding`."""
    label: str = ""
    """What results say about a finding."""
    term: str = ""
    """The term, for an entry of the glossary."""


parts: dict[str, dict[str, Part]] = {}
"""The parts of each page by URL and by location in the search index: `mc07/`, `mc07/#mc07-s3`."""

lay_words: dict[str, dict[str, str]] = {}
"""For each page, plain words separated by commas, by the term or the word of the report that they find."""


def on_pre_build(**_: object) -> None:
    """Clear what was collected before each build, because a server builds more than once."""
    parts.clear()
    lay_words.clear()


def on_page_content(content: str, *, page: Page, **_: object) -> None:
    """Collect what each part is, and the terms that it mentions, so that term and expansion both find it.

    The glossary entry of a term has only its own anchor as a keyword, not the terms that it mentions.
    """
    url = page.url.removeprefix("./")
    meta = page.meta.get("search") or {}
    spellings = set(meta.get("keywords", ()))
    kind = meta.get("kind", "")
    lay_words[url] = meta.get("also", {})
    part = Part(set(spellings), {whole_name(spelling) for spelling in spellings}, kind)
    parts[url] = {url: part}  # replaces what was collected when a preview rendered the page before
    tree = LexborHTMLParser(content)
    entries = {node.mem_id for node in tree.css(", ".join(f"{_TERM} {tag}" for tag in _PLACES.split(", ")))}
    findings = {
        node.mem_id: group.attributes[_LABEL] or ""
        for group in tree.css(f"[{_LABEL}]")
        for node in group.css(f"{_FINDING} > [id]")
    }
    for node in tree.css(_PLACES):
        attributes = node.attributes
        if term := attributes.get("data-term"):
            if node.mem_id not in entries:
                part.keywords |= {term, attributes["title"] or ""}
            continue
        anchor = attributes["id"] or ""
        part = parts[url][f"{url}#{anchor}"] = Part(set(spellings), kind=kind)
        if node.mem_id in entries:
            part.term = node.text().strip()
            part.keywords.add(anchor)
        elif label := findings.get(node.mem_id):
            part.kind, part.label = "finding", label


@event_priority(-50)  # after the search plugin writes its index
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what was collected into the search index, and drop parts without text."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    titles = {doc["location"]: doc["title"] for doc in index["docs"]}
    known = {location: part for page in parts.values() for location, part in page.items()}
    lay = [
        (name, _finder(name), whole_name(name), words.split(", "))
        for page in lay_words.values()
        for name, words in page.items()
    ]
    docs = []
    for doc in index["docs"]:
        page, is_part, _ = doc["location"].partition("#")
        if is_part and not doc["text"] and titles.get(page) == doc["title"]:
            continue
        part = known.get(doc["location"], Part())
        names, keywords = _words(doc, part, lay)
        doc |= {"names": sorted(names), "keywords": " ".join(sorted(keywords | names))}
        docs.append(doc | {key: value for key in ("kind", "label") if (value := getattr(part, key))})
    index["docs"] = docs
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _words(
    doc: dict[str, Any], part: Part, lay: list[tuple[str, re.Pattern[str], str, list[str]]]
) -> tuple[set[str], set[str]]:
    """All names of a part, each as one word, and its keywords with lay words and figures."""
    text = html.unescape(re.sub(r"<[^<>]*>", " ", f"{doc['title']} {doc['text']}"))
    names = part.names | {whole_name(doc["title"])}
    if part.term:  # its expansion is its first paragraph
        names.add(whole_name(doc["text"].partition("</p>")[0]))
    figures = {figure.replace(",", "") for figure in _FIGURE.findall(text)}
    keywords = part.keywords | (figures - set(text.split()))
    mentioned = {word.casefold() for word in part.keywords}
    term = whole_name(part.term) if part.term else ""
    small = text.lower()
    for written, pattern, name, plain in lay:
        # The search for a string is many times faster than that for a pattern.
        if name in mentioned or (written in (small if written.islower() else text) and pattern.search(text)):
            keywords.update(plain)
        if term == name:
            names.update(map(whole_name, plain))
    return names, keywords


def _finder(name: str) -> re.Pattern[str]:
    """Finds a term, or a word of the report with any ending. Case matters only for names with capitals."""
    return re.compile(rf"\b{re.escape(name)}", re.IGNORECASE if name.islower() else 0)


def whole_name(name: str) -> str:
    """A name as one word, so that it ranks above names that only share words with it.

    find.js rewrites queries in the same way: `Gold Groups` -> `goldgroup`, `MC07-S3` -> `mc7s3`.
    """
    bare = re.sub(r"['’]s?(?!\w)", "", re.sub(r"<[^<>]*>", "", html.unescape(name)))
    return re.sub(r"(?<=[^\W\d])0+(?=\d)", "", re.sub(r"[\W_]+", "", bare).lower()).removesuffix("s")
