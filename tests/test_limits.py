"""Limits on the size of inputs: larger inputs are rejected with a reason, inputs at the limit are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportsite import limits
from reportsite.editorial.edition import read_edition
from reportsite.editorial.glossary import read_glossary
from reportsite.editorial.yaml_reader import read_yaml
from reportsite.errors import Collector, InputError
from reportsite.limits import Limit, LimitError
from reportsite.output import disk
from reportsite.pipeline import connect
from reportsite.reading.report import read_report
from reportsite.receiving.text import decode
from reportsite.relating.repeats import find_repeats
from tests.projects import golden
from tests.relating.reports import report

LIMITS = {name: value for name, value in vars(limits).items() if isinstance(value, Limit)}

SMALL = 7


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """The limit under test, lowered."""
    name = getattr(request, "param", None)
    if name:
        old = LIMITS[name]
        monkeypatch.setattr(limits, name, Limit(SMALL, old.what, old.hint))


def text(data: str, problems: Collector) -> None:
    decode(data.encode(), problems)


def glossary(terms: int) -> str:
    return "terms:\n" + "".join(f"  T{n}: {{expansion: e, from: common usage}}\n" for n in range(terms))


CRITERION = "Crime\n\nGRADE\tMeets\n\nIntelligence\n\nAB01 Summary\n\nIt is good.\n\n"
Reader = Callable[[str, Collector], object]
INPUTS: list[tuple[str, Reader, Callable[[int], str]]] = [
    ("FILE", text, lambda n: "x" * n),
    ("LINES", text, lambda n: "\n" * n),
    ("LINE", text, lambda n: "\n" + "x" * n),
    ("COLUMNS", read_report, lambda n: "a" + "\tb" * (n - 1)),
    ("CRITERIA", read_report, lambda n: "\n".join(f"AB0{i} Summary" for i in range(n))),
    ("SECTIONS", read_report, lambda n: CRITERION + "Strengths\n\n- It is.\n\n" * n),
    ("MARKS", read_report, lambda n: "a¹ " * n),
    ("YAML", read_yaml, lambda n: "x" * n),
    ("NESTING", read_yaml, lambda n: "[" * n + "]" * n),
    ("TERMS", read_glossary, glossary),
    ("NAME", read_glossary, lambda n: f"terms: {{{'T' * n}: {{expansion: e, from: common usage}}}}"),
    (
        "NAME",
        read_glossary,
        lambda n: f"terms: {{T: {{expansion: e, from: common usage, near: [{'n' * n}]}}}}",
    ),
    ("NAME", read_edition, lambda n: f"practices: {{T: [{'n' * n}]}}"),
]


@pytest.mark.parametrize(("small", "read", "made"), INPUTS, indirect=["small"])
def test_an_input_over_its_limit_is_rejected(small: None, read: Reader, made: Callable[[int], str]) -> None:
    within, over = Collector("f"), Collector("f")
    read(made(SMALL), within)
    read(made(SMALL + 1), over)
    assert "L001" not in {problem.code for problem in within.errors}
    refused = [problem for problem in over.errors if problem.code == "L001"]
    assert len(refused) == 1
    assert refused[0].what.startswith(f"{SMALL + 1} ")
    assert refused[0].hint


def same_sentence(criteria: int, words: str = "one two three four five six seven eight") -> dict[str, object]:
    return {"criteria": {f"AB{n:02}": {"s": [f"{words.capitalize()}."]} for n in range(criteria)}}


@pytest.mark.parametrize(
    ("small", "within", "over"),
    [
        ("REPEATS", same_sentence(4), same_sentence(5)),
        (
            "SENTENCES",
            {"criteria": {"AB01": {"s": [f"A b c d e f g h{n}." for n in range(SMALL)]}}},
            {"criteria": {"AB01": {"s": [f"A b c d e f g h{n}." for n in range(SMALL + 1)]}}},
        ),
        (
            "COMPARED",
            {"criteria": {"AB01": {"s": [f"{'abcdefg ' * 12}{n}." for n in range(4)]}}},
            {"criteria": {"AB01": {"s": [f"{'abcdefg ' * 12}{n}." for n in range(6)]}}},
        ),
    ],
    indirect=["small"],
)
def test_repeats_over_their_limit_are_rejected(
    small: None, within: dict[str, object], over: dict[str, object]
) -> None:
    find_repeats(report(within))
    with pytest.raises(LimitError, match="expected 7 at most"):
        find_repeats(report(over))


@pytest.mark.parametrize("small", ["REPEATS"], indirect=True)
def test_a_limit_exceeded_during_processing_is_an_input_error(small: None) -> None:
    inputs = replace(golden().inputs, report=report(same_sentence(5)))
    with pytest.raises(InputError, match="L001 8 pairs of passages"):
        connect(inputs)


def test_the_size_of_a_file_is_checked_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(limits.FILE.most + 1)
    monkeypatch.setattr(disk, "read_bytes", lambda *_: pytest.fail("read"))
    problems = Collector("report.txt")
    assert disk.read_text(path, problems) is None
    assert [problem.code for problem in problems.errors] == ["L001"]


def test_every_limit_has_a_hint() -> None:
    tested = {name for name, _, _ in INPUTS} | {"REPEATS", "SENTENCES", "COMPARED"}
    assert set(LIMITS) == tested
    for limit in LIMITS.values():
        assert limit.what
        assert limit.hint.endswith((".", "?"))
