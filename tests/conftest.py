"""Fixture pairs: an input, and what is expected of it, in one folder for each stage."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = Path(__file__).resolve().parent / "fixtures"


# A laptop looks for new examples each time; CI runs the same ones, so that a build can be repeated.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="rewrite expected files; read the diff after"
    )


Compare = Callable[[Path, str], None]


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """Compares a text with an expected file, or rewrites the file under --update-goldens."""

    def check(expected: Path, found: str) -> None:
        if request.config.getoption("--update-goldens"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_bytes(found.encode())
        assert expected.is_file(), f"{expected} is missing; run pytest --update-goldens"
        assert found == expected.read_bytes().decode()

    return check


def pairs(stage: str) -> list[Path]:
    """The inputs of a stage's fixture pairs."""
    return sorted((FIXTURES / stage).glob("*.in.txt"))


def expected_of(source: Path) -> Path:
    return source.with_name(source.name.replace(".in.txt", ".out.txt"))
