"""The built site, served under a sub-path as project pages are, and a browser to read it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import build
from reportsite import files
from reportsite.files import Project
from tests.browser import chromium
from tests.conftest import ROOT

SUB_PATH = "sub/path"

Open = Callable[..., Page]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the committed report, built for these tests. Its folder is the sub-path's."""
    root = tmp_path_factory.mktemp("web")
    project = Project(ROOT)
    with files.rendered(project, build.convert(project).pages) as built:
        shutil.copytree(built.web, root / SUB_PATH)
    return root


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.get()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Opens a page: visit("/mc07/", width=320, has_touch=True). Errors and foreign requests fail."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str, width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(base) else faults.append(r.url))
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
