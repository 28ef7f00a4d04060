"""The EPUB of the made-up report as a part of a build: offered, the same each time, and checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportsite.book import BookProofError, make_book
from reportsite.output import disk
from reportsite.output.disk import Project
from tests.projects import golden

NAME = "northshire.epub"


def test_the_website_offers_the_file_and_each_build_makes_the_same(golden_site: Path) -> None:
    data = (golden_site / "dist" / NAME).read_bytes()
    website = disk.read_files(golden_site / "site")
    assert website[f"downloads/{NAME}"] == data
    assert f'<a href="../downloads/{NAME}">EPUB</a><small> ('.encode() in website["data/index.html"]
    assert make_book(Project(golden_site, {}), golden(), website) == data


def test_a_word_in_the_wrong_chapter_stops_the_build(golden_site: Path) -> None:
    website = disk.read_files(golden_site / "site")
    page = website["report/index.html"].decode()
    # The page as a whole has the same words in the same order.
    moved, number = re.subn(
        r'(</div>\s*)(<div class="part part-1">\s*)(<h2.*?</h2>)', r"\3\1\2", page, count=1, flags=re.DOTALL
    )
    assert number
    changed = {**website, "report/index.html": moved.encode()}
    with pytest.raises(BookProofError, match="W007") as error:
        make_book(Project(golden_site, {}), golden(), changed)
    assert error.value.heading.startswith("Words of the report would be lost in the EPUB")
