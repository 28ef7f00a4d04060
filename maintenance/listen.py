"""Write down what the screen reader Orca says on the built site, in Firefox, to docs/heard.md.

The keys of `maintenance/listen.yml` are pressed in a desktop without a screen. Nothing is synthesised: Orca
writes what it speaks to a log, and a silent speech module takes it at once. A person reads the difference
that a change makes: a word too many is no error that a program could judge.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from maintenance.programs import MissingProgramError, firefox, obtained

HERE = Path(__file__).resolve().parent
RESULT = HERE.parent / "docs" / "heard.md"
SITE = HERE.parent / "site"

TRANSCRIPT = "transcript.md"
INSIDE = "LISTEN_FOLDER"
"""The variable that names the folder of the session, which this program has in its second run."""

NEEDED: Mapping[str, str] = {
    "orca": "orca",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "dbus-run-session": "dbus",
    "speech-dispatcher": "speech-dispatcher",
    "gsettings": "libglib2.0-bin",
}
"""Programs, and the Debian packages that have them. Firefox has several."""

PREFERENCES: Mapping[str, bool | int | str] = {
    "accessibility.force_disabled": -1,
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "layout.css.visited_links_enabled": False,
}
"""Firefox without its welcome, its notices, and links that are called visited."""

FLUSHED = """from orca import debug
debug.debugFile.reconfigure(line_buffering=True)
"""
"""Orca runs this when it starts. Otherwise the end of its log would wait for the next key."""

SPEECH = """AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""

SPOKEN = re.compile(r"^\S+ - SPEECH OUTPUT: '(.*?)'(?:\{.*\})?$")
NEW_LINE = re.compile(r"^\S+ - WEB SAY ALL CONTENT: 0\. ")
"""Where Orca goes on to the next line of a page that it reads without a stop."""

LOADED = re.compile(r"^\S+ - SPEECH OUTPUT: 'Finished loading ")
"""What is said before it is about the address bar."""

BROWSER = re.compile(
    r"(?: — Mozilla Firefox frame| page tab)\.$|^Finished loading |^Loading\.  Please wait\.$"
)
"""What is about the browser rather than the page."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something a reader does."""

    does: str
    keys: tuple[str, ...]
    """Keys as xdotool names them, pressed in turn."""
    types: str
    """Words to type after the keys."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A page and what a reader does on it."""

    title: str
    page: str
    """The address, relative to the home page."""
    read: bool
    """Whether the first reading of the page is a part of the transcript."""
    steps: tuple[Step, ...]


def scenarios(text: str) -> tuple[Scenario, ...]:
    """The scenarios of listen.yml. Raises KeyError if one lacks its title, page or what a step does."""
    return tuple(
        Scenario(
            entry["title"],
            entry["page"],
            entry.get("read", True),
            tuple(
                Step(step["does"], tuple(step.get("keys", ())), step.get("types", ""))
                for step in entry.get("steps", ())
            ),
        )
        for entry in yaml.safe_load(text)
    )


def heard(log: Iterable[str]) -> Iterator[str]:
    """The lines that Orca spoke, from the lines of its log: `MC07-S1, heading level 3`."""
    line: list[str] = []
    for entry in log:
        spoken = SPOKEN.match(entry)
        # What is said at once after a key is one line, and each line of a continuous reading.
        if NEW_LINE.match(entry) and line:
            yield " · ".join(line)
            line = []
        if spoken and (words := spoken[1].strip()) and not BROWSER.search(words):
            line.append(words)
    if line:
        yield " · ".join(line)


def loaded(log: list[str]) -> list[str]:
    """The part of a log from where the last page in it was loaded; all of it if none was."""
    starts = (number for number, entry in enumerate(log) if LOADED.match(entry))
    return log[max(starts, default=0) :]


class Session:
    """A desktop with Orca and Firefox."""

    def __init__(self, log: Path, address: str) -> None:
        self.log = log
        self.address = address
        self.place = 0

    def said(self, *, page: bool = False) -> list[str]:
        """What was said since the last call, once Orca does nothing any more.

        With `page`, what was said since a page was loaded. Raises SystemExit if none is within a minute.
        """
        start = since = time.monotonic()
        entries: list[str] = []
        with self.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(self.place)
            while (now := time.monotonic()) < start + 60:
                if more := log.readlines():
                    since, entries = now, entries + more
                started = any(map(LOADED.match, entries)) if page else entries
                # A page is read in pieces, with pauses between them.
                if now > since + (4 if page else 1.5) and (started or (not page and now > start + 4)):
                    break
                time.sleep(0.1)
            else:
                if page:
                    raise SystemExit(
                        "No page was loaded. Is another screen reader running, or no accessibility bus?"
                    )
            self.place = log.tell()
        return list(heard(loaded(entries)))

    def press(self, *keys: str) -> None:
        """Press keys in turn, and wait until each is spoken."""
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)
            time.sleep(0.3)

    def type(self, words: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "60", words], check=True)

    def go(self, page: str) -> list[str]:
        """Go to a page by the address bar. Returns what is said from then on."""
        self.press("ctrl+l")
        self.said()
        self.type(self.address + page)
        self.said()
        self.press("Return")
        return self.said(page=True)


def transcript(session: Session, wanted: Iterable[Scenario]) -> Iterator[str]:
    """The lines of the transcript, in Markdown."""
    for scenario in wanted:
        yield from ("", f"## {scenario.title}", "", f"`/{scenario.page}`", "")
        # Another page first: a place on the same page would not load it again.
        session.go("accessibility/")
        first = session.go(scenario.page)
        if scenario.read:
            yield from _heard("The page is read", first)
        for step in scenario.steps:
            session.press(*step.keys)
            if step.types:
                session.type(step.types)
            shown = " ".join([*(f"<kbd>{key}</kbd>" for key in step.keys), step.types]).strip()
            yield from _heard(f"{step.does}: {shown}", session.said())


def _heard(what: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"- {what}"
    yield from (f"    - {line}" for line in lines or ["(silence)"])


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without logging."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextmanager
def _running(*command: str | Path) -> Iterator[None]:
    """A program that runs until the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _listen(folder: Path) -> str:
    """Run the scenarios in the desktop that this process is in. Returns the transcript."""
    log, profile = folder / "orca.log", folder / "profile"
    speech, orca = folder / ".config" / "speech-dispatcher", folder / ".local" / "share" / "orca"
    for made in (profile, speech, orca):
        made.mkdir(parents=True)
    (orca / "orca-customizations.py").write_text(FLUSHED, "utf-8")
    (speech / "speechd.conf").write_text(SPEECH, "utf-8")
    values = {True: "true", False: "false"}
    lines = [
        f'user_pref("{name}", {values[value] if isinstance(value, bool) else repr(value)});\n'
        for name, value in PREFERENCES.items()
    ]
    (profile / "user.js").write_text("".join(lines).replace("'", '"'), "utf-8")
    with ExitStack() as stack:
        stack.enter_context(_running("openbox"))
        accessible = ("org.gnome.desktop.interface", "toolkit-accessibility", "true")
        subprocess.run(["gsettings", "set", *accessible], check=True)
        address = stack.enter_context(_serving(SITE))
        log.touch()
        stack.enter_context(_running("orca", f"--debug-file={log}"))
        session = Session(log, address)
        session.said()
        stack.enter_context(_running(firefox(), "--no-remote", "--profile", profile, address))
        session.said(page=True)
        return "\n".join(transcript(session, scenarios((HERE / "listen.yml").read_text("utf-8"))))


def _version(*command: str) -> str:
    """The version that a program tells: `43.1`."""
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)*", told)
    return found[0] if found else "of unknown version"


def _environment(folder: Path) -> dict[str, str]:
    """The variables of the desktop: everything that its programs write goes to `folder`."""
    folders = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache"}
    named = {name: str(folder / path) for name, path in folders.items()}
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    spoken = {"LC_ALL": "C.UTF-8", "GNOME_ACCESSIBILITY": "1", "GSETTINGS_BACKEND": "keyfile"}
    return {
        **os.environ,
        **named,
        **spoken,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        INSIDE: str(folder),
    }


HEADER = """# What a screen reader says

`make listen` writes this file: what the screen reader Orca says on the built site, in Firefox, when the keys
of each item are pressed. A dot separates what is said one after the other. The names of typed keys and what
is said about the browser are left out. Read it as a reader hears it: short, in order, nothing twice, nothing
silent that changes. `maintenance/listen.yml` has the scenarios.

"""


def main() -> int:
    """Run the command. Returns the exit status: 0, or 1 if a program is missing or the transcript changed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything else is said")
    options = parser.parse_args()
    if folder := os.environ.get(INSIDE):
        (Path(folder) / TRANSCRIPT).write_text(_listen(Path(folder)), "utf-8")
        return 0
    try:
        missing = "The screen reader Orca runs on Linux only, with Firefox and a desktop"
        obtained(lambda: all(map(shutil.which, NEEDED)), missing, *NEEDED.values())
        firefox()
    except MissingProgramError as missing:
        print(missing, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        command = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24", "dbus-run-session", "--"]
        command += [sys.executable, "-m", "maintenance.listen"]
        ran = subprocess.run(
            command, check=False, env=_environment(Path(name)), stderr=subprocess.PIPE, text=True
        )
        if ran.returncode:
            print(ran.stderr, file=sys.stderr)
            return 1
        said = (Path(name) / TRANSCRIPT).read_text("utf-8")
    before = RESULT.read_text("utf-8") if RESULT.is_file() else ""
    if options.check:
        # The second part of a file begins with its first scenario: versions are not compared.
        old, new = (text[text.find("\n## ") :].splitlines() for text in (before, said))
        changes = list(difflib.unified_diff(old, new, "docs/heard.md", "now", lineterm=""))
        print(*changes or ["Nothing else is said."], sep="\n")
        return 1 if changes else 0
    versions = f"Orca {_version('orca', '--version')}, Firefox {_version(firefox(), '--version')}."
    RESULT.write_text(f"{HEADER}{versions}\n{said}\n", "utf-8")
    print(f"Wrote {RESULT}. Read what changed: git diff {RESULT.relative_to(HERE.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
