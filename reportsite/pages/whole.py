"""The whole report on one page, for reading straight through, finding and printing.

It holds what the other pages hold of the report, under the same anchors, and leaves out what only
helps to get about among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportsite import addresses
from reportsite.document import Box, Details, Heading, Nav, Page, PageBlock, Reference, own
from reportsite.model import Report
from reportsite.pages import common


def page(report: Report, nav: Iterable[Nav]) -> Page:
    """All pages of `nav` that hold words of the report, in its order; deeper pages get lower headings."""
    entries = list(nav)
    first, *rest = [part for entry in entries for part in _parts(entry, 1)]
    held = [first[0], *(held for held, _ in rest)]
    blocks: list[PageBlock] = list(_kept(first[0].blocks, 0))
    blocks.append(
        own(
            common.para(
                "The whole report on one page, for reading through and printing. It is also there ",
                common.link(addresses.HOME, "page by page"),
                ".",
            ),
            kind="reading",
        )
    )
    blocks += [Box(f"part part-{depth}", tuple(_kept(held.blocks, depth))) for held, depth in rest]
    return Page(
        address=addresses.WHOLE,
        title="The whole report",
        description=common.shorten(f"{report.title.full_title}, {report.title.date}, on one page."),
        blocks=tuple(blocks),
        notes={
            key: addresses.Address(addresses.WHOLE.page, note.anchor)
            for part in held
            for key, note in part.notes.items()
        },
        searched=False,
        sorted=True,
        copies=frozenset(part.address.page for part in held),
    )


def _parts(entry: Nav, depth: int) -> Iterator[tuple[Page, int]]:
    if entry.page and entry.page.lines:
        yield entry.page, depth
    for inner in entry.entries:
        yield from _parts(inner, depth + 1)


def _kept(blocks: Iterable[PageBlock], shift: int, within: bool = False) -> Iterator[PageBlock]:
    """Blocks of the report, their headings `shift` levels lower.

    Of the edition's own, drawings are kept, and what explains a thing of the report in its place.
    """
    for block in blocks:
        match block:
            case Heading(level, pieces, lines, anchor):
                yield Heading(min(level + shift, 6), pieces, lines, anchor)
            case Reference(level, anchor):
                yield Reference(min(level + shift, 6), anchor)
            case Details():
                pass
            case Box(classes, inner, searched):
                names = classes.split()
                ours = "edition" in names
                if not ours or "chart" in names or (within and searched):
                    yield Box(classes, tuple(_kept(inner, shift, not ours)), searched)
            case _:
                yield block
