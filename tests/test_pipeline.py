"""Reading the input files: one run reports the errors in all of them."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from reportsite import pipeline
from reportsite.errors import InputError
from reportsite.model import paragraphs_of
from reportsite.output.disk import Project
from tests.projects import made_up


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with the made-up report and a lock file."""
    project = made_up(tmp_path / "project")
    project.lock.write_text("/\n/mc01/\n", encoding="utf-8")
    return project


def change(path: Path, old: str, new: str) -> None:
    """Replace `old` in a file, which must contain it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def text_of(project: Project) -> Path:
    return project.edition.parent / "northshire.txt"


def errors(project: Project) -> list[str]:
    """The errors of one run."""
    with pytest.raises(InputError) as caught:
        pipeline.read(project)
    return [str(problem) for problem in caught.value.problems]


def files(messages: list[str]) -> list[str]:
    return [message.partition(":")[0] for message in messages]


def test_the_made_up_report_is_read(project: Project) -> None:
    inputs = pipeline.read(project)
    assert inputs.file == "report/northshire.txt"
    assert inputs.locked == {"/": 1, "/mc01/": 2}
    assert inputs.source == text_of(project).read_text(encoding="utf-8")


def test_one_run_reports_the_errors_of_all_four_files(project: Project) -> None:
    change(text_of(project), "MC03 Summary", "MC01 Summary")
    change(project.edition, "titles:", "titels:")
    change(project.glossary, "terms:", "terms:\n  Zz: {}")
    change(project.lock, "/mc01/", "<<<<<<< HEAD")
    messages = errors(project)
    assert files(messages) == [
        "addresses.lock",
        "glossary.yml",
        "report/northshire.txt",
        "report/report.yml",
    ]
    assert "'<<<<<<< HEAD' is not an address" in messages[0]
    assert "'expansion' is missing" in messages[1]
    assert "criterion MC01 is on this line and on line" in messages[2]
    assert "unknown key 'titels'" in messages[3]


def test_one_run_reports_four_files_that_cannot_be_read(project: Project) -> None:
    text_of(project).write_bytes(b"\xff")
    project.edition.write_text("source: northshire.txt\nreceived: By post.\nfoo: 1\n", encoding="utf-8")
    project.glossary.write_text("terms: [\n", encoding="utf-8")
    project.lock.write_bytes(b"/\n/\xff/\n")
    messages = errors(project)
    assert files(messages) == [
        "addresses.lock",
        "glossary.yml",
        "report/northshire.txt",
        "report/report.yml",
    ]
    assert "not UTF-8: byte 0xff." in messages[0]
    assert "not valid YAML" in messages[1]
    assert "not UTF-8: byte 0xff." in messages[2]


def test_one_run_checks_report_yml_and_the_glossary_against_the_report(project: Project) -> None:
    change(project.edition, "  MC01:", "  MC99:")
    change(project.glossary, "expansion: Anti-Social Behaviour", "expansion: Antisocial Behaviour")
    messages = errors(project)
    assert files(messages) == ["glossary.yml", "report/report.yml"]
    assert "'Antisocial Behaviour' differs from the report’s" in messages[0]
    assert "MC99" in messages[1]


def test_a_file_is_checked_against_the_report_even_if_another_is_invalid(project: Project) -> None:
    change(project.edition, "  MC01:", "  MC99:")
    project.glossary.write_text("terms: [\n", encoding="utf-8")
    messages = errors(project)
    assert files(messages) == ["glossary.yml", "report/report.yml"]
    assert "MC99" in messages[1]


def test_nothing_is_checked_against_a_text_with_errors(project: Project) -> None:
    """Otherwise every title and every term would be an error."""
    text_of(project).write_text("\n", encoding="utf-8")
    assert errors(project) == [
        "report/northshire.txt: R001 the file is empty. Put the text of the report into it."
    ]


def test_a_report_yml_without_a_source_is_an_error(project: Project) -> None:
    project.edition.write_text("received: By post.\n", encoding="utf-8")
    project.glossary.write_text("words: {}\n", encoding="utf-8")
    messages = errors(project)
    assert files(messages) == ["glossary.yml", "report/report.yml"]
    assert "'source' is missing or empty in report.yml." in messages[1]


def test_missing_files_are_reported_together(project: Project) -> None:
    text_of(project).unlink()
    project.glossary.unlink()
    assert errors(project) == [
        "glossary.yml: F001 no such file. Restore it, or correct the path.",
        "report/northshire.txt: F001 no such file. Restore it, or correct the path.",
    ]


def test_a_conversion_leaves_the_garbage_collector_as_it_was(project: Project) -> None:
    pipeline.convert(project)
    assert gc.isenabled()
    change(project.lock, "/mc01/", "/no-such-page/")
    with pytest.raises(InputError):
        pipeline.convert(project)
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(InputError):
            pipeline.convert(project)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_words_without_a_place_are_an_error(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the proof would find in the HTML is reported before anything is rendered."""
    inputs = pipeline.read(project)
    (section, *others) = inputs.report.inspection
    lost = replace(inputs.report, inspection=(replace(section, blocks=()), *others))
    monkeypatch.setattr(pipeline, "read", lambda project: replace(inputs, report=lost))
    with pytest.raises(InputError) as caught:
        pipeline.convert(project)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("R030", next(paragraphs_of(section.blocks)).first_line)
    assert problem.what.startswith("no page has: 'HMIC inspects forces.")
