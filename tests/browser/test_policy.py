"""The Content-Security-Policy: it stands in every page, allows all that readers do, and blocks foreign code.

test_access.py checks that no page violates it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.projects import SUB_PATH


def pages(site: Path) -> list[Path]:
    return sorted((site / SUB_PATH).rglob("*.html"))


def test_every_page_has_its_policy_before_anything_is_loaded(site: Path) -> None:
    for path in pages(site):
        html = path.read_text(encoding="utf-8")
        policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert len(policies) == 1, path
        assert html.index(policies[0]) < re.search(r"<script|<link|<style|<title", html).start()  # type: ignore[union-attr]
        rules = dict(rule.split(" ", 1) for rule in policies[0].split("; "))
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        assert "unsafe-inline" not in policies[0]
        assert "unsafe-eval" not in policies[0]
        assert not re.search(r"https?:|\*|file:", policies[0]), "no external sources"


def test_own_styles_apply(tab: Tab, base: str) -> None:
    page = tab.visit(base, "/major-crime/")
    chart = page.locator(".chart svg").first
    assert chart.evaluate("node => getComputedStyle(node).display") == "block"
    numbers = page.locator('td[style="text-align: right;"]').first
    assert numbers.evaluate("node => getComputedStyle(node).textAlign") == "right"
    tab.check()


def test_everything_that_readers_can_do_is_allowed(tab: Tab, base: str) -> None:
    page = tab.visit(base, "/")
    field = page.locator(".md-search__input")
    field.click()
    field.press_sequentially("gold groups")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("Gold Groups", timeout=20_000)
    result.click()
    page.wait_for_url("**/practice/gold-groups/**")
    page = tab.visit(base, "/mc02/")
    page.locator("article a[data-term]", has_text="BOCU").first.hover()
    expect(page.locator(".tip")).to_contain_text("Borough Operational Command Unit")
    page.get_by_role("button", name=re.compile("^Cite")).first.click()
    page.get_by_role("button", name="Copy OSCOLA").click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    page = tab.visit(base, "/registers/areas-for-improvement/")
    page.get_by_label("Group", exact=True).select_option("Enforcement")
    expect(page.locator(".matches")).to_have_text("2 findings shown.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these findings as CSV").click()
    assert Path(download.value.path()).read_bytes().count(b"\n") == 3
    page = tab.visit(base, "/glossary/")
    page.get_by_role("searchbox", name="Filter terms").fill("borough")
    expect(page.locator(".matches")).to_contain_text("shown")
    page = tab.visit(base, "/major-crime/")
    page.get_by_title("Switch to dark colours").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    assert page.pdf().startswith(b"%PDF")
    tab.check()


def test_the_404_page_works(tab: Tab, base: str) -> None:
    page = tab.visit(base, "/404.html")
    expect(page.get_by_label("Search the report")).to_have_value("404")
    expect(page.locator("form")).to_have_attribute("action", f"/{SUB_PATH}/.")
    words = page.get_by_label("Search the report")
    assert words.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    words.fill("vetting")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url(f"**/{SUB_PATH}/?q=vetting")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert tab.violations == []


@pytest.mark.parametrize(
    ("planted", "directive"),
    [
        ("<script>window.ran = true</script>", "script-src-elem"),
        ("<script src='https://elsewhere.example/x.js'></script>", "script-src-elem"),
        ("<script src='data:text/javascript,window.ran=true'></script>", "script-src-elem"),
        ("<p onclick='window.ran = true' id='planted'>x</p>", "script-src-attr"),
        ("<a href='javascript:window.ran = true' id='planted'>x</a>", "script-src-elem"),
        ("<img src='https://elsewhere.example/x.png'>", "img-src"),
        ("<style>article { display: none }</style>", "style-src-elem"),
        ("<p style='display: none'>x</p>", "style-src-attr"),
        ("<iframe src='https://elsewhere.example/'></iframe>", "frame-src"),
        ("<base href='https://elsewhere.example/'>", "base-uri"),
        ("<form action='https://elsewhere.example/'><button id='planted'>x</button></form>", "form-action"),
        ("<object data='https://elsewhere.example/x.swf'></object>", "object-src"),
    ],
)
def test_foreign_code_is_blocked(tab: Tab, base: str, planted: str, directive: str) -> None:
    """Simulates text of a report that became markup: it is in the page that the browser loads."""
    address = f"{base}/mc01/"
    tab.page.route(
        address,
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("</article>", f"{planted}</article>", 1),
        ),
    )
    # The policy must block requests before they are sent.
    requested: list[str] = []
    tab.page.route("https://elsewhere.example/**", lambda route: requested.append(route.request.url))
    page = tab.visit(base, "/mc01/")
    expect(page.locator("article h1")).to_be_visible()
    for node in page.locator("#planted").all():
        node.evaluate("node => node.click()")
    page.wait_for_function("window.stopped")
    assert [violation.split(" ")[0] for violation in tab.violations] == [directive]
    assert page.evaluate("window.ran") is None
    assert requested == []
