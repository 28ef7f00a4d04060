"""The context that pages and exports are built from."""

from __future__ import annotations

from reportsite.site.context import notice
from tests.pages.specifications import context


def test_criteria_by_code() -> None:
    criteria = context({"report": {"criteria": {"MC02": {}, "MC01": {}}}}).criteria
    assert {code: item.code for code, item in criteria.items()} == {"MC02": "MC02", "MC01": "MC01"}


def test_the_notice_has_the_owner_and_the_licence() -> None:
    assert notice(context({}).report) == (
        "Report: Crown copyright 2008, Open Government Licence v3.0. Not an official publication."
    )
