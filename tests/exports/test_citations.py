"""What can be cited, and the statement of each style, against the rules of the guides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import yaml

from reportsite.exports import citations
from reportsite.exports.citations import STYLES, Run, Slot, Statement, Work, filled, references, sentence_case
from reportsite.reading.headings import month_of
from tests.conftest import FIXTURES
from tests.projects import committed, golden

CASES = yaml.safe_load((FIXTURES / "citations.yml").read_text(encoding="utf-8"))


def work_in(case: dict[str, Any]) -> Work:
    facts = case["work"]
    month = month_of(facts["date"])
    return Work(**facts, year=facts["date"].split()[-1], month=month[1] if month else None)


def marked(statement: Statement) -> Statement:
    """A statement with asterisks around its italics."""
    return tuple(Run(f"*{run.text}*", only=run.only) if run.italic else run for run in statement)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_citation_follows_its_guide(case: dict[str, Any], style: str) -> None:
    values = {slot: case[slot.value] for slot in Slot}
    assert filled(marked(STYLES[style](work_in(case))), values) == case["citations"][style]


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Westshire Police Major Crime", "Westshire Police", "Westshire Police major crime"),
        ("Major Crime in Westshire", "Westshire", "Major crime in Westshire"),
        ("Westshire Protecting Vulnerable People and CBRN", "Westshire",
         "Westshire protecting vulnerable people and CBRN"),
        ("London Policing", "Westshire", "London Policing"),
        ("Westshire Étude", "Westshire", "Westshire étude"),
    ],
)  # fmt: skip
def test_a_title_in_sentence_case(title: str, name: str, expected: str) -> None:
    assert sentence_case(title, name) == expected


def test_everything_that_can_be_cited_has_a_reference_with_a_key_of_its_own() -> None:
    report = committed().report
    listed = list(references(committed().context))
    findings = [finding for criterion in report.criteria for finding in criterion.findings]
    assert report.practice
    assert len(listed) == 1 + len(report.criteria) + len(findings) + len(report.practice.practices)
    assert len({item.key for item in listed}) == len(listed)
    assert {item.address.url for item in listed} <= committed().site.addresses.keys()
    assert len({item.address.url for item in listed}) == len(listed)


def test_parts_have_the_names_by_which_readers_of_the_printed_report_find_them() -> None:
    parts = [item.part for item in references(golden().context)]
    assert parts[:4] == ["", "MC01", "MC01, Evidence, MC01-E1", "MC01, Evidence, MC01-E2"]
    assert parts[-2:] == ["Night Desk (NDs)", "Gold Groups"]


def test_a_report_without_its_publisher_is_by_the_inspectorate() -> None:
    report = golden().report
    bare = replace(report, title=replace(report.title, publisher=(), date="Spring 2008"))
    work = citations.work_of(bare)
    assert (work.author, work.month, work.year) == ("HMIC", None, "2008")
    assert citations.settings(bare)["date"] == "2008"
    assert citations.settings(report)["date"] == "2008/07"
