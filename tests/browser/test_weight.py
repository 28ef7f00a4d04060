"""What a page costs: bytes, requests and layout shifts, and what is loaded only when it is wanted.

Bytes are those of files compressed with gzip at level 9, as web hosts send them, without headers.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from selectolax.lexbor import LexborHTMLParser

from maintenance.theme import TARGET
from tests.browser.conftest import Open, at_rest
from tests.projects import SUB_PATH

PATH = "/mc07/"

MOST_BYTES, MOST_REQUESTS = 60_000, 7
MOST_OWN_BYTES, MOST_OWN_REQUESTS = 14_000, 2

MOST_PREVIEW_BYTES = 6_000

INDEX_RATIO = 1.39
"""The largest search index, relative to the text of its pages, which has no words for links to headings. The
aim is 1.15; a quarter is keywords."""

SHIFTS = """new Promise(done => {
  const shifts = list => list.getEntries().map(entry => entry.value)
  new PerformanceObserver(list => done(shifts(list))).observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => setTimeout(() => done([])))
})"""


def size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def files_of(page: Path) -> set[Path]:
    """The files that a browser requests for a page: itself, style sheets, scripts, images, its icon."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    links = [link.attributes["href"] for link in tree.css("link[rel~=stylesheet], link[rel~=icon]")]
    sources = [node.attributes["src"] for node in tree.css("script[src], img[src]")]
    held = {node.attributes["src"] for node in tree.css("template script[src]")}
    held |= {node.attributes["href"] for node in tree.css("template link")}
    names = {str(name) for name in [*links, *sources] if name not in held}
    return {page, *((page.parent / name).resolve() for name in names)}


def names(page: Page) -> list[str]:
    """The files that a page has requested so far, in order."""
    return page.evaluate(  # type: ignore[no-any-return]
        "performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop().split('?')[0])"
    )


def test_a_criterion_page_is_light(site: Path) -> None:
    pages = sorted((site / SUB_PATH).glob("mc*/index.html"))
    assert len(pages) > 20
    # It is part of our style sheet.
    theme = size(TARGET)
    for page in pages:
        files = files_of(page)
        own = [file for file in files if file.name.startswith("site.")]
        assert len(files) <= MOST_REQUESTS
        assert sum(map(size, files)) <= MOST_BYTES, page
        assert len(own) == MOST_OWN_REQUESTS
        assert sum(map(size, own)) - theme <= MOST_OWN_BYTES


def test_the_browser_requests_nothing_else(visit: Open, site: Path) -> None:
    page = visit(PATH)
    page.wait_for_load_state("networkidle")
    expected = {file.name for file in files_of(site / SUB_PATH / "mc07" / "index.html")}
    assert set(names(page)) <= expected
    assert len(names(page)) < len(expected), "each once"


FILTERED = {
    "/registers/areas-for-improvement/": ".register h2",
    "/registers/findings/": ".register h2",
    "/glossary/": ".letter h2",
    "/practice/": ".card",
}
"""What follows the filters of a page."""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_when_the_filters_come(visit: Open, width: int) -> None:
    for path, selector in FILTERED.items():
        page = visit(path, width=width)
        expect(page.locator(".filter")).to_be_visible()
        place = page.locator(selector).first
        after = place.bounding_box()
        # As before they come.
        page.evaluate("document.querySelectorAll('.filter, .shown').forEach(node => node.remove())")
        assert place.bounding_box() == after, path


def test_nothing_moves_when_the_button_to_cite_comes(visit: Open) -> None:
    page = visit(PATH)
    source = page.locator("#mc07-s3 ~ .source")
    after = source.get_by_role("link").first.bounding_box()
    source.get_by_role("button").evaluate("button => button.remove()")
    assert source.get_by_role("link").first.bounding_box() == after


@pytest.mark.parametrize("path", [PATH, "/mc07.html"])
@pytest.mark.parametrize("anchor", ["", "#mc07-s3"])
def test_the_search_is_loaded_when_it_is_opened(
    visit: Open, base: str, bundle: str, path: str, anchor: str
) -> None:
    page = visit(path + anchor, root=base if path == PATH else bundle)
    script = page.locator("script[src*='javascripts/bundle.']")
    expect(script).to_have_count(0)
    address = page.url
    page.keyboard.press("Control+k")
    page.keyboard.type("gold group")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    # Longer than the theme waits before it closes the search of a page with an anchor.
    page.wait_for_timeout(300)
    expect(page.locator("#__search")).to_be_checked()
    assert page.url == address
    expect(script).to_have_count(1)


def test_words_typed_before_the_search_is_loaded_count(visit: Open) -> None:
    page = visit(PATH)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with page.expect_request("**/bundle.*.js"):
        page.route("**/bundle.*.js", hold)
        page.keyboard.press("Control+k")
    page.keyboard.type("gold group")
    page.keyboard.press("Enter")
    assert page.url.endswith(PATH), "Enter does not send the form"
    held.pop().continue_()
    expect(page.locator(".md-search-result__link").first).to_contain_text("Gold Groups")


def test_a_search_that_cannot_be_loaded_can_be_closed(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(base + PATH)
    context.set_offline(True)
    page.keyboard.press("Control+k")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    context.close()


def test_previews_are_loaded_with_the_first_tip(visit: Open) -> None:
    page = visit("/mc02/")
    assert not {"glossary.js", "mc14.js"} & set(names(page))
    for name, link, words in (("glossary", "BOCU", "Command Unit"), ("mc14", "MC14-S3", "Strength")):
        for _ in range(2):
            page.locator(f"article a[data-preview={name}]", has_text=link).first.hover()
            expect(page.get_by_role("tooltip")).to_contain_text(words)
            page.mouse.move(0, 0)
            expect(page.get_by_role("tooltip")).to_be_hidden()
        assert names(page).count(f"{name}.js") == 1


def test_the_previews_of_a_page_are_light(site: Path) -> None:
    scripts = list((site / SUB_PATH / "assets" / "previews").rglob("*.js"))
    assert len(scripts) > 25
    assert max(map(size, scripts)) <= MOST_PREVIEW_BYTES


def test_only_pages_with_filters_load_their_script(site: Path) -> None:
    pages = list((site / SUB_PATH).rglob("index.html"))
    lists = ".letters, .practices .card, .register"
    filtered = {page for page in pages if LexborHTMLParser(page.read_text(encoding="utf-8")).css_first(lists)}
    assert {page.parent.name for page in filtered} > {"glossary", "practice", "strengths"}
    assert {page for page in pages if "filter.js" in {file.name for file in files_of(page)}} == filtered


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", [PATH, "/mc14/#mc14-s2", "/major-crime/", "/inspection/", "/"])
def test_nothing_moves_while_a_page_loads(visit: Open, path: str, width: int) -> None:
    page = at_rest(visit(path, width=width))
    assert page.evaluate(SHIFTS) == []


def test_the_search_index_is_little_larger_than_the_text(site: Path) -> None:
    root = site / SUB_PATH
    index = (root / "search" / "search_index.json").read_bytes()
    places = {doc["location"].partition("#")[0] for doc in json.loads(index)["docs"]}
    assert len(places) > 40
    text = 0
    for place in places:
        page = LexborHTMLParser((root / place / "index.html").read_text(encoding="utf-8"))
        article = page.css_first("article")
        assert article
        for citation in article.css(".citations, button.cite"):
            citation.decompose()
        text += len(" ".join(article.text().split()).encode())
    assert len(index) <= INDEX_RATIO * text, f"{len(index) / text:.2f}"
