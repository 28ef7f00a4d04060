"""The disk: reading the input, writing pages and the site so that a failed build changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reportsite import links
from reportsite.errors import Collector, InputError, Problem
from reportsite.model import lines_of


class RenderError(Exception):
    """MkDocs did not accept the pages. Carries what it said."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where things are. Everything stands below `root`."""

    root: Path

    @property
    def facts(self) -> Path:
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
    def overrides(self) -> Path:
        return self.root / "overrides"

    @property
    def watched(self) -> tuple[Path, ...]:
        """What a change of makes the site another."""
        inputs = (self.facts.parent, self.glossary, self.overrides, self.config)
        return tuple(path for path in inputs if path.exists())

    def name_of(self, path: Path) -> str:
        """A path as messages name it."""
        return path.relative_to(self.root).as_posix()


def read_text(project: Project, path: Path) -> str:
    """The text of an input file. Raises InputError where it is missing or is no text."""
    name = project.name_of(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError([Problem(name, 0, "no such file.", "Restore it, or name another.")]) from None
    except OSError as error:
        raise InputError([Problem(name, 0, f"cannot be read: {error.strerror}.")]) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(name, line, f"not UTF-8: byte {data[error.start]:#04x}.", "Save the file as UTF-8.")
        raise InputError([problem]) from None
    problems = Collector(name)
    for number, raw in enumerate(lines_of(text), start=1):
        found = next((c for c in raw if unicodedata.category(c) == "Cc" and c != "\t"), None)
        if found:
            problems.error(
                number,
                f"control character {found!a} in the text.",
                "Remove it: it is no character of a word.",
            )
    problems.stop_on_errors()
    return text


def write_lock(project: Project, text: str) -> None:
    """Write the lock of addresses, unless it is as it should be."""
    if not project.lock.is_file() or project.lock.read_text(encoding="utf-8") != text:
        part = project.lock.with_name(project.lock.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(project.lock)


def differences(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """How the generated files in `folder` differ from `wanted`, one line for each file."""
    found = _generated(folder)
    lines = []
    for name in sorted(wanted.keys() | found):
        if name not in found:
            lines.append(f"{name}: missing")
        elif name not in wanted:
            lines.append(f"{name}: no longer made from the report")
        elif (folder / name).read_bytes() != wanted[name].encode():
            lines.append(f"{name}: differs from what the report gives")
    return lines


def _generated(folder: Path) -> set[str]:
    """Names of the generated files below `folder`: pages, configuration, data of scripts."""
    pages = ("**/*.md", "site.yml", "assets/*.js", "assets/charts/*.svg", "**/*.part")
    patterns = (*pages, "jsonld.json", "data/*.json", "data/*.csv")
    found = [path for pattern in patterns for path in folder.glob(pattern)]
    return {path.relative_to(folder).as_posix() for path in found}


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing the pages did."""

    written: int
    removed: tuple[str, ...]


def check_places(project: Project) -> None:
    """Whether content/ and site/ can be written. Raises InputError; nothing has changed then."""
    problems = []
    for folder in (project.root, project.content, project.site):
        name = project.name_of(folder)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            problems.append(
                Problem(name, 0, "is no folder; expected one that build.py writes.", "Move it away.")
            )
        elif folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            problems.append(Problem(name, 0, "cannot be written.", "Allow it, or build elsewhere."))
    if problems:
        raise InputError(problems)


def write_pages(folder: Path, wanted: Mapping[str, str]) -> Changes:
    """Make `folder` hold the wanted pages: each replaced whole, stale ones removed.

    Unchanged files are not touched.
    """
    changed = 0
    removed = []
    for name, text in wanted.items():
        path = folder / name
        data = text.encode()
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.replace(path)
        changed += 1
    for name in _generated(folder) - wanted.keys():
        path = folder / name
        path.unlink()
        removed.append(name)
        if path.parent != folder and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return Changes(changed, tuple(sorted(removed)))


@contextmanager
def rendered(project: Project, pages: Mapping[str, str]) -> Iterator[Path]:
    """The site that MkDocs makes of `pages`, in a folder that is gone afterwards.

    Nothing of the project changes. Raises RenderError where MkDocs finds fault.
    """
    # What a build left that was ended by force.
    for stale in project.root.glob(".staging-*"):
        shutil.rmtree(stale, ignore_errors=True)
    # Beside the project, so that the finished site is moved and not copied.
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=project.root) as name:
        stage = Project(Path(name))
        if not project.config.is_file():
            raise InputError([Problem("mkdocs.yml", 0, "no such file.", "Restore it.")])
        shutil.copy(project.config, stage.config)
        if project.overrides.is_dir():
            shutil.copytree(project.overrides, stage.overrides)
        stage.content.mkdir()
        write_pages(stage.content, pages)
        # A process of its own: MkDocs sets up logging and changes global state.
        # Not --quiet: it silences warnings before --strict can count them.
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        done = subprocess.run(
            command,
            cwd=stage.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
            raise RenderError("\n".join(told).strip() or done.stdout.strip())
        yield stage.site


def read_html(site: Path) -> dict[str, str]:
    """The HTML of every page of a site, by address: `/mc07/`."""
    html = {}
    for path in site.rglob("index.html"):
        folder = path.parent.relative_to(site).as_posix()
        html["/" if folder == "." else f"/{folder}/"] = path.read_text(encoding="utf-8")
    return html


def read_site(folder: Path) -> tuple[dict[str, str], set[str]]:
    """The files of a built site by their paths: the texts in which links stand, and the names of all."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    texts = {name: path.read_text("utf-8") for name, path in paths.items() if name.endswith(links.READ)}
    return texts, set(paths)


def replace_folder(new: Path, old: Path) -> None:
    """Put `new` in the place of `old`, which is removed once `new` stands there."""
    if old.exists():
        aside = new.with_name(new.name + ".old")
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        shutil.rmtree(aside)
    else:
        new.rename(old)
