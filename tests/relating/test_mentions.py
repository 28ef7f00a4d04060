from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportsite.model import Inline, Mention, Text, plain
from reportsite.relating.mentions import Finder, Form, Occurrence, link_report
from reportsite.relating.places import places
from reportsite.site import addresses
from reportsite.site.page_tree import Para, Target
from tests.conftest import FIXTURES
from tests.output.test_markdown import HOSTILE, html_of
from tests.output.test_markdown import shown as shown_html
from tests.reading.outline import inlines
from tests.relating.reports import cases, label_of, paragraph, report

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    (FIXTURES / "relating" / "mentions.yml").read_text(encoding="utf-8")
)
TERMS: dict[str, list[str]] = SPECIFICATION["terms"]
FORMS = {
    **{form: Form(term) for term, forms in TERMS.items() for form in (term, *forms)},
    **{form: Form(term, near=True) for form, term in SPECIFICATION["near"].items()},
    **{name: Form("") for name in SPECIFICATION["shields"]},
}
FINDER = Finder(FORMS)
TARGETS = {term: Target(addresses.term(term), f"{term} spelled out") for term in TERMS}


def mentions(nodes: tuple[Inline, ...]) -> list[Mention]:
    listed: list[Mention] = []
    for node in nodes:
        if isinstance(node, Mention):
            listed.append(node)
        elif hasattr(node, "children"):
            listed += mentions(node.children)
    return listed


@pytest.mark.parametrize("case", cases("mentions", "links"))
def test_links(case: dict[str, str]) -> None:
    (linked,) = FINDER.link((paragraph(case["text"]),))
    assert inlines(linked.inlines) == case["linked"]


@pytest.mark.parametrize("case", cases("mentions", "reports"))
def test_reports(case: dict[str, Any]) -> None:
    finders = [Finder({name: Form(name) for name in case[key]}) for key in ("names", "terms")]
    linked = link_report(report(case["report"]), iter(finders))
    units = {
        label_of(place): [[inlines(paragraph.inlines) for paragraph in unit] for unit in units]
        for place, units in places(linked)
    }
    assert units == case["expected"]


def test_linking_changes_only_mentions() -> None:
    """A report without mentions is unchanged."""
    (case,) = SPECIFICATION["reports"]
    before = report(case["report"])
    assert link_report(before, [Finder({})]) == before
    assert link_report(report({}), [FINDER]) == report({})


def test_occurrences() -> None:
    assert list(FINDER.find("The MITs’ TTCCG of SCD(1) and Crimint Plus")) == [
        Occurrence(Form("MIT"), 4, 9, exact=True),
        Occurrence(Form("TTCG", near=True), 10, 15, exact=False),
        Occurrence(Form("SCD1"), 19, 25, exact=False),
        Occurrence(Form(""), 30, 42, exact=False),
    ]


def test_forms_that_share_any_letter_but_the_first() -> None:
    finder = Finder({form: Form(form) for form in ("A", "AB", "XB")})
    assert [o.form.key for o in finder.find("A, AB, XB and B")] == ["A", "AB", "XB"]


def test_only_the_first_mention_in_a_paragraph_is_linked() -> None:
    first, second = FINDER.link((paragraph("MIT, MITs"), paragraph("MIT, SIO")))
    assert [m.text for m in mentions(first.inlines)] == ["MIT"]
    assert [m.text for m in mentions(second.inlines)] == ["SIO"]


def test_a_skipped_key_is_not_linked() -> None:
    (linked,) = FINDER.link((paragraph("MIT and SIO"),), skip="MIT")
    assert inlines(linked.inlines) == "MIT and [SIO|SIO]"


def test_the_text_around_a_mention_is_kept() -> None:
    (linked,) = FINDER.link((paragraph("a MIT b"),))
    assert linked.inlines == (Text("a "), Mention("MIT", "MIT"), Text(" b"))
    (linked,) = FINDER.link((paragraph("MIT"),))
    assert linked.inlines == (Mention("MIT", "MIT"),)
    assert linked.lines == paragraph("MIT").lines


def test_a_finder_without_forms_finds_nothing() -> None:
    assert not list(Finder({}).find("MIT (?!) and nothing"))


WORDS = st.sampled_from([*TERMS, "SCD(1)", "MITs", "SIO's", "MPS’s", "Crimint Plus", "TTCCG", "a"])
TEXTS = st.lists(
    WORDS | st.sampled_from(HOSTILE) | st.sampled_from([" ", "/", "(", ")", ", ", "-", "–", ". "]),
    min_size=1,
    max_size=12,
).map(lambda parts: " ".join("".join(parts).split()))


@settings(max_examples=500, deadline=None)
@given(TEXTS.filter(bool))
def test_linking_never_changes_visible_text(text: str) -> None:
    before = paragraph(text)
    (after,) = FINDER.link((before,))
    assert plain(after.inlines) == plain(before.inlines)
    if after.inlines:
        shown = shown_html(Para(after.inlines), targets=TARGETS)
        assert shown == " ".join(plain(before.inlines).split())


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(bool))
def test_every_mention_becomes_a_link(text: str) -> None:
    (after,) = FINDER.link((paragraph(text),))
    if not after.inlines:
        return
    html = html_of(Para(after.inlines), targets=TARGETS)
    titles = re.findall(r'<a href="glossary\.md#[^"]+" title="([^"]+)">', html)
    assert titles == [TARGETS[m.term].title for m in mentions(after.inlines)]


@given(st.text(alphabet="MITSCDOPAB1()' /’x", max_size=40))
def test_the_tree_finds_the_same_as_a_list_of_forms(text: str) -> None:
    forms = sorted(FORMS, key=len, reverse=True)
    naive = re.compile(
        r"(?<![^\W⁰¹²³⁴-⁹])(" + "|".join(map(re.escape, forms)) + r")(?:s['’]?|['’]s)?(?![^\W⁰¹²³⁴-⁹])"
    )
    assert [(o.start, o.end) for o in FINDER.find(text)] == [m.span() for m in naive.finditer(text)]


def test_long_names_can_be_compiled() -> None:
    """A pattern with a nested group for each letter could not."""
    names = ["Gold", "Gold Group", "Golden", "G" * 5000, f"Gold {'x y' * 2000}"]
    finder = Finder({name: Form(name) for name in names})
    for name in names:
        assert [occurrence.form.key for occurrence in finder.find(f"a {name}, b")] == [name]
