"""Fixtures for all tests, and the rule that marks tests as slow."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

import build
from reportsite.output import disk, render
from reportsite.output.disk import Project
from reportsite.printing import page_to_print
from tests import projects

ROOT = projects.ROOT
FIXTURES = projects.FIXTURES

SLOW = {"browser", "engine", "once", "rendered", "command", "builds"}
"""Fixtures that start a browser, MkDocs or build.py. A test that requests one is marked as slow."""


# Locally, Hypothesis tries new examples each time; in CI it tries the same ones, so runs are repeatable.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_sessionstart() -> None:
    """Forget what functions remember: mutation tests run in forks of a session with the original code."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "reportsite":
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()


def pytest_collection_finish() -> None:
    """Keep the collector of garbage off the thousands of collected tests, and call it less often."""
    gc.freeze()
    gc.set_threshold(100_000)


# Slow tests ----------------------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"browser", "engine"}:
            item.add_marker("browser")
        if fixtures & SLOW:
            item.add_marker("slow")


_running: list[pytest.Item] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _running.append(item)
    try:
        return (yield)
    finally:
        _running.clear()


def _refuse_hidden_builds(event: str, arguments: tuple[Any, ...]) -> None:
    """Fail a test that builds without a fixture of SLOW, because `make test-fast` would not skip it."""
    if event == "subprocess.Popen":
        # The second argument of the event is the command.
        words = {Path(os.fsdecode(word)).name for word in arguments[1]}
        builds = bool(words & {"mkdocs", "build.py"})
    else:
        builds = event == render.STARTED
    if builds and _running and not _running[0].get_closest_marker("slow"):
        pytest.fail(
            f"{_running[0].nodeid} builds a site, so it is slow. "
            f"Request one of these fixtures: {', '.join(sorted(SLOW))}; or mark it as slow."
        )


sys.addaudithook(_refuse_hidden_builds)

Render = Callable[..., AbstractContextManager[render.Rendered]]
Command = Callable[..., subprocess.CompletedProcess[str]]
Run = Callable[..., subprocess.CompletedProcess[str]]
Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def rendered() -> Render:
    """Render pages with MkDocs: `reportsite.output.render.rendered`, for tests."""
    return render.rendered


@pytest.fixture(scope="session")
def command() -> Command:
    """Run build.py as a user does: command("--project", folder)."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, str(ROOT / "build.py"), *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run build.py in this process, for commands that render no pages: run(project, "--pages")."""

    def main(project: Project, *options: str) -> subprocess.CompletedProcess[str]:
        arguments = ["--project", str(project.root), *options]
        capsys.readouterr()
        status = build.main(arguments)
        output, errors = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, output, errors)

    return main


@pytest.fixture
def builds(run: Run) -> Run:
    """Run build.py in this process for a complete build: builds(project)."""
    return run


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Create a folder once for all workers of a run: once("site", fill). Do not change it afterwards."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                # If filling the folder fails, the next worker tries again and fails with the same message.
                part = tmp_path_factory.mktemp(name)
                fill(part)
                part.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def committed_site(once: Once) -> Path:
    """A folder with the site of the committed report as `web`, and its unpacked bundle as `bundle`."""
    return once("committed", projects.build_committed)


@pytest.fixture(scope="session")
def golden_site(once: Once) -> Path:
    """The project of the made-up report after a build. Copy it if you need to change it."""
    return once("golden", projects.build_golden)


@pytest.fixture(scope="session")
def printed_site(once: Once) -> Path:
    """The project of the made-up report after a build with its PDF. Copy it if you need to change it."""
    return once("printed", projects.build_printed)


@pytest.fixture(scope="session")
def pdf(printed_site: Path) -> bytes:
    """The PDF of the made-up report."""
    return (printed_site / "dist" / "northshire.pdf").read_bytes()


@pytest.fixture(scope="session")
def printed_page(printed_site: Path) -> str:
    """The page of which that PDF was printed."""
    project = Project(printed_site, {"SITE_URL": projects.SITE_URL})
    return page_to_print(project, projects.golden(), disk.read_files(project.site))[0]


# Expected files and measurements -------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the measurements that tests recorded with `record_property`."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for report in reports:
        for name, value in report.user_properties if report.when == "call" else ():
            terminalreporter.write_line(f"{name}: {value}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="rewrite expected files; read the diff after"
    )
    parser.addoption(
        "--engine",
        action="append",
        choices=["chromium", "firefox", "webkit"],
        help="run the scenarios of tests/browser/engines in this engine, by default in Chromium",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        engines = metafunc.config.getoption("--engine") or ["chromium"]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


Compare = Callable[[Path, str], None]


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Compare:
    """Compares a text with an expected file, or rewrites the file under --update-goldens."""

    def check(expected: Path, actual: str) -> None:
        if request.config.getoption("--update-goldens"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_bytes(actual.encode())
        assert expected.is_file(), f"{expected} is missing; run pytest --update-goldens"
        assert actual == expected.read_bytes().decode()

    return check


def pairs(stage: str) -> list[Path]:
    """The inputs of a stage's fixture pairs."""
    return sorted((FIXTURES / stage).glob("*.in.txt"))


def expected_of(source: Path) -> Path:
    return source.with_name(source.name.replace(".in.txt", ".out.txt"))
