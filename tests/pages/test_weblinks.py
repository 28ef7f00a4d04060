"""Notes after dead web addresses in the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportsite.editorial.edition import check_edition, read_edition
from reportsite.errors import Collector
from reportsite.model import Text, WebLink
from reportsite.output import markdown
from reportsite.pages import weblinks
from reportsite.reading.headings import MONTHS
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import Page, Para
from tests.conftest import FIXTURES
from tests.projects import golden

ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa/20080401000000/"


@pytest.fixture(scope="module")
def context() -> Context:
    return golden().context


def written(context: Context, url: str, *dead: str) -> str:
    """The Markdown of a sentence with the address `url`; `dead` are the dead links."""
    facts = replace(context.edition, dead_links=dead)
    notes = weblinks.dead_link_notes(replace(context, edition=facts))
    para = Para((Text("See "), WebLink(url, (Text(url),)), Text(".")))
    page = Page(Address("x.md"), "T", "D", (para,))
    return markdown.to_markdown(page, {}, notes).split("---\n", 2)[2].strip()


@pytest.mark.parametrize(
    "url",
    [
        "http://inspectorates.homeoffice.gov.uk/hmic/",
        "http://www.hmic.gov.uk",
        "http://HMIC.gov.uk/a?b=c&d=(e)",
    ],
)
def test_a_dead_inspectorate_address_has_an_archive_link(context: Context, url: str) -> None:
    context = replace(
        context,
        report=replace(context.report, title=replace(context.report.title, date="April 2008")),
    )
    words = (
        "(as printed in 2008; this link may no longer work; try the "
        f"[UK Government Web Archive](<{ARCHIVE}{url}>){{ .outside }})"
    )
    assert written(context, url, url) == f'See <{url}><span class="edition"> {words}</span>.'


@pytest.mark.parametrize(
    "url", ["http://example.org/hmic.gov.uk/", "http://nothmic.gov.uk/", "mailto:a@hmic"]
)
def test_other_dead_addresses_have_only_a_note(context: Context, url: str) -> None:
    assert "this link may no longer work)</span>." in written(context, url, url)
    assert "webarchive" not in written(context, url, url)


def test_a_live_address_has_no_note(context: Context) -> None:
    url = "http://www.hmic.gov.uk/a"
    assert written(context, url, "http://www.hmic.gov.uk/") == f"See <{url}>."


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS.split("|"), start=1)))
def test_every_month_has_its_number(context: Context, number: int, month: str) -> None:
    address = weblinks.archived("x", replace(context.report.title, date=f"{month} 2009"))
    assert address.endswith(f"/2009{number:02}01000000/x")


@pytest.mark.parametrize(
    "url", ["http://example.org/", "http://example.org/hmic", "https://example.org/hmic/"]
)
def test_a_dead_link_that_is_not_in_the_text_is_an_error(context: Context, url: str) -> None:
    source = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")
    problems = Collector("report.yml")
    edition = read_edition(f"source: a.txt\nreceived: Made up.\ndead_links:\n  - {url}\n", problems)
    check_edition(edition, context.report, source, problems)
    assert [str(problem) for problem in problems.errors] == [
        f"report.yml:4: E005 dead_links: {url!r} is not a link in the text. "
        "Copy the address exactly as printed."
    ]
