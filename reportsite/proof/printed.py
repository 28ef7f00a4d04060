"""The proof of the PDF: its letters, tags and links compared with the page that was printed.

The page itself is proved against the received text like every other. A PDF with the same letters in the same
order, the edition's included, therefore has every word of the report. The order is that of the tags, in which
screen readers read it. What is outside the tags, such as page numbers, must be marked as an artifact.

A PDF has no spaces where a line breaks, so white space is not compared; nor are the marks of list items.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Object, Pdf
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite.errors import Problem
from reportsite.output.pdf import kids_of, opened

_LINK, _FIGURE, _LABEL = "/Link", "/Figure", "/Lbl"

_TAGS = {
    **{f"h{level}": f"/H{level}" for level in range(1, 7)},
    **{"ul": "/L", "ol": "/L", "li": "/LI", "table": "/Table", "tr": "/TR", "th": "/TH", "td": "/TD"},
    **{"a": _LINK, "p": "/P"},
}
"""The tag in a PDF for each element whose role a reader must know."""

_KNOWN = {*_TAGS.values(), _FIGURE}

_LINE_END_HYPHEN = "\x02"
"""How PDFium reads a hyphen at the end of a line."""

_AROUND = 30
"""Letters shown before and after a difference."""

_UPDATE = "Another version of the browser may print it otherwise."


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
    letters, unmarked = _letters(data)
    page = _read_page(html)
    with opened(data) as pdf:
        printed = _read_pdf(pdf, letters)
        return (
            *_check_text(name, page.text, printed.text),
            *_check_tags(name, page, printed),
            *(
                Problem(name, 0, f"has text without a tag: {text[:_AROUND]!r}.", _UPDATE, "W010")
                for text in (*unmarked, *letters.values())
            ),
            *_check_links(name, pdf, page, printed),
            *_check_properties(name, pdf),
        )


def _check_text(name: str, expected: str, text: str) -> Iterator[Problem]:
    """Report the first difference: a missing word moves everything after it."""
    if expected != text:
        at = len(posixpath.commonprefix((expected, text)))
        before, wanted, found = (
            expected[max(0, at - _AROUND) : at],
            *(part[at : at + _AROUND] for part in (expected, text)),
        )
        what = f"after {before!r} has {found!r}, expected {wanted!r} as on the page."
        yield Problem(name, 0, what, "White space is not compared.", "W009")


def _check_tags(name: str, page: Reading, printed: Reading) -> Iterator[Problem]:
    """Report the first tag that is not that of its element, and drawings without their description."""
    for at, (wanted, found) in enumerate(zip_longest(page.tags, printed.tags), start=1):
        if wanted != found:
            what = f"has {found or 'no tag'}, expected {wanted or 'none'}, as tag {at}."
            yield Problem(name, 0, what, _UPDATE, "W010")
            break
    for wanted, found in zip(page.figures, printed.figures, strict=False):
        if not wanted or wanted != found:
            what = f"has a drawing described as {found!r}, expected {wanted!r}."
            yield Problem(name, 0, what, _UPDATE, "W010")


def _check_links(name: str, pdf: Pdf, page: Reading, printed: Reading) -> Iterator[Problem]:
    """Report links that lead elsewhere than on the page, or nowhere."""
    places = {str(key).removeprefix("/") for key in pdf.Root.get("/Dests", Dictionary())}
    for wanted, found in zip_longest(page.links, printed.links, fillvalue=""):
        if wanted != found or (found.startswith("#") and found[1:] not in places):
            what = f"has a link to {found or 'nowhere'}, expected {wanted or 'none'}."
            yield Problem(name, 0, what, code="H006")


def _check_properties(name: str, pdf: Pdf) -> Iterator[Problem]:
    """Report what a screen reader needs to know of the whole document and is missing."""
    root, none = pdf.Root, Dictionary()
    present = {
        "language": "/Lang" in root,
        "mark of a tagged PDF": bool(root.get("/MarkInfo", none).get("/Marked")),
        "outline": int(root.get("/Outlines", none).get("/Count", 0)) != 0,
        "title": bool(pdf.docinfo.get("/Title")),
        "order to show its title": bool(root.get("/ViewerPreferences", none).get("/DisplayDocTitle")),
        "order of links": all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page),
        "description of each link": all(
            note.get("/Contents") for page in pdf.pages for note in page.get("/Annots", Array())
        ),
    }
    for what, there in present.items():
        if not there:
            yield Problem(name, 0, f"lacks: {what}.", _UPDATE, "W010")


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
"""The index of a page and the number of a piece of marked content on it."""


def _letters(data: bytes) -> tuple[dict[Place, str], list[str]]:
    """The letters of each piece of marked content, and those that are neither tagged nor artifacts."""
    texts: dict[Place, list[str]] = defaultdict(list)
    unmarked = []
    with pypdfium2.PdfDocument(data) as document:
        for index in range(len(document)):
            # Both stay open while their letters are read.
            page = document[index]
            opened = page.get_textpage()
            text = opened.raw
            for at in range(pdfium.FPDFText_CountChars(text)):
                # PDFium adds spaces, which belong to no object.
                if shape := pdfium.FPDFText_GetTextObject(text, at):
                    letter = chr(pdfium.FPDFText_GetUnicode(text, at))
                    number = pdfium.FPDFPageObj_GetMarkedContentID(shape)
                    if number >= 0:
                        texts[index, number].append("-" if letter == _LINE_END_HYPHEN else letter)
                    elif not pdfium.FPDFPageObj_CountMarks(shape):
                        unmarked.append(letter)
    plain = {place: _plain("".join(letters)) for place, letters in texts.items()}
    return {place: text for place, text in plain.items() if text}, ["".join(unmarked)] if unmarked else []


def _read_pdf(pdf: Pdf, letters: dict[Place, str]) -> Reading:
    """Read a PDF in the order of its tags. Removes from `letters` what has a tag."""
    texts: list[str] = []
    tags: list[str] = []
    links: list[str] = []
    figures: list[str] = []
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}

    def walk(element: Object, silent: bool) -> None:
        tag = str(element.S)
        silent = silent or tag in (_FIGURE, _LABEL)
        if tag in _KNOWN:
            tags.append(tag)
        if tag == _FIGURE:
            figures.append(str(element.get("/Alt", "")))
        target = ""
        for kid in kids_of(element):
            piece = kid if isinstance(kid, Dictionary) else Dictionary(MCID=kid)
            if "/S" in piece:
                walk(piece, silent)
            elif "/Obj" in piece:
                target = target or _target_of(piece.Obj)
            else:
                page = piece.Pg if "/Pg" in piece else element.Pg
                text = letters.pop((pages[page.objgen], int(piece.MCID)), "")
                texts.append("" if silent else text)
        if tag == _LINK:
            links.append(target)

    for top in kids_of(pdf.Root.get("/StructTreeRoot", Dictionary())):
        walk(top, silent=False)
    return Reading("".join(texts), tuple(tags), tuple(links), tuple(figures))


def _target_of(annotation: Object) -> str:
    """The target of a link in a PDF: `#mc07-s3`, or an address."""
    if "/Dest" in annotation:
        return "#" + str(annotation.Dest).removeprefix("/")
    return str(annotation.get("/A", Dictionary()).get("/URI", ""))
