"""Pages look the same with the part of the theme's style sheets as with all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rcssmin
from playwright.sync_api import Page

from maintenance.theme import TARGET, style_sheets
from tests.browser.conftest import Open, at_rest
from tests.browser.test_access import with_details, with_drawer, with_search, with_tip
from tests.projects import SUB_PATH

# The computed style of every element that is drawn, and of what it draws before and after itself.
STYLES = """() => [...document.querySelectorAll("body, body *")].flatMap(node =>
  !node.checkVisibility() ? [] :
  [undefined, "::before", "::after"].map(part => {
    const style = getComputedStyle(node, part)
    if (part && style.content === "none") return ""
    const name = node.tagName + "." + (node.className.baseVal ?? node.className) + (part ?? "")
    // Variables count where they are read.
    const keys = [...style].filter(key => !key.startsWith("--"))
    return name + "{" + keys.map(key => key + ":" + style.getPropertyValue(key)).join(";") + "}"
  }))"""


SWAP = """() => new Promise(done => {
  const link = document.querySelector("link[href$='site.css']")
  link.addEventListener("load", done)
  link.href = link.href.replace("site.css", "whole.css")
})"""


def as_it_is(page: Page) -> None:
    pass


def with_results(page: Page) -> None:
    with_search(page)
    # On a phone the theme then stops the page from scrolling.
    page.wait_for_timeout(500)


def differences(page: Page, sheet: str) -> list[set[str]]:
    """How the styles of the first elements that differ change when `sheet` is the site's style sheet."""
    page.route("**/whole.css", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    before: list[str] = at_rest(page).evaluate(STYLES)
    page.evaluate(SWAP)
    after: list[str] = at_rest(page).evaluate(STYLES)
    assert len(before) == len(after) > 900
    pairs = zip(before, after, strict=True)
    return [set(one.split(";")) ^ set(other.split(";")) for one, other in pairs if one != other][:3]


@pytest.fixture(scope="module")
def sheets(site: Path) -> tuple[str, str]:
    """The style sheet of the site, and the same with all of the theme."""
    ours = (site / SUB_PATH / "assets" / "site.css").read_text(encoding="utf-8")
    part = rcssmin.cssmin(TARGET.read_text(encoding="utf-8"), keep_bang_comments=True)
    assert ours.startswith(part)
    return ours, "".join(path.read_text(encoding="utf-8") for path in style_sheets()) + ours.removeprefix(
        part
    )


@pytest.mark.parametrize(
    ("path", "opened", "width", "scheme"),
    [
        ("/", as_it_is, 1280, "dark"),
        ("/major-crime/", as_it_is, 360, "light"),
        ("/mc02/", with_tip, 1280, "light"),
        ("/mc07/", with_results, 1280, "dark"),
        ("/mc07/", with_results, 360, "light"),
        ("/mc07/", with_drawer, 360, "dark"),
        ("/mc05/", with_details, 1280, "light"),
        ("/registers/strengths/", as_it_is, 360, "dark"),
    ],
)
def test_every_element_has_the_same_style(
    visit: Open, sheets: tuple[str, str], path: str, opened: Callable[[Page], None], width: int, scheme: str
) -> None:
    page = visit(path, width=width, color_scheme=scheme, reduced_motion="reduce")
    opened(page)
    assert differences(page, sheets[1]) == []


def test_a_rule_that_is_missing_is_noticed(visit: Open, sheets: tuple[str, str]) -> None:
    part, _ = sheets
    lacking = part.replace(".md-nav__link{", ".md-nav__other{", 1)
    assert lacking != part
    assert differences(visit("/mc07/"), lacking)
