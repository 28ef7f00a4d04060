"""Write a Content-Security-Policy into every page. Optional: without this hook pages have none.

MkDocs calls `on_post_page` with each finished page, `on_post_template` with the 404 page.
The policy lists the theme's inline scripts by hash, but none in the page's content: a script that got into
the text of a report would not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

# A policy in a <meta> does not apply to what comes before it, so it comes first.
_CHARSET = '<meta charset="utf-8">'

# The only style attribute on our pages: Python-Markdown writes it for columns of numbers.
STYLES = ("text-align: right;",)

# The script that the worker shim for pages opened from disk writes into its frame, and the functions in it.
_FRAME = re.compile(r"<script>(.*?)<\\/script>", re.DOTALL)
_FUNCTIONS = re.compile(r"(function (\w+)\([^)]*\)\{.*?\})(?=function |var |class )", re.DOTALL)

_served = False


def on_startup(*, command: str, **_: object) -> None:
    """Remember whether this is `mkdocs serve`."""
    global _served  # noqa: PLW0603 - no other event has the command
    _served = command == "serve"


@event_priority(-100)  # after everything that changes a page
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """The page with its policy, which allows no inline script or style in the page's content."""
    content = page.content or ""
    # If a template has changed the content, it cannot be separated from the theme's part: list no hashes.
    theme = output.replace(content, "", 1) if content in output else ""
    return _with_policy(output, theme, config)


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The 404 page with its policy. Templates other than HTML are returned unchanged."""
    if not template_name.endswith(".html"):
        return output_content
    return _with_policy(output_content, output_content, config)


def _with_policy(output: str, theme: str, config: MkDocsConfig) -> str:
    # The development server adds a script to each page that reloads it.
    if _served:
        return output
    if _CHARSET not in output:
        message = f"The theme no longer writes {_CHARSET}, which hooks/security_policy.py relies on."
        raise PluginError(message)
    tree = LexborHTMLParser(theme)
    scripts = [*_inline_scripts(tree), *_frame_scripts(tree, config)]
    styles = [style.text() for style in tree.css("style")]
    rules = policy(scripts, styles, from_disk=not config.use_directory_urls)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return output.replace(_CHARSET, _CHARSET + meta, 1)


def policy(scripts: list[str], styles: list[str], *, from_disk: bool) -> str:
    """The policy of a page with these inline scripts and style sheets."""
    # Browsers disagree on the origin of a local file, so list file: there. Web pages must not read files.
    own = "'self' file:" if from_disk else "'self'"
    sources = {
        "default-src": "'none'",
        "script-src": " ".join([own, *_hashes(scripts)]),
        "style-src": " ".join([own, "'unsafe-hashes'", *_hashes([*styles, *STYLES])]),
        # The theme's style sheet has its icons as data: URLs.
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


def _inline_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    for script in tree.css("script:not([src])"):
        # Browsers do not run data blocks, such as application/json.
        if not (script.attributes.get("type") or "").startswith("application/"):
            yield script.text()


def _frame_scripts(tree: LexborHTMLParser, config: MkDocsConfig) -> Iterator[str]:
    """The inline scripts that a worker polyfill writes into the frame in which it runs the search.

    They contain the address of the worker, relative to the page.
    """
    settings = tree.css_first("script#__config")
    worker = json.loads(settings.text())["search"] if settings else ""
    for name in config.extra.get("polyfills", ()):
        for folder in config.theme.dirs:
            path = Path(folder, str(name))
            if path.is_file():
                yield from frame_scripts(path.read_text("utf-8"), worker)


def frame_scripts(source: str, worker: str) -> list[str]:
    """The inline scripts that `source` writes as a template, with its functions and the worker's address."""
    functions = {name: text for text, name in _FUNCTIONS.findall(source)}
    return [
        re.sub(r"\$\{(\w+)\}", lambda value: functions.get(value[1], worker), script)
        for script in _FRAME.findall(source)
    ]
