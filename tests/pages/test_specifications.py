"""The specifications themselves: every kind of page has some, and a wrong one fails."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.conftest import FIXTURES
from tests.pages.specifications import cases, check, headings

KINDS = sorted(path.stem for path in (FIXTURES / "pages").glob("*.yml"))


def test_every_kind_of_page_is_specified() -> None:
    kinds = {"accessibility", "criterion", "data", "edition", "frameworks", "glossary", "home", "practice"}
    assert set(KINDS) == kinds | {"registers", "sections", "whole"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_word_fails(kind: str) -> None:
    case: dict[str, Any] = copy.deepcopy(cases(kind)[0].values[0])
    key = "outline" if "outline" in case else "expected"
    case[key] = [*case[key], "## More"] if key == "outline" else case[key] + "More.\n"
    with pytest.raises(AssertionError):
        check(case)


def test_an_outline_skips_code() -> None:
    assert headings("# Data\n\n```python\n# A comment\n```\n\n## Files\n") == ["# Data", "## Files"]
