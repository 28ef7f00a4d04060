"""Finds or installs Chromium for the browser tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from maintenance.programs import obtained
from reportsite.output import browser

# Features that the tests do without. The lists of address suggestions are web pages, which Chromium would
# load for each new window, in a process of their own. The others are those that Playwright turns off and
# that can change what a page loads or shows, because this switch replaces Playwright's.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying"),
    *("LensOverlay", "MediaRouter", "AimEnabled", "PreconnectToSearch"),
)

# Keep Chromium from making requests of its own.
QUIET = (
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)


def arguments() -> list[str]:
    """Command-line switches for the tests."""
    return [*QUIET, *browser.unsandboxed()]


def find() -> Path | None:
    """An installed Chromium or Chrome: the one set in $CHROMIUM, or the first one found."""
    if found := browser.command(os.environ):
        return found
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and not always needed

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def get() -> Path:
    """An installed Chromium, or else Playwright's, or else Debian's if that can be installed.

    Raises MissingProgramError, with advice.
    """
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    missing = "Chromium or Chrome is missing. Install it, or set CHROMIUM=/path/to/chromium"
    return obtained(find, missing, "chromium")
