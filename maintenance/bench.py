"""Measure the speed of builds, how they grow, and what pages cost, and write it to docs/benchmarks.md.

Each part replaces the lines between its two markers in that file; its text explains them.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from maintenance import builds, growth, pages
from reportsite.errors import BuildError

RESULTS = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"

PARTS: Mapping[str, Callable[[int], Iterator[str]]] = {
    "builds": builds.lines,
    "growth": growth.lines,
    "pages": pages.lines,
}
"""What measures each part, in so many rounds. Returns lines of Markdown."""


def machine() -> str:
    """The processors and the versions that figures depend on: `2 processors (AMD EPYC), Linux x86_64, …`."""
    # Python does not know the model on Linux, which has this file.
    information = Path("/proc/cpuinfo")
    listed = information.read_text("utf-8").splitlines() if information.is_file() else ()
    models = (line.partition(":")[2].strip() for line in listed if line.startswith("model name"))
    model = next(models, platform.processor())
    name = f" ({model})" if model else ""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} processors{name}, {system}, Python {platform.python_version()}"


def load() -> str:
    """How busy the machine is: `0.4`."""
    return f"{os.getloadavg()[0]:.1f}"


def replaced(text: str, part: str, lines: Iterable[str]) -> str:
    """A text with other lines between the markers of a part. Raises BuildError if it has no markers."""
    start, end = f"<!-- {part}: written by make bench -->\n", f"<!-- end of {part} -->\n"
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise BuildError(f"docs/benchmarks.md: no markers for {part}. Expected:\n{start}{end}")
    return "".join([before, start, *(f"{line}\n" for line in lines), end, after])


def main() -> int:
    """Run the command. Returns the exit status: 0, or 1 if something to measure failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one or more of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (%(default)s)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; expected {', '.join(PARTS)}")
    for part in options.parts or PARTS:
        busy, day = load(), datetime.now(UTC)
        try:
            tables = list(PARTS[part](options.rounds))
            head = (
                f"{machine()}. {options.rounds} rounds on {day.day} {day:%B %Y}; "
                f"load average {busy} before, {load()} after."
            )
            result = replaced(RESULTS.read_text(encoding="utf-8"), part, [head, "", *tables])
        except BuildError as error:
            print(error, file=sys.stderr)
            return 1
        print("", head, "", *tables, sep="\n", flush=True)
        RESULTS.write_text(result, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
