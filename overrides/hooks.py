"""The one hook of the site, and optional: in print, a term is expanded at its first mention only.

MkDocs calls `on_page_content` with the HTML of each page. Without this hook everything else works.
"""

from __future__ import annotations

import re
from typing import Any

_TERM = re.compile(r'<a (?=href="(?:[^"]*/)?glossary(?:/|\.html)(?P<anchor>#[^"]+)" title=)')


def on_page_content(html: str, **_: Any) -> str:
    """The HTML of a page, with the first link to each glossary entry marked by a class."""
    seen: set[str] = set()

    def mark(found: re.Match[str]) -> str:
        first = found["anchor"] not in seen
        seen.add(found["anchor"])
        return '<a class="first" ' if first else found[0]

    return _TERM.sub(mark, html)
