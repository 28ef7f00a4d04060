"""Disk access. A failed build leaves everything as it was."""

from __future__ import annotations

import os
import re
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reportsite import limits
from reportsite.errors import Collector, InputError, Problem
from reportsite.receiving.text import decode

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^<>]*>')


@dataclass(frozen=True, slots=True)
class Project:
    """The paths of a project, all below `root`."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """The environment variables, read here and nowhere else."""

    @property
    def site_url(self) -> str:
        """The address where the site will be published; empty if unknown."""
        return self.environment.get("SITE_URL", "")

    @property
    def edition(self) -> Path:
        return self.root / "report" / "report.yml"

    @property
    def glossary(self) -> Path:
        return self.root / "glossary.yml"

    @property
    def lock(self) -> Path:
        return self.root / "addresses.lock"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def bundles(self) -> Path:
        return self.root / "dist"

    @property
    def overrides(self) -> Path:
        return self.root / "overrides"

    @property
    def hooks(self) -> Path:
        return self.root / "hooks"

    @property
    def watched(self) -> tuple[Path, ...]:
        """Inputs whose change triggers a rebuild."""
        folders = (self.edition.parent, self.overrides, self.hooks)
        inputs = (*folders, self.glossary, self.config)
        return tuple(path for path in inputs if path.exists())

    def name_of(self, path: Path) -> str:
        """A path as messages show it, relative to the root."""
        return path.relative_to(self.root).as_posix()


def read_bytes(path: Path, problems: Collector) -> bytes | None:
    """An input file; None if it cannot be read. Errors go to `problems`."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problems.error("F001", 0, "no such file.", "Restore it, or correct the path.")
    except OSError as error:
        problems.error("F002", 0, f"cannot be read: {error.strerror}.")
    return None


def read_text(path: Path, problems: Collector) -> str | None:
    """The text of an input file; None if it is missing or not text. Errors go to `problems`."""
    # Check before reading, because memory is limited too.
    if path.is_file() and not limits.FILE.allows(path.stat().st_size, problems):
        return None
    data = read_bytes(path, problems)
    return None if data is None else decode(data, problems)


def exists(path: Path) -> bool:
    return path.exists()


def check_root(project: Project) -> None:
    """Check that files can be created in the root. Raises InputError."""
    _stop_on([*_not_directories(project, project.root), *_not_replaceable(project, project.root)])


def check_places(project: Project) -> None:
    """Check that content/, site/ and dist/ can be replaced. Raises InputError before anything changes.

    Call it while no other build runs: a folder may be missing for a moment while it is replaced.
    """
    tops = (project.content, project.site, project.bundles)
    replaced = [Path(path) for top in tops[:2] for path, _, _ in os.walk(top)]
    _stop_on([*_not_directories(project, *tops), *_not_replaceable(project, *replaced, project.bundles)])


def _stop_on(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems)


def _not_directories(project: Project, *folders: Path) -> Iterator[Problem]:
    what, hint = "is not a directory; build.py expects to write one here.", "Move it away."
    for folder in folders:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield Problem(project.name_of(folder), 0, what, hint, "D001")


def _not_replaceable(project: Project, *folders: Path) -> Iterator[Problem]:
    for folder in folders:
        name = project.name_of(folder)
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            yield Problem(name, 0, "is not writable.", "Change its permissions, or build elsewhere.", "D002")
        elif folder != project.root and folder.is_mount():
            what = "is a mount point, which cannot be replaced."
            yield Problem(name, 0, what, "Mount the project instead.", "D003")


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, given by their paths, into a folder that is not in use yet."""
    paths = {name: folder / name for name in files}
    for parent in {path.parent for path in paths.values()}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        paths[name].write_bytes(data.encode() if isinstance(data, str) else data)


def pages_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The HTML of every page of a site, by address: `/mc07/` for `mc07.html` and `mc07/index.html` alike."""
    html = {}
    for path, data in files.items():
        name = path.removesuffix(".html")
        if name not in (path, "404"):
            name = name.removesuffix("index").strip("/")
            html[f"/{name}/" if name else "/"] = data.decode()
    return html


@contextmanager
def process_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Replace the environment variables of this process, which MkDocs reads, with those of a project."""
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(variables)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def names_of(folder: Path) -> set[str]:
    """The paths of all files below a folder. A symbolic link is a file."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return {path.relative_to(folder).as_posix() for path in paths}


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def write_changes(folder: Path, before: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
    """Write the files of a folder, by path, that differ from those it had `before`."""
    write_files(folder, {path: data for path, data in files.items() if before.get(path) != data})


def theme_of(project: Project) -> dict[str, bytes]:
    """What MkDocs needs besides the pages: settings, templates and hooks, by path."""
    folders = {folder.name: read_files(folder) for folder in (project.overrides, project.hooks)}
    files = {f"{top}/{path}": data for top, inner in folders.items() for path, data in inner.items()}
    config = {project.config.name: project.config.read_bytes()} if project.config.is_file() else {}
    return config | {path: data for path, data in files.items() if "__pycache__" not in path}


def show(folder: Path, files: Mapping[str, bytes], shown: Mapping[str, bytes]) -> None:
    """Write the files of a site, by path, that differ from those `shown` before, and remove those that left.

    The pages have no content security policy, because the server adds a script to each that reloads it.
    """
    for path, data in files.items():
        if shown.get(path) != data:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(_POLICY.sub(b"", data, count=1) if path.endswith(".html") else data)
    for path in shown.keys() - files.keys():
        (folder / path).unlink()


def write_traceback(error: Exception) -> str:
    """Write the traceback of a bug to a temporary file. Returns its name."""
    # A traceback may quote half a character of the input.
    text = "".join(traceback.format_exception(error)).encode("ascii", "backslashreplace")
    with tempfile.NamedTemporaryFile(prefix="build-", suffix=".txt", delete=False) as file:
        file.write(text)
    return file.name
