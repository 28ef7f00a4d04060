"""The finder of terms, and the capitalised tokens that no term covers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportsite.editorial.glossary import Glossary
from reportsite.model import Line
from reportsite.relating.mentions import AFTER, BEFORE, Finder, Form

_WEB_ADDRESS = re.compile(r"<[a-z]+:[^<>\s]*>")

TOKEN = re.compile(rf"{BEFORE}[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*{AFTER}")
"""A capitalised token: a word that begins with a capital and holds another, or a figure."""


def finder_of(glossary: Glossary) -> Finder:
    """A finder of every form of every term. Unexplained names shield what they hold."""
    forms = {name: Form("") for name, _ in glossary.unexplained}
    for entry in glossary.entries:
        forms |= {form: Form(entry.term) for form in (entry.term, *entry.forms)}
        forms |= {form: Form(entry.term, near=True) for form in entry.near}
    return Finder(forms)


def unexplained_tokens(
    lines: Iterable[Line], finder: Finder, glossary: Glossary, codes: Iterable[str]
) -> dict[str, int]:
    """Capitalised tokens that no term covers, each with the line where it stands first.

    `lines` are all that the pages show; `codes` are those of the criteria. Addresses of the web
    are not looked at.
    """
    known = {name for name, _ in glossary.ignored} | set(codes)
    left: dict[str, int] = {}
    for line in lines:
        text = _WEB_ADDRESS.sub("", line.text)
        covered = [(found.start, found.end) for found in finder.find(text)]
        for token in TOKEN.finditer(text):
            inside = any(a <= token.start() and token.end() <= b for a, b in covered)
            if not inside and token[0] not in known:
                left.setdefault(token[0], line.number)
    return left


def unused_names(lines: Iterable[Line], glossary: Glossary) -> list[str]:
    """Names under `ignore` and `unexplained` that the text does not hold."""
    text = "\n".join(line.text for line in lines)
    names = [name for name, _ in (*glossary.ignored, *glossary.unexplained)]
    return [name for name in names if not re.search(BEFORE + re.escape(name) + AFTER, text)]
