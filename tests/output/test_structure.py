"""The structure of a rendered site. tests/output/test_preview.py covers rendering single pages again."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from reportsite.output import disk
from reportsite.output.render import mkdocs
from reportsite.output.structure import _Loader
from tests.conftest import Render
from tests.projects import golden, with_theme


def test_the_site_is_that_of_plain_mkdocs(tmp_path: Path, rendered: Render) -> None:
    project = with_theme(tmp_path)
    with rendered(project, golden().pages) as sites:
        ours = disk.read_files(sites.stage.site)
        with mkdocs(sites.stage):
            build(load_config(str(sites.stage.config), site_dir=str(tmp_path / "plain")))
    assert disk.read_files(tmp_path / "plain") == ours


def test_templates_in_hidden_folders_are_not_listed(tmp_path: Path) -> None:
    for name in ("main.html", "assets/a.js", ".icons/a.svg", "assets/.b/c.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert _Loader(str(tmp_path)).list_templates() == ["assets/a.js", "main.html"]
