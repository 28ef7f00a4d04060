"""The committed pages and settings with the glossaries that others document, for the comparison of builds.

Each of them replaces our links to terms. Material's has the abbreviations in one file, which a Markdown
extension appends to every page; mkdocs-ezglossary-plugin has a definition list, and a tag for each use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

_TERM = re.compile(r'^\[([^\]]+)\]: \S*#\S+ ".*"\n?', re.MULTILINE)
"""A link reference with a title, which only terms have."""


def replace_terms(page: str, use: Callable[[str, str], str]) -> str:
    """A page without our links to terms; `use` makes what replaces one, of its text and its term.

    `the [MPS], [units][BOCU]` and the definitions of both -> `the MPS, units`.
    """
    terms = _TERM.findall(page)
    if not terms:
        return page
    names = "|".join(map(re.escape, terms))
    links = re.compile(rf"\[(?:([^\[\]]+)\]\[)?({names})\](?![\[(:])")
    return links.sub(lambda link: use(link[1] or link[2], link[2]), _TERM.sub("", page))


def tag(text: str, term: str) -> str:
    """The use of a term for mkdocs-ezglossary-plugin: `<term:MPS>'s`, `<term:BOCU|units>`.

    Python-Markdown leaves a tag with an apostrophe as text.
    """
    rest = text.removeprefix(term)
    return f"<term:{term}>{rest}" if rest in {"", "'s"} else f"<term:{term}|{text}>"


def abbreviations(terms: dict[str, Any]) -> str:
    """The terms of glossary.yml as abbreviations: `*[MPS]: Metropolitan Police Service`."""
    return "".join(
        f"*[{form}]: {term['expansion']}\n"
        for name, term in terms.items()
        for form in (name, *term.get("forms", ()))
    )


def definitions(terms: dict[str, Any]) -> str:
    """The same as a definition list for mkdocs-ezglossary-plugin."""
    return "".join(f"\nterm:{name}\n:   {term['expansion']}\n" for name, term in terms.items())


def stock(folder: Path) -> dict[str, Any]:
    """Write mkdocs.yml again without hooks, overrides, scripts and styles. Returns the settings."""
    path = folder / "mkdocs.yml"
    with path.open(encoding="utf-8") as file:
        settings = yaml_load(file)
    for name in ("hooks", "extra_css", "extra_javascript"):
        settings.pop(name)
    for name in ("custom_dir", "static_templates", "language"):
        settings["theme"].pop(name)
    _write(folder, settings)
    return settings


def material(folder: Path, terms: dict[str, Any]) -> None:
    """Change the project in `folder` to the glossary that Material documents."""
    _replace_all(folder, lambda text, _: text)
    (folder / "includes").mkdir()
    (folder / "includes" / "abbreviations.md").write_text(abbreviations(terms), encoding="utf-8")
    settings = stock(folder)
    snippets = {"pymdownx.snippets": {"auto_append": ["includes/abbreviations.md"]}}
    settings["markdown_extensions"] += ["abbr", snippets]
    _write(folder, settings)


def ezglossary(folder: Path, terms: dict[str, Any]) -> None:
    """Change the project in `folder` to mkdocs-ezglossary-plugin."""
    _replace_all(folder, tag)
    with (folder / "content" / "glossary.md").open("a", encoding="utf-8") as file:
        file.write(definitions(terms))
    settings = stock(folder)
    settings["markdown_extensions"].append("def_list")
    settings["plugins"]["ezglossary"] = {"tooltip": "short"}
    _write(folder, settings)


def _replace_all(folder: Path, use: Callable[[str, str], str]) -> None:
    for path in (folder / "content").rglob("*.md"):
        path.write_text(replace_terms(path.read_text(encoding="utf-8"), use), encoding="utf-8")


def _write(folder: Path, settings: dict[str, Any]) -> None:
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
