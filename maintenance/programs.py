"""Programs that packages of Python cannot bring: found, or installed on Debian and Ubuntu."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

T = TypeVar("T")


FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
MINI_BROWSER = "*/webkit2gtk-4.1/MiniBrowser"


class MissingProgramError(Exception):
    """A program is missing; the message says which package has it."""


def installed(name: str, package: str) -> str:
    """The path of a program, which `package` has on Debian and Ubuntu. Raises MissingProgramError."""
    return obtained(lambda: shutil.which(name), f"{name}: not found. Install it", package)


def obtained(find: Callable[[], T | None], missing: str, *packages: str) -> T:
    """What `find` returns, if need be after packages were installed, as root or in CI, on Debian and Ubuntu.

    `missing` is what to say if it still returns nothing, without the packages. Raises MissingProgramError.
    """
    if found := find():
        return found
    failure = _install(packages)
    if found := find():
        return found
    advice = f"{missing}. On Debian and Ubuntu: apt-get install {' '.join(packages)}"
    raise MissingProgramError(f"{advice}\n{failure}".strip())


def firefox() -> str:
    """The path of Firefox: the one set in $FIREFOX, or the first one found. Raises MissingProgramError."""
    wanted = os.environ.get("FIREFOX")

    def find() -> str | None:
        return next(filter(None, map(shutil.which, [wanted] if wanted else FIREFOX)), None)

    # Ubuntu has it as a snap only, which cannot read the profile of the tests.
    return obtained(find, "Firefox is missing. Install it, or set FIREFOX=/path/to/firefox", "firefox-esr")


def webkit() -> tuple[str, str]:
    """The paths of WebKitWebDriver and MiniBrowser. Raises MissingProgramError, also if Xvfb is missing."""

    def find() -> tuple[str, str] | None:
        driver = shutil.which("WebKitWebDriver")
        browser = next(
            (path for root in ("/usr/lib", "/usr/libexec") for path in Path(root).glob(MINI_BROWSER)), None
        )
        return (driver, str(browser)) if driver and browser and shutil.which("Xvfb") else None

    missing = (
        "WebKit is missing. On Linux, install WebKitWebDriver and MiniBrowser (WebKitGTK 4.1), and Xvfb; "
        "elsewhere it cannot be tested"
    )
    return obtained(find, missing, "webkit2gtk-driver", "xvfb")


def _install(packages: tuple[str, ...]) -> str:
    """Install packages of Debian. Returns what went wrong."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    # In CI the user may become root without a password.
    if not shutil.which("apt-get") or not (root or os.environ.get("CI")):
        return ""
    apt = [*([] if root else ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # Each worker of the tests may need it.
    with FileLock(Path(tempfile.gettempdir()) / "programs-apt.lock"):
        print(f"Installing {', '.join(packages)}", flush=True)
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            done = subprocess.run([*apt, *command], capture_output=True, text=True, check=False)
            if done.returncode:
                return f"{' '.join([*apt, *command])}: exit {done.returncode}\n{done.stderr.strip()[-500:]}"
    return ""
