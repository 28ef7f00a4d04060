"""The drafted report.yml and glossary.yml can be read back and match the report."""

from __future__ import annotations

from dataclasses import replace

from reportsite.editorial.draft import draft_edition, draft_glossary
from reportsite.editorial.edition import check_edition, read_edition
from reportsite.editorial.glossary import check_glossary, read_glossary
from reportsite.errors import Collector
from reportsite.model import Line, Paragraph, Term, Text
from tests.projects import golden

INPUTS = golden().inputs
MODEL = "# How to edit.\n# More.\n\nterms:\n  X: {expansion: not of this report}\n"


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),), (Line(1, 0, text),))


def test_the_drafted_report_yml_is_valid() -> None:
    problems = Collector("report.yml")
    text = draft_edition(INPUTS.report, "no: comment # here.txt", "It came by “post”: a PDF.")
    edition = read_edition(text, problems)
    check_edition(edition, INPUTS.report, INPUTS.source, problems)
    assert problems.sound, problems.errors
    assert (edition.source, edition.received) == ("no: comment # here.txt", "It came by “post”: a PDF.")
    assert [warning.what for warning in problems.warnings] == [
        f"titles: {c.code} has no title; its page shows the code alone." for c in INPUTS.report.criteria
    ]


def test_titles_are_filled_in_by_removing_marks() -> None:
    problems = Collector("report.yml")
    text = draft_edition(INPUTS.report, "x.txt", "Made up.").replace("# titles:", "titles:")
    for criterion in INPUTS.report.criteria:
        text = text.replace(f"#   {criterion.code}: ", f"   {criterion.code}: Title of {criterion.code}")
    edition = read_edition(text, problems)
    assert problems.sound, problems.errors
    assert dict(edition.titles) == {c.code: f"Title of {c.code}" for c in INPUTS.report.criteria}


def test_the_drafted_glossary_yml_is_valid() -> None:
    assert INPUTS.report.glossary
    odd = (("NO", "Yes: # no"), ("A&E", "“Accident” and emergency"), ("IT", "on"))
    terms = (*INPUTS.report.glossary.terms, *(Term(paragraph(t), paragraph(e)) for t, e in odd))
    report = replace(INPUTS.report, glossary=replace(INPUTS.report.glossary, terms=terms))
    text = draft_glossary(report, MODEL)
    assert text.startswith("# How to edit.\n# More.\n\nterms:\n  A&E:\n")
    problems = Collector("glossary.yml")
    glossary = read_glossary(text, problems)
    check_glossary(glossary, report, (), problems)
    assert problems.sound, problems.errors
    assert {entry.term: entry.expansion for entry in glossary.entries} == {
        term.term.text: term.expansion.text for term in terms
    }
