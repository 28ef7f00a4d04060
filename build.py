#!/usr/bin/env python3
"""The command line: arguments, messages and exit status. The build itself is reportsite/pipeline.py.

The package is imported when it is needed, so that --help and mistakes in the arguments take no time.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable

OK, FAILED, BAD_INPUT, BUG = 0, 1, 2, 3

# A string, as are all paths here: pathlib would take a seventh of the time of --help.
HERE = os.path.dirname(os.path.realpath(__file__))


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns the exit status."""
    options = _parser().parse_args(arguments)
    place = options.address if options.serve else os.path.realpath(options.project)
    return _status(lambda: _run(options), place)


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
        help="write content/, serve the site, and update both after each change",
    )
    pdf = (
        "print the whole report as a PDF with Chromium or Chrome: never, always, or only if one is installed "
        "(default: %(default)s)"
    )
    parser.add_argument("--pdf", choices=("never", "auto", "always"), default="never", help=pdf)
    parser.add_argument(
        "--discard-edits", action="store_true", help="overwrite files of content/ that were edited by hand"
    )
    where = "where --serve listens (%(default)s)"
    parser.add_argument("--address", type=_address, default="127.0.0.1:8000", metavar="HOST:PORT", help=where)
    folder = "the folder that contains report/ and mkdocs.yml (default: the folder of build.py)"
    parser.add_argument("--project", default=HERE, metavar="DIR", help=folder)
    new = parser.add_subparsers(dest="command", metavar="COMMAND").add_parser(
        "new",
        help="create a project from the text or PDF of a report (build.py new --help)",
        description="Create a project from the text or PDF of a report. It builds as it is; the command "
        "lists what to check by hand. If it fails, it leaves nothing behind.",
    )
    new.add_argument("file", metavar="TEXT-OR-PDF", help="UTF-8 text, or a PDF with text")
    new.add_argument("project", metavar="DIR", help="the folder to create; missing or empty")
    return parser


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address; expected HOST:PORT")
    return text


def _run(options: argparse.Namespace) -> int:
    from pathlib import Path

    from reportsite import pipeline, summary
    from reportsite.new_project import new_project
    from reportsite.output.disk import Project
    from reportsite.output.preview import Preview
    from reportsite.serve import serve

    project = Project(Path(options.project).resolve())

    def build(preview: Preview | None = None) -> int:
        if options.pages or preview:
            built = pipeline.write_pages(
                project, _progress, discard_edits=options.discard_edits, preview=preview
            )
        else:
            built = pipeline.build(project, _progress, discard_edits=options.discard_edits, pdf=options.pdf)
        _progress("")
        print(*summary.of_build(project, built), sep="\n", flush=True)
        return OK

    if options.command == "new":
        made = new_project(Path(options.file), project.root, Project(Path(HERE)))
        print(*summary.of_new_project(made), sep="\n")
        print(f"Created {options.project}. Fill in report/report.yml and glossary.yml there, and build it:")
        print(f"python build.py --project {options.project}", flush=True)
        return OK
    if options.check:
        stale = pipeline.stale(project)
        if stale:
            print(*stale, "Run python build.py --pages and commit the result.", sep="\n")
        return FAILED if stale else OK
    if options.serve:
        host, _, port = options.address.rpartition(":")
        serve(
            project, host, int(port), lambda preview: _status(lambda: build(preview), options.project) == OK
        )
        return OK
    return build()


def _progress(step: str) -> None:
    """Show the current step, on a terminal only. An empty step clears the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}{'…' if step else ''}", end="", file=sys.stderr, flush=True)


def _status(action: Callable[[], int], place: str) -> int:
    """The exit status of an action. Prints its error; `place` is where, if the system does not say."""
    from reportsite.errors import BuildError, InputError, Problem
    from reportsite.output.disk import write_traceback

    try:
        return action()
    except BuildError as error:
        status = BAD_INPUT if isinstance(error, InputError) else FAILED
        message = f"{error.heading}{error}"
    except OSError as error:
        status = BAD_INPUT
        message = str(Problem(str(error.filename or place), 0, f"{error.strerror or error}.", code="D008"))
    except Exception as error:
        status = BUG
        message = (
            f"B002 {type(error).__name__}: this is a bug in build.py, not an error in your input.\n"
            f"The details are in {write_traceback(error)}. Report it with that file and, if you may share "
            "it, the input (CONTRIBUTING.md says where)."
        )
    _progress("")
    print(message, file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    # Collecting garbage as often as by default takes a twentieth of a build, and frees little before its end.
    gc.set_threshold(1_000_000)
    status = main()
    # Python would collect once more before the process ends, which frees all of its memory anyway.
    gc.freeze()
    sys.exit(status)
