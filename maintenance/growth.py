"""Measure how a build grows with its report: processor time and peak memory of each stage, for each page.

Each size is measured in a process of its own, once for time and once for memory, because tracing memory
takes time. The reports are synthetic (see maintenance/synthetic.py). docs/benchmarks.md says what each figure
means.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import shutil
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import ParamSpec, TypeVar

import yaml

from maintenance.synthetic import grown, prefix
from reportsite import pipeline
from reportsite.errors import Collector
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.new_folder import copy_theme
from reportsite.output.render import rendered
from reportsite.proof.cross_check import cross_check
from reportsite.reading.report import read_report
from reportsite.relating.mentions import link_report
from reportsite.relating.relations import name_finder, relate
from reportsite.relating.repeats import find_repeats
from reportsite.relating.terms import finder_of

T = TypeVar("T")
P = ParamSpec("P")
ROOT = Path(__file__).resolve().parent.parent

SIZES = (1, 10, 44)
"""Multiples of the report. The family has 44 forces."""

Meter = Callable[[Callable[[], T]], "tuple[float, T]"]
"""Runs some work; returns a measure of it, and its result."""


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    """The processor time of `work`."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def megabytes(work: Callable[[], T]) -> tuple[float, T]:
    """The memory that `work` needs at most, its result included, in MB."""
    tracemalloc.reset_peak()
    start, _ = tracemalloc.get_traced_memory()
    result = work()
    _, peak = tracemalloc.get_traced_memory()
    return (peak - start) / 1e6, result


def synthetic_project(source: Project, times: int, folder: Path) -> Project:
    """A project in `folder` like `source`, with a report of `times` the size, that can be rendered."""
    project = Project(folder)
    shutil.copytree(source.edition.parent, project.edition.parent)
    shutil.copy(source.glossary, project.glossary)
    copy_theme(source, project)
    edition = yaml.safe_load(project.edition.read_text(encoding="utf-8"))
    # Its line numbers refer to the original text.
    edition.pop("as_printed", None)
    titles = edition["titles"]
    edition["titles"] = titles | {
        prefix(number) + code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"): title
        for number in range(2, times + 1)
        for code, title in titles.items()
    }
    project.edition.write_text(yaml.safe_dump(edition), encoding="utf-8")
    text = project.edition.parent / edition["source"]
    text.write_text(grown(text.read_text(encoding="utf-8"), times), encoding="utf-8")
    return project


def measure(times: int, meter: Meter[object]) -> dict[str, float]:
    """Each stage of a build of `times` the report, measured with `meter`."""
    measures: dict[str, float] = {}

    def metered(stage: str, work: Callable[[], T]) -> T:
        measures[stage], result = meter(work)
        return result  # type: ignore[return-value]  # a meter returns what the work returns

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        project = synthetic_project(Project(ROOT), times, folder)
        # As during a conversion.
        gc.disable()
        inputs = pipeline.read(project)
        problems = Collector("")
        metered("reading", lambda: read_report(inputs.source, problems))
        metered("cross-check", lambda: cross_check("", inputs.source, inputs.report))
        terms = finder_of(inputs.glossary)
        finders = (name_finder(inputs.report, inputs.edition), terms)
        linked = metered("mentions", lambda: link_report(inputs.report, finders))
        metered("repeats", lambda: find_repeats(linked))
        metered("relations, with repeats", lambda: relate(linked, inputs.edition, terms))
        context = pipeline.connect(inputs)
        site = metered("pages", lambda: pipeline.lay_out(project, inputs, context))
        metered("claims", lambda: pipeline.check_words(inputs, context, site))
        metered("Markdown and data", lambda: pipeline.write_out(inputs, context, site))
        conversion = metered("conversion, all of the above", lambda: pipeline.convert(project))
        gc.enable()
        beside = metered("plain pages", lambda: pipeline.beside_pages(project, conversion))
        sites = metered(
            "mkdocs build", lambda: stack.enter_context(rendered(project, conversion.pages, beside))
        )
        website = disk.read_files(sites.stage.site)
        metered("proof", lambda: pipeline.check_pages(conversion, disk.pages_of(website)))
        metered("links", lambda: pipeline.check_links(website))
    return measures


def measure_time(times: int) -> dict[str, float]:
    return measure(times, seconds)


def measure_memory(times: int) -> dict[str, float]:
    tracemalloc.start()
    return measure(times, megabytes)


def apart(work: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """The result of `work` in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **options).result()


def medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {stage: statistics.median(measured[stage] for measured in rounds) for stage in rounds[0]}


def exponents(sizes: Sequence[int], measured: Sequence[float]) -> list[float]:
    """Between each two sizes, the power of the size that a measure grows with: 1 is linear."""
    steps = zip(pairwise(measured), pairwise(sizes), strict=True)
    return [math.log(after / before) / math.log(n / m) for (before, after), (m, n) in steps]


def table(
    unit: str, sizes: Sequence[int], pages: int, columns: Sequence[Mapping[str, float]]
) -> Iterable[str]:
    """Lines of a Markdown table: for each stage the measure for each page, growth and exponents.

    `pages` is the number of criteria of the report, `unit` the unit of a thousandth of the measure.
    """
    heads = [f"{n * pages:,} pages" for n in sizes]
    yield "| " + " | ".join([f"{unit} a page", *heads, "last/first", "exponents"]) + " |"
    yield "|---" + "|---:" * (len(heads) + 2) + "|"
    for stage in columns[0]:
        measured = [column[stage] for column in columns]
        each = [measure / (n * pages) for measure, n in zip(measured, sizes, strict=True)]
        figures = [f"{1000 * one:.2f}" for one in each]
        powers = ", ".join(f"{power:.2f}" for power in exponents(sizes, measured))
        yield "| " + " | ".join([stage, *figures, f"{each[-1] / each[0]:.2f}", powers]) + " |"


def lines(rounds: int) -> Iterator[str]:
    """The Markdown of two tables, of time and of memory."""
    pages = len(pipeline.read(Project(ROOT)).report.criteria)
    # All sizes in turn, so that a busy machine slows all of them.
    times = [[apart(measure_time, size) for size in SIZES] for _ in range(rounds)]
    columns = [medians([one[index] for one in times]) for index in range(len(SIZES))]
    yield from table("ms", SIZES, pages, columns)
    yield ""
    yield from table("kB", SIZES, pages, [apart(measure_memory, size) for size in SIZES])
