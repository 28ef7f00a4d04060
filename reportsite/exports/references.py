"""References -> the files that reference managers import: RIS, BibTeX and CSL-JSON; and CITATION.cff.

A part is stored as a chapter of the report, because these formats have no part of a report. Addresses begin
at the root of the site, each on a line of its own: hooks/citations.py puts the public address in front, or
removes the line if there is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import yaml

from reportsite.exports.citations import EDITION, LANGUAGE, Reference, filled, plain, work_of
from reportsite.exports.records import Json
from reportsite.site.context import Context, notice


def _line(text: str) -> str:
    """Text on one line: a line break would begin another field."""
    return " ".join(text.split())


# RIS -----------------------------------------------------------------------------------------


def ris(references: Iterable[Reference]) -> str:
    """RIS (Research Information Systems, as specified by Reference Manager), with CRLF.

    `RPRT` is a report, `CHAP` a part of a book, whose title is T2. ET is the edition.
    """
    return "".join(
        "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in _ris(reference) if value or tag == "ER")
        for reference in references
    )


def _ris(reference: Reference) -> Iterator[tuple[str, str]]:
    work, part = reference.work, reference.part
    yield "TY", "CHAP" if part else "RPRT"
    yield "ID", reference.key
    yield "AU", work.author
    yield "TI", part or work.title
    yield "T2", work.title if part else ""
    yield "PY", work.year
    yield "DA", f"{work.year}/{work.month:02}//" if work.month else ""
    yield "ET", EDITION.capitalize()
    yield "PB", work.author
    yield "SN", work.isbn
    yield "LA", LANGUAGE
    yield "UR", reference.address.url
    yield "ER", ""


# BibTeX --------------------------------------------------------------------------------------

# Braces count even after a backslash, so an unpaired one would swallow the rest of the file.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(references: Iterable[Reference]) -> str:
    """BibTeX in UTF-8. Names and titles have braces of their own, which keep them as they are."""
    return "\n".join(
        f"@{'incollection' if reference.part else 'techreport'}{{{reference.key},\n"
        + "".join(f"  {name} = {value},\n" for name, value in _bibtex(reference))
        + "}\n"
        for reference in references
    )


def _bibtex(reference: Reference) -> Iterator[tuple[str, str]]:
    work, part = reference.work, reference.part
    yield "author", f"{{{{{tex(work.author)}}}}}"
    yield "title", f"{{{{{tex(part or work.title)}}}}}"
    if part:
        yield "booktitle", f"{{{{{tex(work.title)}}}}}"
    yield "publisher" if part else "institution", f"{{{{{tex(work.author)}}}}}"
    yield "year", f"{{{tex(work.year)}}}"
    if work.month:
        yield "month", _MONTHS[work.month - 1]
    if work.isbn:
        yield "isbn", f"{{{tex(work.isbn)}}}"
    yield "note", f"{{{tex(EDITION.capitalize())}}}"
    yield "language", f"{{{LANGUAGE}}}"
    # Addresses are read verbatim.
    yield "url", f"{{{reference.address.url}}}"


def tex(text: str) -> str:
    """Text as TeX that prints it."""
    return "".join(_TEX.get(character, character) for character in _line(text))


# CSL-JSON ------------------------------------------------------------------------------------


def csl(references: Iterable[Reference]) -> str:
    """CSL-JSON 1.0, which Zotero, Mendeley, Pandoc and citation processors read."""
    return json.dumps([_csl(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def _csl(reference: Reference) -> dict[str, Json]:
    work, part = reference.work, reference.part
    year: list[Json] = [int(work.year) if work.year.isdecimal() else work.year]
    fields: dict[str, Json] = {
        "id": reference.key,
        "type": "chapter" if part else "report",
        "URL": reference.address.url,
        "title": part or work.title,
        "container-title": work.title if part else "",
        "author": [{"literal": work.author}],
        "issued": {"date-parts": [[*year, work.month] if work.month else year]},
        "edition": EDITION.capitalize(),
        "publisher": work.author,
        "ISBN": work.isbn,
        "language": LANGUAGE,
    }
    return {name: value for name, value in fields.items() if value}


# CITATION.cff --------------------------------------------------------------------------------

# What the schema of the format allows.
_CFF_ISBN = re.compile(r"[0-9\- ]{10,17}X?")


def cff(context: Context) -> str:
    """CITATION.cff (Citation File Format 1.2.0): how to cite the edition, and with it the report."""
    report, work = context.report, work_of(context.report)
    reference = {
        "type": "report",
        "title": work.title,
        "authors": [{"name": work.author}],
        "institution": {"name": work.author},
        "year": int(work.year) if work.year.isdecimal() else None,
        "month": work.month,
        "isbn": work.isbn if _CFF_ISBN.fullmatch(work.isbn) else None,
        "license": "OGL-UK-3.0",
        "notes": notice(report),
    }
    data = {
        "cff-version": "1.2.0",
        "message": (
            f"Cite the report as: {filled(plain(work), {})}. Add the code and the address of a finding. "
            "To cite this edition or its data, cite this file."
        ),
        "title": f"{work.force} – {report.subject}: the HMIC inspection report as a website and as data",
        "type": "dataset",
        "authors": [{"name": "The contributors of this edition"}],
        "abstract": "An HMIC inspection report as a cross-linked website and as open data. "
        "Not an official publication.",
        "keywords": ["police inspection", "open data"],
        "license": ["MIT", "OGL-UK-3.0"],
        "references": [{name: value for name, value in reference.items() if value}],
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    return f"# Generated by build.py. Do not edit.\n{text}"
