"""What readers rely on, in each engine, on the website under a sub-path and in the unpacked bundle."""

from __future__ import annotations

import pytest

from tests.browser.engines.reader import Reader
from tests.browser.test_access import PAGES

VISIBLE_ROWS = "() => document.querySelectorAll('.register > ul > li:not([hidden])').length"
VISIBLE_TERMS = "() => document.querySelectorAll('.term:not([hidden])').length"
IMPROVEMENTS = "/registers/areas-for-improvement/"
TIP = ".tip:popover-open"
ENTRY = "article a[data-term]"
RESULT = ".md-search-result__link"
WORDS = "#filter-words"


def term(key: str) -> str:
    """A selector of links to a term."""
    return f"article a[href$='#{key}']"


def test_every_page_opens_without_an_error_or_a_foreign_request(reader: Reader) -> None:
    if reader.engine.name == "chromium" and not reader.offline:
        pytest.skip("tests/browser/test_access.py checks this in Chromium, on each page of the website")
    assert len(PAGES) > 40
    for path in set(PAGES) - {"/404.html"}:
        reader.open(path)
        reader.sees("article h1")
        reader.run("() => scrollTo(0, document.documentElement.scrollHeight)")
        assert (path, reader.engine.faults()) == (path, [])


# Search ---------------------------------------------------------------------------------------


def test_the_search_opens_a_result_by_keyboard(reader: Reader) -> None:
    reader.open("/mc07/")
    reader.engine.press("Control+k")
    reader.until("() => document.activeElement.matches('.md-search__input')")
    reader.engine.type("gold groups")
    reader.sees(RESULT, "Gold Groups")
    reader.engine.press("Enter")
    reader.sees("h1", "Gold Groups")
    assert "/practice/gold-groups" in reader.run("() => location.pathname")


def test_results_have_names_and_no_field_is_heard_as_invalid(reader: Reader) -> None:
    reader.open("/mc07/")
    reader.engine.press("Control+k")
    assert reader.run("() => !document.activeElement.matches(':invalid, :required')")
    reader.engine.type("gold groups")
    reader.sees(RESULT, "Gold Groups")
    assert reader.run("selector => document.querySelectorAll(selector).length", RESULT) > 1
    assert reader.engine.unnamed(RESULT) == 0


def test_the_home_page_searches(reader: Reader) -> None:
    reader.open("/")
    reader.clicks("article input[type=search]")
    reader.engine.type("witness protection")
    reader.engine.press("Enter")
    reader.clicks(RESULT, "Witness protection")
    reader.sees("h1", "Witness protection")


def test_escape_closes_the_search(reader: Reader) -> None:
    reader.open("/mc07/")
    reader.engine.press("Control+k")
    reader.engine.type("gold")
    reader.sees(RESULT)
    reader.engine.press("Escape")
    reader.misses(RESULT)


# Tips and previews ----------------------------------------------------------------------------


def test_a_tip_opens_by_hover_and_closes_when_the_pointer_leaves(reader: Reader) -> None:
    reader.open("/mc02/")
    reader.hovers(term("bocu"))
    reader.sees(TIP, "Borough Operational Command Unit")
    reader.engine.move(2, 2)
    reader.misses(TIP)


# A link, and a point of another one that a tip below the first would cover.
COVERED = """() => {
  const links = [...document.querySelectorAll("article p a[data-preview]")]
  for (const link of links) {
    const { left, bottom } = link.getClientRects()[0]
    for (const other of links) {
      const { left: x, top: y, width, height } = other.getClientRects()[0]
      if (left + 10 < x && x < left + 150 && bottom + 12 < y && y < bottom + 60) {
        link.id = "over"
        other.id = "beneath"
        return true
      }
    }
  }
}"""


def test_escape_closes_a_tip_below_the_pointer_and_opens_none_beneath(reader: Reader) -> None:
    reader.open("/mc02/")
    assert reader.run(COVERED)
    reader.hovers("#over")
    reader.sees(TIP)
    x, y = reader.run(
        """() => {
          const { left, top, width, height } = document.getElementById("beneath").getClientRects()[0]
          return [left + width / 2, top + height / 2]
        }"""
    )
    assert reader.run("(x, y) => Boolean(document.elementFromPoint(x, y).closest('.tip'))", x, y)
    reader.engine.move(x, y)
    reader.engine.press("Escape")
    reader.misses(TIP)
    # Longer than a tip takes to open.
    reader.run("() => new Promise(done => setTimeout(done, 600))")
    reader.misses(TIP)
    reader.engine.move(2, 2)
    reader.hovers("#beneath")
    reader.sees(TIP)


def test_a_tip_opens_by_focus_and_escape_leaves_the_focus(reader: Reader) -> None:
    reader.open("/mc02/")
    reader.engine.press("Tab")
    reader.run("selector => document.querySelector(selector).focus()", term("bocu"))
    reader.sees(TIP, "Borough Operational Command Unit")
    reader.engine.press("Escape")
    reader.misses(TIP)
    assert reader.run("selector => document.activeElement.matches(selector)", term("bocu"))
    reader.engine.press("Enter")
    reader.reaches("/glossary/#bocu")


def test_the_first_tap_opens_a_tip_and_the_second_follows_the_link(reader: Reader) -> None:
    reader.open("/mc02/", width=390, height=700)
    start = reader.run("() => location.href")
    reader.taps(term("bocu"))
    reader.sees(TIP, "Borough Operational Command Unit")
    assert reader.run("() => location.href") == start
    reader.taps("article h1")
    reader.misses(TIP)
    reader.taps(term("bocu"))
    reader.sees(TIP)
    reader.taps(term("bocu"))
    reader.reaches("/glossary/#bocu")


def test_a_tapped_preview_fits_the_screen_and_leads_on(reader: Reader) -> None:
    reader.open("/mc02/", width=320, height=640)
    reader.taps("article a[href$='#mc14-s3']")
    reader.sees(TIP, "MC14-S3")
    assert reader.run(
        """selector => {
          const { left, top, right } = document.querySelector(selector).getBoundingClientRect()
          return left >= 0 && top >= 0 && right <= innerWidth
        }""",
        TIP,
    )
    reader.taps(f"{TIP} a", "Read in full")
    reader.reaches("/mc14/#mc14-s3")


def test_a_preview_shows_a_finding_and_leads_to_it(reader: Reader) -> None:
    reader.open("/mc02/")
    reader.hovers("article a[href$='#mc14-s3']")
    reader.sees(TIP, "MC14-S3")
    reader.clicks(f"{TIP} a", "Read in full")
    reader.reaches("/mc14/#mc14-s3")


# Filters --------------------------------------------------------------------------------------


def test_filters_are_kept_in_the_address(reader: Reader) -> None:
    reader.open(IMPROVEMENTS)
    assert reader.run(VISIBLE_ROWS) == 27
    # With the keyboard: the list of options is not part of the page.
    reader.run("() => document.querySelector('#filter-criterion').focus()")
    reader.engine.type("MC17")
    reader.sees(".matches", "5 findings shown.")
    assert reader.run(VISIBLE_ROWS) == 5
    reader.clicks(WORDS)
    reader.engine.type("vetting")
    reader.until("() => location.search.endsWith('&words=vetting')")
    rows = reader.run(VISIBLE_ROWS)
    assert 1 < rows < 5
    reader.sees(".matches", f"{rows} findings shown.")
    reader.engine.reload()
    reader.sees(".matches", f"{rows} findings shown.")
    assert reader.run(VISIBLE_ROWS) == rows
    reader.clicks("button", "Clear filters")
    reader.sees(".matches", "All 27 findings shown.")
    reader.until("() => location.search === ''")


def test_everything_on_a_term_is_read_together(reader: Reader) -> None:
    reader.open("/glossary/#trident")
    reader.clicks(".term:has(#trident) a", "read the 8 findings on Trident")
    reader.reaches("/registers/findings/?term=trident")
    reader.sees(".matches", "8 findings shown.")
    assert reader.run(VISIBLE_ROWS) == 8
    rows = ".register > ul > li:not([hidden])"
    assert reader.run(f"() => document.querySelectorAll('{rows}:has([data-term=trident])').length") == 8
    reader.run("() => document.querySelector('#filter-kind').focus()")
    reader.engine.type("Area")
    reader.sees(".matches", "1 finding shown.")


def test_back_leads_to_the_filtered_list_whose_filters_still_work(reader: Reader) -> None:
    reader.open(IMPROVEMENTS)
    reader.clicks(WORDS)
    reader.engine.type("vetting")
    reader.until("() => location.search === '?words=vetting'")
    rows = reader.run(VISIBLE_ROWS)
    assert 1 < rows < 27
    reader.sees(".matches", f"{rows} findings shown.")
    reader.clicks(".register > ul > li a")
    reader.sees(".finding")
    reader.engine.back()
    reader.sees(".register")
    reader.until("() => document.querySelector('#filter-words').value === 'vetting'")
    reader.sees(".matches", f"{rows} findings shown.")
    reader.clicks("button", "Clear filters")
    reader.sees(".matches", "All 27 findings shown.")


def test_the_glossary_is_filtered_as_one_types(reader: Reader) -> None:
    reader.open("/glossary/")
    everything = reader.run(VISIBLE_TERMS)
    assert everything > 100
    reader.clicks(WORDS)
    reader.engine.type("metropolitan intelligence")
    reader.sees(".matches", "1 term shown.")
    reader.sees(".term h3", "MIB")
    assert reader.run(VISIBLE_TERMS) == 1
    assert reader.run("() => document.querySelectorAll('.letter:not([hidden])').length") == 1
    reader.reaches("/glossary/?words=metropolitan+intelligence")
    reader.engine.type(" zzzz")
    reader.sees(".matches", "0 terms shown.")
    reader.clicks("button", "Clear filters")
    reader.sees(".matches", f"All {everything} terms shown.")
    assert reader.run(VISIBLE_TERMS) == everything


# Cite, colours, folded parts ------------------------------------------------------------------


CITATIONS = "#__cite:popover-open"

KEEP_WHAT_IS_PASTED = """() => addEventListener("paste", ({ clipboardData }) => {
  window.pasted = ["text/plain", "text/html"].map(type => clipboardData.getData(type))
})"""


def test_a_citation_is_copied_with_its_italics(reader: Reader) -> None:
    reader.open("/mc07/")
    reader.run(KEEP_WHAT_IS_PASTED)
    reader.clicks(".finding:has(#mc07-s3) button", "cite")
    reader.sees(f"{CITATIONS} h2", "Cite MC07-S3")
    reader.clicks(f"{CITATIONS} h3 + button", "Copy")
    reader.sees("[role=status]", "OSCOLA citation copied.")
    reader.engine.press("Escape")
    reader.misses(CITATIONS)
    assert reader.run("() => document.activeElement.ariaLabel") == "Cite MC07-S3"
    reader.clicks(".md-search__input")
    reader.engine.press("Control+v")
    plain, html = reader.until("() => window.pasted")
    assert plain.startswith("Her Majesty's Inspectorate of Constabulary, Metropolitan Police Major Crime (")
    assert plain.endswith("MC07, Strengths, MC07-S3"), "neither a file nor this machine has an address"
    assert "<i>Metropolitan Police Major Crime</i> (unofficial web edition, 2008)" in html


def test_the_citations_of_a_page_are_closed_by_a_click_beside_them(reader: Reader) -> None:
    reader.open("/practice/gold-groups/", width=360)
    reader.clicks("button.cite", "Cite")
    reader.sees(CITATIONS, "Cite this page")
    reader.engine.press("Tab")
    assert reader.run("() => document.activeElement.ariaLabel") == "Copy OSCOLA"
    reader.engine.click(2, 400)
    reader.misses(CITATIONS)


def test_chosen_colours_stay(reader: Reader) -> None:
    reader.open("/mc07/")
    scheme = "name => document.body.dataset.mdColorScheme === name"
    reader.until(scheme, "default")
    reader.clicks("[title='Switch to dark colours']")
    reader.until(scheme, "slate")
    reader.engine.reload()
    reader.until(scheme, "slate")
    reader.open("/glossary/")
    reader.until(scheme, "slate")


def test_folded_parts_open(reader: Reader) -> None:
    reader.open("/mc05/")
    reader.misses("details ins")
    reader.clicks("summary", "Differences from MC13-W1")
    reader.sees("details ins")
    reader.engine.press("Enter")
    reader.misses("details ins")


# Places ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/mc17/#mc17-areas-for-improvement", "/mc17/#mc17-a5", "/glossary/#stcg"])
def test_a_deep_link_leads_below_the_header(reader: Reader, path: str) -> None:
    reader.open(path)
    reader.below_the_header(f"#{path.partition('#')[2]}")


def test_the_contents_lead_to_their_sections_and_back(reader: Reader) -> None:
    reader.open("/mc17/")
    start = reader.run("() => location.href")
    reader.clicks(".md-sidebar--secondary a", "Strengths")
    reader.below_the_header("#mc17-strengths")
    reader.engine.back()
    reader.until("start => location.href === start && scrollY === 0", start)


@pytest.mark.parametrize(
    "path", ["/", "/mc05/", IMPROVEMENTS, "/major-crime/", "/practice/", "/glossary/", "/edition/"]
)
def test_no_page_is_wider_than_a_small_phone(reader: Reader, path: str) -> None:
    reader.open(path, width=320, height=640)
    assert reader.run("() => innerWidth") == 320
    assert reader.run("() => document.documentElement.scrollWidth") <= 320


def test_the_tab_key_stops_only_at_what_can_be_used(reader: Reader) -> None:
    """Not at lists that scroll, in the menu of a phone or beside a page."""
    stop = """() => document.activeElement.matches("a, button, input, summary, body")
      || document.activeElement.outerHTML"""
    for width in (320, 1280):
        reader.open("/mc07/", width=width, height=640)
        if width == 320:
            reader.clicks("header [aria-expanded]")
            reader.sees(".md-sidebar--primary a", "MC08")
        for _ in range(40):
            reader.engine.press("Tab")
            assert reader.run(stop) is True


def test_the_menu_of_a_phone_opens_and_leads_on(reader: Reader) -> None:
    reader.open("/mc07/", width=320, height=640)
    menu = "header [aria-expanded]"
    reader.clicks(menu)
    reader.sees(".md-sidebar--primary a", "MC08")
    reader.engine.press("Escape")
    reader.misses(".md-sidebar--primary a", "MC08")
    reader.clicks(menu)
    reader.clicks(".md-sidebar--primary a", "MC08")
    reader.reaches("/mc08/")


STOP = """() => {
  const node = document.activeElement
  if (node === document.body) return ""
  const { width, height } = node.getBoundingClientRect()
  const label = node.getAttribute("aria-label") || node.labels?.[0]?.textContent || node.textContent
  const shown = width && height && node.checkVisibility({ visibilityProperty: true })
  return shown && label.trim() ? "" : node.outerHTML.slice(0, 200)
}"""


@pytest.mark.parametrize("menu", [False, True])
def test_everything_that_tab_reaches_is_visible_and_has_a_name(reader: Reader, menu: bool) -> None:
    reader.open("/mc07/", width=320 if menu else 1280, height=640)
    if menu:
        reader.clicks("header [aria-expanded]")
        reader.sees(".md-sidebar--primary a", "MC08")
    unnamed = set()
    # Within the menu, Tab goes round.
    for _ in range(25 if menu else 130):
        reader.engine.press("Tab")
        unnamed.add(reader.run(STOP))
    assert unnamed == {""}
