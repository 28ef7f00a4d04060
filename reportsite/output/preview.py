"""A rendered site that is kept up to date: after a change of the input, only what differs is rendered."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.render import NO_FORMS, mkdocs, prepare

if TYPE_CHECKING:
    from reportsite.output.structure import Structure

_SETTINGS = "site.yml"
_LINKED_DATA = "jsonld.json"
_PREVIEWS = "assets/previews/"
# A hook copies drawings into pages.
_DRAWING = ".svg"


class Preview:
    """The site of a project, below a folder. A complete build of the same input has the same bytes."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self.stage = Project(folder / "stage", project.environment)
        self._folder = folder
        self._theme: dict[str, bytes] = {}
        self._pages: Mapping[str, str] = {}
        self._forms: Mapping[str, str] = NO_FORMS
        self._structure: Structure | None = None
        self.site: Mapping[str, bytes] = {}
        """The files of the site after the last update, by path."""
        self.rendered: frozenset[str] = frozenset()
        """The pages that the last update rendered, by the names of their Markdown files."""

    def update(self, pages: Mapping[str, str], forms: Mapping[str, str] = NO_FORMS) -> Mapping[str, bytes]:
        """Render what differs from the last update. Returns the files of the site, `forms` included, by path.

        Raises RenderError, and InputError without mkdocs.yml.
        """
        theme = disk.theme_of(self.project)
        names = self._changed(pages) if theme == self._theme else None
        # After a failure the next update renders everything.
        structure, self._structure = self._structure, None
        if structure is not None and names is not None:
            changed = {name: text for name, text in pages.items() if text != self._pages[name]}
            disk.write_files(self.stage.content, changed)
            with mkdocs(self.stage):
                structure.render(names)
            copied = {target: changed[name] for name in changed if (target := structure.copied(name))}
            disk.write_files(self.stage.site, copied)
        else:
            shutil.rmtree(self.stage.root, ignore_errors=True)
            # At another place each time, because MkDocs never reads a hook twice.
            self.stage = replace(self.stage, root=Path(tempfile.mkdtemp(dir=self._folder)))
            prepare(self.project, self.stage, pages)
            with mkdocs(self.stage):
                # Slow, and only needed here.
                from reportsite.output.structure import Structure  # noqa: PLC0415

                structure = Structure(self.stage, alternates=bool(forms))
            self._forms = NO_FORMS
            names = {name for name in pages if name.endswith(".md")}
        self._theme, self._pages, self._structure = theme, pages, structure
        self.rendered = frozenset(names)
        for path in self._forms.keys() - forms.keys():
            (self.stage.site / path).unlink()
        changed = {path: text for path, text in forms.items() if self._forms.get(path) != text}
        disk.write_files(self.stage.site, changed)
        self._forms = forms
        self.site = disk.read_files(self.stage.site)
        return self.site

    def _changed(self, pages: Mapping[str, str]) -> set[str] | None:
        """The pages to render again; None if everything must be."""
        before, structure = self._pages, self._structure
        if structure is None or pages.keys() != before.keys():
            return None
        changed = {name for name, text in pages.items() if text != before[name]}
        names = {name for name in changed if name.endswith(".md")}
        if _LINKED_DATA in changed:
            old, new = (json.loads(files[_LINKED_DATA]) for files in (before, pages))
            if set(_ids(old)) != set(_ids(new)):
                return None
            names |= {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        for name in changed - names - {_LINKED_DATA}:
            if name.startswith("."):
                continue
            if name.startswith(_PREVIEWS) and _keys(before[name]) != _keys(pages[name]):
                return None
            target = structure.copied(name)
            if not target or name.endswith(_DRAWING):
                return None
            # Otherwise a hook makes it from the file.
            if (self.stage.site / target).read_bytes() != before[name].encode():
                return None
        return names


def _keys(script: str) -> list[str]:
    """The addresses in a script of previews: a hook lists them, too."""
    return [line.partition(": ")[0] for line in script.splitlines()]


def _ids(data: Any) -> Iterator[str]:
    """The identifiers in linked data: a hook lists the terms among them before it reads a page."""
    if isinstance(data, list):
        for inner in data:
            yield from _ids(inner)
    elif isinstance(data, dict):
        yield from (value for key, value in data.items() if key == "@id")
        for inner in data.values():
            yield from _ids(inner)
