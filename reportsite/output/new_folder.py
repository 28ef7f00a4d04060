"""A new project on the disk: completed in a temporary folder, then moved into place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportsite.errors import InputError, Problem
from reportsite.output.disk import Project
from reportsite.output.transaction import in_use, remove_abandoned

GITIGNORE = b"/site/\n/dist/\n.build.lock\n.staging-*/\n.venv/\n__pycache__/\n"
"""What a build and its environment leave in a project, which is not committed."""

_PREFIX = ".new-report-"
"""The start of the names of temporary folders."""


def check_new(folder: Path) -> None:
    """Raise InputError unless `folder` is missing or empty, so that a project can be created there."""
    name = str(folder)
    hint = "Choose a directory that does not exist yet."
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputError([Problem(name, 0, "is not a directory.", hint, "D001")])
    if folder.is_dir() and any(folder.iterdir()):
        raise InputError([Problem(name, 0, "is not empty.", hint, "D006")])
    if not folder.parent.is_dir():
        raise InputError([Problem(str(folder.parent), 0, "no such directory.", "Create it first.", "D007")])


@contextmanager
def new_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder with some files, which becomes `folder` at the end, or is removed if an error is raised.

    If the process is killed, the next one that makes a folder there removes it.
    """
    remove_abandoned(folder.parent, _PREFIX)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder.parent) as name, in_use(Path(name)):
        new = Path(name) / folder.name
        for path, data in {".gitignore": GITIGNORE, **files}.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        yield new
        if folder.is_dir():
            folder.rmdir()
        new.rename(folder)


def copy_theme(source: Project, target: Project) -> None:
    """Copy what MkDocs needs besides the pages: configuration, templates and hooks. Raises OSError."""
    if source.config.is_file():
        shutil.copy(source.config, target.config)
    for folder, copy in ((source.overrides, target.overrides), (source.hooks, target.hooks)):
        if folder.is_dir():
            try:
                shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
            except shutil.Error as error:
                # It carries a list of all files; the first reason is enough.
                raise OSError(error.args[0][0][2]) from None
