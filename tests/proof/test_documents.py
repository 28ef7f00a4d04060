"""What is read from a page: its text as a browser shows it, its anchors and its addresses."""

from __future__ import annotations

import pytest

from reportsite.proof.documents import EDITORIAL, INLINE, UNSEEN, document


def test_text_is_extracted_as_a_browser_shows_it() -> None:
    html = """<body>Head<article><h1 id="a">A</h1><a class="headerlink" href="#a"></a><h3 id="a-s1">A-S1</h3>
    <p>o<em>n</em>e<br>two</p><div class="edition">own</div><table><tr><td>x</td><td>y</td></tr></table>
    <script>no</script>&lt;b&gt;<!-- no --></article></body>"""
    assert document(html).text(frozenset({"a-s1"})).split() == ["A", "one", "two", "x", "y", "<b>"]
    assert "A-S1" in document(html).text()


def test_only_headings_that_show_their_anchor_are_marked() -> None:
    html = """<article><h3 id="a-s1">A-<b>S1</b></h3><p id="b">A <i>line</i>.</p>text</article>"""
    marked = [piece for piece in document(html).pieces if piece[0]]
    assert marked == [("a-s1", "A-S1")]


EXCLUDED = [
    '<p class="edition">x</p>', '<div class="a edition"><p>x</p></div>',
    "<script>x</script>", "<style>x</style>", "<template>x</template>", "<nav>x</nav>",
    "<svg><text>x</text></svg>", "<aside>x</aside>", "<p hidden>x</p>", "<noscript>x</noscript>",
    "<textarea>x</textarea>", "<del>x</del>", "<!-- x -->",
]  # fmt: skip


@pytest.mark.parametrize("html", EXCLUDED)
def test_text_that_is_not_the_reports_is_excluded(html: str) -> None:
    assert document(f"<article>a {html} b {html}</article>").text().split() == ["a", "b"]


def test_every_exclusion_has_its_example() -> None:
    for selector in (*EDITORIAL, *UNSEEN):
        assert any(selector.strip(".[]") in html for html in EXCLUDED), selector
    assert len(EXCLUDED) == len((*EDITORIAL, *UNSEEN)) + 2


@pytest.mark.parametrize(
    "tag", ["p", "div", "section", "h2", "li", "td", "dd", "blockquote", "figcaption", "x-y"]
)
def test_text_that_is_the_reports(tag: str) -> None:
    """And every block separates words from those around it."""
    html = f"<article>a<{tag}>b</{tag}>c</article>".replace("<td>", "<table><tr><td>").replace(
        "</td>", "</td></tr></table>"
    )
    assert sorted(document(html).text().split()) == ["a", "b", "c"]


@pytest.mark.parametrize("tag", sorted(INLINE - {"del"}))
def test_inline_elements_do_not_separate_words(tag: str) -> None:
    assert document(f"<article>a<{tag}>b</{tag}>c</article>").text() == "abc"


@pytest.mark.parametrize("node", ["<!-- no -->", "<!no>", "<?no ?>"])
def test_comments_and_instructions_do_not_separate_words(node: str) -> None:
    assert document(f"<article>a{node}b</article>").text() == "ab"


def test_a_page_without_an_article_is_read_entirely() -> None:
    assert document("<body><p>a</p></body>").text().split() == ["a"]
    assert document("<body>no<article>a</article>no</body>").text() == "a"
    assert document("").text() == ""


def test_anchors_are_ids_and_names_of_links() -> None:
    html = '<p id="a">x</p><p id="a">y</p><a name="b">z</a><a name="a">z</a><!-- <p id="c"> -->'
    assert document(html).ids == {"a": 2, "b": 0}


def test_a_page_is_read_once() -> None:
    html = "<article>read once, whoever asks</article>"
    assert document(html) is document("".join(html))
