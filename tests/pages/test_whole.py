"""The whole report on one page: the words of the other pages, under the same anchors."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportsite import pipeline
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.proof.proof import ProofError
from tests.conftest import FIXTURES, ROOT, Render
from tests.pages.specifications import cases, check
from tests.projects import committed, golden, with_theme


@pytest.mark.parametrize("root", [ROOT, FIXTURES / "golden"], ids=["report", "golden"])
def test_the_page_has_every_line_and_every_anchor_of_the_report(root: Path) -> None:
    site = pipeline.convert(Project(root)).site
    (whole,) = (page for page in site.pages if page.copies)
    assert whole.lines == tuple(line for page in site.primary_pages for line in page.lines)
    assert whole.references == frozenset(a for page in site.primary_pages for a in page.references)
    assert set(whole.copies) == {page.address.page for page in site.primary_pages if page.lines}


def test_a_term_with_the_name_of_a_page_keeps_its_anchor(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "golden", tmp_path, dirs_exist_ok=True)
    terms = tmp_path / "glossary.yml"
    given = terms.read_text(encoding="utf-8")
    entry = "terms:\n  Force: {expansion: Police force, from: common usage}\n"
    terms.write_text(given.replace("terms:\n", entry, 1), encoding="utf-8")
    text = pipeline.convert(Project(tmp_path)).pages["report.md"]
    assert '## <span class="edition">The force</span> { #page-force }' in text
    assert '#### <span class="edition">Force</span>' in text
    assert '[Force]: #force "Police force"' in text


def test_links_between_its_parts_stay_on_the_page() -> None:
    pages = committed().pages
    text = pages["report.md"]
    assert '[MIB]: #mib "Metropolitan Intelligence Bureau"' in text
    assert "glossary.md" not in text
    assert "](mc" not in text


def test_the_proof_notices_a_word_lost_only_on_this_page(tmp_path: Path, rendered: Render) -> None:
    conversion = golden()
    whole = conversion.pages["report.md"]
    assert "answers every call" in whole
    broken = {**conversion.pages, "report.md": whole.replace("answers every call", "answers call")}
    with rendered(with_theme(tmp_path), broken) as built:
        html = disk.pages_of(disk.read_files(built.stage.site))
    with pytest.raises(ProofError, match="/report/ lacks"):
        pipeline.check_pages(replace(conversion, pages=broken), html)


@pytest.mark.parametrize("case", cases("whole"))
def test_specification(case: dict[str, Any]) -> None:
    check(case)
