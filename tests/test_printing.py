"""The PDF of the made-up report: it is complete, tagged and linked, and a fault in it is found."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Object, Pdf
from pypdf import PdfReader

from reportsite import pipeline
from reportsite.output import browser, disk
from reportsite.output.browser import BrowserError
from reportsite.output.disk import Project
from reportsite.output.pdf import finished, kids_of
from reportsite.output.printable import printable
from reportsite.printing import PdfError, Printed, cover_of, print_report, with_pdf
from reportsite.proof.printed import check_pdf
from reportsite.site.addresses import Address
from tests.browser import chromium
from tests.conftest import Once
from tests.projects import golden, made_up

SITE_URL = "https://example.org/northshire"
NAME = "northshire.pdf"


def environment() -> dict[str, str]:
    return {**os.environ, "CHROMIUM": str(chromium.get())}


def build(folder: Path) -> None:
    project = made_up(folder)
    pipeline.build(Project(project.root, {**environment(), "SITE_URL": SITE_URL}), pdf="always")


@pytest.fixture(scope="module")
def project(once: Once) -> Path:
    """The project of the made-up report after a build with its PDF."""
    return once("printed", build)


@pytest.fixture(scope="module")
def pdf(project: Path) -> bytes:
    return (project / "dist" / NAME).read_bytes()


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    """The page that was printed."""
    (whole,) = (page for page in golden().site.pages if page.copies)
    parts = {Address(path).url: anchor for path, anchor in whole.copies.items()}
    cover = cover_of(golden().report, SITE_URL)
    return printable(whole.address.url, disk.read_files(project / "site"), parts, cover)


def test_the_website_offers_the_same_file(project: Path, pdf: bytes) -> None:
    assert (project / "site" / "downloads" / NAME).read_bytes() == pdf
    text = (project / "site" / "report" / "index.html").read_text(encoding="utf-8")
    assert f'<a href="../downloads/{NAME}" type="application/pdf">The whole report as a PDF</a> (' in text


def test_the_pdf_says_what_it_is_on_every_page(pdf: bytes) -> None:
    read = PdfReader(io.BytesIO(pdf))
    assert read.metadata is not None
    assert read.metadata.title == "Northshire Police – Major Crime, July 2008"
    assert read.metadata.author == "Her Majesty's Inspectorate of Constabulary"
    assert str(read.metadata.creator).startswith(("Chromium ", "Google Chrome "))
    assert read.metadata.creation_date is None
    total = len(read.pages)
    for number, sheet in enumerate(read.pages, start=1):
        text = sheet.extract_text()
        assert f"{SITE_URL}/" in text
        assert f"{number} / {total}" in text
    assert b"localhost" not in pdf
    assert b"file:" not in pdf


def test_the_pdf_has_the_words_tags_and_links_of_the_page(pdf: bytes, page: str) -> None:
    assert check_pdf(NAME, pdf, page) == ()


def test_the_same_page_gives_the_same_bytes_with_its_margins_marked(pdf: bytes, page: str) -> None:
    used = browser.find(environment())
    again = browser.print_page(used, page, environment())
    assert finished(again, page, cover_of(golden().report, SITE_URL), used.version) == pdf
    # As printed, before it is finished, the margins have no mark.
    texts = [problem.what for problem in check_pdf(NAME, again, page) if problem.code == "W010"]
    assert any(text.startswith("has text without a tag") and SITE_URL[:20] in text for text in texts)


def changed(pdf: bytes, change: Callable[[Pdf], object]) -> bytes:
    with Pdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        result = io.BytesIO()
        opened.save(result)
    return result.getvalue()


def elements(pdf: Pdf, tag: str) -> Iterator[Object]:
    def walk(parent: Object) -> Iterator[Object]:
        for kid in kids_of(parent):
            if isinstance(kid, Dictionary) and "/S" in kid:
                if str(kid.S) == tag:
                    yield kid
                yield from walk(kid)

    return walk(pdf.Root.StructTreeRoot)


def lose_a_word(pdf: Pdf) -> None:
    """Take the first tagged words from the second page."""
    sheet = pdf.pages[1]
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    within, lost = False, 0
    for instruction in pikepdf.parse_content_stream(sheet):
        within = within or str(instruction.operator) == "BDC"
        if within and lost < 5 and str(instruction.operator) == "Tj":
            lost += 1
        else:
            kept.append(instruction)
    sheet.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def turn_a_link(pdf: Pdf) -> None:
    link = next(note for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/Dest" in note)
    link.Dest = Name("/mc02" if str(link.Dest) != "/mc02" else "/mc01")


def forget_a_place(pdf: Pdf) -> None:
    del pdf.Root.Dests["/mc01"]


def demote_a_heading(pdf: Pdf) -> None:
    next(elements(pdf, "/H2")).S = Name.P


def forget_the_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def forget_what_a_link_is(pdf: Pdf) -> None:
    link = next(note for sheet in pdf.pages for note in sheet.get("/Annots", []))
    del link.Contents


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (lose_a_word, "W009", "expected"),
        (turn_a_link, "H006", "has a link to #mc0"),
        (forget_a_place, "H006", "has a link to #mc01"),
        (demote_a_heading, "W010", "has /P, expected /H2"),
        (forget_the_language, "W010", "lacks: language"),
        (forget_what_a_link_is, "W010", "lacks: description of each link"),
    ],
)
def test_a_fault_in_the_pdf_is_found(
    change: Callable[[Pdf], object], code: str, message: str, pdf: bytes, page: str
) -> None:
    problems = check_pdf(NAME, changed(pdf, change), page)
    assert code in {problem.code for problem in problems if message in problem.what}


def test_a_word_that_a_style_sheet_hides_on_paper_stops_the_build(project: Path) -> None:
    website = disk.read_files(project / "site")
    style = website["assets/site.css"] + b"@media print { .finding p { display: none } }"
    with pytest.raises(PdfError, match=rf"{NAME}: W009 after "):
        print_report(
            Project(project, environment()), golden(), {**website, "assets/site.css": style}, required=False
        )


def test_without_a_browser_the_pdf_is_left_out_unless_it_is_required(project: Path) -> None:
    website = disk.read_files(project / "site")
    machine = Project(project, {"PATH": ""})
    printed = print_report(machine, golden(), website, required=False)
    assert printed == Printed(reason=printed.reason)
    assert printed.reason.startswith("B003 no Chromium or Chrome was found. Install")
    with pytest.raises(BrowserError):
        print_report(machine, golden(), website, required=True)


def test_a_page_links_to_the_pdf_only_where_it_offers_it() -> None:
    place = b'<div class="edition pdf">\n<p>The PDF</p>\n</div>'
    files = {"index.html": place, "a/b/index.html": place, "c.html": b"<p>no place</p>", "d.css": place}
    filled = with_pdf(files, "downloads/r.pdf", b"x" * 150_000)
    assert filled["downloads/r.pdf"] == b"x" * 150_000
    link = '<a href="{}downloads/r.pdf" type="application/pdf">The PDF</a> (0.1 MB)'
    assert link.format("").encode() in filled["index.html"]
    assert link.format("../../").encode() in filled["a/b/index.html"]
    assert (filled["c.html"], filled["d.css"]) == (files["c.html"], place)


def test_the_report_without_a_publisher_has_the_inspectorate_as_its_author() -> None:
    report = golden().report
    bare = replace(report, title=replace(report.title, publisher=()))
    assert cover_of(bare, "").author == "HMIC"
    assert cover_of(bare, "https://example.org").address == "https://example.org/"
