"""The whole report, printed: it is complete, with titles, page numbers and expansions."""

from __future__ import annotations

import io
import re
from itertools import pairwise

from pypdf import PdfReader

from reportsite.site import addresses
from tests.browser.conftest import Open
from tests.projects import committed


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_whole_report_prints(visit: Open) -> None:
    page = visit("/report/")
    pages = [words(p.extract_text()) for p in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    total = len(pages)
    assert 40 < total < 120
    assert "Metropolitan Police – Major Crime, July 2008" not in pages[0], (
        "the first page shows the title itself"
    )
    for number, text in enumerate(pages[1:], start=2):
        assert "Metropolitan Police – Major Crime, July 2008" in text, f"page {number} has no running title"
        assert f"{number} / {total}" in text, f"page {number} has no number"
    (framework,) = committed().report.frameworks
    for before, group in pairwise(framework.groups):
        first = group.criteria[0]
        name = addresses.finding(first, first.findings[0]).anchor.upper()
        (start,) = (text for text in pages if name in text)
        assert before.criteria[-1].code not in start, f"{group.name} does not begin on a new page"
    everything = " ".join(pages)
    for finding in ("MC01-E1", "MC07-S3", "MC25-S1"):
        assert finding in everything
    assert everything.count("(Specialist Crime Directorate)") == 1, "expanded at its first mention only"
    assert "MIB (Metropolitan" not in everything, "not expanded if the text has just done so"
    for screen_only in (" cite ", "permalink", "Type to start searching", "Related criteria"):
        assert screen_only not in everything
