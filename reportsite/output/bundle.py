"""The offline bundle: the site as a zip file to unpack and open without a server or network."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Container, Mapping
from fnmatch import fnmatch

from reportsite.model import Report
from reportsite.site.context import notice

# Files that only a server or developer needs, and search languages that an English site never loads.
_LEFT_OUT = (
    *("*.map", "404.html", "robots.txt", "sitemap.xml*", "search/search_index.json"),
    *("assets/javascripts/lunr/*", "assets/images/social/*"),
    # For programs; a person with the bundle has the pages.
    *("*.md", "data/findings/*", "llms.txt"),
)

# Takes half the time of 9, for a bundle that is 1 % larger.
_LEVEL = 6

# A fixed date, the earliest that zip allows, so that the same input always produces the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


def kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a site that go into its bundle, by path."""
    return {path: data for path, data in files.items() if not any(fnmatch(path, p) for p in _LEFT_OUT)}


def bundle(name: str, files: Mapping[str, bytes], readme: str) -> bytes:
    """A zip file with one folder, `name`, that contains `files` (by path) and a READ-ME."""
    # Windows line endings, which every editor can read.
    held = {**files, "READ-ME.txt": readme.replace("\n", "\r\n").encode()}
    return zipped({posixpath.join(name, path): held[path] for path in sorted(held)})


def zipped(files: Mapping[str, bytes], stored: Container[str] = ()) -> bytes:
    """A zip file with `files`, by path, in their order; those `stored` are not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, _DAY)
            entry.compress_type = zipfile.ZIP_STORED if path in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return packed.getvalue()


def readme(report: Report) -> str:
    """The text of READ-ME.txt."""
    title = report.title
    return (
        f"{title.force} – {report.subject}, {title.date}\n"
        "An offline edition of the inspection report.\n\n"
        "Unpack the whole folder, then open index.html in a browser.\n"
        "The folder has everything: search, explanations of abbreviations, charts and data.\n"
        "No internet connection is needed, except to follow links to other websites.\n\n"
        f"{notice(report)}\n"
        "See edition.html for how this edition was made.\n"
    )
