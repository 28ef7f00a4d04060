"""A PDF -> its text, page by page. The only module that imports the PDF library, and only for PDFs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportsite.errors import Collector
from reportsite.receiving.layout import Box, Grid, Sheet, Word, to_pages

if TYPE_CHECKING:
    from pdfplumber.page import Page

SIGNATURE = b"%PDF-"
"""In the first 1024 bytes of every PDF. Source: ISO 32000-1, annex H.3.4.1."""

_MOST_PAGES = 1000
"""A page takes a fifth of a second, so this many take several minutes."""
_UNUSED_CODES = {f"(cid:{code})" for code in (127, 129, 141, 143, 144, 157)}
"""Unused codes of WinAnsiEncoding, which print a bullet. Source: ISO 32000-1, D.2, note 3."""
_BULLET_SIZE = 8.0
"""The largest side, in points, of a bullet drawn as a shape instead of a character."""


def read_pdf(data: bytes, problems: Collector) -> list[list[str]] | None:
    """The lines of each page, with an empty one between paragraphs; None if the PDF cannot be read.

    Errors go to `problems`.
    """
    # These take a second to load, and text files do not need them.
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfplumber.pdf import PDF  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    # The library logs faults that it corrects itself.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    sheets = []
    try:
        with PDF(io.BytesIO(data)) as document:
            if len(document.pages) > _MOST_PAGES:
                what = f"the PDF has {len(document.pages):,} pages; a report has {_MOST_PAGES:,} at most."
                problems.error("P005", 0, what, "Split it into its reports.")
                return None
            for page in document.pages:
                sheets.append(_sheet(page))
                page.close()
    except Exception as error:  # on a damaged file the library can raise almost anything
        if isinstance(error, PdfminerException) and isinstance(error.args[0], PDFPasswordIncorrect):
            problems.error(
                "P002",
                0,
                "the PDF is encrypted.",
                "Decrypt a copy: qpdf --password=… --decrypt in.pdf out.pdf",
            )
        else:
            why = str(error) or type(error).__name__
            problems.error(
                "P003", 0, f"the PDF is damaged ({why}).", "Open it in a PDF reader and save a copy."
            )
        return None
    without = sum(not sheet.words for sheet in sheets)
    if not sheets or without > len(sheets) / 2:
        problems.error(
            "P004",
            0,
            f"{without} of {len(sheets)} pages have no text: the PDF is scanned, or empty.",
            "Run OCR on it, for example: ocrmypdf in.pdf out.pdf",
        )
        return None
    return to_pages(sheets)


def _sheet(page: Page) -> Sheet:
    """The words, bullets and ruled tables of a page."""
    words = page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"])
    return Sheet((*map(_word, words), *_bullets(page)), tuple(_grids(page)))


def _word(word: dict[str, object]) -> Word:
    x0, top, x1, bottom, size = (float(str(word[key])) for key in ("x0", "top", "x1", "bottom", "size"))
    bold = any(weight in str(word["fontname"]) for weight in ("Bold", "Black", "Heavy"))
    text = "•" if word["text"] in _UNUSED_CODES else str(word["text"])
    return Word(text, Box(x0, top, x1, bottom), round(size, 1), bold)


def _bullets(page: Page) -> Iterator[Word]:
    """Bullets drawn as shapes: browsers draw a disc instead of printing a character."""
    for shape in [*page.curves, *page.rects]:
        box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"])
        width = box.x1 - box.x0
        if 1.5 < box.height < _BULLET_SIZE and 0.8 < width / box.height < 1.25:
            yield Word("•", box, round(3 * box.height, 1))


def _grids(page: Page) -> Iterator[Grid]:
    """The ruled tables with two or more columns."""
    for table in page.find_tables():
        rows = tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in table.rows)
        if max(len(row) for row in rows) > 1:
            yield rows
