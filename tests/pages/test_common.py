"""Helpers for several kinds of page."""

from __future__ import annotations

import pytest

from reportsite.model import Paragraph, SectionKind, Table
from reportsite.pages import common
from reportsite.site.addresses import FORCE
from reportsite.site.page_tree import TableBlock
from tests.pages.specifications import context
from tests.relating.reports import paragraph

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


EMPTY = Paragraph((), ())


@pytest.mark.parametrize(("references", "columns"), [(1, 2), (2, 3)])
def test_a_column_of_references_that_most_rows_lack_is_joined_with_the_next(
    references: int, columns: int
) -> None:
    cells = [
        [paragraph(f"R{n}") if n < references else EMPTY, paragraph(f"Row {n}"), EMPTY] for n in range(3)
    ]
    table = Table((paragraph("Ref:"), paragraph("Name"), paragraph("2007")), tuple(map(tuple, cells)))
    (block,) = common.blocks([table], FORCE, {})
    assert isinstance(block, TableBlock)
    assert {len(row) for row in (block.header, *block.rows)} == {columns}
    lines = [line.text for row in (block.header, *block.rows) for cell in row for line in cell.lines]
    everything = [*table.header, *(cell for row in cells for cell in row)]
    assert lines == [cell.text for cell in everything if cell.text], "every word, in order"
