"""The preview: what an edit renders again, and that its bytes are those of a complete build."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reportsite import pipeline
from reportsite.errors import InputError
from reportsite.output import content, disk
from reportsite.output.disk import Project
from reportsite.output.preview import Preview
from reportsite.output.render import RenderError
from reportsite.proof.documents import document
from reportsite.proof.proof import differences
from tests.conftest import Render
from tests.projects import made_up


@pytest.fixture
def project(tmp_path: Path, rendered: Render) -> Project:
    """The made-up report. `rendered` marks the test as slow."""
    return made_up(tmp_path / "project")


@pytest.fixture
def preview(project: Project, tmp_path: Path) -> Preview:
    (tmp_path / "preview").mkdir()
    return Preview(project, tmp_path / "preview")


def text_of(project: Project) -> Path:
    return project.edition.parent / "northshire.txt"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pages_of(project: Project) -> dict[str, str]:
    return content.with_manifest(pipeline.convert(project).pages)


def built(rendered: Render, project: Project) -> dict[str, bytes]:
    """The files of a complete build."""
    with rendered(project, pages_of(project)) as sites:
        return disk.read_files(sites.stage.site)


def reads() -> tuple[int, int]:
    """The number of pages that were read, and of those that were compared with the text."""
    return document.cache_info().misses, differences.cache_info().misses


def test_an_edit_of_a_finding_renders_only_the_pages_that_show_it(project: Project, preview: Preview) -> None:
    pipeline.write_pages(project, preview=preview)
    assert preview.rendered == {name for name in pages_of(project) if name.endswith(".md")}
    before, first, old = reads(), preview.site, pages_of(project)
    change(text_of(project), "also identifies", "identifies")
    pipeline.write_pages(project, preview=preview)
    site = preview.site
    after = reads()
    new = pages_of(project)
    shown = {name for name in new if name.endswith(".md") and new[name] != old[name]}
    assert preview.rendered == shown
    assert "mc01.md" in shown
    assert not shown & {"mc02.md", "mc03.md", "glossary.md", "index.md"}
    # The pages, and the plain Markdown of the one with words of the report.
    assert after[0] - before[0] == len(preview.rendered) + len({"mc01/index.md"})
    assert after[1] - before[1] == len({"/mc01/", "/report/", "mc01/index.md"})
    assert len([path for path in site if path.endswith(".html") and site[path] != first[path]]) == len(shown)


def test_an_edit_of_a_term_renders_only_the_pages_that_use_it(project: Project, preview: Preview) -> None:
    pipeline.write_pages(project, preview=preview)
    change(project.glossary, "Desk that", "Office that")
    pipeline.write_pages(project, preview=preview)
    uses = {
        name for name, text in pages_of(project).items() if name.endswith(".md") and "Office that" in text
    }
    assert preview.rendered == uses


def test_the_same_input_renders_nothing(project: Project, preview: Preview) -> None:
    pages = pages_of(project)
    site = preview.update(pages)
    stamps = {path: path.stat().st_mtime_ns for path in preview.stage.site.rglob("*.html")}
    assert preview.update(dict(pages)) == site
    assert preview.rendered == frozenset()
    assert {path: path.stat().st_mtime_ns for path in preview.stage.site.rglob("*.html")} == stamps


@pytest.mark.parametrize(
    "edit",
    [
        lambda project: change(project.edition, "MC01: Analysts", "MC01: Other"),
        lambda project: change(project.config, "toc_depth: 2", "toc_depth: 3"),
        lambda project: change(project.overrides / "main.html", "og:type", "og:kind"),
        lambda project: change(project.hooks / "security_policy.py", "'none'", "'self'"),
        lambda project: change(project.glossary, "terms:\n", "terms:\n  Zz: {expansion: Zed, from: MC01}\n"),
    ],
)
def test_an_edit_of_what_all_pages_share_renders_all(
    project: Project, preview: Preview, edit: Callable[[Project], None], rendered: Render
) -> None:
    preview.update(pages_of(project))
    edit(project)
    assert preview.update(pages_of(project)) == built(rendered, project)
    assert "mc02.md" in preview.rendered


def test_a_failure_is_followed_by_a_complete_render(project: Project, preview: Preview) -> None:
    pages = pages_of(project)
    site = preview.update(pages)
    with pytest.raises(RenderError, match=r"mc99\.md"):
        preview.update({**pages, "mc01.md": f"{pages['mc01.md']}\n[x](mc99.md)\n"})
    with pytest.raises(RenderError, match="no such anchor"):
        preview.update({**pages, "mc01.md": f"{pages['mc01.md']}\n[x](#gone)\n"})
    assert preview.update(pages) == site


EDITS: dict[str, Callable[[Project, random.Random], None]] = {
    "a word": lambda project, chance: words(text_of(project), chance, lambda word: f"{word} again"),
    "a lost word": lambda project, chance: words(text_of(project), chance, lambda word: ""),
    "a line": lambda project, chance: lines(text_of(project), chance, "\n"),
    "a finding": lambda project, chance: lines(text_of(project), chance, "\n- The force MIT meets.\n"),
    "a definition": lambda project, chance: words(project.glossary, chance, lambda word: f"{word} {word}"),
    "a title": lambda project, _: change(project.edition, "MC01: ", "MC01: More "),
}


def words(path: Path, chance: random.Random, edit: Callable[[str], str]) -> None:
    """Edit one lower-case word."""
    parts = path.read_text(encoding="utf-8").split(" ")
    at = chance.choice([at for at, part in enumerate(parts) if part.isalpha() and part.islower()])
    parts[at] = edit(parts[at])
    path.write_text(" ".join(parts), encoding="utf-8")


def lines(path: Path, chance: random.Random, added: str) -> None:
    """Add something after an empty line."""
    text = path.read_text(encoding="utf-8")
    at = chance.choice([at for at in range(len(text)) if text.startswith("\n\n", at)])
    path.write_text(f"{text[: at + 1]}{added}{text[at + 1 :]}", encoding="utf-8")


def test_fifty_edits_give_the_bytes_of_a_complete_build(
    project: Project, preview: Preview, rendered: Render, record_property: Callable[[str, object], None]
) -> None:
    """Random edits of the text, the glossary and a title. Those that are errors are undone."""
    chance = random.Random(8)
    preview.update(pages_of(project))
    inputs = (text_of(project), project.glossary, project.edition)
    done = complete = 0
    while done < 50:
        good = {path: path.read_bytes() for path in inputs}
        chance.choice([*EDITS.values()])(project, chance)
        try:
            pages = pages_of(project)
        except InputError:
            for path, data in good.items():
                path.write_bytes(data)
            continue
        site = preview.update(pages)
        done += 1
        complete += len(preview.rendered) == sum(name.endswith(".md") for name in pages)
        if done % 10 == 0:
            assert site == built(rendered, project)
    record_property("Edits that rendered all pages", f"{complete} of {done}")
    assert complete < done / 2


def test_what_is_beside_the_pages_follows_an_edit(
    project: Project, preview: Preview, rendered: Render
) -> None:
    pages = pages_of(project)
    preview.update(pages, {"mc01/index.md": "old", "mc02/index.md": "gone"})
    forms = {"mc01/index.md": "new"}
    site = preview.update(pages, forms)
    assert preview.rendered == frozenset()
    with rendered(project, pages, forms) as sites:
        assert site == disk.read_files(sites.stage.site)
    assert b'<link rel="alternate" type="text/markdown" href="index.md">' in site["mc01/index.html"]
    assert b'"text/markdown"' not in built(rendered, project)["mc01/index.html"]
