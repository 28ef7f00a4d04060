"""llms.txt: where things are on the website, for programs that read plain text (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportsite.exports.files import DATA_FILES
from reportsite.output.plain import Sources, path_of
from reportsite.site import addresses
from reportsite.site.page_tree import Nav, Site

LARGEST = 10_000
"""The most bytes of the file."""

_MARKS = (
    "Each page of the site has its plain Markdown beside it: add index.md to its address. Quotations and "
    "words in *[brackets]* are this edition's there; all others are the report's, unchanged and in order. "
    "No file is longer than 100 kB: longer pages list their parts."
)


def llms_txt(site: Site, sources: Sources) -> str:
    """The text of the file. It lists as many levels of the navigation as there is room for."""
    # A report with thousands of criteria has only its groups, or only its first pages, in it.
    texts = [_text(site, sources, depth) for depth in range(_depth(site.nav) + 1)]
    return next((text for text in reversed(texts) if len(text.encode()) <= LARGEST), texts[0])


def _depth(nav: Iterable[Nav]) -> int:
    return max((1 + _depth(entry.entries) for entry in nav), default=0)


def _text(site: Site, sources: Sources, depth: int) -> str:
    root = f"{sources.site_url.rstrip('/')}/" if sources.site_url else ""
    files = [f"- [{file.name}]({root}{_file(file.name)}): {file.description}" for file in DATA_FILES]
    single = _file("findings/")
    parts = [
        f"# {site.name}",
        f"> {site.description}",
        f"{sources.notice} {_MARKS}",
        "## Pages",
        "\n".join(_pages(site.nav, root, depth)),
        "## Data",
        "\n".join([*files, f"- {root}{single}: a JSON file for each finding, by its name in small letters."]),
    ]
    return "\n\n".join(parts) + "\n"


def _file(name: str) -> str:
    return addresses.data_file(name).page


def _pages(nav: Iterable[Nav], root: str, depth: int, level: int = 0) -> Iterator[str]:
    """The entries of the navigation to a depth. Only those of the first level are described."""
    for entry in nav if depth else ():
        about = f": {entry.page.description}" if entry.page and not level else ""
        name = f"[{entry.title}]({root}{path_of(entry.page)})" if entry.page else entry.title
        yield f"{'  ' * level}- {name}{about}"
        yield from _pages(entry.entries, root, depth - 1, level + 1)
