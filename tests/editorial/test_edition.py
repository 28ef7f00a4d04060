from __future__ import annotations

import pytest

from reportsite.editorial.edition import check_edition, read_edition
from reportsite.errors import Collector, InputError
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES

GOOD = "source: a.txt\nreceived: By post.\n"


def errors(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_edition(text, Collector("report.yml"))
    return [str(problem) for problem in caught.value.problems]


def test_good() -> None:
    edition = read_edition(GOOD + "titles:\n  MC01: No\n", Collector("report.yml"))
    assert edition.title_of("MC01") == "No", "text is read as written, not as a YAML boolean"
    assert edition.title_of("MC02") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "report.yml:1: 'source' is missing or empty"),
        ("- a\n", "report.yml:1: 'report.yml' is a list, expected a mapping."),
        (GOOD + "titels: {}\n", "report.yml:3: unknown key 'titels'"),
        (GOOD + "source: b\n", "report.yml:3: 'source' stands here and at line 1."),
        (GOOD + "titles: [a]\n", "report.yml:3: 'titles' is a list, expected a mapping."),
        (GOOD + "titles:\n  MC01:\n", "report.yml:4: the title of MC01 is empty"),
        (GOOD + "titles: {MC01: [}\n", "report.yml:3: not valid YAML"),
        (GOOD.replace("a.txt", "../a.txt"), "report.yml:1: '../a.txt' is a path"),
        (
            GOOD + "as_printed:\n  - line: x\n    text: y\n    note: z\n",
            "report.yml:4: 'line' is 'x'",
        ),
        (GOOD + "as_printed:\n  - line: 1\n", "report.yml:4: 'text' is missing"),
    ],
)
def test_mistakes_name_their_line(text: str, message: str) -> None:
    assert any(found.startswith(message) for found in errors(text)), errors(text)


def test_all_mistakes_at_once() -> None:
    assert len(errors("source: a\nfoo: 1\nbar: 2\n")) == 3


def test_facts_must_fit_the_report() -> None:
    folder = FIXTURES / "golden" / "report"
    source = (folder / "northshire.txt").read_text(encoding="utf-8")
    report = read_report(source, Collector("r"))
    text = GOOD + "titles:\n  XX09: No such\nas_printed:\n  - line: 3\n    text: zzz\n    note: n\n"
    problems = Collector("report.yml")
    with pytest.raises(InputError) as caught:
        check_edition(read_edition(text, problems), report, source, problems)
    assert [problem.line for problem in caught.value.problems] == [4, 6]
    assert any("MC01 has no title" in str(w) for w in problems.warnings)
