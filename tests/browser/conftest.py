"""The built site, served under a sub-path like GitHub's project pages, and a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.browser import chromium
from tests.projects import SUB_PATH

Open = Callable[..., Page]

Scheme = Literal["light", "dark"]
Motion = Literal["reduce", "no-preference"]

AT_REST = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const moving = animation => animation.playState === "running"
    && animation.effect.getComputedTiming().endTime < Infinity
  await document.fonts.ready
  do { await frame(); await frame() } while (document.getAnimations().some(moving))
}"""


def at_rest(page: Page) -> Page:
    """Wait until fonts are loaded, styles applied and transitions finished. Returns the page."""
    page.evaluate(AT_REST)
    return page


SCROLLED = """([least, most]) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`the page is at ${scrollY}`)), 10_000)
  const check = () => scrollY >= least && scrollY <= most ? done() : requestAnimationFrame(check)
  check()
})"""


def scrolled(page: Page, least: float, most: float) -> None:
    """Wait until a page has scrolled to a place between two, in pixels from its top.

    Playwright's own waiting for a condition runs text as code, which the policy of the pages forbids.
    """
    page.evaluate(SCROLLED, [least, most])


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without logging, with persistent connections and caching, as web hosts do."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        # A browser that leaves a page closes the connections that it was loading from.
        with suppress(ConnectionError):
            super().handle()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder. Yields its address, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def site(committed_site: Path) -> Path:
    """The root of the web server. The site itself is in the folder of the sub-path."""
    return committed_site / "web"


@pytest.fixture(scope="session")
def bundle(committed_site: Path) -> str:
    """The address of the unpacked bundle, without a slash at the end."""
    return (committed_site / "bundle").as_uri()


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the site, without a slash at the end."""
    with serving(site) as address:
        yield f"{address}/{SUB_PATH}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for each worker. Tests open contexts in it."""
    path = chromium.get()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield launched
        launched.close()


REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", event => {
  window.stopped = true
  violation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
})"""


class Tab:
    """A browser tab that records errors, requests to other sites and violations of the policy."""

    def __init__(self, context: BrowserContext) -> None:
        self.root = ""
        """The address of the site that the tab shows."""
        self.errors: list[str] = []
        self.violations: list[str] = []
        context.set_default_timeout(10_000)
        context.expose_function("violation", self._violation)
        context.add_init_script(REPORT_VIOLATIONS)
        self.page = context.new_page()
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._request)

    def _violation(self, violation: str) -> None:
        self.violations.append(violation)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.root, "data:", "blob:")):
            self.errors.append(request.url)

    def clear(self) -> None:
        """Remove everything that a test left behind."""
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        self.emulate()
        session = self.page.context.new_cdp_session(self.page)
        session.send("Storage.clearDataForOrigin", {"origin": self.root, "storageTypes": "local_storage"})
        session.detach()
        self.errors.clear()
        self.violations.clear()

    def emulate(
        self, width: int = 1280, height: int = 800, scheme: Scheme = "light", motion: Motion = "no-preference"
    ) -> None:
        """Set the size of the window and the preferences of the reader."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(media="null", color_scheme=scheme, reduced_motion=motion)

    def visit(self, root: str, path: str) -> Page:
        if self.root not in ("", root):
            # The icon of the page before may be requested late.
            self.page.goto("about:blank")
        self.root = root
        self.page.goto(root + path)
        return self.page

    def check(self) -> None:
        """Check that nothing was recorded."""
        # Give the page time to report violations, which happens after they occur.
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert self.violations == []
        assert self.errors == []


@pytest.fixture(scope="session")
def only_tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield Tab(context)
    context.close()


@pytest.fixture
def tab(only_tab: Tab) -> Iterator[Tab]:
    """One tab for all tests. A page loads there in half the time that it takes in a new one."""
    yield only_tab
    if only_tab.root:
        only_tab.clear()


@pytest.fixture
def visit(browser: Browser, base: str, tab: Tab) -> Iterator[Open]:
    """Open a page: visit("/mc07/", width=320, has_touch=True). Errors and external requests fail the test.

    `root` is the address of the site, by default that of the web server. With `clock`, page.clock.run_for()
    advances the page's time, so that a test can check without waiting that nothing happens. A second visit
    replaces the first page.
    """
    own: list[Tab] = []

    def open_page(
        path: str,
        width: int = 1280,
        height: int = 800,
        root: str = base,
        clock: bool = False,
        color_scheme: Scheme = "light",
        reduced_motion: Motion = "no-preference",
        **options: Any,
    ) -> Page:
        used = tab
        if options or clock:
            used = Tab(browser.new_context(**options))
            own.append(used)
        if clock:
            used.page.clock.install()
        used.emulate(width, height, color_scheme, reduced_motion)
        return used.visit(root, path)

    yield open_page
    for used in own:
        used.page.context.close()
    assert not [error for used in (tab, *own) for error in used.errors]
