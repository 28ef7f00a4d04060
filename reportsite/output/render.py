"""Run MkDocs: pages -> a rendered site in a staging folder."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

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


@contextmanager
def rendered(project: Project, pages: Mapping[str, str]) -> Iterator[Rendered]:
    """Render `pages` into a staging folder, which is removed on exit.

    The project itself does not change. Raises RenderError if MkDocs fails or warns, and InputError
    without mkdocs.yml.
    """
    with staging(project.root) as folder:
        stage = Project(folder, project.environment)
        if not project.config.is_file():
            raise InputError([Problem("mkdocs.yml", 0, "no such file.", "Restore it.", "F001")])
        copy_theme(project, stage)
        write_files(stage.content, pages)
        # A fixed date, because MkDocs would put the time of the build into sitemap.xml.gz.
        fixed = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0"}
        with process_environment({**stage.environment, **fixed}), _messages() as messages:
            shim = _render(stage, messages)
        yield Rendered(stage, shim)


def _render(stage: Project, messages: list[str]) -> str:
    """Render the pages of `stage` to its site/. Returns the setting `extra.bundle.shim` of mkdocs.yml.

    `messages` receives the warnings of MkDocs. Raises RenderError.
    """
    # Slow, and only needed here.
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    sys.audit(STARTED)
    try:
        config = load_config(str(stage.config), site_dir=str(stage.site))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as error:
        raise RenderError("\n".join([*messages, str(error)])) from error
    except Exception as error:
        # A bug of a hook, a template or a plugin.
        raise RenderError("\n".join([*messages, *traceback.format_exception(error)])) from error
    if messages:
        raise RenderError("\n".join(messages))
    return str(config.extra.get("bundle", {}).get("shim", ""))


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _messages() -> Iterator[list[str]]:
    """Collect the warnings and errors that MkDocs logs, instead of printing them."""
    logger, handler = logging.getLogger("mkdocs"), _Messages()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
