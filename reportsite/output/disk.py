"""The disk: reading the input, writing pages and the site so that a failed build changes nothing."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportsite.errors import Collector, InputError, Problem
from reportsite.model import lines_of

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@dataclass(frozen=True, slots=True)
class Project:
    """Where things are. Everything stands below `root`."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    """The environment variables, read here and nowhere else."""

    @property
    def site_url(self) -> str:
        """Where the site will be published; empty where that is not known."""
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
        """How the offline bundle is rendered. A project without it makes none."""
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
        """What a change of makes the site another."""
        folders = (self.edition.parent, self.overrides, self.hooks)
        inputs = (*folders, self.glossary, self.config, self.offline_config)
        return tuple(path for path in inputs if path.exists())

    def name_of(self, path: Path) -> str:
        """A path as messages name it."""
        return path.relative_to(self.root).as_posix()


def read_text(path: Path, problems: Collector) -> str | None:
    """The text of an input file; None where it is missing or not text. Errors go to `problems`."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        problems.error(0, "no such file.", "Restore it, or correct its name where it is given.")
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
            problems.error(number, f"control character {controls[0]!a} in the text.", "Remove it.")
    return text if problems.sound else None


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
    pages = ("**/*.md", "site.yml", "assets/*.js", "assets/*.css", "assets/charts/*.svg", "**/*.part")
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
    for folder in (project.root, project.content, project.site, project.bundles):
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


def read_html(site: Path) -> dict[str, str]:
    """The HTML of every page of a site, by address: `/mc07/`, be it `mc07.html` or `mc07/index.html`."""
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
    """Write a bundle to dist/, whole. Returns where it is."""
    project.bundles.mkdir(exist_ok=True)
    path = project.bundles / name
    part = path.with_name(f"{name}.part")
    part.write_bytes(data)
    part.replace(path)
    return path


def drop_policies(site: Path) -> None:
    """Take the policy out of every page of a site that is served to its author.

    The server writes a script into each page, which reloads it, and which no policy can know before.
    """
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(_POLICY.sub("", html, count=1), encoding="utf-8")


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
