"""Builds are reproducible: two builds of the same commit, in different environments, are byte-identical."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from maintenance.programs import MissingProgramError, installed
from tests.conftest import ROOT

INPUTS = (
    "report",
    "overrides",
    "hooks",
    "mkdocs.yml",
    "glossary.yml",
    "addresses.lock",
    "build.py",
    "reportsite",
)
OUTPUTS = ("site", "content", "dist")

# The text of sitecustomize.py, which Python runs at startup. It moves the clock of the process, and of its
# child processes, forward by $SHIFT_DAYS, and uses the locale for everything: Python itself only uses its
# character set.
STARTUP = """\
import datetime, locale, os, time

locale.setlocale(locale.LC_ALL, "")
SHIFT = float(os.environ["SHIFT_DAYS"]) * 86400
_time, _time_ns, _localtime, _gmtime = time.time, time.time_ns, time.localtime, time.gmtime
_strftime, _ctime, _asctime = time.strftime, time.ctime, time.asctime
time.time = lambda: _time() + SHIFT
time.time_ns = lambda: _time_ns() + int(SHIFT * 10**9)
time.localtime = lambda at=None: _localtime(time.time() if at is None else at)
time.gmtime = lambda at=None: _gmtime(time.time() if at is None else at)
time.strftime = lambda form, at=None: _strftime(form, time.localtime() if at is None else at)
time.ctime = lambda at=None: _ctime(time.time() if at is None else at)
time.asctime = lambda at=None: _asctime(time.localtime() if at is None else at)


class date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class datetime_(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)


datetime.date, datetime.datetime = date, datetime_
"""


@dataclass(frozen=True)
class Surroundings:
    """Where and how a project is built."""

    folder: Path
    environment: Mapping[str, str] = field(
        default_factory=lambda: {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1", "SHIFT_DAYS": "0"}
    )
    umask: int = 0o022
    one_processor: bool = False
    """Whether the build may use only one. Only Linux can restrict it."""
    python: str = sys.executable

    def changed(self, change: Mapping[str, Any]) -> Surroundings:
        environment = {**self.environment, **change.get("environment", {})}
        return replace(self, **{**change, "environment": environment})


TURKISH = "tr_TR.UTF-8"


def compile_locale(folder: Path) -> dict[str, str]:
    """Compile a locale into a folder, if the machine can. Returns the variables that select it.

    Turkish has a decimal comma, names of its own for days, and another capital letter for i.
    """
    try:
        # Which of its programs does not matter: the package has the sources of locales.
        installed("locale-gen", "locales")
        words = [installed("localedef", "libc-bin"), "-i", "tr_TR", "-f", "UTF-8", str(folder / TURKISH)]
        subprocess.run(words, check=True, capture_output=True)
    except (MissingProgramError, subprocess.CalledProcessError):
        # On macOS all locales are installed.
        known = subprocess.run(["locale", "-a"], check=True, capture_output=True, text=True).stdout.split()
        return {"LC_ALL": TURKISH if TURKISH in known else "C.UTF-8"}
    return {"LC_ALL": TURKISH, "LOCPATH": str(folder)}


def variations(folder: Path) -> dict[str, dict[str, Any]]:
    """The differences that must not matter, by name, as changes of `Surroundings`."""
    locales = folder / "locales"
    locales.mkdir()
    return {
        "folder": {"folder": folder / "another" / "place with spaces"},
        "locale": {"environment": compile_locale(locales)},
        "time zone": {"environment": {"TZ": "Pacific/Kiritimati"}},
        "day": {"environment": {"SHIFT_DAYS": "400.7", "SOURCE_DATE_EPOCH": "1234567890"}},
        "hash seed": {"environment": {"PYTHONHASHSEED": "4242"}},
        "umask": {"umask": 0o077},
        "processors": {"one_processor": True},
        # `make reproducible` sets it to another version.
        "Python": {"python": os.environ.get("OTHER_PYTHON", sys.executable)},
    }


def built(surroundings: Surroundings) -> dict[str, bytes]:
    """The files that a build writes, by path."""
    root = surroundings.folder
    root.mkdir(parents=True)
    for name in INPUTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    done = run(surroundings, "build.py")
    assert done.returncode == 0, done.stderr
    paths = (path for name in OUTPUTS for path in (root / name).rglob("*"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def run(surroundings: Surroundings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the folder of the surroundings."""
    clock = surroundings.folder.parent / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(STARTUP, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "SOURCE_DATE_EPOCH"))}
    kept |= {"PYTHONPATH": str(clock), "SITE_URL": "https://example.org/sub/path/"}
    limit: list[str] = []
    if surroundings.one_processor and sys.platform == "linux":
        limit = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))]
    return subprocess.run(
        [*limit, surroundings.python, *arguments],
        cwd=surroundings.folder,
        env={**kept, **surroundings.environment},
        umask=surroundings.umask,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def all_changed(base: Surroundings, changes: Mapping[str, Mapping[str, Any]]) -> Surroundings:
    for change in changes.values():
        base = base.changed(change)
    return base


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


OBSERVE = """\
import datetime as d, json, locale, os, pathlib, sys, time
now = time.time()
pathlib.Path("new").touch()
print(json.dumps({
    "folder": os.getcwd(),
    "locale": [locale.localeconv()["decimal_point"], time.strftime("%A", time.gmtime(0))],
    "time zone": time.tzname,
    "day": [int(now // 86400), str(d.date.today()), str(d.datetime.now().date()), time.strftime("%Y"),
            time.gmtime().tm_year, os.environ.get("SOURCE_DATE_EPOCH")],
    "hash seed": hash("a"),
    "umask": os.stat("new").st_mode,
    "processors": len(os.sched_getaffinity(0)) if sys.platform == "linux" else 0,
    "Python": sys.version_info[:3],
}))
"""


def test_the_surroundings_differ(tmp_path: Path) -> None:
    """Otherwise the test below would not test them. Each part of the day has to differ."""
    base = Surroundings(tmp_path / "one" / "project")
    changes = variations(tmp_path)
    seen = []
    for surroundings in (base, all_changed(base, changes)):
        surroundings.folder.mkdir(parents=True)
        seen.append(json.loads(run(surroundings, "-c", OBSERVE).stdout))
    same = {name for name in changes if seen[0][name] == seen[1][name]}
    # What this machine does not have.
    if "LOCPATH" not in changes["locale"]["environment"]:
        same.discard("locale")
    if (os.cpu_count() or 1) == 1 or sys.platform != "linux":
        same.discard("processors")
    if "OTHER_PYTHON" not in os.environ:
        same.discard("Python")
    assert not same
    assert all(one != other for one, other in zip(seen[0]["day"], seen[1]["day"], strict=True)), seen


@pytest.mark.slow
def test_two_builds_are_identical(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """With everything different. If the builds differ, the message says which difference is the cause."""
    base = Surroundings(tmp_path / "one" / "project")
    changes = variations(tmp_path)
    changed = all_changed(base, changes)
    version = run(replace(changed, folder=tmp_path), "--version").stdout.strip()
    record_property("compared with a build in", f"{changed.environment['LC_ALL']}, {version}")
    one, other = built(base), built(changed)
    assert len(one) > 100
    assert {"site/sitemap.xml", "site/search/search_index.json", "content/data/report.json"} <= one.keys()
    assert any(re.fullmatch(r"dist/.+-offline\.zip", name) for name in one)
    if names := differing(one, other):
        causes = {}
        for name, change in changes.items():
            folder = tmp_path / "alone" / name / change.get("folder", base.folder).name
            causes[name] = differing(one, built(base.changed({**change, "folder": folder})))
        alone = {name: files[:5] for name, files in causes.items() if files}
        pytest.fail(f"{len(names)} files differ: {names[:5]}. Differences that alone are a cause: {alone}")
