"""The proof can fail: each kind of loss is caught, and named by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportsite.model import lines_of
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.render import rendered
from reportsite.pipeline import Conversion
from reportsite.proof.proof import PageClaim, Proof, claims_of, prove, report_text
from tests.conftest import ROOT
from tests.projects import committed


@pytest.fixture(scope="module")
def conversion() -> Conversion:
    return committed()


@pytest.fixture(scope="module")
def html(conversion: Conversion) -> Iterator[dict[str, str]]:
    """The pages of the committed report as MkDocs renders them."""
    copies = {page.address.url for page in conversion.site.pages if page.copies}
    with rendered(Project(ROOT), conversion.pages) as built:
        yield {url: text for url, text in disk.read_html(built.web).items() if url not in copies}


def proof(conversion: Conversion, html: dict[str, str], homes: tuple[PageClaim, ...] | None = None) -> Proof:
    report = conversion.report
    claimed = claims_of(conversion.site.homes) if homes is None else homes
    return prove("r.txt", conversion.inputs.source, claimed, report.omissions, report.moved_lines, html)


def messages(found: Proof) -> str:
    return "\n".join(map(str, found.problems))


def findings(html: str) -> list[str]:
    """The findings of a page: each heading with what follows it."""
    return re.findall(r'<h3 id="mc\d\d-.*?(?=<h[23]|</div>)', html, re.DOTALL)


def test_nothing_is_lost(conversion: Conversion, html: dict[str, str]) -> None:
    found = proof(conversion, html)
    assert found.problems == ()
    raw = [
        word
        for line in lines_of(conversion.inputs.source)
        for word in line.split()
        if any(map(str.isalnum, word))
    ]
    # A repair may cut one run of letters into two words, each then counted.
    assert len(raw) <= found.on_pages + found.omitted < len(raw) + 50


def test_a_lost_word(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares frustrations", 1)
    found = proof(conversion, html | {"/mc07/": page})
    assert messages(found) == (
        "r.txt:445: /mc07/ lacks: 'the'. Words of the edition must be marked as its own."
    )


def test_a_changed_word(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares the frustration", 1)
    found = proof(conversion, html | {"/mc07/": page})
    assert "r.txt:445: /mc07/ has 'frustration' instead of 'frustrations'" in messages(found)


def test_lost_punctuation(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("PNC</a>).", "PNC</a>)", 1)
    assert "'(PNC)' instead of '(PNC).'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_a_doubled_paragraph(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"]
    paragraph = re.findall(r"<p>The <a[^>]*>MPS</a> head of information.*?</p>", page)[0]
    found = proof(conversion, html | {"/mc07/": page.replace(paragraph, paragraph * 2)})
    assert "/mc07/ has words that are not here in the text" in messages(found)


def test_swapped_findings(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"]
    first, second, *_ = findings(page)
    swapped = page.replace(second, "@").replace(first, second).replace("@", first)
    assert swapped != page
    found = proof(conversion, html | {"/mc07/": swapped})
    assert "r.txt:445" in messages(found)


def test_findings_swapped_before_they_are_written(conversion: Conversion, html: dict[str, str]) -> None:
    """Pages and plan agree, but not with the order of the text."""
    homes = claims_of(conversion.site.homes)
    changed = []
    for home in homes:
        lines = list(home.lines)
        if home.url == "/mc09/":
            lines[4], lines[5] = lines[5], lines[4]
        changed.append(replace(home, lines=tuple(lines)))
    assert "/mc09/ puts line" in messages(proof(conversion, html, tuple(changed)))


def test_a_line_without_a_home(conversion: Conversion, html: dict[str, str]) -> None:
    homes = tuple(
        replace(h, lines=tuple(x for x in h.lines if x.number != 445))
        for h in claims_of(conversion.site.homes)
    )
    assert "r.txt:445: no page has: 'The MPS relies on" in messages(proof(conversion, html, homes))


def test_a_line_with_two_homes(conversion: Conversion, html: dict[str, str]) -> None:
    homes = claims_of(conversion.site.homes)
    line = next(x for h in homes for x in h.lines if x.number == 445)
    homes = tuple(replace(h, lines=(*h.lines, line)) if h.url == "/mc24/" else h for h in homes)
    assert "is on /mc07/ and /mc24/" in messages(proof(conversion, html, homes))


def test_words_that_are_not_in_the_text(conversion: Conversion, html: dict[str, str]) -> None:
    homes = tuple(
        replace(h, lines=tuple(replace(x, text=x.text.replace("MPS", "Met")) for x in h.lines))
        if h.url == "/mc07/"
        else h
        for h in claims_of(conversion.site.homes)
    )
    assert "/mc07/ claims 'The Met relies" in messages(proof(conversion, html, homes))


def test_own_words_must_be_marked(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace('class="edition"', 'class="plain"')
    assert "'Access to intelligence across forces'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_a_page_that_was_not_built(conversion: Conversion, html: dict[str, str]) -> None:
    rest = {url: text for url, text in html.items() if url != "/mc07/"}
    assert "the page /mc07/ was not built" in messages(proof(conversion, rest))


def test_text_as_a_browser_shows_it() -> None:
    html = """<body>Head<article><h1 id="a">A<a class="headerlink">#</a></h1><h3 id="a-s1">A-S1</h3>
    <p>o<em>n</em>e<br>two</p><div class="edition">own</div><table><tr><td>x</td><td>y</td></tr></table>
    <script>no</script>&lt;b&gt;<!-- no --></article></body>"""
    assert report_text(html, frozenset({"a-s1"})).split() == ["A", "one", "two", "x", "y", "<b>"]
    assert "A-S1" in report_text(html)


def test_a_lost_heading_of_a_finding(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace('id="mc07-s3"', 'id="other"')
    assert "/mc07/ has #mc07-s3 0 times" in messages(proof(conversion, html | {"/mc07/": page}))


def test_lost_symbols(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc13/"].replace("crime types – gun", "crime types gun", 1)
    assert "/mc13/ lacks: '–'" in messages(proof(conversion, html | {"/mc13/": page}))


def test_words_that_nobody_sees(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares <i hidden>the</i> frustrations", 1)
    assert "/mc07/ lacks: 'the'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_stray_words_on_a_page_of_our_own(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/edition/"].replace("<h2", "<p>Stray words.</p><h2", 1)
    page = page.replace('<div class="edition">', "<div>", 1)
    assert "/edition/" in messages(proof(conversion, html | {"/edition/": page}))


def test_a_passage_on_another_page(conversion: Conversion, html: dict[str, str]) -> None:
    """Pages and plan agree, but a finding strays from its criterion."""
    homes = {home.url: home for home in claims_of(conversion.site.homes)}
    stray = tuple(x for x in homes["/mc07/"].lines if x.number == 447)
    homes["/mc07/"] = replace(
        homes["/mc07/"], lines=tuple(x for x in homes["/mc07/"].lines if x.number != 447)
    )
    homes["/mc01/"] = replace(homes["/mc01/"], lines=homes["/mc01/"].lines + stray)
    assert "/mc07/ has this line, but /mc01/ has lines before it" in messages(
        proof(conversion, html, tuple(homes.values()))
    )
