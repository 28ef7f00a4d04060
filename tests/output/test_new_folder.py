from __future__ import annotations

from pathlib import Path

import pytest

from reportsite.errors import InputError
from reportsite.output.disk import Project
from reportsite.output.new_folder import check_new, copy_theme, new_folder
from reportsite.output.transaction import LOCK, in_use


def test_a_folder_appears_only_when_complete(tmp_path: Path) -> None:
    with new_folder(tmp_path / "new", {"a/b": b"c"}) as folder:
        assert not (tmp_path / "new").exists()
        (folder / "d").touch()
    assert [*map(str, sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*")))] == [
        "new",
        "new/.gitignore",
        "new/a",
        "new/a/b",
        "new/d",
    ]


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), new_folder(tmp_path / "new", {"a": b""}):
        raise ValueError("stop")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """But not the folder of a process that still runs."""
    for name in ("killed", "running", "starting"):
        (tmp_path / f".new-report-{name}" / "x").mkdir(parents=True)
    (tmp_path / ".new-report-killed" / LOCK).touch()
    with in_use(tmp_path / ".new-report-running"), new_folder(tmp_path / "new", {}):
        pass
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"new", ".new-report-running", ".new-report-starting"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    check_new(tmp_path / "new")
    with new_folder(tmp_path / "new", {"a": b"b"}):
        pass
    assert (tmp_path / "new" / "a").read_bytes() == b"b"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("used", "used: D006 is not empty"),
        ("file", "file: D001 is not a directory"),
        ("a/b", "a: D007 no such directory"),
    ],
)
def test_a_folder_that_is_not_empty_is_an_error(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine").touch()
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=message):
        check_new(tmp_path / name)


def test_a_template_that_cannot_be_copied_is_an_error(tmp_path: Path) -> None:
    source = Project(tmp_path / "source")
    source.overrides.mkdir(parents=True)
    (source.overrides / "main.html").symlink_to("missing")
    with pytest.raises(OSError, match=r"^\[Errno 2\] No such file or directory: '.*main\.html'$"):
        copy_theme(source, Project(tmp_path / "target"))
