"""The data files: the schema, the addresses in them, and safe cells for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from jsonschema import Draft202012Validator, ValidationError
from selectolax.lexbor import LexborHTMLParser

from reportsite import exports, pipeline
from reportsite.conversion import Conversion
from reportsite.editorial.edition import ContactPolicy
from reportsite.exports import files, tables
from reportsite.exports.records import distinct
from reportsite.model import Practice, SubHeading, paragraphs_of
from reportsite.output.disk import Project
from tests.conftest import FIXTURES
from tests.projects import committed, golden

GOLDEN = FIXTURES / "golden"
BARE = "Appendix 1: Developing practice"


def made_up(root: Path) -> Project:
    """A project with the made-up report."""
    project = Project(root)
    shutil.copytree(GOLDEN / "report", project.edition.parent)
    shutil.copy(GOLDEN / "glossary.yml", project.glossary)
    return project


def family(root: Path) -> Project:
    """A project with the made-up sister report: two frameworks, no indicators."""
    project = Project(root)
    project.edition.parent.mkdir(parents=True)
    shutil.copy(FIXTURES / "report" / "family.in.txt", project.edition.parent / "r.txt")
    shutil.copy(FIXTURES / "report" / "family.glossary.yml", project.glossary)
    project.edition.write_text("source: r.txt\nreceived: Made up.\n", encoding="utf-8")
    return project


def bare(root: Path) -> Project:
    """The made-up report without its appendix of practices."""
    project = made_up(root)
    path = project.edition.parent / "northshire.txt"
    text = path.read_text(encoding="utf-8").replace(f"{BARE}\n", "\n", 1)
    start, end = text.index(BARE), text.index("Appendix 2: Glossary of Terms and Abbreviations\n\nA\n")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    terms = project.glossary.read_text(encoding="utf-8")
    project.glossary.write_text(terms.replace("from: Night Desk (NDs)", "from: MC03"), encoding="utf-8")
    return project


PROJECTS = {"made up": made_up, "family": family, "no practices": bare}


@pytest.fixture(params=["committed", *PROJECTS])
def conversion(request: pytest.FixtureRequest, tmp_path: Path) -> Conversion:
    if request.param == "committed":
        return committed()
    return pipeline.convert(PROJECTS[request.param](tmp_path / "project"))


def loaded(conversion: Conversion, name: str) -> Any:
    return json.loads(conversion.pages[f"data/{name}"])


def rows(conversion: Conversion, name: str) -> list[dict[str, str]]:
    text = conversion.pages[f"data/{name}"].encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def validator(conversion: Conversion, part: str = "") -> Draft202012Validator:
    schema = loaded(conversion, "report.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator({"$defs": schema["$defs"], "$ref": part} if part else schema)


# The schema ----------------------------------------------------------------------------------


def test_the_files_are_valid_against_the_schema(conversion: Conversion) -> None:
    validator(conversion).validate(loaded(conversion, "report.json"))
    validator(conversion, "#/$defs/catalogue").validate(loaded(conversion, "practices.json"))


def test_the_files_of_single_findings_are_valid_and_the_same_as_in_the_report(conversion: Conversion) -> None:
    checked = validator(conversion, "#/$defs/single_finding")
    inside = {
        finding["id"]: finding
        for framework in loaded(conversion, "report.json")["frameworks"]
        for group in framework["groups"]
        for criterion in group["criteria"]
        for section in criterion["sections"]
        for finding in section["findings"]
    }
    singles = exports.finding_files(conversion.context)
    assert len(singles) == len(inside)
    for path, text in singles.items():
        data = json.loads(text)
        checked.validate(data)
        assert data["finding"] == inside[data["finding"]["id"]]
        assert path == f"data/findings/{data['finding']['name'].lower()}.json"
    # The address of its schema is relative to the file.
    assert data["$schema"].partition("#")[0] == "../report.schema.json"
    with pytest.raises(ValidationError):
        checked.validate(data | {"finding": {}})


@pytest.mark.parametrize("key", [field.name for field in files.REPORT.fields])
def test_a_missing_field_is_caught(key: str) -> None:
    data = loaded(golden(), "report.json")
    del data[key]
    with pytest.raises(ValidationError, match="is a required property"):
        validator(golden()).validate(data)


def _first_finding(data: Any) -> Any:
    return data["frameworks"][0]["groups"][0]["criteria"][0]["sections"][0]["findings"][0]


@pytest.mark.parametrize(
    ("key", "value"),
    [("id", "mc01.md"), ("kind", "opinion"), ("lines", [0]), ("number", "1"), ("surplus", 1)],
)
def test_a_wrong_field_is_caught(key: str, value: object) -> None:
    data = loaded(committed(), "report.json")
    _first_finding(data)[key] = value
    with pytest.raises(ValidationError):
        validator(committed()).validate(data)


def test_every_field_is_described_once() -> None:
    records = distinct(files.REPORT, files.CATALOGUE)
    for record in records:
        names = [field.name for field in record.fields]
        assert len(names) == len(set(names)), record.name
        assert all(field.description.endswith(".") for field in record.fields), record.name
    assert len({record.name for record in records}) == len(records)


# Contents ------------------------------------------------------------------------------------


def addresses_in(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, inner in data.items():
            yield from addresses_in(inner, name)
    elif isinstance(data, list):
        for inner in data:
            yield from addresses_in(inner, key)
    elif isinstance(data, str) and data.startswith("/") and key not in ("paragraphs", "text", "items"):
        yield data


def test_every_id_is_an_address_of_the_site(conversion: Conversion) -> None:
    data = loaded(conversion, "report.json")
    addresses = list(addresses_in(data))
    assert _first_finding(data)["id"] in addresses
    assert set(addresses) <= conversion.site.addresses.keys()


def test_an_id_without_an_address_is_noticed() -> None:
    data = loaded(committed(), "report.json")
    _first_finding(data)["id"] = "/mc99/"
    assert not set(addresses_in(data)) <= committed().site.addresses.keys()


def test_the_data_has_all_findings_terms_and_practices(conversion: Conversion) -> None:
    data, model = loaded(conversion, "report.json"), conversion.report
    findings = [
        finding
        for framework in data["frameworks"]
        for group in framework["groups"]
        for criterion in group["criteria"]
        for section in criterion["sections"]
        for finding in section["findings"]
    ]
    assert [f["paragraphs"] for f in findings] == [[p.text for p in f.paragraphs] for f in model.findings]
    assert len({f["id"] for f in findings}) == len(findings)
    assert [term["term"] for term in data["glossary"]] == [
        e.term for e in conversion.context.glossary.entries
    ]
    titles = [p.title.text for p in model.practice.practices] if model.practice else []
    assert [practice["title"] for practice in data["practices"]] == titles
    assert data["practices"] == loaded(conversion, "practices.json")["practices"]
    for name, records in (
        ("findings.csv", findings),
        ("glossary.csv", data["glossary"]),
        ("indicators.csv", data["indicators"]),
    ):
        expected = [{key: tables.cell(value) for key, value in record.items()} for record in records]
        assert rows(conversion, name) == expected


def test_the_data_has_every_section_and_footnote(conversion: Conversion) -> None:
    """Only words of the title, of labels and of contacts are left out."""
    text = conversion.pages["data/report.json"]
    for section in (*conversion.report.inspection, *conversion.report.force, *conversion.report.back):
        for paragraph in paragraphs_of(section.blocks):
            assert json.dumps(paragraph.text, ensure_ascii=False) in text
    for criterion in conversion.report.criteria:
        for paragraph in (
            *paragraphs_of(criterion.summary),
            *(p for n in criterion.notes for p in n.paragraphs),
        ):
            assert json.dumps(paragraph.text, ensure_ascii=False) in text


def test_indicators_have_their_figures_units_and_notes() -> None:
    records = rows(committed(), "indicators.csv")
    change = next(
        r for r in records if "attempted murder crimes" in r["indicator"] and r["column"] == "Change"
    )
    assert (change["printed"], change["value"], change["unit"]) == ("'+28.95pp", "28.95", "pp")
    assert change["note"] == "'pp' is percentage points."
    fall = next(r for r in records if r["value"].startswith("-"))
    assert (fall["printed"], fall["value"], fall["unit"]) == ("-4.84%", "-4.84", "%")
    missing = next(r for r in records if r["printed"] == "Not applicable")
    assert missing["value"] == ""
    assert {r["framework"] for r in records} == {"Major Crime"}


def test_words_of_the_edition_are_marked_as_such() -> None:
    data = loaded(committed(), "report.json")
    criterion = data["frameworks"][0]["groups"][0]["criteria"][0]
    assert criterion["edition_title"] == committed().context.edition.title_of("MC01")
    assert {term["words_of"] for term in data["glossary"]} == {"report", "edition"}


# Tables and spreadsheets ---------------------------------------------------------------------


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet could run a cell as a formula."""
    if not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")):
        return False
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("name", ["findings.csv", "glossary.csv", "indicators.csv"])
def test_tables_have_a_byte_order_mark_and_no_formulas(conversion: Conversion, name: str) -> None:
    data = conversion.pages[f"data/{name}"].encode()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    text = data.decode("utf-8-sig")
    head = text.partition("\r\n")[0]
    assert head.startswith("id,")
    assert not any(dangerous(c) for r in csv.reader(io.StringIO(text, newline="")) for c in r)


def test_a_formula_in_the_report_is_quoted(tmp_path: Path) -> None:
    project = made_up(tmp_path / "project")
    path = project.edition.parent / "northshire.txt"
    text = path.read_text(encoding="utf-8")
    assert "- The desk is staffed." in text
    formula = '=HYPERLINK("http://example.org/","x")'
    path.write_text(text.replace("- The desk is staffed.", f"- {formula}"), encoding="utf-8")
    conversion = pipeline.convert(project)
    assert f"'{formula}" in [row["paragraphs"].split("\n")[0] for row in rows(conversion, "findings.csv")]
    assert json.dumps(formula) in conversion.pages["data/report.json"]


# Contacts ------------------------------------------------------------------------------------


def contact_words(practice: Practice) -> Iterator[str]:
    """The printed lines of a contact."""
    for block in practice.contact.blocks:
        inner = [block.paragraph] if isinstance(block, SubHeading) else list(paragraphs_of((block,)))
        yield from (line.text for paragraph in inner for line in paragraph.lines)


def files_with_contacts(pages: dict[str, str], words: list[str]) -> list[str]:
    """The data files that contain a line of a contact."""
    folders = ("data/", "assets/previews/")
    names = [name for name in pages if name.startswith(folders) and not name.endswith(".md")]
    return [name for name in [*names, "jsonld.json"] if any(word in pages[name] for word in words)]


@pytest.mark.parametrize("policy", list(ContactPolicy))
def test_no_data_file_has_contacts(tmp_path: Path, policy: ContactPolicy) -> None:
    project = made_up(tmp_path / "project")
    printed = pipeline.convert(project).report
    assert printed.practice
    words = [line for practice in printed.practice.practices for line in contact_words(practice)]
    assert any("01632" in line for line in words)
    facts = project.edition.read_text(encoding="utf-8")
    project.edition.write_text(f"{facts}contacts: {policy.value}\n", encoding="utf-8")
    assert files_with_contacts(dict(pipeline.convert(project).pages), words) == []


def test_no_data_file_has_contacts_of_the_committed_report() -> None:
    assert committed().report.practice
    practices = committed().report.practice.practices  # type: ignore[union-attr]
    words = [line for practice in practices for line in contact_words(practice)]
    assert words
    assert files_with_contacts(dict(committed().pages), words) == []


def test_a_contact_in_the_data_is_noticed() -> None:
    pages = dict(committed().pages)
    assert committed().report.practice
    word = next(contact_words(committed().report.practice.practices[0]))  # type: ignore[union-attr]
    pages["data/practices.json"] = pages["data/practices.json"].replace('"title": "', f'"title": "{word} ', 1)
    assert files_with_contacts(pages, [word]) == ["data/practices.json"]


# The page ------------------------------------------------------------------------------------


def test_the_data_page_documents_every_field() -> None:
    page = committed().pages["data.md"]
    for record in distinct(files.REPORT, files.CATALOGUE):
        part = page.partition(f"\n### {record.name[0].upper()}{record.name[1:]} {{")[2].partition("\n### ")[0]
        for field in record.fields:
            name = field.name.replace("_", "\\_")
            assert f"**{name}**" in part or f"<strong>{name}</strong>" in part, (record.name, field.name)
    for name in committed().pages:
        if name.startswith("data/"):
            assert f"]({name})" in page


def examples() -> list[str]:
    """The programs on the data page, as shown to readers."""
    html = markdown.markdown(
        committed().pages["data.md"], extensions=["md_in_html", "fenced_code", "tables", "attr_list"]
    )
    return [node.text() for node in LexborHTMLParser(html).css("code.language-python")]


def test_the_examples_run(tmp_path: Path) -> None:
    for name, text in committed().pages.items():
        if name.startswith("data/"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(text.encode())
    outputs = []
    for code in examples():
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-W", "error", "-c", code],
            cwd=tmp_path / "data",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        outputs.append(done.stdout)
    first, second = outputs
    assert f"{sum(f.kind.letter == 's' for f in committed().report.findings)} x strength" in first
    assert "MC07-S3" in second
