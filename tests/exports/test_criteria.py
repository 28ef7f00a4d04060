"""Findings and criteria as records."""

from __future__ import annotations

from reportsite.exports.criteria import FINDING, FRAMEWORK, findings
from reportsite.exports.index import index_of
from reportsite.model import SectionKind
from tests.pages.specifications import context


def test_the_fields_of_a_finding() -> None:
    index = index_of(
        context(
            {
                "terms": {"MIB": {"expansion": "Bureau"}},
                "report": {"criteria": {"MC01": {"s": ["One.", ["The MIB.", "See MC02."]]}, "MC02": {}}},
            }
        )
    )
    _, second = (FINDING.data(index, finding) for finding in findings(index))
    assert second == {
        "id": "/mc01/#mc01-s2",
        "name": "MC01-S2",
        "criterion": "MC01",
        "group": "Group",
        "framework": "Crime",
        "kind": "strength",
        "number": 2,
        "paragraphs": ["The MIB.", "See MC02."],
        "lines": [1],
        "terms": ["/glossary/#mib"],
        "practices": [],
        "criteria": ["/mc02/"],
        "repeats": [],
    }


def test_every_kind_of_finding_is_in_the_data() -> None:
    case = {"report": {"criteria": {"MC01": {kind.letter: ["A finding."] for kind in SectionKind}}}}
    index = index_of(context(case))
    kinds = [FINDING.data(index, finding)["kind"] for finding in findings(index)]
    assert kinds == [kind.data_name for kind in SectionKind]
    (framework,) = index.report.frameworks
    (criterion,) = FRAMEWORK.data(index, framework)["groups"][0]["criteria"]
    assert [section["kind"] for section in criterion["sections"]] == kinds
