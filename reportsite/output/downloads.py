"""The files to download: their folder on the website, and what pages say of them once they are made.

The bundle holds pages, so no page of it can state the size of the bundle. So pages have places
(`Download` of the page tree), which are filled in the finished HTML: with a link and the size, or with the
checksum, on the website, and with the way to the website in the bundle.
"""

from __future__ import annotations

import hashlib
import html
import posixpath
import re
from collections.abc import Mapping
from functools import partial

FOLDER = "downloads"
"""The folder of the website with the files that are made from its pages."""

SUMS = f"{FOLDER}/SHA256SUMS"
"""The checksums of the files in that folder, as `sha256sum --check` reads them."""

# A place, empty or filled: a published site can be packed, too.
_PLACE = re.compile(
    r'<span data-download="([^"]*)">(?:<a [^<>]*>)?([^<]*)(?:</a>)?'
    r"(?:<small>[^<]*(?:<a [^<>]*>[^<]*</a>[^<]*)?</small>|<code>[^<]*</code>)?</span>"
)


def with_downloads(website: Mapping[str, bytes], made: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the website, by path, with those that were `made` from it, by name, and what pages say of
    them."""
    sums = "".join(f"{_sum(data)}  {name}\n" for name, data in sorted(made.items()))
    added = {f"{FOLDER}/{name}": data for name, data in made.items()}
    added |= {SUMS: sums.encode()} if sums else {}
    return _filled({**website, **added}, "not in this build")


def without_downloads(bundled: Mapping[str, bytes], site_url: str) -> dict[str, bytes]:
    """The files of the bundle, whose pages lead to the website, at `site_url` if known, for what it lacks."""
    site = f'<a href="{html.escape(site_url)}">website</a>' if site_url else "website"
    return _filled(bundled, f"on the {site}")


def _filled(files: Mapping[str, bytes], missing: str) -> dict[str, bytes]:
    changed = {}
    for path, data in files.items():
        if path.endswith(".html") and b"data-download=" in data:
            write = partial(_place, path, files=files, missing=missing)
            changed[path] = _PLACE.sub(write, data.decode()).encode()
    return {**files, **changed}


def _place(page: str, place: re.Match[str], files: Mapping[str, bytes], missing: str) -> str:
    name, words = html.unescape(place[1]), place[2]
    path = _path(name, files)
    if not words:
        inner = f"<code>{_sum(files[path])}</code>" if path else ""
    elif path:
        target = html.escape(posixpath.relpath(path, posixpath.dirname(page) or "."))
        inner = f'<a href="{target}">{words}</a><small> ({size(len(files[path]))})</small>'
    else:
        inner = f"{words}<small> ({missing})</small>"
    return f'<span data-download="{place[1]}">{inner}</span>'


def _path(name: str, files: Mapping[str, bytes]) -> str | None:
    """The path of a file: `name` itself, or for `pdf` that of the file in the folder with this ending."""
    if "/" in name:
        return name if name in files else None
    found = [path for path in files if path.startswith(f"{FOLDER}/") and path.endswith(f".{name}")]
    return min(found, default=None)


def size(number: int) -> str:
    """A number of bytes for readers: `955 kB`, `1.2 MB`."""
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{max(1, round(number / 1e3))} kB"


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
