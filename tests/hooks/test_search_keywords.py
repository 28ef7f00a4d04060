"""What the hook adds to the search index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hooks import search_keywords as hook

PAGE = """<h1 id="mc01">MC01</h1><h2 id="mc01-summary">Summary</h2>
<div class="section" data-label="Strength"><h2 id="mc01-strengths">Strengths</h2>
<div class="finding"><h3 id="mc01-s1">MC01-S1</h3><p>So.</p></div></div>"""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    hook.on_pre_build()
    yield
    hook.on_pre_build()


def note(html: str, url: str, meta: dict[str, Any] | None = None) -> None:
    hook.on_page_content(html, page=SimpleNamespace(url=url, meta={"search": meta or {}}))  # type: ignore[arg-type]


def index(folder: Path, docs: list[dict[str, str]]) -> dict[str, Any]:
    """The index after the build."""
    path = folder / "search" / "search_index.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": docs}), encoding="utf-8")
    hook.on_post_build(config=SimpleNamespace(site_dir=str(folder)))  # type: ignore[arg-type]
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


def doc(location: str, title: str = "A", text: str = "<p>So.</p>") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


def test_a_part_says_what_it_is_and_which_plain_words_find_it(tmp_path: Path) -> None:
    note(PAGE, "mc01/", {"kind": "criterion", "names": {"mc01": "spies", "mc01-s1": "snoopers, bugs"}})
    locations = ["mc01/", "mc01/#mc01", "mc01/#mc01-summary", "mc01/#mc01-s1", "other/"]
    docs = index(tmp_path, [doc(location) for location in locations])["docs"]
    criterion = {"kind": "criterion"}
    assert docs == [
        doc("mc01/") | criterion | {"also": "spies"},
        doc("mc01/#mc01") | criterion | {"also": "spies"},
        doc("mc01/#mc01-summary") | criterion,
        doc("mc01/#mc01-s1") | {"kind": "finding", "label": "Strength", "also": "snoopers, bugs"},
        doc("other/"),
    ]


def test_plain_words_for_words_of_the_report_are_in_the_index_once(tmp_path: Path) -> None:
    note("", "glossary/", {"kind": "term", "also": {"MIB": "spy office", "homicide": "killing"}})
    note(PAGE, "mc01/")
    written = index(tmp_path, [doc("mc01/", text="<p>Homicide, MIB, homicide.</p>")])
    assert written["config"] == {"lang": ["en"], "also": {"MIB": "spy office", "homicide": "killing"}}
    assert json.dumps(written).count("killing") == 1


def test_a_page_that_is_rendered_again_replaces_what_was_collected() -> None:
    note(PAGE, "mc01/", {"names": {"mc01": "spies"}})
    note(PAGE, "mc01/")
    assert not any(hook.parts["mc01/"]["mc01/"])


def test_a_part_without_text_that_repeats_the_title_is_dropped(tmp_path: Path) -> None:
    docs = [
        doc("a/", "Gold Groups"),
        doc("a/#top", "Gold Groups", ""),
        doc("a/#other", "Other", ""),
    ]
    assert [doc["location"] for doc in index(tmp_path, docs)["docs"]] == ["a/", "a/#other"]
