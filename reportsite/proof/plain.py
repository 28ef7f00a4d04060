"""The proof of plain Markdown: what a reader's program makes of it, as HTML that the proof of pages reads.

Markdown has no classes. Two forms mark the edition's words there: quotations, and emphasis in brackets,
`*[…]*`. If words of the report had one of these forms, the proof would report them as lost.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

# Left out before the rest is read, because they are half of the text.
_QUOTATION = re.compile(r"^>.*$", re.MULTILINE)
_INSERTED = re.compile(r"<em>(?=\[)")
# A heading that is a link to the address that it shows.
_REFERENCE = re.compile(r'<(h[1-6])>(?=<a href="[^"#]*#([\w-]+)">[^<]*</a></h)')


_WITH_ID = r'<\1 id="\2">'


@cache
def _reader() -> MarkdownIt:
    # CommonMark with the tables and deletions of GitHub, which other programs follow.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def html_of(markdown: str) -> str:
    """The HTML of plain Markdown without front matter. The edition's words are left out or have its class."""
    html = _reader().render(_QUOTATION.sub("", markdown))
    html = _INSERTED.sub('<em class="edition">', html)
    return f"<article>{_REFERENCE.sub(_WITH_ID, html)}</article>"
