"""The lock of published addresses: addresses.lock, and the redirects for addresses that were retired."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from reportsite.editorial.edition import ADDRESS
from reportsite.errors import Collector
from reportsite.site.addresses import Address

HEAD = "# Every address that was published. build.py adds to it. A line may go only by a redirect.\n"


def read_lock(text: str, problems: Collector) -> Mapping[str, int]:
    """The published addresses, each with its line in the lock file. Errors go to `problems`."""
    locked: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        address = line.strip()
        if not address or line.startswith("#"):
            continue
        if not ADDRESS.match(address):
            problems.error(
                number,
                f"{address!r} is not an address; expected one such as /ab01/#ab01-s3.",
                "Restore the line from version control.",
            )
        locked[address] = number
    return locked


def write_lock(addresses: Iterable[str]) -> str:
    return HEAD + "".join(f"{address}\n" for address in sorted(set(addresses)))


def check_lock(
    locked: Mapping[str, int], now: Container[str], redirects: Container[str], problems: Collector
) -> None:
    """Whether every published address still leads somewhere. Errors go to `problems`."""
    for address, line in locked.items():
        if address not in now and address not in redirects:
            problems.error(
                line,
                f"{address} was published, and the site would drop it.",
                "Declare where it leads to now, under 'redirects' in report/report.yml.",
            )


def check_redirects(redirects: Mapping[str, str], now: Container[str], problems: Collector) -> None:
    """Whether every redirect is needed and leads somewhere. Errors go to `problems`."""
    for old, new in redirects.items():
        if old in now:
            problems.error(0, f"the redirect of {old} is not needed: the site has it.", "Remove it.")
        if new not in now:
            problems.error(0, f"the redirect of {old} leads to {new}, which the site does not have.")


def address_of(url: str) -> Address:
    """The page and the anchor of an address of the site: `/mc07/#mc07-s3`, `/practice/`."""
    path, _, anchor = url.partition("#")
    stem = path.strip("/")
    return Address(f"{stem}.md" if stem else "index.md", anchor)
