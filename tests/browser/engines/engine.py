"""What the scenarios need of a browser engine, and the input of WebDriver that two of the engines share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

KEYS = {
    "Alt": "\ue00a",
    "ArrowDown": "\ue015",
    "Control": "\ue009",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "Tab": "\ue004",
}
"""Keys as WebDriver names them (https://www.w3.org/TR/webdriver2/#keyboard-actions)."""


class Engine(ABC):
    """One window of a browser. Positions and sizes are in CSS pixels."""

    name: str

    @abstractmethod
    def open(self, address: str) -> None:
        """Load a page, and return when it has loaded."""

    @abstractmethod
    def run(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function in the page. Arguments and result are JSON; promises are awaited."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the size of the page."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press and release a key, or several at once: "Control+k"."""

    @abstractmethod
    def type(self, words: str) -> None:
        """Type words, a key at a time."""

    @abstractmethod
    def move(self, x: float, y: float) -> None: ...

    @abstractmethod
    def click(self, x: float, y: float) -> None: ...

    @abstractmethod
    def tap(self, x: float, y: float) -> None:
        """Touch the page with a finger."""

    @abstractmethod
    def unnamed(self, selector: str) -> int:
        """How many of the links that match a selector have no name in the accessibility tree."""

    @abstractmethod
    def reload(self) -> None: ...

    @abstractmethod
    def back(self) -> None: ...

    @abstractmethod
    def faults(self) -> list[str]:
        """What went wrong since the last call: errors, violations of the policy and foreign requests."""

    @abstractmethod
    def close(self) -> None: ...


class WebDriver(Engine):
    """An engine with the input actions of WebDriver, which are the same in both of its protocols."""

    @abstractmethod
    def perform(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions (https://www.w3.org/TR/webdriver2/#actions)."""

    def press(self, keys: str) -> None:
        values = [KEYS.get(key, key) for key in keys.split("+")]
        self._keys(
            [{"type": "keyDown", "value": value} for value in values]
            + [{"type": "keyUp", "value": value} for value in reversed(values)]
        )

    def type(self, words: str) -> None:
        self._keys([{"type": kind, "value": sign} for sign in words for kind in ("keyDown", "keyUp")])

    def _keys(self, actions: list[dict[str, Any]]) -> None:
        self.perform([{"type": "key", "id": "keys", "actions": actions}])

    def _point(self, kind: str, x: float, y: float, *presses: str) -> None:
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0},
            *({"type": press, "button": 0} for press in presses),
        ]
        self.perform(
            [{"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": actions}]
        )

    def move(self, x: float, y: float) -> None:
        self._point("mouse", x, y)

    def click(self, x: float, y: float) -> None:
        self._point("mouse", x, y, "pointerDown", "pointerUp")

    def tap(self, x: float, y: float) -> None:
        self._point("touch", x, y, "pointerDown", "pointerUp")
