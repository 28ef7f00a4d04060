"""Builds are reproducible: two builds of the same commit, in different environments, are byte-identical."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
# child processes, forward by $SHIFT_DAYS.
SHIFTED_CLOCK = """\
import datetime, os, time

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


def built(root: Path, **environment: str) -> dict[str, bytes]:
    """The files that a build in `root` writes, by path."""
    root.mkdir(parents=True)
    for name in INPUTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    clock = root.parent / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(SHIFTED_CLOCK, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "SOURCE_DATE_EPOCH"))}
    done = subprocess.run(
        [sys.executable, "build.py"],
        cwd=root,
        env={
            **kept,
            "PYTHONPATH": str(clock),
            "SITE_URL": "https://example.org/sub/path/",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    paths = (path for name in OUTPUTS for path in (root / name).rglob("*"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def test_the_clock_is_shifted(tmp_path: Path) -> None:
    """Otherwise the test below would not test different days."""
    (tmp_path / "sitecustomize.py").write_text(SHIFTED_CLOCK, encoding="utf-8")
    program = (
        "import datetime as d, time; print(int(time.time()), d.date.today(), d.datetime.now().date(),"
        "time.strftime('%Y-%m-%d'), time.gmtime().tm_year)"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": str(tmp_path), "SHIFT_DAYS": days, "TZ": "UTC"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for days in ("0", "400")
    ]
    assert 399 * 86400 < int(outputs[1][0]) - int(outputs[0][0]) < 401 * 86400
    assert all(now != then for now, then in zip(*outputs, strict=True)), outputs


@pytest.mark.slow
def test_two_builds_are_identical(tmp_path: Path) -> None:
    """With different folders, locales, time zones, hash seeds and days."""
    one = built(tmp_path / "one" / "project", LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1", SHIFT_DAYS="0")
    other = built(
        tmp_path / "another" / "place with spaces",
        LC_ALL="C.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="4242",
        SHIFT_DAYS="400.7",
    )
    assert len(one) > 100
    assert {"site/sitemap.xml", "site/search/search_index.json", "content/data/report.json"} <= one.keys()
    assert any(re.fullmatch(r"dist/.+-offline\.zip", name) for name in one)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
