"""Finding a browser, and what a build says without one that can print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportsite.output import browser
from reportsite.output.browser import BrowserError


def installed(folder: Path, version: str, does: str = "exit 0", name: str = "chromium") -> dict[str, str]:
    """The environment of a machine whose only browser says `version`, and `does` something when it prints."""
    command = folder / name
    command.write_text(f'#!/bin/sh\ncase "$1" in --version) echo "{version}";; *) {does};; esac\n')
    command.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_the_first_browser_is_found_with_its_version(tmp_path: Path) -> None:
    found = browser.find(installed(tmp_path, "Chromium 131.0.6778.85 built on Debian"))
    assert (found.path.parent, found.version) == (tmp_path, "Chromium 131.0.6778.85")


def test_the_variable_names_another(tmp_path: Path) -> None:
    environment = installed(tmp_path, "Google Chrome 140.0.1.2", name="mine")
    found = browser.find({**environment, "CHROMIUM": str(tmp_path / "mine")})
    assert found.version == "Google Chrome 140.0.1.2"
    with pytest.raises(BrowserError, match="B003 CHROMIUM=gone was not found"):
        browser.find({**environment, "CHROMIUM": "gone"})


@pytest.mark.parametrize("version", ["Chromium 130.9.9.9", "Firefox", ""])
def test_a_browser_that_prints_no_page_numbers_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(BrowserError, match="Install Chromium 131 or newer"):
        browser.find(installed(tmp_path, version))


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("exit 0", "printed nothing. It said: nothing"),
        ("echo no display; exit 3", "failed with status 3: no display"),
    ],
)
def test_a_browser_that_fails_is_quoted(does: str, message: str, tmp_path: Path) -> None:
    environment = installed(tmp_path, "Chromium 131.0.6778.85", does)
    with pytest.raises(BrowserError, match=message):
        browser.print_page(browser.find(environment), "<p>page</p>", environment)
