"""Move the results of a build into place: content/, addresses.lock, site/ and dist/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from reportsite.output import content, disk
from reportsite.output.disk import Project
from reportsite.output.transaction import commit, exclusive, flush

BUNDLE = "-offline"
"""The end of the name of every offline bundle, before `.zip`."""

_MADE = (f"*{BUNDLE}.zip", "*.pdf", "*.epub", "*.part")
"""The names of the files of dist/ that a build replaces or removes."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a build, as paths relative to the project."""

    written: int
    """The number of files written to content/."""
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    """Files in content/ that were not generated and are kept."""
    discarded: tuple[str, ...]
    """Pages whose edits by hand were overwritten."""


@contextmanager
def exclusively(project: Project, wait: Callable[[], None]) -> Iterator[None]:
    """Allow one build at a time, in a project whose folders can be replaced. Raises InputError.

    `wait` is called once if another build is running; this one then waits for it.
    """
    # The lock is a file in the root.
    disk.check_root(project)
    with exclusive(project.root, wait):
        disk.check_places(project)
        yield


def publish(
    project: Project,
    stage: Project,
    pages: Mapping[str, str],
    lock: str,
    bundles: Mapping[str, bytes] | None,
    discard_edits: bool,
) -> Changes:
    """Swap what is staged into the project. Raises InputError and OSError; nothing has changed then.

    `pages` are the files of content/ by path, manifest included. The content/ of the stage holds them
    already, and its site/ the website. `bundles` are the files of dist/ by name; None leaves site/ and
    dist/ alone.
    """
    comparison = content.compare(project.content, pages)
    content.check(comparison, discard_edits)
    written = len(comparison.missing) + len(comparison.outdated)
    removed = [project.content / name for name in comparison.stale]
    swapped = []
    if written or removed:
        content.complete(comparison, project.content, stage.content)
        swapped.append(project.content)
    files = {project.lock: lock.encode()}
    if bundles is not None:
        swapped.append(project.site)
        strays = disk.names_of(project.site) - disk.names_of(stage.site)
        removed += [project.site / name for name in sorted(strays)]
        files |= {project.bundles / name: data for name, data in bundles.items()}
        made_before = {path for name in _MADE for path in project.bundles.glob(name)}
        stale = sorted(made_before - files.keys())
        removed += stale
        swapped += stale
    for path, data in files.items():
        if not path.is_file() or path.read_bytes() != data:
            staged = stage.root / project.name_of(path)
            staged.parent.mkdir(exist_ok=True)
            staged.write_bytes(data)
            flush(staged)
            swapped.append(path)
    commit(stage.root, project.root, map(project.name_of, swapped))
    return Changes(
        written,
        tuple(map(project.name_of, removed)),
        tuple(f"{project.content.name}/{name}" for name in comparison.foreign),
        tuple(f"{project.content.name}/{name}" for name in comparison.edited),
    )
