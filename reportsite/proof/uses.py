"""The addresses in the files of a site: pages, drawings, styles, data about pages, and the search index."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

SEARCH_INDEXES = ("search/search_index.json", "search/search_index.js")
"""The search index, and that of the bundle, which is a script."""

READ = (".html", ".css", ".svg", ".xml", "robots.txt", *SEARCH_INDEXES)
"""Endings of the names of files that are searched for links."""

# Readers follow the addresses in these elements. Addresses in all others are fetched with the page.
_FOLLOWED = frozenset({"a", "area", "form", "button", "input", "meta"})
_FOLLOWED_RELATIONS = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_ADDRESSES = frozenset({"href", "xlink:href", "src", "action", "formaction", "poster", "data"})
_CANDIDATES = frozenset({"srcset", "imagesrcset"})
# Attributes with url() in them.
_MARKERS = ("marker-end", "marker-mid", "marker-start")
_STYLED = frozenset({"style", "clip-path", "fill", "filter", "mask", "stroke", *_MARKERS})
_CARDS = ("og:url", "og:image", "twitter:image")

# [href] selects xlink:href, too.
_ATTRIBUTES = sorted((_ADDRESSES | _CANDIDATES | _STYLED) - {"xlink:href"})
# Within :is(), because a list selects an element once for each selector that fits.
_SELECTOR = f":is({', '.join([*(f'[{name}]' for name in _ATTRIBUTES), 'style', 'meta', 'script'])})"

# One without an end goes on to the end of the file, as in browsers.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(
    r"""(?:\burl\(\s*|@import\s*)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
    r"""|\burl\(\s*+(?P<bare>[^"'\s()][^()]*)\)""",
    re.IGNORECASE,
)
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_REFRESH = re.compile(r"[\d.\s]*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<address>[^\"']*)", re.IGNORECASE)


class Kind(Enum):
    """The purpose of an address."""

    LINK = "link"
    """Followed by a reader, or read by a machine."""
    ASSET = "asset"
    """Fetched with the page."""
    STYLE = "style"
    """Fetched by a style sheet or drawing, or as a page's icon; it may be inline, as a data: address."""
    DATA = "data"
    """In data about the page, in which identifiers look like addresses."""


class Use(NamedTuple):
    """An address as written in a file."""

    address: str
    kind: Kind
    where: str
    """The place, as messages show it: `<a href>`."""
    error: str = ""
    """Why no address could be read there."""

    def __str__(self) -> str:
        return self.where if self.error else f"{self.where} {quote(self.address)}"


def uses_of_file(path: str, text: str) -> Iterable[Use]:
    """Every address in a file that is neither a page nor a drawing."""
    if path.endswith(".css"):
        return _uses_of_style(text, "the style")
    if path.endswith(".xml"):
        return [Use(html.unescape(place), Kind.LINK, "<loc>") for place in _LOCATION.findall(text)]
    if path in SEARCH_INDEXES:
        return _uses_of_index(text.removeprefix("var __index = "))
    return [Use(sitemap, Kind.LINK, "Sitemap:") for sitemap in _SITEMAP.findall(text)]


def uses_of(tree: LexborHTMLParser) -> Iterator[Use]:
    """Every address in a page or a drawing."""
    for node in tree.css(_SELECTOR):
        tag = node.tag or ""
        attributes = node.attributes
        for name, value in attributes.items():
            # `data` is an address only on this element.
            if name in _ADDRESSES and (name != "data" or tag == "object"):
                yield Use(value or "", _kind(tag, name, attributes), f"<{tag} {name}>")
            elif name in _CANDIDATES:
                candidates = (candidate.split() for candidate in (value or "").split(","))
                yield from (Use(words[0], Kind.ASSET, f"<{tag} {name}>") for words in candidates if words)
            elif name in _STYLED:
                yield from _uses_of_style(value or "", f"<{tag} {name}>")
        if tag == "style":
            yield from _uses_of_style(node.text(), "<style>")
        elif tag == "meta":
            yield from _uses_of_meta(attributes)
        elif tag == "script" and attributes.get("type") == "application/ld+json":
            yield from _uses_of_data(node)


def _kind(tag: str, name: str, attributes: Mapping[str, str | None]) -> Kind:
    if tag == "link":
        relations = (attributes.get("rel") or "").lower().split()
        if relations == ["icon"]:
            return Kind.STYLE
        return Kind.LINK if relations and set(relations) <= _FOLLOWED_RELATIONS else Kind.ASSET
    return Kind.LINK if tag in _FOLLOWED and name != "src" else Kind.ASSET


def _uses_of_meta(attributes: Mapping[str, str | None]) -> Iterator[Use]:
    content = attributes.get("content") or ""
    name = attributes.get("property") or attributes.get("name") or ""
    if name in _CARDS:
        yield Use(content, Kind.LINK, f"<meta {name}>")
    if (attributes.get("http-equiv") or "").lower() == "refresh" and (match := _REFRESH.match(content)):
        yield Use(match["address"], Kind.LINK, "<meta refresh>")


def _uses_of_style(text: str, where: str) -> Iterator[Use]:
    if "(" not in text and "@" not in text:
        return
    for match in _URL.finditer(_COMMENT.sub("", text)):
        address = next(group for group in match.groups() if group is not None)
        yield Use(address if match["bare"] is None else address.rstrip(), Kind.STYLE, where)


def _uses_of_data(node: LexborNode) -> Iterator[Use]:
    """The addresses of pages in the linked data of a page."""
    try:
        waiting = [json.loads(node.text())]
    except ValueError:
        yield Use("", Kind.DATA, "linked data", error="is not valid JSON.")
        return
    while waiting:
        data: Any = waiting.pop()
        if isinstance(data, list):
            waiting += data
        elif isinstance(data, dict):
            waiting += data.values()
            addresses = ((key, data[key]) for key in ("@id", "url") if isinstance(data.get(key), str))
            yield from (Use(value, Kind.DATA, f"linked data, {key}") for key, value in addresses)


def _uses_of_index(text: str) -> Iterator[Use]:
    """The addresses of search results."""
    try:
        locations = [entry["location"] for entry in json.loads(text)["docs"]]
    except (ValueError, KeyError, TypeError):
        yield Use(
            "", Kind.DATA, "search index", error='cannot be read; expected {"docs": [{"location": …}]}.'
        )
        return
    for location in locations:
        # The location of the home page is empty.
        yield Use(location or ".", Kind.LINK, "search result")


def quote(address: str, limit: int = 100) -> str:
    """An address as messages show it."""
    return repr(address if len(address) <= limit else address[:limit] + "…")
