"""The page tree: the words of the report and of the edition, and the properties of pages and sites."""

from __future__ import annotations

import pytest

from reportsite.model import Emphasis, Line, Mention, Text
from reportsite.output.markdown import EDITION_CLASS, to_markdown
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Details,
    FindingHeading,
    Heading,
    Image,
    Nav,
    Page,
    PageBlock,
    Para,
    Site,
    TableBlock,
    Target,
    editorial,
    walk,
)


def para(number: int, anchor: str = "") -> Para:
    return Para((Text("x"),), (Line(number, 0, "x"),), anchor)


def page(*blocks: PageBlock, path: str = "x.md", own_order: bool = False, copies: str = "") -> Page:
    copied = {copies: "c"} if copies else {}
    return Page(Address(path), "T", "D", blocks, sorted=own_order, copies=copied)


def numbers(*blocks: PageBlock) -> list[int]:
    return [line.number for line in page(*blocks).lines]


def test_the_lines_of_a_page_are_in_reading_order() -> None:
    assert numbers(
        Heading(1, (Text("x"),), (Line(1, 0, "x"),)),
        Container((para(2), Container((para(3),)))),
        Bullets(((para(4), para(5)), (para(6),))),
        TableBlock((para(7),), ((para(8),), (para(9),))),
    ) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("block", "claimed"),
    [
        (Container((para(1),)), [1]),
        (Container((para(1),), "edition"), [1]),
        (Container((para(1),), editorial=True), []),
        (Container((Container((para(1),)),), editorial=True), []),
        (editorial(para(1), kind="about"), []),
        (Details("Open", (para(1),)), []),
        (Details("Open", (para(1),), editorial=False), [1]),
    ],
)
def test_a_field_marks_the_words_of_the_edition(block: Container | Details, claimed: list[int]) -> None:
    """The proof depends on this field, not on a CSS class."""
    assert numbers(block) == claimed
    written = to_markdown(page(block), {})
    assert (f'class="{EDITION_CLASS}' in written) is (block.editorial or block.kind == EDITION_CLASS)


def test_walk_yields_every_block() -> None:
    image = Image("a.svg", "A", "<svg/>")
    blocks = (editorial(image, Details("Open", (para(1),))), Bullets(((para(2),),)))
    names = ["Container", "Image", "Details", "Para", "Bullets", "Para"]
    assert [type(block).__name__ for block in walk(blocks)] == names
    assert page(*blocks).images == (image,)


def test_only_mentions_on_pages_of_the_report_are_counted() -> None:
    mention = Mention("MIB", "MIBs")
    text = Para((mention, Emphasis((mention, Text("x")))), (Line(1, 0, "x"),))
    assert page(text).mentions == 2
    assert page(editorial(text)).mentions == 0
    assert "[MIBs][MIB]" in to_markdown(page(text), {"MIB": Target(Address("glossary.md", "mib"), "")})


def test_a_second_heading_with_the_same_anchor_gets_a_number() -> None:
    inner = Container((Heading(2, (), anchor="a"), Heading(2, (), anchor="b")))
    twice = (Heading(2, (), anchor="a"), inner)
    assert page(*twice, FindingHeading(3, "c")).anchors == ("a", "a-2", "b", "c")
    assert page(*twice, own_order=True).anchors == ("a", "a", "b")


def site(*pages: Page) -> Site:
    return Site("N", "D", "C", tuple(Nav(p.title, p) for p in pages))


def test_the_addresses_of_a_site() -> None:
    both = site(page(para(1, "a")), page(para(1, "a"), path="all.md", copies="x.md"))
    assert set(both.addresses) == {"/x/", "/x/#a", "/all/"}
    assert both.primary_pages == both.pages[:1]


def test_a_clash_is_reported_with_both_lines() -> None:
    clashing = site(page(para(3, "a"), para(5, "a")))
    assert list(clashing.clashes()) == [(5, "/x/#a would be the address of both this line and line 3.")]
    assert list(site(page(para(3, "a"), para(5, "b"))).clashes()) == []


def test_the_navigation_lists_every_page() -> None:
    inner, outer = page(path="a/b.md"), page(path="a/index.md")
    nav = Nav("Outer", outer, (Nav("Inner", inner), Nav("Heading", None, (Nav("Again", inner),))))
    assert list(nav.pages()) == [outer, inner, inner]
