"""Practices and terms as records."""

from __future__ import annotations

from reportsite.exports.appendices import PRACTICE, TERM, practices, terms
from reportsite.exports.index import index_of
from tests.pages.specifications import context

INDEX = index_of(
    context(
        {
            "appendix": {"MIB": "Murder Bureau (printed)"},
            "terms": {
                "MIB": {"expansion": "Murder Bureau", "from": "", "kind": "unit", "forms": ["the Bureau"]},
                "PNC": {"expansion": "Computer", "see": ["MIB"]},
            },
            "report": {
                "force": {"Overview": ["The PNC."]},
                "criteria": {"MC01": {"s": ["An MIB and the Night Desk."]}},
                "practice": {"Night Desk": {"area": ["Crime"], "contact": ["Insp Example, 01632 960000"]}},
            },
        }
    )
)


def test_an_expansion_comes_from_the_report_or_the_edition() -> None:
    first, second = (TERM.data(INDEX, entry) for entry in terms(INDEX))
    assert (first["expansion"], first["words_of"], first["kind"]) == (
        "Murder Bureau (printed)",
        "report",
        "unit",
    )
    assert (first["findings"], first["places"], first["forms"]) == (["/mc01/#mc01-s1"], [], ["the Bureau"])
    assert (second["expansion"], second["words_of"], second["origin"]) == (
        "Computer",
        "edition",
        "common usage",
    )
    assert (second["findings"], second["places"]) == ([], ["/force/#force-overview"])
    assert second["see"] == ["/glossary/#mib"]


def test_a_practice_has_no_contact_details() -> None:
    (data,) = (PRACTICE.data(INDEX, practice) for practice in practices(INDEX))
    assert (data["id"], data["area"]) == ("/practice/night-desk/", "Crime")
    assert data["named_in"] == ["/mc01/#mc01-s1", "/practice/night-desk/"]
    assert "01632" not in str(data)


def test_a_report_without_the_appendix_has_no_practices() -> None:
    assert practices(index_of(context({}))) == ()
