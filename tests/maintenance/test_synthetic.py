"""The synthetic reports of the benchmark."""

from __future__ import annotations

from maintenance.synthetic import grown
from reportsite.errors import Collector
from reportsite.reading.report import read_report
from tests.projects import committed


def test_a_grown_report_keeps_its_criteria_and_has_more() -> None:
    inputs = committed().inputs
    problems = Collector("r.txt")
    report = read_report(grown(inputs.source, 3), problems)
    assert not problems.errors
    assert len(report.criteria) == 3 * len(inputs.report.criteria)
    assert report.criteria[: len(inputs.report.criteria) - 1] == inputs.report.criteria[:-1]


def test_a_report_of_the_same_size_is_unchanged() -> None:
    source = committed().inputs.source
    assert grown(source, 1).split() == source.split()
