"""The lock of published addresses: no address disappears, and every redirect is needed and valid."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.errors import Collector
from reportsite.site.address_lock import HEAD, address_of, check_lock, check_redirects, read_lock, write_lock
from reportsite.site.addresses import Address
from tests.conftest import ROOT

NOW = frozenset({"/", "/mc07/", "/mc07/#mc07-s1"})


def lock_errors(locked: dict[str, int], redirects: dict[str, str]) -> list[str]:
    problems = Collector("addresses.lock")
    check_lock(locked, NOW, redirects, problems)
    return [str(problem) for problem in problems.errors]


def redirect_errors(redirects: dict[str, str]) -> list[str]:
    problems = Collector("report/report.yml")
    check_redirects(redirects, NOW, problems)
    return [str(problem) for problem in problems.errors]


# Reading and writing -------------------------------------------------------------------------


def read(text: str) -> Mapping[str, int]:
    problems = Collector("addresses.lock")
    locked = read_lock(text, problems)
    assert problems.sound
    return locked


def test_the_lock_lists_every_address_once_in_order() -> None:
    assert write_lock(["/b/", "/a/", "/a/#x", "/a/"]) == f"{HEAD}/a/\n/a/#x\n/b/\n"
    assert write_lock([]) == HEAD


def test_addresses_are_read_with_their_lines() -> None:
    assert read("# A comment.\n\n/a/\n  /b/#x  \n# /c/\n") == {"/a/": 3, "/b/#x": 4}
    assert read("") == {}


@pytest.mark.parametrize("line", ["mc07", "/mc07", "/MC07/", "/mc07/ /mc08/", "<<<<<<< HEAD"])
def test_a_line_that_is_not_an_address_is_an_error(line: str) -> None:
    problems = Collector("addresses.lock")
    read_lock(f"/a/\n{line}\n/b/\n", problems)
    (error,) = map(str, problems.errors)
    assert error == (
        f"addresses.lock:2: A001 {line!r} is not an address; expected one such as /ab01/#ab01-s3. "
        "Restore the line from version control."
    )


@given(st.sets(st.from_regex(r"/[a-z0-9-]{1,5}/(#[a-z0-9-]{1,5})?", fullmatch=True)))
def test_a_written_lock_can_be_read(addresses: set[str]) -> None:
    text = write_lock(addresses)
    lines = read(text)
    assert set(lines) == addresses
    assert all(text.splitlines()[number - 1] == address for address, number in lines.items())
    assert write_lock(lines) == text


def test_the_committed_lock_is_in_the_written_form() -> None:
    text = (ROOT / "addresses.lock").read_text(encoding="utf-8")
    assert write_lock(read(text)) == text


# Published addresses -------------------------------------------------------------------------


@pytest.mark.parametrize("address", sorted(NOW))
def test_an_existing_address_is_not_an_error(address: str) -> None:
    assert lock_errors({address: 2}, {}) == []


def test_a_lost_address_is_an_error_with_its_line() -> None:
    (error,) = lock_errors({"/mc07/": 11, "/mc07/#mc07-s9": 12}, {})
    assert error == (
        "addresses.lock:12: A002 /mc07/#mc07-s9 was published, but the site no longer has it. "
        "Add its new address under 'redirects' in report/report.yml."
    )


def test_all_lost_addresses_are_reported_together() -> None:
    errors = lock_errors({"/a/": 2, "/b/": 3}, {})
    assert [error.split()[0] for error in errors] == ["addresses.lock:2:", "addresses.lock:3:"]


def test_a_redirect_keeps_an_address() -> None:
    assert lock_errors({"/mc07/#mc07-s9": 12}, {"/mc07/#mc07-s9": "/mc07/#mc07-s1"}) == []
    assert lock_errors({"/mc07/#mc07-s9": 12}, {"/other/": "/mc07/"}), "a redirect of another address"


# Redirects -----------------------------------------------------------------------------------


def test_a_redirect_to_an_existing_address_is_not_an_error() -> None:
    assert redirect_errors({"/old/": "/mc07/#mc07-s1", "/older/": "/"}) == []


def test_a_redirect_to_a_missing_address_is_an_error() -> None:
    (error,) = redirect_errors({"/old/": "/mc99/"})
    assert error == (
        "report/report.yml: A004 redirect of /old/ leads to /mc99/, which the site does not have. "
        "Correct the address."
    )


def test_a_redirect_that_is_not_needed_is_an_error() -> None:
    (error,) = redirect_errors({"/mc07/": "/"})
    assert error == (
        "report/report.yml: A003 redirect of /mc07/ is not needed: the site has that address. Remove it."
    )


def test_a_redirect_can_have_both_errors() -> None:
    assert len(redirect_errors({"/mc07/": "/mc99/"})) == 2


def test_a_redirect_to_a_retired_address_is_an_error() -> None:
    (error,) = redirect_errors({"/old/": "/older/", "/older/": "/mc07/"})
    assert "redirect of /old/ leads to /older/" in error


# Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/", Address("index.md")),
        ("/#home", Address("index.md", "home")),
        ("/mc07/", Address("mc07.md")),
        ("/mc07/#mc07-s1", Address("mc07.md", "mc07-s1")),
        ("/practice/gold-groups/", Address("practice/gold-groups.md")),
    ],
)
def test_an_address_can_be_read_from_its_url(url: str, address: Address) -> None:
    assert address_of(url) == address
    assert address_of(url).url == url
