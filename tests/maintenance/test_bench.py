"""The arithmetic of the benchmarks, their tables, and the glossaries of competitors."""

from __future__ import annotations

import math

import pytest

from maintenance import bench, glossaries
from maintenance.builds import Cost, Pair, median, ratio, row
from reportsite.errors import BuildError


def never() -> Cost:
    raise AssertionError


PAIR = Pair("ours", "theirs", never, never, aim="1.5")


def test_the_ratio_of_each_round_is_taken_before_the_median() -> None:
    """A machine that is slow for one round slows both. The ratio of the medians would be 2 / 3."""
    ours = [Cost(1, 2), Cost(2, 4), Cost(9, 18)]
    theirs = [Cost(1, 1), Cost(4, 4), Cost(3, 3)]
    assert row(PAIR, ours, theirs) == "| ours | theirs | 2 / 3 | 1.00 | 4 / 3 | 2.00 | 1.5 |"


def test_cpu_and_wall_have_medians_of_their_own() -> None:
    assert median([Cost(1, 9), Cost(2, 7), Cost(3, 8)]) == Cost(2, 8)
    assert ratio(Cost(1, 9), Cost(2, 3)) == Cost(0.5, 3)


def test_what_was_not_measured_is_a_dash() -> None:
    edits = [Cost(math.nan, 1.25)]
    assert row(PAIR, edits, edits) == "| ours | theirs | – | – | 1.25 / 1.25 | 1.00 | 1.5 |"


TEXT = """before
<!-- growth: written by make bench -->
old
<!-- end of growth -->
after
"""


def test_results_replace_what_is_between_their_markers() -> None:
    assert bench.replaced(TEXT, "growth", ["new", "lines"]) == TEXT.replace("old", "new\nlines")


@pytest.mark.parametrize("text", ["", TEXT.replace("<!-- end of growth -->\n", "")])
def test_missing_markers_are_an_error(text: str) -> None:
    with pytest.raises(BuildError, match="no markers for growth"):
        bench.replaced(text, "growth", [])


def test_the_results_have_markers_for_every_part() -> None:
    text = bench.RESULTS.read_text(encoding="utf-8")
    for part in bench.PARTS:
        assert bench.replaced(text, part, ["x"]) != text


PAGE = """The [MPS], its [units][BOCU], [the MPS](mps.md) and [Gold Groups].

[MPS]: ../glossary.md#mps "Metropolitan Police Service"
[BOCU]: ../glossary.md#bocu "Borough Operational Command Unit"
[Gold Groups]: practice/gold-groups.md
"""


def test_links_to_terms_are_replaced() -> None:
    replaced = glossaries.replace_terms(PAGE, glossaries.tag)
    assert replaced.startswith(
        "The <term:MPS>, its <term:BOCU|units>, [the MPS](mps.md) and [Gold Groups].\n"
    )
    assert replaced.endswith("\n[Gold Groups]: practice/gold-groups.md\n")
    assert "glossary.md" not in replaced


def test_a_possessive_stands_after_its_tag() -> None:
    assert glossaries.tag("MPS's", "MPS") == "<term:MPS>'s"


def test_terms_as_abbreviations_and_definitions() -> None:
    terms = {"CRR": {"expansion": "Corporate Risk Register", "forms": ["risk register"]}}
    assert glossaries.abbreviations(terms) == (
        "*[CRR]: Corporate Risk Register\n*[risk register]: Corporate Risk Register\n"
    )
    assert glossaries.definitions(terms) == "\nterm:CRR\n:   Corporate Risk Register\n"
