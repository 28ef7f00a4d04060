"""The search for another version of Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from maintenance import pythons


def python(folder: Path, minor: int, version: str) -> Path:
    """A command that says it is this version."""
    path = folder / f"python3.{minor}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path


def test_another_version_is_found_on_the_path_or_where_pyenv_has_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = "{} {}".format(*sys.version_info[:2])
    python(home / "path", 98, own)
    found = python(home / ".pyenv" / "versions" / "3.99.0" / "bin", 99, "3 99")
    assert pythons.main() == 0
    assert capsys.readouterr().out == f"{found}\n"


def test_without_one_it_is_this_python(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python(home / "path", 10, "3 10")
    (home / "path" / "python3.97").write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    (home / "path" / "python3.97").chmod(0o755)
    assert pythons.main() == 0
    output = capsys.readouterr()
    assert output.out == f"{sys.executable}\n"
    assert "No other version" in output.err
