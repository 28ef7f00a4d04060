"""Unreadable PDFs are rejected with a reason; bullets drawn as shapes are read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from reportsite.errors import Collector
from reportsite.receiving.pdf import read_pdf


def drawn(*pages: Callable[[Canvas], object], password: str = "") -> bytes:
    """A PDF with one page for each function, which draws on it."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def words(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "Words on a page.")


def picture(canvas: Canvas) -> None:
    canvas.rect(72, 72, 400, 600, fill=1)


def pages_of(data: bytes) -> list[list[str]]:
    problems = Collector("x.pdf")
    pages = read_pdf(data, problems)
    assert pages is not None, problems.errors
    return pages


def rejected(data: bytes) -> str:
    problems = Collector("x.pdf")
    assert read_pdf(data, problems) is None
    (error,) = problems.errors
    return str(error)


def test_pages_are_read_in_order() -> None:
    assert pages_of(drawn(words, picture, words)) == [["Words on a page."], [], ["Words on a page."]]


@pytest.mark.parametrize("pages", [(picture,), (picture, picture, words)], ids=["all", "most"])
def test_a_scanned_pdf_is_an_error(pages: tuple[Callable[[Canvas], object], ...]) -> None:
    message = rejected(drawn(*pages))
    assert "P004" in message
    assert "pages have no text: the PDF is scanned" in message
    assert "ocrmypdf" in message


def test_a_pdf_with_too_many_pages_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportsite.receiving.pdf._MOST_PAGES", 2)
    assert rejected(drawn(words, words, words)) == (
        "x.pdf: P005 the PDF has 3 pages; a report has 2 at most. Split it into its reports."
    )


def test_an_encrypted_pdf_is_an_error() -> None:
    assert "x.pdf: P002 the PDF is encrypted." in rejected(drawn(words, password="secret"))


@pytest.mark.parametrize("size", [5, 15, 200, 600, 900])
def test_a_truncated_pdf_is_an_error(size: int) -> None:
    """Never a traceback, wherever the file ends."""
    message = rejected(drawn(words)[:size])
    assert message.startswith("x.pdf: ")
    assert "damaged" in message or "no text" in message


def test_the_pages_are_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rejected before any page is read."""
    monkeypatch.setattr("reportsite.receiving.pdf._MOST_PAGES", 2)
    monkeypatch.setattr("reportsite.receiving.pdf._sheet", lambda page: pytest.fail("a page was read"))
    assert "the PDF has 3 pages" in rejected(drawn(words, words, words))


def test_discs_are_read_as_bullets() -> None:
    def draw(canvas: Canvas) -> None:
        for index, text in enumerate(("One item that goes on", "over a line.", "Another.")):
            canvas.drawString(90, 700 - 14 * index, text)
        for y in (704, 676):
            canvas.circle(82, y, 2, fill=1)

    assert pages_of(drawn(draw)) == [["• One item that goes on", "  over a line.", "• Another."]]


def test_a_raised_figure_is_the_mark_of_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "level 2")
        end = 72 + canvas.stringWidth("level 2", "Helvetica", 12)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(end, 705, "2")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(end + 8, 700, "crime")

    assert pages_of(drawn(draw)) == [["level 2² crime"]]


def test_a_frame_around_text_is_not_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 650, 300, 80)
        words(canvas)

    assert pages_of(drawn(draw)) == [["Words on a page."]]
