"""The whole report, printed: it is complete, with titles, page numbers and expansions."""

from __future__ import annotations

import io
import re

from pypdf import PageObject, PdfReader

from tests.browser.conftest import Open


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def lowest(sheet: PageObject) -> str:
    """The lowest words on a printed page, above its foot."""
    texts: list[tuple[float, float, str]] = []

    def visit(text: str, outer: list[float], inner: list[float], *_: object) -> None:
        if text.strip():
            texts.append((outer[5], inner[5], text.strip()))

    sheet.extract_text(visitor_text=visit)
    # Chromium draws the head and the foot of a page first, with their own origin, and measures downwards.
    furniture = texts[0][0]
    return max((place, text) for origin, place, text in texts if origin != furniture)[1]


def test_the_whole_report_prints(visit: Open) -> None:
    page = visit("/report/")
    printed = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    pages = [words(p.extract_text()) for p in printed]
    for number, sheet in enumerate(printed, start=1):
        assert not re.fullmatch(r"MC\d\d-[A-Z]\d+", lowest(sheet)), f"page {number} ends with a code alone"
    total = len(pages)
    assert 40 < total < 56
    assert "Metropolitan Police – Major Crime, July 2008" not in pages[0], (
        "the first page shows the title itself"
    )
    for number, text in enumerate(pages[1:], start=2):
        assert "Metropolitan Police – Major Crime, July 2008" in text, f"page {number} has no running title"
        assert f"{number} / {total}" in text, f"page {number} has no number"
        assert len(text) > 400, f"page {number} is nearly empty"
    assert "Contents" in pages[0]
    assert "MC25 National investigation standards" in pages[0]
    everything = " ".join(pages)
    for finding in ("MC01-E1", "MC07-S3", "MC25-S1"):
        assert finding in everything
    assert everything.count("(Specialist Crime Directorate)") == 1, "expanded at its first mention only"
    assert "MIB (Metropolitan" not in everything, "not expanded if the text has just done so"
    for screen_only in (" cite ", "permalink", "Type to start searching", "Related criteria"):
        assert screen_only not in everything


def test_a_criterion_prints_without_what_works_only_on_a_screen(visit: Open) -> None:
    page = visit("/mc17/")
    page.emulate_media(media="print")
    for selector in (".md-path", ".source", ".md-footer", ".md-header", ".headerlink"):
        assert not page.locator(selector).first.is_visible(), selector
    arrow = "node => getComputedStyle(node, '::after').display"
    assert page.locator(".repeats summary").first.evaluate(arrow) == "none"


def test_charts_print_at_one_scale(visit: Open) -> None:
    page = visit("/major-crime/", width=900)
    page.emulate_media(media="print")
    sizes = page.locator(".chart svg text").evaluate_all(
        "texts => texts.map(t => getComputedStyle(t).fontSize)"
    )
    widths = page.locator(".chart").evaluate_all("charts => charts.map(c => c.getBoundingClientRect().width)")
    assert len(set(widths)) == 1
    assert len(set(sizes)) == 1
