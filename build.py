#!/usr/bin/env python3
"""The command line: arguments, messages and exit status. The build itself is reportsite/pipeline.py."""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from pathlib import Path

from reportsite import pipeline
from reportsite.errors import InputError, Problem
from reportsite.new_project import new_project
from reportsite.output.disk import Project
from reportsite.output.render import RenderError
from reportsite.pipeline import Built, LinkError, ProofError
from reportsite.serve import serve

OK, FAILED, BAD_INPUT, BUG = 0, 1, 2, 3

HEADINGS: dict[type[Exception], str] = {
    ProofError: "Words of the report would be lost; the site was not changed:\n",
    LinkError: "Links are broken; the site was not changed:\n",
    RenderError: "B001 mkdocs build failed; the site was not changed:\n",
    InputError: "",
}
"""The errors that can end a build, with the line printed above each message."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    host, _, port = options.address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        parser.error(f"--address is {options.address!r}, expected HOST:PORT")
    project = Project(options.project.resolve())
    try:
        if options.command:
            return _new(options.file, options.folder)
        if options.check:
            return _check(project)
        if options.serve:
            serve(project, host, int(port), lambda: _build(project, options) == OK)
            return OK
        return _build(project, options)
    except Exception as error:
        place = options.address if options.serve else str(project.root)
        return _failed(error, place)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Without options: convert the report in report/ to the pages of content/, render them "
        "to site/ and to an offline bundle in dist/, and prove that no word of the report is lost.",
        epilog="Exit status: 0 success; 1 content/ is stale or a check failed; 2 invalid input; "
        "3 a bug in build.py. A build that fails changes nothing. docs/errors.md explains every code.",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--pages", action="store_true", help="write content/ and stop")
    mode.add_argument("--check", action="store_true", help="list the files of content/ that are out of date")
    mode.add_argument(
        "--serve",
        action="store_true",
        help="serve the site and rebuild it when an input, template or hook changes",
    )
    parser.add_argument(
        "--discard-edits", action="store_true", help="overwrite files of content/ that were edited by hand"
    )
    parser.add_argument(
        "--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="where --serve listens (%(default)s)"
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(__file__).resolve().parent,
        metavar="DIR",
        help="the folder that contains report/ and mkdocs.yml (default: the folder of build.py)",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    new = commands.add_parser(
        "new",
        help="create a project from the text or PDF of a report (build.py new --help)",
        description="Create a project from the text or PDF of a report. It builds as it is; the command "
        "lists what to check by hand. If it fails, it leaves nothing behind.",
    )
    new.add_argument(
        "file", type=Path, metavar="TEXT-OR-PDF", help="the report: UTF-8 text, or a PDF with text"
    )
    new.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder to create; it must be missing or empty"
    )
    return parser


def _new(file: Path, folder: Path) -> int:
    try:
        made = new_project(file, folder.resolve(), Project(Path(__file__).resolve().parent))
    except (InputError, OSError) as error:
        return _failed(error, str(folder))
    report = made.conversion.report
    print(*(f"unsure: {doubt}" for doubt in made.doubts), sep="\n")
    print(
        f"{report.title.force} – {report.subject}, {report.title.date}\n"
        f"  {len(report.criteria)} criteria, {len(report.findings)} findings\n"
        f"  {len(made.doubts) or 'no'} places to check\n"
        f"Created {folder}. Fill in report/report.yml and glossary.yml there, and build it:\n"
        f"python build.py --project {folder}",
        flush=True,
    )
    return OK


def _build(project: Project, options: argparse.Namespace) -> int:
    build = pipeline.write_pages if options.pages else pipeline.build
    try:
        built = build(project, _progress, discard_edits=options.discard_edits)
    except Exception as error:
        return _failed(error, str(project.root))
    _progress("")
    print(_summary(project, built), flush=True)
    return OK


def _check(project: Project) -> int:
    stale = pipeline.stale(project)
    if stale:
        print(*stale, "Run python build.py --pages and commit the result.", sep="\n")
    return FAILED if stale else OK


def _failed(error: Exception, place: str) -> int:
    """Print an error. Returns the exit status."""
    _progress("")
    if isinstance(error, OSError):
        refused = Problem(str(error.filename or place), 0, f"{error.strerror or error}.", code="D008")
        print(refused, file=sys.stderr, flush=True)
        return BAD_INPUT
    if type(error) not in HEADINGS:
        return _crashed(error)
    print(f"{HEADINGS[type(error)]}{error}", file=sys.stderr, flush=True)
    return BAD_INPUT if isinstance(error, InputError) else FAILED


def _crashed(error: Exception) -> int:
    """Write the traceback of a bug to a file, and print how to report it. Returns the exit status."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="build-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        # A traceback may quote half a character of the input.
        file.write("".join(traceback.format_exception(error)).encode("ascii", "backslashreplace").decode())
    print(
        f"B002 {type(error).__name__}: this is a bug in build.py, not an error in your input.\n"
        f"The details are in {file.name}. Report it with that file and, if you may share it, the input "
        "(CONTRIBUTING.md says where).",
        file=sys.stderr,
        flush=True,
    )
    return BUG


def _summary(project: Project, built: Built) -> str:
    """The summary printed after a build."""
    conversion = built.conversion
    report, warnings = conversion.report, conversion.warnings
    practices = len(report.practice.practices) if report.practice else 0
    mentions = sum(page.mentions for page in conversion.site.primary_pages)
    lines = [f"warning: {warning}" for warning in warnings]
    lines += [
        f"{report.title.force} – {report.subject}, {report.title.date}",
        f"  {len(report.criteria)} criteria, {len(report.findings)} findings, {practices} practices, "
        f"{len(conversion.context.glossary.entries)} terms",
        f"  {mentions} mentions linked, {conversion.unexplained_tokens} capitalised words unexplained",
        f"  {len(conversion.site.pages)} pages in content/, {built.changes.written} files written",
        *(f"  removed {name}" for name in built.changes.removed),
        *(f"  discarded the edits in {name}" for name in built.changes.discarded),
        *(f"  kept {name}, which was not generated" for name in built.changes.foreign),
    ]
    if built.proof:
        shown, omitted = built.proof.on_pages, built.proof.omitted
        lines.append(f"  all words accounted for: {shown:,} on the pages, {omitted:,} omitted with a reason")
    lines.append(f"  {len(warnings) or 'no'} warning{'s' * (len(warnings) != 1)}")
    if built.proof:
        lines.append(f"Website: {project.site} (view it with: make serve)")
    if built.bundle:
        lines.append(f"Offline bundle ({built.bundle / 1e6:.1f} MB): dist/{conversion.bundle}.zip")
    return "\n".join(lines)


def _progress(step: str) -> None:
    """Show the current step, on a terminal only. An empty step clears the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}{'…' if step else ''}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
