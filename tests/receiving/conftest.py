"""PDFs printed by Chromium once per test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Once
from tests.receiving.printing import PRINTABLE


@pytest.fixture(scope="session")
def chromium_pdfs(once: Once) -> Path:
    """A folder with `northshire.pdf` and `southshire.pdf`."""

    def fill(folder: Path) -> None:
        for name, printable in PRINTABLE.items():
            (folder / f"{name}.pdf").write_bytes(printable.by_chromium())

    return once("printed texts", fill)
