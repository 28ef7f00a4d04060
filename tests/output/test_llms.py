"""llms.txt: small, and every link in it leads to a file."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportsite import pages
from reportsite.conversion import Conversion
from reportsite.output.forms import forms
from reportsite.output.llms import LARGEST, llms_txt
from reportsite.output.plain import Sources
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Nav, Page, Site
from tests.projects import committed, golden


@pytest.mark.parametrize("url", ["https://example.org/sub/path/", ""])
@pytest.mark.parametrize("conversion", [committed, golden], ids=["committed", "made up"])
def test_its_links_lead_to_files(conversion: Callable[[], Conversion], url: str) -> None:
    made = conversion()
    files = forms(made.context, made.site, pages.targets(made.context), url)
    text = files["llms.txt"]
    assert len(text.encode()) <= LARGEST
    links = re.findall(r"\]\(([^)]*)\)", text)
    assert all(link.startswith(url) for link in links)
    assert {link.removeprefix(url) for link in links} <= files.keys() | made.pages.keys()
    assert text.startswith(f"# {made.site.name}\n\n> ")


def site(criteria: int) -> Site:
    def page(number: int) -> Page:
        return Page(Address(f"c{number:04}.md"), f"C{number:04} A title", "About it.", ())

    def group(first: int) -> Nav:
        inside = tuple(Nav(f"C{number:04}", page(number)) for number in range(first + 1, first + 50))
        return Nav(f"Group {first}", page(first), inside)

    groups = [group(first) for first in range(0, criteria, 50)]
    return Site("Force – Crime", "A report.", "", (Nav("Findings", page(9999), tuple(groups)),))


@pytest.mark.parametrize(("criteria", "most"), [(50, 51), (500, 11), (50_000, 1)])
def test_a_long_navigation_is_cut_to_the_levels_that_fit(criteria: int, most: int) -> None:
    text = llms_txt(site(criteria), Sources("", "Notice.", "https://example.org/"))
    assert len(text.encode()) <= LARGEST
    assert len(re.findall(r"^ *- \[", text.partition("## Data")[0], re.MULTILINE)) == most
