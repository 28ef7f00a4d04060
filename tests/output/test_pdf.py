"""The finished PDF: what it says of itself, and the same bytes twice."""

from __future__ import annotations

import io

from pypdf import PdfReader

from reportsite.output import browser
from reportsite.output.pdf import finished
from reportsite.printing import cover_of
from reportsite.proof.printed import check_pdf
from tests.projects import SITE_URL, golden, with_browser


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


def test_the_same_page_gives_the_same_bytes_with_its_margins_marked(pdf: bytes, printed_page: str) -> None:
    used = browser.find(with_browser())
    again = browser.print_page(used, printed_page, with_browser())
    assert finished(again, printed_page, cover_of(golden().report, SITE_URL), used.version) == pdf
    # As printed, before it is finished, the margins have no mark.
    texts = [problem.what for problem in check_pdf("x.pdf", again, printed_page) if problem.code == "W010"]
    assert any(text.startswith("has text without a tag") and SITE_URL[:20] in text for text in texts)
