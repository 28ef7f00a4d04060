"""PDFs of report texts, laid out by Chromium or ReportLab."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path

from playwright.sync_api import sync_playwright
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus import Paragraph as Flow

from reportsite.reading.headings import NOTE_MARK, fixed_heading, looks_like_heading
from tests.browser import chromium
from tests.projects import FIXTURES, GOLDEN


class Kind(Enum):
    COVER = "cover"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    NUMBERED = "numbered"
    TABLE = "table"
    NOTE = "note"
    BREAK = "break"


@dataclass(frozen=True)
class Piece:
    """A unit of layout: a heading, a paragraph, the items of a list or the rows of a table."""

    kind: Kind
    lines: tuple[str, ...] = ()


def pieces(text: str, furniture: str) -> Iterator[Piece]:
    """The pieces to print, in order. A chunk that matches `furniture` ends a page."""
    cover = True
    for blank, run in groupby(_printed(text).splitlines(), key=lambda line: not line.strip()):
        chunk = tuple(run)
        if blank:
            continue
        if chunk[0].startswith("Contents"):
            yield Piece(Kind.BREAK)
            cover = False
        if cover:
            yield Piece(Kind.COVER, chunk)
        elif re.fullmatch(furniture, "\n".join(chunk)):
            yield Piece(Kind.BREAK)
        else:
            yield from _chunk(chunk)


def _printed(text: str) -> str:
    """A received text with its remnants of HTML and its run-in labels as they were printed."""
    numbered = re.compile(r"<ol[^>]*>(.*?)(?=<)")
    text = numbered.sub(lambda m: re.sub(r"\s(?=\d[.)] )", "\n", m[1]), text)
    text = re.sub(r"\s*(?:</?p>|<ul[^>]*>)\s*", "\n\n", text)
    text = re.sub(r" ?• ", "\n- ", text)
    text = re.sub(r"\n(?=Contents\b|Introduction to HMIC Inspections |[A-Z]{5}[A-Z() ]* ?:)", "\n\n", text)
    return re.sub(r"(?<=\S)(?=\*\*[A-Z()]+ ?:\*\*)", "\n\n", text)


def _chunk(chunk: tuple[str, ...]) -> Iterator[Piece]:
    """The pieces in a run of lines without a blank line."""
    for kind, run in groupby(chunk, key=_Kinds()):
        lines = tuple(run)
        if kind in (Kind.LIST, Kind.NUMBERED):
            yield Piece(kind, tuple(_items(lines)))
        elif kind is Kind.TABLE:
            yield Piece(kind, tuple(line for line in lines if not line.startswith("---")))
        elif kind is Kind.HEADING:
            yield from (Piece(kind, (line,)) for line in lines)
        else:
            yield Piece(kind, (" ".join(lines),))


class _Kinds:
    """The kind of each line of a chunk; a line that wraps has the kind of the one above."""

    def __init__(self) -> None:
        self.above: Kind | None = None

    def __call__(self, line: str) -> Kind:
        if "\t" in line:
            self.above = Kind.TABLE
        elif re.match(r"- ", line):
            self.above = Kind.LIST
        elif re.match(r"\d[.)] ", line):
            self.above = Kind.NUMBERED
        elif NOTE_MARK.match(line):
            self.above = Kind.NOTE
        elif fixed_heading(line) or (self.above is None and looks_like_heading(line)):
            self.above = Kind.HEADING
        elif self.above not in (Kind.LIST, Kind.NUMBERED):
            self.above = Kind.PARAGRAPH
        return self.above


def _items(lines: tuple[str, ...]) -> Iterator[str]:
    item = ""
    for line in lines:
        if bullet := re.match(r"(?:-|\d[.)]) ", line):
            if item:
                yield item
            item = line[bullet.end() :]
        else:
            item += f" {line}"
    yield item


def _markup(text: str) -> str:
    """A line as HTML: emphasis and addresses as they are printed."""
    text = re.sub(r"<(https?://[^<>]+)>", r"\1", text)
    text = re.sub(r"\*\*([A-Za-z][^*]*?)\*\*", "\x01\\1\x02", text)
    text = re.sub(r"\*([A-Z][^*]*?)\*", "\x03\\1\x04", text)
    text = html.escape(text, quote=False)
    for mark, tag in (("\x01", "<b>"), ("\x02", "</b>"), ("\x03", "<i>"), ("\x04", "</i>")):
        text = text.replace(mark, tag)
    return text


# Chromium ------------------------------------------------------------------------------------

STYLE = """
@page { size: A4; margin: 22mm 20mm;
  @top-center { content: "%(header)s"; font: 9pt sans-serif }
  @bottom-left { content: "%(date)s"; font: 9pt sans-serif }
  @bottom-right { content: counter(page); font: 9pt sans-serif } }
@page :first { @top-center { content: none } }
body { font: 11pt/1.35 serif } h2 { font: bold 13pt sans-serif }
table { border-collapse: collapse; width: 100%% } td { border: 1px solid #555; padding: 3pt }
.cover { font-size: 11pt; text-align: center } .note { font-size: 9pt } .break { break-after: page }
sup { font-size: 65%% }
"""


def to_html(text: str, furniture: str, header: str, date: str) -> str:
    """A text as a web page that prints like a report."""
    out = [f"<!doctype html><meta charset=utf-8><style>{STYLE % {'header': header, 'date': date}}</style>"]
    for piece in pieces(text, furniture):
        lines = [_superscript(_markup(line)) for line in piece.lines]
        match piece.kind:
            case Kind.COVER:
                out += [f"<p class=cover>{'<br>'.join(lines)}</p>"]
            case Kind.HEADING:
                out += [f"<h2>{line}</h2>" for line in lines]
            case Kind.PARAGRAPH:
                out += [f"<p>{line}</p>" for line in lines]
            case Kind.NOTE:
                out += [f"<p class=note>{line}</p>" for line in lines]
            case Kind.LIST:
                out += ["<ul>", *(f"<li>{line}</li>" for line in lines), "</ul>"]
            case Kind.NUMBERED:
                out += ["<ol>", *(f"<li>{line}</li>" for line in lines), "</ol>"]
            case Kind.TABLE:
                rows = (line.replace("\t", "<td>") for line in lines)
                out += ["<table>", *(f"<tr><td>{row}</tr>" for row in rows), "</table>"]
            case Kind.BREAK:
                out += ["<div class=break></div>"]
    return "\n".join(out)


def _superscript(text: str) -> str:
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    return NOTE_MARK.sub(lambda m: f"<sup>{m[0].translate(digits)}</sup>", text)


def by_chromium(page: str) -> bytes:
    """A web page printed as a PDF."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.get(), args=chromium.arguments())
        tab = browser.new_page()
        tab.set_content(page)
        data = tab.pdf(prefer_css_page_size=True)
        browser.close()
    return data


# ReportLab -----------------------------------------------------------------------------------

BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=11, leading=13, spaceAfter=7, alignment=TA_JUSTIFY
)
ITEM = ParagraphStyle("item", BODY, leftIndent=24, bulletIndent=6, spaceAfter=3)
HEADING = ParagraphStyle("heading", BODY, fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=6)
COVER = ParagraphStyle("cover", HEADING, spaceAfter=16)
NOTE = ParagraphStyle("note", BODY, fontSize=8.5, leading=10)
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])


def by_reportlab(text: str, furniture: str, header: str, date: str) -> bytes:
    """A text as a PDF, with the header on every page, even the cover, and numbers in numbered lists."""

    def frame(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(20 * mm, 285 * mm, header)
        canvas.drawRightString(190 * mm, 285 * mm, date)
        canvas.drawCentredString(105 * mm, 10 * mm, f"Page {canvas.getPageNumber()}")

    flows: list[Flowable] = []
    for piece in pieces(text, furniture):
        flows += _flows(piece)
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4, topMargin=22 * mm, bottomMargin=22 * mm, invariant=1)
    document.build(flows, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()


def _flows(piece: Piece) -> list[Flowable]:
    lines = [_superscript(_markup(line)).replace("sup>", "super>") for line in piece.lines]
    match piece.kind:
        case Kind.COVER:
            return [Flow(line, COVER) for line in lines]
        case Kind.HEADING:
            return [Flow(line, HEADING) for line in lines]
        case Kind.PARAGRAPH:
            return [Flow(line, BODY) for line in lines]
        case Kind.NOTE:
            return [Flow(line, NOTE) for line in lines]
        case Kind.LIST:
            return [Flow(line, ITEM, bulletText="•") for line in lines]
        case Kind.NUMBERED:
            return [Flow(line, ITEM, bulletText=f"{n}.") for n, line in enumerate(lines, start=1)]
        case Kind.TABLE:
            rows = [[Flow(cell, BODY) for cell in line.split("\t")] for line in lines]
            return [Table(rows, style=RULED)]
        case Kind.BREAK:
            return [PageBreak()]


# Reports to print ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Printable:
    """A fixture text with the header and footer of its pages."""

    source: Path
    furniture: str
    header: str
    date: str

    @property
    def text(self) -> str:
        return self.source.read_text(encoding="utf-8")

    def by_chromium(self) -> bytes:
        return by_chromium(to_html(self.text, self.furniture, self.header, self.date))

    def by_reportlab(self) -> bytes:
        return by_reportlab(self.text, self.furniture, self.header, self.date)


def _printable(source: Path, force: str, date: str) -> Printable:
    header = f"{force} – HMIC Inspection Report"
    return Printable(source, rf"(?:(?:\d )?{header}\s+)?(?:\d\s+)?{date}", header, date)


PRINTABLE = {
    "northshire": _printable(GOLDEN / "report" / "northshire.txt", "Northshire Police", "July 2008"),
    "southshire": _printable(
        FIXTURES / "report" / "family.in.txt", "Southshire Constabulary", "September 2008"
    ),
}
