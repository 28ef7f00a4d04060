"""One build at a time, and the changes that it reports: files written, removed, kept and overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportsite.errors import InputError
from reportsite.output import content, disk, transaction
from reportsite.output.disk import Project
from reportsite.output.publish import Changes, exclusively, publish
from tests.projects import committed

PAGES = content.with_manifest({"index.md": "page"})


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {})


def published(
    project: Project,
    pages: dict[str, str] = PAGES,
    site: dict[str, str] | None = None,
    bundles: dict[str, bytes] | None = None,
    discard_edits: bool = False,
) -> Changes:
    with transaction.staging(project.root) as folder:
        stage = Project(folder, {})
        disk.write_files(stage.content, pages)
        disk.write_files(stage.site, site or {"index.html": "page"})
        return publish(project, stage, pages, "/\n", bundles, discard_edits)


def test_old_bundles_in_dist_are_removed(project: Project) -> None:
    published(project, bundles={"a-offline.zip": b"a", "a.pdf": b"a", "a.epub": b"a"})
    for name in ("SHA256SUMS", "findings.csv", "b-offline.zip.part", "other.zip"):
        (project.bundles / name).write_text("kept?", encoding="utf-8")
    changes = published(project, bundles={})
    assert changes.removed == ("dist/a-offline.zip", "dist/a.epub", "dist/a.pdf", "dist/b-offline.zip.part")
    assert disk.names_of(project.bundles) == {"SHA256SUMS", "findings.csv", "other.zip"}


def test_other_files_in_the_site_are_removed_and_listed(project: Project) -> None:
    published(project, bundles={})
    (project.site / "CNAME").write_text("mine", encoding="utf-8")
    assert published(project, bundles={}).removed == ("site/CNAME",)
    assert disk.names_of(project.site) == {"index.html"}


def test_writing_only_pages_keeps_site_and_dist(project: Project) -> None:
    published(project, bundles={"a-offline.zip": b"a"})
    (project.site / "CNAME").write_text("mine", encoding="utf-8")
    changes = published(project, content.with_manifest({"home.md": "page"}), site={"index.html": "other"})
    assert changes == Changes(2, ("content/index.md",), (), ())
    assert disk.read_files(project.site) == {"CNAME": b"mine", "index.html": b"page"}
    assert disk.names_of(project.bundles) == {"a-offline.zip"}


def test_unchanged_files_are_not_written(project: Project) -> None:
    published(project, bundles={"a-offline.zip": b"a"})
    paths = (project.content, project.lock, project.bundles / "a-offline.zip")
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in paths]
    assert published(project, bundles={"a-offline.zip": b"a"}) == Changes(0, (), (), ())
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in paths] == before


def test_edits_and_files_that_were_not_generated_are_listed(project: Project) -> None:
    published(project)
    (project.content / "index.md").write_text("mine", encoding="utf-8")
    (project.content / "draft.md").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"content/index\.md: D004 was edited"):
        published(project)
    assert (project.content / "index.md").read_text(encoding="utf-8") == "mine"
    assert published(project, discard_edits=True) == Changes(
        1, (), ("content/draft.md",), ("content/index.md",)
    )
    assert disk.names_of(project.content) == {"index.md", "draft.md", content.MANIFEST}
    assert published(project) == Changes(0, (), ("content/draft.md",), ())


def test_files_that_are_no_longer_generated_are_removed(project: Project) -> None:
    """A file missing from the manifest would never be removed."""
    pages = committed().pages
    published(project, content.with_manifest(pages))
    (project.content / "assets" / "logo.png").write_bytes(b"a hand-made file")
    changes = published(project, content.with_manifest({"index.md": pages["index.md"]}))
    assert changes.written == 1, "the manifest"
    assert {name.removeprefix("content/") for name in changes.removed} == set(pages) - {"index.md"}
    assert disk.names_of(project.content) == {"index.md", "assets/logo.png", content.MANIFEST}


def test_folders_are_checked_while_no_other_build_replaces_them(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []

    def check(checked: Project) -> None:
        with (checked.root / transaction.LOCK).open("ab") as lock:
            locked.append(not transaction._lock(lock.fileno()))

    monkeypatch.setattr(disk, "check_places", check)
    with exclusively(project, pytest.fail):
        pass
    assert locked == [True]


def test_a_root_that_is_not_writable_stops_the_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != project.root)
    with (
        pytest.raises(InputError, match=r"D002 is not writable"),
        exclusively(project, pytest.fail),
    ):
        pass
