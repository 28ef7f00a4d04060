"""The proof on small sites, each with one loss that must be reported."""

from __future__ import annotations

from reportsite.proof.proof import report_text


def test_text_as_a_browser_shows_it() -> None:
    html = """<body>Head<article><h1 id="a">A<a class="headerlink">#</a></h1><h3 id="a-s1">A-S1</h3>
    <p>o<em>n</em>e<br>two</p><div class="edition">own</div><table><tr><td>x</td><td>y</td></tr></table>
    <script>no</script>&lt;b&gt;<!-- no --></article></body>"""
    assert report_text(html, frozenset({"a-s1"})).split() == ["A", "one", "two", "x", "y", "<b>"]
    assert "A-S1" in report_text(html)
