"""Citations of pages, findings and terms: shown, copied, announced, with the public address or none."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from reportsite.exports.citations import STYLES, Slot, filled, references, work_of
from tests.browser.conftest import Open
from tests.projects import committed

PUBLIC = "https://example.org/r/"

READ = """async () => {
  const [item] = await navigator.clipboard.read()
  const read = async type => (await item.getType(type)).text()
  return { types: item.types, plain: await read("text/plain"), html: await read("text/html") }
}"""

SHOWN = """box => [...box.querySelectorAll("h3 ~ p:not([role])")].map(citation => {
  const clone = citation.cloneNode(true)
  clone.querySelectorAll("[hidden]").forEach(run => run.remove())
  return clone.textContent
})"""


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name, exact=True)


def opened(page: Page, name: str) -> Locator:
    """The box of citations of a finding, `MC07-S3`, or of the page."""
    page.get_by_role("button", name=f"Cite {name}", exact=True).click()
    box = dialog(page, f"Cite {name}")
    expect(box).to_be_visible()
    return box


def today(page: Page) -> str:
    """The day in the time zone of the reader: `3 March 2026`."""
    day: str = page.evaluate(
        "new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date())",
    )
    assert re.fullmatch(r"[1-9]\d? [A-Z][a-z]+ 20\d\d", day)
    return day


def statements(page: Page, part: str, address: str = "") -> list[str]:
    values = {Slot.PART: part, Slot.ADDRESS: address, Slot.ACCESSED: today(page)}
    work = work_of(committed().report)
    return [filled(style(work), values) for style in STYLES.values()]


def published(page: Page) -> None:
    """Show the page as it is where the public address is known."""
    page.route(
        "**/mc07/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-address=""', f'data-address="{PUBLIC}mc07/"'),
        ),
    )
    page.reload()


def test_each_finding_of_a_page_has_the_citations_of_the_model(visit: Open) -> None:
    page = visit("/mc07/")
    published(page)
    cited = [item for item in references(committed().context) if item.address.page == "mc07.md"]
    assert len(cited) > 5
    for item in cited:
        name = item.address.anchor.upper() or "this page"
        box = opened(page, name)
        expected = statements(page, item.part, PUBLIC + item.address.url.removeprefix("/"))
        assert box.evaluate(SHOWN) == expected
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()


@pytest.mark.parametrize(("path", "file"), [("/mc07/", ""), ("/mc07.html", "bundle")])
def test_no_citation_has_the_address_of_a_file_or_of_this_machine(
    visit: Open, base: str, bundle: str, path: str, file: str
) -> None:
    page = visit(path, root=bundle if file else base)
    assert opened(page, "MC07-S3").evaluate(SHOWN) == statements(page, "MC07, Strengths, MC07-S3")
    assert "accessed" not in dialog(page, "Cite MC07-S3").inner_text()


@pytest.mark.parametrize("style", STYLES)
def test_a_copied_citation_has_its_italics(visit: Open, style: str) -> None:
    page = visit("/mc07/")
    published(page)
    opened(page, "MC07-S3").get_by_role("button", name=f"Copy {style}").click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_have_text(f"{style} citation copied.")
    copied: dict[str, Any] = page.evaluate(READ)
    expected = dict(
        zip(STYLES, statements(page, "MC07, Strengths, MC07-S3", f"{PUBLIC}mc07/#mc07-s3"), strict=True)
    )
    assert copied["plain"] == expected[style]
    # Browsers add their own frame.
    html = re.sub(r"<(?!/?i>)[^>]*>", "", copied["html"]).replace("&lt;", "<").replace("&gt;", ">").strip()
    assert re.sub("</?i>", "", html) == expected[style]
    title = {"APA": "Metropolitan Police major crime", "Plain": ""}.get(
        style, "Metropolitan Police Major Crime"
    )
    assert re.findall("<i>(.*?)</i>", html) == ([title] if title else [])


def test_a_citation_that_cannot_be_copied_stays_selected(visit: Open) -> None:
    page = visit("/mc07/")
    page.evaluate("document.execCommand = () => false")
    opened(page, "MC07-S3").get_by_role("button", name="Copy Plain").click()
    expect(page.get_by_role("status").filter(has_text="Ctrl+C")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == statements(page, "MC07, Strengths, MC07-S3")[-1]


def test_the_plain_citation_is_copied_at_once(visit: Open) -> None:
    page = visit("/mc07/")
    box = opened(page, "MC07-S3")
    expect(box.get_by_role("status")).to_have_text("Plain citation copied.")
    assert page.evaluate(READ)["plain"] == statements(page, "MC07, Strengths, MC07-S3")[-1]


def test_citations_by_keyboard(visit: Open) -> None:
    page = visit("/mc07/")
    button = page.get_by_role("button", name="Cite MC07-S3")
    button.press("Enter")
    box = dialog(page, "Cite MC07-S3")
    expect(box).to_be_focused()
    for name in [*(f"Copy {style}" for style in STYLES), "Close"]:
        page.keyboard.press("Tab")
        expect(box.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="copied")).to_have_text("OSCOLA citation copied.")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()


def test_the_box_does_not_cover_what_has_the_focus(visit: Open) -> None:
    page = visit("/mc07/")
    box = opened(page, "MC07-S3")
    for _ in range(len(STYLES) + 2):
        page.keyboard.press("Tab")
    expect(box).to_be_hidden()
    assert page.evaluate("document.activeElement !== document.body")


def test_the_message_does_not_outlive_its_citation(visit: Open) -> None:
    page = visit("/mc07/")
    opened(page, "MC07-S3").get_by_role("button", name="Copy APA").click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_have_text("APA citation copied.")
    page.keyboard.press("Escape")
    page.evaluate("document.execCommand = () => false")
    expect(opened(page, "MC07-A1").get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_box_fits_the_screen(visit: Open, width: int) -> None:
    page = visit("/mc07/", width=width, height=500)
    published(page)
    box = opened(page, "MC07-S3")
    frame = box.bounding_box()
    assert frame
    assert frame["x"] >= 0
    assert frame["x"] + frame["width"] <= width
    assert frame["y"] + frame["height"] <= 500
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    for button in box.get_by_role("button").all():
        size = button.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("path", "part"), [("/practice/gold-groups/", "Gold Groups"), ("/mc18/", "MC18"), ("/", "")]
)
def test_practices_criteria_and_the_report_are_cited_by_what_is_printed(
    visit: Open, path: str, part: str
) -> None:
    page = visit(path)
    assert opened(page, "this page").evaluate(SHOWN) == statements(page, part)


def test_terms_are_cited_with_their_origin(visit: Open) -> None:
    page = visit("/glossary/")
    glossary = committed().report.glossary
    assert glossary
    added = page.locator(".term:has(h3 > .edition)").first.locator("h3")
    for anchor, note in (("mib", ""), (added.get_attribute("id"), " (added by this edition)")):
        entry = page.locator(f".term:has(#{anchor})")
        entry.locator("summary").click()
        button = entry.get_by_role("button", name="Cite")
        name = button.inner_text().removeprefix("Cite ")
        button.click()
        assert dialog(page, f"Cite {name}").evaluate(SHOWN) == statements(
            page, f"{glossary.heading.text}, {name}{note}"
        )
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("path", "file"), [("/mc07/", ""), ("/mc07.html", "bundle")])
def test_without_scripts_the_citations_of_a_page_can_be_opened(
    visit: Open, base: str, bundle: str, path: str, file: str
) -> None:
    page = visit(path, root=bundle if file else base, java_script_enabled=False)
    box = page.locator("#__cite")
    expect(box).to_be_hidden()
    page.get_by_role("button", name="Cite this page").click()
    expect(box).to_be_visible()
    expect(box).to_contain_text("Her Majesty's Inspectorate of Constabulary, Metropolitan Police Major Crime")
    page.get_by_role("button", name="Close").click()
    expect(box).to_be_hidden()


def test_citations_are_not_printed(visit: Open) -> None:
    page = visit("/mc07/")
    box = opened(page, "MC07-S3")
    page.emulate_media(media="print")
    for hidden in (box, page.locator(".cite").first):
        expect(hidden).to_be_hidden()
