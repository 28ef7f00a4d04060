"""Write a Content-Security-Policy into every page. Optional: without this hook pages have none.

MkDocs calls `on_post_page` with each finished page, `on_post_template` with the 404 page.
The policy lists the theme's inline scripts by hash, but none in the page's content: a script that got into
the text of a report would not run. reportsite/output/offline.py adapts it for the offline bundle.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from selectolax.lexbor import LexborHTMLParser

# A policy in a <meta> does not apply to what comes before it, so it comes first.
_CHARSET = '<meta charset="utf-8">'

# The only style attribute on our pages: Python-Markdown writes it for columns of numbers.
STYLES = ("text-align: right;",)

_served = False


def on_startup(*, command: str, **_: object) -> None:
    """Remember whether this is `mkdocs serve`."""
    global _served  # noqa: PLW0603 - no other event has the command
    _served = command == "serve"


@event_priority(-100)  # after everything that changes a page
def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """The page with its policy, which allows no inline script or style in the page's content."""
    content = page.content or ""
    # If a template has changed the content, it cannot be separated from the theme's part: list no hashes.
    theme = output.replace(content, "", 1) if content in output else ""
    return _with_policy(output, theme)


@event_priority(-100)
def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """The 404 page with its policy. Templates other than HTML are returned unchanged."""
    if not template_name.endswith(".html"):
        return output_content
    return _with_policy(output_content, output_content)


def _with_policy(output: str, theme: str) -> str:
    # The development server adds a script to each page that reloads it.
    if _served:
        return output
    if _CHARSET not in output:
        message = f"The theme no longer writes {_CHARSET}, which hooks/security_policy.py relies on."
        raise PluginError(message)
    tree = LexborHTMLParser(theme)
    rules = policy([*_inline_scripts(tree)], [style.text() for style in tree.css("style")])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return output.replace(_CHARSET, _CHARSET + meta, 1)


def policy(scripts: list[str], styles: list[str]) -> str:
    """The policy of a page with these inline scripts and style sheets."""
    sources = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *_hashes(scripts)]),
        "style-src": " ".join(["'self'", "'unsafe-hashes'", *_hashes([*styles, *STYLES])]),
        # The theme's style sheet has its icons as data: URLs.
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
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
