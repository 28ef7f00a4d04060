"""What readers come for, from the home page, and how many clicks, queries and keys it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open

MOST = 3
MEDIAN = 2


class Reader:
    """A reader on the home page, whose interactions are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    def click(self, place: Locator) -> None:
        self.interactions += 1
        place.click()

    def press(self, keys: str) -> None:
        self.interactions += 1
        self.page.keyboard.press(keys)

    def search(self, words: str) -> Locator:
        """Search in the field of the home page. Returns the results."""
        self.interactions += 1
        self.page.locator("article").get_by_role("searchbox").fill(words)
        self.page.keyboard.press("Enter")
        return self.page.locator(".md-search-result__link")

    def link(self, name: str) -> Locator:
        return self.page.locator("article").get_by_role("link", name=name)

    def sees(self, place: Locator) -> None:
        expect(place.first).to_be_in_viewport()


def what_must_improve_on_witness_protection(reader: Reader) -> None:
    row = reader.page.locator(".glance").get_by_role("row", name="Witness protection")
    reader.click(row.get_by_role("link", name="2", exact=True))
    reader.sees(reader.page.locator("#mc15-a1"))


def what_an_osman_warning_is(reader: Reader) -> None:
    reader.click(reader.search("Osman warning").first)
    reader.sees(reader.page.get_by_text("Osman").locator("visible=true"))


def what_bocu_means_and_where_it_is_used(reader: Reader) -> None:
    reader.click(reader.search("BOCU").first)
    entry = reader.page.locator(".term:has(#bocu)")
    reader.sees(entry.get_by_text("Borough Operational Command Unit"))
    reader.sees(entry.get_by_role("link", name="findings on BOCU"))


def which_practice_to_copy_for_homicide_whom_to_ask_and_what_came_of_it(reader: Reader) -> None:
    reader.click(reader.link("Homicide Assessment Teams").first)
    article = reader.page.locator("article")
    for part in ("PROBLEM", "SOLUTION", "OUTCOME", "CONTACT"):
        expect(article.get_by_role("heading", name=part).first).to_be_visible()


def cite_the_finding_on_the_vetting_of_iag_members(reader: Reader) -> None:
    reader.click(reader.search("vetting IAG members").filter(has_text="MC1").first)
    reader.click(reader.page.locator(".finding:has(> :target)").get_by_role("button", name="Cite"))
    box = reader.page.get_by_role("dialog", name="Cite MC1")
    expect(box.get_by_role("status")).to_have_text("Plain citation copied.")


def how_the_murder_rate_and_its_detection_changed(reader: Reader) -> None:
    reader.click(reader.page.locator(".grades a"))
    for words in ("murders per 10,000", "murder crimes detected"):
        expect(reader.page.locator(".chart text", has_text=words).first).to_be_visible()


def which_criteria_have_no_areas_for_improvement(reader: Reader) -> None:
    rows = reader.page.locator(".glance tbody tr")
    without = rows.filter(has=reader.page.locator("td:nth-child(4)", has_text="–"))
    expect(without).to_have_count(9)


def everything_on_trident(reader: Reader) -> None:
    reader.click(reader.search("Trident").first)
    reader.click(reader.link("findings on Trident"))
    expect(reader.page.locator(".register > ul > li:visible")).to_have_count(8)


def all_areas_for_improvement_as_a_spreadsheet(reader: Reader) -> None:
    reader.click(reader.link("Lists of findings"))
    reader.click(reader.link("Areas for improvement"))
    with reader.page.expect_download() as download:
        reader.click(reader.page.get_by_role("button", name="Download"))
    assert Path(download.value.path()).read_bytes().count(b"\r\n") == 28


def by_keyboard_to_a_finding_and_back(reader: Reader) -> None:
    home = reader.page.url
    reader.search("MC17-A5")
    expect(reader.page.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile("#mc17-a5")
    )
    reader.press("Enter")
    reader.page.wait_for_url("**/mc17/**#mc17-a5")
    reader.press("Alt+ArrowLeft")
    reader.page.wait_for_url(f"{home}**")


def the_gold_groups(reader: Reader) -> None:
    reader.click(reader.page.locator(".names").get_by_role("link", name="Gold Groups"))
    expect(reader.page.get_by_role("heading", name="Gold Groups").first).to_be_visible()


def what_two_criteria_repeat_and_how_the_wording_differs(reader: Reader) -> None:
    reader.click(reader.link("MC05 Vulnerable places"))
    reader.click(reader.page.get_by_text("Differences from MC16-W1"))
    expect(reader.page.locator("details[open] ins").first).to_be_visible()


TASKS: tuple[Callable[[Reader], None], ...] = (
    what_must_improve_on_witness_protection,
    what_an_osman_warning_is,
    what_bocu_means_and_where_it_is_used,
    which_practice_to_copy_for_homicide_whom_to_ask_and_what_came_of_it,
    cite_the_finding_on_the_vetting_of_iag_members,
    how_the_murder_rate_and_its_detection_changed,
    which_criteria_have_no_areas_for_improvement,
    everything_on_trident,
    all_areas_for_improvement_as_a_spreadsheet,
    by_keyboard_to_a_finding_and_back,
    the_gold_groups,
    what_two_criteria_repeat_and_how_the_wording_differs,
)
OPTIONS: dict[Callable[[Reader], None], dict[str, Any]] = {
    cite_the_finding_on_the_vetting_of_iag_members: {"permissions": ["clipboard-write"]},
    how_the_murder_rate_and_its_detection_changed: {"width": 390, "height": 700},
}


def test_readers_find_what_they_come_for(
    visit: Open, bundle: str, subtests: pytest.Subtests, record_property: Callable[[str, object], None]
) -> None:
    taken = []
    for task in TASKS:
        with subtests.test(task.__name__):
            options = OPTIONS.get(task, {})
            page = visit("/index.html", root=bundle) if task is the_gold_groups else visit("/", **options)
            reader = Reader(page)
            task(reader)
            taken.append(reader.interactions)
            assert reader.interactions <= MOST
    record_property("interactions for each task", taken)
    assert len(taken) == len(TASKS)
    assert median(taken) <= MEDIAN
