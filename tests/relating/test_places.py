from __future__ import annotations

from typing import Any

import pytest

from reportsite.relating.places import name_of, owner_of, places
from tests.relating.reports import cases, label_of, report

EVERY_KIND = report(
    {
        "inspection": {"Introduction": ["One.", {"Below": ["Two."]}]},
        "introduction": {"Context": ["Three."]},
        "criteria": {"MC01": {"summary": ["Four."], "s": ["Five.", "Six."]}, "MC02": {"s": ["Seven."]}},
        "practice": {"Gold Groups": {}},
    }
)


@pytest.mark.parametrize("case", cases("places", "places"))
def test_places(case: dict[str, Any]) -> None:
    units = {
        label_of(place): [[paragraph.text for paragraph in unit] for unit in units]
        for place, units in places(report(case["report"]))
    }
    assert list(units.items()) == list(case["expected"].items())


@pytest.mark.parametrize("case", cases("places", "names"))
def test_names_and_owners(case: dict[str, Any]) -> None:
    (place,) = (place for place, _ in places(EVERY_KIND) if label_of(place) == case["place"])
    assert (name_of(place), owner_of(place)) == (case["name"], case["owner"])


def test_a_subsection_has_its_top_level_section() -> None:
    introduction, below, *_ = (place for place, _ in places(EVERY_KIND))
    assert introduction.section is introduction.first is below.first  # type: ignore[union-attr]


def test_keys_are_unique() -> None:
    labels = [label_of(place) for place, _ in places(EVERY_KIND)]
    assert len(set(labels)) == len(labels) == 9
