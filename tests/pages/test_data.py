"""The data page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.specifications import cases, check


@pytest.mark.parametrize("case", cases("data"))
def test_specification(case: dict[str, Any]) -> None:
    check(case)
