"""Every spelling of a known heading is recognised, and the words of the line stay as received."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.model import SectionKind, plain
from reportsite.reading import headings
from reportsite.reading.spelling import LONGEST, Spelling, normal
from tests.reading.texts import GOLDEN, changed, read

WAYS = {
    "with a colon": "{}:",
    "with a space and a colon": "{} :",
    "with a full stop": "{}.",
    "in bold": "**{}**",
    "in italics": "*{}*",
    "in bold italics": "***{}***",
    "in bold with a colon": "**{}:**",
    "underlined": "_{}_",
    "after a byte order mark": "\ufeff{}",
    "after a zero-width space": "\u200b{}",
    "before a word joiner": "{}\u2060",
    "after a soft hyphen": "\u00ad{}",
    "between no-break spaces": "\u00a0{}\u00a0",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("kind", list(SectionKind))
def test_a_section_is_known_in_every_spelling(way: str, kind: SectionKind) -> None:
    heading = {
        SectionKind.EVIDENCE: "Evidence",
        SectionKind.STRENGTH: "Strengths",
        SectionKind.WORK_IN_PROGRESS: "Work in progress",
        SectionKind.IMPROVEMENT: "Area(s) for improvement",
        SectionKind.PRACTICE: "Developing practice",
    }[kind]
    for printed in (heading, heading.upper(), heading.replace(" ", "\u00a0"), heading.replace(" ", "  ")):
        assert headings.KINDS[kind].match(way.format(printed)), printed


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_an_area_for_improvement_is_never_read_as_a_strength(way: str) -> None:
    old = "Areas for improvement\n\n- Risk management"
    text = changed(old, f"{way.format('Areas for improvement')}\n\n- Risk management")
    before, after = read(GOLDEN)[0], read(text)[0]
    for one, other in zip(before.criteria, after.criteria, strict=True):
        assert [(f.kind, f.number) for f in one.findings] == [(f.kind, f.number) for f in other.findings]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_criterion_is_known_in_every_spelling(way: str) -> None:
    report = read(changed("MC01 Summary", way.format("MC01 Summary")))[0]
    assert [criterion.code for criterion in report.criteria] == ["MC01", "MC02", "MC03"]
    assert normal(plain(report.criteria[0].heading.inlines)) == "MC01"


@pytest.mark.parametrize(
    "text", ["MC01 *Summary*", "**MC01** Summary", "**MC01**: *Summary*", "MC\u200b01 Summary"]
)
def test_the_parts_of_a_heading_are_exact_slices(text: str) -> None:
    match = headings.CRITERION.match(text)
    assert match
    assert match["code"] == "MC01"
    code, summary = (text[slice(*match.span(name))] for name in ("code", "summary"))
    assert (normal(code), summary) == ("MC01", "Summary")


def test_digits_of_other_scripts_are_not_part_of_a_code() -> None:
    for text in ("MC\u0660\u0661 Summary", "M\u013001 Summary"):
        assert not headings.CRITERION.match(text)
        assert headings.like_criterion(text)


def test_a_line_that_is_too_long_for_a_heading_does_not_match() -> None:
    spelling = Spelling(re.compile("a+"))
    assert spelling.match("a" * LONGEST)
    assert not spelling.match("a" * (LONGEST + 1))


@given(st.text(alphabet=" \t\u00a0\u200b\ufeff*_Aa:’ﬁ1¹", max_size=30))
def test_the_normal_form_is_normal(text: str) -> None:
    form = normal(text)
    assert normal(form) == form
    assert form == form.strip()


@given(st.text(max_size=30))
def test_spans_lie_in_the_line(text: str) -> None:
    match = Spelling(re.compile(r"(?P<first>\S*) ?(?P<rest>.*)\Z")).match(text)
    assert match
    for group in ("first", "rest"):
        start, end = match.span(group)
        assert 0 <= start <= end <= len(text)
        assert normal(text[start:end]).startswith(normal(match[group] or "")) or "\n" in text
