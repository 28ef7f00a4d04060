from __future__ import annotations

import pytest

from reportsite.editorial.contacts import REASON, apply_policy
from reportsite.editorial.edition import ContactPolicy
from reportsite.errors import Collector
from reportsite.model import Report
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES

GOLDEN = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")
CONTACT = "The night desk: 01632 960000"


def contact(printed: str, policy: ContactPolicy) -> tuple[str, list[str], Report]:
    """The part of the first contact that is kept, the omitted parts, and the report."""
    report = apply_policy(read_report(GOLDEN.replace(CONTACT, printed), Collector("r")), policy)
    assert report.practice
    omitted = [o.line.text for o in report.omissions if o.reason == REASON]
    return report.practice.practices[0].contact.text, omitted, report


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (
            "Detective Inspector A B, critical incident team: 01632 960000",
            "Detective Inspector critical incident team",
        ),
        ("Superintendent A B: 01632 960000", "Superintendent"),
        ("A B: 01632 960000", ""),
        ("A B, review unit", "review unit"),
        ("DI A Smith, DI B Jones", "DI"),
        ("DI Jane Roe, jane.roe@example.org", "DI"),
    ],
)
def test_role_keeps_rank_and_unit(printed: str, kept: str) -> None:
    text, omitted, _ = contact(printed, ContactPolicy.ROLE)
    assert text == kept
    assert "01632" not in text
    for piece in omitted[:2]:
        assert piece in printed or "review" in piece or "01632" in piece


def test_withhold_keeps_nothing_and_repeats_no_words() -> None:
    text, omitted, report = contact(CONTACT, ContactPolicy.WITHHOLD)
    assert text == ""
    assert CONTACT in omitted
    assert all(not o.quotable for o in report.omissions if o.reason == REASON)


def test_publish_changes_nothing() -> None:
    text, omitted, _ = contact(CONTACT, ContactPolicy.PUBLISH)
    assert text == CONTACT
    assert omitted == []


def test_no_excerpt_repeats_what_is_withheld() -> None:
    text = GOLDEN.replace("FORCE CONTACT:\n\nThe night desk", "Kept.**FORCE CONTACT:** The night desk")
    report = apply_policy(read_report(text, Collector("r")), ContactPolicy.WITHHOLD)
    assert not any("night desk" in repair.excerpt.lower() for repair in report.repairs)
