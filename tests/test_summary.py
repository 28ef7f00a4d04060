"""The lines that build.py prints about a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportsite import summary
from reportsite.errors import Problem
from reportsite.new_project import NewProject
from reportsite.output.disk import Project
from reportsite.output.publish import Changes
from reportsite.pipeline import Built
from reportsite.printing import Printed
from reportsite.proof.proof import Proof
from tests.projects import golden

PROJECT = Project(Path("/reports/northshire"), {})
CONVERSION = replace(golden(), warnings=())
PAGES = Built(CONVERSION, Changes(3, ("content/old.md",), ("content/draft.md",), ("content/mc01.md",)))


def test_a_summary_of_pages_lists_counts_and_changes() -> None:
    assert list(summary.of_build(PROJECT, PAGES)) == [
        "Northshire Police – Major Crime, July 2008",
        "  3 criteria, 10 findings, 2 practices, 6 terms",
        "  12 mentions linked, 0 capitalised words unexplained",
        f"  {len(CONVERSION.site.pages)} pages in content/, 3 files written",
        "  removed content/old.md",
        "  discarded the edits in content/mc01.md",
        "  kept content/draft.md, which was not generated",
        "  no warnings",
    ]


def test_a_summary_of_a_site_ends_with_the_proof_and_what_was_built() -> None:
    built = replace(PAGES, proof=Proof(1200, 34, ()), bundle=2_345_678, epub=123_456, published=True)
    assert list(summary.of_build(PROJECT, built))[-5:] == [
        "  all words accounted for: 1,200 on the pages, 34 omitted with a reason",
        "  no warnings",
        f"Website: {PROJECT.site} (view it with: make serve)",
        "Offline bundle (2.3 MB): dist/northshire-offline.zip",
        "EPUB (0.1 MB): dist/northshire.epub",
    ]


def test_a_summary_says_what_printed_the_pdf_or_why_there_is_none() -> None:
    built = replace(PAGES, pdf=Printed(b"x" * 234_567, "Chromium 131.0.1.2"), published=True)
    assert list(summary.of_build(PROJECT, built))[-1] == (
        "PDF (0.2 MB, printed by Chromium 131.0.1.2): dist/northshire.pdf"
    )
    built = replace(PAGES, pdf=Printed(reason="B003 no Chromium was found."), published=True)
    assert list(summary.of_build(PROJECT, built))[-1] == "No PDF: B003 no Chromium was found."


def test_warnings_come_first_and_are_counted() -> None:
    for number, counted in ((1, "1 warning"), (2, "2 warnings")):
        warnings = tuple(Problem("report.yml", line, "Odd.", code="E501") for line in range(1, number + 1))
        built = replace(PAGES, conversion=replace(CONVERSION, warnings=warnings))
        first, *_, last = summary.of_build(PROJECT, built)
        assert (first, last) == ("warning: report.yml:1: E501 Odd.", f"  {counted}")


def test_a_summary_of_a_new_project_lists_the_places_to_check() -> None:
    doubt = Problem("report/northshire.txt", 5, "Odd.", code="R503")
    assert list(summary.of_new_project(NewProject(CONVERSION, (doubt,)))) == [
        "unsure: report/northshire.txt:5: R503 Odd.",
        "Northshire Police – Major Crime, July 2008",
        "  3 criteria, 10 findings",
        "  1 place to check",
    ]
    assert list(summary.of_new_project(NewProject(CONVERSION, ())))[-1] == "  no places to check"
