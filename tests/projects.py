"""Projects to build in tests: the committed report, and the made-up one with the same templates and hooks."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from functools import cache
from pathlib import Path

from reportsite import pipeline
from reportsite.conversion import Conversion
from reportsite.output import disk
from reportsite.output.bundle import bundle, kept, readme
from reportsite.output.disk import Project
from reportsite.output.offline import offline_files
from reportsite.output.render import rendered
from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
GOLDEN = FIXTURES / "golden"


@cache
def committed() -> Conversion:
    """The committed report, converted once for each process. Conversions are frozen."""
    return pipeline.convert(Project(ROOT))


@cache
def golden() -> Conversion:
    """The made-up report, converted once for each process."""
    return pipeline.convert(Project(GOLDEN))


def made_up(folder: Path) -> Project:
    """A project in `folder` with the made-up report, not yet built."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(GOLDEN / "report", folder / "report")
    shutil.copy(GOLDEN / "glossary.yml", folder)
    return with_theme(folder)


def with_theme(folder: Path) -> Project:
    """A project in `folder` that can render pages: configuration, templates and hooks, no report."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("overrides", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return Project(folder)


SUB_PATH = "sub/path"
"""The path of the site on its server. GitHub's project pages also have one."""


def build_committed(folder: Path) -> None:
    """Fill a folder with the site of the committed report, `web`, and its unpacked bundle, `bundle`."""
    _fill(folder, Project(ROOT), committed())


PUBLISHED = "https://example.org/reports/"
"""The public address of the site of `build_published`."""


def build_published(folder: Path) -> None:
    """The same with the made-up report, built with a public address."""
    project = made_up(folder / "project")
    _fill(folder, Project(project.root, {**project.environment, "SITE_URL": PUBLISHED}), golden())


def _fill(folder: Path, project: Project, conversion: Conversion) -> None:
    with rendered(project, conversion.pages) as sites:
        website = disk.read_files(sites.stage.site)
        shutil.copytree(sites.stage.site, folder / "web" / SUB_PATH)
        packed = bundle("bundle", kept(offline_files(website, sites.shim)), readme(conversion.report))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)


SITE_URL = "https://example.org/northshire"
"""Where the made-up report is published that has a PDF."""


def with_browser() -> dict[str, str]:
    """The environment, with a browser that can print."""
    return {**os.environ, "CHROMIUM": str(chromium.get())}


def build_printed(folder: Path) -> None:
    """Build the made-up report in a folder, with its PDF."""
    project = made_up(folder)
    pipeline.build(Project(project.root, {**with_browser(), "SITE_URL": SITE_URL}), pdf="always")


def build_golden(folder: Path) -> None:
    """Build the made-up report in a folder, without a published address or a bundle."""
    project = made_up(folder)
    pipeline.build(Project(project.root, {k: v for k, v in project.environment.items() if k != "SITE_URL"}))
