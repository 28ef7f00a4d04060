"""The whole report as an EPUB 3 file: a zip file with a chapter of XHTML for each page.

The chapters come from the page that is printed as the PDF, where links and expansions are in place. With a
library we would still write the chapters, the contents and the metadata; EbookLib is also AGPL, and pandoc
another program to install.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from html import escape
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from reportsite.exports.citations import LANGUAGE, Work
from reportsite.output.bundle import zipped
from reportsite.output.printable import Cover
from reportsite.site.page_tree import Nav

TYPE = "application/epub+zip"
"""The media type, which the first file of the zip file states."""

# The HTML that selectolax writes is XML, except for elements that are never closed and one named character.
_EMPTY = re.compile(r"<((?:br|col|hr|img|input|wbr)(?: [^<>]*)?)>")
# The colours and fonts of charts; many e-readers do not know variables.
_VARIABLE = re.compile(r'(?<==")(?:var\(--[\w-]+, )+([^()"]+)\)+(?=")')
_ANCHOR = re.compile(r' id="([^"]*)"')
_LINK = re.compile(r' href="#([^"]*)"')

_STYLE = """\
h1, h2, h3, h4, h5, h6 { break-after: avoid; font-family: sans-serif; line-height: 1.25 }
h1, h2 { font-size: 1.5em }
h3 { font-size: 1.3em }
h4 { font-size: 1.2em }
h5 { font-size: 1em }
.finding h6, .label { font-family: sans-serif; font-size: 0.8em; margin-bottom: 0 }
.finding h6 + p { margin-top: 0.2em }
a { overflow-wrap: anywhere }
.finding, tr { break-inside: avoid }
.edition { font-family: sans-serif }
div.edition, .footnotes, table { font-size: 0.85em }
.publisher p, .date p, .imprint p { margin: 0 }
.imprint, .colophon, .footnotes { border-top: 1px solid; margin-top: 2em }
.grade { border: 1px solid; padding: 0 1em }
.chart svg { color: #000 }
.contents ul { list-style: none; padding-left: 1em }
table { border-collapse: collapse }
th, td { border-bottom: 1px solid; padding: 0.2em 0.5em; text-align: left; vertical-align: top }
"""

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "All words are text under headings. Every chart has a description."),
)
"""How the book can be read: terms of EPUB Accessibility 1.1."""


def chapters(html: str, titles: Mapping[str, str]) -> dict[str, str]:
    """The chapters of a book as XHTML, by anchor, from the page to print, `html`.

    `titles` maps the anchor where each part of the page begins to its title, in order. Links between parts
    lead to their files. Raises ExpatError if a chapter is not XML.
    """
    article = LexborHTMLParser(html).css_first("article")
    assert article is not None, "the page has no article"
    divided = [""]
    for child in article.iter():
        if "part" in (child.attributes.get("class") or "").split():
            divided.append("")
        divided[-1] += child.html or ""
    parts = {name: _xml(part) for name, part in zip(titles, divided, strict=True)}
    files = {anchor: name for name, part in parts.items() for anchor in _ANCHOR.findall(part)}

    def link(match: re.Match[str]) -> str:
        return f' href="{_file(files[match[1]])}#{match[1]}"'

    made = {
        name: _document(titles[name], "../style.css", f"<article>{_LINK.sub(link, part)}</article>")
        for name, part in parts.items()
    }
    for chapter in made.values():
        expat.ParserCreate().Parse(chapter, True)
    return made


def epub(
    held: Mapping[str, str], contents: Iterable[Nav], begin: Mapping[str, str], cover: Cover, work: Work
) -> bytes:
    """The EPUB file with the chapters `held`, by anchor.

    `contents` are the entries of the website's navigation, and `begin` maps the path of each page to its
    chapter. The same chapters always give the same bytes.
    """
    names = {path: f"text/{_file(anchor)}" for path, anchor in begin.items()}
    toc = f'<nav epub:type="toc"><h1>Contents</h1>{_contents(contents, names)}</nav>'
    files = {
        "mimetype": TYPE,
        "META-INF/container.xml": _CONTAINER,
        "package.opf": _package(held, cover, work),
        "nav.xhtml": _document("Contents", "style.css", toc),
        "style.css": _STYLE,
    }
    files |= {f"text/{_file(name)}": chapter for name, chapter in held.items()}
    return zipped({path: text.encode() for path, text in files.items()}, stored={"mimetype"})


def _file(anchor: str) -> str:
    return f"{anchor}.xhtml"


def _xml(html: str) -> str:
    text = _EMPTY.sub(r"<\1/>", html).replace("&nbsp;", "&#160;")
    return _VARIABLE.sub(r"\1", text)


def _document(title: str, style: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{LANGUAGE}" xml:lang="{LANGUAGE}">'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" href="{style}"/></head>\n'
        f"<body>{body}</body></html>\n"
    )


def _contents(entries: Iterable[Nav], names: Mapping[str, str]) -> str:
    """The entries that are in the book, as nested lists."""
    items = []
    for entry in entries:
        name = names.get(entry.page.address.page) if entry.page else None
        inner, title = _contents(entry.entries, names), escape((entry.page or entry).title)
        if name:
            items.append(f'<li><a href="{name}">{title}</a>{inner}</li>')
        elif inner:
            items.append(f"<li><span>{title}</span>{inner}</li>")
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _package(held: Mapping[str, str], cover: Cover, work: Work) -> str:
    """The metadata, the files and their order."""
    month = f"{work.year}-{work.month or 1:02}"
    # The same for each build of one edition, so that a new copy replaces the old one on a shelf.
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{cover.address}#{cover.title}")
    named = {
        "title": cover.title,
        "language": LANGUAGE,
        "creator": work.author,
        "publisher": work.author,
        "date": month if work.month else work.year,
        "source": f"urn:isbn:{re.sub('[ -]', '', work.isbn)}" if work.isbn else cover.address,
        "rights": cover.notice,
    }
    rows = [f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in named.items() if value]
    # EPUB requires a time of the last change. The words of the report have not changed since its date, and
    # the time of the build would make each file different.
    rows.append(f'<meta property="dcterms:modified">{month}-01T00:00:00Z</meta>')
    rows += [f'<meta property="schema:{name}">{value}</meta>' for name, value in _ACCESSIBILITY]
    items, order = [], []
    for number, (name, chapter) in enumerate(held.items(), start=1):
        drawn = ' properties="svg"' if "<svg" in chapter else ""
        path = escape(f"text/{_file(name)}")
        items.append(f'<item id="c{number}" href="{path}" media-type="application/xhtml+xml"{drawn}/>')
        order.append(f'<itemref idref="c{number}"/>')
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{LANGUAGE}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>\n'
        + "\n".join(rows)
        + "\n</metadata>\n"
        '<manifest>\n<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n' + "\n".join(items) + "\n</manifest>\n"
        "<spine>" + "".join(order) + "</spine>\n</package>\n"
    )
