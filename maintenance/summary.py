"""Output for people: the terminal, and the job summary of a workflow."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def publish(lines: Iterable[str]) -> None:
    """Print lines of Markdown, and append them to the job summary in a GitHub workflow."""
    text = "\n".join(lines)
    print(text)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text + "\n")
