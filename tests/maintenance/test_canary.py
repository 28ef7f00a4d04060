"""The comparison of two sites. `make canary` runs the trial builds themselves, which need a network."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from maintenance import canary
from tests.conftest import ROOT

PAGE = (
    '<html><head><title>One</title><meta name="generator" content="{generator}"></head><body>'
    '<nav>{generator}</nav><article><h1 id="one">One</h1><p id="two">Some words</p>'
    '<a href="../two/#one">Two</a> <a href="../two/?x=1">x</a>'
    '<svg id="chart"><text>drawn</text></svg></article></body></html>'
)


def site(folder: Path, generator: str = "mkdocs") -> Path:
    for name in ("one", "two"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(PAGE.replace("{generator}", generator), encoding="utf-8")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return site(tmp_path / "ours")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return site(tmp_path / "theirs")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "one" / "index.html"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_identical_sites_have_no_differences(ours: Path, theirs: Path) -> None:
    assert not canary.same(ours, theirs)
    assert not canary.unreadable(ours, theirs)
    assert not canary.unlike(ours, theirs)


def test_the_generator_tag_is_ignored(ours: Path, theirs: Path) -> None:
    change(theirs, 'content="mkdocs"', 'content="another"')
    assert not canary.same(ours, theirs)
    change(theirs, "<nav>mkdocs", "<nav>another")
    assert len(canary.same(ours, theirs)) == 1


def test_a_site_that_looks_different_can_be_readable(ours: Path, tmp_path: Path) -> None:
    theirs = site(tmp_path / "other", generator="another")
    change(theirs, '<svg id="chart"><text>drawn</text></svg>', '<img src="chart.svg">')
    assert canary.same(ours, theirs)
    assert not canary.unreadable(ours, theirs)
    assert any("<img>" in line for line in canary.unlike(ours, theirs))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("Some words", "Some", "words lost: words"),
        ("Some words", "words Some", "different order"),
        (' id="two"', "", "lacks the anchors two"),
        ("<title>One", "<title>Other", "the title is 'Other'"),
        ("../two/#one", "../three/", "broken link: one/index.html: ../three/"),
        ("../two/#one", "../two/#three", "broken link: one/index.html: ../two/#three"),
        ("../two/#one", "../three/?term=a", "broken link: one/index.html: ../three/?term=a"),
    ],
)
def test_differences_that_affect_reading_are_reported(
    ours: Path, theirs: Path, old: str, new: str, difference: str
) -> None:
    change(theirs, old, new)
    assert any(difference in line for line in canary.unreadable(ours, theirs))
    assert canary.same(ours, theirs)


def test_a_link_with_a_query_is_followed(ours: Path, theirs: Path) -> None:
    change(theirs, "../two/#one", "../two/?term=a#one")
    assert not canary.unreadable(ours, theirs)


def test_a_missing_page_is_reported(ours: Path, theirs: Path) -> None:
    (theirs / "two" / "index.html").unlink()
    assert "two/index.html: missing" in canary.same(ours, theirs)
    assert "two/index.html: missing" in canary.unreadable(ours, theirs)


def pins(name: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.M):
        versions.setdefault(package, set()).add(version)
    return versions


@pytest.mark.parametrize(("lock", "renderer"), [("properdocs", "properdocs"), ("ezglossary", "inflect")])
def test_only_the_renderer_or_the_glossary_differs(lock: str, renderer: str) -> None:
    """Two locks pin the same version of every package that both contain."""
    ours, theirs = pins("requirements.txt"), pins(f"maintenance/{lock}.txt")
    assert renderer in theirs.keys() - ours.keys()
    assert {name: theirs[name] for name in theirs if name in ours} == {
        name: ours[name] for name in theirs if name in ours
    }


def test_properdocs_has_what_the_hooks_import() -> None:
    imported = {
        name
        for hook in (ROOT / "hooks").glob("*.py")
        for name in re.findall(r"^(?:from|import) (\w+)", hook.read_text("utf-8"), re.M)
    }
    missing = imported - sys.stdlib_module_names - pins("maintenance/properdocs.txt").keys()
    # ProperDocs has a module of this name, too.
    assert not missing - {"mkdocs"}


def test_captions_and_highlighted_code_are_ignored() -> None:
    cell = "<tr><td>1</td></tr></table>"
    ours = f"<article><table><caption>Figures</caption>{cell}<pre>open(x)</pre></article>"
    theirs = f"<article><table>{cell}<pre><span>open</span><span>(x)</span></pre></article>"
    for html in (ours, theirs):
        article = LexborHTMLParser(html).css_first("article")
        assert article
        assert canary.words(article) == ["1", "open(x)"]
