"""The built site, served under a sub-path like GitHub's project pages, and a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.projects import SUB_PATH

Open = Callable[..., Page]

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


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Open a page: visit("/mc07/", width=320, has_touch=True). Errors and external requests fail the test.

    `root` is the address of the site, by default that of the web server. With `clock`, page.clock.run_for()
    advances the page's time, so that a test can check without waiting that nothing happens.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(
        path: str, width: int = 1280, height: int = 800, root: str = base, clock: bool = False, **options: Any
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.install()
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((root, "blob:")) else errors.append(r.url))
        page.goto(root + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors
