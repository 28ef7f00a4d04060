"""The context, indexed by place for the exports."""

from __future__ import annotations

from reportsite.exports.index import index_of
from reportsite.relating.places import places
from tests.pages.specifications import context
from tests.relating.reports import label_of

INDEX = index_of(
    context(
        {
            "terms": {"MIB": {"expansion": "Bureau"}},
            "report": {
                "force": {"Overview": ["The MIB."]},
                "criteria": {
                    "MC01": {"s": ["The MIB and the Night Desk, see MC02."], "notes": ["Another."]},
                    "MC02": {"w": ["Nothing."]},
                },
                "practice": {"Night Desk": {}},
            },
        }
    )
)
PLACES = {label_of(place): place for place, _ in places(INDEX.report)}


def test_mentions_are_indexed_by_place() -> None:
    assert INDEX.terms == {
        ("force", "", "Overview"): ("/glossary/#mib",),
        ("MC01", "s", "1"): ("/glossary/#mib",),
    }
    assert INDEX.practices[("MC01", "s", "1")] == ("/practice/night-desk/",)
    assert INDEX.criteria == {("MC01", "s", "1"): ("/mc02/",)}


def test_footnotes_have_their_addresses() -> None:
    assert [address.url for address in INDEX.notes.values()] == ["/mc01/#mc01-note-1"]


def test_duplicate_urls_are_removed() -> None:
    place = PLACES["MC01 / s / 1"]
    assert INDEX.urls([place, place]) == ["/mc01/#mc01-s1"]
    assert INDEX.repeats(place) == []
