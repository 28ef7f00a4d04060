"""The previews: their texts, and that every page's links find them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reportsite import pages
from reportsite.pages import previews
from reportsite.pages.previews import LENGTH, Preview
from reportsite.site.addresses import Address
from tests.pages.specifications import context
from tests.projects import committed

CASE: dict[str, Any] = {
    "titles": {"MC01": "Analysts"},
    "terms": {
        "MIB": {"expansion": "Murder Bureau", "definition": 'A "bureau".'},
        "ABC": {"expansion": "Alpha"},
    },
    "report": {
        "inspection": {
            "Introduction": ["Every force is", ["one", "two"], "inspected.", {"note": "In England."}],
            "Grades": [{"table": [["a", "b"]]}, {"Meeting": ["It meets."]}],
        },
        "criteria": {
            "MC01": {
                "summary": ["It works."],
                "s": ["The MIB meets.", "Long " * 100],
                "a": [["No.", "Nor this."]],
            }
        },
        "practice": {"Gold Groups": {"problem": ["Many <b>problems</b>."]}},
    },
}


@pytest.fixture(scope="module")
def shown() -> dict[str, Preview]:
    """The previews of the case, by address."""
    made_from = context(CASE)
    found = previews.previews(made_from, pages.build_site(made_from, ""))
    return {where.relative_to(""): preview for where, preview in found.items()}


def test_a_finding_shows_its_code_kind_criterion_and_words(shown: dict[str, Preview]) -> None:
    assert shown["mc01.md#mc01-s1"] == Preview("MC01-S1", "Strength · MC01 Analysts", "The MIB meets.")
    improve = Preview("MC01-A1", "Area for improvement · MC01 Analysts", "No. Nor this.")
    assert shown["mc01.md#mc01-a1"] == improve


def test_long_words_are_cut_between_words(shown: dict[str, Preview]) -> None:
    said = shown["mc01.md#mc01-s2"].said
    assert len(said) <= LENGTH
    assert set(said.removesuffix("…").split()) == {"Long"}
    assert said.endswith("Long…")


def test_a_page_has_one_preview_at_both_of_its_addresses(shown: dict[str, Preview]) -> None:
    criterion = Preview("MC01 Analysts", "Criterion · 2 strengths, 1 area for improvement", "It works.")
    assert shown["mc01.md"] == shown["mc01.md#mc01"] == criterion
    practice = Preview("Gold Groups", "Developing practice", "Many <b>problems</b>.")
    assert (
        shown["practice/gold-groups.md"] == shown["practice/gold-groups.md#practice-gold-groups"] == practice
    )


def test_summaries_and_sections_have_previews(shown: dict[str, Preview]) -> None:
    assert shown["mc01.md#mc01-summary"] == Preview("MC01 Analysts", "Summary", "It works.")
    introduction = shown["inspection.md#inspection-introduction"]
    assert introduction == Preview("Introduction", "Section", "Every force is one two inspected.")


def test_what_has_no_words_of_its_own_has_no_preview(shown: dict[str, Preview]) -> None:
    assert "inspection.md#inspection-meeting" in shown
    assert "inspection.md#inspection-grades" not in shown


def test_a_footnote_shows_its_words(shown: dict[str, Preview]) -> None:
    assert shown["inspection.md#inspection-note-1"] == Preview("Footnote", "", "In England.")


def test_a_term_shows_its_expansion_use_and_definition(shown: dict[str, Preview]) -> None:
    mib = Preview("Murder Bureau", "Term · in 1 finding", explained='A "bureau".')
    assert shown["glossary.md#mib"] == mib
    assert shown["glossary.md#abc"] == Preview("Alpha", "Term · in no findings")


def test_each_page_has_a_script_with_a_line_for_each_entry() -> None:
    made_from = context(CASE)
    files = previews.files(made_from, pages.build_site(made_from, ""))
    names = {"glossary", "inspection", "mc01", "practice/gold-groups"}
    assert files.keys() == {f"assets/previews/{name}.js" for name in names}
    head, start, *lines, end = files["assets/previews/practice/gold-groups.js"].splitlines()
    assert head.startswith("// Generated")
    assert start == '(window.report.previews ??= {})["practice/gold-groups"] = {'
    assert end == "};"
    assert list(json.loads("{" + "".join(lines) + "}")) == ["", "practice-gold-groups"]


def test_every_finding_criterion_practice_note_and_term_has_a_preview() -> None:
    """For the committed report."""
    conversion = committed()
    report, site = conversion.report, conversion.site
    shown = previews.previews(conversion.context, site)
    assert {where.page for where in shown} == {
        name.removeprefix("assets/previews/").replace(".js", ".md")
        for name in conversion.pages
        if name.startswith("assets/previews/")
    }
    anchors = {where.anchor for where in shown}
    assert anchors >= {anchor for page in site.primary_pages for anchor in page.references}
    assert anchors >= {where.anchor for page in site.primary_pages for where in page.notes.values()}
    assert {Address(f"{criterion.code.lower()}.md") for criterion in report.criteria} <= shown.keys()
    assert report.practice
    whole_pages = [where for where in shown if not where.anchor]
    assert len(whole_pages) == len(report.criteria) + len(report.practice.practices)
    terms = [where for where in shown if where.page == "glossary.md"]
    assert len(terms) == len(conversion.context.glossary.entries)
