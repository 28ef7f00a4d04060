"""A PDF as Chromium prints it -> the PDF that is published.

Chromium tags the text, and makes the outline and the links. This adds what it leaves out of the standard
for accessible PDFs (ISO 14289-1): properties, descriptions of links, the bodies of list items, and the mark
of what is not part of the text. The result has no dates, so the same page and browser always give the same
bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf
from selectolax.lexbor import LexborHTMLParser

from reportsite.output.printable import Cover

# These tags are of PDF 2.0; readers of earlier versions need to know what they are like.
_ROLES = {"/Strong": Name.Span, "/Em": Name.Span}

# The operators that show text, and those that begin and end the drawing of a shape.
_TEXT = {"Tj", "TJ", "'", '"'}
_BEGIN = {"m", "re", "Do", "sh", *_TEXT}
_END = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "n", "Do", "sh"}
_MARK, _UNMARK = {"BDC", "BMC"}, "EMC"
# A mark must end in the text object in which it begins.
_CLOSE = {"ET", "BT", "q", "Q", *_MARK}


def finished(printed: bytes, html: str, cover: Cover, browser: str) -> bytes:
    """The PDF to publish, from what `browser`, its name with its version, printed of the page `html`."""
    with opened(printed) as pdf:
        _describe(pdf, cover, browser)
        _complete_tags(pdf, [node.text() for node in LexborHTMLParser(html).css("article a[href]")])
        for page in pdf.pages:
            instructions = list(pikepdf.parse_content_stream(page))
            marked = pikepdf.unparse_content_stream(list(_with_artifacts(instructions)))
            page.obj.Contents = pdf.make_stream(marked)
        pdf.remove_unreferenced_resources()
        result = io.BytesIO()
        pdf.save(
            result,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return result.getvalue()


def opened(data: bytes) -> Pdf:
    """Read a PDF. Close it after use."""
    return Pdf.open(io.BytesIO(data))


def _describe(pdf: Pdf, cover: Cover, browser: str) -> None:
    """Set the properties of the document, and remove its dates."""
    producer = str(pdf.docinfo.get("/Producer", ""))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(Title=cover.title, Author=cover.author, Creator=browser, Producer=producer)
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as properties:
        properties["dc:title"] = cover.title
        properties["dc:creator"] = [cover.author]
        properties["dc:language"] = [str(pdf.Root.Lang)]
        properties["dc:rights"] = cover.notice
        properties["xmp:CreatorTool"] = browser
        properties["pdf:Producer"] = producer
        if cover.address:
            properties["dc:source"] = cover.address


def _complete_tags(pdf: Pdf, links: list[str]) -> None:
    """Complete the tags. `links` are the texts of all links in reading order, which describe them."""
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary(_ROLES)
    texts = iter(links)
    for element in _elements(root):
        if str(element.S) == "/Link":
            text = " ".join(next(texts, "").split())
            for kid in kids_of(element):
                if "/Obj" in kid:
                    kid.Obj.Contents = pikepdf.String(text)
        elif str(element.S) == "/LI":
            _add_body(pdf, element)


def _add_body(pdf: Pdf, item: Object) -> None:
    """Put what an item of a list has besides its mark into a body."""
    label = [kid for kid in kids_of(item) if str(kid.S) == "/Lbl"]
    rest = [kid for kid in kids_of(item) if str(kid.S) != "/Lbl"]
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(rest)))
    for kid in rest:
        kid.P = body
    item.K = Array([*label, body])


def _elements(parent: Object) -> Iterator[Object]:
    """The elements below `parent`, in reading order. They may be changed meanwhile."""
    for kid in kids_of(parent):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def kids_of(element: Object) -> list[Object]:
    """What is in an element of a PDF's tags: other elements, pieces of content, annotations."""
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _with_artifacts(
    instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
) -> Iterator[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    """The content of a page, with everything that has no tag marked as an artifact."""
    begin = pikepdf.ContentStreamInstruction([Name.Artifact], Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], Operator(_UNMARK))
    depth, within = 0, False
    for instruction in instructions:
        operator = str(instruction.operator)
        if within and operator in _CLOSE:
            yield end
            within = False
        elif not within and not depth and operator in _BEGIN:
            yield begin
            within = True
        yield instruction
        depth += (operator in _MARK) - (operator == _UNMARK)
        if within and operator in _END:
            yield end
            within = False
