"""The bundle, unpacked and opened from disk. The scenarios of tests/browser/engines also run there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open


def folder(bundle: str) -> Path:
    return Path(unquote(urlsplit(bundle).path))


def test_the_read_me_says_which_file_to_open(bundle: str) -> None:
    text = (folder(bundle) / "READ-ME.txt").read_text(encoding="utf-8")
    assert "open index.html" in text
    assert (folder(bundle) / "index.html").is_file()


def test_charts_and_downloads_work(visit: Open, bundle: str) -> None:
    page = visit("/index.html", root=bundle, accept_downloads=True)
    page.get_by_role("link", name="Findings: Major Crime").click()
    page.wait_for_url("**/major-crime.html")
    expect(page.locator("article svg").first).to_be_visible()
    page.goto(f"{bundle}/registers/areas-for-improvement.html")
    page.get_by_role("searchbox", name="Words").fill("vetting")
    expect(page.locator(".matches")).to_contain_text("shown")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these findings as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_scheme_follows_the_system(visit: Open, bundle: str, scheme: str) -> None:
    page = visit("/index.html", root=bundle, color_scheme=scheme)
    wanted = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", wanted)
