"""Pages at retired addresses."""

from __future__ import annotations

from reportsite.output.markdown import to_markdown
from reportsite.pages import moved
from reportsite.site.addresses import Address

ADDRESSES = {"/mc07/": Address("mc07.md"), "/mc07/#mc07-s1": Address("mc07.md", "mc07-s1")}


def test_a_retired_page_links_to_the_new_one() -> None:
    (page,) = moved.pages({"/practice/old/": "/mc07/#mc07-s1"}, ADDRESSES)
    assert page.address == Address("practice/old.md")
    assert not page.lines, "the words are the edition's"
    assert not page.searched
    text = to_markdown(page, {})
    assert "This page has moved to [/mc07/#mc07-s1](../mc07.md#mc07-s1)." in text


def test_a_retired_anchor_needs_no_page() -> None:
    assert moved.pages({"/mc07/#x": "/mc07/"}, ADDRESSES) == ()


def test_every_retired_page_redirects() -> None:
    pages = moved.pages({"/b/": "/mc07/", "/a/": "/mc07/"}, ADDRESSES)
    assert [page.address.page for page in pages] == ["b.md", "a.md"]
