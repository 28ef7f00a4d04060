from __future__ import annotations

import pytest

from reportsite.editorial.edition import (
    NO_EDITION,
    AsPrinted,
    ContactPolicy,
    Edition,
    check_edition,
    read_edition,
)
from reportsite.errors import Collector
from reportsite.model import Report
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES
from tests.editorial.pairs import errors, pairs

SOURCE = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")
EVERYTHING = """\
source: a.txt
received: >-
  By post,
  in June.
titles:
  MC01: No
practices:
  Gold Groups: [gold group]
also:
  MC01-S1: [enough staff, workload]
contacts: role
redirects:
  /old/: /mc01/
dead_links:
  - http://example.org/
as_printed:
  - line: 12
    text: "day-  to-day"
    note: Probably day-to-day.
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(SOURCE, Collector("r.txt"))


def read(text: str) -> Edition:
    problems = Collector("report.yml")
    edition = read_edition(text, problems)
    assert problems.sound, problems.errors
    return edition


@pytest.mark.parametrize(("text", "expected"), pairs("edition"))
def test_errors_match_their_fixture(text: str, expected: str) -> None:
    assert errors(read_edition, "report.yml", text) == expected


def test_everything_is_read() -> None:
    edition = read(EVERYTHING)
    assert edition == Edition(
        source="a.txt",
        received="By post, in June.",
        titles=(("MC01", "No"),),
        as_printed=(AsPrinted(12, "day-  to-day", "Probably day-to-day."),),
        practices=(("Gold Groups", ("gold group",)),),
        also=(("mc01-s1", ("enough staff", "workload")),),
        contacts=ContactPolicy.ROLE,
        lines=(
            ("MC01", 6),
            ("Gold Groups", 8),
            ("also mc01-s1", 10),
            ("as_printed 12", 17),
            ("http://example.org/", 15),
        ),
        redirects=(("/old/", "/mc01/"),),
        dead_links=("http://example.org/",),
    )
    assert edition.name_of("MC01") == "MC01 No", "text is read as written, not as a YAML boolean"
    assert edition.name_of("MC02") == "MC02"
    assert edition.line_of("Gold Groups") == 8
    assert edition.line_of("Silver Groups") == 0


def test_the_rest_is_read_after_an_error() -> None:
    edition = read_edition(EVERYTHING.replace("contacts: role", "contacts: all"), Collector("report.yml"))
    assert edition.titles == (("MC01", "No"),)
    assert edition.contacts is ContactPolicy.WITHHOLD, "if in doubt, nothing is published"


def test_invalid_yaml_is_an_empty_edition() -> None:
    assert read_edition("source: [\n", Collector("report.yml")) is NO_EDITION


def check(text: str, report: Report) -> Collector:
    problems = Collector("report.yml")
    check_edition(read(f"source: a.txt\nreceived: By post.\n{text}"), report, SOURCE, problems)
    return problems


def test_an_edition_of_another_report_is_an_error(report: Report) -> None:
    problems = check(
        "titles:\n  XX09: No such\n"
        "as_printed:\n  - line: 3\n    text: zzz\n    note: n\n"
        "practices:\n  Silver Groups: [silver]\n",
        report,
    )
    assert list(map(str, problems.errors)) == [
        "report.yml:4: E007 titles: XX09 ('No such') is not a criterion of the report. "
        "Remove it, or correct the code.",
        "report.yml:10: E008 practices: 'Silver Groups' is not a practice of the report. "
        "Its practices are: Night Desk (NDs), Gold Groups.",
        "report.yml:6: E006 as_printed: line 3 of the text does not contain 'zzz'. "
        "Use the line numbers of the received text, and copy the words exactly as printed.",
    ]


@pytest.mark.parametrize("line", [0, 1, 99999])
def test_a_misprint_on_a_missing_line_is_an_error(line: int, report: Report) -> None:
    problems = check(f"as_printed:\n  - line: {line}\n    text: x\n    note: n\n", report)
    assert f"as_printed: line {line} of the text does not contain 'x'." in str(problems.errors[0])


def test_a_criterion_without_a_title_is_a_warning(report: Report) -> None:
    problems = check("titles:\n  MC01: Analysts\n", report)
    assert problems.sound
    assert list(map(str, problems.warnings)) == [
        "report.yml: E501 titles: MC02 has no title; its page shows the code alone.",
        "report.yml: E501 titles: MC03 has no title; its page shows the code alone.",
    ]
