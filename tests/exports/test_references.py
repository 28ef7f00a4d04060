"""The files for reference managers, read by programs that others keep, and compared with the model."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pylatexenc import latex2text

from reportsite.conversion import Conversion
from reportsite.exports.citations import Reference, Work, references
from reportsite.exports.references import bibtex, cff, csl, ris, tex
from reportsite.site.addresses import Address
from tests.conftest import ROOT
from tests.projects import committed, golden

VENDOR = Path(__file__).parent / "vendor"
AUTHOR = "Her Majesty's Inspectorate of Constabulary"

conversions = pytest.mark.parametrize("conversion", [committed, golden], ids=["committed", "made up"])

HOSTILE = Work(
    author="A {curly} & Co_{ % $5 #1 ~ ^ \\par",
    title='An "unpaired } brace"\nER  - \r\nTY  - BOOK @book{x,',
    force="",
    date="May 2008",
    year="2008",
    month=5,
    isbn="",
)
HOSTILE_REFERENCES = (
    Reference(HOSTILE, "hostile", "", Address("index.md")),
    Reference(HOSTILE, "hostile-1", "Part \\{ 100% <b>", Address("mc01.md", "mc01-s1")),
)


def words(text: str) -> str:
    return " ".join(text.split())


def expected(reference: Reference) -> dict[str, Any]:
    """The facts that every format states."""
    work = reference.work
    return {
        "key": reference.key,
        "part": bool(reference.part),
        "title": words(reference.part or work.title),
        "container": words(work.title) if reference.part else None,
        "author": words(work.author),
        "publisher": words(work.author),
        "date": (work.year, work.month),
        "isbn": work.isbn or None,
        "edition": "Unofficial web edition",
        "language": "en-GB",
        "address": reference.address.url,
    }


def from_ris(text: str) -> Iterator[dict[str, Any]]:
    for entry in rispy.loads(text):
        (author,), (address,) = entry.pop("authors"), entry.pop("urls")
        year, _, month = entry.pop("date", entry["year"]).partition("/")
        assert year == entry.pop("year")
        yield {
            "key": entry.pop("id"),
            "part": {"CHAP": True, "RPRT": False}[entry.pop("type_of_reference")],
            "title": entry.pop("title"),
            "container": entry.pop("secondary_title", None),
            "author": author,
            "publisher": entry.pop("publisher"),
            "date": (year, int(month.strip("/")) if month else None),
            "isbn": entry.pop("issn", None),
            "edition": entry.pop("edition"),
            "language": entry.pop("language"),
            "address": address,
        }
        assert not entry


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def decoder() -> LatexDecodingMiddleware:
    """Reads TeX. The parser lacks three names of characters that LaTeX's kernel has."""
    names = latex2text.get_default_latex_context_db()
    kernel = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [latex2text.MacroTextSpec(name, character) for name, character in kernel.items()]
    names.add_context_category("kernel", macros=macros, prepend=True)
    return LatexDecodingMiddleware(decoder=latex2text.LatexNodes2Text(latex_context=names))


def from_bibtex(text: str) -> Iterator[dict[str, Any]]:
    library = parse_string(text, append_middleware=[decoder()])
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries), "no text between entries"
    for entry in library.entries:
        fields = {field.key: field.value for field in entry.fields}
        part = {"incollection": True, "techreport": False}[entry.entry_type]
        month = fields.pop("month", None)
        yield {
            "key": entry.key,
            "part": part,
            "title": fields.pop("title"),
            "container": fields.pop("booktitle", None),
            "author": fields.pop("author"),
            "publisher": fields.pop("publisher" if part else "institution"),
            "date": (fields.pop("year"), MONTHS.index(month) + 1 if month else None),
            "isbn": fields.pop("isbn", None),
            "edition": fields.pop("note"),
            "language": fields.pop("language"),
            "address": fields.pop("url"),
        }
        assert not fields


@cache
def schema() -> Draft7Validator:
    return Draft7Validator(json.loads((VENDOR / "csl-data.json").read_text(encoding="utf-8")))


def from_csl(text: str) -> Iterator[dict[str, Any]]:
    data = json.loads(text)
    schema().validate(data)
    for entry in data:
        ((date,),) = entry.pop("issued").values()
        (author,) = entry.pop("author")
        yield {
            "key": entry.pop("id"),
            "part": {"chapter": True, "report": False}[entry.pop("type")],
            "title": words(entry.pop("title")),
            "container": words(entry.pop("container-title", "")) or None,
            "author": words(author["literal"]),
            "publisher": words(entry.pop("publisher")),
            "date": (str(date[0]), date[1] if len(date) > 1 else None),
            "isbn": entry.pop("ISBN", None),
            "edition": entry.pop("edition"),
            "language": entry.pop("language"),
            "address": entry.pop("URL"),
        }
        assert not entry


FORMATS = {
    "citations.ris": (ris, from_ris),
    "citations.bib": (bibtex, from_bibtex),
    "citations.json": (csl, from_csl),
}


@pytest.mark.parametrize("name", FORMATS)
@conversions
def test_every_field_of_every_reference_is_read_as_it_is_in_the_model(conversion: Any, name: str) -> None:
    built: Conversion = conversion()
    _, read = FORMATS[name]
    listed = list(map(expected, references(built.context)))
    assert list(read(built.pages[f"data/{name}"])) == listed
    findings = built.pages["data/findings.csv"].removeprefix("\ufeff").splitlines()
    assert len(listed) > len(list(csv.reader(findings))) - 1, "the report, criteria and practices, too"


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_ends_its_field(name: str) -> None:
    write, read = FORMATS[name]
    assert list(read(write(HOSTILE_REFERENCES))) == list(map(expected, HOSTILE_REFERENCES))


@pytest.mark.parametrize("name", FORMATS)
def test_a_reference_without_month_and_isbn_has_no_empty_fields(name: str) -> None:
    write, read = FORMATS[name]
    known = next(references(golden().context))
    bare = replace(known, work=replace(known.work, month=None, isbn=""))
    assert list(read(write([bare]))) == [expected(bare)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_tex_has_only_paired_braces(text: str) -> None:
    escaped = tex(text).replace("\\textbackslash{}", "")
    depth = 0
    for character in escaped:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth in (0, 1)
    assert depth == 0


def test_the_schema_refuses_what_is_not_csl_json() -> None:
    data = json.loads(committed().pages["data/citations.json"])
    for change in ({"type": "finding"}, {"colour": "red"}, {"title": 7}, {"issued": "2008"}):
        assert not schema().is_valid([{**data[0], **change}])


def test_the_vendored_schema_is_unchanged() -> None:
    readme = (VENDOR / "README.md").read_text("utf-8")
    digest = hashlib.sha256((VENDOR / "csl-data.json").read_bytes()).hexdigest()
    assert f"| sha256 | {digest} |" in readme
    assert "MIT License" in (VENDOR / "LICENSE").read_text("utf-8")


# CITATION.cff --------------------------------------------------------------------------------


def valid_cff(path: Path) -> bool:
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [str(tool), "--builtin-schema", "vendor.citation-file-format", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_citation_cff_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "CITATION.cff"
    for conversion in (committed(), golden()):
        path.write_text(cff(conversion.context), encoding="utf-8")
        assert valid_cff(path)
    path.write_text(cff(golden().context).replace("type: dataset", "type: report"), encoding="utf-8")
    assert not valid_cff(path)


def test_the_citation_file_of_the_repository_is_that_of_the_report() -> None:
    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == committed().pages["data/CITATION.cff"], (
        "run make pages"
    )
