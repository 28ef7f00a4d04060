"""The proof and the link check, on sites that MkDocs has rendered."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import build
from reportsite import pipeline
from reportsite.conversion import Conversion
from reportsite.model import lines_of
from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.offline import offline_files
from reportsite.proof.links import LinkError
from reportsite.proof.proof import PageClaim, Proof, ProofError, claims_of, prove
from tests.conftest import Render, Run
from tests.projects import SUB_PATH, committed, golden, made_up


@pytest.fixture(scope="module")
def conversion() -> Conversion:
    return committed()


@pytest.fixture(scope="module")
def html(conversion: Conversion, committed_site: Path) -> dict[str, str]:
    """The pages of the committed report as MkDocs renders them."""
    copies = {page.address.url for page in conversion.site.pages if page.copies}
    shown = disk.pages_of(disk.read_files(committed_site / "web" / SUB_PATH))
    return {url: text for url, text in shown.items() if url not in copies}


def proof(conversion: Conversion, html: dict[str, str], claims: tuple[PageClaim, ...] | None = None) -> Proof:
    report = conversion.report
    claimed = claims_of(conversion.site.primary_pages) if claims is None else claims
    return prove("r.txt", conversion.inputs.source, claimed, report.omissions, report.moved_lines, html)


def messages(result: Proof) -> str:
    return "\n".join(map(str, result.problems))


def findings(html: str) -> list[str]:
    """The HTML of the findings on a page, each with its heading."""
    return [node.html or "" for node in LexborHTMLParser(html).css(".finding")]


def test_the_committed_report_has_no_problems(conversion: Conversion, html: dict[str, str]) -> None:
    result = proof(conversion, html)
    assert result.problems == ()
    raw = [
        word
        for line in lines_of(conversion.inputs.source)
        for word in line.split()
        if any(map(str.isalnum, word))
    ]
    # A repair may split a word into two, which are both counted.
    assert len(raw) <= result.on_pages + result.omitted < len(raw) + 50


def test_a_lost_word_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares frustrations", 1)
    result = proof(conversion, html | {"/mc07/": page})
    assert messages(result) == (
        "r.txt:445: W007 /mc07/ lacks: 'the'. Words of the edition must be marked as its own."
    )


def test_a_changed_word_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares the frustration", 1)
    result = proof(conversion, html | {"/mc07/": page})
    assert "r.txt:445: W007 /mc07/ has 'frustration' instead of 'frustrations'" in messages(result)


def test_lost_punctuation_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("PNC</a>).", "PNC</a>)", 1)
    assert "'(PNC)' instead of '(PNC).'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_a_duplicate_paragraph_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"]
    paragraph = re.findall(r"<p>The <a[^>]*>MPS</a> head of information.*?</p>", page)[0]
    result = proof(conversion, html | {"/mc07/": page.replace(paragraph, paragraph * 2)})
    assert "/mc07/ has words that are not here in the text" in messages(result)


def test_swapped_findings_are_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = LexborHTMLParser(html["/mc07/"]).html or ""
    first, second, *_ = findings(page)
    swapped = page.replace(second, "@").replace(first, second).replace("@", first)
    assert swapped != page
    result = proof(conversion, html | {"/mc07/": swapped})
    assert "r.txt:445" in messages(result)


def test_findings_swapped_in_the_claims_are_reported(conversion: Conversion, html: dict[str, str]) -> None:
    """Pages and claims agree, but not with the order of the text."""
    claims = claims_of(conversion.site.primary_pages)
    changed = []
    for claim in claims:
        lines = list(claim.lines)
        if claim.url == "/mc09/":
            lines[4], lines[5] = lines[5], lines[4]
        changed.append(replace(claim, lines=tuple(lines)))
    assert "/mc09/ puts line" in messages(proof(conversion, html, tuple(changed)))


def test_a_line_without_a_page_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    claims = tuple(
        replace(c, lines=tuple(x for x in c.lines if x.number != 445))
        for c in claims_of(conversion.site.primary_pages)
    )
    assert "r.txt:445: W001 no page has: 'The MPS relies on" in messages(proof(conversion, html, claims))


def test_a_line_on_two_pages_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    claims = claims_of(conversion.site.primary_pages)
    line = next(x for c in claims for x in c.lines if x.number == 445)
    claims = tuple(replace(c, lines=(*c.lines, line)) if c.url == "/mc24/" else c for c in claims)
    assert "is on /mc07/ and /mc24/" in messages(proof(conversion, html, claims))


def test_claimed_words_that_are_not_in_the_text_are_reported(
    conversion: Conversion, html: dict[str, str]
) -> None:
    claims = tuple(
        replace(c, lines=tuple(replace(x, text=x.text.replace("MPS", "Met")) for x in c.lines))
        if c.url == "/mc07/"
        else c
        for c in claims_of(conversion.site.primary_pages)
    )
    assert "/mc07/ claims 'The Met relies" in messages(proof(conversion, html, claims))


def test_unmarked_words_of_the_edition_are_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace('class="edition"', 'class="plain"')
    assert "'Access to intelligence across forces'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_a_page_that_was_not_built_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    rest = {url: text for url, text in html.items() if url != "/mc07/"}
    assert "the page /mc07/ was not built" in messages(proof(conversion, rest))


def test_a_lost_heading_of_a_finding_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace('id="mc07-s3"', 'id="other"')
    assert "/mc07/ has #mc07-s3 0 times" in messages(proof(conversion, html | {"/mc07/": page}))


def test_lost_symbols_are_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc13/"].replace("crime types – gun", "crime types gun", 1)
    assert "/mc13/ lacks: '–'" in messages(proof(conversion, html | {"/mc13/": page}))


def test_hidden_words_are_reported(conversion: Conversion, html: dict[str, str]) -> None:
    page = html["/mc07/"].replace("shares the frustrations", "shares <i hidden>the</i> frustrations", 1)
    assert "/mc07/ lacks: 'the'" in messages(proof(conversion, html | {"/mc07/": page}))


def test_unmarked_words_on_a_page_of_the_edition_are_reported(
    conversion: Conversion, html: dict[str, str]
) -> None:
    page = html["/edition/"].replace("<h2", "<p>Stray words.</p><h2", 1)
    page = page.replace('<div class="edition">', "<div>", 1)
    assert "/edition/" in messages(proof(conversion, html | {"/edition/": page}))


def test_a_finding_on_the_wrong_page_is_reported(conversion: Conversion, html: dict[str, str]) -> None:
    """Pages and claims agree, but not with the order of the text."""
    claims = {claim.url: claim for claim in claims_of(conversion.site.primary_pages)}
    stray = tuple(x for x in claims["/mc07/"].lines if x.number == 447)
    claims["/mc07/"] = replace(
        claims["/mc07/"], lines=tuple(x for x in claims["/mc07/"].lines if x.number != 447)
    )
    claims["/mc01/"] = replace(claims["/mc01/"], lines=claims["/mc01/"].lines + stray)
    assert "/mc07/ has this line, but /mc01/ has lines before it" in messages(
        proof(conversion, html, tuple(claims.values()))
    )


# The bundle and links ------------------------------------------------------------------------


SHIM = "assets/vendor/iframe-worker/shim.js"


@pytest.fixture(scope="module")
def built(golden_site: Path) -> dict[str, bytes]:
    return disk.read_files(Project(golden_site).site)


def test_the_made_up_report_has_no_broken_link(built: dict[str, bytes]) -> None:
    links = pipeline.check_links(built)
    assert links.links > 100
    assert links.anchors > 20
    # Only the report's own links, the licence and the accessibility page lead to other sites.
    assert all(re.search("example|nationalarchives|w3.org|axe-core", url) for url in links.external)


def test_a_site_for_a_server_has_broken_links_offline(built: dict[str, bytes]) -> None:
    with pytest.raises(LinkError, match="leads to a directory"):
        pipeline.check_links(built, offline=True)


def test_the_bundle_of_a_site_is_proved_and_followed(built: dict[str, bytes]) -> None:
    assert pipeline.pack(golden(), built, SHIM).startswith(b"PK")


def test_a_word_lost_only_in_the_bundle_is_reported(
    built: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(files: dict[str, bytes], shim: str) -> dict[str, bytes]:
        changed = offline_files(files, shim)
        return {**changed, "mc01.html": changed["mc01.html"].replace(b"analyst", b"")}

    monkeypatch.setattr(pipeline, "offline_files", lossy)
    with pytest.raises(ProofError, match="/mc01/"):
        pipeline.pack(golden(), built, SHIM)


@pytest.mark.parametrize("link", ["<a href='../mc02/'>x</a>", "<a href=../mc02/>x</a>"])
def test_an_address_in_an_unknown_form_is_reported(built: dict[str, bytes], link: str) -> None:
    """It is correct on the website, but not changed for the bundle."""
    page = built["mc01/index.html"].replace(b"</body>", f"{link}</body>".encode())
    site = {**built, "mc01/index.html": page}
    pipeline.check_links(site)
    with pytest.raises(LinkError, match=r"mc01\.html: H002 <a href> '\.\./mc02/' leads"):
        pipeline.pack(golden(), site, SHIM)


def test_a_wrong_result_of_the_search_in_the_bundle_is_reported(built: dict[str, bytes]) -> None:
    index = built["search/search_index.json"].replace(b'"mc02/#mc02-s1"', b'"mc02/#mc02-s9"')
    with pytest.raises(LinkError, match=r"search_index\.js: H001 search result 'mc02\.html#mc02-s9'"):
        pipeline.pack(golden(), {**built, "search/search_index.json": index}, SHIM)


def test_a_missing_page_is_reported(built: dict[str, bytes]) -> None:
    without = {path: data for path, data in built.items() if path != "mc02/index.html"}
    with pytest.raises(LinkError, match=r"mc02/index\.html, which is not a file"):
        pipeline.check_links(without)


def test_the_address_of_the_site_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: Render
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/sub/path")
    project = made_up(tmp_path)
    with rendered(project, pipeline.convert(project).pages) as sites:
        site = disk.read_files(sites.stage.site)
        assert not [
            url
            for url in pipeline.check_links(site, address=project.site_url).external
            if url.startswith("https://example.org")
        ]
        with pytest.raises(LinkError, match=r"404\.html: .* leads out of the site"):
            pipeline.check_links(site, address="https://example.org/another")


def test_a_broken_link_fails_the_build_and_the_site_is_kept(tmp_path: Path, builds: Run) -> None:
    """The link is in a template, so MkDocs does not check it."""
    project = made_up(tmp_path)
    project.site.mkdir()
    (project.site / "index.html").write_text("the last good site", encoding="utf-8")
    (project.overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}<a href="/nowhere/">x</a>{% endblock %}', encoding="utf-8"
    )
    done = builds(project)
    assert done.returncode == build.FAILED
    assert "Links are broken; the site was not changed:" in done.stderr
    assert "mc01/index.html: H002 <a href> '/nowhere/' begins at the root of the server" in done.stderr
    assert (project.site / "index.html").read_text(encoding="utf-8") == "the last good site"
    assert not project.content.exists()
