"""A site built with its public address, wherever its pages are opened: what is cited and printed has it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests import projects
from tests.browser.conftest import Open, serving
from tests.conftest import Once
from tests.projects import PUBLISHED, SUB_PATH


@pytest.fixture(scope="module")
def published(once: Once) -> Path:
    return once("published", projects.build_published)


def test_citations_have_the_public_address(visit: Open, published: Path, subtests: pytest.Subtests) -> None:
    """Not that of the file or of the server on this machine."""
    with serving(published / "web") as server:
        opened = {
            "a server": (f"{server}/{SUB_PATH}", "/mc01/"),
            "the bundle": ((published / "bundle").as_uri(), "/mc01.html"),
        }
        for name, (root, path) in opened.items():
            with subtests.test(name):
                page = visit(path, root=root)
                page.get_by_role("button", name="Cite MC01-E1", exact=True).click()
                box = page.get_by_role("dialog", name="Cite MC01-E1", exact=True)
                expect(box).to_contain_text(f"{PUBLISHED}mc01/#mc01-e1")
                citations = box.inner_text()
                assert "file:" not in citations
                assert "127.0.0.1" not in citations


def test_each_printed_page_has_its_address_at_the_foot(visit: Open, published: Path) -> None:
    with serving(published / "web") as server:
        page = visit("/glossary/", root=f"{server}/{SUB_PATH}")
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        assert len(sheets) > 1
        for number, sheet in enumerate(sheets, start=1):
            text = sheet.extract_text()
            assert f"{PUBLISHED}glossary/" in text
            assert f"{number} / {len(sheets)}" in text
            assert "127.0.0.1" not in text


def test_without_a_public_address_printed_pages_have_none(visit: Open) -> None:
    (first, *_) = PdfReader(io.BytesIO(visit("/mc10/").pdf(format="A4"))).pages
    assert "http" not in first.extract_text()
