"""The link check: every internal link of a built site must lead to an existing file and anchor.

It works on the files as they will be served, or opened without a server, and does not depend on how they
were made. External addresses are only listed; the check does not use the network.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from reportsite.errors import BuildError, Problem
from reportsite.proof.documents import document
from reportsite.proof.uses import SEARCH_INDEXES, Kind, Use, uses_of_file

NOT_FOUND = "404.html"
"""The page that a server shows at any unknown address, so its links must begin at the server's root."""

_IGNORED = re.compile(r"[\t\r\n]")

# Addresses for email and telephone calls.
_PERSONAL = ("mailto", "tel")


@dataclass(frozen=True, slots=True)
class Links:
    """The result of checking a site."""

    problems: tuple[Problem, ...]
    pages: int
    links: int
    """Internal links."""
    anchors: int
    """Internal links with an anchor."""
    assets: int
    external: Mapping[str, tuple[str, ...]]
    """External addresses, each with the pages that link to it."""


class LinkError(BuildError):
    """A link of the rendered site is broken."""

    heading = "Links are broken; the site was not changed:\n"

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))


class _BrokenError(Exception):
    """An address is broken. Carries the code and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An address of the site leads to a file that exists."""

    anchor: str


@dataclass(frozen=True, slots=True)
class _External:
    """An address leads to another site."""

    address: str


def check(texts: Mapping[str, str], files: Set[str], *, offline: bool, address: str) -> Links:
    """Check every link of a site.

    `texts` has the text of each file whose name ends as in READ, by its path in the site, as
    `mc07/index.html`; `files` has the paths of all files. `offline` means that the pages are opened
    without a server, so a directory shows a list of its files and 404.html is an ordinary page.
    `address` is where the site will be published, as `https://example.org/report/`, or empty.
    Returns the broken links as problems; does not raise an exception.
    """
    site = _Site(texts, files, offline, address)
    problems: list[Problem] = []
    counted: Counter[str] = Counter()
    external: dict[str, dict[str, None]] = {}
    for path in sorted(texts):
        broken: dict[str, str] = {}
        # A page repeats half of its links.
        for use, times in Counter(site.uses(path)).items():
            try:
                goal = site.follow(path, use)
            except _BrokenError as error:
                broken[f"{use} {error}"] = error.code
                continue
            match goal:
                case _External(elsewhere):
                    external.setdefault(elsewhere, {})[path] = None
                case _Arrival(anchor) if use.kind in (Kind.LINK, Kind.DATA):
                    counted["links"] += times
                    counted["anchors"] += times * bool(anchor)
                case _Arrival():
                    counted["assets"] += times
        # Report a broken link once for each page.
        problems += [Problem(path, 0, what, code=code) for what, code in broken.items()]
    return Links(
        problems=tuple(problems),
        pages=sum(path.endswith(".html") for path in texts),
        links=counted["links"],
        anchors=counted["anchors"],
        assets=counted["assets"],
        external={url: tuple(pages) for url, pages in sorted(external.items())},
    )


class _Site:
    """The files of a site, and the targets of the addresses in them."""

    def __init__(self, texts: Mapping[str, str], files: Set[str], offline: bool, address: str) -> None:
        self.texts = texts
        self.files = files
        self.offline = offline
        self.address = address.rstrip("/") + "/" if address else ""
        self.root = unquote(urlsplit(self.address).path).rstrip("/")
        """The path of the site on its server: `/report`, or empty for the server's own root."""
        self.folders = {path[:at] for path in files for at, letter in enumerate(path) if letter == "/"}
        self.documents = {
            path: document(text) for path, text in texts.items() if path.endswith((".html", ".svg"))
        }

    def uses(self, path: str) -> Iterable[Use]:
        """Every address in a file."""
        if path in self.documents:
            return self.documents[path].uses
        return uses_of_file(path, self.texts[path])

    def follow(self, path: str, use: Use) -> _Arrival | _External | None:
        """The target of an address in the file `path`; None if there is nothing to follow.

        Raises _BrokenError.
        """
        if use.error:
            raise _BrokenError("H005", use.error)
        if use.where == "<base href>":
            raise _BrokenError("H002", "would change where every link of the page leads.")
        # Browsers ignore these characters wherever they are.
        address = _IGNORED.sub("", use.address.strip())
        if "\\" in address and not (use.kind is Kind.STYLE and address.startswith("data:")):
            raise _BrokenError("H002", "has a backslash, which browsers read in more than one way.")
        try:
            parts = urlsplit(address)
        except ValueError:
            raise _BrokenError("H003", "is not a valid address.") from None
        if self.address and (address + "/" == self.address or address.startswith(self.address)):
            return self._arrive(self._file(unquote(parts.path).removeprefix(self.root)), parts)
        if parts.scheme or parts.netloc:
            return _leave(address, parts, use)
        place = self._place(path, parts, use)
        return self._arrive(self._file(place) if place else path, parts)

    def _place(self, path: str, parts: SplitResult, use: Use) -> str:
        """The path that an internal address leads to, as `/mc07/`; empty for the same file."""
        if not parts.path:
            if use.kind is Kind.ASSET and not parts.fragment:
                raise _BrokenError("H003", "is empty.")
            return ""
        place = unquote(parts.path)
        if path == NOT_FOUND and not self.offline:
            if not place.startswith("/"):
                raise _BrokenError("H002", f"is relative, but {NOT_FOUND} is shown at any address.")
            if not place.startswith(f"{self.root}/"):
                raise _BrokenError("H002", f"leads out of the site, which is at {self.root}/.")
            return place.removeprefix(self.root)
        if place.startswith("/"):
            raise _BrokenError(
                "H002", "begins at the root of the server, but the site may be in a subdirectory."
            )
        folder = "" if path in SEARCH_INDEXES else path.rpartition("/")[0]
        return f"/{folder}/{place}" if folder else f"/{place}"

    def _arrive(self, target: str, parts: SplitResult) -> _Arrival:
        """Check that the file `target` and the anchor in it exist. Raises _BrokenError."""
        if target not in self.files:
            if target in self.folders:
                raise _BrokenError("H002", "is a directory; its address must end in a slash.")
            raise _BrokenError("H001", f"leads to {target}, which is not a file of the site.")
        anchor = unquote(parts.fragment.partition(":~:")[0])
        page = self.documents.get(target)
        if anchor and page and anchor not in page.ids and anchor.lower() != "top":
            raise _BrokenError("H001", f"leads to {target}, which has no anchor #{anchor}.")
        return _Arrival(anchor)

    def _file(self, place: str) -> str:
        """The file that a browser shows for a path, as `/mc07/`. Raises _BrokenError."""
        *folders, name = place.removeprefix("/").split("/")
        if name in (".", ".."):
            folders, name = [*folders, name], ""
        way: list[str] = []
        for folder in folders:
            if folder == ".." and not way:
                raise _BrokenError("H002", "leads out of the directory of the site.")
            if folder == "..":
                way.pop()
            elif folder != ".":
                way.append(folder)
        if name:
            return "/".join([*way, name])
        if self.offline:
            raise _BrokenError("H002", "leads to a directory; without a server, a browser lists its files.")
        return "/".join([*way, "index.html"])


def _leave(address: str, parts: SplitResult, use: Use) -> _External | None:
    """An address that leads to another site. Raises _BrokenError if that is not allowed."""
    # Data identifies things by addresses that need not exist, or by other identifiers.
    if use.kind is Kind.DATA or (use.kind is Kind.STYLE and parts.scheme == "data"):
        return None
    if use.kind is Kind.LINK and parts.scheme in _PERSONAL:
        return None
    if parts.scheme not in ("http", "https", ""):
        raise _BrokenError(
            "H003", f"has the scheme {parts.scheme}:, expected a place of the site, or https:."
        )
    if not parts.scheme or not parts.netloc:
        raise _BrokenError("H003", "lacks a scheme or a host; expected https://host/.")
    if use.kind is not Kind.LINK:
        raise _BrokenError("H004", "would be fetched from another site.")
    return _External(address)
