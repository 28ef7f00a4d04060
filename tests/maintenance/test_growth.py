"""The figures of the benchmark's tables."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from maintenance.growth import exponents, medians, megabytes, synthetic_project, table
from reportsite import pipeline
from tests.projects import made_up


def test_exponents_between_sizes() -> None:
    assert exponents([1, 2, 4], [3, 6, 24]) == pytest.approx([1, 2])


def test_a_table_has_the_measure_for_each_page_and_its_growth() -> None:
    lines = [*table("ms", (1, 10), 25, [{"links": 0.05}, {"links": 0.75}])]
    assert lines == [
        "| ms a page | 25 pages | 250 pages | last/first | exponents |",
        "|---|---:|---:|---:|---:|",
        "| links | 2.00 | 3.00 | 1.50 | 1.18 |",
    ]


def test_the_median_of_each_stage() -> None:
    assert medians([{"a": 3.0, "b": 1.0}, {"a": 1.0, "b": 1.0}, {"a": 2.0, "b": 9.0}]) == {"a": 2, "b": 1}


def test_memory_is_the_peak_while_working() -> None:
    tracemalloc.start()
    kept = bytearray(5_000_000)
    measured, _ = megabytes(lambda: len(bytearray(3_000_000)) + len(kept))
    tracemalloc.stop()
    assert measured == pytest.approx(3, abs=0.5)


def test_a_synthetic_project_can_be_converted(tmp_path: Path) -> None:
    source = made_up(tmp_path / "source")
    conversion = pipeline.convert(synthetic_project(source, 3, tmp_path / "grown"))
    assert len(conversion.report.criteria) == 3 * len(pipeline.read(source).report.criteria)
