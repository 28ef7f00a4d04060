"""The addresses in files. tests/proof/test_links.py follows them."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from reportsite.proof.uses import Kind, Use, uses_of, uses_of_file


def test_an_element_with_several_addresses_has_each_once() -> None:
    html = '<img srcset="b 1x, c 2x" src="a" style="mask: url(d)"><object data="e"></object><p data="f">'
    assert [(use.address, use.kind, use.where) for use in uses_of(LexborHTMLParser(html))] == [
        ("b", Kind.ASSET, "<img srcset>"),
        ("c", Kind.ASSET, "<img srcset>"),
        ("a", Kind.ASSET, "<img src>"),
        ("d", Kind.STYLE, "<img style>"),
        ("e", Kind.ASSET, "<object data>"),
    ]


def test_an_address_without_a_value_is_none_of_a_list() -> None:
    assert not list(uses_of(LexborHTMLParser("<img srcset>")))


def test_the_search_index_is_read_as_data_and_as_a_script() -> None:
    index = '{"docs": [{"location": ""}, {"location": "a/#b"}]}'
    wanted = [Use(place, Kind.LINK, "search result") for place in (".", "a/#b")]
    assert list(uses_of_file("search/search_index.json", index)) == wanted
    assert list(uses_of_file("search/search_index.js", f"var __index = {index}")) == wanted


def test_only_an_icon_may_be_inline() -> None:
    links = '<link rel="icon" href="data:,"><link rel="stylesheet" href="data:,">'
    icon, style = uses_of(LexborHTMLParser(links))
    assert (icon.kind, style.kind) == (Kind.STYLE, Kind.ASSET)
