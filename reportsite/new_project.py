"""A new project: receiving -> reading -> editorial -> a folder that builds as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportsite import pipeline
from reportsite.conversion import Conversion
from reportsite.editorial.draft import draft_edition, draft_glossary
from reportsite.errors import Collector, InputError, Problem, stop_on_errors
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.new_folder import check_new, copy_theme, new_folder
from reportsite.reading.report import read_report
from reportsite.receiving import receive
from reportsite.receiving.pages import Printed, printed_places


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
    places = printed_places(received.text)
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
        raise InputError(_on_page(problem, text, places) for problem in error.problems) from None
    doubts = (*(replace(problem, file=text) for problem in problems.warnings), *conversion.warnings)
    return NewProject(conversion, tuple(_on_page(problem, text, places) for problem in doubts))


def _on_page(problem: Problem, text: str, places: Mapping[int, Printed]) -> Problem:
    """A problem of the text with its place on the printed page, where pages are known."""
    if problem.file != text or problem.line not in places:
        return problem
    return replace(problem, what=f"({places[problem.line]}) {problem.what}")
