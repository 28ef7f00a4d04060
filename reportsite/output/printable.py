"""The page with the whole report, from the website, as one file for a browser to print.

Everything that a reader of the PDF sees is in the HTML, including what style sheets add on paper, so that the
proof can compare the two. The file needs no other, and its policy forbids every request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, create_tag

from reportsite.pages.assets import css_string

_STYLE = """
@page { size: A4 }
a::after { content: none !important }
.colophon { border-top: 0.05rem solid #c3ccd3; color: #50606d; margin-top: 2rem; padding-top: 0.4rem }
"""
"""Replaces the generated content of links, which is in the page here."""

_ADDRESS_STYLE = "@page {{ @bottom-left {{ color: #50606d; content: {}; font: 8pt sans-serif }} }}\n"

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the PDF says of itself: on its first page, in its margins and in its properties."""

    title: str
    author: str
    notice: str
    """The copyright notice."""
    address: str
    """Where the site will be published, as `https://example.org/report/`; empty if unknown."""


def printable(url: str, files: Mapping[str, bytes], parts: Mapping[str, str], cover: Cover) -> str:
    """The HTML of the page at `url`, as `/report/`, for printing.

    `files` are the files of the website by path. `parts` maps the address of each page that this one repeats,
    as `/mc07/`, to the anchor where it begins. A link to another page leads to the same place in this one, or
    else to the published page. If there is neither, its text remains.
    """
    page = LexborHTMLParser(files[f"{url.strip('/')}/index.html"].decode())
    article = page.css_first("article")
    assert article is not None, f"{url} has no article"
    # What is only for screens, and words that are heard but not shown, which have no place on paper.
    for node in article.css("script, button, [popover], .headerlink, .reading, .pdf, .unseen"):
        node.decompose()
    anchors = {node.attributes["id"] or "" for node in article.css("[id]")}
    for link in article.css("a[href]"):
        if target := _target(urljoin(url, link.attributes["href"] or ""), anchors, parts, cover.address):
            link.attrs["href"] = target
            _spell_out(link)
        else:
            link.unwrap()
    _add_colophon(article, cover)
    head, body = _attributes(page.css_first("html")), _attributes(page.body)
    return (
        f'<!doctype html>\n<html{head}><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(cover.title)}</title><style>{_styles(page, url, files)}{_STYLE}"
        + (_ADDRESS_STYLE.format(css_string(cover.address)) if cover.address else "")
        + f'</style></head><body{body}><div class="md-content">{article.html}</div></body></html>\n'
    )


def _target(address: str, anchors: Iterable[str], parts: Mapping[str, str], site: str) -> str:
    """The target of a link in the PDF, or nothing. `address` is absolute, or begins with a slash."""
    goal = urlsplit(address)
    if goal.scheme or goal.netloc:
        return address
    anchor = goal.fragment or parts.get(goal.path, "")
    if anchor in anchors:
        return f"#{anchor}"
    return urljoin(site, address.removeprefix("/")) if site else ""


def _spell_out(link: LexborNode) -> None:
    """Add what style sheets print after a link: an expansion, or the address of a page elsewhere."""
    kinds = (link.attributes.get("class") or "").split()
    expansion = link.attributes.get("title") or link.attributes.get("aria-description")
    if "first" in kinds and expansion:
        _append(link, f" ({expansion})")
    elif "outside" in kinds:
        _append(link, f" <{link.attributes['href']}>")


def _append(node: LexborNode, text: str) -> None:
    added = create_tag("span")
    added.attrs["class"] = "edition"
    added.insert_child(text)
    node.insert_child(added)


def _add_colophon(article: LexborNode, cover: Cover) -> None:
    """Say below the contents where the PDF comes from."""
    where = f' Read it online at <a href="{escape(cover.address)}">{escape(cover.address)}</a>.'
    text = f"<p>{escape(cover.notice)}{where if cover.address else ''}</p>"
    added = LexborHTMLParser(f'<div class="edition colophon">{text}</div>').css_first("div")
    contents = article.css_first(".contents")
    assert added is not None
    if contents is not None:
        contents.insert_after(added)
    else:
        article.insert_child(added)


def _styles(page: LexborHTMLParser, url: str, files: Mapping[str, bytes]) -> str:
    """The text of the style sheets of a page."""
    sheets = [node.attributes["href"] or "" for node in page.css("link[rel=stylesheet]")]
    return "\n".join(files[urljoin(url, sheet).strip("/")].decode() for sheet in sheets)


def _attributes(node: LexborNode | None) -> str:
    attributes = node.attributes if node is not None else {}
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
