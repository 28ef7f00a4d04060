"""The whole report on one page, for reading straight through, searching and printing.

It has the report's words from the other pages, under the same anchors, without navigation aids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from reportsite.model import Report
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Details,
    Download,
    FindingHeading,
    Heading,
    Nav,
    Page,
    PageBlock,
    editorial,
)
from reportsite.words import count

BRIEF = 100
"""A part with fewer words does not begin on a page of its own in print."""


def page(report: Report, nav: Iterable[Nav]) -> Page:
    """All pages of `nav` with words of the report, in order; headings of nested pages are at lower levels."""
    (home, _), *rest = parts = [part for entry in nav for part in _parts(entry, 1)]
    begin = _beginnings([held for held, _ in parts])
    reading = common.para(
        "The whole report on one page, to read straight through or print. To read it page by page, use the "
        "navigation."
    )
    below = [
        Container(
            tuple(_kept(held.blocks, depth, begin[held.address.page])),
            f"part part-{depth}" + (" brief" if count(held.lines) < BRIEF else ""),
        )
        for held, depth in rest
    ]
    notes = {key: note.anchor for held, _ in parts for key, note in held.notes.items()}
    return Page(
        address=addresses.WHOLE,
        title="The whole report",
        description=common.shorten(f"{report.title.full_title}, {report.title.date}, on one page."),
        blocks=(
            *_kept(home.blocks, 0, begin[home.address.page]),
            editorial(reading, kind="reading"),
            editorial(common.para(Download("pdf", common.text("The whole report as a PDF"))), kind="pdf"),
            _contents(rest),
            *below,
        ),
        notes={key: Address(addresses.WHOLE.page, anchor) for key, anchor in notes.items()},
        searched=False,
        cited="",
        sorted=True,
        copies=begin,
    )


def _contents(parts: list[tuple[Page, int]]) -> Container:
    """Links to the parts of the page: those with parts below them as headings, the others as lists."""
    blocks: list[PageBlock] = [
        Heading(2, common.text("Contents"), anchor=addresses.part(addresses.WHOLE, "contents").anchor)
    ]
    depths = [*(depth for _, depth in parts[1:]), 0]
    for leads, entries in groupby(zip(parts, depths, strict=True), lambda entry: entry[0][1] < entry[1]):
        links = [common.para(common.link(held.address, held.title)) for (held, _), _ in entries]
        blocks += links if leads else [Bullets(tuple((link,) for link in links))]
    return editorial(*blocks, kind="contents", searched=False)


def _parts(entry: Nav, depth: int) -> Iterator[tuple[Page, int]]:
    if entry.page and entry.page.lines:
        yield entry.page, depth
    for inner in entry.entries:
        yield from _parts(inner, depth + 1)


def _beginnings(pages: list[Page]) -> dict[str, str]:
    """The anchor of each page's title, by page.

    If something else has the same anchor, such as a term called Force, the title gets a different one;
    a page can be cited without an anchor.
    """
    used = Counter(anchor for held in pages for anchor in held.anchors)
    titles = {
        held.address.page: block.anchor
        for held in pages
        for block in held.blocks
        if isinstance(block, Heading) and block.level == 1
    }
    return {path: anchor if used[anchor] == 1 else f"page-{anchor}" for path, anchor in titles.items()}


def _kept(blocks: Iterable[PageBlock], shift: int, title: str) -> Iterator[PageBlock]:
    """Blocks of the report with headings `shift` levels lower; the page's title gets the anchor `title`.

    Of the edition's blocks, only charts and explanations of something in the report are kept.
    """
    for block in blocks:
        match block:
            case Heading(level, pieces, lines, anchor):
                yield Heading(min(level + shift, 6), pieces, lines, title if level == 1 else anchor)
            case FindingHeading(level, anchor):
                yield FindingHeading(min(level + shift, 6), anchor)
            case Details(editorial=True) | Container(editorial=True, explains=False):
                pass
            case Details() | Container():
                yield replace(block, blocks=tuple(_kept(block.blocks, shift, title)))
            case _:
                yield block
