"""The policy in each engine: no code, style or request of a text that became markup gets through."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Quiet, serving
from tests.browser.engines.engine import Engine
from tests.browser.engines.reader import Reader
from tests.projects import SUB_PATH

PLANTED = (
    "<script>window.ran = true</script>",
    "<script src='ELSEWHERE/x.js'></script>",
    "<script src='data:text/javascript,window.ran=true'></script>",
    "<p onclick='window.ran = true' id='planted'>x</p>",
    "<a href='javascript:window.ran = true' id='planted'>x</a>",
    "<img src='ELSEWHERE/x.png'>",
    "<style>article { display: none }</style>",
    "<p style='display: none' id='planted'>x</p>",
    "<iframe src='ELSEWHERE/'></iframe>",
    "<base href='ELSEWHERE/'>",
    "<form action='ELSEWHERE/'><button id='planted'>x</button></form>",
    "<object data='ELSEWHERE/x.swf'></object>",
)
"""Texts of a report that became markup."""


def test_foreign_code_is_blocked(
    engine: Engine, copy: Path, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    requested: list[str] = []

    class Elsewhere(Quiet):
        def do_GET(self) -> None:
            requested.append(self.path)
            self.send_error(404)

    site = copy / "web" / SUB_PATH
    for entry in site.iterdir():
        (tmp_path / entry.name).symlink_to(entry)
    page = (site / "mc01" / "index.html").read_text(encoding="utf-8")
    with serving(tmp_path) as server, serving(tmp_path, Elsewhere) as elsewhere:
        for number, planted in enumerate(PLANTED):
            folder = tmp_path / f"planted-{number}"
            folder.mkdir()
            html = page.replace("</article>", planted.replace("ELSEWHERE", elsewhere) + "</article>", 1)
            (folder / "index.html").write_text(html, encoding="utf-8")
            with subtests.test(planted):
                engine.open(f"{server}/planted-{number}/")
                reader = Reader(engine, server)
                reader.sees("article h1")
                reader.run("() => document.querySelector('#planted')?.click()")
                if "id='planted'" in planted:
                    reader.sees("#planted")
                # Engines report some violations after a while.
                for _ in range(100):
                    if faults := engine.faults():
                        break
                assert faults
                assert reader.run("() => window.ran ?? null") is None
                assert reader.run("() => document.baseURI === location.href")
                assert requested == []
