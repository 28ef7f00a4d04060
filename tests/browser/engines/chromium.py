"""Chromium, in a tab of the browser that the other tests use."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser

from tests.browser.conftest import Tab
from tests.browser.engines.engine import Engine


class Chromium(Engine):
    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(has_touch=True)
        self._context.grant_permissions(["clipboard-read", "clipboard-write"])
        self._tab = Tab(self._context)
        self._page = self._tab.page

    def open(self, address: str) -> None:
        start = address.index("/", len("https://"))
        self._tab.visit(address[:start], address[start:])

    def run(self, function: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"values => ({function})(...values)", list(arguments))

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def press(self, keys: str) -> None:
        self._page.keyboard.press(keys)

    def type(self, words: str) -> None:
        self._page.keyboard.type(words)

    def move(self, x: float, y: float) -> None:
        self._page.mouse.move(x, y)

    def click(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def tap(self, x: float, y: float) -> None:
        self._page.touchscreen.tap(x, y)

    def unnamed(self, selector: str) -> int:
        links = self._page.locator(selector)
        named = self._page.get_by_role("link", name=re.compile(r"\S"))
        return links.count() - links.and_(named).count()

    def reload(self) -> None:
        self._page.reload()

    def back(self) -> None:
        self._page.go_back()

    def faults(self) -> list[str]:
        self.run("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        faults = [*self._tab.errors, *self._tab.violations]
        self._tab.errors.clear()
        self._tab.violations.clear()
        return faults

    def close(self) -> None:
        self._context.close()
