"""A new project: receiving -> reading -> editorial -> a folder that builds as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportsite import pipeline
from reportsite.editorial.draft import draft_edition, draft_glossary
from reportsite.errors import Collector, InputError, Problem, stop_on_errors
from reportsite.model import lines_of
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.new_folder import check_new, copy_theme, new_folder
from reportsite.pipeline import Conversion
from reportsite.reading.report import read_report
from reportsite.receiving import receive
from reportsite.receiving.pages import page_starts


@dataclass(frozen=True, slots=True)
class NewProject:
    """A new project, and the places to check in it."""

    conversion: Conversion
    doubts: tuple[Problem, ...]


def new_project(file: Path, folder: Path, like: Project) -> NewProject:
    """Make a project in `folder` from the text or the PDF of a report, with the theme of the project `like`.

    Its pages and its addresses.lock are written; its site is not rendered. Raises InputError if the file
    cannot be used or the folder is not empty, and leaves nothing behind.
    """
    check_new(folder)
    problems = Collector(file.name)
    data = disk.read_bytes(file, problems)
    received = None if data is None else receive(data, problems)
    if received is None:
        raise InputError(problems.errors)
    name = re.sub(r"[^\w-]+", "-", file.stem).strip("-") or "report"
    text = f"report/{name}.txt"
    lines, pages = lines_of(received.text), page_starts(received.text)
    try:
        text_problems = Collector(text)
        report = read_report(received.text, text_problems)
        stop_on_errors(text_problems)
        model = disk.read_text(like.glossary, Collector("glossary.yml")) or ""
        files = {
            text: received.data,
            "report/report.yml": draft_edition(report, f"{name}.txt", received.origin).encode(),
            "glossary.yml": draft_glossary(report, model).encode(),
        }
        with new_folder(folder, files) as root:
            copy_theme(like, Project(root))
            conversion = pipeline.write_pages(Project(root)).conversion
    except InputError as error:
        raise InputError(_on_page(problem, text, lines, pages) for problem in error.problems) from None
    doubts = (*(replace(problem, file=text) for problem in problems.warnings), *conversion.warnings)
    return NewProject(conversion, tuple(_on_page(problem, text, lines, pages) for problem in doubts))


def _on_page(problem: Problem, text: str, lines: list[str], pages: Mapping[int, int]) -> Problem:
    """A problem of the text with its place on the printed page, where pages are known."""
    start = max((line for line in pages if line <= problem.line), default=0)
    if problem.file != text or not start:
        return problem
    number = sum(not line.isspace() and line != "" for line in lines[start - 1 : problem.line])
    return replace(problem, what=f"(page {pages[start]}, line {number}) {problem.what}")
