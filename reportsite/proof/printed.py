"""The proof of the PDF: its letters, tags and links compared with the page that was printed.

The page itself is proved against the received text like every other. A PDF with the same letters in the same
order, the edition's included, therefore has every word of the report. The order is that of the tags, in which
screen readers read it. What is outside the tags, such as page numbers, must be marked as an artifact.

A PDF has no spaces where a line breaks, so white space is not compared; nor are the marks of list items.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite.errors import Problem

_TAGS = {
    **{f"h{level}": f"/H{level}" for level in range(1, 7)},
    **{"ul": "/L", "ol": "/L", "li": "/LI", "table": "/Table", "tr": "/TR", "th": "/TH", "td": "/TD"},
    **{"a": "/Link", "p": "/P"},
}
"""The tag in a PDF for each element whose role a reader must know."""

_FIGURE, _LABEL = "/Figure", "/Lbl"

_LINE_END_HYPHEN = "\x02"
"""How PDFium reads a hyphen at the end of a line."""

_AROUND = 30
"""Letters shown before and after a difference."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page or a PDF says, in reading order."""

    text: str
    """Its letters, without white space and drawings."""
    tags: tuple[str, ...]
    """The tags of headings, paragraphs, lists, tables, links and drawings."""
    links: tuple[str, ...]
    """The target of each link: `#mc07-s3`, or an address."""
    figures: tuple[str, ...]
    """The description of each drawing."""


def check_pdf(name: str, data: bytes, html: str) -> tuple[Problem, ...]:
    """Compare a PDF, called `name` in messages, with the page `html` that was printed.

    Returns differences as problems; does not raise an exception.
    """
    page = _read_page(html)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        loose: list[str] = []
        printed = _read_pdf(pdf, _letters(data), loose)
        problems = [
            *_differences(name, page.text, printed.text),
            *_check_tags(name, page, printed),
            *_check_settings(name, pdf),
            *(Problem(name, 0, f"has text that is neither tagged nor an artifact: {text!r}.", code="T002")
              for text in loose),
        ]  # fmt: skip
    return tuple(problems)


# The page ------------------------------------------------------------------------------------


def _read_page(html: str) -> Reading:
    article = LexborHTMLParser(html).css_first("article")
    assert article is not None
    texts: list[str] = []
    tags: list[str] = []
    links: list[str] = []
    figures: list[str] = []

    def walk(node: LexborNode) -> None:
        child = node.child
        while child is not None:
            if not child.is_element_node:
                texts.append(child.text_content or "")
            elif child.tag == "svg":
                tags.append(_FIGURE)
                named = (child.attributes.get("aria-labelledby") or "").split()
                figures.append(" ".join(n.text() for n in child.css("[id]") if n.attributes["id"] in named))
            elif "hidden" not in child.attributes:
                if tag := _TAGS.get(child.tag or ""):
                    tags.append(tag)
                if child.tag == "a":
                    links.append(child.attributes.get("href") or "")
                walk(child)
            child = child.next

    walk(article)
    return Reading(_plain("".join(texts)), tuple(tags), tuple(links), tuple(figures))


def _plain(text: str) -> str:
    """The letters of a text without white space, as fonts may have joined them (`ﬁ`)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


# The PDF -------------------------------------------------------------------------------------

Place = tuple[int, int]
"""The index of a page and the number of a piece of marked content on it; -1 for content without a number."""


def _letters(data: bytes) -> Mapping[Place, str]:
    """The letters of each piece of marked content."""
    texts: dict[Place, list[str]] = defaultdict(list)
    with pypdfium2.PdfDocument(data) as document:
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            for at in range(pdfium.FPDFText_CountChars(text.raw)):
                # PDFium adds spaces of its own, which belong to no object.
                if shape := pdfium.FPDFText_GetTextObject(text.raw, at):
                    place = index, pdfium.FPDFPageObj_GetMarkedContentID(shape)
                    letter = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
                    texts[place].append("-" if letter == _LINE_END_HYPHEN else letter)
            text.close()
            page.close()
    return {place: _plain("".join(letters)) for place, letters in texts.items()}


def _read_pdf(pdf: pikepdf.Pdf, letters: Mapping[Place, str], loose: list[str]) -> Reading:
    texts: list[str] = []
    tags: list[str] = []
    links: list[str] = []
    figures: list[str] = []
    known = {*_TAGS.values(), _FIGURE}
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}

    def walk(element: pikepdf.Object, silent: bool) -> None:
        tag = str(element.S)
        if tag in known:
            tags.append(tag)
        if tag == _FIGURE:
            figures.append(str(element.get("/Alt", "")))
        target = ""
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid, silent or tag in (_FIGURE, _LABEL))
            elif isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                target = target or target_of(kid.Obj)
            elif not (silent or tag in (_FIGURE, _LABEL)):
                content = kid if isinstance(kid, pikepdf.Dictionary) else None
                page = content.get("/Pg", element.get("/Pg")) if content is not None else element.Pg
                number = int(content.MCID) if content is not None else int(kid)
                texts.append(letters.get((pages[page.objgen], number), ""))
        if tag == _TAGS["a"]:
            links.append(target)

    for top in kids_of(pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())):
        walk(top, silent=False)
    return Reading("".join(texts), tuple(tags), tuple(links), tuple(figures))


def kids_of(element: pikepdf.Object) -> Sequence[pikepdf.Object]:
    """What is in an element of a PDF's tags: other elements, pieces of content, annotations."""
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def target_of(annotation: pikepdf.Object) -> str:
    """The target of a link in a PDF."""
    if "/Dest" in annotation:
        return "#" + str(annotation.Dest).removeprefix("/")
    return str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
