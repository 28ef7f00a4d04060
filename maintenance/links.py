#!/usr/bin/env python3
"""Counts the links of site/, lists the addresses of other sites, and asks them whether they answer.

A link of the site itself that leads nowhere is a fault. Of other sites nothing is demanded: they are
asked politely, one after the other, and what they say is told.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from maintenance.summary import publish
from reportsite.editorial.edition import read_edition
from reportsite.errors import Collector, InputError
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.pipeline import LinkError, check_links
from reportsite.proof.links import Links

ROOT = Path(__file__).resolve().parent.parent

SECONDS = 20
"""So long an answer may take."""

PAUSE = 1.0
"""So many seconds lie between two questions."""

HEADERS = {"User-Agent": "reportsite link check", "Accept": "*/*"}

Ask = Callable[[str], str]
"""Asks an address. Returns what is wrong, or an empty string where it answers."""


def ask(url: str) -> str:
    """What is wrong with an address, or an empty string. Without a network every address is silent."""
    if urlsplit(url).scheme not in ("http", "https"):
        return "is no address to be asked"
    wrong = ""
    # Some servers answer only where the page itself is wanted.
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(url, method=method, headers=HEADERS), timeout=SECONDS):
                return ""
        except HTTPError as error:
            error.close()
            wrong = f"answers {error.code} {error.reason}"
        except (OSError, HTTPException, ValueError) as error:
            # Whoever does not hear one question will not hear another.
            return f"does not answer: {getattr(error, 'reason', '') or error}"
    return wrong


def counted(links: Links) -> str:
    return (
        f"{links.pages} pages: {links.links:,} links within the site, {links.anchors:,} of them to an "
        f"anchor, and {links.assets:,} images, styles and scripts. All of them are there."
    )


def listed(external: Mapping[str, tuple[str, ...]], verdicts: Mapping[str, str]) -> list[str]:
    """The addresses of other sites as a Markdown list, with their pages and what is said of each."""
    lines = [f"{len(external)} addresses of other sites:", ""]
    for url, pages in external.items():
        on = pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1} more"
        said = f": {verdicts[url]}" if url in verdicts else ""
        lines.append(f"- <{url}> on {on}{said}")
    return lines


def verdicts(
    urls: Iterable[str], dead: tuple[str, ...], answer: Ask, pause: float
) -> Iterator[tuple[str, str]]:
    """Each address with what is said of it. `dead` are those of which report.yml knows it."""
    for number, url in enumerate(urls):
        if number:
            time.sleep(pause)
        wrong = answer(url)
        if wrong:
            known = url in dead
            yield url, f"**{wrong}**" + (", as report.yml says" if known else "; look at it")
        else:
            yield url, "answers, though report.yml lists it under dead_links" if url in dead else "answers"


def dead_links(project: Project) -> tuple[str, ...]:
    """The addresses that report.yml lists as dead. Raises InputError."""
    name = project.name_of(project.edition)
    return read_edition(disk.read_text(project, project.edition), Collector(name)).dead_links


def main(arguments: list[str] | None = None, answer: Ask = ask, pause: float = PAUSE) -> int:
    """Run the command. Returns 0, or 1 where a link of the site itself is broken."""
    parser = argparse.ArgumentParser(prog="links", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--external", action="store_true", help="ask the other sites whether they answer")
    parser.add_argument(
        "--project", type=Path, default=ROOT, metavar="DIR", help="the folder that holds site/ and report/"
    )
    options = parser.parse_args(arguments)
    project = Project(options.project.resolve())
    if not project.site.is_dir():
        print("site: no such folder. Run: make site", file=sys.stderr)
        return 1
    try:
        links = check_links(disk.read_files(project.site))
        said: dict[str, str] = {}
        if options.external:
            said = dict(verdicts(links.external, dead_links(project), answer, pause))
    except (LinkError, InputError) as error:
        print(error, file=sys.stderr)
        return 1
    publish([counted(links), "", *listed(links.external, said), ""])
    return 0


if __name__ == "__main__":
    sys.exit(main())
