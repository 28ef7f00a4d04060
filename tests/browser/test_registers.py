"""Registers, catalogue, table of findings, charts and comparisons, as readers use them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from reportsite.site import addresses
from tests.browser.conftest import Open
from tests.conftest import FIXTURES
from tests.projects import committed

IMPROVEMENTS = "/registers/areas-for-improvement/"


def rows(page: Page) -> int:
    return page.locator(".register > ul > li:visible").count()


def test_the_whole_register_shows_without_scripts(visit: Open) -> None:
    page = visit(IMPROVEMENTS, java_script_enabled=False)
    assert rows(page) == 27
    expect(page.get_by_role("searchbox", name="Words")).to_have_count(0)


def test_filters_hide_findings_and_report_the_number(visit: Open) -> None:
    page = visit(IMPROVEMENTS)
    assert rows(page) == 27
    page.get_by_label("Group", exact=True).select_option("Enforcement")
    expect(page.locator(".matches")).to_have_text("2 findings shown.")
    assert rows(page) == 2
    expect(page.locator(".register h2:visible")).to_have_count(1)
    page.get_by_label("Group", exact=True).select_option("")
    page.get_by_role("searchbox", name="Words").fill("vetting IAG")
    everywhere = rows(page)
    assert 0 < everywhere < 10
    page.get_by_role("searchbox", name="Words").fill("IT")
    assert 0 < rows(page) < 5, "words in capitals match case and the beginning of a word"
    page.get_by_role("searchbox", name="Words").fill("zzzz")
    expect(page.locator(".matches")).to_have_text("0 findings shown.")
    page.get_by_role("button", name="Clear filters").click()
    assert rows(page) == 27
    expect(page.get_by_label("Group", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="Clear filters")).to_be_hidden()


def test_the_number_is_told_once_after_typing(visit: Open) -> None:
    """A screen reader drops what changes while keys are pressed."""
    page = visit(IMPROVEMENTS)
    page.evaluate("""() => {
      window.told = []
      const status = document.querySelector(".matches")
      new MutationObserver(() => window.told.push(status.textContent)).observe(status, { childList: true })
    }""")
    page.get_by_role("searchbox", name="Words").press_sequentially("zzzz", delay=20)
    expect(page.locator(".matches")).to_have_text("0 findings shown.")
    assert page.evaluate("told") == ["0 findings shown."]


def test_each_term_leads_to_as_many_findings_as_its_entry_says(visit: Open) -> None:
    page = visit("/registers/findings/")
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".register > ul > li")].flatMap(
          item => [...new Set([...item.querySelectorAll("a[data-term]")].map(link => link.dataset.term))]
        ).reduce((counts, term) => counts.set(term, (counts.get(term) || 0) + 1), new Map()))"""
    )
    uses = committed().context.relations.terms
    counted = {addresses.term(key).anchor: len(uses.findings(key)) for key in uses.by_key}
    # A single finding needs no list; its term may be within the name of a practice, which has its own link.
    several = {term: count for term, count in counted.items() if count > 1}
    assert {term: found[term] for term in several} == several
    assert found.keys() <= counted.keys()


def test_fields_of_the_filters_line_up(visit: Open) -> None:
    for width, columns in ((390, 1), (1280, 2)):
        fields = visit("/registers/findings/", width=width).locator(".filter :is(input, select)")
        boxes = [box for field in fields.all() if (box := field.bounding_box())]
        assert len(boxes) == 5
        assert len({box["x"] for box in boxes}) == columns
        assert len({round(box["width"]) for box in boxes}) == 1


def test_the_list_of_areas_for_improvement_names_the_criteria_without(visit: Open) -> None:
    page = visit(IMPROVEMENTS)
    none = page.get_by_role("link", name="9 criteria have none")
    assert none.evaluate("node => getComputedStyle(node, '::after').content") == "none", (
        "no line break after it"
    )
    none.click()
    without = page.locator("#areas-for-improvement-none ~ ul > li")
    expect(without).to_have_count(9)
    expect(without.first).to_have_text("MC02 Intelligence from partners and communities")


def test_words_in_the_address_do_not_open_the_search(visit: Open) -> None:
    """Material uses `q` for its own search, so the filters must not."""
    page = visit(f"{IMPROVEMENTS}?words=vetting")
    expect(page.locator(".matches")).to_be_visible()
    assert not page.locator("#__search").is_checked()


def test_a_link_to_a_hidden_entry_shows_it(visit: Open) -> None:
    page = visit("/glossary/?words=trident#mib")
    expect(page.locator("#mib")).to_be_in_viewport()


def test_the_csv_file_has_the_findings_shown(visit: Open, tmp_path: Path) -> None:
    page = visit(f"{IMPROVEMENTS}?words=vetting")
    shown = rows(page)
    page.evaluate("document.querySelector('.register > ul > li:not([hidden])').append(' and \"quotes\"')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these findings as CSV").press("Enter")
    assert download.value.suggested_filename == "registers-areas-for-improvement.csv"
    data = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    head, *saved = list(csv.reader(io.StringIO(data)))
    assert head == ["finding", "group", "criterion", "text", "address"]
    assert len(saved) == shown
    assert saved[0][4].endswith(f"/{saved[0][0][:4].lower()}/#{saved[0][0].lower()}")


def test_csv_cells_are_the_same_as_in_the_data_files(visit: Open) -> None:
    """tests/exports/test_tables.py uses the same cases."""
    cases = yaml.safe_load((FIXTURES / "csv-cells.yml").read_text(encoding="utf-8"))
    expected = {**cases["formulas"], **cases["texts"]}
    page = visit(IMPROVEMENTS)
    text = page.evaluate("texts => window.report.csv(texts.map(text => [text, 'end']))", [*expected])
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    cells = [row[0] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    assert cells == [*expected.values()]


def test_csv_cells_are_not_formulas(visit: Open) -> None:
    page = visit(IMPROVEMENTS)
    # The text is read when the page loads, so the register is changed before its script runs.
    page.route(
        "**/areas-for-improvement/*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("The career structure", "=1+1 structure"),
        ),
    )
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download these findings as CSV").press("Enter")
    data = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    assert "\"'=1+1 structure" in data


def test_the_catalogue_filters_by_area(visit: Open) -> None:
    page = visit("/practice/")
    assert page.locator(".card:visible").count() == 7, "four in the appendix, three in the findings"
    page.get_by_label("Inspection area").select_option("Serious and Organised Crime")
    assert page.locator(".card:visible").count() == 3
    expect(page.locator(".matches")).to_have_text("3 practices shown.")


def test_numbers_in_the_table_of_findings_lead_to_their_sections(visit: Open) -> None:
    page = visit("/")
    table = page.locator(".glance table")
    expect(table.locator("tbody tr")).to_have_count(25)
    cell = table.get_by_role("row", name="MC17").get_by_role("cell").nth(2).get_by_role("link")
    expect(cell).to_have_text("5")
    assert cell.locator("..").get_attribute("class") == "shade-5"
    cell.click()
    page.wait_for_url("**/mc17/#mc17-areas-for-improvement")
    expect(page.locator("#mc17-areas-for-improvement")).to_be_in_viewport()


def test_titles_in_the_table_of_findings_are_links_and_zeros_are_not(visit: Open) -> None:
    row = visit("/").locator(".glance").get_by_role("row", name="MC24 The case review team")
    expect(row.get_by_role("rowheader").get_by_role("link")).to_have_text("MC24 The case review team")
    none = row.get_by_role("cell").nth(2)
    expect(none).to_have_text("–")
    expect(none.get_by_role("link")).to_have_count(0)


def test_the_head_of_the_table_of_findings_stays_in_sight_on_a_phone(visit: Open) -> None:
    page = visit("/", width=390, height=700)
    page.locator(".glance").get_by_role("row", name="MC20").scroll_into_view_if_needed()
    head = page.locator(".glance").get_by_role("columnheader", name="Areas for improvement")
    header = page.locator(".md-header").bounding_box()
    box = head.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["y"] + header["height"] - 1
    assert box["y"] + box["height"] < 300


def test_row_names_stay_in_sight_while_a_table_scrolls_on_a_phone(visit: Open) -> None:
    page = visit("/major-crime/", width=390, height=700)
    table = page.locator(".md-typeset__scrollwrap").first
    assert table.evaluate("box => { box.scrollLeft = 200; return box.scrollLeft }") > 100
    left = table.bounding_box()
    assert left
    for name in (table.get_by_role("columnheader").first, table.get_by_role("rowheader").first):
        box = name.bounding_box()
        assert box
        assert abs(box["x"] - left["x"]) < 2


def test_on_the_home_page_a_title_is_nearer_to_its_text_than_to_the_one_before(visit: Open) -> None:
    items = visit("/").locator(".columns li")
    title, text = (items.first.locator("p").nth(number).bounding_box() for number in (0, 1))
    after = items.nth(1).locator("p").first.bounding_box()
    assert title
    assert text
    assert after
    own = text["y"] - title["y"] - title["height"]
    assert after["y"] - text["y"] - text["height"] > 5 * own


def test_the_field_of_the_home_page_is_not_shown_where_it_would_do_nothing(visit: Open) -> None:
    page = visit("/", java_script_enabled=False)
    expect(page.locator("article .ask")).to_be_hidden()


def test_charts_are_inline_with_text(visit: Open) -> None:
    page = visit("/major-crime/")
    charts = page.locator(".chart svg[role=img]")
    expect(charts).to_have_count(2)
    expect(charts.first.locator("text", has_text="Number of murders").first).to_be_visible()
    for chart in charts.all():
        assert chart.evaluate("node => document.getElementById(node.getAttribute('aria-describedby'))")
    expect(page.locator(".chart img")).to_have_count(0)
    expect(page.locator(".chart").nth(1)).to_contain_text("Not applicable")


WORDS = """chart => {
  const place = chart.getBoundingClientRect();
  return {
    left: place.left,
    right: place.right,
    texts: [...chart.querySelectorAll("text")].map(node => {
      const box = node.getBoundingClientRect();
      return [node.textContent, box.left, box.right, box.top, box.bottom];
    }),
  };
}"""


@pytest.mark.parametrize("path", ["/major-crime/", "/inspection/"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_words_of_charts_fit_and_do_not_overlap(visit: Open, path: str, width: int) -> None:
    page = visit(path, width=width, height=800)
    charts = page.locator(".chart")
    assert charts.count()
    for chart in charts.all():
        found = chart.evaluate(WORDS)
        texts = found["texts"]
        for words, left, right, _, _ in texts:
            assert found["left"] - 1 < left < right < found["right"] + 1, words
        for i, (words, left, right, top, bottom) in enumerate(texts):
            for others, left2, right2, top2, bottom2 in texts[i + 1 :]:
                apart = right <= left2 or right2 <= left or bottom <= top2 + 2 or bottom2 <= top + 2
                assert apart, (words, others)
        wide = found["right"] - found["left"] > 600
        bold = chart.locator("text[font-weight]")
        if bold.count():
            box, label = (node.bounding_box() for node in (bold.first, chart.locator("[text-anchor]").first))
            assert box
            assert label
            assert (label["x"] > box["x"] + box["width"]) == wide, "the marks are beside the words, or below"


def test_repeated_passages_are_compared_in_the_open(visit: Open) -> None:
    page = visit("/registers/repeats/")
    section = page.locator("#mc05-w1-and-mc13-w1 ~ .said").first
    expect(section.locator("ins")).to_be_visible()
    expect(page.locator(".repeat-list details")).to_have_count(0)


def test_each_finding_has_one_line_with_its_code_a_citation_and_its_source_lines(visit: Open) -> None:
    page = visit("/mc05/")
    boxes = [
        page.locator(f".finding:has(#mc05-s1) {part}").first.bounding_box()
        for part in ("h3", "button", ".source a")
    ]
    heights = [box["y"] + box["height"] / 2 for box in boxes if box]
    assert len(heights) == 3
    assert max(heights) - min(heights) < 3
    source = page.locator(".finding:has(#mc05-s1) .source")
    expect(source).to_contain_text("lines 404, 406")
    source.get_by_role("link", name="406").click()
    page.wait_for_url("**/text/#line-406")


def test_differences_do_not_rely_on_colour(visit: Open) -> None:
    page = visit("/mc05/")
    details = page.locator("details", has_text="Differences from MC13-W1").first
    details.locator("summary").click()
    removed = details.locator("del").first
    expect(removed).to_be_visible()
    assert "line-through" in removed.evaluate("node => getComputedStyle(node).textDecorationLine")
    for side in ("::before", "::after"):
        bracket = removed.evaluate(
            "(node, side) => { const s = getComputedStyle(node, side); return [s.content, s.position] }", side
        )
        assert "−" in bracket[0] or side == "::after"
        assert bracket[1] == "absolute", "a line through the words does not run on through it"
    assert "underline" in details.locator("ins").first.evaluate(
        "node => getComputedStyle(node).textDecorationLine"
    )
