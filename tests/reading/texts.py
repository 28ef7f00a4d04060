"""The made-up report as text, and helpers that change it, read it and list its errors and warnings."""

from __future__ import annotations

from reportsite.errors import Collector, stop_on_errors
from reportsite.model import Report
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES

GOLDEN = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    """The made-up report with `old`, which must occur, replaced by `new`."""
    assert old in GOLDEN
    return GOLDEN.replace(old, new)


def read(text: str) -> tuple[Report, Collector]:
    """The report and its warnings. Raises InputError."""
    problems = Collector("r.txt")
    report = read_report(text, problems)
    stop_on_errors(problems)
    return report, problems


def errors(text: str) -> list[str]:
    problems = Collector("r.txt")
    read_report(text, problems)
    return [str(problem) for problem in problems.errors]


def warnings(text: str) -> list[str]:
    return [str(problem) for problem in read(text)[1].warnings]
