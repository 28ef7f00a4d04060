"""The links of a built site: every one that leads to a place of the site must arrive there.

Takes the files of a folder as they will be served, or unpacked and opened without a server, and knows
nothing of how they were made. Addresses of other sites are only listed; nothing is asked of a network.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite.errors import Problem

NOT_FOUND = "404.html"
"""Stands in for any address, so its links begin at the root of the server."""

SEARCH_INDEX = "search/search_index.json"
READ = (".html", ".css", ".svg", ".xml", "robots.txt", SEARCH_INDEX)
"""How the names of the files end in which links are looked for."""

# What a reader follows. Anything else that is named with an address is fetched with the page.
_FOLLOWED = frozenset({"a", "area", "form", "button", "input", "meta"})
_FOLLOWED_RELATIONS = frozenset({"alternate", "author", "canonical", "help", "license", "next", "prev"})
_ADDRESSES = ("href", "xlink:href", "src", "action", "formaction", "poster", "data")
_CANDIDATES = ("srcset", "imagesrcset")
# Where a style or a drawing names something by url().
_MARKERS = ("marker-end", "marker-mid", "marker-start")
_STYLED = ("style", "clip-path", "fill", "filter", "mask", "stroke", *_MARKERS)
_CARDS = ("og:url", "og:image", "twitter:image")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_URL = re.compile(
    r"""(?:\burl\(\s*|@import\s+)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""
    r"""|\burl\(\s*(?P<bare>[^"'\s)][^)]*?)\s*\)""",
    re.IGNORECASE,
)
_LOCATION = re.compile(r"<loc>(.*?)</loc>", re.DOTALL)
_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_REFRESH = re.compile(r"[\d.\s]*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<address>[^\"']*)", re.IGNORECASE)

# Written by people, as addresses of letters and telephones are.
_PERSONAL = ("mailto", "tel")


class Kind(Enum):
    """What an address is for."""

    LINK = "link"
    """To be followed by a reader, or read by a machine."""
    ASSET = "asset"
    """Fetched with the page."""
    STYLE = "style"
    """An asset that a style names; it may be a drawing within the style itself."""
    DATA = "data"
    """Named in data about the page, where names of other things look like addresses."""


@dataclass(frozen=True, slots=True)
class Use:
    """An address as a file writes it."""

    address: str
    kind: Kind
    where: str
    """How messages name the place: `<a href>`."""


@dataclass(frozen=True, slots=True)
class Links:
    """What was found in a site."""

    problems: tuple[Problem, ...]
    pages: int
    links: int
    """Links that lead to a place of the site."""
    anchors: int
    """Those among the links that name a place on a page."""
    assets: int
    external: Mapping[str, tuple[str, ...]]
    """Addresses of other sites, and the pages that link to them."""


class _BrokenError(Exception):
    """An address leads nowhere. Carries what is wrong with it."""


def check(texts: Mapping[str, str], files: Set[str], *, offline: bool = False, address: str = "") -> Links:
    """Check every link of a site.

    `texts` has the text of each file whose name ends as READ says, by its path in the site, as
    `mc07/index.html`; `files` has the paths of all files. `offline` says that the pages are opened
    without a server, where a folder shows a list of its files and 404.html is a page as any other.
    `address` is where the site will stand, as `https://example.org/report/`, or empty.
    What is wrong is among the problems; nothing is raised.
    """
    return _Checker(texts, files, offline, address).check()


class _Checker:
    def __init__(self, texts: Mapping[str, str], files: Set[str], offline: bool, address: str) -> None:
        self.texts = texts
        self.files = files
        self.offline = offline
        self.site = address.rstrip("/") + "/" if address else ""
        self.root = unquote(urlsplit(self.site).path).rstrip("/")
        """Where the site stands on its server: `/report`, or nothing for the server's own root."""
        self.folders = {path[:at] for path in files for at, mark in enumerate(path) if mark == "/"} | {""}
        self.parsed = {
            path: LexborHTMLParser(text) for path, text in texts.items() if path.endswith((".html", ".svg"))
        }
        self.ids = {path: _ids(tree) for path, tree in self.parsed.items()}
        self.external: dict[str, dict[str, None]] = {}
        self.counted: Counter[str] = Counter()

    def check(self) -> Links:
        problems = []
        for path in sorted(self.texts):
            # A fault that a page has many times is told once.
            told = dict.fromkeys(
                f"{use.where} {_quote(use.address)} {wrong}"
                for use in self._uses(path)
                if (wrong := self._wrong(path, use))
            )
            problems += [Problem(path, 0, what) for what in told]
        return Links(
            problems=tuple(problems),
            pages=sum(path.endswith(".html") for path in self.texts),
            links=self.counted["links"],
            anchors=self.counted["anchors"],
            assets=self.counted["assets"],
            external={url: tuple(pages) for url, pages in sorted(self.external.items())},
        )

    def _uses(self, path: str) -> Iterable[Use]:
        text = self.texts[path]
        if path in self.parsed:
            return _uses_of_page(self.parsed[path])
        if path.endswith(".css"):
            return _uses_of_style(text, "the style")
        if path.endswith(".xml"):
            return [Use(html.unescape(found), Kind.LINK, "<loc>") for found in _LOCATION.findall(text)]
        if path == SEARCH_INDEX:
            return _uses_of_index(text)
        return [Use(found, Kind.LINK, "Sitemap:") for found in _SITEMAP.findall(text)]

    def _wrong(self, path: str, use: Use) -> str:
        """What is wrong with an address that `path` writes, or an empty string. Counts it."""
        try:
            self._follow(path, use)
        except _BrokenError as error:
            return str(error)
        return ""

    def _follow(self, path: str, use: Use) -> None:
        """Follow an address to the file that it names. Raises _BrokenError."""
        if use.where == "<base href>":
            raise _BrokenError("would change where every link of the page leads.")
        # A browser passes over these, wherever they stand.
        address = re.sub(r"[\t\r\n]", "", use.address.strip())
        if "\\" in address and not (use.kind is Kind.STYLE and address.startswith("data:")):
            raise _BrokenError("has a backslash, which browsers read in more than one way.")
        try:
            parts = urlsplit(address)
        except ValueError:
            raise _BrokenError("is no address.") from None
        if self.site and (address + "/" == self.site or address.startswith(self.site)):
            self._arrive(unquote(parts.path).removeprefix(self.root), parts, use, path="")
        elif parts.scheme or parts.netloc:
            self._leave(path, address, parts, use)
        else:
            self._arrive(self._place(path, parts, use), parts, use, path)

    def _leave(self, path: str, address: str, parts: SplitResult, use: Use) -> None:
        """Take down an address of another site, where one may stand. Raises _BrokenError."""
        # Data name things by addresses that need not be fetched, or by no address.
        if use.kind is Kind.DATA or (use.kind is Kind.STYLE and parts.scheme == "data"):
            return
        if use.kind is Kind.LINK and parts.scheme in _PERSONAL:
            return
        if parts.scheme not in ("http", "https", ""):
            raise _BrokenError(f"has the scheme {parts.scheme}:, expected a place of the site, or https:.")
        if not parts.scheme or not parts.netloc:
            raise _BrokenError("lacks a scheme or a host; expected https://host/.")
        if use.kind is not Kind.LINK:
            raise _BrokenError("would be fetched from another site.")
        self.external.setdefault(address, {})[path] = None

    def _place(self, path: str, parts: SplitResult, use: Use) -> str:
        """Where an address within the site leads, as `/mc07/`, or nothing for the same file."""
        if not parts.path:
            if use.kind is Kind.ASSET and not parts.fragment:
                raise _BrokenError("is empty.")
            return ""
        where = unquote(parts.path)
        if path == NOT_FOUND and not self.offline:
            if not where.startswith("/"):
                raise _BrokenError("is relative, on a page that stands in for any address.")
            if not where.startswith(f"{self.root}/"):
                raise _BrokenError(f"leads out of the site, which stands at {self.root}/.")
            return where.removeprefix(self.root)
        if where.startswith("/"):
            raise _BrokenError("begins at the root of the server, where the site need not stand.")
        folder = "" if path == SEARCH_INDEX else path.rpartition("/")[0]
        return f"/{folder}/{where}" if folder else f"/{where}"

    def _arrive(self, place: str, parts: SplitResult, use: Use, path: str) -> None:
        """See that a place of the site is there, with its anchor. Raises _BrokenError."""
        target = self._file(place) if place or not path else path
        if target not in self.files:
            if target in self.folders:
                raise _BrokenError("names a folder without the stroke at its end.")
            raise _BrokenError(f"leads to {target or '/'}, which is no file of the site.")
        anchor = unquote(parts.fragment.partition(":~:")[0])
        if anchor and target in self.ids and anchor not in self.ids[target] and anchor.lower() != "top":
            raise _BrokenError(f"leads to {target}, which has no anchor #{anchor}.")
        self.counted["links" if use.kind in (Kind.LINK, Kind.DATA) else "assets"] += 1
        self.counted["anchors"] += bool(anchor) and use.kind in (Kind.LINK, Kind.DATA)

    def _file(self, place: str) -> str:
        """The file that a browser gets for a place, as `/mc07/`. Raises _BrokenError."""
        *folders, name = place.removeprefix("/").split("/")
        if name in (".", ".."):
            folders, name = [*folders, name], ""
        way: list[str] = []
        for folder in folders:
            if folder == ".." and not way:
                raise _BrokenError("leads out of the folder of the site.")
            if folder == "..":
                way.pop()
            elif folder != ".":
                way.append(folder)
        if name:
            return "/".join([*way, name])
        if self.offline:
            raise _BrokenError("leads to a folder, which shows a list of files where there is no server.")
        return "/".join([*way, "index.html"])


def _ids(tree: LexborHTMLParser) -> frozenset[str]:
    """The anchors of a page."""
    found = {node.attributes.get("id") for node in tree.css("[id]")}
    found |= {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in found if name)


def _uses_of_page(tree: LexborHTMLParser) -> Iterator[Use]:
    for node in tree.css("*"):
        tag = node.tag or ""
        attributes = node.attributes
        for name in _ADDRESSES:
            # What `data` holds is an address on this element alone.
            if name in attributes and (name != "data" or tag == "object"):
                yield Use(attributes[name] or "", _kind(tag, name, attributes), f"<{tag} {name}>")
        for name in _CANDIDATES:
            for candidate in (attributes.get(name) or "").split(","):
                if words := candidate.split():
                    yield Use(words[0], Kind.ASSET, f"<{tag} {name}>")
        for name in _STYLED:
            yield from _uses_of_style(attributes.get(name) or "", f"<{tag} {name}>")
        if tag == "style":
            yield from _uses_of_style(node.text() or "", "<style>")
        elif tag == "meta":
            yield from _uses_of_meta(attributes)
        elif tag == "script" and attributes.get("type") == "application/ld+json":
            yield from _uses_of_data(node)


def _kind(tag: str, name: str, attributes: Mapping[str, str | None]) -> Kind:
    if tag == "link":
        relations = (attributes.get("rel") or "").lower().split()
        return Kind.LINK if relations and set(relations) <= _FOLLOWED_RELATIONS else Kind.ASSET
    return Kind.LINK if tag in _FOLLOWED and name != "src" else Kind.ASSET


def _uses_of_meta(attributes: Mapping[str, str | None]) -> Iterator[Use]:
    content = attributes.get("content") or ""
    name = attributes.get("property") or attributes.get("name") or ""
    if name in _CARDS:
        yield Use(content, Kind.LINK, f"<meta {name}>")
    if (attributes.get("http-equiv") or "").lower() == "refresh" and (found := _REFRESH.match(content)):
        yield Use(found["address"], Kind.LINK, "<meta refresh>")


def _uses_of_style(text: str, where: str) -> Iterator[Use]:
    for found in _URL.finditer(_COMMENT.sub("", text)):
        address = next(group for group in found.groups() if group is not None)
        yield Use(address, Kind.STYLE, where)


def _uses_of_data(node: LexborNode) -> Iterator[Use]:
    """The addresses of pages in the linked data of a page."""
    try:
        waiting = [json.loads(node.text() or "")]
    except ValueError:
        # It stands for the whole, as no address can be read.
        yield Use("", Kind.ASSET, "linked data that is no JSON")
        return
    while waiting:
        data: Any = waiting.pop()
        if isinstance(data, list):
            waiting += data
        elif isinstance(data, dict):
            waiting += data.values()
            named = ((key, data[key]) for key in ("@id", "url") if isinstance(data.get(key), str))
            yield from (Use(value, Kind.DATA, f"linked data, {key}") for key, value in named)


def _uses_of_index(text: str) -> Iterator[Use]:
    """Where the results of the search lead."""
    try:
        entries = json.loads(text)["docs"]
    except (ValueError, KeyError, TypeError):
        yield Use("", Kind.ASSET, "search index that is none")
        return
    for entry in entries:
        # The home page is named by nothing.
        yield Use(entry["location"] or ".", Kind.LINK, "search result")


def _quote(address: str, limit: int = 100) -> str:
    return repr(address if len(address) <= limit else address[:limit] + "…")
