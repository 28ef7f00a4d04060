from __future__ import annotations

import pytest

from reportsite.errors import Collector
from reportsite.model import TitleMatter
from reportsite.reading.blocks import read_blocks
from reportsite.reading.cursor import Cursor
from reportsite.reading.front_matter import read_section, read_title
from reportsite.reading.lines import read_lines
from reportsite.reading.notes import read_note
from reportsite.reading.repair.rule import LiftedNote

TITLE = """\
Her Majesty's Inspectorate of Constabulary

Avonshire Police Major Crime

July 2008

Avonshire Police – HMIC Inspection Report

ISBN: 978-1-00000-000-0
"""


def title(text: str) -> tuple[TitleMatter, list[str]]:
    problems = Collector("r.txt")
    return read_title(read_lines(text), problems), list(map(str, problems.errors))


def test_a_title_page_is_read() -> None:
    matter, errors = title(TITLE)
    assert errors == []
    assert (matter.force, matter.date, matter.isbn) == ("Avonshire Police", "July 2008", "978-1-00000-000-0")
    assert [p.text for p in matter.publisher] == ["Her Majesty's Inspectorate of Constabulary"]
    assert matter.full_title == "Avonshire Police Major Crime"
    assert [p.first_line for p in matter.imprint] == [5, 7, 9]


@pytest.mark.parametrize("isbn", ["978 1 00000 000 0", "1-00000-000-X"])
def test_isbns_are_read_as_printed(isbn: str) -> None:
    assert title(TITLE.replace("978-1-00000-000-0", isbn))[0].isbn == isbn


def test_the_isbn_is_optional() -> None:
    matter, errors = title("Avonshire Police\nJuly 2008\nAvonshire Police – HMIC Inspection Report\n")
    assert errors == []
    assert (matter.isbn, matter.full_title, matter.publisher) == ("", "Avonshire Police", ())


def test_a_missing_title_is_an_error() -> None:
    assert title("July 2008\nAvonshire Police – HMIC Inspection Report\n")[1] == [
        "r.txt:1: R002 the title page lacks a title; expected a line such as 'Avonshire Police' above the "
        "date. Keep the first page of the report in the text."
    ]


@pytest.mark.parametrize("name", ["Avonshire Police", "Avonshire", "Avonshire Police Service"])
def test_a_header_above_the_cover_is_not_the_title(name: str) -> None:
    """The cover may print a longer or shorter name than the running header."""
    header = "Avonshire Police – HMIC Inspection Report"
    text = f"{header}\nJuly 2008\nHMIC Inspection Report\n{name}\nMajor Crime\nJuly 2008\n{header}\n"
    matter, errors = title(text)
    assert errors == []
    assert matter.full_title == f"{name} Major Crime"


@pytest.mark.parametrize("missing", ["July 2008", "Avonshire Police – HMIC Inspection Report"])
def test_a_missing_date_or_running_header_is_an_error(missing: str) -> None:
    matter, errors = title(TITLE.replace(missing, ""))
    assert errors == [
        "r.txt:1: R002 the title page lacks a running header or a date; expected a line such as 'Avonshire "
        "Police – HMIC Inspection Report', and one with a month and a year. "
        "Keep the first page of the report in the text."
    ]
    assert matter.force == ""
    assert matter.imprint, "its words are kept"


SECTION = """\
Strategic Priorities

A paragraph¹ of the section.

First part

A paragraph of the first part.

- An item.

Second part

Force Performance Overview

Another section.
"""


def test_a_section_has_its_subsections_and_notes() -> None:
    note = read_note(LiftedNote("¹", 3, read_lines("¹ A note.")))
    cursor = Cursor(read_blocks(read_lines(SECTION)), (note,), Collector("r.txt"))
    section = read_section(cursor, cursor.at_end_of_section)
    assert section.heading.text == "Strategic Priorities"
    assert len(section.blocks) == 1
    assert section.notes == (note,)
    assert [(sub.heading.text, len(sub.blocks)) for sub in section.subsections] == [
        ("First part", 2),
        ("Second part", 0),
    ]
    assert cursor.text() == "Force Performance Overview"
