"""Whether a line is read as a statement, a heading or an item, or is reported."""

from __future__ import annotations

import pytest

from reportsite.editorial.contacts import REASON, apply_policy
from reportsite.editorial.edition import ContactPolicy
from reportsite.model import SectionKind
from reportsite.reading import headings
from tests.reading.texts import GOLDEN, changed, errors, read, warnings

ITEM = "- Risk management is at an early stage"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "None",
            "None.",
            "NONE",
            "Nil",
            "Nil.",
            "N/A",
            "n/a".upper(),
            "Not applicable.",
            "Nothing identified.",
        ),
        *(
            "None identified",
            "None noted.",
            "None were identified.",
            "None at this time.",
            "**None**",
            "None¹",
        ),
        *(
            "none",
            "n/a",
            "N.A.",
            "(None)",
            "[None]",
            "None;",
            "Nil return",
            "Nothing to report.",
            "There are none.",
        ),
        *("None noted at time of inspection.", "There were no areas for improvement identified", "None seen"),
        *("No strengths identified", "No findings have been recorded."),
        *("No areas for improvement were identified.", "No strengths were noted", "No evidence was found."),
    ],
)
def test_statements_are_recognised(text: str) -> None:
    assert headings.NONE.match(text)
    report = read(changed(ITEM, f"- {text.replace('¹', '')}"))[0]
    sections = [s for c in report.criteria for s in c.sections if s.kind is SectionKind.IMPROVEMENT]
    assert any(s.statement and not s.findings for s in sections)


@pytest.mark.parametrize(
    "text",
    [
        "None of the teams has an analyst.",
        "No analyst works there.",
        "Nilgiri is a place.",
        "Not all is well.",
        "No evidence",
        "No strengths of the force were lost.",
        "There is no analyst.",
        "None of the items was found",
    ],
)
def test_findings_that_begin_like_statements_are_findings(text: str) -> None:
    assert not headings.NONE.match(text)


def test_a_doubtful_statement_is_a_finding_and_a_warning() -> None:
    line = GOLDEN.splitlines().index(ITEM) + 1
    text = changed(ITEM, "- Nothing to add.")
    assert f"r.txt:{line}: R507" in "\n".join(warnings(text))
    kinds = [f.kind for c in read(text)[0].criteria for f in c.findings]
    assert kinds == [f.kind for c in read(GOLDEN)[0].criteria for f in c.findings]


@pytest.mark.parametrize(
    "heading",
    ["Weaknesses", "Weaknesses:", "**Weak points**", "WEAK POINTS", "Weak points.", "Risks (continued)"],
)
def test_an_unknown_heading_is_an_error_among_findings_and_in_a_summary(heading: str) -> None:
    for old, new in (
        (ITEM, f"- It is good.\n\n{heading}\n\n{ITEM}"),
        ("Strengths\n\n- Sharing", f"{heading}\n\n- It is bad.\n\nStrengths\n\n- Sharing"),
    ):
        text = changed(old, new)
        line = text.splitlines().index(heading) + 1
        assert any(f"r.txt:{line}: R008" in error for error in errors(text)), errors(text)


def test_a_lower_case_heading_on_its_own_line_is_a_heading() -> None:
    text = changed("Areas for improvement\n\n- Risk", "areas for improvement\n\n- Risk")
    assert [f.kind for c in read(text)[0].criteria for f in c.findings] == [
        f.kind for c in read(GOLDEN)[0].criteria for f in c.findings
    ]


def test_a_lower_case_heading_may_share_its_line_with_a_finding() -> None:
    text = changed(f"Areas for improvement\n\n{ITEM}", "Areas for improvement: risk management is late.")
    findings = [f for c in read(text)[0].criteria for f in c.findings if f.kind is SectionKind.IMPROVEMENT]
    assert "risk management is late." in [f.paragraphs[0].text for f in findings]


@pytest.mark.parametrize("policy", [ContactPolicy.WITHHOLD, ContactPolicy.ROLE])
def test_a_withheld_contact_withholds_nothing_else(policy: ContactPolicy) -> None:
    appendix = (
        "Assessment of Outcomes Using Statutory Performance Indicator Data\n\nIt is one of its own.\n\n"
    )
    glossary = "Appendix 2: Glossary of Terms and Abbreviations\n\nA\n"
    text = changed(glossary, f"{appendix}{glossary}")
    report = apply_policy(read(text)[0], policy)
    withheld = [o.line.text for o in report.omissions if o.reason == REASON]
    assert withheld == [
        o.line.text for o in apply_policy(read(GOLDEN)[0], policy).omissions if o.reason == REASON
    ]
    assert [section.heading.text for section in report.back][-1] == appendix.splitlines()[0]


@pytest.mark.parametrize("item", ["<b></b>", "<br/>", "…", "&nbsp;"])
def test_an_item_without_words_is_an_error(item: str) -> None:
    """Tags and signs alone are not a finding."""
    assert any("R015" in error for error in errors(changed(ITEM, f"- It is late.\n- {item}\n{ITEM}")))
