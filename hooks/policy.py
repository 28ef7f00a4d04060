"""The Content-Security-Policy of every page, written into it. Optional: without it pages have none.

MkDocs calls `on_post_page` with each finished page, `on_post_template` with the page for what is not
found. The policy names the scripts of the theme by their hashes. Nothing that stands in the text of a
report is ever allowed: a script that found its way into it would not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

# A block of data, such as application/json, is no script to browsers.
_SCRIPT = re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/))[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_CONFIG = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8">')

# The only style attributes of our pages: the columns of numbers that Markdown writes, and the charts.
STYLES = ("text-align: right;", "display:block;width:100%;max-width:24em;height:auto")

# What the shim of workers for pages opened from disk writes into its frame, and the functions it puts there.
_FRAME = re.compile(r"<script>(.*?)<\\/script>", re.DOTALL)
_FUNCTIONS = re.compile(r"(function (\w+)\([^)]*\)\{.*?\})(?=function |var |class )", re.DOTALL)

_served = False


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether pages are served for their author."""
    global _served  # noqa: PLW0603 - MkDocs tells it once, and no other event does
    _served = command == "serve"


@event_priority(-100)  # after everything that changes a page
def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """The page with its policy. What stands in its content is not allowed by standing there."""
    content = page.content or ""
    # Where the theme has changed it, it cannot be told from what is ours: nothing inline is named then.
    ours = output.replace(content, "", 1) if content in output else ""
    return _with_policy(output, ours, config)


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, config: Any) -> str:
    """The page for what is not found with its policy. Other templates are no pages."""
    if not template_name.endswith(".html"):
        return output_content
    return _with_policy(output_content, output_content, config)


def _with_policy(output: str, ours: str, config: Any) -> str:
    # The server writes a script of its own into each page, which reloads it.
    if _served:
        return output
    scripts = [*_SCRIPT.findall(ours), *_frame_scripts(ours, config)]
    rules = policy(scripts, _STYLE.findall(ours), from_disk=not config["use_directory_urls"])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return _CHARSET.sub(lambda found: found[0] + meta, output, count=1)


def policy(scripts: list[str], styles: list[str], *, from_disk: bool) -> str:
    """The policy of a page with these scripts and style sheets of its own."""
    # Files have no origin that all browsers agree on; none of them may be read by a page of the web.
    own = "'self' file:" if from_disk else "'self'"
    sources = {
        "default-src": "'none'",
        "script-src": " ".join([own, *_hashes(scripts)]),
        "style-src": " ".join([own, "'unsafe-hashes'", *_hashes([*styles, *STYLES])]),
        # The theme's style sheet holds its icons as data.
        "img-src": f"{own} data:",
        "font-src": own,
        "connect-src": own,
        "worker-src": own,
        "form-action": own,
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _hashes(texts: list[str]) -> list[str]:
    digests = (hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _frame_scripts(output: str, config: Any) -> list[str]:
    """What a polyfill of workers writes into the frame where it runs the search.

    It holds the address of the worker, relative to the page.
    """
    found = _CONFIG.search(output)
    worker = json.loads(found[1])["search"] if found else ""
    paths = [
        Path(d, str(name)) for name in config["extra"].get("polyfills", ()) for d in config["theme"].dirs
    ]
    sources = [path.read_text("utf-8") for path in paths if path.is_file()]
    return [script for source in sources for script in frame_scripts(source, worker)]


def frame_scripts(source: str, worker: str) -> list[str]:
    """The inline scripts that `source` writes as a template, with its functions and the worker's address."""
    functions = {name: text for text, name in _FUNCTIONS.findall(source)}
    return [
        re.sub(r"\$\{(\w+)\}", lambda value: functions.get(value[1], worker), script)
        for script in _FRAME.findall(source)
    ]
