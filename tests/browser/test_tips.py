"""Tooltips with mouse, keyboard and touch, without scripts, and in print."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import rjsmin
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pypdf import PdfReader

from tests.browser.conftest import Open, at_rest, scrolled
from tests.conftest import ROOT

PATH = "/mc02/"


def term(page: Page, words: str, number: int = 0) -> Locator:
    return page.locator("article a[data-term]", has_text=words).nth(number)


def tip(page: Page) -> Locator:
    return page.locator(".tip")


def in_view(page: Page, node: Locator) -> bool:
    box = node.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= size["width"]


def test_the_tip_shows_expansion_definition_and_use(visit: Open) -> None:
    page = visit(PATH)
    term(page, "BOCU").hover()
    expect(tip(page)).to_be_visible()
    expect(tip(page)).to_contain_text("Borough Operational Command Unit")
    expect(tip(page)).to_contain_text("Command unit of the MPS for one London borough.")
    expect(tip(page)).to_contain_text("findings")
    tip(page).get_by_role("link", name="Read in full").click()
    page.wait_for_url("**/glossary/#bocu")


def test_the_tip_can_be_hovered_and_closes_when_the_pointer_leaves(visit: Open) -> None:
    page = visit(PATH, clock=True)
    term(page, "BOCU").hover()
    page.clock.run_for(500)
    expect(tip(page)).to_be_visible()
    tip(page).hover()
    page.clock.run_for(500)
    expect(tip(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(500)
    expect(tip(page)).to_be_hidden()


def test_focus_opens_the_tip_and_escape_closes_it(visit: Open) -> None:
    page = visit(PATH)
    link = term(page, "BOCU")
    page.keyboard.press("Tab")
    link.focus()
    expect(tip(page)).to_be_visible()
    number = (tip(page).locator(".kind").text_content() or "").removeprefix("Term · in ")
    assert re.fullmatch(r"\d+ findings", number)
    expect(link).to_have_accessible_description(
        f"Borough Operational Command Unit Term · in {number} Command unit of the MPS for one London borough."
    )
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description("Borough Operational Command Unit")


def test_tab_moves_between_terms_with_one_tip_at_a_time(visit: Open) -> None:
    page = visit(PATH)
    term(page, "MPS").focus()
    page.keyboard.press("Tab")
    expect(term(page, "BOCU")).to_be_focused()
    expect(tip(page)).to_have_count(1)
    expect(tip(page)).to_contain_text("Borough Operational Command Unit")
    expect(page.locator("[aria-describedby]:is(article a)")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#bocu")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_tip_is_clipped(visit: Open, width: int) -> None:
    """For every term on a page, at any position in its line."""
    page = visit("/mc17/", width=width, height=640)
    links = page.locator("article a[data-term]")
    number = links.count()
    assert number > 20
    page.keyboard.press("Tab")
    for index in range(number):
        links.nth(index).focus()
        expect(tip(page)).to_be_visible()
        assert in_view(page, tip(page)), links.nth(index).text_content()
        page.keyboard.press("Escape")


def test_the_tip_follows_when_the_page_scrolls(visit: Open) -> None:
    page = visit(PATH)
    link = term(page, "BOCU")
    page.keyboard.press("Tab")
    link.focus()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 60)
    scrolled(page, before + 60, before + 60)
    at_rest(page)
    expect(tip(page)).to_be_visible()
    link_box, tip_box = link.bounding_box(), tip(page).bounding_box()
    assert link_box
    assert tip_box
    below = tip_box["y"] - (link_box["y"] + link_box["height"])
    above = link_box["y"] - (tip_box["y"] + tip_box["height"])
    assert 0 <= max(below, above) < 20


def test_without_scripts_a_term_is_a_link_with_a_title(visit: Open) -> None:
    page = visit(PATH, java_script_enabled=False)
    link = page.locator("article a[title]", has_text="BOCU").first
    expect(link).to_have_attribute("title", "Borough Operational Command Unit")
    link.click()
    page.wait_for_url("**/glossary/#bocu")


def test_no_title_competes_with_the_tip(visit: Open) -> None:
    page = visit(PATH)
    expect(page.locator('article a[href*="glossary/#"][title]')).to_have_count(0)


def test_print_expands_the_first_mention_only(visit: Open) -> None:
    page = visit(PATH)
    page.emulate_media(media="print")
    links = page.locator('article a[href*="glossary/#mps"]')
    assert links.count() > 1
    after = "node => getComputedStyle(node, '::after').content"
    contents = [links.nth(i).evaluate(after) for i in range(links.count())]
    assert "Metropolitan Police Service" in contents[0]
    assert set(contents[1:]) == {"none"}


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_shows_expansions_in_dark_ink(visit: Open, script: bool, scheme: str, tmp_path: Path) -> None:
    """The words in the PDF, with and without scripts."""
    page = visit(PATH, java_script_enabled=script, color_scheme=scheme)
    (tmp_path / "page.pdf").write_bytes(page.pdf(format="A4"))
    words = " ".join(PdfReader(tmp_path / "page.pdf").pages[0].extract_text().split())
    assert words.count("(Metropolitan Police Service)") == 1
    assert "cite" not in words.split()
    page.emulate_media(media="print")
    if script:
        ink = page.locator("article h1").evaluate("node => getComputedStyle(node).color")
        assert sum(map(int, re.findall(r"\d+", ink)[:3])) < 300, "dark ink in either colour scheme"


def test_terms_are_not_expanded_on_screen(visit: Open) -> None:
    page = visit(PATH)
    link = page.locator('article a[href*="glossary/#mps"]').first
    assert link.evaluate("node => getComputedStyle(node, '::after').content") == "none"


def test_nothing_moves_with_reduced_motion(visit: Open) -> None:
    page = visit(PATH, reduced_motion="reduce")
    term(page, "BOCU").hover()
    expect(tip(page)).to_be_visible()
    assert tip(page).evaluate("n => getComputedStyle(n).animationName") == "none"
    assert tip(page).evaluate("n => parseFloat(getComputedStyle(n).transitionDuration)") < 0.001


def test_the_script_is_small() -> None:
    """As pages load it: minified."""
    script = rjsmin.jsmin((ROOT / "overrides" / "assets" / "tips.js").read_text(encoding="utf-8"))
    assert len(gzip.compress(script.encode())) < 1536


def test_a_preview_is_shown_as_text(visit: Open) -> None:
    """The words of a report are data, never markup."""
    page = visit(PATH)
    # The definitions are loaded with the first tip.
    term(page, "BOCU").hover()
    expect(tip(page)).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip(page)).to_be_hidden()
    hostile = ["<b>x</b>", "<i>x</i>", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>"]
    page.evaluate("words => window.report.previews.glossary.bocu = words", hostile)
    term(page, "BOCU").hover()
    for words in hostile:
        expect(tip(page)).to_contain_text(words)
    expect(tip(page).locator("img, b, i, script")).to_have_count(0)


# Links to findings, criteria, practices and footnotes -----------------------------------------

REFERENCES = {
    "finding": ("mc02", "#mc14-s3", "MC14-S3", "Strength · MC14 "),
    "summary": ("mc06", "#mc18-summary", "MC18 ", "Summary"),
    "criterion": ("mc18", "mc06", "MC06 ", "Criterion · "),
    "practice": ("mc02", "practice/five-boroughs-project", "Five Boroughs Project", "Developing practice"),
    "footnote": ("mc02", "#mc02-note-2", "Footnote", "Level 1"),
}


def reference(page: Page, target: str) -> Locator:
    """A link with a preview to a page or an anchor, on the website or in the bundle."""
    ends = [target] if target.startswith("#") else [f"{target}/", f"{target}.html"]
    return page.locator(", ".join(f"article a[data-preview][href$='{end}']" for end in ends)).first


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("kind", REFERENCES)
def test_a_reference_shows_title_kind_and_first_words(
    visit: Open, base: str, bundle: str, kind: str, offline: bool
) -> None:
    name, target, title, about = REFERENCES[kind]
    page = visit(f"/{name}.html", root=bundle) if offline else visit(f"/{name}/")
    link = reference(page, target)
    link.hover()
    expect(tip(page).locator("strong")).to_contain_text(title)
    expect(tip(page)).to_contain_text(about)
    assert len(tip(page).locator(".said").text_content() or "") > 80
    page.mouse.move(0, 0)
    expect(tip(page)).to_be_hidden()
    page.keyboard.press("Tab")
    link.focus()
    expect(tip(page)).to_be_visible()
    expect(link).to_have_accessible_description(re.compile(re.escape(about)))
    page.keyboard.press("Escape")
    expect(tip(page)).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", re.compile("."))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(target)))


def test_one_tap_follows_a_link_in_a_list(visit: Open) -> None:
    page = visit("/", width=320, height=640, has_touch=True, is_mobile=True)
    page.locator("article th a", has_text="MC07").tap()
    page.wait_for_url("**/mc07/")


def test_links_of_the_whole_report_have_previews(visit: Open) -> None:
    page = visit("/report/")
    reference(page, "#major-crime-note-1").hover()
    expect(tip(page)).to_contain_text("Footnote")
    page.locator("article a[data-preview='mc06'][href='#mc06']").hover()
    expect(tip(page)).to_contain_text("Criterion")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_with_a_preview_look_different(visit: Open, scheme: str) -> None:
    page = visit(PATH, color_scheme=scheme)
    style = "node => getComputedStyle(node).textDecorationStyle"
    assert reference(page, "#mc14-s3").evaluate(style) == "dotted"
    assert term(page, "BOCU").evaluate(style) == "dotted"
    assert page.locator("article .source a").first.evaluate(style) == "solid"
    page.emulate_media(media="print")
    assert reference(page, "#mc14-s3").evaluate("n => getComputedStyle(n).textDecorationLine") == "none"


def test_without_scripts_a_reference_is_a_link(visit: Open) -> None:
    page = visit(PATH, java_script_enabled=False)
    page.locator("article a[href$='#mc14-s3']").first.click()
    page.wait_for_url("**/mc14/#mc14-s3")


def test_a_tip_that_cannot_be_loaded_has_the_words_of_the_link(browser: Browser, base: str) -> None:
    context = browser.new_context(has_touch=True)
    page = context.new_page()
    page.route("**/previews/*.js", lambda route: route.abort())
    page.goto(base + PATH)
    term(page, "BOCU").hover()
    expect(tip(page).get_by_role("tooltip")).to_have_text("Borough Operational Command Unit")
    page.mouse.move(0, 0)
    expect(tip(page)).to_be_hidden()
    link = reference(page, "#mc14-s3")
    link.tap()
    expect(tip(page).get_by_role("tooltip")).to_have_text("MC14-S3")
    link.tap()
    page.wait_for_url("**/mc14/#mc14-s3")
    context.close()


# Screen readers and a pointer that rests ------------------------------------------------------


def test_an_expansion_is_said_once(visit: Open) -> None:
    """With the tip: a description that changed while it was loaded would be said a second time."""
    page = visit(PATH)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/glossary.js", hold)
    link = term(page, "BOCU")
    page.keyboard.press("Tab")
    with page.expect_request("**/glossary.js"):
        link.focus()
    expect(link).to_have_accessible_description("")
    held.pop().continue_()
    expect(tip(page)).to_be_visible()
    expect(link).to_have_accessible_description(
        re.compile("^Borough Operational Command Unit Term .*borough[.]$")
    )
    other = term(page, "MPS")
    other.focus()
    expect(other).to_have_accessible_description(re.compile("^Metropolitan Police Service Term "))
    expect(link).to_have_accessible_description("Borough Operational Command Unit")
