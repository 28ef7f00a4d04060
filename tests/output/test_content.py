"""Files in content/ that a build overwrites, removes, refuses to overwrite and keeps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reportsite.errors import InputError
from reportsite.output import disk
from reportsite.output.content import MANIFEST, check, compare, complete, differences, with_manifest

PAGES = {"index.md": "one\n", "data/a.csv": "a\r\nb\r\n", "gone.md": "gone\n"}
NEXT = {"index.md": "two\n", "data/a.csv": "a\r\nb\r\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """content/ after a build."""
    disk.write_files(tmp_path / "content", with_manifest(PAGES))
    return tmp_path / "content"


def test_pages_of_another_version_are_not_edits(folder: Path) -> None:
    """For example in an older commit, in which the manifest matches the pages."""
    comparison = compare(folder, with_manifest(NEXT))
    assert comparison.outdated == (MANIFEST, "index.md")
    assert comparison.stale == ("gone.md",)
    assert comparison.unchanged == ("data/a.csv",)
    assert comparison.edited == comparison.foreign == comparison.missing == ()
    check(comparison, discard_edits=False)


@pytest.mark.parametrize("name", ["index.md", "gone.md"])
def test_an_edit_stops_the_build(folder: Path, name: str) -> None:
    (folder / name).write_text("mine\n", encoding="utf-8")
    comparison = compare(folder, with_manifest(NEXT))
    with pytest.raises(InputError, match=f"^content/{name}: D004 was edited by hand") as caught:
        check(comparison, discard_edits=False)
    assert "--discard-edits" in str(caught.value)
    assert len(caught.value.problems) == 1
    check(comparison, discard_edits=True)


def test_every_edit_is_reported(folder: Path) -> None:
    (folder / "index.md").write_text("mine\n", encoding="utf-8")
    (folder / "gone.md").write_text("mine\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check(compare(folder, with_manifest(NEXT)), discard_edits=False)
    assert [problem.file for problem in caught.value.problems] == ["content/gone.md", "content/index.md"]


def test_an_edit_that_matches_the_new_page_is_not_a_conflict(folder: Path) -> None:
    (folder / "index.md").write_text(NEXT["index.md"], encoding="utf-8")
    assert compare(folder, with_manifest(NEXT)).edited == ()


def test_a_page_deleted_by_hand_is_written_again(folder: Path) -> None:
    (folder / "index.md").unlink()
    comparison = compare(folder, with_manifest(NEXT))
    assert comparison.missing == ("index.md",)
    assert comparison.edited == ()


def test_without_a_manifest_every_changed_page_is_an_edit(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    comparison = compare(folder, with_manifest(NEXT))
    assert comparison.edited == ("index.md",)
    assert comparison.foreign == ("gone.md",)
    assert comparison.unchanged == ("data/a.csv",)


def test_a_merged_manifest_may_have_both_versions_of_a_line(folder: Path) -> None:
    ours, theirs = with_manifest(PAGES)[MANIFEST], with_manifest(NEXT)[MANIFEST]
    (folder / MANIFEST).write_text(f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n", encoding="utf-8")
    third = with_manifest({**NEXT, "index.md": "three\n"})
    assert compare(folder, third).edited == ()
    (folder / "index.md").write_text("one\ntwo\n", encoding="utf-8")
    assert compare(folder, third).edited == ("index.md",)


def test_files_that_were_not_generated_are_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "notes").mkdir()
    (folder / "notes" / "draft.md").write_text("mine\n", encoding="utf-8")
    (folder / "link.md").symlink_to("index.md")
    wanted = with_manifest(NEXT)
    comparison = compare(folder, wanted)
    assert comparison.foreign == ("link.md", "notes/draft.md")
    check(comparison, discard_edits=False)
    disk.write_files(tmp_path / "new", wanted)
    complete(comparison, folder, tmp_path / "new")
    assert disk.names_of(tmp_path / "new") == {*wanted, "link.md", "notes/draft.md"}
    assert (tmp_path / "new" / "notes" / "draft.md").read_text(encoding="utf-8") == "mine\n"
    assert (tmp_path / "new" / "link.md").is_symlink()


@pytest.mark.parametrize("links", [True, False])
def test_unchanged_files_keep_their_modification_time(
    folder: Path, tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even on file systems without hard links."""
    if not links:

        def fail(*arguments: object, **options: object) -> None:
            raise OSError("not supported")

        monkeypatch.setattr("os.link", fail)
    before = (folder / "data" / "a.csv").stat().st_mtime_ns
    wanted = with_manifest(NEXT)
    disk.write_files(tmp_path / "new", wanted)
    complete(compare(folder, wanted), folder, tmp_path / "new")
    assert (tmp_path / "new" / "data" / "a.csv").stat().st_mtime_ns == before
    assert {name: data.decode() for name, data in disk.read_files(tmp_path / "new").items()} == wanted


def test_a_file_instead_of_a_folder_stops_the_build(folder: Path) -> None:
    (folder / "practice").write_text("mine\n", encoding="utf-8")
    (folder / "new.md").mkdir()
    (folder / "new.md" / "mine.txt").write_text("mine\n", encoding="utf-8")
    comparison = compare(folder, with_manifest({**NEXT, "practice/x.md": "x\n", "new.md": "new\n"}))
    with pytest.raises(InputError) as caught:
        check(comparison, discard_edits=True)
    assert [problem.file for problem in caught.value.problems] == [
        "content/new.md/mine.txt",
        "content/practice",
    ]


def test_differences(folder: Path) -> None:
    (folder / "draft.md").write_text("mine\n", encoding="utf-8")
    assert differences(folder, with_manifest(PAGES)) == []
    assert differences(folder, with_manifest({**NEXT, "new.md": "new\n"})) == [
        f"{MANIFEST}: out of date",
        "gone.md: no longer generated",
        "index.md: out of date",
        "new.md: missing",
    ]


def test_sha256sum_can_check_the_manifest(folder: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", MANIFEST], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
