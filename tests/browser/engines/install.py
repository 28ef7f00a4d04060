"""Finds Firefox and WebKit, or installs them where this is root on Debian or Ubuntu."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
MINI_BROWSER = "*/webkit2gtk-4.1/MiniBrowser"


def firefox() -> str:
    """The path of Firefox: the one set in $FIREFOX, or the first one found.

    Raises RuntimeError, with advice, if there is none and it cannot be installed.
    """

    def find() -> str | None:
        wanted = os.environ.get("FIREFOX")
        return next(filter(None, map(shutil.which, [wanted] if wanted else FIREFOX)), None)

    # Ubuntu has it as a snap only, which cannot read the profile of the tests.
    if not (found := find()):
        said = _install("firefox-esr")
        found = find()
    if not found:
        raise RuntimeError(f"Firefox is missing. Install it, or set FIREFOX=/path/to/firefox.\n{said}")
    return found


def webkit() -> tuple[str, str]:
    """The paths of WebKitWebDriver and of MiniBrowser.

    Raises RuntimeError, with advice, if one of them or Xvfb is missing and cannot be installed.
    """

    def find() -> tuple[str, str] | None:
        driver = shutil.which("WebKitWebDriver")
        browser = next(
            (path for root in ("/usr/lib", "/usr/libexec") for path in Path(root).glob(MINI_BROWSER)), None
        )
        return (driver, str(browser)) if driver and browser and shutil.which("Xvfb") else None

    if not (found := find()):
        said = _install("webkit2gtk-driver", "xvfb")
        found = find()
    if not found:
        raise RuntimeError(
            "WebKit is missing. On Linux, install WebKitWebDriver and MiniBrowser (WebKitGTK 4.1), and Xvfb. "
            "On Debian and Ubuntu: apt-get install webkit2gtk-driver xvfb. Elsewhere it cannot be tested.\n"
            f"{said}"
        )
    return found


def _install(*packages: str) -> str:
    """Install packages of Debian, as root or with sudo in CI. Returns what went wrong."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not shutil.which("apt-get") or not (root or os.environ.get("CI")):
        return "Only root on Debian or Ubuntu gets it by these tests."
    apt = [*([] if root else ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # Each worker of the tests may need it.
    with FileLock(Path(tempfile.gettempdir()) / "engines-apt.lock"):
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            done = subprocess.run([*apt, *command], capture_output=True, text=True, check=False)
            if done.returncode:
                return f"{' '.join([*apt, *command])}: exit {done.returncode}\n{done.stderr.strip()[-500:]}"
    return ""
