"""Chromium or Chrome: find one on this machine, and have it print a page.

The page is made by this program and requests nothing, and the browser cannot resolve any name. Chromium
cannot start its sandbox as root, so there it runs without.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportsite.errors import BuildError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
"""Commands to look for."""

VARIABLE = "CHROMIUM"
"""The environment variable that names another command, or its path."""

OLDEST = 131
"""The first version that prints the margins of CSS, with page numbers."""

_SECONDS = 120
"""A page of a thousand findings prints in a tenth of this."""

_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-extensions"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer"),
    "--generate-pdf-document-outline",
)


class BrowserError(BuildError):
    """No browser was found, or it could not print."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser on this machine."""

    path: Path
    version: str
    """Its own words: `Chromium 131.0.6778.85`."""


def command(environment: Mapping[str, str]) -> Path | None:
    """The path of the browser that the environment names, or else of the first one found; or None."""
    wanted = environment.get(VARIABLE)
    for name in [wanted] if wanted else NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            return Path(found)
    return None


def find(environment: Mapping[str, str]) -> Browser:
    """A browser that can print the report. Raises BrowserError, with advice, if there is none."""
    path = command(environment)
    advice = f"Install Chromium {OLDEST} or newer, or Chrome, or set {VARIABLE} to the path of one."
    if path is None:
        wanted = environment.get(VARIABLE)
        what = f"{VARIABLE}={wanted} was not found" if wanted else "no Chromium or Chrome was found"
        raise BrowserError(f"B003 {what}. {advice}")
    said = _run([str(path), "--version"], environment)
    version = re.search(r"^.*?(\d+)(?:\.\d+){3}", said, re.MULTILINE)
    if not version or int(version[1]) < OLDEST:
        raise BrowserError(f"B003 {path} is {said.strip() or 'of an unknown version'!r}. {advice}")
    return Browser(path, version[0])


def print_page(browser: Browser, html: str, environment: Mapping[str, str]) -> bytes:
    """Print a page that needs no other file. Returns a PDF. Raises BrowserError."""
    with tempfile.TemporaryDirectory(prefix="build-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        page, printed = folder / "report.html", folder / "report.pdf"
        page.write_bytes(html.encode())
        options = [*_OPTIONS, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={printed}"]
        said = _run([str(browser.path), *options, *unsandboxed(), page.as_uri()], environment)
        if not printed.is_file():
            raise BrowserError(f"B003 {browser.path} printed nothing. It said: {_end_of(said)}")
        return printed.read_bytes()


def unsandboxed() -> list[str]:
    """The option that Chromium needs to run as root."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(words: list[str], environment: Mapping[str, str]) -> str:
    """The output of a command. Raises BrowserError if it fails."""
    try:
        done = subprocess.run(
            words,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        raise BrowserError(f"B003 {words[0]} does not start: {error.strerror}.") from error
    except subprocess.TimeoutExpired as error:
        raise BrowserError(f"B003 {words[0]} did not finish within {_SECONDS} seconds.") from error
    if done.returncode:
        raise BrowserError(f"B003 {words[0]} failed with status {done.returncode}: {_end_of(done.stdout)}")
    return done.stdout


def _end_of(output: str) -> str:
    return " ".join(output.split())[-300:] or "nothing"
