"""Measure a build of the committed report against other ways to build its pages.

Ours and the other take turns, so that whatever else the machine does slows both. Every competitor builds in a
copy of the project that is made once. docs/benchmarks.md says what each figure means.
"""

from __future__ import annotations

import math
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import yaml

from maintenance import canary, glossaries
from maintenance.growth import apart
from reportsite import pipeline
from reportsite.errors import BuildError
from reportsite.output.disk import Project
from reportsite.site import addresses

ROOT = Path(__file__).resolve().parent.parent
INPUT = (*canary.INPUT, "report", "glossary.yml", "addresses.lock")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    **{"NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""},
}
"""Without settings of Python (PYTHONDONTWRITEBYTECODE would have each build compile the package again) and
without a public address, below whose path `mkdocs serve` would serve."""

BUILD = (sys.executable, str(ROOT / "build.py"), "--project", ".")
MKDOCS = (sys.executable, "-m", "mkdocs")

WAIT = 60
"""Seconds in which a server must show an edit."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took, in seconds, or two of these divided."""

    cpu: float
    """Of the process and its children; not a number if it was not measured."""
    wall: float


Work = Callable[[], Cost]
Change = Callable[[str, str], str]
"""Adds a word to a text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two works that are measured in turn."""

    what: str
    against: str
    ours: Work
    theirs: Work
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Competitor:
    """Another way to build the pages."""

    name: str
    command: Sequence[str]
    change: Callable[[Path], object] = lambda folder: None
    """What is changed in its copy of the project."""
    term: str = '<a href="[^"]*#[^"]*" title="'
    """What the start of an explained term matches in its pages."""


def competitors() -> tuple[Competitor, ...]:
    """Everything that builds the committed pages, plain MkDocs first."""
    terms = yaml.safe_load((ROOT / "glossary.yml").read_text(encoding="utf-8"))["terms"]
    build = (*MKDOCS, "build", "--quiet")
    return (
        Competitor("`mkdocs build`", build, term="data-term="),
        Competitor("… without hooks and overrides", build, glossaries.stock),
        Competitor("ProperDocs", (_installed("properdocs"), "build", "--quiet"), term="data-term="),
        # --clean: otherwise the second build would take the first one's pages.
        Competitor("Zensical", (_installed("zensical"), "build", "--clean")),
        Competitor("Material’s glossary", build, lambda folder: glossaries.material(folder, terms), "<abbr "),
        Competitor(
            "mkdocs-ezglossary-plugin",
            (_installed("ezglossary", "mkdocs"), "build", "--quiet"),
            lambda folder: glossaries.ezglossary(folder, terms),
            'class="mkdocs-ezglossary-link"',
        ),
    )


def _installed(environment: str, command: str = "") -> str:
    """The path of a command in an environment that `make bench` installs."""
    return str(ROOT / f".venv-{environment}" / "bin" / (command or environment))


def copied(folder: Path) -> Path:
    """Copy the project into `folder`."""
    folder.mkdir()
    for name in INPUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


def running(command: Sequence[str], folder: Path, times: int = 1) -> Work:
    """Runs a command in `folder`, and divides its cost by the number of `times`. Raises BuildError."""

    def run() -> Cost:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        for _ in range(times):
            done = subprocess.run(
                command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise BuildError(f"{' '.join(command)}\n{done.stderr or done.stdout}")
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Cost(cpu / times, wall / times)

    return run


def conversion() -> Cost:
    """A conversion alone, in a process of its own, after the package was imported."""
    return apart(_converted)


def _converted() -> Cost:
    cpu, start = time.process_time(), time.perf_counter()
    pipeline.convert(Project(ROOT))
    return Cost(time.process_time() - cpu, time.perf_counter() - start)


@contextmanager
def serving(command: Sequence[str], folder: Path, url: str, file: Path, change: Change) -> Iterator[Work]:
    """Starts a server. Yields work that adds a word to `file` and waits until the page at `url` shows it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    text = file.read_text(encoding="utf-8")
    numbers = count(1)

    def edit() -> Cost:
        word = f"edit{next(numbers)}"
        start = time.perf_counter()
        file.write_text(change(text, word), encoding="utf-8")
        _wait(f"http://{address}{url}", word)
        return Cost(math.nan, time.perf_counter() - start)

    # A file and not a pipe, which would be full in the end.
    with tempfile.TemporaryFile() as output:
        server = subprocess.Popen(
            (*command, address), cwd=folder, env=ENVIRONMENT, stdout=output, stderr=output
        )
        try:
            _wait(f"http://{address}{url}", "")
            yield edit
        finally:
            server.terminate()
            server.wait()


def _wait(url: str, word: str) -> None:
    """Wait until the page at `url` contains `word`. Raises BuildError after WAIT seconds."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=WAIT) as answer:
                if word in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.01)
    raise BuildError(f"{url} does not contain {word!r} after {WAIT} seconds.")


def ratio(ours: Cost, theirs: Cost) -> Cost:
    return Cost(ours.cpu / theirs.cpu, ours.wall / theirs.wall)


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def row(pair: Pair, ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """A row of the table: medians in seconds, and the median of the ratios of each round."""
    mine, other = median(ours), median(theirs)
    ratios = median([ratio(*both) for both in zip(ours, theirs, strict=True)])
    cells = (
        pair.what,
        pair.against,
        *_cells(mine.cpu, other.cpu, ratios.cpu),
        *_cells(mine.wall, other.wall, ratios.wall),
        pair.aim,
    )
    return f"| {' | '.join(cells)} |"


def _cells(ours: float, theirs: float, ratio: float) -> tuple[str, str]:
    if math.isnan(ratio):
        return "–", "–"
    return f"{ours:.3g} / {theirs:.3g}", f"{ratio:.2f}"


def measured(pair: Pair, rounds: int) -> str:
    """The row of a pair. Each work runs once before, so that files are compiled and in memory."""
    pair.ours()
    pair.theirs()
    ours, theirs = zip(*((pair.ours(), pair.theirs()) for _ in range(rounds)), strict=True)
    return row(pair, ours, theirs)


def made(name: str, site: Path, term: str) -> str:
    """A row that shows that a competitor built the same: pages, explained terms, size of all HTML."""
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("index.html")]
    terms = sum(len(re.findall(term, page)) for page in pages)
    return f"| {name} | {len(pages)} | {terms:,} | {sum(map(len, pages)) / 1e6:.2f} |"


def lines(rounds: int) -> Iterator[str]:
    """The Markdown of both tables."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="builds-")))
        project = copied(folder / "project")
        others = [(each, copied(folder / str(number))) for number, each in enumerate(competitors())]
        for each, copy in others:
            each.change(copy)
        yield "| measured | against | CPU, s | ratio | wall, s | ratio | aim |"
        yield "|---|---|--:|--:|--:|--:|---|"
        for pair in _pairs(
            stack, project, [(each.name, running(each.command, copy)) for each, copy in others]
        ):
            yield measured(pair, rounds)
        yield ""
        yield "| built with | pages | terms explained | MB of HTML |"
        yield "|---|--:|--:|--:|"
        yield made("`build.py`", project / "site", "data-term=")
        for each, copy in others:
            yield made(each.name, copy / "site", each.term)


def _pairs(stack: ExitStack, project: Path, others: Sequence[tuple[str, Work]]) -> Iterator[Pair]:
    """What is measured. The servers start at the end, because they would slow the others."""
    build = running(BUILD, project)
    (name, plain), *rest = others
    yield Pair("`build.py`", name, build, plain, "CPU 1.6, wall 1.4")
    for other, work in rest:
        yield Pair("`build.py`", other, build, work)
    yield Pair("conversion alone", name, conversion, plain, "0.6 s CPU")
    parser = (sys.executable, "-c", "import argparse; argparse.ArgumentParser().parse_args()")
    yield Pair(
        "`build.py --help`",
        "Python and an empty `argparse` parser",
        running((*BUILD, "--help"), project, times=10),
        running(parser, project, times=10),
        "1.3",
    )
    ours, theirs = _edits(stack, project.parent)
    yield Pair("an edit under `--serve`", "`mkdocs serve`", ours, theirs, "1.5 s wall")


def _edits(stack: ExitStack, folder: Path) -> tuple[Work, Work]:
    """Serve two copies. The edits are of a finding in the text as received, and of the page that has it."""
    inputs = pipeline.read(Project(ROOT))
    criterion = inputs.report.criteria[0]
    page = addresses.criterion(criterion)
    finding = criterion.findings[0].first_line - 1
    ours, theirs = copied(folder / "served"), copied(folder / "served by MkDocs")

    def longer_finding(text: str, word: str) -> str:
        lines = text.split("\n")
        return "\n".join([*lines[:finding], f"{lines[finding]} {word}", *lines[finding + 1 :]])

    def longer_page(text: str, word: str) -> str:
        return text.replace("\n# ", f"\n{word}\n\n# ", 1)

    source, markdown = ours / "report" / inputs.edition.source, theirs / "content" / page.page
    serve, mkdocs = (*BUILD, "--serve", "--address"), (*MKDOCS, "serve", "--quiet", "--dev-addr")
    return (
        stack.enter_context(serving(serve, ours, page.url, source, longer_finding)),
        stack.enter_context(serving(mkdocs, theirs, page.url, markdown, longer_page)),
    )
