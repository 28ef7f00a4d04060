"""Join our scripts into one file, and our style sheets into another, minified. Optional.

`extra_javascript` and `extra_css` in mkdocs.yml list them in their order. Without this hook each of them is
loaded on its own. Files that are not listed, because only some pages load them, are only minified. Scripts
in `docs` are data with the words of a report, and stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

import rcssmin
import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

SCRIPT = "assets/site.js"
STYLE = "assets/site.css"

_FOLDER = PurePosixPath(SCRIPT).parent

# rjsmin takes the second backquote for the end of the outer text, and would remove white space from its rest.
_NESTED_TEXT = re.compile(r"\$\{[^{}]*`")


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Replace the listed files with one script and one style sheet. Raises PluginError."""
    scripts, styles = list(map(str, config.extra_javascript)), list(config.extra_css)
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
        return str(rcssmin.cssmin(text))
    if Path(file.abs_src_path or "").is_relative_to(config.docs_dir):
        return text
    if _NESTED_TEXT.search(text):
        message = f"{file.src_uri}: a template literal within another, which rjsmin would damage. Split them."
        raise PluginError(message)
    return str(rjsmin.jsmin(text))
