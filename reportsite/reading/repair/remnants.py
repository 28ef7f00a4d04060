"""Remnants of other formats: HTML tags, and the rows of dashes that drew lines in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportsite.model import Line, Omission
from reportsite.reading.lines import blank_after, read_bullet, slice_line
from reportsite.reading.repair.rule import Change, Draft, place, rule

_LAYOUT_TAG = re.compile(r"</?(?:p|ul|ol|li)(?:\s[^<>]*)?>", re.IGNORECASE)
_RULE_ROW = re.compile(r"-{3,}(?:\s+-{3,})*")


@rule("rule-row", "Rows of dashes that drew lines in tables are left out.")
def drop_rule_rows(draft: Draft) -> Change:
    """Omit a row of dashes.

    ------ <tab> ---------  ->  (nothing)
    """
    rows = [line for line in draft.lines if _RULE_ROW.fullmatch(line.text.strip())]
    if not rows:
        return Change(draft.lines)
    return Change(
        tuple(blank_after(line) if _RULE_ROW.fullmatch(line.text.strip()) else line for line in draft.lines),
        (place(rows),),
        tuple(Omission("row of dashes in a table", line) for line in rows),
    )


@rule("html-layout", "Leftover HTML tags are read as the paragraphs and lists they marked up.")
def read_html(draft: Draft) -> Change:
    """Read the tags of paragraphs and lists as layout.

    <p>SOLUTION:</p> <p>It did:</p> <ul style=…> • One. • Two.  ->  SOLUTION: / It did: / - One. / - Two.
    """
    lines: list[Line] = []
    tagged: list[Line] = []
    omissions: list[Omission] = []
    ordered = False
    for line in draft.lines:
        # A line that continues one with layout tags may contain more of them.
        follows = bool(tagged) and tagged[-1].number == line.number - 1
        starts = bool(_LAYOUT_TAG.match(line.text))
        if not starts and not (follows and _LAYOUT_TAG.search(line.text)):
            lines.append(line)
            continue
        tagged.append(line)
        if starts:
            lines.append(blank_after(line))
        start, ordered = 0, ordered and follows
        for tag in _LAYOUT_TAG.finditer(line.text):
            lines += _pieces(line, start, tag.start(), ordered)
            omissions.append(Omission("HTML tag, read as layout", slice_line(line, *tag.span())))
            start, ordered = tag.end(), _is_ordered(tag[0].lower(), ordered)
        lines += _pieces(line, start, len(line.text), ordered)
    return Change(tuple(lines), (place(tagged),) if tagged else (), tuple(omissions))


def _is_ordered(tag: str, before: bool) -> bool:
    """Whether the text after a tag is in a numbered list, given whether the text before it was."""
    return tag.startswith("<ol") or (before and not tag.startswith(("<ul", "<p", "</")))


def _pieces(line: Line, start: int, end: int, ordered: bool) -> Iterator[Line]:
    """The paragraph or list items between two tags, each followed by a blank line."""
    text = line.text[start:end]
    cuts = re.finditer(r"(?<!\S)(?=\d{1,2}[.)]\s)" if ordered else r"(?=•)", text)
    edges = sorted({0, *(cut.start() for cut in cuts), len(text)})
    for begin, stop in pairwise(edges):
        piece = slice_line(line, start + begin, start + stop)
        if not piece.blank:
            yield read_bullet(piece)
            yield blank_after(piece)
