"""The rules that build addresses. Published addresses depend on each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportsite.model import Register, SectionKind
from reportsite.relating.places import places
from reportsite.site import addresses
from reportsite.site.addresses import Address
from tests.relating.reports import label_of, paragraph, report

REPORT = report(
    {
        "inspection": {"Introduction": [{"note": "One."}, {"Grading": [{"note": "Two."}]}]},
        "force": {"Overview (2008)": ["Small."]},
        "introduction": {"Context": ["Rare."]},
        "criteria": {"MC07": {"summary": ["Good."], "s": ["One.", "Two."], "w": ["Three."]}},
        "back": {"Recommendations": ["Do.", {"Below": ["More."]}]},
        "practice": {"Gold Groups (GGs)": {}},
    }
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Five Boroughs Project", "five-boroughs-project"),
        ("Homicide Assessment Teams (HATs)", "homicide-assessment-teams"),
        ("Commissioner's – é", "commissioners-e"),
        ("(HATs)", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert addresses.slug(text) == slug


def test_every_place_has_its_address() -> None:
    urls = {label_of(place): addresses.place(place).url for place, _ in places(REPORT)}
    assert list(urls.values()) == [
        "/inspection/#inspection-introduction",
        "/inspection/#inspection-grading",
        "/force/#force-overview",
        "/crime/#crime-context",
        "/mc07/#mc07-summary",
        "/mc07/#mc07-s1",
        "/mc07/#mc07-s2",
        "/mc07/#mc07-w1",
        "/recommendations/",
        "/recommendations/#recommendations-below",
        "/practice/gold-groups/",
    ]


def test_sections_with_the_same_name_have_different_addresses() -> None:
    (criterion,) = REPORT.criteria
    first, second = criterion.sections
    assert addresses.criterion_section(criterion, first).url == "/mc07/#mc07-heading"
    assert addresses.criterion_section(criterion, second).url == "/mc07/#mc07-heading-2"
    renamed = replace(second, heading=paragraph("Area(s) for improvement"))
    changed = replace(criterion, sections=(first, renamed))
    assert addresses.criterion_section(changed, renamed).anchor == "mc07-areas-for-improvement"


def test_footnotes_with_the_same_mark_have_different_addresses() -> None:
    (section,) = REPORT.inspection
    first, second = section.notes[0], replace(section.subsections[0].notes[0], ref_line=2)
    targets = addresses.note_targets(addresses.INSPECTION, (first, second))
    assert [target.anchor for target in targets.values()] == ["inspection-note-1", "inspection-note-1-2"]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        (addresses.register(SectionKind.STRENGTH.register), "/registers/strengths/"),
        (addresses.register(Register("X", "learning-points", "Words.")), "/registers/learning-points/"),
        (addresses.top(addresses.HOME), "/#home"),
        (addresses.top(addresses.REPEATS), "/registers/repeats/#registers-repeats"),
        (addresses.part(addresses.EDITION, "repairs"), "/edition/#edition-repairs"),
        (addresses.findings_with("An Garda"), "/registers/findings/?term=an-garda"),
        (addresses.source_line(445), "/text/#line-445"),
        (addresses.term("Five Boroughs"), "/glossary/#five-boroughs"),
        (addresses.table_note(Address("mc02.md"), 3), "/mc02/#mc02-table-note-3"),
    ],
)
def test_addresses(address: Address, url: str) -> None:
    assert address.url == url


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("mc01.md", Address("mc02.md", "mc02-s1"), "mc02.md#mc02-s1"),
        ("mc01.md", Address("mc01.md", "mc01-s1"), "#mc01-s1"),
        ("practice/a.md", Address("practice/a.md"), "a.md"),
        ("practice/a.md", Address("mc01.md"), "../mc01.md"),
        ("mc01.md", Address("x/y/index.md"), "x/y/index.md"),
        ("x/y/index.md", Address("x/index.md"), "../index.md"),
    ],
)
def test_links_are_relative(page: str, target: Address, link: str) -> None:
    assert target.relative_to(page) == link
