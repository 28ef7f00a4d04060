"""Where what was found is told."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def publish(lines: Iterable[str]) -> None:
    """Print, and add to the summary of the job where a workflow runs us."""
    text = "\n".join(lines)
    print(text)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text + "\n")
