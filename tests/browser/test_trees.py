"""The accessibility tree of one page of each kind, compared as a whole: what a screen reader works with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reportsite.output.disk import Project
from tests.browser.conftest import Open, serving
from tests.conftest import FIXTURES, Compare

TREES = FIXTURES / "trees"

KINDS = {
    "home": "/",
    "outline": "/inspection/",
    "framework": "/major-crime/",
    "section": "/major-crime/intelligence/",
    "criterion": "/mc01/",
    "registers": "/registers/",
    "findings": "/registers/findings/",
    "register": "/registers/areas-for-improvement/",
    "practices": "/practice/",
    "practice": "/practice/gold-groups/",
    "glossary": "/glossary/",
    "whole": "/report/",
    "data": "/data/",
    "edition": "/edition/",
    "accessibility": "/accessibility/",
    "not-found": "/404.html",
}
"""An address of each kind of page, in the small made-up report."""


@pytest.fixture(scope="module")
def small(golden_site: Path) -> Iterator[str]:
    """The address of the site of the made-up report."""
    with serving(Project(golden_site).site) as address:
        yield address


def tree(page: Page) -> str:
    """What the page says to a screen reader, as YAML: roles, names, states and addresses."""
    text = page.locator("body").aria_snapshot() + "\n"
    # Of files that change with any byte of the site.
    return re.sub(r"\b(?:[0-9a-f]{64}|\d+ kB|\d+\.\d MB)(?!\w)", "…", text)


@pytest.mark.golden
@pytest.mark.parametrize("kind", KINDS)
def test_the_accessibility_tree_of_a_page(visit: Open, small: str, compare: Compare, kind: str) -> None:
    compare(TREES / f"{kind}.yml", tree(visit(KINDS[kind], root=small)))


def test_a_lost_label_is_a_difference(visit: Open, small: str) -> None:
    page = visit(KINDS["section"], root=small)
    before = tree(page)
    page.evaluate("document.querySelector('.md-path').removeAttribute('aria-label')")
    assert '- navigation "Breadcrumb":' in before
    assert tree(page) == before.replace('- navigation "Breadcrumb":', "- navigation:")
