"""The folder content/: which of its files a build wrote, which were edited since, and which are foreign.

A manifest in the folder lists what the last build wrote, with checksums, as `sha256sum` does. It is committed
with the pages, so it fits them in every clone, download and commit: pages of an older commit are out of
date, not edited. MkDocs does not publish it, because its name begins with a dot.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportsite.errors import InputError, Problem
from reportsite.output.disk import names_of
from reportsite.output.transaction import flush

MANIFEST = ".generated"
"""The name of the manifest in content/."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a folder differs from the wanted files: paths of files, relative to the folder."""

    unchanged: tuple[str, ...]
    missing: tuple[str, ...]
    outdated: tuple[str, ...]
    stale: tuple[str, ...]
    """Written by an earlier build, and no longer wanted."""
    foreign: tuple[str, ...]
    """Neither wanted nor written by a build."""
    edited: tuple[str, ...]
    """Those of the outdated and stale files that differ from what a build wrote."""
    blocking: tuple[str, ...]
    """Those of the foreign files whose path is needed for a folder, or lies below that of a wanted file."""


def with_manifest(pages: Mapping[str, str]) -> dict[str, str]:
    """The files of content/, by path: the pages and the manifest."""
    lines = (_line(name, text.encode()) for name, text in sorted(pages.items()))
    return {**pages, MANIFEST: "".join(f"{line}\n" for line in lines)}


def compare(folder: Path, wanted: Mapping[str, str]) -> Comparison:
    """Compare the files in `folder` with the wanted ones, manifest included."""
    present = names_of(folder)
    # After a merge there may be two versions of a line, and after a conflict lines that are not entries.
    written = set((folder / MANIFEST).read_text("utf-8").splitlines()) if MANIFEST in present else set()
    known = {name for line in written for _, separator, name in [line.partition("  ")] if separator}
    data = {name: (folder / name).read_bytes() for name in present & (wanted.keys() | known)}
    outdated = {name for name in data if name in wanted and data[name] != wanted[name].encode()}
    stale = data.keys() - wanted.keys()
    foreign = present - data.keys()
    folders = {str(parent) for name in wanted for parent in PurePosixPath(name).parents}
    below = {name for name in foreign if not wanted.keys().isdisjoint(map(str, PurePosixPath(name).parents))}
    edited = {name for name in outdated | stale if _line(name, data[name]) not in written}
    groups = (
        *(data.keys() - outdated - stale, wanted.keys() - present, outdated, stale),
        *(foreign, edited - {MANIFEST}, foreign & folders | below),
    )
    return Comparison(*(tuple(sorted(names)) for names in groups))


def differences(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """How the generated files in `folder` differ from `wanted`: one line for each file that differs."""
    comparison = compare(folder, wanted)
    lines = dict.fromkeys(comparison.missing, "missing")
    lines |= dict.fromkeys(comparison.outdated, "out of date")
    lines |= dict.fromkeys(comparison.stale, "no longer generated")
    return [f"{name}: {line}" for name, line in sorted(lines.items())]


def check(comparison: Comparison, discard_edits: bool) -> None:
    """Refuse to overwrite edits by hand. Raises InputError.

    `discard_edits` allows edited files to be overwritten.
    """
    problems = [
        ("D005", name, "is in the place of a generated file or folder.", "Move it away.")
        for name in comparison.blocking
    ]
    if not discard_edits:
        problems += [
            (
                "D004",
                name,
                "was edited by hand, and this build would overwrite it.",
                "To keep the edit, make it in report/ or glossary.yml, or move the file out of content/. "
                "To discard it, run build.py with --discard-edits.",
            )
            for name in comparison.edited
        ]
    if problems:
        raise InputError(
            Problem(f"content/{name}", 0, what, hint, code) for code, name, what, hint in problems
        )


def complete(comparison: Comparison, old: Path, new: Path) -> None:
    """Add foreign and unchanged files from `old` to the wanted files in `new`.

    They keep their modification times, for programs that watch them.
    """
    for name in (*comparison.foreign, *comparison.unchanged):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).unlink(missing_ok=True)
        try:
            os.link(old / name, new / name, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(old / name, new / name, follow_symlinks=False)
    for name in (*comparison.missing, *comparison.outdated):
        flush(new / name)


def _line(name: str, data: bytes) -> str:
    """The line of a file in the manifest."""
    return f"{hashlib.sha256(data).hexdigest()}  {name}"
