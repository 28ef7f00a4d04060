"""The structure of a rendered site: MkDocs' files, navigation and templates, with which single pages are
rendered again. MkDocs itself only renders whole sites: `mkdocs serve --dirty` leaves the search incomplete.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from reportsite.output.disk import Project

_SEARCH = "material/search"


class Structure:
    """A site that MkDocs has rendered."""

    def __init__(self, stage: Project, *, alternates: bool = False) -> None:
        """Render all pages of `stage`, from its content/ to its site/. Call within `render.mkdocs`.

        `alternates` tells the templates that the site will have the Markdown of each page beside it.
        """
        self.config = load_config(str(stage.config), site_dir=str(stage.site))
        self.config.extra["alternates"] = alternates
        self.config.theme.__class__ = _Theme
        kept = _Kept()
        self.config.plugins["reportsite"] = kept  # type: ignore[assignment]
        self.config.plugins.on_startup(command="build", dirty=False)
        build(self.config)
        self.files, self.nav, self.env = kept.files, kept.nav, kept.env
        self._found = self._entries()

    @property
    def shim(self) -> str:
        """The setting `extra.bundle.shim` of mkdocs.yml."""
        return str(self.config.extra.get("bundle", {}).get("shim", ""))

    def copied(self, name: str) -> str:
        """The path below site/ of a file of content/ that is only copied; empty if there is none."""
        file = self.files.get_file_from_path(name)
        if file is None or file.is_documentation_page() or not file.inclusion.is_included():  # type: ignore[no-untyped-call]
            return ""
        return file.dest_uri

    def render(self, names: Iterable[str]) -> None:
        """Render the pages with these names (`mc07.md`) again, and write the search index.

        Everything else must be as before: the files, the navigation and the settings. Call within
        `render.mkdocs`.
        """
        pages = self.files.documentation_pages()
        changed = [file.page for name in names if (file := self.files.get_file_from_path(name)) and file.page]
        for page in changed:
            _populate_page(page, self.config, self.files)
        self._search.entries = []
        for page in changed:
            _build_page(page, self.config, pages, self.nav, self.env)
        self._found |= {page.url: [] for page in changed} | self._entries()
        self._search.entries = [
            entry for file in pages if file.page for entry in self._found.get(file.page.url, ())
        ]
        for file in pages:
            if file.page:
                level = self.config.validation.links.anchors
                file.page.validate_anchor_links(files=self.files, log_level=level)
        self.config.plugins.on_post_build(config=self.config)

    @property
    def _search(self) -> Any:
        return self.config.plugins[_SEARCH].search_index  # type: ignore[attr-defined]

    def _entries(self) -> dict[str, list[dict[str, Any]]]:
        """The entries of the search index, by the URL of their page."""
        found = defaultdict(list)
        for entry in self._search.entries:
            found[entry["location"].partition("#")[0]].append(entry)
        return found


class _Kept:
    """An MkDocs hook that keeps what MkDocs makes on the way to its pages."""

    files: Files
    nav: Navigation
    env: Environment

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        self.nav, self.files = nav, files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        self.env = env


class _Theme(Theme):
    def get_env(self) -> Environment:
        env = super().get_env()
        env.loader = _Loader(self.dirs)
        return env


class _Loader(FileSystemLoader):
    """Lists no hidden folders: MkDocs drops them anyway, and Material has ten thousand icons there."""

    def list_templates(self) -> list[str]:
        found = set()
        for root in map(Path, self.searchpath):
            for folder, folders, names in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {(Path(folder) / name).relative_to(root).as_posix() for name in names}
        return sorted(found)
