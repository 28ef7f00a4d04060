from __future__ import annotations

from typing import Any

import pytest

from reportsite.editorial.glossary import Entry, Glossary
from reportsite.model import Line
from reportsite.relating.mentions import Form
from reportsite.relating.terms import finder_of, unexplained_tokens, unused_names
from tests.relating.reports import cases

GLOSSARY = Glossary(
    (
        Entry("MIT", "Team"),
        Entry("SCD1", "Homicide", forms=("SCD(1)", "Specialist 1")),
        Entry("TTCG", "Group", near=("TTCCG",)),
        Entry("Crimint", "System"),
    ),
    ignored=(("GRADE", "A label."),),
    unexplained=(("Crimint Plus", "A course."),),
)
FINDER = finder_of(GLOSSARY)


def test_the_finder_finds_every_form() -> None:
    text = "MITs, SCD1, SCD(1), Specialist 1, TTCG, TTCCG, Crimint, Crimint Plus and GRADE"
    assert [occurrence.form for occurrence in FINDER.find(text)] == [
        Form("MIT"),
        Form("SCD1"),
        Form("SCD1"),
        Form("SCD1"),
        Form("TTCG"),
        Form("TTCG", near=True),
        Form("Crimint"),
        Form(""),
    ]


@pytest.mark.parametrize("case", cases("terms", "tokens"))
def test_unexplained_tokens(case: dict[str, Any]) -> None:
    lines = [Line(number, 0, text) for number, text in enumerate(case["lines"], start=1)]
    tokens = unexplained_tokens(lines, FINDER, GLOSSARY, ["MC07"])
    assert list(tokens.items()) == list(case["expected"].items())


def test_unused_names() -> None:
    lines = [Line(1, 0, "The GRADE of Crimint Plus")]
    assert unused_names(lines, GLOSSARY) == []
    assert unused_names([Line(1, 0, "GRADES and Crimint-Plus")], GLOSSARY) == ["GRADE", "Crimint Plus"]
    assert unused_names([Line(1, 0, "GRADES, a GRADE, Crimint Plus2, Crimint Plus")], GLOSSARY) == []
    assert unused_names([Line(1, 0, "GRADE¹ and no more")], GLOSSARY) == ["Crimint Plus"]
    assert unused_names([], GLOSSARY) == ["GRADE", "Crimint Plus"]
