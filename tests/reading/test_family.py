"""Variations in the family: the made-up report with one change reads the same, or is rejected."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from reportsite.editorial.edition import Edition
from reportsite.editorial.glossary import Entry, Glossary
from reportsite.errors import InputError
from reportsite.model import Report
from reportsite.pages import Context, build_site
from reportsite.proof.proof import claims_of, prove
from reportsite.relating.relations import relate
from reportsite.relating.terms import finder_of
from tests.reading.texts import GOLDEN, read


def summary(report: Report) -> list[object]:
    """The parts of a report that a variation must not change."""
    assert report.practice
    assert report.glossary
    return [
        [
            (c.code, [(f.kind, " ".join(p.text for p in f.paragraphs)) for f in c.findings])
            for c in report.criteria
        ],
        [group.name for framework in report.frameworks for group in framework.groups],
        [practice.title.text for practice in report.practice.practices],
        [(term.term.text, term.expansion.text) for term in report.glossary.terms],
        report.title.force,
        report.title.date,
    ]


def lost(text: str, report: Report) -> list[str]:
    """Characters of the text that appear on no page and in no omission."""
    edition = Edition("r.txt", "Made up.", ())
    assert report.glossary
    glossary = Glossary(tuple(Entry(t.term.text, t.expansion.text) for t in report.glossary.terms))
    finder = finder_of(glossary)
    context = Context(report, edition, glossary, relate(report, edition, finder))
    claims = claims_of(build_site(context, text).primary_pages)
    proof = prove("r.txt", text, claims, report.omissions, report.moved_lines, {})
    return [str(p) for p in proof.problems if "was not built" not in str(p)]


EXPECTED = summary(read(GOLDEN)[0])


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def wrapped(width: int) -> Callable[[str], str]:
    def change(text: str) -> str:
        lines = []
        for line in text.split("\n"):
            plain = "\t" not in line and "<" not in line and "**" not in line
            long = plain and len(line) > width
            lines += textwrap.wrap(line, width, break_on_hyphens=False) if long else [line]
        return "\n".join(lines)

    return change


SAME = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "no-break spaces in headings": replaced("Work in progress", "Work in\u00a0progress"),
    "two spaces in headings": replaced("Work in progress", "Work  in progress"),
    "wrapped at 50": wrapped(50),
    "wrapped at 60": wrapped(60),
    "page and number": replaced("\n\nJuly 2008\n\n", "\n\nJuly 2008 Page 3 of 40\n\n"),
    "number with a bar": replaced("\n\nJuly 2008\n\n", "\n\nJuly 2008 | 3\n\n"),
    "number above": replaced("\n\nJuly 2008\n\n", "\n\n3\nJuly 2008\n\n"),
    "running title": replaced("\n\nJuly 2008\n\n", "\n\n12 Northshire Police – HMIC Inspection Report July 2008\n\n"),
    "running title in capitals": lambda text: text[:900] + text[900:].replace(
        "\n\nJuly 2008\n\n", "\n\nNORTHSHIRE POLICE – HMIC INSPECTION REPORT\nJULY 2008\n\n"
    ),
    "en dashes as bullets": lambda text: re.sub(r"(?m)^- ", "– ", text),
    "squares as bullets": lambda text: re.sub(r"(?m)^- ", "▪ ", text),
    "tabs after bullets": lambda text: re.sub(r"(?m)^- ", "-\t", text),
    "colon in headings": lambda text: re.sub(r"(MC0\d) Summary", r"\1: Summary", text),
    "aside on two lines": replaced("(This is also covered by MC01) Summary", "(This is also covered by\nMC01) Summary"),
    "first published shares a line": replaced(
        "Northshire Police – HMIC Inspection Report\n\nJuly 2008\n\nISBN",
        "FIRST PUBLISHED 2008 Northshire Police – HMIC Inspection Report\n\nJuly 2008\n\nISBN",
    ),
    "glossary of abbreviations": replaced(
        "Appendix 2: Glossary of Terms and Abbreviations\n\nA\n", "Glossary of Abbreviations\n\nA\n"
    ),
    "another appendix": lambda text: text + "\n\nAppendix 3: Methodology\n\nHow it was done.\n",
    "contents on one line": lambda text: re.sub(
        r"Contents\n\n.*?Appendix 2: Glossary of Terms and Abbreviations\n",
        "Contents Introduction to HMIC Inspections 3 Programmed Frameworks 4 Findings 9\n",
        text,
        count=1,
        flags=re.DOTALL,
    ),
    "contents with leaders": replaced(
        "Contents\n\nIntroduction to HMIC Inspections\n", "Contents\n\nIntroduction to HMIC Inspections ........ 3\n"
    ),
    "colon after the grade": replaced("GRADE\tMeets", "GRADE: Meets"),
    "numbered findings, wrapped": replaced(
        "- Each major investigation team (MIT) has an analyst.\n- Communities are not featured in the assessment.",
        "1. Each major investigation team (MIT)\nhas an analyst.\n2. Communities are not featured in the\nassessment.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_a_variation_reads_the_same(change: Callable[[str], str]) -> None:
    changed = change(GOLDEN)
    assert changed != GOLDEN
    report = read(changed)[0]
    assert summary(report) == EXPECTED
    assert not lost(changed, report)


REJECTED = {
    "an unknown heading": (
        replaced("Appendix 1: Developing practice\n\n<p>", "Conclusion\n\nAll is well.\n\nAppendix 1: Developing practice\n\n<p>"),
        "'Conclusion' looks like a heading in 'Developing practice'",
    ),
    "a criterion in another spelling": (
        replaced("MC02 (This is also covered by MC01) Summary", "MC02 Synopsis"),
        "'MC02 Synopsis' looks like a heading",
    ),
    "a section in another spelling": (
        replaced("Strengths\n\n- Sharing", "Good points\n\n- Sharing"),
        "'Good points' looks like a heading in the summary of MC02",
    ),
    "a section that goes on": (
        replaced("- The force complies", "Strengths (continued)\n\n- The force complies"),
        "'Strengths (continued)' looks like a heading",
    ),
    "none beside a finding": (
        replaced("- Sharing is good", "- None.\n- Sharing is good"),
        "both 'None.' and findings are in 'Strengths'; expected one or the other.",
    ),
    "a third column in the glossary": (
        replaced("ASB\tAnti-Social Behaviour", "ASB\tAnti-Social Behaviour\tx"),
        "unexpected 'x'; expected two cells",
    ),
    "prose between contents and text": (
        replaced("Findings\n\nMajor Crime\n\nAppendix", "Findings\n\nThis is a sentence that stands here.\n\nAppendix"),
        "unexpected 'Contents'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), REJECTED.values(), ids=REJECTED.keys())
def test_an_unreadable_variation_is_an_error(change: Callable[[str], str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(change(GOLDEN))
    assert message in str(caught.value)


def test_a_date_in_a_wrapped_sentence_is_kept() -> None:
    text = GOLDEN.replace(
        "- The force complies with guidance.", "- The force has complied since\nJuly 2008\nin all."
    )
    finding = read(text)[0].criteria[2].findings[0]
    assert finding.paragraphs[0].text == "The force has complied since July 2008 in all."


def test_several_numbers_beside_furniture_are_kept() -> None:
    text = GOLDEN.replace("July 2008\n\nDemand for", "July 2008\n\n1\n\n2\n\n17\n\nDemand for")
    omitted = [o.line.text for o in read(text)[0].omissions if o.line.text in ("1", "2", "17")]
    assert omitted == []


def test_a_square_kilometre_is_not_a_footnote() -> None:
    text = GOLDEN.replace("620 square miles", "620 km²")
    report, problems = read(text)
    assert not any(section.notes for section in report.force)
    assert not problems.warnings


def test_a_footnote_stays_on_its_page() -> None:
    """A mark without a note takes no text from another page."""
    text = GOLDEN.replace("620 square miles", "620 places²").replace("level 2² crime", "level 2 crime")
    report, problems = read(text)
    assert not any(section.notes for section in report.force)
    assert any("mark ² has no footnote" in str(w) for w in problems.warnings)


def test_wrapped_words_that_look_like_headings_are_not_headings() -> None:
    text = GOLDEN.replace(
        "- The desk is staffed.",
        "- The desk gathers a great deal of\nevidence\nand acts on all\nrecommendations.",
    )
    findings = read(text)[0].criteria[0].findings
    assert findings[2].paragraphs[0].text == (
        "The desk gathers a great deal of evidence and acts on all recommendations."
    )


def test_marks_may_repeat_on_each_page() -> None:
    text = GOLDEN.replace("- The desk is staffed.", "- The desk¹ is staffed.\n\n¹ At night.\n\nJuly 2008")
    text = text.replace("- Community intelligence is", "- Community¹ intelligence is").replace(
        "collected.\n", "collected.\n\n¹ By all.\n\nJuly 2008\n"
    )
    notes = read(text)[0].criteria[0].notes
    assert [(n.mark, n.paragraphs[0].text) for n in notes if n.mark == "¹"] == [
        ("¹", "¹ At night."),
        ("¹", "¹ By all."),
    ]
    assert len({note.key for note in notes}) == len(notes)


def test_a_table_split_by_a_page_is_joined() -> None:
    text = GOLDEN.replace("\tNumber of abductions", "\nJuly 2008\n\n\tNumber of abductions")
    report = read(text)[0]
    tables = [b for b in report.frameworks[0].sections[0].blocks if type(b).__name__ == "Table"]
    assert len(tables) == 1


def test_an_isbn_with_spaces_is_kept_as_printed() -> None:
    assert read(GOLDEN.replace("978-1-00000-000-0", "978 1 00000 000 0"))[0].title.isbn == "978 1 00000 000 0"
