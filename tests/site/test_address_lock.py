from __future__ import annotations

from reportsite.errors import Collector
from reportsite.pages import moved
from reportsite.site.address_lock import (
    address_of,
    check_lock,
    check_redirects,
    read_lock,
    write_lock,
)
from reportsite.site.addresses import Address

NOW = frozenset({"/", "/mc07/", "/mc07/#mc07-s1"})


def errors(locked: dict[str, int], redirects: dict[str, str]) -> list[str]:
    problems = Collector("addresses.lock")
    check_lock(locked, NOW, redirects, problems)
    check_redirects(redirects, NOW, problems)
    return [str(problem) for problem in problems.errors]


def test_a_dropped_address_is_named_with_its_line() -> None:
    found = errors({"/mc07/#mc07-s9": 12}, {})
    assert len(found) == 1
    assert found[0].startswith("addresses.lock:12: /mc07/#mc07-s9 was published")


def test_a_redirect_satisfies_the_lock() -> None:
    assert errors({"/mc07/#mc07-s9": 12}, {"/mc07/#mc07-s9": "/mc07/#mc07-s1"}) == []


def test_a_redirect_must_lead_somewhere_and_be_needed() -> None:
    assert "leads to /mc99/" in errors({}, {"/old/": "/mc99/"})[0]
    assert "is not needed" in errors({}, {"/mc07/": "/"})[0]


def test_the_lock_is_read_as_it_is_written() -> None:
    problems = Collector("addresses.lock")
    assert set(read_lock(write_lock(["/b/", "/a/", "/a/"]), problems)) == {"/a/", "/b/"}
    assert problems.sound


def test_a_line_that_is_not_an_address_is_an_error() -> None:
    problems = Collector("addresses.lock")
    read_lock("/a/\n<<<<<<< HEAD\n", problems)
    assert [str(problem) for problem in problems.errors] == [
        "addresses.lock:2: '<<<<<<< HEAD' is not an address; expected one such as /ab01/#ab01-s3. "
        "Restore the line from version control."
    ]
    assert write_lock(["/b/", "/a/"]) == write_lock(["/a/", "/b/"])


def test_pages_given_up() -> None:
    (page,) = moved.pages({"/old/": "/mc07/", "/mc07/#x": "/mc07/"}, {"/mc07/": Address("mc07.md")})
    assert page.address == Address("old.md")
    assert not page.lines


def test_addresses_are_read_back() -> None:
    assert address_of("/mc07/#mc07-s1") == Address("mc07.md", "mc07-s1")
    assert address_of("/") == Address("index.md")
