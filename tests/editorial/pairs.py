"""Fixture pairs of a YAML file and its errors, from tests/fixtures/editorial."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from reportsite.errors import Collector, InputError
from tests.conftest import FIXTURES


def pairs(name: str) -> list[object]:
    """The pairs of a fixture file as parameters of a test: the input, and its errors line by line."""
    cases = yaml.safe_load((FIXTURES / "editorial" / f"{name}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case["input"], case["errors"], id=case["errors"][:60]) for case in cases]


def errors(reader: Callable[[str, Collector], object], file: str, text: str) -> str:
    """The errors that `reader` reports, as the command prints them."""
    problems = Collector(file)
    reader(text, problems)
    return "".join(f"{problem}\n" for problem in InputError(problems.errors).problems)
