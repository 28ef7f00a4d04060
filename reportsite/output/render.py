"""The call of MkDocs: pages -> rendered sites, in folders that are gone afterwards."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from reportsite.errors import InputError, Problem
from reportsite.output.disk import Project, write_pages


class RenderError(Exception):
    """MkDocs did not accept the pages. Carries what it said."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What MkDocs made."""

    web: Path
    """The folder of the web site."""
    offline: Path | None
    """The folder of the site that is read from disk; None where the project makes none."""


@contextmanager
def rendered(project: Project, pages: Mapping[str, str]) -> Iterator[Rendered]:
    """The sites that MkDocs makes of `pages`, in folders that are gone afterwards.

    Nothing of the project changes. Raises RenderError where MkDocs finds fault.
    """
    # What a build left that was ended by force.
    for stale in project.root.glob(".staging-*"):
        shutil.rmtree(stale, ignore_errors=True)
    # Beside the project, so that the finished site is moved and not copied.
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=project.root) as name:
        stage = Project(Path(name), project.environment)
        if not project.config.is_file():
            raise InputError([Problem("mkdocs.yml", 0, "no such file.", "Restore it.")])
        shutil.copy(project.config, stage.config)
        for source, copy in ((project.overrides, stage.overrides), (project.hooks, stage.hooks)):
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        stage.content.mkdir()
        write_pages(stage.content, pages)
        sites = {stage.config.name: stage.site}
        if project.offline_config.is_file():
            shutil.copy(project.offline_config, stage.offline_config)
            sites[stage.offline_config.name] = stage.root / "offline"
        with ThreadPoolExecutor() as pool:
            told = [*pool.map(_render, repeat(stage), sites.keys(), sites.values())]
        if faults := [fault for fault in dict.fromkeys(told) if fault]:
            raise RenderError("\n".join(faults))
        yield Rendered(stage.site, sites.get(stage.offline_config.name))


def _render(project: Project, config: str, site: Path) -> str:
    """Have MkDocs render a site. Returns the faults that it finds."""
    # A process of its own: MkDocs sets up logging and changes global state.
    # Not --quiet: it silences warnings before --strict can count them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", str(site)]
    done = subprocess.run(
        command,
        cwd=project.root,
        # Nothing of a site tells when it was built: MkDocs would date sitemap.xml.gz.
        env={**project.environment, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
    return "\n".join(told).strip() or done.stdout.strip()
