"""Accessibility: axe on every page, keyboard use, zoom, text spacing and accessible names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Scheme, Tab, at_rest
from tests.conftest import ROOT
from tests.projects import SUB_PATH

VENDOR = Path(__file__).parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })
  return found.violations.flatMap(v => v.nodes.map(n =>
    `${v.id}: ${n.target.join(" ")}: ${n.failureSummary.replace(/\\s+/g, " ")}`))
}"""

WIDTHS = (360, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PALETTES: dict[Scheme, str] = {"light": "default", "dark": "slate"}
"""The theme's names of the schemes."""
PAGES = (
    "/404.html",
    *(
        f"/{path.relative_to(ROOT / 'content').with_suffix('').as_posix()}/".replace("/index/", "/")
        for path in sorted((ROOT / "content").rglob("*.md"))
    ),
)
KINDS = ("/", "/inspection/", "/major-crime/", "/mc07/", "/registers/areas-for-improvement/", "/practice/")
"""A page of each kind, including those with the widest content."""
OTHERS = ("/glossary/", "/edition/", "/data/", "/accessibility/", "/report/")

FOCUSED = """() => {
  const node = document.activeElement
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node)
  const form = node.form && getComputedStyle(node.form)
  const ring = style => style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  const box = node.getBoundingClientRect()
  return {
    tag: node.tagName,
    name: (node.getAttribute("aria-label") || node.textContent).replace(/\\s+/g, " ").trim(),
    marked: ring(getComputedStyle(node)) || ring(form) || boxShadow !== "none",
    shown: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
      && box.left < innerWidth && box.top < innerHeight,
    region: node.closest(".md-tabs") ? "tabs" : node.closest(".md-sidebar--primary") ? "pages"
      : node.closest(".md-sidebar--secondary") ? "contents" : node.closest("article") ? "article"
      : node.closest(".md-path") ? "path" : node.closest("header") ? "header"
      : node.closest("footer") ? "footer" : node.closest(".md-skip") ? "skip" : "",
  }
}"""


def axe_violations(page: Page) -> list[str]:
    """The violations that axe finds in the current state of a page."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    violations: list[str] = page.evaluate(RUN, RULES)
    return violations


def test_the_vendored_axe_is_unchanged() -> None:
    readme = (VENDOR / "README.md").read_text("utf-8")
    digest = hashlib.sha256((VENDOR / "axe.min.js").read_bytes()).hexdigest()
    assert f"| sha256 | {digest} |" in readme
    version = re.search(r"axe v([\d.]+)", AXE)
    assert version
    assert f"| version | {version[1]} |" in readme
    assert "Mozilla Public License" in (VENDOR / "LICENSE").read_text("utf-8")


def assert_language_and_nested_headings(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "en"
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_page_of_the_site_is_listed(site: Path) -> None:
    root = site / SUB_PATH
    files = (path.relative_to(root).as_posix() for path in root.rglob("*.html"))
    assert sorted(f"/{name.removesuffix('index.html')}" for name in files) == sorted(PAGES)
    assert len(PAGES) > 40


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_loads_nothing_else(
    tab: Tab, base: str, path: str, subtests: pytest.Subtests
) -> None:
    """In both colour schemes, which it follows as it is shown, at both widths; then scrolled to its end."""
    # Without motion, so that axe does not measure colours in the middle of a transition.
    page = tab.visit(base, path)
    for scheme in SCHEMES:
        tab.emulate(scheme=scheme, motion="reduce")
        # The 404 page has no choice of colours.
        if path != "/404.html":
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES[scheme])
        for width in WIDTHS:
            with subtests.test(scheme=scheme, width=width):
                tab.emulate(width, scheme=scheme, motion="reduce")
                violations = axe_violations(at_rest(page))
                assert not violations, "\n".join(violations)
    page.mouse.wheel(0, 100_000)
    tab.check()
    assert_language_and_nested_headings(page)


def test_axe_reports_planted_violations(visit: Open) -> None:
    page = visit("/mc07/", bypass_csp=True)
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', "
        '\'<img src="data:,"><p style="color:#aaa;background:#fff">faint</p><button></button>\')'
    )
    rules = {violation.split(":")[0] for violation in axe_violations(page)}
    assert rules == {"image-alt", "color-contrast", "button-name"}


def with_search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("gold group")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def with_drawer(page: Page) -> None:
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


def with_tip(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator("article a[data-term]").first.focus()
    expect(page.locator(".tip")).to_be_visible()


def with_preview(page: Page) -> None:
    page.keyboard.press("Tab")
    page.locator("article a[data-preview='mc14']").first.focus()
    expect(page.locator(".tip .said")).to_be_visible()


def with_citations(page: Page) -> None:
    page.get_by_role("button", name="Cite MC07-S3").press("Enter")
    page.get_by_role("button", name="Copy APA").press("Enter")
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()


def with_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach(node => node.open = true)")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("path", "opened", "width"),
    [
        *(("/mc07/", with_search, width) for width in WIDTHS),
        # A wide screen has no menu to open.
        ("/mc07/", with_drawer, min(WIDTHS)),
        ("/", with_drawer, min(WIDTHS)),
        *(("/mc02/", with_tip, width) for width in WIDTHS),
        *(("/mc02/", with_preview, width) for width in WIDTHS),
        *(("/mc07/", with_citations, width) for width in WIDTHS),
        *(("/mc05/", with_details, width) for width in WIDTHS),
        *(("/registers/repeats/", with_details, width) for width in WIDTHS),
    ],
)
def test_axe_finds_no_violations_in_open_parts(
    visit: Open, path: str, opened: Callable[[Page], None], width: int, scheme: str
) -> None:
    page = visit(path, width=width, color_scheme=scheme, reduced_motion="reduce")
    opened(page)
    violations = axe_violations(at_rest(page))
    assert not violations, "\n".join(violations)


def tabbed(page: Page, limit: int = 400) -> list[dict[str, Any]]:
    """The elements that Tab focuses, from the beginning of the page to its end."""
    stops: list[dict[str, Any]] = []
    while len(stops) < limit:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_follows_the_order_of_the_page_with_visible_focus(visit: Open, width: int) -> None:
    page = visit("/mc07/", width=width, reduced_motion="reduce")
    stops = tabbed(page)
    assert stops[0]["name"] == "Skip to content"
    unseen = [stop for stop in stops if not (stop["marked"] and stop["shown"])]
    assert not unseen
    assert not [stop for stop in stops if not stop["name"] and stop["tag"] != "INPUT"]
    order = list(dict.fromkeys(stop["region"] for stop in stops))
    wide = ["skip", "header", "tabs", "pages", "contents", "path", "article", "footer"]
    assert order == (wide if width > 1000 else ["skip", "header", "path", "article", "footer"])
    regions = [stop["region"] for stop in stops]
    assert regions == sorted(regions, key=order.index), "Tab does not return to a region"
    assert [s["name"] for s in stops if s["region"] == "header" and s["tag"] == "BUTTON"] == (
        ["Switch to dark colours"] if width > 1000 else ["Menu", "Switch to dark colours", "Search"]
    )


def test_the_skip_link_leads_to_the_article(visit: Open) -> None:
    page = visit("/mc07/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


def test_the_menu_works_by_keyboard(visit: Open) -> None:
    page = visit("/mc07/", width=360)
    menu = page.get_by_role("button", name="Menu", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Space")
    expect(menu).to_have_attribute("aria-expanded", "true")
    back = page.get_by_role("button", name="Intelligence: back")
    expect(back).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("MC01")
    # Tab stays within the menu.
    stops = tabbed(page)
    assert {stop["region"] for stop in stops} == {"pages"}
    back.press("Enter")
    at_rest(page)
    expect(page.get_by_role("button", name="Pages of Intelligence")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_search_works_by_keyboard(visit: Open, width: int) -> None:
    page = visit("/mc07/", width=width)
    opener = page.locator("article .headerlink").first
    if width < 1000:
        opener = page.get_by_role("button", name="Search", exact=True)
        opener.press("Enter")
    else:
        opener.focus()
        page.keyboard.press("Control+k")
    field = page.locator(".md-search__input")
    expect(field).to_be_focused()
    page.keyboard.type("gold group")
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-search-result__link')"):
            break
    expect(result).to_be_focused()
    assert page.evaluate(FOCUSED)["marked"]
    page.keyboard.press("Shift")
    expect(result).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(opener).to_be_focused()


def test_single_letters_do_nothing(visit: Open, subtests: pytest.Subtests) -> None:
    page = visit("/mc07/", clock=True)
    page.evaluate("navigation.addEventListener('navigate', () => { window.left = true })")
    page.locator("article .headerlink").first.focus()
    for key in ("f", "s", "/", "p", "n", ",", "."):
        with subtests.test(key):
            page.keyboard.press(key)
            page.clock.run_for(500)
            assert page.evaluate("window.left") is None
            assert page.url.endswith("/mc07/")
            expect(page.locator("#__search")).not_to_be_checked()


def test_the_colour_scheme_switches_by_keyboard(visit: Open) -> None:
    page = visit("/mc07/", color_scheme="light")
    page.get_by_role("button", name="Switch to dark colours").press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Switch to light colours")).to_be_focused()


def test_the_link_to_a_heading_is_named_and_beside_it(visit: Open) -> None:
    page = visit("/mc07/")
    heading = page.get_by_role("heading", name="Summary", exact=True)
    link = page.get_by_role("link", name="Link to Summary", exact=True)
    link.focus()
    expect(link).to_have_css("opacity", "1")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        place, box = link.bounding_box(), heading.bounding_box()
        assert place
        assert box
        assert 0 <= place["x"] < box["x"] >= place["x"] + place["width"], "in the margin"
        assert box["y"] <= place["y"] + place["height"] / 2 <= box["y"] + box["height"]


@pytest.mark.parametrize("path", ["/", "/inspection/", "/major-crime/", "/edition/", "/data/"])
def test_tables_have_captions_and_headers(visit: Open, path: str) -> None:
    page = visit(path)
    tables = page.locator("article table")
    assert tables.count()
    for table in tables.all():
        assert table.evaluate("node => node.caption && node.caption.textContent.trim()")
        assert table.evaluate("node => [...node.tHead.rows[0].cells].every(c => c.scope === 'col')")
        assert table.locator("tbody th[scope=row]").count()


CLIPPED = """() => [...document.querySelectorAll("article *, header *, nav *, footer *")]
  .filter(node => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !node.closest(".md-search, caption, svg, [inert]")
    && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()))
  .flatMap(node => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    for (let box = node; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      if (["fixed"].includes(style.position)) break
      const area = box.getBoundingClientRect()
      // Ignore content that can be scrolled into view.
      const cut = (flow, out) => ["hidden", "clip"].includes(flow) && out > 2
      if (cut(style.overflowX, Math.max(text.right - area.right, area.left - text.left))
        || (cut(style.overflowY, text.bottom - area.bottom) && !box.matches(".md-header__title *"))) {
        return [`${node.className}: ${node.textContent.trim().slice(0, 60)} in ${box.className}`]
      }
      if (["auto", "scroll"].includes(style.overflowX)) break
    }
    return []
  })"""

SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("path", [*KINDS, *OTHERS])
def test_zoom_and_text_spacing_clip_no_text(visit: Open, path: str, subtests: pytest.Subtests) -> None:
    """At the widths of a 1280 px screen at 200 % and 400 %, and with the spacing of WCAG 1.4.12."""
    # The site's policy would block the style sheet with the spacing.
    page = visit(path, height=400, reduced_motion="reduce", bypass_csp=True)
    for spaced in (False, True):
        if spaced:
            page.add_style_tag(content=SPACING)
        for width in (640, 320):
            with subtests.test(width=width, spaced=spaced):
                page.set_viewport_size({"width": width, "height": 400})
                at_rest(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                clipped = page.evaluate(CLIPPED)
                assert not clipped, "\n".join(clipped)


def test_nothing_moves_with_reduced_motion(visit: Open) -> None:
    page = visit("/mc07/", width=360, reduced_motion="reduce")
    slow = page.evaluate("""() => [...document.querySelectorAll("*")].filter(node => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(node)
      return Math.max(...transitionDuration.split(", ").map(parseFloat)) > 0.001
        || (animationName !== "none" && parseFloat(animationDuration) > 0.001)
    }).map(node => node.className)""")
    assert slow == []
