"""Renders Markdown pages with MkDocs and selected hooks, without the site's theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT


def render(folder: Path, pages: Mapping[str, str], hooks: Iterable[str]) -> dict[str, LexborHTMLParser]:
    """Write `pages` below `folder`, build them and return the HTML of each, by the path of its Markdown.

    `hooks` are names of files in hooks/. Files other than Markdown are written but not returned.
    """
    for name, text in pages.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {
        "site_name": "A site",
        "theme": {"name": None, "custom_dir": str(_theme(folder))},
        "hooks": [str(ROOT / "hooks" / f"{name}.py") for name in hooks],
        "plugins": [],
        "markdown_extensions": ["attr_list", "md_in_html", "tables", "toc"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml")))
    built = {}
    for name in pages:
        if name.endswith(".md"):
            html = Path(name).with_suffix("")
            place = html.parent if html.name == "index" else html
            text = (folder / "site" / place / "index.html").read_text(encoding="utf-8")
            built[name] = LexborHTMLParser(text)
    return built


def _theme(folder: Path) -> Path:
    """A theme that shows the content and the linked data of a page."""
    theme = folder / "theme"
    theme.mkdir()
    text = "<article>{{ page.content }}</article><script type='x'>{{ jsonld | tojson if jsonld }}</script>"
    (theme / "main.html").write_text(text, encoding="utf-8")
    (theme / "404.html").write_text("", encoding="utf-8")
    return theme
