#!/usr/bin/env python3
"""Count the links of site/, list the external ones, and check whether these respond.

A broken internal link is an error. External links are only reported: each is requested once, with a pause
between requests.
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
from reportsite.editorial.edition import NO_EDITION, read_edition
from reportsite.errors import Collector, InputError, stop_on_errors
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.pipeline import check_links
from reportsite.proof.links import LinkError, Links

ROOT = Path(__file__).resolve().parent.parent

SECONDS = 20
"""Timeout of one request."""

PAUSE = 1.0
"""Seconds between two requests."""

HEADERS = {"User-Agent": "reportsite link check", "Accept": "*/*"}

Check = Callable[[str], str]
"""Requests a URL. Returns what went wrong, or an empty string if it responds."""


def request(url: str) -> str:
    """Request a URL. Returns what went wrong, or an empty string if it responds."""
    if urlsplit(url).scheme not in ("http", "https"):
        return "is not a web address"
    wrong = ""
    # Some servers reject HEAD.
    for method in ("HEAD", "GET"):
        try:
            with urlopen(Request(url, method=method, headers=HEADERS), timeout=SECONDS):
                return ""
        except HTTPError as error:
            error.close()
            wrong = f"responds {error.code} {error.reason}"
        except (OSError, HTTPException, ValueError) as error:
            # A server that cannot be reached by HEAD cannot be reached by GET.
            return f"does not respond: {getattr(error, 'reason', '') or error}"
    return wrong


def totals(links: Links) -> str:
    return (
        f"{links.pages} pages: {links.links:,} internal links, {links.anchors:,} of them to an anchor, "
        f"and {links.assets:,} images, styles and scripts. None is broken."
    )


def external_list(external: Mapping[str, tuple[str, ...]], verdicts: Mapping[str, str]) -> list[str]:
    """The external links as a Markdown list, each with the pages it is on and its verdict, if any."""
    lines = [f"{len(external)} external links:", ""]
    for url, pages in external.items():
        on = pages[0] if len(pages) == 1 else f"{pages[0]} and {len(pages) - 1} more"
        verdict = f": {verdicts[url]}" if url in verdicts else ""
        lines.append(f"- <{url}> on {on}{verdict}")
    return lines


def verdicts(
    urls: Iterable[str], dead: tuple[str, ...], check: Check, pause: float
) -> Iterator[tuple[str, str]]:
    """Each URL with its verdict. `dead` are the links that report.yml already lists under dead_links."""
    for number, url in enumerate(urls):
        if number:
            time.sleep(pause)
        wrong = check(url)
        if wrong:
            known = url in dead
            yield url, f"**{wrong}**" + (", as listed in report.yml" if known else "; please check")
        else:
            yield (
                url,
                "responds, although report.yml lists it under dead_links" if url in dead else "responds",
            )


def dead_links(project: Project) -> tuple[str, ...]:
    """The links that report.yml lists under dead_links. Raises InputError."""
    problems = Collector(project.name_of(project.edition))
    text = disk.read_text(project.edition, problems)
    edition = NO_EDITION if text is None else read_edition(text, problems)
    stop_on_errors(problems)
    return edition.dead_links


def main(arguments: list[str] | None = None, check: Check = request, pause: float = PAUSE) -> int:
    """Run the command. Returns the exit status: 1 if an internal link is broken, otherwise 0."""
    parser = argparse.ArgumentParser(prog="links", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--external", action="store_true", help="also request every external link")
    parser.add_argument(
        "--project", type=Path, default=ROOT, metavar="DIR", help="the folder that contains site/ and report/"
    )
    options = parser.parse_args(arguments)
    project = Project(options.project.resolve())
    if not project.site.is_dir():
        print("site: no such directory. Run make site first.", file=sys.stderr)
        return 1
    try:
        links = check_links(disk.read_files(project.site), address=project.site_url)
        checked: dict[str, str] = {}
        if options.external:
            checked = dict(verdicts(links.external, dead_links(project), check, pause))
    except (LinkError, InputError) as error:
        print(error, file=sys.stderr)
        return 1
    publish([totals(links), "", *external_list(links.external, checked), ""])
    return 0


if __name__ == "__main__":
    sys.exit(main())
