"""The second count of the findings: its rules, and the errors it reports if a reading is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportsite import pipeline
from reportsite.errors import InputError
from reportsite.model import Criterion, Finding, Report, SectionKind
from reportsite.proof.cross_check import count_findings, cross_check
from tests.conftest import ROOT
from tests.projects import committed, golden, made_up
from tests.reading.texts import GOLDEN, read

E, S, W, A, D = (
    SectionKind.EVIDENCE,
    SectionKind.STRENGTH,
    SectionKind.WORK_IN_PROGRESS,
    SectionKind.IMPROVEMENT,
    SectionKind.PRACTICE,
)

COUNTED: dict[str, tuple[str, dict[SectionKind, str]]] = {
    "items": ("Strengths\n\n- One is good.\n- Two is good.", {S: "2"}),
    "two kinds": ("Strengths\n\n- Good.\n\nArea(s) for improvement\n\n- Bad.", {S: "1", A: "1"}),
    "a colon": ("Strengths\n\n- Good.\n\nAreas for improvement:\n\n- Bad.", {S: "1", A: "1"}),
    "bold": ("**Areas for improvement**\n\n- Bad.", {A: "1"}),
    "capitals": ("AREAS FOR IMPROVEMENT\n\n- Bad.", {A: "1"}),
    "invisible characters": ("\u200bAreas\u00a0for improve\u00adment\n\n- Bad.", {A: "1"}),
    "a wrapped heading": ("Area(s) for\nimprovement\n\n- Bad.", {A: "1"}),
    "a heading as an item": ("Strengths\n\n- Good.\n- Areas for improvement\n- Bad.", {S: "1", A: "1"}),
    "a heading with its paragraph": ("Evidence The desk is staffed at all times.", {E: "1"}),
    "a heading right below an item": ("Strengths\n- 56% ASB\nAreas for improvement\n- Bad", {S: "1", A: "1"}),
    "a heading in a sentence": ("Strengths\n\n- It gathers all\nevidence\nand keeps it.", {S: "1"}),
    "dashes without full stops": ("Strengths\n– 56% ASB\n– 44% theft", {S: "2"}),
    "none": ("Work in progress\n\n- None.\n\nEvidence\n\nNil\n\nStrengths\n\nN/A", {W: "0", E: "0", S: "0"}),
    "perhaps none": ("Strengths\n\n- None were seen at night.", {S: "0 to 1"}),
    "signs": ("Strengths\n\n• A.\n■ B.\n✓ C.\n\uf0b7 D.\no E.\n-F.\n– G.\n* H.", {S: "8"}),
    "a dash in a sentence": ("Strengths\n\n- The team, being\n– in all –\nsmall.", {S: "1"}),
    "paragraphs": ("Evidence\n\nThe desk is staffed.\n\nIt is open.", {E: "1 to 2"}),
    "paragraphs among items": ("Evidence\n\n- One.\n\nMore of one.\n\n- Two.", {E: "2 to 3"}),
    "the heading of a group": ("Strengths\n\n- None.\n\nPrevention\n\nMC02 Summary", {S: "0 to 1"}),
    "a page between": ("Strengths\n\n- One.\n\nJuly 2008\n\nX – HMIC Inspection 12\n\n- Two.", {S: "2"}),
    "a page glued to an item": ("Strengths\n\nX Police – HMIC Inspection Report Page 4 - One.", {S: "1"}),
    "a footnote": ("Strengths\n\n- None².\n\n² As of the day of the inspection.", {S: "0"}),
    "an appendix": ("Strengths\n\n- One.\n\nAppendix 1: Glossary\n\n- AB", {S: "1"}),
    "recommendations": ("Strengths\n\n- One.\n\nRecommendations\n\n- Do it.", {S: "1"}),
    "the next framework": ("Strengths\n\n- One.\n\nCrime\n\nGRADE Meets\n\n- Two.", {S: "1 to 2"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "counted"), COUNTED.values(), ids=COUNTED.keys())
def test_findings_are_counted(text: str, counted: dict[SectionKind, str]) -> None:
    counts = count_findings(f"Prevention\n\nMC01 Summary\n\nIt is so.\n\n{text}\n")
    assert {kind: str(count) for kind, count in counts["MC01"].items()} == counted


CRITERIA = [
    "MC01 Summary",
    "**MC01: Summary**",
    "mc 01 SUMMARY",
    "MC01 (also\nMC02) Summary",
    "MC01 Summary It is so.",
]


@pytest.mark.parametrize("heading", CRITERIA)
def test_headings_of_criteria_are_recognised(heading: str) -> None:
    assert [*count_findings(f"Prevention\n\n{heading}\n\nEvidence\n\n- X.")] == ["MC01"]


@pytest.mark.parametrize(
    "text", ["MC01 shows this.", "See the MC01 summary of the force.", "MC01 Summary of it all."]
)
def test_a_sentence_is_not_the_heading_of_a_criterion(text: str) -> None:
    assert not count_findings(text)


def test_both_counts_agree_for_the_reports() -> None:
    for conversion in (committed(), golden()):
        assert cross_check("r.txt", conversion.inputs.source, conversion.report) == ()


def in_criterion(report: Report, code: str, change: Callable[[Criterion], Criterion]) -> Report:
    """The report with one criterion changed."""
    frameworks = tuple(
        replace(
            framework,
            groups=tuple(
                replace(group, criteria=tuple(change(c) if c.code == code else c for c in group.criteria))
                for group in framework.groups
            ),
        )
        for framework in report.frameworks
    )
    return replace(report, frameworks=frameworks)


def improvements_as_strengths(criterion: Criterion) -> Criterion:
    def as_strength(finding: Finding) -> Finding:
        return replace(finding, kind=S) if finding.kind is A else finding

    return replace(
        criterion,
        sections=tuple(replace(s, findings=tuple(map(as_strength, s.findings))) for s in criterion.sections),
    )


def test_a_weakness_read_as_a_strength_is_reported() -> None:
    """The result of not recognising the heading "Areas for improvement"."""
    report, _ = read(GOLDEN)
    wrong = in_criterion(report, "MC02", improvements_as_strengths)
    assert wrong != report
    assert [(problem.line, problem.what) for problem in cross_check("r.txt", GOLDEN, wrong)] == [
        (179, "MC02, strengths: 3 were read, but 2 are in the text (lines 179, 180, 188)."),
        (188, "MC02, areas for improvement: 0 were read, but 1 to 2 are in the text (lines 188, 190)."),
    ]


def test_merged_findings_are_reported() -> None:
    """The result of not recognising a bullet."""
    source = next((ROOT / "report").glob("*.txt")).read_text(encoding="utf-8")

    def without_last(criterion: Criterion) -> Criterion:
        first, *others = criterion.sections
        return replace(criterion, sections=(replace(first, findings=first.findings[:-1]), *others))

    report = committed().report
    for code in [criterion.code for criterion in report.criteria]:
        assert len(cross_check("r.txt", source, in_criterion(report, code, without_last))) == 1


def test_a_lost_criterion_is_reported() -> None:
    report, _ = read(GOLDEN)
    text = GOLDEN.replace("Appendix 1", "MC09 Summary\n\nIt is so.\n\nEvidence\n\n- X.\n\nAppendix 1", 2)
    assert "criterion MC09 is in the text, but was not read." in str(cross_check("r.txt", text, report)[0])


def test_a_build_stops_if_the_counts_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = made_up(tmp_path / "project")
    wrong = in_criterion(read(GOLDEN)[0], "MC02", improvements_as_strengths)
    monkeypatch.setattr(pipeline, "read_report", lambda source, problems: wrong)
    with pytest.raises(InputError, match="R020 MC02, strengths: 3 were read, but 2 are in the text"):
        pipeline.read(project)
