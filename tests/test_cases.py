"""Inputs that once broke the build: each is read with its meaning kept, or refused with clean messages.

A folder of tests/fixtures/cases is the input of a project, with `expected.yml` beside it: either `errors`
(file, line and code; one code alone where there are many), or what the report must mean. Where an input is
long, `repeat` or `nest` says what replaces the line `@@@` in it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportsite import pipeline
from reportsite.conversion import Conversion
from reportsite.errors import CODES, InputError
from reportsite.model import Paragraph
from reportsite.output.disk import Project
from tests import projects
from tests.conftest import FIXTURES, Run

CASES = sorted((FIXTURES / "cases").iterdir())
USUAL = {"E501", "G502"}
"""Warnings that every short report has: no titles, and words without a term."""


def expected(case: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((case / "expected.yml").read_text(encoding="utf-8"))
    return values


def made(case: Path, folder: Path) -> Project:
    """The project of a case in `folder`, with long inputs written out."""
    shutil.copytree(case, folder, dirs_exist_ok=True)
    wanted = expected(case)
    if repeat := wanted.get("repeat"):
        fill(folder / repeat["file"], repeat["text"] * repeat["times"])
    if nest := wanted.get("nest"):
        names = (nest["letter"] * length for length in range(1, nest["times"] + 1))
        fill(folder / nest["file"], "\n".join(nest["entry"].replace("NAME", name) for name in names))
    return Project(folder, {})


def fill(path: Path, text: str) -> None:
    data = path.read_bytes()
    assert data.count(b"@@@") == 1
    path.write_bytes(data.replace(b"@@@", text.encode()))


def meaning(conversion: Conversion) -> dict[str, Any]:
    """What a report says, in the terms of expected.yml."""
    report = conversion.inputs.report
    grade = report.frameworks[0].grade
    details = [block.text if isinstance(block, Paragraph) else "table" for block in grade.details]
    values: dict[str, Any] = {
        "criteria": {
            criterion.code: {
                section.kind.data_name: len(section.findings)
                or (section.statement.text if section.statement else 0)
                for section in criterion.sections
            }
            for criterion in report.criteria
        },
        "title": report.title.full_title,
        "grade": " ".join([grade.text.text, *details]),
    }
    back = [section.heading.text for section in report.back]
    warnings = [f"{w.file}:{w.line} {w.code}" for w in conversion.warnings if w.code not in USUAL]
    return values | ({"back": back} if back else {}) | ({"warnings": warnings} if warnings else {})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_its_expected_outcome(case: Path, tmp_path: Path) -> None:
    wanted = expected(case)
    wanted = {key: value for key, value in wanted.items() if key not in ("repeat", "nest")}
    try:
        read = meaning(pipeline.convert(made(case, tmp_path)))
    except InputError as error:
        places = sorted({f"{p.file}:{p.line} {p.code}" for p in error.problems})
        codes = sorted({p.code for p in error.problems})
        read = {"errors": codes[0] if len(places) > 10 else places}
        for line in str(error).splitlines():
            assert line.isprintable()
            assert len(line) < 1500
        assert set(codes) <= CODES.keys()
    assert read == wanted


@pytest.mark.parametrize(
    "case", [case for case in CASES if "errors" in expected(case)][::6], ids=lambda case: case.name
)
def test_a_case_that_is_refused_ends_with_status_2(case: Path, tmp_path: Path, run: Run) -> None:
    done = run(made(case, tmp_path), "--pages")
    assert done.returncode == 2
    assert done.stderr.startswith(("report/", "glossary.yml"))
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "content").exists()


@pytest.mark.parametrize(
    "case", [case for case in CASES if "errors" not in expected(case)], ids=lambda case: case.name
)
def test_a_case_that_is_read_is_built_and_proved(case: Path, tmp_path: Path, builds: Run) -> None:
    """MkDocs, the proof and the link check have nothing to say that the reader did not say."""
    projects.with_theme(tmp_path)
    done = builds(made(case, tmp_path))
    assert done.returncode == 0, done.stderr
