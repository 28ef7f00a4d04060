"""Text written as Markdown and rendered with MkDocs' extensions is the same text."""

from __future__ import annotations

from collections.abc import Mapping

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportsite.model import Mention, Text
from reportsite.output.markdown import to_markdown
from reportsite.proof.documents import document
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Container,
    FindingHeading,
    Heading,
    Page,
    PageBlock,
    Para,
    TableBlock,
    Target,
)

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]

# Markup of Markdown, attribute lists, HTML and templates, and plain words.
HOSTILE = [
    "a", "B2", " ", "*", "**", "_", "__", "`", "```", "~~~", "[", "]", "(", ")", "](", "[x]: y",
    "<", ">", "<b>", "</div>", "<script>alert(1)</script>", "<!--", "-->", "&amp;", "&lt;", "&#65;",
    "&", "#", "##", "-", "+", "1.", "1)", ">", "|", "\\", "{", "}", "{: .x }", "{ #y }", "{{ z }}",
    "{% raw %}", "!", "![i](j)", "http://e.x/a_b_c", "<http://e.x>", ":", ":::", "===", "---", "***",
    "[TOC]", "*[A]:", "[^1]", "!!!", "???", "javascript:x", "[x]: javascript:y", "[x](data:y)",
    "{# z #}", "<![CDATA[", "<?php", "]]>", "<style>", "</script>", "<u", '" onclick="y', "&#60;",
    "’", "–", "¹", "\u00a0", '"', "'",
]  # fmt: skip
TEXTS = (
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=8)
    .map("".join)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def html_of(*blocks: PageBlock, targets: Mapping[str, Target] | None = None) -> str:
    """HTML of blocks, rendered with the extensions listed in mkdocs.yml."""
    page = Page(Address("x.md"), "T", "D", blocks)
    body = to_markdown(page, targets or {}).split("---\n", 2)[2]
    return str(markdown.markdown(body, extensions=EXTENSIONS))


def shown(*blocks: PageBlock, targets: Mapping[str, Target] | None = None) -> str:
    html = html_of(*blocks, targets=targets)
    return " ".join(document(f"<article>{html}</article>").text().split())


def para(text: str) -> Para:
    return Para((Text(text),))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("a {: #x }")
@example("# not a heading")
@example("1. no list")
@example("[TOC]")
@example("<div markdown>")
@example("Text ending in a number sign #")
def test_rendered_text_is_unchanged(text: str) -> None:
    assert shown(para(text)) == text
    assert shown(Heading(2, (Text(text),), anchor="x-y")) == text
    assert shown(Bullets(((para(text),), (para("b"), para(text))))) == f"{text} b {text}"
    assert shown(TableBlock((para("h"), para(text)), ((para(text), para("c")),))) == f"h {text} {text} c"
    assert shown(Container((para(text),), "section")) == text


@settings(deadline=None)
@given(TEXTS)
def test_text_does_not_become_markup(text: str) -> None:
    html = html_of(para(text))
    assert html.startswith("<p>")
    assert html.count("<") == 2, "one paragraph without elements"


@pytest.mark.parametrize("text", ["\t*a", "    *a", "\t# a", " \t- a", "    1. a"])
def test_indented_text_does_not_become_code(text: str) -> None:
    assert shown(para(text)) == text.strip()


def test_the_anchor_of_a_finding_comes_from_its_heading() -> None:
    assert '<h3 id="mc07-s3">MC07-S3</h3>' in html_of(FindingHeading(3, "mc07-s3"))


def test_a_heading_has_its_anchor() -> None:
    html = html_of(Heading(2, (Text("Summary"),), anchor="mc07-summary"))
    assert html == '<h2 id="mc07-summary">Summary</h2>'


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("index.md", "/"),
        ("mc07.md", "/mc07/"),
        ("practice/index.md", "/practice/"),
        ("practice/gold-groups.md", "/practice/gold-groups/"),
    ],
)
def test_urls(page: str, url: str) -> None:
    assert Address(page).url == url
    assert Address(page, "x").url == f"{url}#x"


def test_the_title_of_a_link_is_escaped() -> None:
    targets = {"MIT": Target(addresses.term("MIT"), '"A" <b> & [c](d) \\ é')}
    page = Page(Address("x.md"), "T", "D", (Para((Mention("MIT", "MIT"),)),))
    assert "[MIT]: glossary.md#mit " in to_markdown(page, targets)
    html = html_of(Para((Mention("MIT", "MIT"),)), targets=targets)
    assert html == (
        '<p><a href="glossary.md#mit" title="&quot;A&quot; &lt;b&gt; &amp; [c](d) \\ é">MIT</a></p>'
    )
