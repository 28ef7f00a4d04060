from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reportsite.editorial.edition import Edition
from reportsite.relating.mentions import Finder, Form
from reportsite.relating.places import FindingPlace, SummaryPlace, places
from reportsite.relating.relations import (
    RARE,
    Related,
    Relations,
    Uses,
    find_uses,
    name_finder,
    nearest,
    practice_names,
    relate,
)
from tests.projects import committed
from tests.relating.reports import cases, label_of, report


@pytest.mark.parametrize("case", cases("relations", "nearest"))
def test_nearest(case: dict[str, Any]) -> None:
    codes = [f"MC{number:02}" for number in range(1, case["criteria"] + 1)]
    users = {term: set(codes.split()) for term, codes in case["users"].items()}
    related = nearest("MC01", codes, users, set(case.get("known", "").split()))
    expected = {code: Related(code, terms=tuple(terms)) for code, terms in case["expected"].items()}
    assert related == tuple(expected.values())
    # The order in which terms and criteria come changes nothing.
    assert related == nearest(
        "MC01", codes[::-1], dict(reversed(users.items())), set(case.get("known", "").split())
    )


@pytest.mark.parametrize("case", cases("relations", "names"))
def test_practice_names(case: dict[str, Any]) -> None:
    assert practice_names(case["title"], case.get("aliases", ())) == tuple(case["expected"])


def edition(aliases: dict[str, list[str]]) -> Edition:
    practices = tuple((title, tuple(names)) for title, names in aliases.items())
    return Edition("r.txt", "By post.", (), practices=practices)


def test_the_name_finder_finds_practices_and_codes() -> None:
    data: dict[str, Any] = {"criteria": {"MC01": {}}, "practice": {"Gold Groups": {}, "Silver (S)": {}}}
    finder = name_finder(report(data), edition({"Gold Groups": ["big groups"]}))
    text = "MC01, gold groups, Big groups and Silver"
    assert [o.form for o in finder.find(text)] == [
        Form("MC01"), Form("Gold Groups"), Form("Gold Groups"), Form("Silver (S)"),
    ]  # fmt: skip
    assert not list(name_finder(report({}), edition({})).find(text))


@pytest.mark.parametrize("case", cases("relations", "uses"))
def test_uses(case: dict[str, Any]) -> None:
    forms = {form: Form(key) for form, key in case["forms"].items()}
    forms |= {form: Form(key, near=True) for form, key in case.get("near", {}).items()}
    uses = find_uses(report(case["report"]), Finder(forms))
    assert {key: [*map(label_of, users)] for key, users in uses.by_key.items()} == case["by_key"]
    near = {key: [[text, label_of(p)] for text, p in misses] for key, misses in uses.near.items()}
    assert near == case.get("near_misses", {})
    assert uses.exact == set(case.get("exact", ()))


def test_uses_in_findings_and_elsewhere() -> None:
    data = {"force": {"Context": ["MIT"]}, "criteria": {"MC01": {"summary": ["MIT"], "s": ["MIT"]}}}
    uses = find_uses(report(data), Finder({"MIT": Form("MIT")}))
    assert [*map(label_of, uses.findings("MIT"))] == ["MC01 / s / 1"]
    assert [*map(label_of, uses.elsewhere("MIT"))] == ["force / Context", "MC01"]
    assert Uses().findings("MIT") == Uses().elsewhere("MIT") == ()


def reasons(related: Related) -> Iterator[tuple[str, Any]]:
    """The fields of a relation that are not empty, as specifications write them."""
    yield "code", related.code
    for name in ("names", "named_by"):
        if labels := [*map(label_of, getattr(related, name))]:
            yield name, labels
    if related.repeats:
        yield "repeats", [f"{label_of(r.here)} > {label_of(r.there)}" for r in related.repeats]
    for name in ("practices", "terms"):
        if texts := list(getattr(related, name)):
            yield name, texts


def relations_of(case: dict[str, Any]) -> Relations:
    terms = Finder({term: Form(term) for term in case.get("terms", ())})
    return relate(report(case["report"]), edition(case.get("aliases", {})), terms)


@pytest.mark.parametrize("case", cases("relations", "related"))
def test_related(case: dict[str, Any]) -> None:
    relations = relations_of(case)
    related = {
        code: [dict(reasons(entry)) for entry in entries] for code, entries in relations.related.items()
    }
    assert related == case["expected"]
    assert set(relations.terms.by_key) == set(case.get("terms", ()))
    practices = report(case["report"]).practice
    for practice in practices.practices if practices else ():
        expected = case.get("practices", {}).get(practice.title.text, {})
        mentioning = {
            code: [*map(label_of, users)] for code, users in relations.practice_criteria(practice).items()
        }
        assert mentioning == expected.get("criteria", {})
        assert [*map(label_of, relations.submitted(practice))] == expected.get("submitted", [])


def related_codes(criteria: dict[str, Any], *terms: str) -> list[str]:
    """The codes related to MC01, in order."""
    finder = Finder({term: Form(term) for term in terms})
    related = relate(report({"criteria": criteria}), edition({}), finder).related["MC01"]
    return [each.code for each in related]


def test_related_criteria_are_in_the_order_of_the_report() -> None:
    """Not in that of their codes."""
    assert related_codes({"MC01": {"s": ["AA01, ZZ01"]}, "ZZ01": {}, "AA01": {}}) == ["ZZ01", "AA01"]


@pytest.mark.parametrize(("users", "related"), [(RARE, True), (RARE + 1, False)])
def test_terms_relate_criteria_while_few_use_them(users: int, related: bool) -> None:
    criteria = {f"MC{number:02}": {"s": ["MIT and SIO"]} for number in range(1, users + 1)}
    assert bool(related_codes(criteria, "MIT", "SIO")) == related


@pytest.mark.parametrize(("users", "related"), [(RARE, True), (RARE + 1, False)])
def test_a_practice_relates_criteria_while_few_mention_it(users: int, related: bool) -> None:
    criteria = {f"MC{number:02}": {"s": ["Gold groups meet."]} for number in range(1, users + 1)}
    whole = report({"criteria": criteria, "practice": {"Gold Groups": {}}})
    assert bool(relate(whole, edition({}), Finder({})).related["MC01"]) == related


def test_the_names_that_a_place_mentions() -> None:
    data = {
        "criteria": {"MC01": {"summary": ["MC02 and gold groups."], "s": ["Gold Groups."]}, "MC02": {}},
        "practice": {"Gold Groups": {"problem": ["MC02"]}, "Silver Groups": {}},
    }
    relations = relations_of({"report": data})
    named = {label_of(place): relations.named_in(place) for place, _ in places(report(data))}
    assert named == {
        "MC01": ("MC02", "Gold Groups"),
        "MC01 / s / 1": ("Gold Groups",),
        "MC02": (),
        "practice / Gold Groups": (),
        "practice / Silver Groups": (),
    }


def test_repeats_of_a_place() -> None:
    sentence = "The one unit meets the other unit every week to agree on tasks."
    data = {"criteria": {"MC01": {"s": [sentence, "Short."]}, "MC02": {"summary": [sentence]}}}
    relations = relations_of({"report": data})
    (repeat,) = relations.repeats
    assert relations.repeated(repeat.here) == (repeat,)
    assert relations.repeated(repeat.there) == (repeat.reversed,)
    others = [p for p, _ in places(report(data)) if p not in (repeat.here, repeat.there)]
    assert [relations.repeated(place) for place in others] == [(), ()]


# The committed report ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def relations() -> Relations:
    return committed().context.relations


def test_a_mention_relates_both_criteria(relations: Relations) -> None:
    here = next(r for r in relations.related["MC18"] if r.code == "MC06")
    there = next(r for r in relations.related["MC06"] if r.code == "MC18")
    assert here.names
    assert there.named_by == here.names


def test_practices_in_the_findings_are_matched_with_the_appendix(relations: Relations) -> None:
    practice = committed().report.practice
    assert practice
    submitted = {
        entry.title.text: [place.criterion.code for place in relations.submitted(entry)]
        for entry in practice.practices
    }
    assert submitted == {
        "Five Boroughs Project": ["MC03"],
        "Disruptions to Criminal Networks": [],
        "Gold Groups": ["MC19"],
        "Homicide Assessment Teams (HATs)": ["MC22"],
    }


def test_no_criterion_is_related_to_itself_or_by_terms_that_say_little(relations: Relations) -> None:
    users: dict[str, set[str]] = {}
    for term, used in relations.terms.by_key.items():
        users[term] = {p.criterion.code for p in used if isinstance(p, FindingPlace | SummaryPlace)}
    for code, related in relations.related.items():
        assert code not in {entry.code for entry in related}
        assert all(len(users[term]) <= RARE for entry in related for term in entry.terms)
        single = [users[entry.terms[0]] for entry in related if len(entry.terms) == 1]
        assert all(len(criteria) == 2 for criteria in single)


def test_the_nearest_of_a_criterion(relations: Relations) -> None:
    """Tested here, so that regenerating the pages cannot hide a changed ranking."""
    assert [(entry.code, entry.terms) for entry in relations.related["MC07"]] == [
        ("MC02", ("MAPPA", "RIU", "UKBA")),
        ("MC04", ("CDW", "IPLDP", "ViSOR", "IPI", "UKBA")),
        ("MC17", ("PNC", "Crimint", "IEP", "IPI")),
    ]
