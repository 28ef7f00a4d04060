"""The linked data of a page, with addresses for the published site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hooks.linked_data import with_addresses
from tests.hooks.rendering import render

DATA = {"mc01.md": [{"@type": "Chapter", "@id": "mc01.md", "isPartOf": {"@id": "index.md#home"}}]}


def document(folder: Path, page: str, hooks: list[str]) -> Any:
    pages = {"index.md": "# Home\n", "mc01.md": "# MC01\n", "jsonld.json": json.dumps(DATA)}
    text = render(folder, pages, hooks)[page].css("script")[0].text()
    return json.loads(text) if text else None


def test_a_page_has_its_objects_with_relative_addresses(tmp_path: Path) -> None:
    assert document(tmp_path, "mc01.md", ["linked_data"]) == {
        "@context": "https://schema.org",
        "@graph": [{"@type": "Chapter", "@id": "./", "isPartOf": {"@id": "..#home"}}],
    }


def test_a_page_without_objects_or_a_site_without_the_hook_has_none(tmp_path: Path) -> None:
    assert document(tmp_path / "a", "index.md", ["linked_data"]) is None
    assert document(tmp_path / "b", "mc01.md", []) is None


def test_only_page_names_become_addresses() -> None:
    data = {"@id": "a.md", "name": "a.md", "part": [{"url": "b.md"}, 1, None]}
    assert with_addresses(data, str.upper) == {
        "@id": "A.MD",
        "name": "a.md",
        "part": [{"url": "B.MD"}, 1, None],
    }
