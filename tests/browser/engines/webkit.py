"""WebKitGTK: its MiniBrowser, driven by its WebKitWebDriver (https://www.w3.org/TR/webdriver2/).

A dozen requests need no Selenium, which would bring a dozen packages.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from maintenance.programs import webkit
from tests.browser.engines.engine import WebDriver

RECORDER = """{
  const faults = []
  const known = new Set()
  window.faults = () => {
    for (const { name } of performance.getEntriesByType("resource")) {
      const own = location.protocol === "file:" ? /^(file|data|blob):/.test(name)
        : name.startsWith(location.origin) || /^(data|blob):/.test(name)
      if (!own && !known.has(name)) faults.push(`request: ${name}`)
      known.add(name)
    }
    return faults.splice(0)
  }
  addEventListener("error", ({ message, target }) =>
    faults.push(`error: ${message || target.src || target.href}`), true)
  addEventListener("unhandledrejection", ({ reason }) => faults.push(`rejection: ${reason}`))
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    faults.push(`policy: ${effectiveDirective} ${blockedURI} ${sample}`))
  const { error } = console
  console.error = (...words) => { faults.push(`error: ${words.join(" ")}`); error(...words) }
}
"""


def recorded(site: Path, target: Path) -> Path:
    """A copy of a site whose pages record their faults, because WebKitWebDriver does not report them."""
    shutil.copytree(site, target)
    (target / "recorder.js").write_text(RECORDER, encoding="utf-8")
    for page in target.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        up = "../" * (len(page.relative_to(target).parts) - 1)
        # After the policy, so that the recorder is subject to it, and before everything else.
        head, mark, rest = html.partition('<meta name="viewport"')
        assert mark, page
        page.write_text(f'{head}<script src="{up}recorder.js"></script>{mark}{rest}', encoding="utf-8")
    return target


# Without space around its widgets the window can be as narrow as a phone.
STYLE = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0 }\n"


class WebKit(WebDriver):
    """MiniBrowser on a screen of its own."""

    name = "webkit"

    def __init__(self, folder: Path) -> None:
        driver, browser = webkit()
        self._log = (folder / "log.txt").open("wb")
        self._display = self._screen()
        (folder / "gtk-3.0").mkdir()
        (folder / "gtk-3.0" / "gtk.css").write_text(STYLE, encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "DISPLAY": self._display, "XDG_CONFIG_HOME": str(folder)}
        environment |= {"GDK_BACKEND": "x11", "GTK_THEME": "Adwaita", "NO_AT_BRIDGE": "1"}
        self._process = subprocess.Popen(
            [driver, f"--port={port}"], env=environment, stdout=self._log, stderr=self._log
        )
        self._session = f"http://127.0.0.1:{port}/session"
        # Full screen, it has no tool bar. Its pages are as small as the screen allows.
        options = {"binary": browser, "args": ["--automation", "--full-screen"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        answer = self._request("POST", "", {"capabilities": capabilities})
        self._session += f"/{answer['sessionId']}"

    def _screen(self) -> str:
        """Start an X server. Returns the name of its display."""
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stdout=self._log,
            stderr=self._log,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start. WebKit needs it: see the log of the test.")
        return f":{number}"

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = Request(f"{self._session}{path}", data, {"Content-Type": "application/json"}, method=method)
        for _ in range(100):
            try:
                with urlopen(request, timeout=60) as answer:
                    return json.load(answer)["value"]
            except HTTPError as error:
                value = json.load(error)["value"]
                raise RuntimeError(f"{path}: {value['error']}: {value['message']}") from None
            except URLError:
                # The driver is about to listen.
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError("WebKitWebDriver did not start.")

    def open(self, address: str) -> None:
        self._request("POST", "/url", {"url": address})

    def run(self, function: str, *arguments: Any) -> Any:
        script = f"return ({function})(...arguments)"
        return self._request("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self._request("POST", "/actions", {"actions": actions})

    def resize(self, width: int, height: int) -> None:
        self._request("POST", "/window/rect", {"width": width, "height": height})

    def tap(self, x: float, y: float) -> None:
        # WebKitGTK takes the touch of WebDriver for a mouse. These are the events of a touch, in their order.
        self.run(
            """(clientX, clientY) => {
              const node = document.elementFromPoint(clientX, clientY)
              const values = { clientX, clientY, pointerType: "touch", bubbles: true, cancelable: true,
                isPrimary: true, composed: true }
              for (const name of ["over", "enter", "down", "up", "out", "leave"]) {
                node.dispatchEvent(new PointerEvent(`pointer${name}`, values))
              }
              node.dispatchEvent(new MouseEvent("mousedown", values)) && node.focus?.()
              node.dispatchEvent(new PointerEvent("click", values))
            }""",
            x,
            y,
        )

    def unnamed(self, selector: str) -> int:
        found = self._request("POST", "/elements", {"using": "css selector", "value": selector})
        # An element is a map from the protocol's key to its number.
        numbers = [number for element in found for number in element.values()]
        return sum(not self._request("GET", f"/element/{number}/computedlabel") for number in numbers)

    def reload(self) -> None:
        self._request("POST", "/refresh")

    def back(self) -> None:
        self._request("POST", "/back")

    def faults(self) -> list[str]:
        faults: list[str] = self.run(
            """async () => {
              await new Promise(done => requestAnimationFrame(() => setTimeout(done)))
              return window.faults?.() ?? []
            }"""
        )
        return faults

    def close(self) -> None:
        with suppress(RuntimeError):
            self._request("DELETE", "")
        for process in (self._process, self._server):
            process.terminate()
            process.wait(30)
        self._log.close()
