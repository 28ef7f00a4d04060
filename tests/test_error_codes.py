"""Codes of messages: an input raises each of them, and docs/errors.md explains it with that example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportsite import pipeline
from reportsite.errors import CODES, InputError, Problem
from reportsite.output.disk import Project
from tests.conftest import FIXTURES, ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### (\w\d{3}) (.+)\n\n    (.+)\n\n(\S.+(?:\n\S.+)*)$", re.MULTILINE)
"""A code, its meaning, an example, and advice."""

INPUTS: dict[str, dict[str, Any]] = yaml.safe_load((FIXTURES / "errors.yml").read_text(encoding="utf-8"))

ELSEWHERE = {"R020", "R030"} | {code for code in CODES if code[0] == "P"}
"""Codes of PDFs and of checks after reading, which other tests raise."""


def raised(changes: dict[str, Any], folder: Path) -> list[Problem]:
    """The errors or, without errors, the warnings of the short report after `changes` to its files."""
    shutil.copytree(FIXTURES / "cases" / "00-base", folder, dirs_exist_ok=True)
    for name, change in changes.items():
        text = change
        if isinstance(change, list):
            old, new, times = [*change, 1][:3]
            text = (folder / name).read_text(encoding="utf-8")
            assert text.count(old) >= 1, old
            head, _, tail = text.rpartition(old) if name.endswith("r.txt") else text.partition(old)
            text = head + new * times + tail
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    try:
        return list(pipeline.convert(Project(folder, {})).warnings)
    except InputError as error:
        return list(error.problems)


@pytest.mark.parametrize("code", INPUTS)
def test_a_code_is_raised_and_its_example_is_on_the_page(code: str, tmp_path: Path) -> None:
    problems = raised(INPUTS[code], tmp_path)
    examples = {entry[1]: entry[3] for entry in ENTRY.finditer(PAGE)}
    assert examples[code] in [str(problem) for problem in problems if problem.code == code]


def test_the_page_explains_every_code_in_the_order_of_the_table() -> None:
    assert [(entry[1], entry[2]) for entry in ENTRY.finditer(PAGE)] == [
        (code, meaning[0].upper() + meaning[1:]) for code, meaning in CODES.items()
    ]
    assert PAGE.count("\n### ") == len(CODES)


def test_every_code_has_an_input_or_a_test() -> None:
    assert INPUTS.keys() | ELSEWHERE == CODES.keys()
    assert not INPUTS.keys() & ELSEWHERE
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    texts = [path.read_text(encoding="utf-8") for path in tests]
    assert {code for code in ELSEWHERE if any(code in text for text in texts)} == ELSEWHERE


def test_the_package_raises_the_codes_of_the_table_and_no_others() -> None:
    files = [path for path in (ROOT / "reportsite").rglob("*.py") if path.name != "errors.py"]
    used = {
        code for path in files for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used == CODES.keys()
