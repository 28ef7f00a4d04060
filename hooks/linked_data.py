"""Pass each page's linked data, from content/jsonld.json, to its template. Optional.

The file refers to pages by their Markdown files, `mc07.md#mc07-s3`, because their URLs depend on where the
site is published.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

urls: dict[str, str] = {}
"""The URL of each page, by its Markdown file."""


def on_nav(nav: Navigation, **_: object) -> None:
    """Remember the URLs of the pages, once for each build."""
    urls.clear()
    urls.update({page.file.src_uri: page.url for page in nav.pages})


def on_page_context(
    context: dict[str, object], *, page: Page, config: MkDocsConfig, **_: object
) -> dict[str, object]:
    """The context of a page's template, with the page's JSON-LD document, if any, as `jsonld`."""
    path = Path(config.docs_dir) / "jsonld.json"
    objects = _objects(path, path.stat().st_mtime_ns).get(page.file.src_uri) if path.is_file() else None
    if objects:

        def address(name: str) -> str:
            file, hash_sign, anchor = name.partition("#")
            base = config.site_url
            url = urljoin(base, urls[file]) if base else get_relative_url(urls[file], page.url)
            return url + hash_sign + anchor

        context["jsonld"] = {"@context": "https://schema.org", "@graph": with_addresses(objects, address)}
    return context


@cache
def _objects(path: Path, _changed: int) -> dict[str, list[object]]:
    objects: dict[str, list[object]] = json.loads(path.read_text("utf-8"))
    return objects


def with_addresses(data: object, address: Callable[[str], str]) -> object:
    """`data` with each page name, under `@id` and `url`, replaced with `address(name)`."""
    match data:
        case list():
            return [with_addresses(inner, address) for inner in data]
        case dict():
            return {
                key: address(value) if key in ("@id", "url") else with_addresses(value, address)
                for key, value in data.items()
            }
        case _:
            return data
