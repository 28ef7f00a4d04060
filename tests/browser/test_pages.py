"""Features of every criterion page."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open


def opacity(node: Locator) -> float:
    return float(node.evaluate("node => getComputedStyle(node).opacity"))


def test_a_permalink_appears_on_hover_and_focus(visit: Open) -> None:
    page = visit("/mc07/", reduced_motion="reduce")
    link = page.locator("#mc07-s3 .headerlink")
    assert opacity(link) == 0
    page.locator("#mc07-s3 + p").hover()
    assert opacity(link) == 1
    page.mouse.move(5, 5)
    page.keyboard.press("Tab")
    link.focus()
    assert opacity(link) == 1
    link.press("Enter")
    assert page.url.endswith("/mc07/#mc07-s3")


def test_a_link_to_a_finding_scrolls_to_it_and_highlights_it(visit: Open) -> None:
    page = visit("/mc07/#mc07-a2")
    expect(page.locator("#mc07-a2")).to_be_in_viewport()
    marked = page.locator("#mc07-a2 + p").evaluate("node => getComputedStyle(node).backgroundColor")
    other = page.locator("#mc07-a1 + p").evaluate("node => getComputedStyle(node).backgroundColor")
    assert marked != other


def test_footnotes_link_there_and_back(visit: Open) -> None:
    page = visit("/mc02/")
    page.locator("#mc02-summary ~ p").get_by_role("link", name="²").first.click()
    page.wait_for_url("**/mc02/#mc02-note-2")
    page.locator(".footnotes").get_by_role("link", name="²").click()
    page.wait_for_url("**/mc02/#mc02-note-2-ref")


def test_previous_next_and_breadcrumbs_follow_the_report(visit: Open) -> None:
    page = visit("/mc11/")
    footer = page.get_by_role("contentinfo")
    expect(footer.get_by_role("link", name="Next: MC12")).to_be_visible()
    path = page.locator(".md-path").get_by_role("link")
    assert [words.strip() for words in path.all_text_contents()] == ["Home", "Findings", "Prevention"]
    footer.get_by_role("link", name="Previous: Prevention").click()
    page.wait_for_url("**/major-crime/prevention/")
