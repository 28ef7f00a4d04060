from __future__ import annotations

import pytest

from reportsite.model import GradeLevel, SectionKind
from reportsite.reading import headings
from reportsite.reading.headings import Part


def part_of(text: str) -> Part | None:
    return next((part for pattern, part in headings.SECTIONS if pattern.match(text)), None)


def kind_of(text: str) -> SectionKind | None:
    return next((kind for kind, pattern in headings.KINDS.items() if pattern.match(text)), None)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Introduction to HMIC Inspections", Part.INSPECTION),
        ("INTRODUCTION TO HMIC INSPECTION", Part.INSPECTION),
        ("HMIC Business Plan for 2008/09", Part.INSPECTION),
        ("Force Overview and Context", Part.FORCE),
        ("Force  Overview\u00a0and Context", Part.FORCE),
        ("Recommendations", Part.BACK),
        ("Appendix 3: Assessment of Outcomes", Part.BACK),
        ("Recommendations were made", None),
        ("recommendations", None),
        ("The Force Overview and Context", None),
    ],
)
def test_sections_have_their_part(text: str, part: Part | None) -> None:
    assert part_of(text) is part


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Evidence", SectionKind.EVIDENCE),
        ("Strength", SectionKind.STRENGTH),
        ("STRENGTHS", SectionKind.STRENGTH),
        ("Work in progress", SectionKind.WORK_IN_PROGRESS),
        ("Work In Progress", SectionKind.WORK_IN_PROGRESS),
        ("Area for improvement", SectionKind.IMPROVEMENT),
        ("Areas for improvement", SectionKind.IMPROVEMENT),
        ("Area(s) for improvement", SectionKind.IMPROVEMENT),
        ("Developing practice", SectionKind.PRACTICE),
        ("evidence", None),
        ("Strengths (continued)", None),
        ("Good points", None),
    ],
)
def test_headings_have_their_kind(text: str, kind: SectionKind | None) -> None:
    assert kind_of(text) is kind


def test_every_kind_has_a_heading() -> None:
    assert list(headings.KINDS) == list(SectionKind)


@pytest.mark.parametrize(
    ("text", "code", "aside"),
    [
        ("MC01 Summary", "MC01", None),
        ("mc01 summary", "mc01", None),
        ("MC01: Summary", "MC01", None),
        ("MC01 – Summary", "MC01", None),
        ("NP1 Summary", "NP1", None),
        ("MC18 (This is also covered by MC06) Summary", "MC18", "(This is also covered by MC06)"),
    ],
)
def test_headings_of_criteria_have_a_code_and_an_aside(text: str, code: str, aside: str | None) -> None:
    match = headings.CRITERION.match(text)
    assert match
    assert (match["code"], match["aside"]) == (code, aside)


@pytest.mark.parametrize("text", ["MC01", "MC01 Synopsis", "MC01 Summary of it", "Summary", "MC001 Summary"])
def test_other_lines_are_not_criteria(text: str) -> None:
    assert not headings.CRITERION.match(text)


@pytest.mark.parametrize("text", ["MC02 Synopsis", "MC 2: Summary", "NP1a Summary", "MC12"])
def test_lines_that_look_like_a_criterion_are_suspected(text: str) -> None:
    assert headings.like_criterion(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Exceeds the standard", GradeLevel.EXCEEDS),
        ("Meets the standard", GradeLevel.MEETS),
        ("Fails to meet the standard", GradeLevel.FAILS),
        ("does not meet the standard", GradeLevel.FAILS),
    ],
)
def test_grades_have_their_level(text: str, level: GradeLevel) -> None:
    assert next(level for pattern, level in headings.GRADES if pattern.match(text)) is level


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("gun-enabled¹ crime", ["¹"]),
        ("¹² Source", ["¹²"]),
        ("620 km², 5 m³ and 10⁶", []),
        ("level 2 and level 3²", ["²"]),
    ],
)
def test_marks_of_notes_are_not_exponents(text: str, marks: list[str]) -> None:
    assert headings.NOTE_MARK.findall(text) == marks


@pytest.mark.parametrize(
    "text", ["Intelligence", "Performance management and resilience", "2008 in figures", "‘Gold’"]
)
def test_short_text_without_a_full_stop_looks_like_a_heading(text: str) -> None:
    assert headings.looks_like_heading(text)


@pytest.mark.parametrize(
    "text",
    ["A sentence.", "A list:", "An item;", "A mark.¹", "lower case", "Cut off in the", "A " * 15 + "x", ""],
)
def test_sentences_and_lists_do_not_look_like_a_heading(text: str) -> None:
    assert not headings.looks_like_heading(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MC01 Summary The force has enough analysts.", "The force has enough analysts."),
        ("Strengths - one; - two.", "- one; - two."),
        ("Contextual factors “Gold” is a way to lead.", "“Gold” is a way to lead."),
        ("Strengths", None),
        ("Strengths of the force are its people.", None),
        ("Evidence Too short.", None),
        ("Appendix 3: Methodology The force has submitted it.", None),
    ],
)
def test_a_heading_is_split_from_its_paragraph(text: str, rest: str | None) -> None:
    end = headings.run_in_end(text)
    assert (None if end is None else text[end:]) == rest


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("INSPECTION AREA : Major Crime", ("area", len("INSPECTION AREA :"))),
        ("**TITLE:** Gold Groups", ("title", len("**TITLE:**"))),
        ("OUTCOME(S) :", ("outcome", len("OUTCOME(S) :"))),
        ("OUTCOMES:", ("outcome", len("OUTCOMES:"))),
        ("Title: Gold Groups", None),
        ("The TITLE: Gold", None),
    ],
)
def test_labels_have_their_name_and_length(text: str, label: tuple[str, int] | None) -> None:
    assert headings.split_label(text) == label


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("July 2008", (2008, 7)),
        ("december 2009", (2009, 12)),
        ("Summer 2008", None),
        ("July", None),
        ("", None),
    ],
)
def test_months_are_read(text: str, month: tuple[int, int] | None) -> None:
    assert headings.month_of(text) == month


@pytest.mark.parametrize(
    "text",
    [
        "Avonshire Police – HMIC Inspection Report",
        "12 Avonshire Police - HMIC Inspection Report July 2008",
        "FIRST PUBLISHED 2008 Avonshire Police – HMIC Inspection Report",
    ],
)
def test_running_titles_name_the_force(text: str) -> None:
    match = headings.RUNNING_TITLE.match(text)
    assert match
    assert match["force"] == "Avonshire Police"
