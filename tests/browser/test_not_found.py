"""The 404 page as a web host shows it: at any depth, under a sub-path that the build did not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Quiet, serving
from tests.projects import SUB_PATH


class _Host(Quiet):
    """Responds with the site's 404 page to missing addresses, as hosts of static sites do."""

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        data = (Path(self.directory) / SUB_PATH / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@pytest.fixture
def host(site: Path) -> Iterator[str]:
    with serving(site, _Host) as address:
        yield f"{address}/{SUB_PATH}"


def test_the_404_page_finds_the_site_and_searches(browser: Browser, host: str) -> None:
    page = browser.new_page()
    try:
        answer = page.goto(f"{host}/practice/old/gold-groups/")
        assert answer
        assert answer.status == 404
        # The script has found the root of the site.
        expect(page.locator("form")).to_have_attribute("action", f"/{SUB_PATH}/.")
        link = page.locator("main").get_by_role("link", name="Glossary").first
        expect(link).to_have_attribute("href", f"/{SUB_PATH}/glossary/")
        words = page.get_by_label("Search the report")
        expect(words).to_have_value("gold groups")
        page.get_by_role("button", name="Search", exact=True).click()
        page.wait_for_url(f"{host}/?q=gold+groups")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        expect(page.locator(".md-search-result__list")).to_contain_text("Gold Groups")
    finally:
        page.close()


def test_the_404_page_requests_none_of_its_files_from_the_root_of_the_server(
    browser: Browser, host: str
) -> None:
    """Without SITE_URL it does not know where they are, so it needs none."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    try:
        with page.expect_response(lambda response: response.request.method == "HEAD" and response.ok):
            page.goto(f"{host}/practice/old/")
        probes = [
            f"HEAD /{SUB_PATH}/{folder}search/search_index.json"
            for folder in ("practice/old/", "practice/", "")
        ]
        assert asked == [f"GET /{SUB_PATH}/practice/old/", *probes]
        expect(page.locator("h1")).to_have_css("font-weight", "700")
        expect(page.locator("header")).to_have_css("background-color", "rgb(20, 50, 74)")
    finally:
        page.close()


def test_addresses_in_capitals_lead_to_the_page(browser: Browser, host: str) -> None:
    page = browser.new_page()
    try:
        page.goto(f"{host}/MC05/#MC05-S1", wait_until="commit")
        page.wait_for_url(f"{host}/mc05/#mc05-s1")
        page.goto(f"{host}/MC99/")
        page.wait_for_url(f"{host}/mc99/")
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    finally:
        page.close()
