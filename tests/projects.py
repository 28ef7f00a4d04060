"""Projects to build in tests: the made-up report, with this repository's templates and hooks."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from reportsite import pipeline
from reportsite.output.disk import Project
from reportsite.pipeline import Conversion
from tests.conftest import FIXTURES, ROOT

GOLDEN = FIXTURES / "golden"


@cache
def committed() -> Conversion:
    """The committed report, converted once for each process. Conversions are frozen."""
    return pipeline.convert(Project(ROOT))


@cache
def golden() -> Conversion:
    """The made-up report, converted once for each process."""
    return pipeline.convert(Project(GOLDEN))


def made_up(folder: Path, offline: bool = False) -> Project:
    """A project in `folder` with the made-up report, not yet built. `offline` adds the offline bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(GOLDEN / "report", folder / "report")
    shutil.copy(GOLDEN / "glossary.yml", folder)
    return with_theme(folder, offline)


def with_theme(folder: Path, offline: bool = False) -> Project:
    """A project in `folder` that can render pages: configuration, templates and hooks, no report."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("overrides", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "offline.yml") if offline else ("mkdocs.yml",):
        shutil.copy(ROOT / name, folder)
    return Project(folder)
