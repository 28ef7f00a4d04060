"""Any input produces either a site with correct words, links and findings, or clean error messages.

`make test` runs 2,000 cases, the same in every run; `make fuzz` runs 100,000 others.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.cases import BUILT, Input, drafted, outcome
from tests.fuzz.mutations import TEXT_EDITS, YAML_EDITS, Edit, edited

BASE = (Path(__file__).parent / "base.txt").read_text(encoding="utf-8")
EDITION, GLOSSARY = drafted(BASE.encode())


def with_text(edits: list[Edit]) -> Input:
    return Input(edited(BASE, edits).encode())


def with_bytes(at: int, garbage: bytes) -> Input:
    data = BASE.encode()
    return Input(data[:at] + garbage + data[at:])


def with_edition(edits: list[Edit]) -> Input:
    return Input(BASE.encode(), edition=edited(EDITION, edits))


def with_glossary(edits: list[Edit]) -> Input:
    return Input(BASE.encode(), glossary=edited(GLOSSARY, edits))


CASES = int(os.environ.get("FUZZ", "2000"))
"""Cases per run. With the same FUZZ_SEED, every run has the same cases."""

SEED = int(os.environ.get("FUZZ_SEED", "0"))
SHARES = 2
"""Tests for each kind of input, to be shared by parallel workers."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for the files of each case in turn, in memory if possible."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def few(edits: st.SearchStrategy[Edit]) -> st.SearchStrategy[list[Edit]]:
    return st.lists(edits, min_size=1, max_size=4)


INPUTS: Mapping[str, st.SearchStrategy[Input]] = {
    **{kind: st.builds(with_text, few(edits)) for kind, edits in TEXT_EDITS.items()},
    "bytes": st.builds(with_bytes, st.integers(0, len(BASE)), st.binary(min_size=1, max_size=8)),
    "report.yml": st.builds(with_edition, few(YAML_EDITS)),
    "glossary.yml": st.builds(with_glossary, few(YAML_EDITS)),
}
"""Inputs by the kind of fault in them."""


# Two thousand conversions, which `make test-fast` skips.
@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("kind", INPUTS)
def test_any_input_builds_a_site_or_reports_clean_errors(
    kind: str, share: int, folder: Path, record_property: Callable[[str, object], None]
) -> None:
    outcomes: Counter[str] = Counter()

    @seed(SEED * SHARES + share)
    @settings(
        max_examples=max(1, CASES // len(INPUTS) // SHARES),
        deadline=None,  # tests.fuzz.cases.patience ends a case that hangs
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(INPUTS[kind])
    def run(case: Input) -> None:
        outcomes[outcome(folder, case)] += 1

    run()
    record_property(f"fuzz, {kind}, {share}", f"{outcomes.total()} cases, {outcomes[BUILT]} built")
