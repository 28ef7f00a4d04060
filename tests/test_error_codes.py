"""Codes of messages: something raises each of them, and docs/errors.md explains it with that example."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml

import build
from reportsite import pipeline
from reportsite.errors import CODES, InputError, Problem
from reportsite.model import Line
from reportsite.output import browser, content, disk
from reportsite.output.browser import BrowserError
from reportsite.output.disk import Project
from reportsite.output.new_folder import check_new
from reportsite.output.render import RenderError
from reportsite.proof import links
from reportsite.proof.proof import PageClaim, prove
from tests.conftest import FIXTURES, ROOT

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^### (\w\d{3}) (.+)\n\n    (.+)\n\n(\S.+(?:\n\S.+)*)$", re.MULTILINE)
"""A code, its meaning, an example, and advice."""

INPUTS: dict[str, dict[str, Any]] = yaml.safe_load((FIXTURES / "errors.yml").read_text(encoding="utf-8"))

ELSEWHERE = {"R020", "R030", "W009", "W010", "H006"} | {code for code in CODES if code[0] == "P"}
"""Codes of PDFs, received and printed, and of checks after reading, which other tests raise."""

Raise = Callable[[Path], Iterable[Problem]]


def words(
    *lines: tuple[int, str], html: str | None = "One. Two.", anchor: str = "", other: str = ""
) -> Raise:
    """The problems of a site whose page /a/ claims lines of the text and shows `html`."""
    claims = [PageClaim("/a/", tuple(Line(n, 0, text) for n, text in lines), frozenset({anchor} - {""}))]
    pages = {} if html is None else {"/a/": f"<article>{html}</article>"}
    if other == "Two.":
        claims.append(PageClaim("/b/", (Line(2, 0, other),)))
    if other:
        pages["/b/"] = f"<article>{other}</article>"
    return lambda folder: prove("report/r.txt", "One.\nTwo.\n", claims, (), (), pages).problems


def linked(html: str) -> Raise:
    """The problems of a site of one page."""
    return lambda folder: (
        links.check({"index.html": html}, {"index.html"}, offline=False, address="").problems
    )


def refused(call: Callable[[Path], object]) -> Raise:
    """The problems of an InputError."""

    def problems(folder: Path) -> Iterable[Problem]:
        with pytest.raises(InputError) as caught:
            call(folder)
        return caught.value.problems

    return problems


def in_place_of_a_page(folder: Path) -> None:
    (folder / "practice").touch()
    content.check(content.compare(folder, {"practice/a.md": ""}), discard_edits=False)


def edited_by_hand(folder: Path) -> None:
    (folder / "mc07.md").touch()
    content.check(content.compare(folder, {"mc07.md": "x"}), discard_edits=False)


def file_for_a_directory(folder: Path) -> None:
    (folder / "site").touch()
    disk.check_places(Project(folder, {}))


def mounted(folder: Path) -> None:
    (folder / "site").mkdir()
    with patch.object(Path, "is_mount", return_value=True):
        disk.check_places(Project(folder, {}))


def not_writable(folder: Path) -> None:
    (folder / "content" / "practice").mkdir(parents=True)
    with patch("os.access", side_effect=lambda path, mode: Path(path).name != "practice"):
        disk.check_places(Project(folder, {}))


def not_empty(folder: Path) -> None:
    (folder / "new" / "mine").mkdir(parents=True)
    with chdir(folder):
        check_new(Path("new"))


def no_parent(folder: Path) -> None:
    check_new(Path("missing/new"))


ONE, TWO = (1, "One."), (2, "Two.")
SITE: dict[str, Raise] = {
    "D001": refused(file_for_a_directory),
    "D002": refused(not_writable),
    "D003": refused(mounted),
    "D004": refused(edited_by_hand),
    "D005": refused(in_place_of_a_page),
    "D006": refused(not_empty),
    "D007": refused(no_parent),
    "W001": words(ONE),
    "W002": words(ONE, TWO, other="Two."),
    "W003": words(ONE, (2, "Too.")),
    "W004": words(TWO, ONE),
    "W005": words(ONE, TWO, html=None),
    "W006": words(ONE, TWO, anchor="a-s1"),
    "W007": words(ONE, TWO, html="One. Too."),
    "W008": words(ONE, TWO, other="Three."),
    "H001": linked('<a href="#gone">'),
    "H002": linked('<a href="/mc07/">'),
    "H003": linked('<a href="ftp://example.org/">'),
    "H004": linked('<img src="https://example.org/a.png">'),
    "H005": linked('<script type="application/ld+json">{</script>'),
}
"""What raises each code of the disk and of the built site."""


def no_browser() -> Exception:
    with pytest.raises(BrowserError) as caught:
        browser.find({"PATH": ""})
    return caught.value


FAILURES: dict[str, Exception] = {
    "D008": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site"),
    "B001": RenderError("WARNING - a page"),
    "B002": ValueError("a bug"),
    "B003": no_browser(),
}
"""Exceptions for which build.py itself prints the code."""


def raised(changes: dict[str, Any], folder: Path) -> list[Problem]:
    """The errors or, without errors, the warnings of the short report after `changes` to its files."""
    shutil.copytree(FIXTURES / "cases" / "00-base", folder, dirs_exist_ok=True)
    for name, change in changes.items():
        text = change
        if isinstance(change, list):
            old, new, times = [*change, 1][:3]
            text = (folder / name).read_text(encoding="utf-8")
            assert text.count(old) >= 1, old
            head, _, tail = text.rpartition(old) if name.endswith("r.txt") else text.partition(old)
            text = head + new * times + tail
        (folder / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    try:
        return list(pipeline.convert(Project(folder, {})).warnings)
    except InputError as error:
        return list(error.problems)


def example(code: str) -> str:
    """The example of a code on the page."""
    return next(entry[3] for entry in ENTRY.finditer(PAGE) if entry[1] == code)


@pytest.mark.parametrize("code", INPUTS)
def test_a_code_is_raised_and_its_example_is_on_the_page(code: str, tmp_path: Path) -> None:
    problems = raised(INPUTS[code], tmp_path)
    assert example(code) in [str(problem) for problem in problems if problem.code == code]


@pytest.mark.parametrize("code", SITE)
def test_a_code_of_the_built_site_is_raised_and_its_example_is_on_the_page(code: str, tmp_path: Path) -> None:
    problems = [str(problem) for problem in SITE[code](tmp_path) if problem.code == code]
    assert example(code) in problems


@pytest.mark.parametrize("code", FAILURES)
def test_a_code_of_a_failed_command_is_printed_and_its_example_is_on_the_page(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FAILURES[code]

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(pipeline, "build", fail)
    build.main(["--project", str(tmp_path)])
    assert capsys.readouterr().err.splitlines()[0] == example(code)


def test_the_page_explains_every_code_in_the_order_of_the_table() -> None:
    assert [(entry[1], entry[2]) for entry in ENTRY.finditer(PAGE)] == [
        (code, meaning[0].upper() + meaning[1:]) for code, meaning in CODES.items()
    ]
    assert PAGE.count("\n### ") == len(CODES)


def test_every_code_has_an_input_or_a_test() -> None:
    assert INPUTS.keys() | SITE.keys() | FAILURES.keys() | ELSEWHERE == CODES.keys()
    assert not INPUTS.keys() & ELSEWHERE
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    texts = [path.read_text(encoding="utf-8") for path in tests]
    assert {code for code in ELSEWHERE if any(code in text for text in texts)} == ELSEWHERE


def test_the_package_raises_the_codes_of_the_table_and_no_others() -> None:
    files = [path for path in (ROOT / "reportsite").rglob("*.py") if path.name != "errors.py"]
    texts = [path.read_text(encoding="utf-8") for path in (*files, ROOT / "build.py")]
    used = {code for text in texts for code in re.findall(r'"([A-Z]\d{3})["\s]', text)}
    assert used == CODES.keys()
