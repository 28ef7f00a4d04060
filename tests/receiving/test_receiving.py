"""A report that is printed as a PDF and read again has the same model as its text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from reportsite import receiving
from reportsite.errors import Collector
from reportsite.model import Report
from reportsite.reading.report import read_report
from reportsite.receiving import Received, receive
from reportsite.receiving.pages import page_starts
from tests.projects import committed
from tests.reading.outline import outline
from tests.receiving.printing import PRINTABLE, by_reportlab


def received(data: bytes, name: str = "report.pdf") -> Received:
    problems = Collector(name)
    result = receive(data, problems)
    assert result, problems.errors
    return result


def read(text: str) -> Report:
    problems = Collector("report.txt")
    report = read_report(text, problems)
    assert problems.sound, problems.errors
    return report


def comparable(report: Report) -> str:
    """The outline of a report without line numbers, emphasis, links and line breaks."""
    text = outline(replace(report, repairs=(), omissions=()))
    text = re.sub(r"\([\d,]+\) |ref_line: \d+", "", text)
    text = re.sub(r"\[(?:em|strong|link \S+) ([^\]]*)\]", r"\1", text)
    # A hyphen at the end of a line is kept, and the line below is joined with a space.
    text = re.sub(r"(?<=\w)- (?=\w)", "-", text)
    return re.sub(r"(?<=\S) +", " ", text)


@pytest.mark.parametrize("name", PRINTABLE)
def test_a_pdf_by_reportlab_has_the_model_of_its_text(name: str) -> None:
    """With the header above the cover, justified text and bullets in the font."""
    printed = PRINTABLE[name]
    assert comparable(read(received(printed.by_reportlab()).text)) == comparable(read(printed.text))


@pytest.mark.parametrize("name", PRINTABLE)
def test_a_pdf_by_chromium_has_the_model_of_its_text(name: str, chromium_pdfs: Path) -> None:
    """With drawn bullets, ligatures, superscripts and a page number in the corner."""
    data = (chromium_pdfs / f"{name}.pdf").read_bytes()
    assert comparable(read(received(data).text)) == comparable(read(PRINTABLE[name].text))


@pytest.mark.slow
def test_no_finding_of_the_committed_report_is_lost_in_a_pdf() -> None:
    """A page break after a full stop splits a paragraph in two, so compare whole findings."""
    inputs = committed().inputs
    title = inputs.report.title
    header = f"{title.force} – HMIC Inspection Report"
    data = by_reportlab(inputs.source, title.date, header, title.date)
    report = read(received(data).text)

    def findings(report: Report) -> list[tuple[str, str, str]]:
        coded = [(criterion.code, f) for criterion in report.criteria for f in criterion.findings]
        words = (" ".join(paragraph.text for paragraph in f.paragraphs) for _, f in coded)
        joined = (re.sub(r"(?<=\w)- (?=\w)", "-", text) for text in words)
        return [(code, f.kind.name, text) for (code, f), text in zip(coded, joined, strict=True)]

    assert findings(report) == findings(read(inputs.source))
    assert len(report.findings) == len(inputs.report.findings)


def test_pages_are_kept() -> None:
    """A form feed begins each page but the first; running lines are omitted with a reason."""
    text = received(PRINTABLE["northshire"].by_reportlab()).text
    starts = page_starts(text)
    assert [*starts.values()] == [*range(1, text.count("\f") + 2)]
    lines = text.split("\n")
    assert all(lines[number - 1].lstrip("\f").startswith("Northshire Police – HMIC") for number in starts)
    omitted = [o for o in read(text).omissions if o.reason == "running line of the printed pages"]
    assert len(omitted) == 2 * len(starts), "a header and a footer on each page"


def test_tables_are_kept() -> None:
    text = received(PRINTABLE["northshire"].by_reportlab()).text
    assert "Ref:\tIndicator\t2006\t2007\tChange\tMSF** ave.\n" in text
    assert "\n\tNumber of abductions per 10,000 population\t0.000\t0.000\t0.00%\t0.004\n" in text


def test_a_text_is_kept_byte_for_byte() -> None:
    data = b"\xef\xbb\xbfOne.\r\n\x0cTwo.\r\n"
    result = received(data, "report.txt")
    assert (result.text, result.data) == ("One.\r\n\fTwo.\r\n", data)


def test_another_file_named_pdf_is_an_error() -> None:
    problems = Collector("report.pdf")
    assert receive(b"<html>Not found</html>", problems) is None
    assert "report.pdf: P001 not a PDF" in str(*problems.errors)


def pdf(*pages: str) -> bytes:
    """A PDF with some text at the top of each page."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pages:
        for index, line in enumerate(page.splitlines()):
            canvas.drawString(72, 770 - 13 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("\uf0d8 One.", "P502 '\\uf0d8' has a meaning only in the PDF’s font. Is it a bullet?"),
        ("One (cid:3).", "P503 a glyph does not map to a character. Compare the line with the PDF."),
    ],
)
def test_doubtful_characters_are_warnings(line: str, doubt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "read_pdf", lambda *_: [["First.", line]])
    problems = Collector("report.pdf")
    assert receive(pdf("x"), problems)
    assert [str(warning) for warning in problems.warnings] == [f"report.pdf:2: {doubt}"]


def test_warnings_have_their_line() -> None:
    problems = Collector("report.pdf")
    result = receive(pdf("One.\nA co-\nordinator.", "", "Three."), problems)
    assert result
    assert result.text == "One.\nA co-\nordinator.\n\f\n\fThree.\n"
    assert [str(warning) for warning in problems.warnings] == [
        "report.pdf:2: P504 the line ends in a hyphen, which is kept. The word is shown in two parts.",
        "report.pdf:4: P501 page 2 has no text. If it is scanned, run OCR on the PDF first.",
    ]
