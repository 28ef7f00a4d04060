"""Run MkDocs: pages -> rendered sites in a staging folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from reportsite.errors import InputError, Problem
from reportsite.output.disk import Project, write_files
from reportsite.output.new_folder import copy_theme
from reportsite.output.transaction import staging


class RenderError(Exception):
    """MkDocs rejected the pages. The message is its output."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The sites that MkDocs rendered."""

    stage: Project
    """The staging folder: its content/ holds the pages, its site/ the website."""
    offline: Path | None
    """The folder of the offline site; None if the project has no offline.yml."""

    @property
    def web(self) -> Path:
        """The folder of the website."""
        return self.stage.site


@contextmanager
def rendered(project: Project, pages: Mapping[str, str]) -> Iterator[Rendered]:
    """Render `pages` into a staging folder, which is removed on exit.

    The project itself does not change. Raises RenderError if MkDocs fails or warns, and InputError
    without mkdocs.yml.
    """
    with staging(project.root) as folder:
        stage = Project(folder, project.environment)
        if not project.config.is_file():
            raise InputError([Problem("mkdocs.yml", 0, "no such file.", "Restore it.", "F001")])
        copy_theme(project, stage)
        write_files(stage.content, pages)
        sites = {stage.config.name: stage.site}
        if stage.offline_config.is_file():
            sites[stage.offline_config.name] = stage.root / "offline"
        with ThreadPoolExecutor() as pool:
            outputs = [*pool.map(_render, repeat(stage), sites.keys(), sites.values())]
        if errors := [output for output in dict.fromkeys(outputs) if output]:
            raise RenderError("\n".join(errors))
        yield Rendered(stage, sites.get(stage.offline_config.name))


def _render(project: Project, config: str, site: Path) -> str:
    """Run MkDocs on one configuration. Returns its errors and warnings; empty on success."""
    # In a separate process, because MkDocs sets up logging and changes global state.
    # Not --quiet: it silences warnings before --strict can count them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", str(site)]
    done = subprocess.run(
        command,
        cwd=project.root,
        # A fixed date, because MkDocs would put the time of the build into sitemap.xml.gz.
        env={**project.environment, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"},
        capture_output=True,
        text=True,
        check=False,
        # The lock of the build is inherited: should the build be killed, the next one waits for this process.
        close_fds=False,
    )
    if not done.returncode:
        return ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
    return "\n".join(lines).strip() or done.stdout.strip()
