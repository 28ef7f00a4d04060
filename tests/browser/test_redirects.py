"""Addresses given up lead on, on the web and in pages opened from disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import build
from reportsite.files import Project
from tests.conftest import FIXTURES, ROOT

REDIRECTS = """redirects:
  /mc09/: /mc02/
  /mc01/#mc01-e9: /mc02/#mc02-s1
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The made-up report with redirects, its pages written."""
    made = Project(tmp_path_factory.mktemp("redirects"))
    golden = FIXTURES / "golden"
    shutil.copytree(golden / "report", made.facts.parent)
    shutil.copy(golden / "glossary.yml", made.glossary)
    shutil.copytree(ROOT / "overrides", made.overrides)
    shutil.copy(ROOT / "mkdocs.yml", made.config)
    made.facts.write_text(made.facts.read_text(encoding="utf-8") + REDIRECTS, encoding="utf-8")
    build.write_pages(made)
    return made


@pytest.mark.parametrize("web", [True, False], ids=["web", "disk"])
def test_redirects(project: Project, browser: Browser, web: bool, tmp_path: Path) -> None:
    if not web:
        text = project.config.read_text(encoding="utf-8")
        project.config.write_text(text.replace("use_directory_urls: true", "use_directory_urls: false"))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    root = (tmp_path / "site").as_uri()
    name = "/index.html" if web else ".html"
    page = browser.new_page()
    page.goto(f"{root}/mc09{name}", wait_until="commit")
    page.wait_for_url("**/mc02/" if web else "**/mc02.html")
    if not web:
        page.goto(f"{root}/mc01.html#mc01-e9")
        page.wait_for_url("**/mc02.html#mc02-s1")
        page.goto(f"{root}/mc01.html#mc01-e1")
        page.wait_for_timeout(300)
        assert page.url.endswith("/mc01.html#mc01-e1"), "a place that is there is not left"
    page.close()


def test_a_place_given_up_leads_on(project: Project, browser: Browser, tmp_path: Path) -> None:
    """On the web, where pages are folders, under a sub-path."""
    import threading  # noqa: PLC0415
    from functools import partial  # noqa: PLC0415
    from http.server import ThreadingHTTPServer  # noqa: PLC0415

    from tests.browser.conftest import _Quiet  # noqa: PLC0415

    text = project.config.read_text(encoding="utf-8")
    project.config.write_text(text.replace("use_directory_urls: false", "use_directory_urls: true"))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "a" / "b")]
    subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/a/b/mc01/#mc01-e9")
    page.wait_for_url("**/a/b/mc02/#mc02-s1")
    page.close()
    server.shutdown()
    server.server_close()
