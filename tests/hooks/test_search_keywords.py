"""The keywords in the search index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hooks import search_keywords as hook

PAGE = """<h1 id="mc01">MC01</h1>
<p><a href="../glossary/#mib" title="Metropolitan Intelligence Bureau" data-term="mib">MIB</a></p>
<h3 id="mc01-s1">MC01-S1</h3><p><a href="../glossary/#uk" title="United Kingdom">UK</a></p>"""
GLOSSARY = """<h1 id="glossary">Glossary</h1><h2 id="letter-m">M</h2>
<div class="term"><h3 id="mib">MIB</h3><p>Metropolitan Intelligence Bureau</p>
<a href="#mps" title="Metropolitan Police Service" data-term="mps">MPS</a></div>"""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    hook.on_pre_build()
    yield
    hook.on_pre_build()


def note(html: str, url: str, meta: dict[str, Any] | None = None) -> None:
    hook.on_page_content(html, page=SimpleNamespace(url=url, meta=meta or {}))  # type: ignore[arg-type]


def index(folder: Path, docs: list[dict[str, str]]) -> dict[str, str]:
    """The keywords of each part of the index after the build."""
    path = folder / "search" / "search_index.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"docs": docs}), encoding="utf-8")
    hook.on_post_build(config=SimpleNamespace(site_dir=str(folder)))  # type: ignore[arg-type]
    return {doc["location"]: doc["keywords"] for doc in json.loads(path.read_text("utf-8"))["docs"]}


def test_a_part_is_found_by_the_terms_it_mentions() -> None:
    note(PAGE, "mc01/")
    assert hook.keywords["mc01/#mc01"] == {"mib", "Metropolitan Intelligence Bureau"}
    assert hook.keywords["mc01/#mc01-s1"] == set(), "a link without data-term is not a term"


def test_an_entry_is_found_by_its_own_anchor_only(tmp_path: Path) -> None:
    note(GLOSSARY, "glossary/")
    assert hook.keywords["glossary/#mib"] == {"mib"}
    docs = [{"location": "glossary/#mib", "title": "MIB", "text": "<p>Metropolitan Bureaus</p><p>More.</p>"}]
    assert index(tmp_path, docs) == {"glossary/#mib": "metropolitanbureau mib"}


def test_other_spellings_find_every_part_of_their_page() -> None:
    note(PAGE, "mc01/", {"search": {"keywords": ["co-ordination"]}})
    for part in ("mc01/", "mc01/#mc01", "mc01/#mc01-s1"):
        assert "co-ordination" in hook.keywords[part]


def test_a_part_without_text_that_repeats_the_title_is_dropped(tmp_path: Path) -> None:
    docs = [
        {"location": "a/", "title": "Gold Groups", "text": "x"},
        {"location": "a/#top", "title": "Gold Groups", "text": ""},
        {"location": "a/#other", "title": "Other", "text": ""},
    ]
    assert index(tmp_path, docs) == {"a/": "goldgroup", "a/#other": "other"}


@pytest.mark.parametrize(
    ("name", "word"),
    [("Gold Groups", "goldgroup"), ("SIO’s", "sio"), ("<b>Q&amp;A</b>", "qa"), ("MC07-S3", "mc07s3")],
)
def test_a_name_is_one_word(name: str, word: str) -> None:
    assert hook.whole_name(name) == word
