"""Join our scripts into one file, and our style sheets into another, minified. Optional.

`extra_javascript` and `extra_css` in mkdocs.yml list them in their order. Without this hook each of them is
loaded on its own. Files that are not listed, because only some pages load them, are only minified. Scripts
in `docs` are data with the words of a report, and stay as they are.

The first style sheet is the part of the theme's own that our pages use, made by maintenance/theme.py. Pages
load it in place of them.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

SCRIPT = "assets/site.js"
STYLE = "assets/site.css"

_FOLDER = PurePosixPath(SCRIPT).parent

THEME_PART = "assets/vendor/material/theme.css"
_THEME_FOLDER = PurePosixPath("assets/stylesheets")
_STYLE_LINK = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_SOURCES = re.compile(r"from ([\w. ]+) \*/")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_ADVICE = "Remove it from mkdocs.yml, run `make theme`, and list it again."

left_out: frozenset[str] = frozenset()
"""The classes of the theme whose rules the part lacks; empty if pages load the theme's style sheets."""

# rjsmin takes the second backquote for the end of the outer text, and would remove white space from its rest.
_NESTED_TEXT = re.compile(r"\$\{[^{}]*`")


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Replace the listed files with one script and one style sheet. Raises PluginError."""
    scripts, styles = list(map(str, config.extra_javascript)), list(config.extra_css)
    _replace_theme(files, styles)
    for names, joined in ((scripts, SCRIPT), (styles, STYLE)):
        if names:
            parts = [_minified(_taken(files, name), config) for name in names]
            files.append(File.generated(config, joined, content="\n".join(parts) + "\n"))
    for file in list(files):
        path = PurePosixPath(file.src_uri)
        if path.parent == _FOLDER and path.suffix in {".js", ".css"} and file.src_uri not in {SCRIPT, STYLE}:
            files.remove(file)
            files.append(File.generated(config, file.src_uri, content=_minified(file, config)))
    config.extra_javascript[:] = [SCRIPT] if scripts else []
    config.extra_css = [STYLE] if styles else []


def _replace_theme(files: Files, styles: list[str]) -> None:
    """Drop the theme's style sheets if its part is listed. Raises PluginError if it is of another version."""
    global left_out  # noqa: PLW0603 - later events have only the pages
    part = files.get_file_from_path(THEME_PART) if THEME_PART in styles else None
    left_out = frozenset()
    if part is None:
        return
    folder = [file for file in files if PurePosixPath(file.src_uri).parent == _THEME_FOLDER]
    whole = [file for file in folder if file.src_uri.endswith(".css")]
    made_from = _SOURCES.search(part.content_string)
    if not made_from or set(made_from[1].split()) != {file.name + ".css" for file in whole}:
        message = f"{THEME_PART} was made from other style sheets than those of this theme. {_ADVICE}"
        raise PluginError(message)
    classes = {name for file in whole for name in _CLASS.findall(file.content_string)}
    # A class that our own style sheets also have is ours: the theme styles it only together with others.
    listed = filter(None, map(files.get_file_from_path, styles))
    left_out = frozenset(classes.difference(*(_CLASS.findall(file.content_string) for file in listed)))
    for file in folder:
        files.remove(file)


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """The page without the theme's style sheets. Raises PluginError if it needs a class that was left out."""
    return _without_theme(output, page.file.src_uri)


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """The same for the 404 page."""
    return (
        _without_theme(output_content, template_name) if template_name.endswith(".html") else output_content
    )


def _without_theme(html: str, name: str) -> str:
    if not left_out:
        return html
    if unstyled := left_out.intersection(" ".join(_CLASSES.findall(html)).split()):
        message = f"{name}: the class {min(unstyled)} has no styles, because no page had it before. {_ADVICE}"
        raise PluginError(message)
    return _STYLE_LINK.sub(lambda link: "" if f"{_THEME_FOLDER}/" in link[1] else link[0], html)


def _taken(files: Files, name: str) -> File:
    file = files.get_file_from_path(name)
    if file is None:
        message = f"{name}: no such file. mkdocs.yml lists it; restore it, or remove it there."
        raise PluginError(message)
    files.remove(file)
    return file


def _minified(file: File, config: MkDocsConfig) -> str:
    text = file.content_string
    if file.src_uri.endswith(".css"):
        return str(rcssmin.cssmin(text, keep_bang_comments=True))
    if Path(file.abs_src_path or "").is_relative_to(config.docs_dir):
        return text
    if _NESTED_TEXT.search(text):
        message = f"{file.src_uri}: a template literal within another, which rjsmin would damage. Split them."
        raise PluginError(message)
    return str(rjsmin.jsmin(text))
