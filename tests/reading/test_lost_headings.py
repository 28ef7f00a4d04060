"""A known heading is read in every spelling, or the reader reports its line."""

from __future__ import annotations

import pytest

from reportsite.errors import Collector
from reportsite.model import Report
from reportsite.proof.cross_check import cross_check
from reportsite.reading.lost_headings import heading_in
from reportsite.reading.report import read_report
from tests.conftest import ROOT

BASE = (ROOT / "tests" / "fuzz" / "base.txt").read_text(encoding="utf-8")

READ = (
    *(
        "{}",
        "{}:",
        "{}.",
        "**{}**",
        "*{}*",
        "***{}***",
        "__{}__",
        "_{}_",
        "**{}:**",
        "**{}**:",
        "  {}",
        "{}  ",
    ),
    *(
        "{}\t",
        "\u200b{}",
        "{}\u200b",
        "\u00a0{}",
        "\ufeff{}",
        "\u00ad{}",
        "\f{}",
        "<p>{}</p>",
        "{}\u3000",
        "{}：",
    ),
)
"""Forms that are read as the heading."""

REFUSED = (
    *(
        "{};",
        "{} –",
        "{} -",
        "{}!",
        "{}?",
        "{}…",
        "{}...",
        "[{}]",
        "({})",
        "{},",
        ": {}",
        "{} /",
        "{}:–",
        "{}†",
    ),
    *("<b>{}</b>", "<strong>{}</strong>", "<h3>{}</h3>", "<span style='x'>{}</span>", "{}<br>", "&nbsp;{}"),
    *("{} (continued)", "{} (cont’d)", "{} (cont.)", "{} continued", "{} cont.", "{} 12", "{} [1]", "{}¹"),
    *("1. {}", "1 {}", "1) {}", "a) {}", "(a) {}", "iv) {}", "1.2 {}", "1.2.3 {}", "A. {}", "# {}", "### {}"),
    *("- {}", "• {}", "o {}", "– {}", "> {}", "“{}”", '"{}"', "'{}'", "`{}`", "~~{}~~", "== {} ==", "|{}|"),
)
"""Forms that are reported."""

HEADINGS = (
    *("Strengths", "Area(s) for improvement", "Evidence", "MC01 Summary", "Recommendations"),
    *("MC02 (This is also covered by MC01) Summary", "Force Overview and Context", "Contextual factors"),
    *("Appendix 1: Developing practice", "Appendix 2: Glossary of Terms and Abbreviations"),
)


def meaning(report: Report) -> list[object]:
    """The findings by criterion and kind, and the parts of a report."""
    criteria = [
        (criterion.code, section.kind, [finding.paragraphs[0].text for finding in section.findings])
        for criterion in report.criteria
        for section in criterion.sections
    ]
    sections = (*report.force, *report.frameworks[0].sections, *report.back)
    parts = [section.heading.text.strip("\u200b\ufeff\u00ad.:：* ") for section in sections]
    return [criteria, parts, report.practice is not None, report.glossary is not None]


def read(text: str) -> tuple[Report, Collector]:
    """The report; findings that the cross-check counts differently are errors, too."""
    problems = Collector("r.txt")
    report = read_report(text, problems)
    if problems.sound:
        problems.errors += cross_check("r.txt", text, report)
    return report, problems


EXPECTED = meaning(read(BASE)[0])


def with_line(heading: str, form: str) -> tuple[str, int]:
    """The report with its last line `heading` in another form, and the number of that line."""
    before, _, after = BASE.rpartition(f"\n{heading}\n")
    return f"{before}\n{form.format(heading)}\n{after}", before.count("\n") + 2


def share(forms: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Every second form, to save time: the other half for the next number."""
    return forms[number % 2 :: 2]


# Hundreds of readings, which `make test-fast` skips.
@pytest.mark.slow
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_is_read_in_its_usual_forms(heading: str) -> None:
    for form in READ:
        report, problems = read(with_line(heading, form)[0])
        assert not problems.errors, form
        assert meaning(report) == EXPECTED, form


# Hundreds of readings, which `make test-fast` skips.
@pytest.mark.slow
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_in_another_form_is_reported_with_its_line(heading: str) -> None:
    for form in share(REFUSED, HEADINGS.index(heading)):
        if heading == "Contextual factors" and form not in ("[{}]", "<b>{}</b>", "- {}"):
            continue  # any line in its place may be the heading of a section
        if (heading, form) == ("Force Overview and Context", "{} 12"):
            continue  # a numbered subsection
        text, line = with_line(heading, form)
        errors = read(text)[1].errors
        assert line in {error.line for error in errors}, (form, [str(error) for error in errors])
        assert not any(error.code == "R020" for error in errors), form


STRENGTHS = "- The desk is staffed.\n- PCSOs report daily.\n"
BAD = "- Files are late.\n- Calls are lost.\n"
AMONG_FINDINGS = {
    "between blank lines": f"{STRENGTHS}\nHEADING\n\n{BAD}",
    "above a list": f"{STRENGTHS}\nHEADING\n{BAD}",
    "below an item": f"{STRENGTHS}HEADING\n\n{BAD}",
    "between items": f"{STRENGTHS}HEADING\n{BAD}",
    "below an item without a full stop": f"{STRENGTHS[:-2]}\nHEADING\n{BAD}",
    "between paragraphs": "The desk is staffed.\n\nHEADING\n\nFiles are late in all cases.\n",
    "before its paragraph": f"{STRENGTHS}\nHEADING The files are late in all of the cases.\n",
    "above a statement": f"{STRENGTHS}\nHEADING\n\nNone.\n",
}


# Hundreds of readings, which `make test-fast` skips.
@pytest.mark.slow
@pytest.mark.parametrize("place", AMONG_FINDINGS)
@pytest.mark.parametrize("heading", ["Area(s) for improvement", "AREAS FOR\nIMPROVEMENT"])
def test_a_weakness_is_never_a_strength(place: str, heading: str) -> None:
    """Whatever its heading looks like."""
    before, _, rest = BASE.partition("Strengths\n\n")
    _, _, after = rest.partition("- Files are late.\n")
    for form in share((*READ, *REFUSED), list(AMONG_FINDINGS).index(place)):
        text = f"{before}Strengths\n\n{AMONG_FINDINGS[place].replace('HEADING', form.format(heading))}{after}"
        report, problems = read(text)
        strengths = [f for f in report.criteria[0].findings if f.kind.letter == "s"]
        wrong = [
            f for f in strengths if "Files" in str(f) or "files" in str(f) or "improvement" in str(f).lower()
        ]
        assert problems.errors or not wrong, form


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("1.2 <b>Strengths</b> (continued):", "Strengths"),
        ("(a) “Work in progress” –", "Work in progress"),
        ("Area(s) for improvement", "Area(s) for improvement"),
        ("iv) [MC02 (also MC01) Summary]", "MC02 (also MC01) Summary"),
        ("Continued work", "Continued work"),
        ("…", ""),
        ("x" * 300, ""),
    ],
)
def test_what_disguises_a_heading_is_removed(text: str, heading: str) -> None:
    assert heading_in(text) == heading


@pytest.mark.parametrize(
    "finding",
    [
        "Evidence Review Officers were seen in all stations.",
        "Strengths of the force are its people.",
        "The unit gathers all\nevidence.",
        "Evidence, where it is found, is kept.",
        "The desk is staffed.\nIt is open at all hours of the day",
    ],
)
def test_a_finding_with_words_of_a_heading_is_a_finding(finding: str) -> None:
    text = BASE.replace("- PCSOs report daily.", f"- {finding}")
    report, problems = read(text)
    assert not problems.errors
    assert report.criteria[0].findings[1].paragraphs[0].text == finding.replace("\n", " ")


def test_sections_may_be_named_in_lists_elsewhere() -> None:
    named = "- Strengths;\n- Recommendations; and\n- Recommendations (see below).\n"
    assert not read(BASE.replace("- One is **large**; and\n- one is small.\n", named))[1].errors


def test_a_short_last_line_of_a_finding_is_a_warning() -> None:
    text = BASE.replace("- PCSOs report daily.", "- PCSOs report daily.\nWeak points\n- They are late.")
    line = text.splitlines().index("Weak points") + 1
    warnings = [w for w in read(text)[1].warnings if w.code == "R510"]
    assert [warning.line for warning in warnings] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Key Area(s) for improvement The files are late.",
        "areas for improvement identified",
        "Some work in progress is late.",
        "**Any developing practice** Officers meet.",
    ],
)
@pytest.mark.parametrize("before", ["- PCSOs report daily.\n", "- PCSOs report\n", "- "])
def test_a_line_that_begins_with_the_name_of_a_section_is_never_silent(before: str, line: str) -> None:
    _, problems = read(BASE.replace("- PCSOs report daily.", before + line))
    number = BASE.splitlines().index("- PCSOs report daily.") + 1 + before.count("\n")
    assert number in {problem.line for problem in (*problems.errors, *problems.warnings)}
