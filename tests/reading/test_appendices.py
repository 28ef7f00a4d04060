from __future__ import annotations

import pytest

from reportsite.errors import Collector
from reportsite.model import GlossaryAppendix, ListBlock, PracticeAppendix, SubHeading
from reportsite.reading.appendices import LETTER, read_glossary_appendix, read_practice_appendix
from reportsite.reading.blocks import read_blocks
from reportsite.reading.cursor import Cursor
from reportsite.reading.lines import read_lines

FORM = """\
INSPECTION AREA : Major Crime

**TITLE:** Gold Groups

PROBLEM:

It was so.

Approach

- One.

SOLUTION: It did it.

OUTCOME(S) :

It is better.

FORCE CONTACT: A desk
"""


def cursor_at(text: str) -> Cursor:
    return Cursor(read_blocks(read_lines(text)), (), Collector("r.txt"))


def practice(forms: str) -> tuple[PracticeAppendix, list[str]]:
    cursor = cursor_at(f"Appendix 1: Developing practice\n\n{forms}")
    return read_practice_appendix(cursor), list(map(str, cursor.problems.errors))


def glossary(rows: str) -> tuple[GlossaryAppendix, Cursor]:
    cursor = cursor_at(f"Glossary\n\n{rows}")
    return read_glossary_appendix(cursor), cursor


def terms(rows: str) -> list[tuple[str, str]]:
    return [(term.term.text, term.expansion.text) for term in glossary(rows)[0].terms]


def test_a_practice_has_its_parts() -> None:
    appendix, errors = practice(FORM)
    (form,) = appendix.practices
    assert errors == []
    assert [form.area.text, form.title.text, form.contact.text] == ["Major Crime", "Gold Groups", "A desk"]
    assert form.title.label.text == "TITLE:", "labels are not strong"
    assert isinstance(form.problem.blocks[1], SubHeading)
    assert isinstance(form.problem.blocks[2], ListBlock)


def test_repeated_labels_begin_the_next_practice() -> None:
    appendix, errors = practice(FORM + "\n" + FORM.replace("Gold", "Silver"))
    assert errors == []
    assert [form.title.text for form in appendix.practices] == ["Gold Groups", "Silver Groups"]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("SOLUTION: It", "It", "solution"),
        ("**TITLE:** Gold Groups", "**TITLE:**", "title"),
        ("INSPECTION AREA : Major Crime\n", "", "area"),
    ],
)
def test_a_practice_without_a_part_is_an_error(old: str, new: str, missing: str) -> None:
    appendix, errors = practice(FORM.replace(old, new))
    assert appendix.practices == ()
    assert len(errors) == 1
    assert errors[0].startswith("r.txt:3: ") or missing == "area"
    assert f"the practice that begins here lacks: {missing}. Add a new spelling of a label" in errors[0]


def test_text_above_the_first_label_is_an_error() -> None:
    appendix, errors = practice(f"Four examples follow.\n\n{FORM}")
    assert len(appendix.practices) == 1
    assert errors == [
        "r.txt:3: R003 unexpected 'Four examples follow.'; expected a label of the practice form, such as "
        "'PROBLEM:'. Add a new spelling to reportsite/reading/headings.py."
    ]


def test_rows_of_a_glossary_are_read_in_both_notations() -> None:
    rows = "ASB\tAnti-Social Behaviour\nBCU\tBasic Command Unit\n\nMIT Major Investigation Team\nMSF Similar"
    assert terms(rows) == [
        ("ASB", "Anti-Social Behaviour"),
        ("BCU", "Basic Command Unit"),
        ("MIT", "Major Investigation Team"),
        ("MSF", "Similar"),
    ]


def test_letter_headings_of_a_glossary_are_omitted() -> None:
    appendix, cursor = glossary("A\n\nASB\tAnti-Social Behaviour\n\nM\n\nMIT Major Investigation Team")
    assert len(appendix.terms) == 2
    assert [(o.reason, o.line.text) for o in cursor.omissions] == [(LETTER, "A"), (LETTER, "M")]


def test_a_wrapped_row_is_joined() -> None:
    appendix, cursor = glossary("MIT Major\nInvestigation\nTeam")
    assert appendix.terms[0].expansion.text == "Major Investigation Team"
    assert cursor.problems.warnings == []


def test_a_line_after_a_row_is_added_to_it_with_a_warning() -> None:
    appendix, cursor = glossary("MIT Major Investigation\n\nTeam of officers")
    assert appendix.terms[0].expansion.text == "Major Investigation Team of officers"
    assert list(map(str, cursor.problems.warnings)) == [
        "r.txt:5: R504 'Team of officers' was added to the row of 'MIT'."
    ]


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        (
            "ASB\tAnti-Social Behaviour\tx",
            "r.txt:3: R003 unexpected 'x'; expected two cells, a term and its expansion.",
        ),
        ("\tAnti-Social Behaviour", "r.txt:3: R010 a row of the glossary lacks its term or its expansion."),
        (
            "These are the terms:",
            "r.txt:3: R003 unexpected 'These are the terms:'; expected a row of the glossary.",
        ),
        ("- one", "r.txt:3: R003 unexpected 'one'; expected a row of the glossary."),
        ("A", "r.txt:1: R010 'Glossary' has no rows. Remove its heading."),
    ],
)
def test_a_glossary_without_proper_rows_is_an_error(rows: str, error: str) -> None:
    _, cursor = glossary(rows)
    assert [str(problem).startswith(error) for problem in cursor.problems.errors] == [True]
