"""The Content-Security-Policy: it stands in every page, allows all that readers do, and blocks foreign code.

The scenarios of tests/browser/engines check that readers can do everything and that engines obey it.
"""

from __future__ import annotations

import re
from pathlib import Path

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
