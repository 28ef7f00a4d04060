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
    assert hook.parts["mc01/"]["mc01/#mc01"].keywords == {"mib", "Metropolitan Intelligence Bureau"}
    assert not hook.parts["mc01/"]["mc01/#mc01-s1"].keywords, "a link without data-term is not a term"


def test_an_entry_is_found_by_its_own_anchor_only(tmp_path: Path) -> None:
    note(GLOSSARY, "glossary/")
    assert hook.parts["glossary/"]["glossary/#mib"].keywords == {"mib"}
    docs = [{"location": "glossary/#mib", "title": "MIB", "text": "<p>Metropolitan Bureaus</p><p>More.</p>"}]
    assert index(tmp_path, docs) == {"glossary/#mib": "metropolitanbureau mib"}


def test_lay_words_find_what_they_mean_and_name_the_entry(tmp_path: Path) -> None:
    note(PAGE, "mc01/")
    also = {"MIB": "spy office, snoopers", "homicide": "killing"}
    note(GLOSSARY, "glossary/", {"search": {"kind": "term", "also": also}})
    docs = [
        {"location": "glossary/#mib", "title": "MIB", "text": "<p>Metropolitan Bureau</p>"},
        {"location": "mc01/#mc01", "title": "MC01", "text": "<p>The bureau.</p>"},
        {"location": "mc01/#mc01-s1", "title": "MC01-S1", "text": "<p>Homicides, and a mib.</p>"},
    ]
    found = index(tmp_path, docs)
    assert found["glossary/#mib"] == "metropolitanbureau mib snooper snoopers spy office spyoffice"
    assert found["mc01/#mc01"] == "Metropolitan Intelligence Bureau mc1 mib snoopers spy office"
    assert found["mc01/#mc01-s1"] == "killing mc1s1", "case matters in names"


def test_figures_are_found_without_their_separators_and_signs(tmp_path: Path) -> None:
    docs = [{"location": "a/", "title": "A", "text": "<p>£3,043.1million, 1,300 (88%), v4, 28 June 2007</p>"}]
    assert index(tmp_path, docs) == {"a/": "1300 3043.1 88 a"}


def test_a_part_says_what_it_is(tmp_path: Path) -> None:
    html = """<h1 id="mc01">MC01</h1><div class="section" data-label="Strength"><h2 id="s">Strengths</h2>
<div class="finding"><h3 id="mc01-s1">MC01-S1</h3><p>So.</p></div></div>"""
    note(html, "mc01/", {"search": {"kind": "criterion"}})
    assert [(place, part.kind, part.label) for place, part in hook.parts["mc01/"].items()] == [
        ("mc01/", "criterion", ""),
        ("mc01/#mc01", "criterion", ""),
        ("mc01/#s", "criterion", ""),
        ("mc01/#mc01-s1", "finding", "Strength"),
    ]


def test_other_spellings_find_every_part_of_their_page() -> None:
    note(PAGE, "mc01/", {"search": {"keywords": ["co-ordination"]}})
    for part in ("mc01/", "mc01/#mc01", "mc01/#mc01-s1"):
        assert "co-ordination" in hook.parts["mc01/"][part].keywords


def test_a_part_without_text_that_repeats_the_title_is_dropped(tmp_path: Path) -> None:
    docs = [
        {"location": "a/", "title": "Gold Groups", "text": "x"},
        {"location": "a/#top", "title": "Gold Groups", "text": ""},
        {"location": "a/#other", "title": "Other", "text": ""},
    ]
    assert index(tmp_path, docs) == {"a/": "goldgroup", "a/#other": "other"}


@pytest.mark.parametrize(
    ("name", "word"),
    [("Gold Groups", "goldgroup"), ("SIO’s", "sio"), ("<b>Q&amp;A</b>", "qa"), ("MC07-S3", "mc7s3")],
)
def test_a_name_is_one_word(name: str, word: str) -> None:
    assert hook.whole_name(name) == word
