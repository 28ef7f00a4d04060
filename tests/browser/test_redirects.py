"""Retired addresses redirect, on the web under a sub-path and in the bundle opened from disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reportsite import pipeline
from reportsite.output import disk
from reportsite.output.offline import offline_files
from tests.browser.conftest import at_rest, serving
from tests.conftest import Once, Render
from tests.projects import SUB_PATH, made_up

REDIRECTS = """redirects:
  /mc09/: /mc02/
  /mc01/#mc01-e9: /mc02/#mc02-s1
"""


@pytest.fixture(scope="module")
def sites(once: Once, rendered: Render) -> Path:
    """The made-up report with redirects: a folder with `web` and `disk`."""

    def fill(root: Path) -> None:
        made = made_up(root / "project")
        made.edition.write_text(made.edition.read_text(encoding="utf-8") + REDIRECTS, encoding="utf-8")
        with rendered(made, pipeline.convert(made).pages) as built:
            shutil.copytree(built.stage.site, root / "web" / SUB_PATH)
            for name, data in offline_files(disk.read_files(built.stage.site), built.shim).items():
                (root / "disk" / name).parent.mkdir(parents=True, exist_ok=True)
                (root / "disk" / name).write_bytes(data)

    return once("redirects", fill)


@pytest.fixture(params=["web", "disk"])
def place(request: pytest.FixtureRequest, sites: Path) -> Iterator[tuple[str, str]]:
    """The root of the site, and the ending of the address of a page there."""
    if request.param == "disk":
        yield (sites / "disk").as_uri(), ".html"
    else:
        with serving(sites / "web") as address:
            yield f"{address}/{SUB_PATH}", "/"


def test_redirects(place: tuple[str, str], browser: Browser) -> None:
    root, end = place
    page = browser.new_page()
    page.add_init_script("navigation.addEventListener('navigate', () => { window.left = true })")
    page.goto(f"{root}/mc09{end}", wait_until="commit")
    page.wait_for_url(f"{root}/mc02{end}")
    page.goto(f"{root}/mc01{end}#mc01-e9")
    page.wait_for_url(f"{root}/mc02{end}#mc02-s1")
    page.goto(f"{root}/mc01{end}#mc01-e1")
    at_rest(page)
    assert page.evaluate("window.left") is None
    assert page.url == f"{root}/mc01{end}#mc01-e1", "an existing address does not redirect"
    page.goto(f"{root}/mc01{end}#MC01-E2")
    page.wait_for_url(f"{root}/mc01{end}#mc01-e2")
    page.close()
