"""The built site, served under a sub-path as project pages are, and a browser to read it with."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from reportsite import pipeline
from reportsite.output import disk
from reportsite.output.bundle import bundle as pack
from reportsite.output.bundle import kept, readme
from reportsite.output.disk import Project
from reportsite.output.render import rendered
from tests.browser import chromium
from tests.conftest import ROOT

SUB_PATH = "sub/path"

Open = Callable[..., Page]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path, handler: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serves a folder. Gives its address, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is built of the committed report: `web` and the unpacked `bundle`."""
    root = tmp_path_factory.mktemp("built")
    project = Project(ROOT)
    conversion = pipeline.convert(project)
    with rendered(project, conversion.pages) as sites:
        shutil.copytree(sites.web, root / "web" / SUB_PATH)
        assert sites.offline
        packed = pack("bundle", kept(disk.read_files(sites.offline)), readme(conversion.report))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(root)
    return root


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    """The folder of the web site. Its folder within is the sub-path's."""
    return built / "web"


@pytest.fixture(scope="session")
def bundle(built: Path) -> str:
    """The address of the unpacked bundle, without a slash at its end."""
    return (built / "bundle").as_uri()


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    with serving(site) as address:
        yield f"{address}/{SUB_PATH}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.get()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Open]:
    """Opens a page: visit("/mc07/", width=320, has_touch=True). Errors and foreign requests fail.

    `root` is where the site stands, if not on the web.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(path: str, width: int = 1280, height: int = 800, root: str = base, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((root, "blob:")) else faults.append(r.url))
        page.goto(root + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
