"""The tables beside the lists: a row for each entry, as on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sized

import pytest

from reportsite.conversion import Conversion
from reportsite.model import REGISTERS
from tests.exports.test_files import rows
from tests.projects import committed, golden

REPORTS = pytest.mark.parametrize("conversion", [committed(), golden()], ids=["committed", "made up"])

LISTS: dict[str, Callable[[Conversion], Sized]] = {
    "criteria.csv": lambda made: made.report.criteria,
    "practices.csv": lambda made: made.report.practice.practices if made.report.practice else (),
    "repeats.csv": lambda made: made.context.relations.repeats,
}


@REPORTS
@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_a_row_for_each_of_its_entries(conversion: Conversion, name: str) -> None:
    listed = rows(conversion, name)
    assert len(listed) == len(LISTS[name](conversion))
    assert all(address["id"] in conversion.site.addresses for address in listed)


@REPORTS
def test_the_lists_of_findings_are_those_of_the_pages(conversion: Conversion) -> None:
    every = {row["id"]: row for row in rows(conversion, "findings.csv")}
    seen = 0
    for register in filter(None, (register.page for register in REGISTERS)):
        listed = rows(conversion, f"{register}.csv")
        page = conversion.pages.get(f"registers/{register}.md", "")
        entries = re.findall(r"^-   \[[^]]*\]\(\.\./(\w+)\.md(#[\w-]+)\)", page, re.MULTILINE)
        assert [row["id"] for row in listed] == [f"/{criterion}/{anchor}" for criterion, anchor in entries]
        assert all(row == every[row["id"]] for row in listed)
        seen += len(listed)
    columns = ("strengths_and_evidence", "work_in_progress", "areas_for_improvement")
    assert seen == sum(int(row[name]) for row in rows(conversion, "criteria.csv") for name in columns)
