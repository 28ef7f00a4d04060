"""Print the path of an installed Python of another version than this one; this one's if there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)

FOLDERS = (".pyenv/versions/*/bin", ".local/share/uv/python/*/bin")
"""Where pyenv and uv install versions, below the home folder."""


def candidates() -> Iterator[Path]:
    """Commands that may be another Python."""
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    for pattern in FOLDERS:
        folders += sorted(Path.home().glob(pattern), reverse=True)
    for folder in folders:
        yield from sorted(folder.glob("python3.[0-9][0-9]"), reverse=True)


def version(python: Path) -> tuple[int, int]:
    """The version of a Python; (0, 0) if the command does not run."""
    words = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    major, minor = map(int, done.stdout.split()) if done.returncode == 0 else (0, 0)
    return major, minor


def main() -> int:
    """Run the command. Returns the exit status, always 0."""
    own = sys.version_info[:2]
    others = (python for python in candidates() if OLDEST <= version(python) != own)
    if (other := next(others, None)) is None:
        print("No other version of Python found; the same one is used.", file=sys.stderr)
    print(other or sys.executable)
    return 0


if __name__ == "__main__":
    sys.exit(main())
