"""Linked data, Open Graph metadata, the sitemap, robots.txt and the 404 page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite import pipeline
from reportsite.exports.citations import STYLES, Slot, filled, work_of
from reportsite.output.disk import Project
from tests.conftest import FIXTURES, Once, Render
from tests.exports.test_citations import marked
from tests.projects import committed, golden, made_up

GOLDEN = FIXTURES / "golden"
SITE_URL = "https://example.org/sub/path/"
END = "</script><img src=x onerror=alert(1)>"
VOCABULARY = yaml.safe_load((FIXTURES / "schemaorg.yml").read_text(encoding="utf-8"))


def made(root: Path, title: str = "") -> Project:
    """A project with the made-up report; `title` is added to one of its titles and one expansion."""
    project = made_up(root)
    if title:
        facts = project.edition.read_text(encoding="utf-8")
        project.edition.write_text(facts.replace("MC01: Analysts", f"MC01: 'A {title}'"), encoding="utf-8")
        terms = project.glossary.read_text(encoding="utf-8")
        assert "Desk that" in terms
        project.glossary.write_text(terms.replace("Desk that", f"Desk {title} that"), encoding="utf-8")
    return project


def rendered_to(rendered: Render, project: Project, target: Path, site_url: str = "") -> Path:
    project = replace(project, environment={**project.environment, "SITE_URL": site_url})
    with rendered(project, pipeline.convert(project).pages) as built:
        shutil.copytree(built.stage.site, target)
    return target


@pytest.fixture(scope="module")
def absolute(once: Once, rendered: Render) -> Path:
    """The made-up report, with a hostile title, built with a published address."""

    def fill(root: Path) -> None:
        rendered_to(rendered, made(root / "project", END), root / "site", SITE_URL)

    return once("absolute", fill) / "site"


@pytest.fixture(scope="module")
def relative(once: Once, rendered: Render) -> Path:
    """The made-up report built without a published address, with file names as URLs."""

    def fill(root: Path) -> None:
        project = made(root / "project")
        config = project.config.read_text(encoding="utf-8")
        assert "use_directory_urls: true" in config
        project.config.write_text(config.replace("use_directory_urls: true", "use_directory_urls: false"))
        rendered_to(rendered, project, root / "site")

    return once("relative", fill) / "site"


def tree(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def pages(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def objects(path: Path) -> list[Any]:
    """The linked data of a page."""
    (script,) = tree(path).css('script[type="application/ld+json"]')
    data = json.loads(script.text())
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


# The vocabulary ------------------------------------------------------------------------------


def violations(data: Any, path: str = "") -> Iterator[str]:
    """Properties and values of an object that its type does not allow."""
    kind = data.get("@type")
    if kind not in VOCABULARY:
        yield f"{path}: type {kind}"
        return
    for name, value in data.items():
        where = f"{path}/{kind}.{name}"
        if name == "@type":
            continue
        if name == "@id":
            if not isinstance(value, str) or re.search(r'[\s<>"{}|\\^`]', value):
                yield f"{where}: not an address"
        elif name not in VOCABULARY[kind]:
            yield f"{where}: unknown property"
        else:
            for inner in value if isinstance(value, list) else [value]:
                yield from _value_violations(inner, VOCABULARY[kind][name], where)


def _value_violations(value: Any, allowed: Any, where: str) -> Iterator[str]:
    if isinstance(allowed, list):
        if not isinstance(value, dict):
            yield f"{where}: not an object"
        elif value.keys() == {"@id"}:
            if "ref" not in allowed:
                yield f"{where}: only an address"
        elif value.get("@type") not in allowed:
            yield f"{where}: a {value.get('@type')}"
        else:
            yield from violations(value, where)
        return
    fits = {
        "text": isinstance(value, str) and bool(value),
        "own": isinstance(value, str) and bool(value),
        "web": isinstance(value, str) and value.startswith("https://"),
        "date": isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d", value)),
        "flag": isinstance(value, bool),
        "number": isinstance(value, int) and not isinstance(value, bool),
    }
    if not fits[allowed]:
        yield f"{where}: {value!r} is not of type {allowed}"


@cache
def linked() -> Any:
    return json.loads(committed().pages["jsonld.json"])


def test_linked_data_is_valid(absolute: Path, relative: Path) -> None:
    for site in (absolute, relative):
        for path in pages(site):
            assert [f for data in objects(path) for f in violations(data)] == [], path
    assert [f for found in linked().values() for data in found for f in violations(data)] == []


@pytest.mark.parametrize(
    ("change", "violation"),
    [
        ({"@type": "Raport"}, ": type Raport"),
        ({"pages": 3}, "/Report.pages: unknown property"),
        ({"datePublished": "July 2008"}, "/Report.datePublished: 'July 2008' is not of type date"),
        ({"publisher": "HMIC"}, "/Report.publisher: not an object"),
        ({"publisher": {"@type": "Chapter"}}, "/Report.publisher: a Chapter"),
        ({"@id": "/a b/"}, "/Report.@id: not an address"),
    ],
)
def test_invalid_linked_data_is_noticed(change: dict[str, Any], violation: str) -> None:
    report = next(data for data in linked()["index.md"] if data["@type"] == "Report")
    assert list(violations(report | change)) == [violation]


# Contents ------------------------------------------------------------------------------------


def test_the_report_has_its_publication_data() -> None:
    report = next(data for data in linked()["index.md"] if data["@type"] == "Report")
    assert report["datePublished"] == "2008-07"
    assert report["identifier"]["value"] == "978-1-84726-727-6"
    assert report["publisher"]["name"] == "Her Majesty's Inspectorate of Constabulary"
    assert len(report["hasPart"]) == 25
    assert "Not an official publication" in report["copyrightNotice"]


def test_every_page_but_the_first_has_breadcrumbs() -> None:
    for page, listed in linked().items():
        ways = [data for data in listed if data["@type"] == "BreadcrumbList"]
        assert len(ways) == (page != "index.md"), page
        for way in ways:
            entries = way["itemListElement"]
            assert [entry["position"] for entry in entries] == [*range(1, len(entries) + 1)]
            assert entries[0]["item"]["@id"] == "index.md"
            assert entries[-1]["item"]["@id"] == page
    names = [e["name"] for e in linked()["mc07.md"][-1]["itemListElement"]]
    assert names == ["Home", "Findings", "Intelligence", "MC07 Access to intelligence across forces"]


def test_every_term_is_defined() -> None:
    (terms,) = (data for data in linked()["glossary.md"] if data["@type"] == "DefinedTermSet")
    names = [term["name"] for term in terms["hasDefinedTerm"]]
    assert names == [e.term for e in committed().context.glossary.entries]


def nodes(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        yield data
        for inner in data.values():
            yield from nodes(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from nodes(inner)


def lost(site: Path, base: str) -> list[str]:
    """Addresses in linked data that do not exist on the site, and ids of more than one object."""
    broken: list[str] = []
    names: list[str] = []
    for path in pages(site):
        here = base + path.relative_to(site).as_posix().removesuffix("index.html" if base == SITE_URL else "")
        for node in nodes(objects(path)):
            own = [node[key] for key in ("@id", "url") if key in node]
            for address in (urljoin(here, one) for one in own):
                where = urlsplit(address)
                file = site / where.path.removeprefix(urlsplit(base).path)
                file = file / "index.html" if file.is_dir() else file
                anchored = not where.fragment or f'id="{where.fragment}"' in file.read_text(encoding="utf-8")
                if not address.startswith(base) or not file.is_file() or not anchored:
                    broken.append(address)
            if "@type" in node and "@id" in node:
                names.append(urljoin(here, node["@id"]))
    return [*broken, *(name for name in names if names.count(name) > 1)]


def test_every_id_is_an_address_of_the_site(absolute: Path, relative: Path) -> None:
    assert lost(absolute, SITE_URL) == []
    assert lost(relative, "https://example.com/elsewhere/") == []
    assert all(
        node["@id"].startswith(SITE_URL)
        for path in pages(absolute)
        for node in nodes(objects(path))
        if "@id" in node
    )


def test_an_id_without_a_page_is_noticed(absolute: Path, tmp_path: Path) -> None:
    shutil.copytree(absolute, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "mc02")
    assert f"{SITE_URL}mc02/" in lost(tmp_path / "site", SITE_URL)


def test_text_cannot_end_the_script_element(absolute: Path) -> None:
    chapter = objects(absolute / "mc01" / "index.html")[0]
    assert chapter["name"] == f"MC01 A {END}"
    (terms,) = (d for d in objects(absolute / "glossary" / "index.html") if d["@type"] == "DefinedTermSet")
    assert any(END in term["description"] for term in terms["hasDefinedTerm"])
    for path in absolute.rglob("*.html"):
        assert not tree(path).css("[onerror], img[src=x]"), path


def test_the_hook_is_optional(tmp_path: Path, rendered: Render) -> None:
    project = made(tmp_path / "project")
    config = project.config.read_text(encoding="utf-8")
    assert "  - hooks/linked_data.py\n" in config
    project.config.write_text(config.replace("  - hooks/linked_data.py\n", ""))
    site = rendered_to(rendered, project, tmp_path / "site")
    assert "ld+json" not in (site / "mc01" / "index.html").read_text(encoding="utf-8")


# The heads of pages --------------------------------------------------------------------------


def meta(path: Path) -> dict[str, str]:
    values = {}
    for node in tree(path).css("head meta[property], head meta[name]"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        assert name not in values, (path, name)
        values[name] = node.attributes.get("content") or ""
    return values


def test_every_page_has_its_metadata(absolute: Path) -> None:
    titles = set()
    for path in pages(absolute):
        values = meta(path)
        address = SITE_URL + path.relative_to(absolute).as_posix().removesuffix("index.html")
        assert values["description"]
        assert values["og:description"] == values["description"]
        assert values["og:title"]
        assert values["og:site_name"] == "Northshire Police – Major Crime"
        assert values["og:locale"] == "en_GB"
        assert values["og:type"] == ("website" if address == SITE_URL else "article")
        assert values["og:url"] == address
        (canonical,) = tree(path).css('link[rel="canonical"]')
        assert canonical.attributes["href"] == address
        titles.add(values["og:title"])
    assert len(titles) == len(pages(absolute))


def test_without_a_published_address_pages_have_no_canonical_link(relative: Path) -> None:
    for path in pages(relative):
        assert "og:url" not in meta(path)
        assert not tree(path).css('link[rel="canonical"]')
    assert "Sitemap" not in (relative / "robots.txt").read_text(encoding="utf-8")
    assert not (relative / "sitemap.xml").exists()


def test_the_sitemap_lists_every_page(absolute: Path) -> None:
    root = ET.fromstring((absolute / "sitemap.xml").read_text(encoding="utf-8"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    listed = [node.text for node in root.iter(f"{space}loc")]
    wanted = [
        SITE_URL + p.relative_to(absolute).as_posix().removesuffix("index.html") for p in pages(absolute)
    ]
    assert sorted(filter(None, listed)) == sorted(wanted)
    assert not list(root.iter(f"{space}lastmod")), "the date of a build is not the date of a change"
    robots = (absolute / "robots.txt").read_text(encoding="utf-8")
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {SITE_URL}sitemap.xml\n"


def test_files_that_only_the_build_needs_are_not_published(absolute: Path) -> None:
    assert not (absolute / "jsonld.json").exists()
    assert not (absolute / "site.yml").exists()
    assert (absolute / "data" / "report.json").is_file()


def test_no_title_repeats_the_name_of_the_site(absolute: Path) -> None:
    titles = {path: tree(path).css_first("title") for path in pages(absolute)}
    name = titles[absolute / "index.html"]
    assert name
    assert name.text()
    for path, title in titles.items():
        assert title
        assert title.text().count(name.text()) == 1, path


def test_links_of_the_404_page_begin_at_the_root(absolute: Path) -> None:
    """Because a server shows it at any address."""
    page = tree(absolute / "404.html")
    links = [a.attributes["href"] or "" for a in page.css("main a, header a")]
    for name in ("", "mc01/", "glossary/", "practice/", "registers/"):
        assert any(urljoin("/x/", link) == f"/sub/path/{name}" for link in links), name
    for node in page.css("[href], [src], form[action]"):
        target = node.attributes.get("href") or node.attributes.get("src") or node.attributes.get("action")
        assert target
        assert target.startswith(("/sub/path/", "#", "https://")), target
    (words,) = page.css("form input")
    assert words.attributes["name"] == "q"
    assert "noindex" in meta(absolute / "404.html")["robots"]


# How to cite ---------------------------------------------------------------------------------


def test_pages_with_the_words_of_the_report_say_who_wrote_them(absolute: Path) -> None:
    author = "Her Majesty's Inspectorate of Constabulary"
    own = meta(absolute / "mc01" / "index.html")
    assert own["citation_title"] == "MC01"
    assert own["citation_inbook_title"] == "Northshire Police Major Crime"
    assert own["citation_author"] == own["citation_publisher"] == own["DC.creator"] == author
    assert (own["citation_publication_date"], own["DC.date"]) == ("2008/07", "2008-07")
    assert own["citation_isbn"] == "978-1-00000-000-0"
    assert own["citation_public_url"] == own["DC.identifier"] == f"{SITE_URL}mc01/"
    assert own["DC.title"] == f"MC01 A {END}"
    whole = meta(absolute / "report" / "index.html")
    assert whole["citation_title"] == "Northshire Police Major Crime"
    assert whole["citation_technical_report_institution"] == author
    assert "citation_inbook_title" not in whole
    assert "citation_technical_report_institution" not in own


def test_pages_of_the_edition_are_not_by_the_inspectorate(absolute: Path) -> None:
    for name in ("data", "edition", "accessibility", "registers/strengths"):
        own = meta(absolute / name / "index.html")
        assert own["DC.title"]
        assert own["DC.rights"].startswith("Report: Crown copyright 2008")
        assert not {"citation_title", "citation_author", "DC.creator"} & own.keys()
        assert tree(absolute / name / "index.html").css_first("#__cite") is None


def test_without_a_public_address_pages_state_none(relative: Path) -> None:
    own = meta(relative / "mc01.html")
    assert own["citation_title"] == "MC01"
    assert not {"citation_public_url", "DC.identifier"} & own.keys()


def cited(path: Path) -> dict[str, str]:
    """The citations that a page shows without scripts, by style, with asterisks around italics."""
    page = tree(path)
    for hidden in page.css("#__cite [hidden]"):
        hidden.decompose()
    for italic in page.css("#__cite i"):
        italic.replace_with(f"*{italic.text()}*")
    return {head.text(): sibling(head).text() for head in page.css("#__cite h3")}


def sibling(head: LexborNode) -> LexborNode:
    node = head.next
    while node and not node.is_element_node:
        node = node.next
    assert node
    return node


@pytest.mark.parametrize("name", ["index", "mc01/index", "practice/night-desk/index", "glossary/index"])
def test_without_scripts_pages_show_the_statements_of_the_model(absolute: Path, name: str) -> None:
    report = golden().report
    part = {
        "index": "",
        "mc01/index": "MC01",
        "practice/night-desk/index": "Night Desk (NDs)",
        "glossary/index": "Appendix 2: Glossary of Terms and Abbreviations",
    }[name]
    values = {
        Slot.PART: part,
        Slot.ADDRESS: SITE_URL + name.removesuffix("index"),
        Slot.ACCESSED: "[date]",
    }
    work = work_of(report)
    expected = {style: filled(marked(write(work)), values) for style, write in STYLES.items()}
    assert cited(absolute / f"{name}.html") == expected


def test_without_a_public_address_citations_have_none(relative: Path) -> None:
    work = work_of(golden().report)
    assert cited(relative / "mc01.html") == {
        style: filled(marked(write(work)), {Slot.PART: "MC01"}) for style, write in STYLES.items()
    }
