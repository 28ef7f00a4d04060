"""The offline bundle: the site in a zip that is unpacked and opened, without a server or a network."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from fnmatch import fnmatch

from reportsite.model import Report
from reportsite.site.context import notice

# What only a server or a developer needs, and what the search of a site in English never asks for.
_LEFT_OUT = (
    *("*.map", "404.html", "robots.txt", "sitemap.xml*", "search/search_index.json"),
    *("assets/javascripts/lunr/*", "assets/images/social/*"),
)

# Zip knows no earlier day. The same input gives the same bytes, whenever it is packed.
_DAY = (1980, 1, 1, 0, 0, 0)


def kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a site, by path, that go into its bundle."""
    return {path: data for path, data in files.items() if not any(fnmatch(path, p) for p in _LEFT_OUT)}


def bundle(name: str, files: Mapping[str, bytes], readme: str) -> bytes:
    """A zip of `files`, by path, and of a READ-ME, in one folder called `name`."""
    # Lines end as every editor knows them.
    held = {**files, "READ-ME.txt": readme.replace("\n", "\r\n").encode()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(held):
            entry = zipfile.ZipInfo(posixpath.join(name, path), _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as written on Unix, wherever it is
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, held[path], compresslevel=9)
    return packed.getvalue()


def readme(report: Report) -> str:
    """What the READ-ME says."""
    title = report.title
    return (
        f"{title.force} – {report.subject}, {title.date}\n"
        "An edition of the inspection report, to be read without a network.\n\n"
        "Unpack the whole folder, then open index.html in a browser.\n"
        "Everything is in this folder: search, explanations of abbreviations, charts and data.\n"
        "Nothing is asked of any server. Links to other web sites need a network, of course.\n\n"
        f"{notice(report)}\n"
        "How this edition was made is told in edition.html.\n"
    )
