"""The engine that runs the scenarios, by default Chromium (`--engine firefox`), and a reader in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import serving
from tests.browser.engines.chromium import Chromium
from tests.browser.engines.engine import Engine
from tests.browser.engines.firefox import Firefox
from tests.browser.engines.reader import Reader
from tests.browser.engines.webkit import WebKit, recorded
from tests.projects import SUB_PATH


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One browser for each worker and engine."""
    match request.param:
        case "firefox":
            engine: Engine = Firefox(tmp_path_factory.mktemp("firefox"))
        case "webkit":
            engine = WebKit(tmp_path_factory.mktemp("webkit"))
        case _:
            engine = Chromium(request.getfixturevalue("browser"))
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def copy(engine: Engine, committed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site and of the unpacked bundle; for WebKit their pages record faults."""
    if engine.name != "webkit":
        return committed_site
    folder = tmp_path_factory.mktemp("recorded")
    recorded(committed_site / "web" / SUB_PATH, folder / "web" / SUB_PATH)
    recorded(committed_site / "bundle", folder / "bundle")
    return folder


@pytest.fixture(scope="session")
def server(copy: Path) -> Iterator[str]:
    with serving(copy / "web") as address:
        yield f"{address}/{SUB_PATH}"


@pytest.fixture(params=["web", "bundle"])
def reader(request: pytest.FixtureRequest, engine: Engine, server: str, copy: Path) -> Iterator[Reader]:
    """A reader of the website and one of the unpacked bundle. A fault of the page fails the test."""
    reader = Reader(engine, server if request.param == "web" else (copy / "bundle").as_uri())
    yield reader
    faults = engine.faults()
    # A test that was skipped opened no page.
    reader.run("() => { if (location.protocol !== 'about:') localStorage.clear() }")
    assert faults == []
