"""Features of every criterion page."""

from __future__ import annotations

from statistics import median

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

READABLE = range(60, 73)
"""Characters in a line that are easy to read."""

LINES = """() => [...document.querySelectorAll("article p")].flatMap(paragraph => {
  const lines = new Map(), range = document.createRange()
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at)
      range.setEnd(text, at + 1)
      const [box] = range.getClientRects()
      if (box?.width) lines.set(Math.round(box.bottom / 8), (lines.get(Math.round(box.bottom / 8)) || 0) + 1)
    }
  }
  return [...lines.values()].slice(0, -1)
})"""
"""The number of characters in each line of the paragraphs of a page, except their last lines."""


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_lines_have_a_readable_length(visit: Open, width: int) -> None:
    for path in ("/mc17/", "/inspection/"):
        assert round(median(visit(path, width=width).evaluate(LINES))) in READABLE


def test_the_report_has_serifs_and_the_edition_has_none(visit: Open) -> None:
    page = visit("/mc17/")
    fonts = [
        page.locator(selector).first.evaluate("node => getComputedStyle(node).fontFamily")
        for selector in ("#mc17", "#mc17-s1 ~ p", "#mc17-strengths", "h1 .edition", ".about", "#mc17-related")
    ]
    assert ["serif" in font.split(", ") for font in fonts] == [True, True, True, False, False, False]


def test_the_code_of_a_finding_is_its_permalink(visit: Open) -> None:
    page = visit("/mc07/")
    page.locator("#mc07-s3 + a").click()
    assert page.url.endswith("/mc07/#mc07-s3")
    page.get_by_role("link", name="Link to MC07-S4", exact=True).press("Enter")
    assert page.url.endswith("/mc07/#mc07-s4")


GROUNDS = """() => [...document.querySelectorAll(".finding")].map(
  finding => [finding, ...finding.querySelectorAll("*")]
    .map(node => getComputedStyle(node).backgroundColor).filter(colour => colour !== "rgba(0, 0, 0, 0)"))"""
"""The backgrounds of each finding and of everything in it."""


def test_a_link_to_a_finding_scrolls_to_it_and_highlights_it_as_a_whole(visit: Open) -> None:
    page = visit("/mc17/#mc17-a5")
    expect(page.locator("#mc17-a5")).to_be_in_viewport()
    *others, marked = page.evaluate(GROUNDS)
    assert len(marked) == 1, "one ground, without other boxes on it"
    assert not any(others)


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_contents_list_marks_the_section_that_a_link_leads_to(visit: Open, width: int) -> None:
    page = visit("/mc17/", width=width, reduced_motion="reduce")
    header = page.locator(".md-header").bounding_box()
    assert header
    for part in ("strengths", "work-in-progress", "areas-for-improvement"):
        page.evaluate("anchor => { location.hash = anchor }", f"mc17-{part}")
        target = page.locator(f"#mc17-{part}").bounding_box()
        assert target
        assert 0 <= target["y"] - header["height"] < 50, "just below the header"
        current = page.locator(".md-sidebar--secondary .md-nav__link--active")
        expect(current).to_have_attribute("href", f"#mc17-{part}")


def test_the_counts_below_the_title_lead_to_the_sections(visit: Open) -> None:
    page = visit("/mc17/", width=390)
    page.get_by_role("link", name="5 areas for improvement").click()
    page.wait_for_url("**/mc17/#mc17-areas-for-improvement")
    expect(page.locator("#mc17-areas-for-improvement")).to_be_in_viewport()


@pytest.mark.parametrize("width", [700, 960, 1219, 1280])
def test_breadcrumbs_line_up_with_the_title(visit: Open, width: int) -> None:
    page = visit("/mc17/", width=width)
    path = page.locator(".md-path__link").first.bounding_box()
    title = page.locator("h1").bounding_box()
    assert path
    assert title
    assert abs(path["x"] - title["x"]) < 1


def test_nothing_is_below_the_footer(visit: Open) -> None:
    below = """() => document.documentElement.scrollHeight - scrollY
      - document.querySelector("footer").getBoundingClientRect().bottom"""
    page = visit("/mc17/")
    assert page.evaluate(below) < 1
    page.get_by_role("button", name="Cite this page").click()
    expect(page.get_by_role("dialog", name="Cite this page")).to_be_visible()
    assert page.evaluate(below) < 1, "citations lie over the page"


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


def test_a_long_title_fits_the_header_of_a_small_phone(visit: Open) -> None:
    page = visit("/mc17/", width=320, height=640, reduced_motion="reduce")
    page.evaluate("scrollTo(0, 1000)")
    title = page.locator(".md-header__topic .md-ellipsis", has_text="Professional standards")
    expect(title).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    box = title.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["y"]
    assert box["y"] + box["height"] <= header["y"] + header["height"]
