"""Write the part of the theme's style sheets that our pages use: overrides/assets/vendor/material/theme.css.

A rule stays if every class, id and `data-md-` value that its selector names occurs somewhere: in a page of
the built site, or as a word in the theme's script or in ours, which add classes. Names of elements do not
matter, so that a page may use any Markdown. A variable stays if something reads it. hooks/joined_assets.py
fails the build when the theme has other style sheets, or when a page needs a class that was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from importlib.resources import files
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

ROOT = Path(__file__).resolve().parent.parent
THEME = Path(str(files("material"))) / "templates"
TARGET = ROOT / "overrides" / "assets" / "vendor" / "material" / "theme.css"

_WORD = re.compile(r"[\w-]+")
_ATTRIBUTE = re.compile(r'\s(?:class|id|data-md-[\w-]+)="([^"]*)"')
# What these list may be missing from a page that the selector matches.
_LISTS = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")
_NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)|\[data-md[\w-]*=\"?([^\]\"]*)\"?\]")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def style_sheets() -> tuple[Path, ...]:
    """The theme's style sheets, in the order in which it loads them."""
    folder = THEME / "assets" / "stylesheets"
    return (*folder.glob("main.*.min.css"), *folder.glob("palette.*.min.css"))


def used_words(site: Path) -> frozenset[str]:
    """The classes, ids and `data-md-` values in the pages of a site, and the words of all scripts."""
    words: set[str] = set()
    for page in site.rglob("*.html"):
        for value in _ATTRIBUTE.findall(page.read_text(encoding="utf-8")):
            words |= set(value.split())
    scripts = (*(THEME / "assets" / "javascripts").glob("bundle.*.js"), *TARGET.parents[2].glob("*.js"))
    for script in scripts:
        words |= set(_WORD.findall(script.read_text(encoding="utf-8")))
    return frozenset(words)


def pruned(css: str, words: Set[str], readers: str) -> str:
    """The rules of `css` that pages with these words use. `readers` are other texts that read variables."""
    rules = "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))
    read = {*_VARIABLE.findall(rules), *_VARIABLE.findall(readers)}
    return "".join(_without_variables(tinycss2.parse_stylesheet(rules, skip_whitespace=True), read))


def _rules(nodes: Iterable[Node], words: Set[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            kept = [s for s in _selectors(tinycss2.serialize(node.prelude)) if _is_used(s, words)]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(node.content)}}}"
        elif isinstance(node, AtRule) and node.lower_at_keyword in ("media", "supports"):
            inner = "".join(_rules(_parsed(node), words))
            if inner:
                yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
        # The encoding must stand at the beginning of a file, and is that of the page anyway.
        elif not isinstance(node, ParseError) and not (
            isinstance(node, AtRule) and node.lower_at_keyword == "charset"
        ):
            yield node.serialize()


def _parsed(rule: AtRule) -> list[Node]:
    rules: list[Node] = tinycss2.parse_rule_list(rule.content or [], skip_whitespace=True)
    return rules


def _selectors(prelude: str) -> Iterator[str]:
    """The selectors of a list: `a:is(b,c),d` -> `a:is(b,c)` and `d`."""
    depth, start = 0, 0
    for position, sign in enumerate(prelude):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield prelude[start:position]
            start = position + 1
    yield prelude[start:]


def _is_used(selector: str, words: Set[str]) -> bool:
    names = (name or value for name, value in _NAME.findall(_LISTS.sub("", selector)))
    return all(name.replace("\\", "") in words for name in names)


def _without_variables(nodes: Iterable[Node], read: Set[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            kept = [
                each
                for each in tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
                if not (
                    isinstance(each, Declaration) and each.name.startswith("--") and each.name not in read
                )
            ]
            if kept:
                content = ";".join(each.serialize() for each in kept)
                yield f"{tinycss2.serialize(node.prelude)}{{{content}}}"
        elif isinstance(node, AtRule) and node.lower_at_keyword in ("media", "supports"):
            inner = "".join(_without_variables(_parsed(node), read))
            yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
        else:
            yield node.serialize()


def theme_style(site: Path) -> str:
    """The text of theme.css for a built site."""
    sources = style_sheets()
    css = "".join(path.read_text(encoding="utf-8") for path in sources)
    readers = "".join(
        path.read_text(encoding="utf-8")
        for pattern in ("overrides/assets/*.css", "overrides/assets/*.js", "content/assets/charts/*.svg")
        for path in sorted(ROOT.glob(pattern))
    )
    readers += "".join(p.read_text("utf-8") for p in (THEME / "assets" / "javascripts").glob("bundle.*.js"))
    names = " ".join(path.name for path in sources)
    head = (
        "/*! Part of Material for MkDocs, (c) 2016-2025 Martin Donath, MIT License: see\n"
        f"assets/vendor/material/LICENSE. Made by maintenance/theme.py from {names} */\n"
    )
    return head + pruned(css, used_words(site), readers) + "\n"


def main() -> None:
    """Write theme.css from the site in site/."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(theme_style(ROOT / "site"), encoding="utf-8")


if __name__ == "__main__":
    main()
