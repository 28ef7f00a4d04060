"""Disk access: what is written, what is left alone, and what an error says."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportsite.errors import Collector, InputError
from reportsite.exports.files import DATA_FILES
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.site import addresses
from tests.projects import committed


def test_every_written_file_is_known_as_generated(tmp_path: Path) -> None:
    """A file that no pattern covers would stay in content/ for ever."""
    pages = committed().pages
    disk.write_pages(tmp_path, pages)
    assert {addresses.data_file(file.name).page for file in DATA_FILES} <= set(pages)
    (tmp_path / "assets" / "logo.png").write_bytes(b"a hand-made file")
    changes = disk.write_pages(tmp_path, {"index.md": pages["index.md"]})
    assert (changes.written, set(changes.removed)) == (0, set(pages) - {"index.md"})
    assert (tmp_path / "assets" / "logo.png").is_file()


def test_differences_are_listed_by_file(tmp_path: Path) -> None:
    disk.write_pages(tmp_path, {"a.md": "A", "b.md": "B"})
    assert disk.differences(tmp_path, {"a.md": "A", "b.md": "B"}) == []
    assert disk.differences(tmp_path, {"b.md": "C", "c.md": "C"}) == [
        "a.md: no longer generated",
        "b.md: out of date",
        "c.md: missing",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "glossary.yml: no such file."),
        (b"a\n\xff", "glossary.yml:2: not UTF-8: byte 0xff."),
        (b"a\nb\x00\n", "glossary.yml:2: control character '\\x00' in the text."),
    ],
)
def test_input_that_is_no_text_is_an_error(tmp_path: Path, data: bytes | None, message: str) -> None:
    path, problems = tmp_path / "glossary.yml", Collector("glossary.yml")
    if data is not None:
        path.write_bytes(data)
    assert disk.read_text(path, problems) is None
    (error,) = map(str, problems.errors)
    assert error.startswith(message)


def test_a_byte_order_mark_and_tabs_are_fine(tmp_path: Path) -> None:
    path, problems = tmp_path / "glossary.yml", Collector("glossary.yml")
    path.write_bytes("\ufeffa\tb\r\n".encode())
    assert disk.read_text(path, problems) == "a\tb\r\n"
    assert problems.sound


def test_a_file_in_the_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path)
    disk.check_places(project)
    project.site.write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="site: is not a directory"):
        disk.check_places(project)


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "site", tmp_path / "new"
    for folder, name in ((old, "old.html"), (new, "new.html")):
        folder.mkdir()
        (folder / name).write_text("x", encoding="utf-8")
    disk.replace_folder(new, old)
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "new.html"]


def test_pages_are_read_by_address(tmp_path: Path) -> None:
    for name in ("index.html", "mc07/index.html", "mc08.html", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert disk.read_html(tmp_path) == {
        "/": "index.html",
        "/mc07/": "mc07/index.html",
        "/mc08/": "mc08.html",
    }
