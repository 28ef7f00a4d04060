"""The glossary page: letters, filter, deep links."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_a_deep_link_scrolls_to_its_entry_and_highlights_it(visit: Open) -> None:
    page = visit("/glossary/#stcg")
    entry = page.locator(".term:has(#stcg)")
    expect(entry).to_be_in_viewport()
    marked = entry.evaluate("node => getComputedStyle(node).boxShadow")
    other = page.locator(".term:has(#acpo)").evaluate("node => getComputedStyle(node).boxShadow")
    assert marked != "none"
    assert other == "none"
    header = page.locator(".md-header").bounding_box()
    head = page.locator("#stcg").bounding_box()
    assert header
    assert head
    assert head["y"] >= header["y"] + header["height"], "not hidden behind the header"


def test_letters_lead_to_their_terms(visit: Open) -> None:
    page = visit("/glossary/")
    page.locator(".letters").get_by_role("link", name="S", exact=True).click()
    expect(page.locator("#letter-s")).to_be_in_viewport()


def test_a_term_links_to_the_findings_that_use_it(visit: Open) -> None:
    page = visit("/glossary/")
    entry = page.locator(".term:has(#scrg)")
    entry.get_by_text("More on SCRG").click()
    entry.get_by_role("link", name="MC08-S1").click()
    page.wait_for_url("**/mc08/#mc08-s1")
    expect(page.locator("#mc08-s1")).to_be_in_viewport()


def test_the_whole_list_shows_without_scripts(visit: Open) -> None:
    page = visit("/glossary/", java_script_enabled=False)
    assert page.locator(".term").count() > 100
    expect(page.get_by_label("Filter terms")).to_have_count(0)
