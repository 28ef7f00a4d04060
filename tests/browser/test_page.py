"""What page.js does in place of the theme's script: colours, contents, header, folded parts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, at_rest, scrolled

PATH = "/mc07/"
CONTENTS = ".md-sidebar--secondary .md-nav__link"


def scheme(page: Page, name: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)


def test_colours_follow_the_system_until_the_reader_chooses(visit: Open) -> None:
    page = visit(PATH, color_scheme="light")
    scheme(page, "default")
    page.emulate_media(color_scheme="dark")
    scheme(page, "slate")
    page.get_by_role("button", name="Switch to light colours").click()
    scheme(page, "default")
    page.reload()
    scheme(page, "default")
    expect(page.get_by_role("button", name="Switch to dark colours")).to_be_visible()
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_hidden()


def test_the_theme_takes_over_the_chosen_colours(visit: Open) -> None:
    """Its script, loaded with the search, reads what page.js stored."""
    page = visit(PATH, color_scheme="light")
    page.get_by_role("button", name="Switch to dark colours").click()
    page.keyboard.press("Control+k")
    page.keyboard.type("gold")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    scheme(page, "slate")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Switch to light colours").click()
    scheme(page, "default")


@pytest.mark.parametrize("searched", [False, True])
def test_the_contents_mark_the_section_that_is_read(visit: Open, searched: bool) -> None:
    page = visit(PATH)
    if searched:
        page.keyboard.press("Control+k")
        page.keyboard.type("gold")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        page.keyboard.press("Escape")
    active = page.locator(f"{CONTENTS}--active")
    expect(active).to_have_count(0)
    for name in ("Work in progress", "Strengths"):
        page.locator(CONTENTS, has_text=name).click()
        expect(active).to_have_text(name)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(active).to_have_text("Related criteria")
    assert page.locator("article .md-typeset__scrollwrap .md-typeset__scrollwrap").count() == 0


def test_the_header_shows_the_title_of_a_page_that_is_scrolled(visit: Open) -> None:
    page = visit(PATH)
    title = page.locator(".md-header__title")
    expect(title).not_to_contain_class("md-header__title--active")
    page.mouse.wheel(0, 900)
    expect(title).to_contain_class("md-header__title--active")
    expect(page.locator(".md-header")).to_contain_class("md-header--shadow")
    page.mouse.wheel(0, -900)
    expect(title).not_to_contain_class("md-header__title--active")


def test_a_button_leads_back_to_the_top_when_one_scrolls_up(visit: Open) -> None:
    page = visit(PATH)
    button = page.get_by_role("button", name="Back to top")
    expect(button).to_be_hidden()
    page.mouse.wheel(0, 1200)
    scrolled(page, 1000, 1200)
    at_rest(page)
    expect(button).to_be_hidden()
    page.mouse.wheel(0, -200)
    expect(button).to_be_visible()
    button.click()
    scrolled(page, 0, 0)
    expect(button).to_be_hidden()


def test_printing_unfolds_everything_and_folds_it_again(visit: Open) -> None:
    page = visit("/glossary/")
    folded = page.locator("article details:not([open])")
    page.locator("article summary").first.click()
    count = folded.count()
    assert count > 10
    page.emulate_media(media="print")
    expect(folded).to_have_count(0)
    page.emulate_media(media="screen")
    expect(folded).to_have_count(count)


def test_the_contents_of_a_long_list_can_be_scrolled_to_their_end(visit: Open) -> None:
    page = visit("/registers/repeats/", height=500)
    last = page.locator(CONTENTS).last
    last.focus()
    expect(last).to_be_in_viewport(ratio=1)


def test_a_link_in_the_menu_closes_it(visit: Open) -> None:
    page = visit(PATH, width=360)
    page.get_by_role("button", name="Menu", exact=True).click()
    menu = page.locator(".md-sidebar--primary")
    menu.locator(".md-nav__link[for='__toc']").click()
    menu.get_by_role("link", name="Work in progress").click()
    expect(page.locator("#__drawer")).not_to_be_checked()
    expect(page.locator("#mc07-work-in-progress")).to_be_in_viewport()


def test_the_menu_is_closed_again_after_the_way_back(visit: Open) -> None:
    page = visit(PATH, width=360)
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(page.locator("#__drawer")).to_be_checked()
    page.evaluate("location.href = '../mc08/'")
    page.wait_for_url("**/mc08/")
    page.go_back()
    expect(page.locator("#__drawer")).not_to_be_checked()
