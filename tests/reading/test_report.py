from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportsite.model import GradeLevel, ListBlock, Report, SectionKind, Table
from tests.conftest import ROOT, Compare, expected_of, pairs
from tests.reading.outline import outline
from tests.reading.texts import GOLDEN, errors, read


@pytest.fixture(scope="module")
def report() -> Report:
    """The committed report."""
    report, problems = read(next((ROOT / "report").glob("*.txt")).read_text(encoding="utf-8"))
    assert not problems.warnings
    return report


@pytest.mark.parametrize("source", pairs("report"), ids=lambda p: p.name)
def test_the_report_matches_its_fixture(source: Path, compare: Compare) -> None:
    report, problems = read(source.read_text(encoding="utf-8"))
    warnings = "".join(f"{w}\n" for w in problems.warnings)
    compare(expected_of(source), outline(report) + warnings)


def test_the_committed_report_has_its_criteria_findings_and_terms(report: Report) -> None:
    kinds = Counter(finding.kind for finding in report.findings)
    assert len(report.criteria) == 25
    assert kinds == {
        SectionKind.STRENGTH: 89,
        SectionKind.EVIDENCE: 32,
        SectionKind.WORK_IN_PROGRESS: 27,
        SectionKind.IMPROVEMENT: 27,
        SectionKind.PRACTICE: 3,
    }
    assert len(report.findings) == 178
    assert report.practice is not None
    assert len(report.practice.practices) == 4
    assert report.glossary is not None
    assert len(report.glossary.terms) == 68


def test_codes_and_groups_follow_the_report(report: Report) -> None:
    assert [c.code for c in report.criteria] == [f"MC{n:02}" for n in range(1, 26)]
    (framework,) = report.frameworks
    assert [(g.name, len(g.criteria)) for g in framework.groups] == [
        ("Intelligence", 10),
        ("Prevention", 8),
        ("Enforcement", 3),
        ("Performance management and resilience", 4),
    ]
    assert framework.grade.level is GradeLevel.EXCEEDS


def test_the_title_is_read(report: Report) -> None:
    title = report.title
    assert (title.force, report.subject) == ("Metropolitan Police", "Major Crime")
    assert (title.date, title.isbn) == ("July 2008", "978-1-84726-727-6")


def test_none_is_a_statement_and_not_a_finding(report: Report) -> None:
    section = report.criteria[1].sections[-1]
    assert section.statement is not None
    assert section.statement.text == "None."
    assert section.findings == ()
    assert all(f.paragraphs[0].text != "None." for f in report.findings)


def test_split_sentences_are_joined(report: Report) -> None:
    """Every split that a person saw in the text."""
    whole = [p.text for f in report.findings for p in f.paragraphs]
    for words in (
        "the IPI single point of access stream, which will deliver",
        "independent reviews from external forces because",
        "develop all staff to the necessary level of competence.",
        "governed by vetting requirements for recipients.",
        "ensuring that the SCD and the VCD, in terms of",
        "significant experience in this important area.",
    ):
        assert sum(words in text for text in whole) >= 1, words
    cuts = {r.lines for r in report.repairs if r.rule == "cut-sentence"}
    assert {(88, 90), (146, 148), (281, 287), (929, 933)} <= cuts
    assert len(cuts) == 10


def test_stray_paragraph_belongs_to_its_finding(report: Report) -> None:
    first = report.criteria[4].findings[0]
    assert [p.first_line for p in first.paragraphs] == [404, 406]


def test_footnotes_belong_to_their_marks(report: Report) -> None:
    (framework,) = report.frameworks
    assert [(n.mark, len(n.paragraphs)) for n in framework.sections[0].notes] == [("¹", 1)]
    assert [(n.mark, len(n.paragraphs)) for n in report.criteria[1].notes] == [("²", 4)]
    assert sum(len(c.notes) for c in report.criteria) == 1


def test_the_indicators_are_one_table(report: Report) -> None:
    table = next(b for b in report.frameworks[0].sections[0].blocks if isinstance(b, Table))
    assert [cell.text for cell in table.header] == [
        "Ref:", "Indicator", "2006", "2007", "Change", "MSF** ave.",
    ]  # fmt: skip
    assert len(table.rows) == 15
    assert all(len(row) == 6 for row in table.rows)
    assert [row[0].text for row in table.rows] == ["SPI5e"] + [""] * 14
    assert [note.mark for note in table.notes] == ["*", "**"]


def test_the_practices_are_read(report: Report) -> None:
    assert report.practice is not None
    titles = [p.title.text for p in report.practice.practices]
    assert titles == [
        "Five Boroughs Project",
        "Disruptions to Criminal Networks",
        "Gold Groups",
        "Homicide Assessment Teams (HATs)",
    ]
    outcome = report.practice.practices[0].outcome
    listed = next(b for b in outcome.blocks if isinstance(b, ListBlock))
    assert len(listed.items) == 13, "three in HTML, ten after the page break"


def test_every_finding_has_its_source_lines(report: Report) -> None:
    for finding in report.findings:
        assert finding.paragraphs
        assert all(p.lines and all(line.number for line in p.lines) for p in finding.paragraphs)


def test_an_empty_text_is_an_error() -> None:
    assert errors(" \n\n") == ["r.txt: R001 the file is empty. Put the text of the report into it."]


def test_all_errors_are_reported_together() -> None:
    text = GOLDEN.replace("Meets the standard", "Splendid").replace("MC03 Sum", "MC01 Sum")
    assert len(errors(text)) == 2


def test_words_outside_every_section_are_an_error() -> None:
    messages = errors(GOLDEN.replace("Intelligence\n\nMC01", "Intelligence\n\nStray words here.\n\nMC01"))
    assert any("'MC01 Summary' is not in a group; expected the heading of a group" in m for m in messages)
