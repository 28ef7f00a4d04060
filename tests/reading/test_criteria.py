from __future__ import annotations

import pytest

from reportsite.errors import Collector
from reportsite.model import Framework, GradeLevel, SectionKind
from reportsite.reading.blocks import read_blocks
from reportsite.reading.criteria import SEPARATOR, read_framework
from reportsite.reading.cursor import Cursor
from reportsite.reading.lines import read_lines

CRITERION = "MC01 Summary\n\nIt is so.\n\nStrengths\n\n- One.\n- Two.\n"
HEAD = "Major Crime\n\nGRADE\tMeets the standard\n\n"


def read(text: str) -> tuple[Framework, Cursor]:
    cursor = Cursor(read_blocks(read_lines(text)), (), Collector("r.txt"))
    return read_framework(cursor), cursor


def criteria(text: str) -> tuple[Framework, list[str], list[str]]:
    """A framework with one group: the framework, the errors and the warnings."""
    framework, cursor = read(f"{HEAD}Intelligence\n\n{text}")
    return framework, list(map(str, cursor.problems.errors)), list(map(str, cursor.problems.warnings))


@pytest.mark.parametrize(
    ("box", "label", "text", "level", "omitted"),
    [
        ("GRADE\tMeets the standard", "GRADE", "Meets the standard", GradeLevel.MEETS, []),
        ("GRADE: Exceeds the standard", "GRADE", "Exceeds the standard", GradeLevel.EXCEEDS, [":"]),
        ("GRADE Fails to meet the standard", "GRADE", "Fails to meet the standard", GradeLevel.FAILS, []),
        ("GRADE\n\nMeets the standard", "GRADE", "Meets the standard", GradeLevel.MEETS, []),
    ],
)
def test_the_grade_is_read(box: str, label: str, text: str, level: GradeLevel, omitted: list[str]) -> None:
    framework, cursor = read(f"Major Crime\n\n{box}\n\nIntelligence\n\n{CRITERION}")
    grade = framework.grade
    assert (grade.label.text, grade.text.text, grade.level) == (label, text, level)
    assert [(o.reason, o.line.text) for o in cursor.omissions] == [(SEPARATOR, text) for text in omitted]


def test_an_unknown_grade_is_an_error() -> None:
    _, cursor = read(f"Major Crime\n\nGRADE\tSplendid\n\nIntelligence\n\n{CRITERION}")
    assert list(map(str, cursor.problems.errors)) == [
        "r.txt:3: R004 unknown grade 'Splendid'; expected one that begins with Exceeds, Meets or Fails. "
        "Add a new spelling to GRADES in reportsite/reading/headings.py."
    ]


def test_a_framework_has_sections_and_groups() -> None:
    text = (
        f"{HEAD}Contextual factors\n\nText.\n\nIntelligence\n\n{CRITERION}\nPrevention\n\nMC02 Summary\n\nSo."
    )
    framework, cursor = read(f"{text}\n\nEvidence\n\nNone.\n\nRecommendations\n\nOne.\n")
    assert [section.heading.text for section in framework.sections] == ["Contextual factors"]
    assert [(g.name, [c.code for c in g.criteria]) for g in framework.groups] == [
        ("Intelligence", ["MC01"]),
        ("Prevention", ["MC02"]),
    ]
    assert cursor.text() == "Recommendations"
    assert cursor.problems.sound


def test_a_criterion_has_its_parts() -> None:
    framework, errors, warnings = criteria(
        "mc18: (This is also covered by MC06) Summary\n\nIt is so.\n\nStrengths\n\n- One.\n- Two.\n\n"
        "Areas for improvement\n\nNone.\n\nStrengths\n\nThree.\n"
    )
    (criterion,) = framework.criteria
    assert (errors, warnings) == ([], [])
    assert criterion.code == "MC18"
    assert criterion.heading.text == "mc18", "as printed"
    assert criterion.aside is not None
    assert criterion.aside.text == "(This is also covered by MC06)"
    assert criterion.summary_heading.text == "Summary"
    assert [(f.kind, f.number, f.paragraphs[0].text) for f in criterion.findings] == [
        (SectionKind.STRENGTH, 1, "One."),
        (SectionKind.STRENGTH, 2, "Two."),
        (SectionKind.STRENGTH, 3, "Three."),
    ]
    statement = criterion.sections[1].statement
    assert statement is not None
    assert statement.text == "None."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "MC01 Summary\n\nIt is so.\n\nGood points\n\n- One.\n",
            "r.txt:11: R008 'Good points' looks like a heading in the summary of MC01; "
            "expected a known heading or a list item.",
        ),
        (
            "MC01 Summary\n\nIt is so.\n\nStrengths\n\n- One.\n\nGood points\n\n- Two.\n",
            "r.txt:15: R008 'Good points' looks like a heading in 'Strengths'; ",
        ),
        (
            "MC01 Summary\n\nIt is so.\n\nStrengths\n\n- One.\n\nMC02 Synopsis\n\n- Two.\n",
            "r.txt:15: R008 'MC02 Synopsis' looks like a heading in 'Strengths'; ",
        ),
        (
            "MC01 Summary\n\nIt is so.\n\nStrengths\n\n- One.\n\nNone.\n",
            "r.txt:15: R006 both 'None.' and findings are in 'Strengths'; expected one or the other.",
        ),
        (
            "MC01 Summary\n\nIt is so.\n\nStrengths\n\n\tA\tB\n",
            "r.txt:13: R007 a table is among the findings of 'Strengths'; expected a list.",
        ),
    ],
)
def test_an_unexpected_part_of_a_criterion_is_an_error(text: str, error: str) -> None:
    _, errors, _ = criteria(text)
    assert len(errors) == 1
    assert errors[0].startswith(error)


def test_a_short_sentence_without_a_full_stop_stays_in_the_summary() -> None:
    assert criteria("MC01 Summary\n\nIt is so\n\nStrengths\n\n- One.\n")[1] == []


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("MC01 Summary\n\nStrengths\n\n- One.\n", ["r.txt:7: R501 MC01 has no summary."]),
        (
            "MC01 Summary\n\nIt is so.\n",
            ["r.txt:7: R502 MC01 has no sections, such as 'Strengths' or 'Evidence'."],
        ),
        (
            "MC01 Summary\n\nIt is so.\n\nStrengths\n\nEvidence\n\n- One.\n",
            ["r.txt:11: R503 section 'Strengths' is empty."],
        ),
    ],
)
def test_a_missing_part_of_a_criterion_is_a_warning(text: str, warnings: list[str]) -> None:
    assert criteria(text)[1:] == ([], warnings)


def test_a_criterion_outside_a_group_is_an_error() -> None:
    _, cursor = read(f"{HEAD}{CRITERION}")
    assert list(map(str, cursor.problems.errors)) == [
        "r.txt:5: R005 criterion 'MC01 Summary' is not in a group; expected the heading of a group, such as "
        "'Intelligence', above the first criterion."
    ]


def test_text_outside_the_sections_of_a_framework_is_an_error() -> None:
    _, cursor = read(f"{HEAD}Some text.\n\nIntelligence\n\n{CRITERION}")
    assert list(map(str, cursor.problems.errors)) == [
        "r.txt:5: R003 unexpected 'Some text.'; expected a heading such as 'Contextual factors'. "
        "Add a new spelling to reportsite/reading/headings.py."
    ]
