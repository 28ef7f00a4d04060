from __future__ import annotations

import pytest

from reportsite.editorial.glossary import (
    NO_GLOSSARY,
    Entry,
    Glossary,
    TermKind,
    check_glossary,
    read_glossary,
)
from reportsite.errors import Collector
from reportsite.model import Report
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES
from tests.editorial.pairs import errors, pairs

EVERYTHING = """\
terms:
  MIT:
    expansion: Major Investigation Team
    kind: unit
    definition: >-
      A team that
      investigates.
    forms: [M.I.T., team]
    see: [ASB]
    near: [MITT]
    also: [murder squad]
    from: MC01
  ASB: {expansion: Anti-Social Behaviour}
ignore:
  GRADE: A label.
unexplained:
  Crimint Plus: A course.
also:
  homicide: [murder, killing]
"""


@pytest.fixture(scope="module")
def report() -> Report:
    """The made-up report, whose glossary includes ASB."""
    text = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")
    return read_report(text, Collector("r.txt"))


@pytest.mark.parametrize(("text", "expected"), pairs("glossary"))
def test_errors_match_their_fixture(text: str, expected: str) -> None:
    assert errors(read_glossary, "glossary.yml", text) == expected


def test_everything_is_read() -> None:
    problems = Collector("glossary.yml")
    assert read_glossary(EVERYTHING, problems) == Glossary(
        (
            Entry(
                "MIT",
                "Major Investigation Team",
                TermKind.UNIT,
                "A team that investigates.",
                ("M.I.T.", "team"),
                ("ASB",),
                ("MITT",),
                ("murder squad",),
                "MC01",
                2,
            ),
            Entry("ASB", "Anti-Social Behaviour", line=13),
        ),
        (("GRADE", "A label."),),
        (("Crimint Plus", "A course."),),
        (("homicide", ("murder", "killing")),),
    )
    assert problems.sound


def test_the_rest_is_read_after_an_error() -> None:
    glossary = read_glossary(EVERYTHING.replace("kind: unit", "kind: thing"), Collector("glossary.yml"))
    assert [entry.term for entry in glossary.entries] == ["MIT", "ASB"]
    assert glossary.entries[0].kind is None


def test_invalid_yaml_is_an_empty_glossary() -> None:
    assert read_glossary("terms: [\n", Collector("glossary.yml")) is NO_GLOSSARY


def complaints(rows: str, report: Report) -> list[str]:
    """The errors in a glossary of the made-up report's terms, changed by `rows`."""
    assert report.glossary
    printed = {term.term.text: f"    expansion: {term.expansion.text}\n" for term in report.glossary.terms}
    for row in rows.splitlines():
        key, _, value = row.partition(" = ")
        printed[key] = f"    {value}\n"
    problems = Collector("glossary.yml")
    text = "terms:\n" + "".join(f"  {key}:\n{value}" for key, value in printed.items())
    check_glossary(read_glossary(text, problems), report, {"MC01"}, problems)
    return [str(problem) for problem in problems.errors]


def test_the_reports_own_glossary_is_enough(report: Report) -> None:
    assert complaints("", report) == []
    assert complaints("XY = {expansion: Unknown, from: MC01}", report) == []
    assert complaints("XY = {expansion: Unknown, from: common usage}", report) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "ASB = expansion: Antisocial Behaviour",
            "'Antisocial Behaviour' differs from the report’s",
        ),
        (
            "ASB = {expansion: Anti-Social Behaviour, from: MC01}",
            "ASB is in the report’s glossary. Remove",
        ),
        ("XY = expansion: Unknown", "XY is not in the report’s glossary. Say with 'from'"),
        ("XY = {expansion: Unknown, from: MC99}", "XY: from 'MC99' is not a place in the report; expected"),
    ],
)
def test_changing_the_reports_own_glossary_is_an_error(row: str, message: str, report: Report) -> None:
    (complaint,) = complaints(row, report)
    assert message in complaint
    assert complaint.startswith("glossary.yml:")


def test_a_missing_term_of_the_report_is_an_error(report: Report) -> None:
    problems = Collector("glossary.yml")
    check_glossary(Glossary(()), report, (), problems)
    assert report.glossary
    assert len(problems.errors) == len(report.glossary.terms)
    assert str(problems.errors[0]).startswith("glossary.yml: ")
    assert "is missing; the report’s glossary has it (line" in str(problems.errors[0])
