"""Programs that packages of Python cannot bring: found, or installed on Debian and Ubuntu."""

from __future__ import annotations

import os
import shutil
import subprocess


class MissingProgramError(Exception):
    """A program is missing; the message says which package has it."""


def installed(name: str, package: str) -> str:
    """The path of a program. If it is missing, root on Debian and Ubuntu installs `package`, which has it.

    Raises MissingProgramError.
    """
    if found := shutil.which(name):
        return found
    advice = f"{name}: not found. Install it; on Debian and Ubuntu: apt-get install {package}"
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise MissingProgramError(advice)
    print(f"Installing {package}", flush=True)
    for words in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingProgramError(f"{advice}\napt-get {words[0]} failed: {done.stderr.strip()[-300:]}")
    if found := shutil.which(name):
        return found
    raise MissingProgramError(advice)
