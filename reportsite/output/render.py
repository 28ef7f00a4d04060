"""Run MkDocs: pages -> a rendered site in a staging folder."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

from reportsite.errors import BuildError, InputError, Problem
from reportsite.output.disk import Project, process_environment, write_files
from reportsite.output.new_folder import copy_theme
from reportsite.output.transaction import staging

STARTED = "reportsite.render"
"""The audit event of a render."""


class RenderError(BuildError):
    """MkDocs rejected the pages. The message is its output."""

    heading = "B001 mkdocs build failed; the site was not changed:\n"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The site that MkDocs rendered."""

    stage: Project
    """The staging folder: its content/ holds the pages, its site/ the website."""
    shim: str
    """The script with which the search runs in the offline bundle; empty if the project has no bundle."""


NO_FORMS: Mapping[str, str] = MappingProxyType({})


@contextmanager
def rendered(
    project: Project, pages: Mapping[str, str], forms: Mapping[str, str] = NO_FORMS
) -> Iterator[Rendered]:
    """Render `pages` into a staging folder, which is removed on exit, with `forms` beside them, by path.

    The project itself does not change. Raises RenderError if MkDocs fails or warns, and InputError
    without mkdocs.yml.
    """
    with staging(project.root) as folder:
        stage = Project(folder, project.environment)
        prepare(project, stage, pages)
        with mkdocs(stage):
            # Slow, and only needed here.
            from reportsite.output.structure import Structure  # noqa: PLC0415

            shim = Structure(stage, alternates=bool(forms)).shim
        write_files(stage.site, forms)
        yield Rendered(stage, shim)


def prepare(project: Project, stage: Project, pages: Mapping[str, str]) -> None:
    """Copy what MkDocs needs into an empty folder. Raises InputError without mkdocs.yml."""
    if not project.config.is_file():
        raise InputError([Problem("mkdocs.yml", 0, "no such file.", "Restore it.", "F001")])
    copy_theme(project, stage)
    write_files(stage.content, pages)


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def mkdocs(stage: Project) -> Iterator[None]:
    """Run MkDocs within this context, in the environment of the project.

    Raises RenderError if it fails or logs a warning, instead of printing it.
    """
    sys.audit(STARTED)
    logger, handler = logging.getLogger("mkdocs"), _Messages()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    # A fixed date, because MkDocs would put the time of the build into sitemap.xml.gz.
    fixed = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
    failure: list[str] = []
    try:
        with process_environment({**stage.environment, **fixed}):
            yield
    except SystemExit as error:
        # Raised by MkDocs to end its command.
        failure = [str(error)]
    except Exception as error:
        # A bug of a hook, a template or a plugin, if MkDocs did not raise it.
        known = type(error).__module__.startswith("mkdocs.")
        failure = [str(error)] if known else traceback.format_exception(error)
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    if handler.messages or failure:
        raise RenderError("\n".join([*handler.messages, *failure]))
