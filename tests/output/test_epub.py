"""The EPUB file: chapters that are XML, links between them, contents, metadata, and the same bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import pytest

from reportsite.exports.citations import Work
from reportsite.output.epub import TYPE, chapters, epub
from reportsite.output.printable import Cover
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Nav, Page

TITLES = {"home": "Northshire & its crime", "mc01": "MC01", "mc02": "MC02"}
BEGIN = {"index.md": "home", "mc01.md": "mc01", "mc02.md": "mc02"}
COVER = Cover("Northshire – Crime, July 2008", "HMIC", "Crown copyright 2008.", "https://example.org/a/")
WORK = Work("HMIC", "Northshire Crime", "Northshire", "July 2008", "2008", 7, "978-1-84726-727-6")


def held(first: str = "", second: str = "", third: str = "") -> dict[str, str]:
    parts = f'<div class="part part-1">{second}</div><div class="part part-2 brief">{third}</div>'
    return chapters(f"<html><body><article>{first}{parts}</article></body></html>", TITLES)


def page(path: str, anchor: str) -> Page:
    return Page(Address(path), TITLES[anchor], "", ())


CONTENTS = (
    Nav("Home", page("index.md", "home")),
    Nav("Findings", None, (Nav("MC01", page("mc01.md", "mc01"), (Nav("MC02", page("mc02.md", "mc02")),)),)),
    Nav("Elsewhere", replace(page("index.md", "home"), address=Address("data.md"))),
    Nav("Nothing", None, (Nav("Lists", replace(page("index.md", "home"), address=Address("lists.md"))),)),
)


def book(cover: Cover = COVER, work: Work = WORK) -> zipfile.ZipFile:
    chapters = held("<h1 id='home'>A</h1>", '<h2 id="mc01">B</h2><svg viewBox="0 0 1 1"></svg>', "<p>C</p>")
    return zipfile.ZipFile(io.BytesIO(epub(chapters, CONTENTS, BEGIN, cover, work)))


def package(cover: Cover = COVER, work: Work = WORK) -> str:
    return book(cover, work).read("package.opf").decode()


def test_each_part_of_the_page_is_a_chapter() -> None:
    made = held("<p>one</p>", "<p>two</p>", "<p>three</p>")
    assert list(made) == ["home", "mc01", "mc02"]
    assert "<article><p>one</p></article>" in made["home"]
    assert '<article><div class="part part-1"><p>two</p></div></article>' in made["mc01"]
    assert "<title>Northshire &amp; its crime</title>" in made["home"]
    with pytest.raises(ValueError, match="shorter"):
        chapters("<article><p>one</p></article>", TITLES)


def test_links_between_chapters_lead_to_their_files() -> None:
    made = held('<p id="home"><a href="#s1">a</a></p>', '<a href="#home">b</a>', '<b id="s1">c</b>')
    assert '<a href="mc02.xhtml#s1">a</a>' in made["home"]
    assert '<a href="home.xhtml#home">b</a>' in made["mc01"]
    assert '<a href="https://e.org/#s1">' in held('<a href="https://e.org/#s1">d</a>')["home"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b<wbr>c<hr></p>", "abc"),
        ('<p>a&nbsp;b &amp;nbsp; &lt;br&gt;<img alt="x>y" src="data:,"></p>', "a\xa0b &nbsp; <br>"),
        ("<p>a<!-- > -->b<i></i>c", "abc"),
        ('<table><col><tr><td style="text-align: right">a</table>', "a"),
    ],
)
def test_a_chapter_is_xml_with_the_text_of_the_page(html: str, text: str) -> None:
    article = ElementTree.fromstring(held(html)["home"]).find(".//{*}article")
    assert article is not None
    assert "".join(article.itertext()) == text


def test_a_chapter_that_is_not_xml_is_refused() -> None:
    with pytest.raises(ExpatError):
        held("<p>\x01</p>")


def test_charts_have_their_colours_without_variables() -> None:
    svg = '<svg font-family="var(--a, var(--b, sans-serif))"><rect fill="var(--c, #fff)"></rect></svg>'
    assert '<svg font-family="sans-serif"><rect fill="#fff"></rect></svg>' in held(svg)["home"]


def test_the_file_begins_with_its_type_and_lists_all_others() -> None:
    with book() as archive:
        first, container, opf, *others = archive.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first).decode() == TYPE
        assert container.filename == "META-INF/container.xml"
        root = ElementTree.fromstring(archive.read(opf))
    items = {item.get("href"): item for item in root.iterfind(".//{*}item")}
    assert items.keys() == {other.filename for other in others}
    assert [path for path, item in items.items() if item.get("properties") == "svg"] == ["text/mc01.xhtml"]
    order = [ref.get("idref") for ref in root.iterfind(".//{*}itemref")]
    assert [path for path, item in items.items() if item.get("id") in order] == [
        "text/home.xhtml",
        "text/mc01.xhtml",
        "text/mc02.xhtml",
    ]


def test_the_contents_are_those_of_the_navigation_that_are_in_the_book() -> None:
    assert (
        '<ol><li><a href="text/home.xhtml">Northshire &amp; its crime</a></li>'
        '<li><span>Findings</span><ol><li><a href="text/mc01.xhtml">MC01</a><ol><li>'
        '<a href="text/mc02.xhtml">MC02</a></li></ol></li></ol></li></ol></nav>'
    ) in book().read("nav.xhtml").decode()


def test_the_metadata_are_those_of_the_report() -> None:
    text = package()
    assert "<dc:title>Northshire – Crime, July 2008</dc:title>" in text
    assert "<dc:source>urn:isbn:9781847267276</dc:source>" in text
    assert '<meta property="dcterms:modified">2008-07-01T00:00:00Z</meta>' in text
    bare = package(work=replace(WORK, isbn="", month=None))
    assert "<dc:source>https://example.org/a/</dc:source>" in bare
    assert "<dc:date>2008</dc:date>" in bare
    assert "2008-01-01T" in bare


def test_the_identifier_is_that_of_the_edition() -> None:
    def identifier(cover: Cover) -> str | None:
        return ElementTree.fromstring(package(cover)).findtext(".//{*}identifier")

    same = replace(COVER, notice="Another.")
    assert identifier(COVER) == identifier(same)
    assert identifier(COVER) != identifier(replace(COVER, address=""))
    assert identifier(COVER) != identifier(replace(COVER, title="Southshire – Crime"))
