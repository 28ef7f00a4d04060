"""Disk access. A failed build leaves everything as it was."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reportsite.errors import Collector, InputError, Problem
from reportsite.exports import linked
from reportsite.exports.files import DATA_FILES
from reportsite.model import lines_of
from reportsite.site import addresses

GENERATED = (
    *("**/*.md", "**/*.part", "site.yml", "assets/*.js", "assets/*.css", linked.PATH),
    addresses.chart("*"),
    *sorted({addresses.data_file(f"*{PurePosixPath(file.name).suffix}").page for file in DATA_FILES}),
)
"""Patterns of the files in content/ that a build writes, and removes once nothing makes them any more."""

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


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
    def offline_config(self) -> Path:
        """The MkDocs configuration of the offline bundle. Without it, no bundle is made."""
        return self.root / "offline.yml"

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
        inputs = (*folders, self.glossary, self.config, self.offline_config)
        return tuple(path for path in inputs if path.exists())

    def name_of(self, path: Path) -> str:
        """A path as messages show it, relative to the root."""
        return path.relative_to(self.root).as_posix()


def read_text(path: Path, problems: Collector) -> str | None:
    """The text of an input file; None where it is missing or not text. Errors go to `problems`."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        problems.error(0, "no such file.", "Restore it, or correct the path.")
        return None
    except OSError as error:
        problems.error(0, f"cannot be read: {error.strerror}.")
        return None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.error(line, f"not UTF-8: byte {data[error.start]:#04x}.", "Save the file as UTF-8.")
        return None
    for number, raw in enumerate(lines_of(text), start=1):
        controls = [c for c in raw if unicodedata.category(c) == "Cc" and c != "\t"]
        if controls:
            problems.error(
                number,
                f"control character {controls[0]!a} in the text.",
                "Remove it. Only tabs and line breaks are allowed.",
            )
    return text if problems.sound else None


def exists(path: Path) -> bool:
    return path.exists()


def write_lock(project: Project, text: str) -> None:
    """Write addresses.lock if `text` differs from it."""
    if not project.lock.is_file() or project.lock.read_text(encoding="utf-8") != text:
        part = project.lock.with_name(project.lock.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(project.lock)


def differences(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """How the generated files in `folder` differ from `wanted`: one line for each file that differs."""
    present = _generated(folder)
    lines = []
    for name in sorted(wanted.keys() | present):
        if name not in present:
            lines.append(f"{name}: missing")
        elif name not in wanted:
            lines.append(f"{name}: no longer generated")
        elif (folder / name).read_bytes() != wanted[name].encode():
            lines.append(f"{name}: out of date")
    return lines


def _generated(folder: Path) -> set[str]:
    """The files below `folder` that a build writes, by path, including those of an earlier build."""
    return {path.relative_to(folder).as_posix() for pattern in GENERATED for path in folder.glob(pattern)}


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed when the pages were written."""

    written: int
    removed: tuple[str, ...]


def check_places(project: Project) -> None:
    """Check that content/, site/ and dist/ can be written. Raises InputError before anything changes."""
    problems = []
    for folder in (project.root, project.content, project.site, project.bundles):
        name = project.name_of(folder)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            problems.append(
                Problem(name, 0, "is not a directory; build.py expects to write one here.", "Move it away.")
            )
        elif folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            problems.append(
                Problem(name, 0, "is not writable.", "Change its permissions, or build elsewhere.")
            )
    if problems:
        raise InputError(problems)


def write_pages(folder: Path, wanted: Mapping[str, str]) -> Changes:
    """Write the wanted pages to `folder`, each atomically, and remove stale ones.

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


def read_html(site: Path) -> dict[str, str]:
    """The HTML of every page of a site, by address: `/mc07/` for `mc07.html` and `mc07/index.html` alike."""
    html = {}
    for path in site.rglob("*.html"):
        name = path.relative_to(site).with_suffix("").as_posix()
        if name != "404":
            name = name.removesuffix("index").strip("/")
            html[f"/{name}/" if name else "/"] = path.read_text(encoding="utf-8")
    return html


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def write_bundle(project: Project, name: str, data: bytes) -> Path:
    """Write a bundle to dist/ atomically. Returns its path."""
    project.bundles.mkdir(exist_ok=True)
    path = project.bundles / name
    part = path.with_name(f"{name}.part")
    part.write_bytes(data)
    part.replace(path)
    return path


def drop_policies(site: Path) -> None:
    """Remove the content security policy from every page of a site served for preview.

    The server adds a reload script to each page, which the policy would block.
    """
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(_POLICY.sub("", html, count=1), encoding="utf-8")


def replace_folder(new: Path, old: Path) -> None:
    """Replace the folder `old` with `new`. If that fails, `old` stays as it was."""
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
