"""The command, as a user runs it: exit status, messages and files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import build
from reportsite import pipeline
from reportsite.output import disk
from reportsite.output.content import with_manifest
from reportsite.output.disk import Project
from reportsite.output.render import RenderError
from reportsite.output.transaction import LOCK
from tests.conftest import FIXTURES, ROOT, Command, Compare, Render, Run
from tests.projects import GOLDEN, golden, made_up


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the made-up report, not yet built."""
    return made_up(tmp_path / "project")


@pytest.fixture
def built(golden_site: Path, tmp_path: Path) -> Project:
    """A project with the made-up report, built."""
    return Project(Path(shutil.copytree(golden_site, tmp_path / "project")))


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.golden
def test_golden_pages(compare: Compare, request: pytest.FixtureRequest) -> None:
    """The pages of the made-up report, file by file."""
    pages = golden().pages
    expected = GOLDEN / "content"
    if request.config.getoption("--update-goldens"):
        shutil.rmtree(expected, ignore_errors=True)
    for name, text in pages.items():
        compare(expected / name, text)
    assert set(tree(expected)) == set(pages)


def test_build_of_the_made_up_report(project: Project, command: Command) -> None:
    done = command("--project", project.root)
    assert done.returncode == build.OK, done.stderr
    assert done.stderr == "", "quiet in a pipe"
    for words in (
        "3 criteria",
        "findings",
        "2 practices",
        "6 terms",
        "0 capitalised words unexplained",
        "all words accounted for",
    ):
        assert words in done.stdout
    assert (project.site / "mc02" / "index.html").is_file()
    for page in project.site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<b>intelligence" not in html, "a title is data, never markup"
    assert not list(project.root.glob(".staging*"))
    assert command("--project", project.root, "--check").returncode == build.OK


def test_a_second_build_changes_nothing(project: Project, run: Run) -> None:
    run(project, "--pages")
    before = {p: p.stat().st_mtime_ns for p in project.content.rglob("*.md")}
    done = run(project, "--pages")
    assert "0 files written" in done.stdout
    assert {p: p.stat().st_mtime_ns for p in project.content.rglob("*.md")} == before


def earlier_build(project: Project, **pages: str) -> None:
    """Write content/ as an earlier build of other pages would have: page="text"."""
    earlier = {**golden().pages, **{f"{name}.md": text for name, text in pages.items()}}
    disk.write_files(project.content, with_manifest(earlier))


def test_check_lists_files_that_differ(project: Project, run: Run) -> None:
    earlier_build(project, mc01="earlier", stale="stale")
    (project.content / "mc02.md").unlink()
    done = run(project, "--check")
    assert done.returncode == build.FAILED
    assert done.stdout.splitlines()[:4] == [
        "content/.generated: out of date",
        "content/mc01.md: out of date",
        "content/mc02.md: missing",
        "content/stale.md: no longer generated",
    ]
    done = run(project, "--pages")
    assert "3 files written" in done.stdout
    assert "removed content/stale.md" in done.stdout
    assert run(project, "--check").returncode == build.OK
    assert not (project.content / "stale.md").exists()


def test_pages_edited_by_hand_are_not_overwritten(project: Project, run: Run) -> None:
    earlier_build(project, mc01="earlier")
    (project.content / "mc02.md").write_text("mine", encoding="utf-8")
    before = tree(project.root)
    for options in (["--pages"], []):
        done = run(project, *options)
        assert done.returncode == build.BAD_INPUT
        assert done.stderr.startswith("content/mc02.md: D004 was edited by hand")
        assert done.stderr.count("content/") == 2, "the page, and the advice to move it out of content/"
        assert {name: data for name, data in tree(project.root).items() if name != LOCK} == before
    done = run(project, "--pages", "--discard-edits")
    assert done.returncode == build.OK
    assert "discarded the edits in content/mc02.md" in done.stdout
    assert run(project, "--check").returncode == build.OK


@pytest.mark.golden
def test_committed_pages_are_up_to_date() -> None:
    assert pipeline.stale(Project(ROOT)) == []


def text_of(project: Project) -> Path:
    return project.edition.parent / "northshire.txt"


def test_bad_input_has_one_message_and_changes_nothing(built: Project, run: Run) -> None:
    before = tree(built.root)
    text = text_of(built)
    good = text.read_bytes()
    for data, message in (
        (None, "report/northshire.txt: F001 no such file."),
        (b"", "report/northshire.txt: R001 the file is empty."),
        (good.replace(b"MC01", b"\xff"), "not UTF-8: byte 0xff."),
        (good.replace(b"Summary", b"Synopsis"), "no criterion was found"),
        (good.replace(b"MC03 Summary", b"MC01 Summary"), "criterion MC01 is on this line and on line"),
        (good.replace(b"analyst.", b"analyst.\x00"), "control character '\\x00'"),
        (good.replace(b"analyst.", b"analyst.\x0c"), "control character '\\x0c'"),
    ):
        text.unlink() if data is None else text.write_bytes(data)
        for option in ("--pages", "--check"):
            done = run(built, option)
            assert done.returncode == build.BAD_INPUT, message
            assert message in done.stderr
            assert "Traceback" not in done.stderr
        text.write_bytes(good)
        assert tree(built.root) == before


def test_invalid_yaml_is_reported(project: Project, run: Run) -> None:
    project.edition.write_text("source: [\n", encoding="utf-8")
    done = run(project)
    assert done.returncode == build.BAD_INPUT
    assert done.stderr.startswith("report/report.yml:")


def test_a_render_that_fails_changes_nothing(built: Project, builds: Run) -> None:
    before = tree(built.root)
    built.config.write_text(
        built.config.read_text(encoding="utf-8").replace("name: material", "name: no-such-theme"),
        encoding="utf-8",
    )
    text_of(built).write_bytes(text_of(built).read_bytes().replace(b"enough", b"many"))
    changed = {"mkdocs.yml", "report/northshire.txt"}
    done = builds(built)
    assert done.returncode == build.FAILED
    assert "no-such-theme" in done.stderr
    after = tree(built.root)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == changed


def test_a_theme_that_loses_words_is_caught(project: Project, builds: Run) -> None:
    """The proof checks what MkDocs rendered before the site is published."""
    (project.overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block content %}'
        '{{ page.content | replace("analyst", "") }}{% endblock %}',
        encoding="utf-8",
    )
    done = builds(project)
    assert done.returncode == build.FAILED
    assert "/mc01/ lacks: 'analyst.'" in done.stderr or "instead of" in done.stderr
    assert "report/northshire.txt:" in done.stderr
    assert not project.site.exists()
    assert not project.content.exists()


def test_a_sister_report_builds(project: Project, builds: Run) -> None:
    """Two frameworks, hard-wrapped lines, glossary first, recommendations."""
    family = FIXTURES / "report" / "family.in.txt"
    shutil.copy(family, text_of(project))
    shutil.copy(FIXTURES / "report" / "family.glossary.yml", project.glossary)
    project.edition.write_text("source: northshire.txt\nreceived: Made up.\n", encoding="utf-8")
    done = builds(project)
    assert done.returncode == build.OK, done.stderr
    for page in ("neighbourhood-policing", "np1", "cf1", "recommendations", "practice/village-van"):
        assert (project.site / page / "index.html").is_file(), page


@pytest.mark.slow
def test_plain_mkdocs_builds_the_committed_tree(tmp_path: Path, run: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "mc07" / "index.html").is_file()


def test_a_broken_link_fails_the_build(project: Project, rendered: Render, subtests: pytest.Subtests) -> None:
    """MkDocs validates pages and anchors, as mkdocs.yml says. One build reports them all."""
    links = {"mc01.md": "[x](mc99.md)", "mc02.md": "[x](mc02.md#mc02-s99)", "mc03.md": "[x](/mc02/)"}
    pages = dict(golden().pages)
    for name, link in links.items():
        pages[name] += f"\n{link}\n"
    with pytest.raises(RenderError) as caught, rendered(project, pages):
        pass
    for name, link in links.items():
        with subtests.test(link):
            assert re.search(rf"'{name}' contains .*{re.escape(link[4:-1])}", str(caught.value))


def test_help_lists_every_option(command: Command) -> None:
    done = command("--help")
    assert done.returncode == build.OK
    for option in ("--pages", "--check", "--serve", "--discard-edits", "--address", "--project"):
        assert option in done.stdout


def test_help_imports_nothing_of_the_package(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    imported = command("--help").stderr
    assert "| argparse" in imported
    assert "reportsite" not in imported
    assert "| dataclasses" not in imported


@pytest.mark.parametrize("address", ["nowhere", ":8000", "localhost:http", "localhost:65536"])
def test_serve_refuses_a_bad_address(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build.main(["--serve", "--address", address])
    assert caught.value.code == build.BAD_INPUT
    assert f"--address: {address!r} is not an address; expected HOST:PORT" in capsys.readouterr().err


HOSTILE = "<img src=x onerror=alert(1)>"


def test_hostile_titles_and_headings_stay_text(project: Project, builds: Run) -> None:
    """Titles and headings appear in the navigation, header and title of every page."""
    text = text_of(project).read_text(encoding="utf-8")
    for old, new in (
        ("Enforcement\n", f"Enforcement {HOSTILE}\n"),
        ("TITLE:** Gold Groups", f"TITLE:** Gold {HOSTILE}"),
        ("\nMajor Crime\n\nGRADE", f'\nMajor "{HOSTILE}" Crime\n\nGRADE'),
        ("The force shares intelligence\n", f'"The" force {HOSTILE} shares\n'),
    ):
        assert old in text
        text = text.replace(old, new)
    text_of(project).write_text(text, encoding="utf-8")
    facts = project.edition.read_text(encoding="utf-8").replace("MC01: Analysts", f"MC01: 'A {HOSTILE}'")
    project.edition.write_text(facts, encoding="utf-8")
    terms = project.glossary.read_text(encoding="utf-8").replace("Desk that", f"Desk {HOSTILE} that")
    project.glossary.write_text(terms, encoding="utf-8")
    done = builds(project)
    assert done.returncode == build.OK, done.stderr
    for page in project.site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert not tree.css("[onerror], img[src=x]"), page


def test_duplicate_addresses_are_an_error(project: Project, run: Run) -> None:
    text = text_of(project).read_text(encoding="utf-8")
    text_of(project).write_text(text.replace("\nEnforcement\n", "\nIntelligence\n"), encoding="utf-8")
    done = run(project)
    assert done.returncode == build.BAD_INPUT
    assert "/major-crime/intelligence/ would be the address of both this line and line" in done.stderr


@pytest.mark.parametrize("name", ["content", "site"])
def test_a_file_instead_of_a_folder_is_an_error(project: Project, name: str, run: Run) -> None:
    (project.root / name).write_text("mine", encoding="utf-8")
    done = run(project)
    assert done.returncode == build.BAD_INPUT
    assert done.stderr.startswith(f"{name}: D001 is not a directory")
    assert (project.root / name).read_text(encoding="utf-8") == "mine"


def test_leftovers_of_a_killed_build_are_removed(project: Project, builds: Run) -> None:
    stale = project.root / ".staging-old"
    stale.mkdir()
    builds(project)
    assert not stale.exists()


def test_pages_that_were_not_generated_are_kept_and_listed(project: Project, run: Run) -> None:
    run(project, "--pages")
    (project.content / "draft.md").write_text("mine", encoding="utf-8")
    assert "kept content/draft.md, which was not generated" in run(project, "--pages").stdout
    assert (project.content / "draft.md").read_text(encoding="utf-8") == "mine"


def test_a_published_address_may_not_disappear(built: Project, run: Run, builds: Run) -> None:
    """Removing a finding removes its address, which requires a redirect."""
    text = text_of(built).read_text(encoding="utf-8")
    text_of(built).write_text(text.replace('- "Gold groups"', '"Gold groups"'), encoding="utf-8")
    before = tree(built.content)
    done = run(built)
    assert done.returncode == build.BAD_INPUT
    assert re.search(r"addresses\.lock:\d+: A002 /mc02/#mc02-s2 was published", done.stderr)
    assert tree(built.content) == before
    facts = built.edition.read_text(encoding="utf-8")
    facts += "redirects:\n  /mc02/#mc02-s2: /mc02/#mc02-s1\n"
    built.edition.write_text(facts, encoding="utf-8")
    assert builds(built).returncode == build.OK
    assert "/mc02/#mc02-s2" in built.lock.read_text(encoding="utf-8")
    assert run(built, "--check").returncode == build.OK


def test_check_reports_new_addresses(project: Project, run: Run) -> None:
    run(project, "--pages")
    project.lock.write_text(project.lock.read_text(encoding="utf-8").replace("/mc01/#mc01-e2\n", ""))
    done = run(project, "--check")
    assert done.returncode == build.FAILED
    assert "addresses.lock: new addresses are missing" in done.stdout


@pytest.mark.parametrize("policy", ["role", "withhold"])
def test_withheld_contacts_are_not_published(project: Project, policy: str, builds: Run) -> None:
    facts = project.edition.read_text(encoding="utf-8")
    project.edition.write_text(f"{facts}contacts: {policy}\n", encoding="utf-8")
    done = builds(project)
    assert done.returncode == build.OK, done.stderr
    for path in [*project.content.rglob("*"), *project.site.rglob("*")]:
        if path.is_file() and path.suffix in (".md", ".html", ".js", ".json", ".xml"):
            assert "01632" not in path.read_text(encoding="utf-8"), path
    assert "words withheld" in (project.content / "edition.md").read_text(encoding="utf-8")


def test_published_contacts_are_not_searched(built: Project) -> None:
    index = (built.site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "01632" not in index
    page = built.site / "practice" / "night-desk" / "index.html"
    assert "01632 960000" in page.read_text(encoding="utf-8")


def test_a_title_cannot_become_a_link(project: Project, builds: Run) -> None:
    """A practice's title is the label of Markdown references to it, and must not end the label."""
    text = text_of(project).read_text(encoding="utf-8")
    hostile = 'Desk]: javascript:alert(1) "x'
    text = text.replace("TITLE: Night Desk (NDs)", f"TITLE: {hostile}")
    text = text.replace("The night desk answers every call", f"The {hostile.lower()} answers every call")
    text_of(project).write_text(text, encoding="utf-8")
    terms = project.glossary.read_text(encoding="utf-8").replace("from: Night Desk (NDs)", "from: MC03")
    project.glossary.write_text(terms, encoding="utf-8")
    done = builds(project)
    assert done.returncode == build.OK, done.stderr
    for page in project.site.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert not tree.css('a[href^="javascript"]'), page
    html = (project.site / "mc03" / "index.html").read_text(encoding="utf-8")
    assert 'href="../practice/desk-javascript-alert-1-x/"' in html


def test_terms_with_the_same_address_are_an_error(project: Project, run: Run) -> None:
    terms = project.glossary.read_text(encoding="utf-8").replace(
        "terms:\n",
        "terms:\n  Foo (a): {expansion: x, from: MC01}\n  Foo (b): {expansion: y, from: MC01}\n",
        1,
    )
    project.glossary.write_text(terms, encoding="utf-8")
    done = run(project)
    assert done.returncode == build.BAD_INPUT
    assert "/glossary/#foo would be the address of both this" in done.stderr


@pytest.mark.parametrize("old", ["/../../evil/", "/a//b/", "/A b/", "x"])
def test_a_redirect_outside_the_site_is_an_error(project: Project, old: str, run: Run) -> None:
    facts = project.edition.read_text(encoding="utf-8") + f"redirects:\n  {old}: /mc01/\n"
    project.edition.write_text(facts, encoding="utf-8")
    done = run(project)
    assert done.returncode == build.BAD_INPUT
    assert f"redirects: {old}: expected two addresses" in done.stderr
    assert not (project.root / "evil.md").exists()


@pytest.mark.parametrize("error", [AssertionError("x"), RecursionError(), ValueError("\ud800")])
def test_a_bug_is_status_3_and_its_traceback_goes_to_a_file(
    error: Exception, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "write_pages", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run(made_up(tmp_path / "project"), "--pages")
    (file,) = tmp_path.glob("build-*.txt")
    assert done.returncode == build.BUG
    assert done.stderr.splitlines() == [
        f"B002 {type(error).__name__}: this is a bug in build.py, not an error in your input.",
        f"The details are in {file}. Report it with that file and, if you may share it, the input "
        "(CONTRIBUTING.md says where).",
    ]
    assert file.read_text(encoding="utf-8").startswith("Traceback (most recent call last):")
