"""A reader of the site in any engine: finds things by what is seen, and waits for what should happen."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import pytest

from tests.browser.engines.engine import Engine

PATIENCE = 10.0
"""How long to wait for something to happen, in seconds."""

FIND = """(selector, words) => [...document.querySelectorAll(selector)].find(node =>
  node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && node.textContent.replace(/\\s+/g, " ").includes(words))"""

# The middle of the first line of an element that is at rest and that the pointer would reach.
PLACE = f"""async (selector, words) => {{
  const node = ({FIND})(selector, words)
  if (!node) return null
  const frame = () => new Promise(requestAnimationFrame)
  node.scrollIntoView({{ block: "center", inline: "nearest", behavior: "instant" }})
  const place = () => {{
    const box = [...node.getClientRects()].find(({{ width, height }}) => width && height)
    return box && [box.left + box.width / 2, box.top + box.height / 2]
  }}
  await frame()
  const before = place()
  await frame()
  const after = place()
  const still = before && after && String(before) === String(after)
  const top = still && document.elementFromPoint(...after)
  return top && (node.contains(top) || top.contains(node)) ? after : null
}}"""

TEXT = f"""(selector, words) => {{
  const node = ({FIND})(selector, words)
  return node && (node.textContent.replace(/\\s+/g, " ").trim() || "without words")
}}"""


class Reader:
    """A window of an engine, on the website or in the bundle."""

    def __init__(self, engine: Engine, root: str) -> None:
        self.engine = engine
        self.root = root
        """The address of the site, without a slash at the end."""
        self.offline = root.startswith("file:")

    def address(self, path: str) -> str:
        """The address of a page, from that on the website: "/mc02/#mc02-summary"."""
        end = min(path.find(sign) if sign in path else len(path) for sign in "?#")
        page, rest = path[:end], path[end:]
        if self.offline:
            page = "/index.html" if page == "/" else f"{page.removesuffix('/')}.html"
        return self.root + page + rest

    def open(self, path: str, width: int = 1280, height: int = 800) -> None:
        self.engine.resize(width, height)
        self.engine.move(1, 1)
        self.engine.open(self.address(path))

    def run(self, function: str, *arguments: Any) -> Any:
        return self.engine.run(function, *arguments)

    def until(self, function: str, *arguments: Any, what: str = "") -> Any:
        """Wait for a function to return something, and return it. `what` describes it, for a failure."""
        end = time.monotonic() + PATIENCE
        while True:
            # A page that is being left runs no function.
            with suppress(Exception):
                if found := self.run(function, *arguments):
                    return found
            if time.monotonic() > end:
                break
            time.sleep(0.03)
        where = self.run("() => location.href")
        pytest.fail(f"{self.engine.name}, {where}: waited in vain for {what or f'{function} {arguments}'}")

    def sees(self, selector: str, words: str = "") -> str:
        """Wait until an element that contains words is visible. Returns its text."""
        text: str = self.until(TEXT, selector, words, what=f"{selector} with {words!r}")
        return text

    def misses(self, selector: str, words: str = "") -> None:
        """Wait until no such element is visible."""
        gone = f"(selector, words) => !({FIND})(selector, words)"
        self.until(gone, selector, words, what=f"no {selector} with {words!r}")

    def reaches(self, path: str) -> None:
        """Wait until the page with an address has loaded."""
        wanted = self.address(path)
        arrived = "wanted => location.href === wanted && document.readyState === 'complete'"
        self.until(arrived, wanted, what=wanted)

    def place(self, selector: str, words: str = "") -> tuple[float, float]:
        x, y = self.until(
            PLACE, selector, words, what=f"{selector} with {words!r} where the pointer reaches it"
        )
        return x, y

    def hovers(self, selector: str, words: str = "") -> None:
        self.engine.move(*self.place(selector, words))

    def clicks(self, selector: str, words: str = "") -> None:
        self.engine.click(*self.place(selector, words))

    def taps(self, selector: str, words: str = "") -> None:
        self.engine.tap(*self.place(selector, words))

    def below_the_header(self, selector: str) -> None:
        """Wait until an element is at the top of the page, not behind the header."""
        self.until(
            """selector => {
              const { top } = document.querySelector(selector).getBoundingClientRect()
              const { bottom } = document.querySelector(".md-header").getBoundingClientRect()
              return bottom <= top && top < bottom + 100
            }""",
            selector,
            what=f"{selector} below the header",
        )
