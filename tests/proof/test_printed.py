"""The proof of the PDF: it has the words, tags and links of its page, and a fault in it is found."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Object, Pdf

from reportsite.output.pdf import kids_of, opened
from reportsite.proof.printed import check_pdf

NAME = "northshire.pdf"


def test_the_pdf_has_the_words_tags_and_links_of_the_page(pdf: bytes, printed_page: str) -> None:
    assert check_pdf(NAME, pdf, printed_page) == ()


def changed(pdf: bytes, change: Callable[[Pdf], object]) -> bytes:
    with opened(pdf) as document:
        change(document)
        result = io.BytesIO()
        document.save(result)
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
    change: Callable[[Pdf], object], code: str, message: str, pdf: bytes, printed_page: str
) -> None:
    problems = check_pdf(NAME, changed(pdf, change), printed_page)
    assert code in {problem.code for problem in problems if message in problem.what}
