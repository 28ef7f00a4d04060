"""What both dialects of Markdown write in the same way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportsite.model import Text, WebLink
from reportsite.output.markdown import to_markdown
from reportsite.output.plain import Sources, plain_files
from reportsite.output.writer import is_bare
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Bullets, Code, Heading, Nav, Page, PageBlock, Site, TableBlock
from tests.output.test_markdown import para

URL = "https://example.org/a_b"


def of_mkdocs(block: PageBlock) -> str:
    return to_markdown(Page(Address("x.md"), "T", "D", (block,)), {})


def plain(block: PageBlock) -> str:
    site = Site("", "", "", (Nav("", Page(Address("x.md"), "T", "D", (block,))),))
    return plain_files(site, {}, Sources("R", "N", ""))["x/index.md"]


@pytest.mark.parametrize("dialect", [of_mkdocs, plain])
@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Bullets(((para("a"),), (para("b"),))), "-   a\n-   b"),
        (Bullets(((para("a"), para("b")), (para("c"),)), ordered=True), "1.  a\n\n    b\n\n2.  c"),
        (
            TableBlock((para("a"), para("b")), ((para("c"), para("1")),), (False, True)),
            "| a | b |\n| --- | ---: |\n| c | 1 |",
        ),
        (Code("text", "a ``` b\n"), "````text\na ``` b\n````"),
        (Heading(2, (Text("Number #"),)), "## Number \\#"),
    ],
)
def test_blocks(dialect: Callable[[PageBlock], str], block: PageBlock, expected: str) -> None:
    assert dialect(block).endswith(f"---\n\n{expected}\n")


@pytest.mark.parametrize(
    ("url", "text", "bare"),
    [(URL, URL, True), (URL, "elsewhere", False), ("mailto:a@example.org", "mailto:a@example.org", False)],
)
def test_a_link_that_shows_its_address_is_bare(url: str, text: str, bare: bool) -> None:
    assert is_bare(WebLink(url, (Text(text),))) == bare
