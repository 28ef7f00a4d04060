"""The page of a criterion."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportsite import pipeline
from reportsite.editorial.draft import draft_edition, draft_glossary
from reportsite.errors import Collector
from reportsite.output.disk import Project
from reportsite.reading.report import read_report
from tests.conftest import FIXTURES
from tests.pages.specifications import cases, check


@pytest.mark.parametrize("case", cases("criterion"))
def test_specification(case: dict[str, Any]) -> None:
    check(case)


def test_a_criterion_and_the_recommendations_that_mention_it_link_to_each_other(tmp_path: Path) -> None:
    text = (FIXTURES / "family" / "recommendations.txt").read_text(encoding="utf-8")
    report = read_report(text, Collector("r.txt"))
    (tmp_path / "report").mkdir()
    files = {
        "report/r.txt": text,
        "report/report.yml": draft_edition(report, "r.txt", "By post."),
        "glossary.yml": draft_glossary(report, ""),
    }
    for name, data in files.items():
        (tmp_path / name).write_text(data, encoding="utf-8")
    pages = pipeline.convert(Project(tmp_path, {})).pages
    link = "recommendations.md#recommendations-recommendation-1"
    assert f"Mentioned in [Recommendation 1]({link})." in pages["mc01.md"]
    assert "[MC01]: mc01.md" in pages["recommendations.md"]
