"""Interrupt the publishing of a made-up build at every file operation, and check what is left on disk.

Run as a program, `python -m tests.output.interruptions kills`, because each interruption happens in a forked
child, and pytest's processes have threads, which makes forking unsafe. The child counts its file operations
with an audit hook. It runs neither MkDocs nor the conversion. Prints `{"tried": 100, "failures": []}`.
"""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reportsite.errors import InputError
from reportsite.output import content, disk, transaction
from reportsite.output.disk import Project
from reportsite.output.publish import exclusively, publish

# Projects before and after a build -----------------------------------------------------------

State = dict[str, dict[str, bytes]]
"""The files of each part of a project, by path. addresses.lock is one file, with an empty path."""

LONG = "Words. " * 1000
OLD_PAGES = {"index.md": "old", "same.md": "same", "gone.md": "gone", "practice/a.md": f"old {LONG}"}
NEW_PAGES = {"index.md": "new", "same.md": "same", "data/b.json": "new", "practice/a.md": f"new {LONG}"}
FOREIGN = {"notes/mine.txt": b"mine"}


def _content(pages: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in content.with_manifest(pages).items()}


OLD: State = {
    "content": _content(OLD_PAGES) | FOREIGN,
    "addresses.lock": {"": b"/old/\n"},
    "site": {"index.html": b"old", "gone/index.html": b"gone", "CNAME": b"mine"},
    "dist": {"x-offline.zip": b"old" * 500, "y-offline.zip": b"y", "z.part": b"z", "SHA256SUMS": b"mine"},
}
FIRST: State = {
    "content": _content(NEW_PAGES),
    "addresses.lock": {"": b"/old/\n/new/\n"},
    "site": {"index.html": b"new", "data/index.html": b"new"},
    "dist": {"x-offline.zip": b"new" * 500},
}
NEW: State = {
    **FIRST,
    "content": FIRST["content"] | FOREIGN,
    "dist": FIRST["dist"] | {"SHA256SUMS": b"mine"},
}


def state(root: Path) -> State:
    """The files of a project. A part without files has no entry."""
    parts = {name: disk.read_files(root / name) for name in ("content", "site", "dist")}
    lock = root / "addresses.lock"
    parts |= {lock.name: {"": lock.read_bytes()}} if lock.exists() else {}
    return {name: files for name, files in parts.items() if files}


def fill(root: Path, parts: State) -> None:
    """Write parts of a project."""
    for name, files in parts.items():
        for file, data in files.items():
            path = root / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


@dataclass(frozen=True)
class Case:
    name: str
    old: State
    new: State
    exchange: bool = True
    """Whether the system can swap two folders in one step."""

    def build(self, root: Path, wait: Callable[[], None] = lambda: None) -> None:
        """Publish the new state as a build does, without reading, rendering and checking."""
        if not self.exchange:
            transaction._exchange = lambda one, other: False
        project = Project(root, {})
        with exclusively(project, wait), transaction.staging(root) as folder:
            stage = Project(folder, {})
            pages = content.with_manifest(NEW_PAGES)
            disk.write_files(stage.content, pages)
            fill(folder, {"site": NEW["site"]})
            bundles = {"x-offline.zip": NEW["dist"]["x-offline.zip"]}
            publish(project, stage, pages, NEW["addresses.lock"][""].decode(), bundles, discard_edits=False)

    def mixed(self, root: Path) -> list[str]:
        """The parts of a project that are neither entirely old nor entirely new."""
        now = state(root)
        parts = [name for name in FIRST if now.get(name) not in (self.old.get(name), self.new[name])]
        if "dist" in parts:
            # The files of dist/ are replaced one at a time.
            old, new, files = self.old.get("dist", {}), self.new["dist"], now.get("dist", {})
            whole = all(files[name] in (old.get(name), new.get(name)) for name in files)
            if whole and old.keys() & new.keys() <= files.keys():
                parts.remove("dist")
        return [f"{name} is mixed" for name in parts]

    def next_build(self, root: Path) -> list[str]:
        """The failures after another build, which is not interrupted."""
        status = ended(fork(lambda: self.build(root)))
        failures = [f"the next build ended with {status}"] if status else []
        failures += ["the next build does not publish everything"] if state(root) != self.new else []
        return failures + [f"{path.name} remains" for path in root.glob(f"{transaction.STAGING}*")]


CASES = (
    Case("one step", OLD, NEW),
    Case("two steps", OLD, NEW, exchange=False),
    Case("first build", {}, FIRST),
)


# Interruptions -------------------------------------------------------------------------------

OPERATIONS = {
    *("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "os.utime"),
    *("shutil.rmtree", "shutil.copyfile", "tempfile.mkdtemp", "ctypes.dlsym"),
}
"""Audit events of file operations, which Python raises before each. The last one precedes renameat2."""

DONE, BAD_INPUT, FAILED, UNREACHED = range(4)
"""Exit status of a child. UNREACHED: it finished before the operation that was to be interrupted."""


def fork(work: Callable[[], None], number: int = 0, action: Callable[[], None] = lambda: None) -> int:
    """Run `work` in a child process, and `action` before its file operation `number`, counted from 1.

    Returns the id of the child.
    """
    child = os.fork()
    if child:
        return child
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        count += event in OPERATIONS
        if event in OPERATIONS and count == number:
            action()

    sys.addaudithook(hook)
    status = FAILED
    try:
        work()
        status = DONE if count >= number else UNREACHED
    except InputError as error:
        status = BAD_INPUT
        print(error, file=sys.stderr)
    except OSError:
        pass
    finally:
        sys.stderr.flush()
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a child. Returns its exit status, or the negative number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


MEMORY = "/dev/shm"
"""A file system in memory, ten times faster than a disk."""


@contextmanager
def project(parts: State) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:
        fill(Path(folder), parts)
        yield Path(folder)


def after_a_kill(case: Case, root: Path) -> list[str]:
    """The failures in a project in which a build was killed."""
    if not case.exchange:
        # Between two steps a folder may be missing; a build first restores it.
        with transaction.exclusive(root, lambda: None):
            pass
    return [*case.mixed(root), *case.next_build(root)]


def after_an_error(case: Case, root: Path, status: int) -> list[str]:
    """The failures in a project in which the build, or an optional operation of it, failed."""
    wanted = case.new if status == DONE else case.old
    failures = [] if state(root) == wanted else [f"ended with {status}, but the files are wrong"]
    return [*failures, *case.next_build(root)]


Result = tuple[int, list[str]]
"""The number of interruptions, and the failures."""


def kills() -> Result:
    """Kill a build before each file operation."""
    tried, failures = 0, []
    for case in CASES:
        for number in range(1, 1000):
            with project(case.old) as root:
                status = ended(fork(partial(case.build, root), number, die))
                if status == UNREACHED:
                    break
                tried += 1
                failures += [f"{case.name}, operation {number}: {what}" for what in after_a_kill(case, root)]
    return tried, failures


def errors() -> Result:
    """Make each file operation of a build fail once."""
    tried, failures = 0, []
    for case in CASES:
        for number in range(1, 1000):
            with project(case.old) as root:
                status = ended(fork(partial(case.build, root), number, fail))
                if status == UNREACHED:
                    break
                tried += 1
                wrong = after_an_error(case, root, status)
                failures += [f"{case.name}, operation {number}: {what}" for what in wrong]
    return tried, failures


def _is_missing_after(case: Case, folder: str, number: int) -> bool:
    with project(case.old) as root:
        ended(fork(partial(case.build, root), number, die))
        return not (root / folder).exists()


def kills_of_the_recovery() -> Result:
    """Kill a build between the two steps of a swap, and the next one before each file operation."""
    case, tried, failures = CASES[1], 0, []
    between = next(number for number in range(1, 1000) if _is_missing_after(case, "content", number))
    for number in range(1, 1000):
        with project(case.old) as root:
            ended(fork(partial(case.build, root), between, die))
            status = ended(fork(partial(case.build, root), number, die))
            if status == UNREACHED:
                break
            tried += 1
            failures += [f"operation {number}: {what}" for what in after_a_kill(case, root)]
    return tried, failures


def kills_before_a_clean() -> Result:
    """Kill a build before each file operation, then delete the site: only a complete one is restored."""
    case, tried, failures = CASES[1], 0, []
    for number in range(1, 1000):
        with project(case.old) as root:
            status = ended(fork(partial(case.build, root), number, die))
            if status == UNREACHED:
                break
            shutil.rmtree(root / "site", ignore_errors=True)
            with transaction.exclusive(root, lambda: None):
                tried += 1
                if state(root).get("site") not in (None, case.old["site"], case.new["site"]):
                    failures.append(f"operation {number}: an incomplete site is restored")
    return tried, failures


def random_kills() -> Result:
    """Kill builds at random moments."""
    chance, failures = random.Random(11), []
    for number in range(60):
        case = CASES[number % len(CASES)]
        with project(case.old) as root:
            child = fork(partial(case.build, root))
            time.sleep(chance.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
            ended(child)
            failures += [f"{case.name}, kill {number}: {what}" for what in after_a_kill(case, root)]
    return 60, failures


def _limited(case: Case, root: Path, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    case.build(root)


def full_disk() -> Result:
    """Limit the size of files, so that writing fails midway."""
    tried, failures = 0, []
    for case in CASES:
        for limit in (0, 1, 3, 5, 100, 600, 1499, 5000, 7003):
            with project(case.old) as root:
                status = ended(fork(partial(_limited, case, root, limit)))
                tried += 1
                failures += [] if status == FAILED else [f"{case.name}, {limit} bytes: ended with {status}"]
                failures += [f"{case.name}, {limit} bytes: {w}" for w in after_an_error(case, root, status)]
    return tried, failures


NOBODY = 65534


def _as_nobody(case: Case, root: Path) -> None:
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    case.build(root)


def unwritable_folders() -> Result:
    """Make each folder read-only. Root ignores permissions, so the build then runs as nobody."""
    case, tried, failures = CASES[0], 0, []
    for name in (".", "content", "content/practice", "content/notes", "site", "site/gone", "dist"):
        with project(case.old) as root:
            if os.geteuid() == 0:
                for path in (root, *root.rglob("*")):
                    os.chown(path, NOBODY, NOBODY)
            (root / name).chmod(0o555)
            status = ended(fork(partial(_as_nobody, case, root)))
            (root / name).chmod(0o755)
            tried += 1
            failures += [] if status == BAD_INPUT else [f"{name}: ended with {status}"]
            failures += [f"{name}: {what}" for what in after_an_error(case, root, status)]
    return tried, failures


def two_builds() -> Result:
    """Start two builds at the same time, and kill one of them in every second round."""
    chance, tried, failures = random.Random(7), 0, []
    for number in range(30):
        case = CASES[number % len(CASES)]
        with project(case.old) as root:
            children = [fork(partial(case.build, root)) for _ in range(2)]
            if number % 2:
                time.sleep(chance.uniform(0, 0.02))
                os.kill(children[0], signal.SIGKILL)
            statuses = [ended(child) for child in children]
            tried += 1
            if statuses[1] != DONE or statuses[0] not in (DONE, -signal.SIGKILL):
                failures.append(f"{case.name}, {number}: ended with {statuses}")
            if state(root) != case.new:
                failures.append(f"{case.name}, {number}: the second build does not publish everything")
            failures += [f"{case.name}, {number}: {what}" for what in case.next_build(root)]
    return tried, failures


def orphans() -> Result:
    """Kill a build that waits for a process it started: the next build must wait for that process too."""
    failures = []
    with project(OLD) as root:
        reader, writer = os.pipe()

        def build() -> None:
            with transaction.exclusive(root, fail), transaction.staging(root):
                subprocess.Popen(
                    [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=reader, close_fds=False
                )
                die()

        ended(fork(build))
        waited: list[str] = []

        def wait() -> None:
            waited.append("yes")
            os.close(writer)

        os.set_inheritable(writer, False)
        CASES[0].build(root, wait)
        if waited != ["yes"]:
            failures.append("the next build did not wait")
        if state(root) != NEW:
            failures.append("the next build does not publish everything")
    return 1, failures


if __name__ == "__main__":
    tried, failures = globals()[sys.argv[1]]()
    print(json.dumps({"tried": tried, "failures": failures}))
