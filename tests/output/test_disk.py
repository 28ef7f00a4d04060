"""Disk access: input files, error messages, and folders that cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportsite.errors import Collector, InputError
from reportsite.output import disk
from reportsite.output.disk import Project


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "glossary.yml: F001 no such file."),
        (b"a\n\xff", "glossary.yml:2: F003 not UTF-8: byte 0xff."),
        (b"a\nb\x00\n", "glossary.yml:2: F004 control character '\\x00' in the text."),
    ],
)
def test_input_that_is_not_text_is_an_error(tmp_path: Path, data: bytes | None, message: str) -> None:
    path, problems = tmp_path / "glossary.yml", Collector("glossary.yml")
    if data is not None:
        path.write_bytes(data)
    assert disk.read_text(path, problems) is None
    (error,) = map(str, problems.errors)
    assert error.startswith(message)


def test_a_byte_order_mark_and_tabs_are_allowed(tmp_path: Path) -> None:
    path, problems = tmp_path / "glossary.yml", Collector("glossary.yml")
    path.write_bytes("\ufeffa\tb\r\n".encode())
    assert disk.read_text(path, problems) == "a\tb\r\n"
    assert problems.sound


def test_a_file_instead_of_a_folder_is_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path)
    disk.check_places(project)
    project.site.write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="site: D001 is not a directory"):
        disk.check_places(project)


@pytest.mark.parametrize("name", ["site", "dist", "content"])
def test_a_folder_that_is_not_writable_stops_the_build(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    folder = project.root / name / "below"
    folder.mkdir(parents=True)
    refused = folder.parent if name == "dist" else folder
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != refused)
    with pytest.raises(InputError, match=f"^{refused.relative_to(project.root)}: D002 is not writable"):
        disk.check_places(project)


def test_a_mount_point_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    project.site.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == project.site)
    with pytest.raises(InputError, match=r"^site: D003 is a mount point"):
        disk.check_places(project)


def test_pages_are_read_by_address() -> None:
    names = ("index.html", "mc07/index.html", "mc08.html", "404.html", "a.js")
    assert disk.pages_of({name: name.encode() for name in names}) == {
        "/": "index.html",
        "/mc07/": "mc07/index.html",
        "/mc08/": "mc08.html",
    }
