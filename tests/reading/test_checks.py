from __future__ import annotations

from tests.reading.texts import GOLDEN, changed, errors, warnings


def test_a_report_without_criteria_is_an_error() -> None:
    assert any("no criterion was found" in message for message in errors(changed("Summary", "Synopsis")))


def test_a_duplicate_code_is_an_error() -> None:
    first = GOLDEN.splitlines().index("MC01 Summary") + 1
    second = GOLDEN.splitlines().index("MC03 Summary") + 1
    assert errors(changed("MC03 Summary", "MC01 Summary")) == [
        f"r.txt:{second}: R012 criterion MC01 is on this line and on line {first}. "
        "Each criterion may occur once: remove one of them, or correct its code."
    ]


def test_a_gap_in_the_codes_is_a_warning() -> None:
    (message,) = warnings(changed("MC03 Summary", "MC05 Summary"))
    assert message.endswith("MC05 follows MC02; the criteria between them are missing.")


def test_a_code_of_another_framework_is_not_a_gap() -> None:
    assert warnings(changed("MC03 Summary", "NP5 Summary")) == []


def test_a_mark_without_a_footnote_is_a_warning() -> None:
    (message,) = warnings(changed("Governance is", "Governance³ is"))
    assert message.endswith("the mark ³ has no footnote on its page.")


def test_a_footnote_marked_in_an_appendix_is_an_error() -> None:
    (message,) = errors(changed("Guidance says:", "Guidance¹ says:\n\n¹ The note."))
    assert "the mark of footnote ¹ is on line" in message
    assert message.endswith("expected it in the running text of a section or a criterion.")
