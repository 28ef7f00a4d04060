"""The types shared by all stages."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from reportsite.model import (
    Emphasis,
    ListBlock,
    Mention,
    NoteRef,
    SectionKind,
    Table,
    Text,
    check_kinds,
    lines_of,
    map_units,
    notes_of,
    paragraphs_of,
    plain,
    tables_of,
    unmarked,
    walk,
)
from tests.conftest import ROOT
from tests.relating.reports import paragraphs, report

SECTIONS: dict[str, Any] = {
    "First": ["One.", {"note": "A."}, {"Below": [{"table": [["H"], ["1"]]}, {"Deep": [{"note": "B."}]}]}],
    "Second": [{"table": [["H"], ["2"]]}],
}


# Kinds of findings ---------------------------------------------------------------------------


def kind(**changes: str) -> Any:
    names = {"name": "X", "letter": "x", "one": "x", "many": "xs", "data_name": "x", **changes}
    return SimpleNamespace(**names, register=SimpleNamespace(title="Xs"))


@pytest.mark.parametrize(
    "wrong", [{"letter": ""}, {"letter": "xy"}, {"one": ""}, {"many": ""}, {"data_name": ""}]
)
def test_a_kind_without_a_name_is_an_error(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"SectionKind\.X: empty name"):
        check_kinds([kind(**wrong)])


@pytest.mark.parametrize("same", ["letter", "data_name"])
def test_duplicate_names_of_kinds_are_an_error(same: str) -> None:
    with pytest.raises(ValueError, match="duplicate"):
        check_kinds([kind(), kind(**{"letter": "y", "data_name": "y", same: "x"})])
    check_kinds([kind(), kind(letter="y", data_name="y")])


def test_the_css_class_of_a_kind_comes_from_its_name() -> None:
    assert SectionKind.WORK_IN_PROGRESS.css_class == "work-in-progress"


@pytest.mark.parametrize("kind", SectionKind, ids=lambda kind: kind.name)
def test_every_kind_has_a_colour(kind: SectionKind) -> None:
    styles = (ROOT / "overrides" / "assets" / "edition.css").read_text(encoding="utf-8")
    assert re.search(rf"\.section(?:\.|:is\([^)]*\.){kind.css_class}\b[^{{]*{{\s*--report-kind", styles)


# Sections ------------------------------------------------------------------------------------


def test_walk_yields_all_sections_in_reading_order() -> None:
    sections = report({"force": SECTIONS}).force
    assert [section.heading.text for section in walk(sections)] == ["First", "Below", "Deep", "Second"]
    assert [note.paragraphs[0].text for note in notes_of(sections)] == ["A.", "B."]
    assert [table.rows[0][0].text for table in tables_of(sections)] == ["1", "2"]


def test_sections_are_in_the_order_of_the_report() -> None:
    parts = {part: {part: ["x"]} for part in ("back", "introduction", "force", "inspection")}
    headings = [section.heading.text for section in report(parts).sections]
    assert headings == ["inspection", "force", "introduction", "back"]


def test_the_lines_of_footnotes_may_be_moved() -> None:
    assert report({"force": {"A": ["One."]}}).moved_lines == frozenset()
    assert report({"force": {"A": [{"B": [{"note": "One."}]}]}}).moved_lines == {1}
    assert report({"criteria": {"MC01": {"notes": ["One."]}}}).moved_lines == {1}


# Text ----------------------------------------------------------------------------------------


def test_text_with_and_without_note_marks() -> None:
    inlines = (Text("a "), Emphasis((Mention("MIB", "MIBs"), NoteRef("¹", "k"))), NoteRef("*", "l"))
    assert plain(inlines) == "a MIBs¹*"
    assert unmarked(inlines) == "a MIBs"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\n\n", ["a", ""]),
        ("a\r\nb\rc", ["a", "b", "c"]),
        ("a\x0cb\u2028c", ["a\x0cb\u2028c"]),
    ],
)
def test_lines_are_counted_as_editors_count_them(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_every_unit_of_a_block_is_changed() -> None:
    data = ["One.", ["Two.", ["Three.", "Four."]], {"table": [["H"], ["5"]]}]
    blocks = report({"force": {"A": data}}).force[0].blocks
    texts = ["One.", "Two.", "Three.", "Four.", "H", "5"]
    assert [p.text for p in paragraphs_of(blocks)] == texts
    changed = [map_units(block, lambda unit: paragraphs([f"{p.text}!" for p in unit])) for block in blocks]
    assert [p.text for p in paragraphs_of(tuple(changed))] == [f"{text}!" for text in texts]
    assert [type(block) for block in changed[1:]] == [ListBlock, Table]


def test_findings_are_counted_by_kind() -> None:
    (criterion,) = report({"criteria": {"MC01": {"s": ["One.", "Two."], "w": ["Three."]}}}).criteria
    counts = {kind: criterion.count(kind) for kind in SectionKind if criterion.count(kind)}
    assert counts == {SectionKind.STRENGTH: 2, SectionKind.WORK_IN_PROGRESS: 1}
