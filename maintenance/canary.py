#!/usr/bin/env python3
"""Build content/ with MkDocs' possible successors and report what differs from MkDocs.

It checks two things. ProperDocs must build the same site, byte for byte, except for the generator tag.
Zensical must build a readable site: the same pages and titles, the same words and anchors in each article,
and no broken links. It may look different.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from maintenance.summary import publish

ROOT = Path(__file__).resolve().parent.parent
INPUT = ("mkdocs.yml", "content", "overrides", "hooks")

ADDRESS = "https://example.org/report/"
"""The address the sites are built for, so that canonical links and the sitemap are compared too."""

SHOWN = 10
"""The number of differences of a kind that are listed; the rest are only counted."""

_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


class BuildError(Exception):
    """A renderer failed. Carries its output."""


def render(command: Sequence[str], folder: Path) -> Path:
    """Copy the project into `folder` and render it there. Returns the site. Raises BuildError."""
    folder.mkdir()
    for name in INPUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": ADDRESS,
        # The sitemap contains the date, and a build could cross midnight.
        "SOURCE_DATE_EPOCH": "0",
    }
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise BuildError(f"{command[0]}: {error.strerror}. Run: make canary") from None
    if done.returncode or not (folder / "site").is_dir():
        raise BuildError((done.stderr.strip() or done.stdout.strip())[-2000:])
    return folder / "site"


def names_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def pages_of(site: Path) -> set[str]:
    return {name for name in names_of(site) if name.endswith(".html")}


def page(site: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / name).read_text(encoding="utf-8"))


def article(site: Path, name: str) -> LexborNode:
    """The article of a page, without the navigation around it."""
    parsed = page(site, name)
    node = parsed.css_first("article") or parsed.body
    assert node is not None  # the parser adds a body to any text
    return node


def words(node: LexborNode) -> list[str]:
    """The words of an article, in order, without charts (pictures) and captions (added by a hook)."""
    copy = LexborHTMLParser(node.html or "")
    for left_out in copy.css("svg, caption"):
        left_out.decompose()
    # Syntax highlighting splits words.
    for program in copy.css("pre"):
        program.replace_with(program.text())
    return copy.body.text(separator=" ").split() if copy.body else []


def anchors(node: LexborNode) -> set[str]:
    """The ids of an article that links can target, without those inside charts."""
    copy = LexborHTMLParser(node.html or "")
    for chart in copy.css("svg"):
        chart.decompose()
    return {anchor for each in copy.css("[id]") if (anchor := each.attributes["id"])}


def elements(site: Path) -> Counter[str]:
    """How often each element occurs in the articles of a site."""
    return Counter(
        each.tag or "" for name in pages_of(site) for each in article(site, name).css("*") if each.tag
    )


def dead_links(site: Path) -> list[str]:
    """Broken internal links: `mc07/index.html: ../mc99/`."""
    files = names_of(site)
    parsed = {name: page(site, name) for name in pages_of(site)}
    ids = {
        name: {each.attributes["id"] for each in html.css("[id]")} | {"", "__top"}
        for name, html in parsed.items()
    }
    dead = []
    for name, html in sorted(parsed.items()):
        base = urljoin(ADDRESS, name.removesuffix("index.html"))
        for href in sorted({each.attributes["href"] or "" for each in html.css("a[href]")}):
            target, anchor = urldefrag(urljoin(base, href))
            target = target.partition("?")[0]
            if not target.startswith(ADDRESS):
                continue
            path = unquote(urlsplit(target).path.removeprefix(urlsplit(ADDRESS).path))
            path += "index.html" if path == "" or path.endswith("/") else ""
            if path not in files or (path in ids and unquote(anchor) not in ids[path]):
                dead.append(f"{name}: {href}")
    return dead


def same(ours: Path, theirs: Path) -> list[str]:
    """The differences between two sites, byte for byte, except for the generator tag."""
    differences = _missing_and_new(names_of(ours), names_of(theirs))
    for name in sorted(names_of(ours) & names_of(theirs)):
        pair = [(site / name).read_bytes() for site in (ours, theirs)]
        if name.endswith(".html"):
            pair = [_GENERATOR.sub(b"", data) for data in pair]
        if pair[0] != pair[1]:
            differences.append(f"{name}: {_first_difference(*pair)}")
    return differences


def unreadable(ours: Path, theirs: Path) -> list[str]:
    """Differences that affect readers of the other site: pages, titles, words, anchors, links."""
    differences = _missing_and_new(pages_of(ours), pages_of(theirs))
    for name in sorted(pages_of(ours) & pages_of(theirs)):
        titles = [(page(site, name).css_first("title") or _empty()).text() for site in (ours, theirs)]
        if titles[0] != titles[1]:
            differences.append(f"{name}: the title is {titles[1]!r}, not {titles[0]!r}")
        mine, other = article(ours, name), article(theirs, name)
        # The theme alone makes the 404 page.
        if name != "404.html" and words(mine) != words(other):
            differences.append(f"{name}: {_words_that_differ(words(mine), words(other))}")
        if lost := anchors(mine) - anchors(other):
            differences.append(f"{name}: lacks the anchors {', '.join(sorted(lost)[:SHOWN])}")
    return [*differences, *(f"broken link: {link}" for link in dead_links(theirs))]


def unlike(ours: Path, theirs: Path) -> list[str]:
    """Other differences: elements of the articles, and files that do not belong to the theme."""
    before, after = elements(ours), elements(theirs)
    # A chart shown as an image has no elements of its own; comparing its frame is enough.
    parts = {each.tag for name in pages_of(ours) for each in article(ours, name).css("svg *")}
    differences = [
        f"<{tag}> in the articles: {before[tag]} with MkDocs, {after[tag]} here"
        for tag in sorted(before.keys() | after.keys())
        if before[tag] != after[tag] and tag not in parts - {"a", "svg"}
    ]
    theme = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
    own = [{name for name in names_of(site) if not name.startswith(theme)} for site in (ours, theirs)]
    return [*differences, *_missing_and_new(*own)]


def _empty() -> LexborNode:
    body = LexborHTMLParser("").body
    assert body is not None
    return body


def _missing_and_new(ours: set[str], theirs: set[str]) -> list[str]:
    lost = [f"{name}: missing" for name in sorted(ours - theirs)]
    return [*lost, *(f"{name}: not built by MkDocs" for name in sorted(theirs - ours))]


def _first_difference(ours: bytes, theirs: bytes) -> str:
    lines = zip(ours.splitlines(), theirs.splitlines(), strict=False)
    for number, (mine, other) in enumerate(lines, start=1):
        if mine != other:
            return f"line {number} is {_short(other)}, not {_short(mine)}"
    return f"{len(theirs)} bytes, not {len(ours)}"


def _short(line: bytes) -> str:
    return repr(line.decode(errors="replace").strip()[:80])


def _words_that_differ(ours: list[str], theirs: list[str]) -> str:
    lost, new = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    if not lost and not new:
        return "the words are in a different order"
    texts = [" ".join(list(each)[:SHOWN]) or "none" for each in (lost, new)]
    return f"words lost: {texts[0]}; words new: {texts[1]}"


def section(head: str, lines: Sequence[str]) -> list[str]:
    """A heading and its first lines as a Markdown list."""
    more = [f"- and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [head, "", *(f"- {line}" for line in lines[:SHOWN]), *more, ""]


def report(properdocs: str, zensical: str, folder: Path) -> tuple[list[str], bool]:
    """Build with both commands. Returns the report as lines of Markdown, and whether both checks passed."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    ours = render(mkdocs, folder / "mkdocs")
    lines: list[str] = []
    holds = True
    try:
        theirs = render(
            [properdocs, "build", "--strict", "--config-file", "mkdocs.yml"], folder / "properdocs"
        )
        differences = same(ours, theirs)
        holds = not differences
        verdict = (
            "differs"
            if differences
            else f"the same {len(names_of(ours))} files, except for the generator tag"
        )
        lines += section(f"## ProperDocs: {verdict}", differences)
    except BuildError as error:
        holds = False
        lines += section("## ProperDocs: does not build", str(error).splitlines())
    try:
        theirs = render([zensical, "build", "--config-file", "mkdocs.yml"], folder / "zensical")
        differences = unreadable(ours, theirs)
        holds = holds and not differences
        verdict = "not fully readable" if differences else f"readable, {len(pages_of(ours))} pages"
        lines += section(f"## Zensical: {verdict}", differences)
        lines += section("Differences that do not affect reading:", unlike(ours, theirs))
    except BuildError as error:
        holds = False
        lines += section("## Zensical: does not build", str(error).splitlines())
    return lines, holds


def main() -> int:
    """Run the command. Returns the exit status: 0 if both checks passed, otherwise 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--properdocs", required=True, help="path of the properdocs command")
    parser.add_argument("--zensical", required=True, help="path of the zensical command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="canary-") as name:
        try:
            commands = [str(Path(c).absolute()) for c in (options.properdocs, options.zensical)]
            lines, holds = report(commands[0], commands[1], Path(name))
        except BuildError as error:
            print(f"MkDocs failed:\n{error}", file=sys.stderr)
            return 1
    publish(lines)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
