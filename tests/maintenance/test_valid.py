"""Valid HTML and linked data: what counts as a fault. `make valid` runs the checkers themselves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from maintenance import programs, valid
from maintenance.programs import MissingProgramError
from maintenance.valid import FALSE_ALARMS, CheckError, FalseAlarm, Message

FOREIGN = (
    "Resource violates Content Security Policy (meta tag): external script “%s” "
    "blocked by “script-src” directive."
)
OWN = FalseAlarm("", FALSE_ALARMS[0].files, FALSE_ALARMS[0].text)


def alarm(address: str) -> Message:
    return Message("site/mc03/index.html", "1:1", FOREIGN % address)


@pytest.mark.parametrize(
    "address", ["assets/a.js", "../assets/a.js", "/assets/a.js", "/sub/path/assets/a.js"]
)
def test_the_policy_allows_our_own_assets(address: str) -> None:
    assert valid.true_alarms([alarm(address)], [OWN]) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/assets/a.js",
        "//example.org/assets/a.js",
        "data:assets/a.js",
        "../a.js",
        "other/assets/a.js",
    ],
)
def test_the_policy_does_not_allow_others(address: str) -> None:
    assert valid.true_alarms([alarm("assets/a.js"), alarm(address)], [OWN]) == [alarm(address)]


def test_a_false_alarm_is_one_only_in_its_kind_of_file() -> None:
    text = "CSS: Unrecognized at-rule “@container”"
    messages = [Message("site/a.css", "1:1", text), Message("site/index.html", "1:1", text)]
    assert valid.true_alarms(messages, [FALSE_ALARMS[2]]) == messages[1:]


def test_a_false_alarm_that_no_longer_occurs_fails() -> None:
    with pytest.raises(CheckError, match=r"no longer occur.*\n  It expects a percentage"):
        valid.true_alarms([], [FALSE_ALARMS[3]])


def test_a_checker_that_misses_the_planted_mistake_fails() -> None:
    found = [Message("planted.css", "1:1", "x"), Message("site/a.css", "2:1", "y")]
    assert valid.without_planted(found, ["planted.css"]) == found[1:]
    with pytest.raises(CheckError, match=r"planted\.svg"):
        valid.without_planted(found, ["planted.css", "planted.svg"])


def test_linked_data_is_read_from_each_page_with_some(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<script type="application/ld+json">{"a": "\\u003c"}</script>')
    (tmp_path / "404.html").write_text('<script type="application/json">{}</script>')
    assert valid.linked_data(tmp_path) == {"a/index.html": '{"a": "\\u003c"}'}


def test_the_same_message_on_many_pages_is_one_line() -> None:
    same = [Message(f"{page}.html", "1:2", "Bad value.") for page in "abc"]
    assert valid.listed([*same, Message("d.css", "3", "Unknown.")]).splitlines() == [
        "a.html:1:2: Bad value. (3 times)",
        "d.css:3: Unknown.",
    ]


def test_all_packages_are_locked_by_hash_and_without_the_address_of_a_registry() -> None:
    text = (valid.NPM / "package-lock.json").read_text("utf-8")
    packages = {name: package for name, package in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not re.search(r"https?:", text)


def test_a_program_that_cannot_be_installed_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingProgramError, match=r"java: not found.*apt-get install default-jre-headless"):
        programs.installed("java", "default-jre-headless")


def test_root_installs_a_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    def which(name: str) -> str | None:
        return f"/usr/bin/{name}" if name == "apt-get" or len(commands) == 2 else None

    monkeypatch.setattr(shutil, "which", which)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", run)
    assert programs.installed("java", "default-jre-headless") == "/usr/bin/java"
    assert commands[1][-1] == "default-jre-headless"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    commands.clear()
    with pytest.raises(MissingProgramError):
        programs.installed("java", "default-jre-headless")
    assert not commands
