"""Sections as records."""

from __future__ import annotations

from reportsite.exports.index import index_of
from reportsite.exports.sections import SECTION, framework_sections, outer_sections
from tests.pages.specifications import context

INDEX = index_of(
    context(
        {
            "report": {
                "back": {"Recommendations": ["Do."]},
                "introduction": {"Context": ["Rare."]},
                "inspection": {"Introduction": ["One.", {"Below": ["Two.", {"Deep": ["Three."]}]}]},
            }
        }
    )
)


def test_sections_outside_the_frameworks_have_their_parents() -> None:
    data = [SECTION.data(INDEX, place) for place in outer_sections(INDEX)]
    assert [(item["part"], item["heading"], item["id"], item["parent"]) for item in data] == [
        ("inspection", "Introduction", "/inspection/#inspection-introduction", ""),
        ("inspection", "Below", "/inspection/#inspection-below", "/inspection/#inspection-introduction"),
        ("inspection", "Deep", "/inspection/#inspection-deep", "/inspection/#inspection-below"),
        ("back", "Recommendations", "/recommendations/", ""),
    ]


def test_sections_of_a_framework() -> None:
    (framework,) = INDEX.report.frameworks
    data = [SECTION.data(INDEX, place) for place in framework_sections(INDEX, framework)]
    assert [(item["part"], item["id"]) for item in data] == [("framework", "/crime/#crime-context")]
