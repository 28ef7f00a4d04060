"""The lock of published addresses, addresses.lock, and redirects for retired addresses."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from reportsite.editorial.edition import ADDRESS
from reportsite.errors import Collector
from reportsite.site.addresses import Address

HEAD = "# Every address that was published. build.py adds to it. A line may go only by a redirect.\n"
"""The first line of addresses.lock. Do not change it: the file is compared byte for byte."""


def read_lock(text: str, problems: Collector) -> Mapping[str, int]:
    """The published addresses, each with its line in the lock file. Errors go to `problems`."""
    locked: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address = line.strip()
        if not address or line.startswith("#"):
            continue
        if not ADDRESS.match(address):
            problems.error(
                "A001",
                number,
                f"{address!r} is not an address; expected one such as /ab01/#ab01-s3.",
                "Restore the line from version control.",
            )
        locked[address] = number
    return locked


def write_lock(addresses: Iterable[str]) -> str:
    """The text of addresses.lock, with every address once, sorted."""
    return HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))


def check_lock(
    locked: Mapping[str, int], now: Container[str], redirects: Container[str], problems: Collector
) -> None:
    """Check that every published address still exists or has a redirect. Errors go to `problems`.

    `locked` maps each address to its line in addresses.lock; `now` has the current addresses.
    """
    for address, line in locked.items():
        if address not in now and address not in redirects:
            problems.error(
                "A002",
                line,
                f"{address} was published, but the site no longer has it.",
                "Add its new address under 'redirects' in report/report.yml.",
            )


def check_redirects(redirects: Mapping[str, str], now: Container[str], problems: Collector) -> None:
    """Check that every redirect is needed and leads to an existing address. Errors go to `problems`."""
    for old, new in redirects.items():
        if old in now:
            problems.error(
                "A003", 0, f"redirect of {old} is not needed: the site has that address.", "Remove it."
            )
        if new not in now:
            problems.error(
                "A004",
                0,
                f"redirect of {old} leads to {new}, which the site does not have.",
                "Correct the address.",
            )


def address_of(url: str) -> Address:
    """The inverse of Address.url: `/mc07/#mc07-s3` -> page `mc07.md`, anchor `mc07-s3`."""
    path, _, anchor = url.partition("#")
    stem = path.strip("/")
    return Address(f"{stem}.md" if stem else "index.md", anchor)
