"""Firefox, which speaks WebDriver BiDi itself (https://www.w3.org/TR/webdriver-bidi/).

Geckodriver, which Selenium needs, is not in Debian, and its packages on PyPI are not Mozilla's.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

from maintenance.programs import firefox
from tests.browser.engines.engine import WebDriver

PREFERENCES = {
    "remote.active-protocols": 1,  # BiDi
    # Firefox makes no requests of its own.
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.safebrowsing.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "ui.systemUsesDarkTheme": 0,
    # BiDi does not wait for a smooth scroll.
    "general.smoothScroll": False,
}


class Firefox(WebDriver):
    """Firefox without a window on the screen, with a new profile."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()
        )
        (folder / "user.js").write_text("".join(lines), encoding="utf-8")
        log = folder / "log.txt"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    firefox(),
                    "--headless",
                    "--no-remote",
                    "--remote-debugging-port=0",
                    "--profile",
                    str(folder),
                ],
                stdout=output,
                stderr=output,
                env={**os.environ, "MOZ_CRASHREPORTER_DISABLE": "1"},
            )
        self._messages: list[dict[str, Any]] = []
        self._number = 0
        self._socket = websocket.create_connection(
            self._address(log) + "/session", timeout=60, suppress_origin=True
        )
        self._send("session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "dismiss"}})
        # In the first tab, the address bar keeps the focus.
        self._context = self._send("browsingContext.create", type="tab")["context"]
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._roots: set[str] = set()

    def _address(self, log: Path) -> str:
        for _ in range(300):
            if found := re.search(
                r"WebDriver BiDi listening on (ws://\S+)", log.read_text("utf-8", "replace")
            ):
                return found[1]
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"Firefox did not start: {log.read_text('utf-8', 'replace')[-1000:]}")

    def _send(self, method: str, **parameters: Any) -> Any:
        """Send a command, and return its result. Events that come first are kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (message := json.loads(self._socket.recv())).get("id") != self._number:
            self._messages.append(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def open(self, address: str) -> None:
        # The icon of a page may be requested when the next one is open.
        self._roots.add(address[: address.index("/", len("https://"))])
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def run(self, function: str, *arguments: Any) -> Any:
        answer = self._send(
            "script.callFunction",
            functionDeclaration=f"async text => JSON.stringify(await ({function})(...JSON.parse(text)))",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(f"{answer['exceptionDetails']['text']} in {function}")
        return json.loads(answer["result"].get("value", "null"))

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self._send("input.performActions", context=self._context, actions=actions)

    def resize(self, width: int, height: int) -> None:
        self._send(
            "browsingContext.setViewport", context=self._context, viewport={"width": width, "height": height}
        )

    def unnamed(self, selector: str) -> int:
        locator = {"type": "accessibility", "value": {"role": "link", "name": ""}}
        nodes = self._send("browsingContext.locateNodes", context=self._context, locator=locator)["nodes"]
        answer = self._send(
            "script.callFunction",
            functionDeclaration="(selector, ...links) => links.filter(link => link.matches(selector)).length",
            arguments=[{"type": "string", "value": selector}]
            + [{"sharedId": node["sharedId"]} for node in nodes],
            target={"context": self._context},
            awaitPromise=False,
        )
        return int(answer["result"]["value"])

    def reload(self) -> None:
        self._send("browsingContext.reload", context=self._context, wait="complete")

    def back(self) -> None:
        self._send("browsingContext.traverseHistory", context=self._context, delta=-1)

    def faults(self) -> list[str]:
        # An answer comes after the events before it.
        self.run("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        messages, self._messages = self._messages, []
        return [fault for message in messages if (fault := self._fault(message))]

    def _fault(self, message: dict[str, Any]) -> str:
        values = message["params"]
        if message["method"] == "log.entryAdded":
            return f"{values['level']}: {values['text']}" if values["level"] == "error" else ""
        address: str = values["request"]["url"]
        return "" if address.startswith((*self._roots, "data:", "blob:", "about:")) else f"request: {address}"

    def close(self) -> None:
        self._send("browser.close")
        self._socket.close()
        self._process.wait(30)
