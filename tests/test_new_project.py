"""`build.py new` creates a project that builds, or leaves nothing behind."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from reportsite.editorial.glossary import Glossary, read_glossary
from reportsite.errors import Collector, InputError
from reportsite.new_project import new_project
from reportsite.output.disk import Project
from tests.conftest import Command
from tests.projects import GOLDEN, ROOT
from tests.receiving.printing import PRINTABLE, by_reportlab

TEXT = GOLDEN / "report" / "northshire.txt"
LIKE = Project(ROOT)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "North shire (2008).pdf"
    path.write_bytes(PRINTABLE["northshire"].by_reportlab())
    return path


def glossary_of(project: Project) -> Glossary:
    return read_glossary(project.glossary.read_text(encoding="utf-8"), Collector("glossary.yml"))


def test_a_project_from_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    made = new_project(TEXT, folder, LIKE)
    project = Project(folder)
    assert (folder / "report" / "northshire.txt").read_bytes() == TEXT.read_bytes()
    assert {entry.term: entry.expansion for entry in glossary_of(project).entries} == {
        "ASB": "Anti-Social Behaviour",
        "MIT": "Major Investigation Team",
        "MSF": "Most Similar Force(s)",
    }
    assert "/mc01/#mc01-e1" in project.lock.read_text(encoding="utf-8").splitlines()
    assert (project.content / "mc01.md").is_file()
    assert project.overrides.is_dir()
    assert not list(folder.rglob("__pycache__"))
    assert "/site/" in (folder / ".gitignore").read_text(encoding="utf-8")
    doubts = [str(doubt) for doubt in made.doubts]
    assert "report/report.yml: E501 titles: MC01 has no title; its page shows the code alone." in doubts
    unexplained = [doubt.split()[2] for doubt in doubts if "G502" in doubt]
    assert unexplained == ["HMIC", "SPI5e", "NDs"], "labels and the imprint are not abbreviations"


def test_messages_about_a_pdf_have_page_and_line(pdf: Path, tmp_path: Path) -> None:
    made = new_project(pdf, tmp_path / "new", LIKE)
    text = (tmp_path / "new" / "report" / "North-shire-2008.txt").read_text(encoding="utf-8")
    (doubt,) = (doubt for doubt in made.doubts if "NDs" in doubt.what)
    page, number = text.split("\f")[9], int(doubt.what.partition("line ")[2].partition(")")[0])
    assert doubt.what.startswith("(page 10, line ")
    assert "NDs" in [line for line in page.split("\n") if line][number - 1]
    assert "NDs" in text.split("\n")[doubt.line - 1]
    received = made.conversion.inputs.edition.received
    assert "PDF file North shire (2008).pdf, of 12 pages" in received
    assert "*Page 5*" in made.conversion.pages["text.md"]
    assert re.search(r"^page \d+, \[line \d+\]\(text\.md#line-\d+\)$", made.conversion.pages["mc01.md"], re.M)


def duplicate_a_criterion(data: bytes) -> bytes:
    return data.replace(b"MC03 Summary", b"MC01 Summary")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (duplicate_a_criterion, "report/report.txt:"),
        (lambda data: b"", "report/report.txt: R001 the file is empty."),
        (lambda data: data.replace("é".encode(), b"") + b"\xff", "report.txt:"),
        (lambda data: b"%PDF-1.7 of no use", "report.txt: P003 the PDF is damaged"),
    ],
    ids=["unreadable", "empty", "not UTF-8", "damaged"],
)
def test_invalid_input_leaves_nothing_behind(
    change: Callable[[bytes], bytes], message: str, tmp_path: Path
) -> None:
    source = tmp_path / "report.txt"
    source.write_bytes(change(TEXT.read_bytes()))
    with pytest.raises(InputError) as caught:
        new_project(source, tmp_path / "new", LIKE)
    assert str(caught.value).startswith(message)
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_errors_in_a_pdf_have_page_and_line(tmp_path: Path) -> None:
    printed = PRINTABLE["northshire"]
    text = printed.text.replace("MC03 Summary", "MC01 Summary")
    source = tmp_path / "x.pdf"
    source.write_bytes(by_reportlab(text, printed.furniture, printed.header, printed.date))
    with pytest.raises(InputError, match=r"report/x\.txt:\d+: R012 \(page 9, line \d+\) .*MC01"):
        new_project(source, tmp_path / "new", LIKE)


def test_a_folder_that_is_not_empty_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mine").touch()
    (tmp_path / "file").touch()
    for name, message in (
        ("used", "is not empty"),
        ("file", "is not a directory"),
        ("a/b", "no such directory"),
    ):
        with pytest.raises(InputError, match=message):
            new_project(TEXT, tmp_path / name, LIKE)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "mine", "used"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert build.main(["new", str(TEXT), str(folder)]) == build.OK
    output = capsys.readouterr().out
    assert "unsure: report/report.yml: E501 titles: MC01 has no title" in output
    assert "3 criteria, 10 findings" in output
    assert f"python build.py --project {folder}" in output
    for arguments in ([str(TEXT), str(folder)], [str(tmp_path / "missing.pdf"), str(tmp_path / "other")]):
        assert build.main(["new", *arguments]) == build.BAD_INPUT
        assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "other").exists()
    with pytest.raises(SystemExit):
        build.main(["new", str(TEXT)])


def test_the_new_project_builds(pdf: Path, tmp_path: Path, command: Command) -> None:
    """With the commands in the README."""
    copy = tmp_path / "report.pdf"
    shutil.copy(pdf, copy)
    done = command("new", copy, tmp_path / "another")
    assert done.returncode == build.OK, done.stderr
    lock = (tmp_path / "another" / "addresses.lock").read_bytes()
    done = command("--project", tmp_path / "another")
    assert done.returncode == build.OK, done.stderr
    assert "all words accounted for" in done.stdout
    assert (tmp_path / "another" / "site" / "mc01" / "index.html").is_file()
    assert (tmp_path / "another" / "dist" / "report-offline.zip").is_file()
    assert (tmp_path / "another" / "addresses.lock").read_bytes() == lock
