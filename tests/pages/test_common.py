"""Helpers for several kinds of page."""

from __future__ import annotations

import pytest

from reportsite.model import SectionKind
from reportsite.pages import common
from tests.pages.specifications import context

WORDS = "one two, three four"


@pytest.mark.parametrize(
    ("limit", "expected"), [(19, WORDS), (18, "one two, three…"), (10, "one two…"), (8, "one…")]
)
def test_a_description_is_cut_between_words(limit: int, expected: str) -> None:
    assert common.shorten(WORDS, limit) == expected
    assert len(common.shorten(WORDS, limit)) <= limit


@pytest.mark.parametrize(("numbers", "expected"), [([66], "Line 66"), ([90, 88, 90], "Lines 88, 90")])
def test_line_numbers(numbers: list[int], expected: str) -> None:
    assert common.lines_text(numbers) == expected


def test_every_kind_of_finding_is_counted() -> None:
    """A kind missing from the counts would be missing from every page."""
    findings = {kind.letter: ["A finding."] for kind in SectionKind}
    (criterion,) = context({"report": {"criteria": {"MC01": findings}}}).report.criteria
    assert common.counts([criterion]) == ", ".join(f"1 {kind.one}" for kind in SectionKind)
    assert common.counts([criterion, criterion]) == ", ".join(f"2 {kind.many}" for kind in SectionKind)
    assert common.counts([]) == "no findings"
