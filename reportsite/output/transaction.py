"""Replace files and folders of a project. If interrupted, each is complete, either old or new.

What is new is prepared in a staging folder inside the project, hence on the same file system, and then
swapped in by renaming. On Linux a swap is one step (renameat2). Elsewhere a folder takes two, and a process
killed between them leaves the old folder in the staging folder, from which the next build restores it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

LOCK = ".build.lock"
"""A file in the root of a project that the running build locks. The file remains after the build."""

STAGING = ".staging-"
"""The prefix of the name of a staging folder."""

_DONE = ".done"
"""The suffix of the name of a staging folder from which nothing must be restored."""

_ASIDE, _COPIES = "aside", "copies"
"""Where a staging folder keeps the folders that are being replaced, and the files."""


@contextmanager
def exclusive(root: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Allow one build at a time in the project at `root`, and first tidy up after a killed build.

    `wait` is called once if another build is running; this one then waits for it. The system releases the
    lock when the build ends, even if it is killed, and with it the processes of MkDocs that it started:
    they inherit the lock, so that none still writes to a staging folder that the next build removes.
    """
    with (root / LOCK).open("ab") as file:
        if not _lock(file.fileno()):
            wait()
            while not _lock(file.fileno()):
                time.sleep(0.1)
        os.set_inheritable(file.fileno(), True)
        for stage in root.glob(f"{STAGING}*"):
            _recover(stage, root)
        yield


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Create an empty staging folder in the project at `root`, and remove it with its contents on exit."""
    stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield stage
    finally:
        # The next build removes what this one cannot.
        with suppress(OSError):
            _recover(stage, root)


def commit(stage: Path, root: Path, names: Iterable[str]) -> None:
    """Swap the files and folders called `names`, relative paths, from the staging folder into the project.

    What is missing in the staging folder is removed from the project. Raises OSError; the project is then
    as it was before.
    """
    undo: list[Callable[[], object]] = []
    try:
        for name in names:
            new, old = stage / name, root / name
            replaced, made = os.path.lexists(old), os.path.lexists(new)
            if replaced and made and _exchange(new, old):
                undo.append(partial(_exchange, new, old))
                continue
            kept = stage / (_ASIDE if old.is_dir() else _COPIES) / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            if replaced and made and old.is_file():
                shutil.copy2(old, kept)
                new.replace(old)
                undo.append(partial(kept.replace, old))
                continue
            if replaced:
                old.rename(kept)
                undo.append(partial(kept.rename, old))
            if made:
                old.parent.mkdir(exist_ok=True)
                new.rename(old)
                undo.append(partial(old.rename, new))
    except BaseException:
        for step in reversed(undo):
            step()
        raise


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Mark a temporary folder as in use, until the end of this process at the latest."""
    with (folder / LOCK).open("ab") as file:
        _lock(file.fileno())
        yield


def remove_abandoned(parent: Path, prefix: str) -> None:
    """Remove the temporary folders in `parent`, called `prefix` and more, whose process was killed."""
    for folder in parent.glob(f"{prefix}*"):
        # Without a lock, it is just being made.
        if (folder / LOCK).is_file() and _is_unlocked(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _is_unlocked(path: Path) -> bool:
    with path.open("ab") as file:
        return _lock(file.fileno())


def flush(path: Path) -> None:
    """Flush a file to the disk, so that it is complete even after a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one step. Returns False if the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    # renameat2(2), which Python lacks: AT_FDCWD is -100, RENAME_EXCHANGE is 2.
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(-100, os.fsencode(one), -100, os.fsencode(other), 2) == 0)


def _recover(stage: Path, root: Path) -> None:
    """Restore a folder that was moved aside and not yet replaced, and remove the staging folder."""
    if stage.suffix != _DONE:
        for aside in (stage / _ASIDE).glob("*"):
            if not os.path.lexists(root / aside.name):
                aside.rename(root / aside.name)
        # If the build is killed after this, an incomplete folder may remain, which must not be restored.
        stage = stage.rename(stage.with_name(stage.name + _DONE))
    shutil.rmtree(stage, ignore_errors=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
