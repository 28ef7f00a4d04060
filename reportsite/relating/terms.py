"""Terms of the glossary in the text: the finder, unexplained tokens and unused names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportsite.editorial.glossary import Glossary
from reportsite.model import Line
from reportsite.relating.mentions import AFTER, BEFORE, Finder, Form

_WEB_ADDRESS = re.compile(r"<[a-z]+:[^<>\s]*>")

_BEFORE, _AFTER = re.compile(BEFORE), re.compile(AFTER)

TOKEN = re.compile(rf"{BEFORE}[A-Z][a-z]*+[A-Z0-9][A-Za-z0-9]*+{AFTER}")
"""A capitalised token: a word that begins with a capital and has another capital or a figure."""


def finder_of(glossary: Glossary) -> Finder:
    """A finder of every form of every term. Unexplained names shield the terms within them."""
    forms = {name: Form("") for name, _ in glossary.unexplained}
    for entry in glossary.entries:
        forms |= {form: Form(entry.term) for form in (entry.term, *entry.forms)}
        forms |= {form: Form(entry.term, near=True) for form in entry.near}
    return Finder(forms)


def unexplained_tokens(
    lines: Iterable[Line], finder: Finder, glossary: Glossary, codes: Iterable[str]
) -> dict[str, int]:
    """Capitalised tokens that no term covers, each with the number of its first line.

    `lines` are the lines that pages show; `codes` are the codes of criteria. Web addresses, names
    under `ignore` and the codes do not count.
    """
    known = {name for name, _ in glossary.ignored} | set(codes)
    first_lines: dict[str, int] = {}
    for line in lines:
        text = _WEB_ADDRESS.sub("", line.text)
        covered = [(occurrence.start, occurrence.end) for occurrence in finder.find(text)]
        for token in TOKEN.finditer(text):
            inside = any(start <= token.start() and token.end() <= end for start, end in covered)
            if not inside and token[0] not in known:
                first_lines.setdefault(token[0], line.number)
    return first_lines


def unused_names(lines: Iterable[Line], glossary: Glossary) -> list[str]:
    """Names under `ignore` and `unexplained`, and words under `also`, that do not occur in the text."""
    text = "\n".join(line.text for line in lines)
    names = [name for name, _ in (*glossary.ignored, *glossary.unexplained)]
    missing = [name for name in names if not _occurs(name, text)]
    folded = text.casefold()
    return missing + [word for word, _ in glossary.also if word.casefold() not in folded]


def _occurs(name: str, text: str) -> bool:
    """Whether `name` is a whole word of `text`. A pattern of each name would take long to compile."""
    start = text.find(name)
    while start >= 0:
        if _BEFORE.match(text, start) and _AFTER.match(text, start + len(name)):
            return True
        start = text.find(name, start + 1)
    return False
