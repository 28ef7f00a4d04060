"""The development server, with a recording stub in place of MkDocs' server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import mkdocs.livereload
import pytest

from reportsite.output.disk import Project
from reportsite.output.preview import Preview
from reportsite.serve import Build, serve

POLICY = '<meta http-equiv="Content-Security-Policy" content="x">'


class Server:
    """A stub of MkDocs' server. `serve` simulates one change of the input, then Ctrl-C."""

    made: ClassVar[list[Server]] = []

    def __init__(
        self,
        builder: Callable[[], None],
        *,
        host: str,
        port: int,
        root: str,
        mount_path: str,
        polling_interval: float,
    ) -> None:
        if port == 1:
            raise OSError("Address already in use")
        self.builder, self.root, self.address = builder, Path(root), f"{host}:{port}{mount_path}"
        self.watched: list[str] = []
        self.served: list[str] = []
        self.stopped = False
        self.made.append(self)

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def _page(self) -> str:
        return (self.root / "index.html").read_text(encoding="utf-8")

    def serve(self, *, open_in_browser: bool) -> None:
        self.served.append(self._page())
        self.builder()
        self.served.append(self._page())
        raise KeyboardInterrupt

    def shutdown(self) -> None:
        self.stopped = True


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(mkdocs.livereload, "LiveReloadServer", Server)
    monkeypatch.setattr(Server, "made", [])
    project = Project(tmp_path)
    project.edition.parent.mkdir()
    return project


def build_of(*results: bool) -> Build:
    """A build that succeeds or fails according to `results`, and numbers the sites that it makes."""
    runs = iter(enumerate(results, start=1))

    def build(preview: Preview) -> bool:
        number, succeeds = next(runs)
        preview.site = {"index.html": f"{POLICY}site {number}".encode()}
        return succeeds

    return build


def test_a_change_triggers_a_rebuild(project: Project) -> None:
    serve(project, "127.0.0.1", 8000, build_of(True, True))
    (server,) = Server.made
    assert server.served == ["site 1", "site 2"], "without the policy, which would stop the reload"
    assert not project.site.exists()
    assert server.watched == [str(project.edition.parent)]
    assert server.address == "127.0.0.1:8000/"
    assert server.stopped


def test_a_failed_build_keeps_the_last_site(project: Project) -> None:
    serve(project, "127.0.0.1", 8000, build_of(True, False))
    (server,) = Server.made
    assert server.served == ["site 1", "site 1"]


def test_a_busy_port_fails_before_the_first_build(project: Project) -> None:
    def build(_: Preview) -> Any:
        pytest.fail("built")

    with pytest.raises(OSError, match="in use"):
        serve(project, "127.0.0.1", 1, build)
