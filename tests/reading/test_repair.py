from __future__ import annotations

import importlib
import re
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportsite.model import Line, lines_of
from reportsite.reading import repair as package
from reportsite.reading.lines import read_lines
from reportsite.reading.repair import RULES, repair
from reportsite.reading.repair.rule import Change, Draft, Rule
from reportsite.reading.repair.rule import rule as new_rule
from tests.conftest import Compare, expected_of, pairs
from tests.reading.outline import draft_outline

NAMES = [rule.name for rule in RULES]
BY_NAME = {rule.name: rule for rule in RULES}


def run_to(text: str, last: str) -> Draft:
    """The draft after the rules up to and including `last`."""
    draft = Draft(read_lines(text))
    for rule in RULES:
        draft = rule(draft)
        if rule.name == last:
            break
    return draft


@pytest.mark.parametrize("source", pairs("repair"), ids=lambda p: p.name)
def test_a_repair_matches_its_fixture(source: Path, compare: Compare) -> None:
    rule = source.name.split(".")[0]
    assert rule in NAMES
    draft = run_to(source.read_text(encoding="utf-8"), rule)
    assert any(r.rule == rule for r in draft.repairs)
    assert BY_NAME[rule](draft) == draft, "applied twice it does what it did once"
    compare(expected_of(source), draft_outline(draft))


def test_every_rule_has_a_pair_and_a_sentence() -> None:
    assert {p.name.split(".")[0] for p in pairs("repair")} == set(NAMES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z].+[a-z]\.", rule.sentence), rule.name
        assert "  ->  " in str(rule.repair.__doc__), rule.name


def test_a_rule_has_its_name_and_sentence() -> None:
    def repair(draft: Draft) -> Change:
        return Change(draft.lines)

    assert new_rule("name", "A sentence.")(repair) == Rule("name", "A sentence.", repair)


def test_every_rule_is_in_the_table() -> None:
    """A decorated function that RULES lacks would never run."""
    modules = [
        importlib.import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    ]
    rules = {rule.name for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
    assert rules == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


OPENING = "Introduction to HMIC Inspections"
TEN = "One two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("lines", "omitted"),
    [
        (["Contents", OPENING, "Findings", OPENING, "Strengths"], 3),
        (["Contents Findings", OPENING, "It is large."], 1),
        (["Contents Findings", OPENING, f"{TEN} eleven"], 1),
        (["Contents Findings", f"{OPENING} For many years it has inspected"], 1),
        (["Contents Findings", OPENING, TEN], 0),
        (["Contents", OPENING, "Findings"], 0),
        (["Contents", OPENING], 0),
        (["Contents", OPENING, "A sentence in the list.", OPENING, "It is large."], 0),
        ([OPENING, "Findings", OPENING, "It is large."], 0),
        (["Findings"], 0),
        ([], 0),
    ],
)
def test_a_contents_list_ends_where_the_first_section_begins(lines: list[str], omitted: int) -> None:
    """Where that is not certain, it is kept."""
    assert len(run_to("\n".join(lines), "contents").omissions) == omitted


# Text as damaged as that of the family: pieces that rules look for, in any order.
PIECES = st.sampled_from(
    [
        "Northshire Police – HMIC Inspection Report",
        "July 2008",
        "12 July 2008",
        "7",
        "Contents",
        "Introduction to HMIC Inspections",
        "Introduction to HMIC Inspections For many years it has inspected.",
        "MC01 Summary",
        "MC02 Summary The force does well.",
        "Strengths",
        "Work in progress",
        "- A finding that ends.",
        "- A finding that is cut by",
        "• Another bullet;",
        "the page and goes on.",
        "A paragraph that ends.",
        "The priorities are:",
        "Safety – first;",
        "Focus – second; and",
        "Together – last.",
        "Text with a mark¹ in it.",
        "More of level 3² crime.",
        "¹ Source – Profile",
        "A note of several words, unmarked.",
        "A\tB\tC",
        "\tx\t",
        "-----\t---",
        "<p>TITLE: X</p> <p>PROBLEM:</p>",
        "<ul> • One • Two <ol> 1. three 2. four",
        "INSPECTION AREA: X**TITLE:** Y**PROBLEM:**",
        "1. first",
        "2. second",
        "\fNorthshire Police – HMIC Inspection Report",
        "\f  the item goes on.",
        "\fA\tB\tC",
        "\f",
        "   ",
        "",
        "",
        "",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=30), max_size=30).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_rule_applied_twice_does_what_it_did_once(text: str) -> None:
    draft = Draft(read_lines(text))
    for rule in RULES:
        draft = rule(draft)
        again = rule(draft)
        assert again.lines == draft.lines, rule.name
        assert again.repairs == draft.repairs, rule.name
        assert again.omissions == draft.omissions, rule.name


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_is_kept_lifted_or_omitted_once(text: str) -> None:
    draft = repair(text)
    raw = lines_of(text)
    seen: set[tuple[int, int]] = set()
    kept: list[Line] = [*draft.lines, *(o.line for o in draft.omissions)]
    kept += [line for note in draft.notes for line in note.lines]
    for line in kept:
        assert raw[line.number - 1][line.column : line.end] == line.text
        places = {(line.number, line.column + i) for i in range(len(line.text))}
        assert not places & seen
        seen |= places
    for number, line_text in enumerate(raw, start=1):
        for column, character in enumerate(line_text):
            if character.isalnum():
                assert (number, column) in seen


@pytest.mark.parametrize(("repeated", "omitted"), [(5, 15), (6, 0)])
def test_pages_that_were_printed_twice_are_kept(repeated: int, omitted: int) -> None:
    """More lines in common than a header has are not running lines."""
    header = "\n".join(f"Header {'x' * n}" for n in range(repeated))
    pages = (f"{header}\nA page that {verb}.\n" for verb in ("begins", "goes on", "ends"))
    assert len(run_to("\f".join(pages), "running-line").omissions) == omitted
