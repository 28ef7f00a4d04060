"""The link check on small sites, with and without a broken link."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.errors import CODES
from reportsite.proof.links import Links, check

SITE = "https://example.org/sub/report/"

HOME = """\
<html><head><link rel="stylesheet" href="assets/look.css"><link rel="next" href="one/">
<script src="assets/tips.js"></script></head>
<body><h1 id="home">Home</h1><a href="one/">One</a> <a href="one/#caf%C3%A9">Café</a> <a href="#home">Up</a>
<a href="https://example.com/">Elsewhere</a> <a href="mailto:a@example.com">Write</a>
<img src="assets/a.png" srcset="assets/a.png 1x, assets/b.png 2x"></body></html>
"""
ONE = """\
<html><head><link rel="stylesheet" href="../assets/look.css"></head>
<body style="background: url(../assets/a.png)"><h1 id="café">One</h1><a name="old"></a>
<a href="..">Home</a> <a href="../?q=x#home">Home</a> <a href=".">Here</a> <a href="#old">Old</a>
<svg><defs><path id="p"/></defs><use href="#p"/><rect fill="url(#p)"/></svg>
<form action="../"></form><a href="#">Top</a><!--more--></body></html>
"""
CSS = '@import "more.css"; /* url(gone.png) */ a { background: url("a.png") } b { mask: url(data:image/x,a) }'
ASSETS = dict.fromkeys(("assets/a.png", "assets/b.png", "assets/more.css", "assets/tips.js"), "")
GOOD = {"index.html": HOME, "one/index.html": ONE, "assets/look.css": CSS, **ASSETS}
OFFLINE = {
    "index.html": '<h1 id="home">Home</h1><a href="one.html#one">One</a><a href="sub/two.html">Two</a>',
    "one.html": '<h1 id="one">One</h1><a href="index.html#home">Home</a><a href="#one">Here</a>',
    "sub/two.html": '<a href="../one.html">One</a><a href="../index.html">Home</a><a href="">Here</a>',
}


def checked(site: dict[str, str], *, offline: bool = False, address: str = "") -> Links:
    texts = {name: text for name, text in site.items() if text}
    return check(texts, set(site), offline=offline, address=address)


def problems(site: dict[str, str], *, offline: bool = False, address: str = "") -> list[str]:
    reported = checked(site, offline=offline, address=address).problems
    # What is wrong is in a whole file, not in a line of it.
    assert all(problem.code in CODES and not problem.line for problem in reported)
    return [f"{problem.file}: {problem.what}" for problem in reported]


def with_more(html: str) -> dict[str, str]:
    return {**GOOD, "one/index.html": ONE.replace("<!--more-->", html)}


def test_a_good_site_has_no_problem() -> None:
    links = checked(GOOD)
    assert not links.problems
    assert (links.pages, links.links, links.anchors, links.assets) == (2, 10, 4, 11)
    assert links.external == {"https://example.com/": ("index.html",)}


def test_a_good_offline_site_has_no_problem() -> None:
    assert not problems(OFFLINE, offline=True)


BROKEN = [
    ('<a href="../two/">x</a>', "leads to two/index.html, which is not a file"),
    ('<a href="../one">x</a>', "is a directory; its address must end in a slash"),
    ('<a href="../assets/">x</a>', "leads to assets/index.html, which is not a file"),
    ('<a href="#gone">x</a>', "has no anchor #gone"),
    ('<a href="../#gone">x</a>', "leads to index.html, which has no anchor #gone"),
    ('<a href="../%23home">x</a>', "which is not a file"),
    ('<a href="/one/">x</a>', "begins at the root of the server"),
    ('<img src="/assets/a.png">', "begins at the root of the server"),
    ('<a href="../../one/">x</a>', "leads out of the directory"),
    ('<a href="%2e%2e/../one/">x</a>', "leads out of the directory"),
    ('<a href="../..">x</a>', "leads out of the directory"),
    ('<a href="javascript:alert(1)">x</a>', "has the scheme javascript:"),
    ('<a href=" JavaScript:alert(1)">x</a>', "has the scheme javascript:"),
    ('<a href="java\nscript:alert(1)">x</a>', "has the scheme javascript:"),
    ('<a href="data:text/html,x">x</a>', "has the scheme data:"),
    ('<img src="data:image/png;base64,x">', "has the scheme data:"),
    ('<a href="file:///etc/hosts">x</a>', "has the scheme file:"),
    ('<a href="//example.com/">x</a>', "lacks a scheme or a host"),
    ('<a href="https:one">x</a>', "lacks a scheme or a host"),
    ('<a href="http://[">x</a>', "is not a valid address"),
    ('<a href="..\\one\\">x</a>', "has a backslash"),
    ('<a href="ONE/">x</a>', "which is not a file"),
    ('<area href="gone/">', "which is not a file"),
    ('<form action="gone/"></form>', "<form action> 'gone/'"),
    ('<button formaction="gone/">x</button>', "<button formaction> 'gone/'"),
    ('<meta http-equiv="refresh" content="0; url=gone/">', "<meta refresh> 'gone/'"),
    ('<img src="gone.png">', "which is not a file"),
    ('<img src="">', "is empty"),
    ('<img srcset="../assets/a.png 1x, gone.png 2x">', "<img srcset> 'gone.png'"),
    ('<video poster="gone.png"></video>', "<video poster>"),
    ('<object data="gone.svg"></object>', "<object data>"),
    ('<svg><use href="#gone"/></svg>', "<use href> '#gone'"),
    ('<svg><use xlink:href="#gone"/></svg>', "has no anchor #gone"),
    ('<svg><a href="gone/"><text>x</text></a></svg>', "<a href> 'gone/'"),
    ('<svg><rect fill="url(#gone)"/></svg>', "<rect fill> '#gone'"),
    ("<p style=\"background: url('gone.png')\">x</p>", "<p style> 'gone.png'"),
    ("<style>p { background: url( gone.png ) }</style>", "<style> 'gone.png'"),
    ('<link rel="stylesheet" href="gone.css">', "<link href> 'gone.css'"),
    ('<script src="https://example.com/x.js"></script>', "would be fetched from another site"),
    ('<script src="http://example.com/x.js"></script>', "would be fetched from another site"),
    ('<script src="//example.com/x.js"></script>', "lacks a scheme or a host"),
    ('<img src="https://example.com/x.png">', "would be fetched from another site"),
    ('<img srcset="https://example.com/x.png 2x">', "would be fetched from another site"),
    ('<iframe src="https://example.com/"></iframe>', "would be fetched from another site"),
    ('<link rel="stylesheet" href="https://example.com/x.css">', "would be fetched from another site"),
    ('<link rel="icon" href="https://example.com/x.png">', "would be fetched from another site"),
    ('<link rel="preconnect" href="https://example.com">', "would be fetched from another site"),
    ('<link rel="alternate stylesheet" href="https://example.com/x.css">', "would be fetched from another"),
    ("<style>@import 'https://example.com/x.css';</style>", "would be fetched from another site"),
    ('<p style="background: url(https://example.com/x)">x</p>', "would be fetched from another site"),
    ('<script type="application/ld+json">{"a": [{"@id": "gone/#x"}]}</script>', "linked data, @id 'gone/#x'"),
    ('<script type="application/ld+json">{"url": "gone/"}</script>', "linked data, url 'gone/'"),
    ('<base href="../one/">', "would change where every link"),
    ('<script type="application/ld+json">{</script>', "linked data is not valid JSON"),
]


@pytest.mark.parametrize(("html", "message"), BROKEN)
def test_each_broken_link_is_reported_once(html: str, message: str) -> None:
    listed = problems(with_more(html))
    assert len(listed) == 1, listed
    assert listed[0].startswith("one/index.html: ")
    assert message in listed[0]


NOT_A_FILE = "leads to one/gone, which is not a file of the site."
ELSEWHERE = "https://example.com/x"
MESSAGES = [
    ('<base href=".">', "<base href> '.' would change where every link of the page leads."),
    ('<a href="a\\b">x</a>', "<a href> 'a\\\\b' has a backslash, which browsers read in more than one way."),
    ('<a href="http://[">x</a>', "<a href> 'http://[' is not a valid address."),
    ('<img src="">', "<img src> '' is empty."),
    ("<img src>", "<img src> '' is empty."),
    ('<img srcset="?x 2x">', "<img srcset> '?x' is empty."),
    (
        '<a href="/x">x</a>',
        "<a href> '/x' begins at the root of the server, but the site may be in a subdirectory.",
    ),
    ('<a href="../one">x</a>', "<a href> '../one' is a directory; its address must end in a slash."),
    ('<a href="../../x">x</a>', "<a href> '../../x' leads out of the directory of the site."),
    ('<a href="https:x">x</a>', "<a href> 'https:x' lacks a scheme or a host; expected https://host/."),
    (f'<img src="{ELSEWHERE}">', f"<img src> '{ELSEWHERE}' would be fetched from another site."),
    ('<a href="x:y">x</a>', "<a href> 'x:y' has the scheme x:, expected a place of the site, or https:."),
    (
        '<img src="mailto:a@example.com">',
        "<img src> 'mailto:a@example.com' has the scheme mailto:, expected a place of the site, or https:.",
    ),
    ('<a href="#gone">x</a>', "<a href> '#gone' leads to one/index.html, which has no anchor #gone."),
    ('<input type="image" src="gone">', f"<input src> 'gone' {NOT_A_FILE}"),
    (
        f'<input type="image" src="{ELSEWHERE}">',
        f"<input src> '{ELSEWHERE}' would be fetched from another site.",
    ),
    (
        '<link rel="preload" imagesrcset="../assets/a.png 1x, gone 2x">',
        f"<link imagesrcset> 'gone' {NOT_A_FILE}",
    ),
    (
        f'<link rel="preload" imagesrcset="{ELSEWHERE} 2x">',
        f"<link imagesrcset> '{ELSEWHERE}' would be fetched from another site.",
    ),
    ('<meta property="og:image" content="gone">', f"<meta og:image> 'gone' {NOT_A_FILE}"),
    ('<meta property="og:url" content="gone">', f"<meta og:url> 'gone' {NOT_A_FILE}"),
    ('<meta name="twitter:image" content="gone">', f"<meta twitter:image> 'gone' {NOT_A_FILE}"),
    ('<meta http-equiv="Refresh" content="0; url=gone">', f"<meta refresh> 'gone' {NOT_A_FILE}"),
    ('<svg><image href="gone"/></svg>', f"<image href> 'gone' {NOT_A_FILE}"),
    ('<svg><a xlink:href="gone"><text>x</text></a></svg>', f"<a xlink:href> 'gone' {NOT_A_FILE}"),
    (
        '<svg><path marker-end="url(#gone)"/></svg>',
        "<path marker-end> '#gone' leads to one/index.html, which has no anchor #gone.",
    ),
    (
        '<svg><g clip-path="url(#gone)"/></svg>',
        "<g clip-path> '#gone' leads to one/index.html, which has no anchor #gone.",
    ),
    (
        f'<a href="{"x" * 100}">x</a>',
        f"<a href> '{'x' * 100}' leads to one/{'x' * 100}, which is not a file of the site.",
    ),
    (
        f'<a href="#{"x" * 100}">x</a>',
        f"<a href> '#{'x' * 99}…' leads to one/index.html, which has no anchor #{'x' * 100}.",
    ),
    (
        '<p style="background: url(a\\b)">x</p>',
        "<p style> 'a\\\\b' has a backslash, which browsers read in more than one way.",
    ),
    (
        '<img src="data:image/x,a\\b">',
        "<img src> 'data:image/x,a\\\\b' has a backslash, which browsers read in more than one way.",
    ),
    (
        '<script type="application/ld+json">{"a": {"@id": "gone"}, "b": [{"url": "./"}]}</script>',
        f"linked data, @id 'gone' {NOT_A_FILE}",
    ),
    (
        '<script type="application/ld+json">{"b": [{"url": "gone"}, 1], "a": [{"@id": "./"}]}</script>',
        f"linked data, url 'gone' {NOT_A_FILE}",
    ),
    ('<script type="application/ld+json"></script>', "linked data is not valid JSON."),
]


@pytest.mark.parametrize(("html", "message"), MESSAGES)
def test_messages(html: str, message: str) -> None:
    assert problems(with_more(html)) == [f"one/index.html: {message}"]


def test_svg_files_are_checked() -> None:
    """Their links, anchors and styles are checked like those of pages."""
    drawing = '<svg><a href="../one/"><rect id="r" fill="url(#r)"/></a><use href="#r"/></svg>'
    good = {**GOOD, "assets/a.svg": drawing}
    assert not problems(good)
    for old, new, message in (
        ("../one/", "gone", "<a href> 'gone' leads to assets/gone, which is not a file of the site."),
        ("url(#r)", "url(#x)", "<rect fill> '#x' leads to assets/a.svg, which has no anchor #x."),
        ('href="#r"', 'href="#x"', "<use href> '#x' leads to assets/a.svg, which has no anchor #x."),
    ):
        assert problems({**good, "assets/a.svg": drawing.replace(old, new)}) == [f"assets/a.svg: {message}"]
    # A page may link to an anchor in a drawing.
    assert not problems({**with_more('<img src="../assets/a.svg#r">'), "assets/a.svg": drawing})
    assert len(problems({**with_more('<img src="../assets/a.svg#x">'), "assets/a.svg": drawing})) == 1


def test_the_404_page_is_an_ordinary_page_offline() -> None:
    page = OFFLINE | {"404.html": '<a href="index.html#home">Home</a><a href="sub/two.html">Two</a>'}
    assert not problems(page, offline=True)
    page["404.html"] = '<a href="/index.html">Home</a>'
    assert problems(page, offline=True) == [
        "404.html: <a href> '/index.html' begins at the root of the server, "
        "but the site may be in a subdirectory."
    ]
    page["404.html"] = '<a href="./">Home</a>'
    assert problems(page, offline=True) == [
        "404.html: <a href> './' leads to a directory; without a server, a browser lists its files."
    ]
    assert problems(not_found("one/")) == [
        "404.html: <a href> 'one/' is relative, but 404.html is shown at any address."
    ]


def test_messages_about_files_for_machines() -> None:
    listed = problems(
        {
            **GOOD,
            "assets/look.css": "a { background: url(gone) }",
            "sitemap.xml": "<loc>gone</loc><loc>tel:1</loc>",
            "robots.txt": "Sitemap: gone\nSitemap: tel:1",
            "search/search_index.json": '{"docs": [{"location": "gone"}, {"location": "tel:1"}]}',
        }
    )
    assert listed == [
        "assets/look.css: the style 'gone' leads to assets/gone, which is not a file of the site.",
        "robots.txt: Sitemap: 'gone' leads to gone, which is not a file of the site.",
        "search/search_index.json: search result 'gone' leads to gone, which is not a file of the site.",
        "sitemap.xml: <loc> 'gone' leads to gone, which is not a file of the site.",
    ]


def test_links_of_every_kind_are_counted() -> None:
    """Addresses that are fetched with the page are assets, all others are links."""
    html = {
        '<meta property="og:url" content="./">': (1, 0),
        '<meta http-equiv="refresh" content="0; url=./">': (1, 0),
        '<script type="application/ld+json">{"url": "#old"}</script>': (1, 0),
        '<img srcset="../assets/a.png 1x, ../assets/a.png 2x">': (0, 2),
        '<input type="image" src="../assets/a.png">': (0, 1),
        '<link rel="alternate" href="./"><link rel="next license" href="./">': (2, 0),
        '<link rel="alternate author canonical help license next prev" href="./">': (1, 0),
        '<link href="./">': (0, 1),
        "<p data='gone' style=''>x</p>": (0, 0),
    }
    before = checked(GOOD)
    for more, counts in html.items():
        after = checked(with_more(more))
        assert not after.problems
        assert (after.links - before.links, after.assets - before.assets) == counts, more


@pytest.mark.parametrize(
    "html",
    [
        r'<p style="background: url(data:image/x,a\\b)">x</p>',
        "<p style=\"background: url('data:image/x,a\\\\b')\">x</p>",
        '<meta name="description" content="gone"><meta content="gone">',
        '<meta property="og:url">',
        '<meta http-equiv="refresh" content="5">',
        '<a href="tel:+441632960000">x</a>',
        '<a href="#top">x</a><a href="#:~:text=One">x</a>',
        '<a href="">x</a>',
        '<a href="../one/index.html?x=1#caf%C3%A9">x</a>',
        '<link rel="canonical" href="https://example.com/one/">',
        '<script type="application/ld+json">{"@id": "./#old", "url": "https://example.com"}</script>',
        '<script type="application/ld+json">{"@id": "urn:isbn:1", "license": "gone"}</script>',
    ],
)
def test_allowed_addresses_are_not_reported(html: str) -> None:
    assert not problems(with_more(html))


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("a { background: url(gone.png) }", "'gone.png' leads to assets/gone.png"),
        ('a { background: url("gone ") }', "'gone ' leads to assets/gone,"),
        ("@import 'gone.css';", "'gone.css'"),
        ('@import"gone.css";', "'gone.css'"),
        ("@import/**/'gone.css';", "'gone.css'"),
        ('@import url("gone.css");', "'gone.css'"),
        ("@font-face { src: url(https://example.com/x.woff2) }", "would be fetched from another site"),
        ("a { background: url(/assets/a.png) }", "begins at the root"),
        ("a { background: url(../../a.png) }", "leads out of the directory"),
    ],
)
def test_style_sheets_are_checked(css: str, message: str) -> None:
    listed = problems({**GOOD, "assets/look.css": css})
    assert len(listed) == 1
    assert message in listed[0]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="sub/">x</a>', "leads to a directory"),
        ('<a href=".">x</a>', "leads to a directory"),
        ('<a href="./?q=x">x</a>', "leads to a directory"),
        ('<a href="sub">x</a>', "is a directory"),
        ('<a href="two.html">x</a>', "which is not a file"),
        ('<a href="../one.html">x</a>', "leads out of the directory"),
        ('<a href="/one.html">x</a>', "begins at the root"),
    ],
)
def test_links_that_only_work_with_a_server_are_broken_offline(html: str, message: str) -> None:
    listed = problems({**OFFLINE, "one.html": OFFLINE["one.html"] + html}, offline=True)
    assert len(listed) == 1
    assert message in listed[0]


def not_found(href: str) -> dict[str, str]:
    return {**GOOD, "404.html": f'<a href="{href}">x</a>'}


@pytest.mark.parametrize(("address", "root"), [("", "/"), (SITE, "/sub/report/"), ("https://x.org", "/")])
def test_links_of_the_404_page_must_begin_at_the_root(address: str, root: str) -> None:
    for good in (root, f"{root}one/#old", f"{root}."):
        assert not problems(not_found(good), address=address), good
    for bad in (f"{root}two/", f"{root}one/#gone", "one/", f"{root}../x/"):
        assert len(problems(not_found(bad), address=address)) == 1, bad


def test_links_of_the_404_page_must_stay_in_the_site() -> None:
    assert "leads out of the site" in problems(not_found("/one/"), address=SITE)[0]


ABSOLUTE = '<link rel="canonical" href="{0}"><meta property="og:url" content="{0}"><a href="{0}">x</a>'


def test_absolute_addresses_of_the_site_are_followed() -> None:
    for good in (SITE, SITE[:-1], f"{SITE}one/#old", f"{SITE}one/?q=1"):
        assert not problems(with_more(ABSOLUTE.format(good)), address=SITE), good
        assert len(checked(with_more(ABSOLUTE.format(good)), address=SITE).external) == 1
    for bad in (f"{SITE}two/", f"{SITE}one/#gone", f"{SITE}../x/"):
        assert len(problems(with_more(ABSOLUTE.format(bad)), address=SITE.rstrip("/"))) == 3, bad
    other = "https://example.org/sub/reports/"
    assert other in checked(with_more(ABSOLUTE.format(other)), address=SITE).external


def test_an_absolute_address_with_line_ends_is_followed() -> None:
    """Browsers ignore line ends and tabs in an address."""
    for good in (f"{SITE[:9]}\n{SITE[9:]}one/", f"{SITE[:9]}\t{SITE[9:]}one/"):
        assert not checked(with_more(f'<a href="{good}">x</a>'), address=SITE).problems
        assert len(problems(with_more(f'<a href="{good}gone/">x</a>'), address=SITE)) == 1


def test_the_address_of_the_site_may_lack_the_final_slash() -> None:
    site = "https://example.org/reportX"
    assert not problems(with_more(ABSOLUTE.format(f"{site}/one/")), address=site)
    assert not problems(not_found("/reportX/one/"), address=site)
    assert len(problems(with_more(ABSOLUTE.format(f"{site}/gone/")), address=site)) == 3


def test_sitemap_robots_and_search_index_are_checked() -> None:
    good = {
        "sitemap.xml": f"<urlset><url><loc>{SITE}</loc></url><url><loc>{SITE}one/</loc></url></urlset>",
        "robots.txt": f"User-agent: *\nSitemap: {SITE}sitemap.xml\n",
        "search/search_index.json": '{"docs": [{"location": ""}, {"location": "one/#old"}]}',
    }
    assert not problems({**GOOD, **good}, address=SITE)
    for name, old in (
        ("sitemap.xml", "one/"),
        ("robots.txt", "sitemap"),
        ("search/search_index.json", "old"),
    ):
        listed = problems({**GOOD, **good, name: good[name].replace(old, "gone")}, address=SITE)
        assert len(listed) == 1
        assert listed[0].startswith(name)


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_an_invalid_search_index_is_reported(text: str) -> None:
    listed = problems({**GOOD, "search/search_index.json": text})
    assert listed == [
        'search/search_index.json: search index cannot be read; expected {"docs": [{"location": …}]}.'
    ]


def test_a_repeated_broken_link_is_reported_once_for_each_page() -> None:
    assert len(problems(with_more('<a href="gone/">x</a>' * 3))) == 1


def pieces() -> st.SearchStrategy[list[str]]:
    return st.lists(st.text("ab é%#?&", min_size=1, max_size=4), min_size=1, max_size=4)


@given(source=pieces(), target=pieces(), anchor=st.text("aé#%", min_size=1))
def test_any_page_can_link_to_any_other(source: list[str], target: list[str], anchor: str) -> None:
    """A correctly quoted link is valid, and broken once its anchor or page is gone."""
    here, there = "/".join([*source, "s", "index.html"]), "/".join([*target, "t", "index.html"])
    way = "../" * (len(source) + 1) + quote("/".join([*target, "t"])) + "/#" + quote(anchor)
    site = {here: f'<a href="{way}">x</a>', there: f'<p id="{anchor}">x</p>'}
    assert not problems(site)
    assert len(problems({here: site[here], there: "<p>x</p>"})) == 1
    assert len(problems({here: site[here]})) == 1
