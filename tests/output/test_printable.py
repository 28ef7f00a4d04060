"""The page with the whole report as one file to print: links, expansions, and no request."""

from __future__ import annotations

import pytest

from reportsite.output.printable import Cover, printable

COVER = Cover("Northshire – Crime", "HMIC", "Crown copyright <2008>.", "")
PUBLISHED = Cover("Northshire – Crime", "HMIC", "Crown copyright 2008.", 'https://example.org/a"b/')
PARTS = {"/": "home", "/mc01/": "mc01", "/force/": "page-force"}


def printed(article: str, cover: Cover = COVER) -> str:
    html = (
        '<html lang="en" class="x"><head><link rel="stylesheet" href="../assets/site.css"></head>'
        f'<body data-md-color-scheme="default"><article class="md-typeset">{article}</article></body></html>'
    )
    return printable(
        "/report/", {"report/index.html": html.encode(), "assets/site.css": b"p {}"}, PARTS, cover
    )


@pytest.mark.parametrize(
    ("href", "known", "public"),
    [
        ("#mc01-s1", "#mc01-s1", "#mc01-s1"),
        ("../mc01/", "#mc01", "#mc01"),
        ("../mc01/#mc01-s1", "#mc01-s1", "#mc01-s1"),
        ("../force/", "#page-force", "#page-force"),
        ("..", "#home", "#home"),
        ("../data/", "", "https://example.org/a%22b/data/"),
        ("../mc01/#elsewhere", "", "https://example.org/a%22b/mc01/#elsewhere"),
        ("https://example.com/", "https://example.com/", "https://example.com/"),
        ("mailto:a@example.com", "mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_a_link_leads_to_its_place_in_the_pdf_or_else_to_the_published_page(
    href: str, known: str, public: str
) -> None:
    anchors = "".join(f'<i id="{anchor}"></i>' for anchor in ("home", "mc01", "mc01-s1", "page-force"))
    cover = Cover("t", "a", "n", "https://example.org/a%22b/")
    for given, expected in ((COVER, known), (cover, public)):
        html = printed(f'{anchors}<p><a href="{href}">a place</a></p>', given)
        wanted = f'<p><a href="{expected}">a place</a></p>' if expected else "<p>a place</p>"
        assert wanted in html


def test_what_style_sheets_add_on_paper_is_in_the_page() -> None:
    html = printed(
        '<b id="mib"></b><a class="first" href="#mib" title="Bureau &lt;of&gt; it">MIB</a>'
        '<a href="#mib" title="Bureau">MIB</a><a class="outside" href="https://example.com/">Archive</a>'
    )
    assert '>MIB<span class="edition"> (Bureau &lt;of&gt; it)</span></a>' in html
    assert '<a href="#mib" title="Bureau">MIB</a>' in html
    assert '>Archive<span class="edition"> &lt;https://example.com/&gt;</span></a>' in html


def test_what_works_only_on_a_screen_is_left_out() -> None:
    html = printed(
        '<script>x()</script><a class="headerlink" href="#a">permalink</a><p class="unseen">heard</p>'
        '<div class="edition reading">read</div><div class="edition pdf">PDF</div><p>kept</p>'
        "<button>press</button><div popover>opened</div>"
    )
    assert "<p>kept</p>" in html
    for gone in ("x()", "permalink", "heard", "read<", ">PDF", "press", "opened"):
        assert gone not in html


def test_the_page_requests_nothing_and_says_where_it_is_from() -> None:
    html = printed("<p>text</p>", PUBLISHED)
    assert "default-src 'none'" in html
    assert "<style>p {}" in html
    assert "<link" not in html
    assert '@bottom-left { color: #50606d; content: "https://example.org/a\\22 b/"' in html
    assert 'href="https://example.org/a&quot;b/"' in html
    assert "@bottom-left" not in printed("<p>text</p>")
    assert "Crown copyright &lt;2008&gt;." in printed("<p>text</p>")
