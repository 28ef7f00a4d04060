#!/usr/bin/env python3
"""Builds content/ with MkDocs' possible successors and says what differs from what MkDocs makes.

Two promises are looked after. ProperDocs makes the same site, byte for byte but for the tag that
names the generator. Zensical makes a readable one: the same pages and titles, the same words and
anchors in the article, and no link that leads nowhere. Its look is its own.
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
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from maintenance.summary import publish

ROOT = Path(__file__).resolve().parent.parent
INPUT = ("mkdocs.yml", "content", "overrides", "hooks")

ADDRESS = "https://example.org/report/"
"""Where the sites pretend to stand, so that canonical links and the sitemap are compared too."""

SHOWN = 10
"""So many differences of a kind are shown; the rest are counted."""

_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


class BuildError(Exception):
    """A renderer did not build the site. Carries what it said."""


def render(command: Sequence[str], folder: Path) -> Path:
    """The site that a renderer makes of content/ in `folder`. Raises BuildError."""
    folder.mkdir()
    for name in INPUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": ADDRESS,
        # The sitemap names a day; a comparison at midnight would find two.
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
    """What of a page is the report's, without the navigation around it."""
    parsed = page(site, name)
    found = parsed.css_first("article") or parsed.body
    assert found is not None  # the parser makes a body for any text
    return found


def words(node: LexborNode) -> list[str]:
    """The words of an article in order.

    Those drawn in a chart count as part of a picture, and captions, which a hook adds, as none.
    """
    copy = LexborHTMLParser(node.html or "")
    for left_out in copy.css("svg, caption"):
        left_out.decompose()
    # Whoever colours a program cuts it into pieces.
    for program in copy.css("pre"):
        program.replace_with(program.text())
    return copy.body.text(separator=" ").split() if copy.body else []


def anchors(node: LexborNode) -> set[str]:
    """The ids of an article that links can lead to, so none within a chart."""
    copy = LexborHTMLParser(node.html or "")
    for chart in copy.css("svg"):
        chart.decompose()
    return {found for each in copy.css("[id]") if (found := each.attributes["id"])}


def elements(site: Path) -> Counter[str]:
    """How often each element stands in the articles of a site."""
    return Counter(
        each.tag or "" for name in pages_of(site) for each in article(site, name).css("*") if each.tag
    )


def dead_links(site: Path) -> list[str]:
    """Links of a site that lead to no page, file or anchor of it: `mc07/index.html: ../mc99/`."""
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
            if not target.startswith(ADDRESS):
                continue
            path = unquote(target.removeprefix(ADDRESS))
            path += "index.html" if path == "" or path.endswith("/") else ""
            if path not in files or (path in ids and unquote(anchor) not in ids[path]):
                dead.append(f"{name}: {href}")
    return dead


def same(ours: Path, theirs: Path) -> list[str]:
    """What differs between two sites, byte by byte, but for the tag that names the generator."""
    found = _missing_and_new(names_of(ours), names_of(theirs))
    for name in sorted(names_of(ours) & names_of(theirs)):
        pair = [(site / name).read_bytes() for site in (ours, theirs)]
        if name.endswith(".html"):
            pair = [_GENERATOR.sub(b"", data) for data in pair]
        if pair[0] != pair[1]:
            found.append(f"{name}: {_first_difference(*pair)}")
    return found


def unreadable(ours: Path, theirs: Path) -> list[str]:
    """What a reader of the other site would miss: pages, titles, words, anchors, links."""
    found = _missing_and_new(pages_of(ours), pages_of(theirs))
    for name in sorted(pages_of(ours) & pages_of(theirs)):
        titles = [(page(site, name).css_first("title") or _empty()).text() for site in (ours, theirs)]
        if titles[0] != titles[1]:
            found.append(f"{name}: the title is {titles[1]!r}, not {titles[0]!r}")
        mine, other = article(ours, name), article(theirs, name)
        # The page for what is not found is made by the theme alone.
        if name != "404.html" and words(mine) != words(other):
            found.append(f"{name}: {_words_that_differ(words(mine), words(other))}")
        if lost := anchors(mine) - anchors(other):
            found.append(f"{name}: lacks the anchors {', '.join(sorted(lost)[:SHOWN])}")
    return [*found, *(f"link that leads nowhere: {link}" for link in dead_links(theirs))]


def unlike(ours: Path, theirs: Path) -> list[str]:
    """What else is not the same: elements of the articles, and files that are not the theme's."""
    before, after = elements(ours), elements(theirs)
    # A chart drawn as an image lacks all that stands in the drawing: its frame says enough.
    parts = {each.tag for name in pages_of(ours) for each in article(ours, name).css("svg *")}
    found = [
        f"<{tag}> in the articles: {before[tag]} with MkDocs, {after[tag]} here"
        for tag in sorted(before.keys() | after.keys())
        if before[tag] != after[tag] and tag not in parts - {"a", "svg"}
    ]
    theme = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
    own = [{name for name in names_of(site) if not name.startswith(theme)} for site in (ours, theirs)]
    return [*found, *_missing_and_new(*own)]


def _empty() -> LexborNode:
    found = LexborHTMLParser("").body
    assert found is not None
    return found


def _missing_and_new(ours: set[str], theirs: set[str]) -> list[str]:
    lost = [f"{name}: missing" for name in sorted(ours - theirs)]
    return [*lost, *(f"{name}: MkDocs makes no such file" for name in sorted(theirs - ours))]


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
        return "the words stand in another order"
    texts = [" ".join(list(each)[:SHOWN]) or "none" for each in (lost, new)]
    return f"words lost: {texts[0]}; words new: {texts[1]}"


def told(head: str, lines: Sequence[str]) -> list[str]:
    """A heading and the first of its lines, as a Markdown list."""
    more = [f"- and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [head, "", *(f"- {line}" for line in lines[:SHOWN]), *more, ""]


def report(properdocs: str, zensical: str, folder: Path) -> tuple[list[str], bool]:
    """What to print, and whether both promises hold. Takes the commands' paths."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    ours = render(mkdocs, folder / "mkdocs")
    lines: list[str] = []
    holds = True
    try:
        theirs = render(
            [properdocs, "build", "--strict", "--config-file", "mkdocs.yml"], folder / "properdocs"
        )
        found = same(ours, theirs)
        holds = not found
        verdict = "differs" if found else f"the same {len(names_of(ours))} files but for the generator tag"
        lines += told(f"## ProperDocs: {verdict}", found)
    except BuildError as error:
        holds = False
        lines += told("## ProperDocs: does not build", str(error).splitlines())
    try:
        theirs = render([zensical, "build", "--config-file", "mkdocs.yml"], folder / "zensical")
        found = unreadable(ours, theirs)
        holds = holds and not found
        verdict = "not readable as it should be" if found else f"readable, {len(pages_of(ours))} pages"
        lines += told(f"## Zensical: {verdict}", found)
        lines += told("Not the same, and no hindrance to reading:", unlike(ours, theirs))
    except BuildError as error:
        holds = False
        lines += told("## Zensical: does not build", str(error).splitlines())
    return lines, holds


def main() -> int:
    """Run the command. Returns 0 where both promises hold, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--properdocs", required=True, help="the command of ProperDocs")
    parser.add_argument("--zensical", required=True, help="the command of Zensical")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="canary-") as name:
        try:
            commands = [str(Path(c).absolute()) for c in (options.properdocs, options.zensical)]
            lines, holds = report(commands[0], commands[1], Path(name))
        except BuildError as error:
            print(f"MkDocs does not build:\n{error}", file=sys.stderr)
            return 1
    publish(lines)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
