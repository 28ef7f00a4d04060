from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportsite.model import WebLink, plain
from reportsite.reading.blocks import read_blocks, read_inlines
from reportsite.reading.lines import read_lines
from tests.conftest import Compare, expected_of, pairs
from tests.reading.outline import outline


@pytest.mark.parametrize("source", pairs("blocks"), ids=lambda p: p.name)
def test_blocks_match_their_fixture(source: Path, compare: Compare) -> None:
    blocks = read_blocks(read_lines(source.read_text(encoding="utf-8")))
    compare(expected_of(source), outline(blocks))


@given(st.text(alphabet="ab *_<>[]()`\\&;:!#{}"))
def test_inline_markdown_loses_only_its_markup(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(c for c in value if c not in "*_<> ")

    assert letters(plain(read_inlines(text))) == letters(text)


@pytest.mark.parametrize("scheme", ["javascript", "data", "vbscript", "file"])
def test_an_address_that_runs_code_is_not_linked(scheme: str) -> None:
    assert not any(isinstance(n, WebLink) for n in read_inlines(f"see <{scheme}:alert(1)>"))
