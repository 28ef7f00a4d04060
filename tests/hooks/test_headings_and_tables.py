"""The links to headings, and the captions and headers of tables."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.hooks.rendering import render

TABLE = "\n| Grade | Forces |\n|---|--:|\n| Met | 3 |\n|  | 4 |\n"


def page(folder: Path, markdown: str) -> LexborHTMLParser:
    return render(folder, {"index.md": markdown}, ["headings_and_tables"])["index.md"]


def test_a_link_with_a_name_follows_each_heading(tmp_path: Path) -> None:
    """Within the heading it would be a part of its name."""
    tree = page(
        tmp_path,
        "# A & b\n\nText.\n\n<div markdown>\n\n### MC05-S1\n\nText.\n\n</div>\n\n## Rates<sup>1</sup> {#r}\n",
    )
    links = tree.css("article :is(h1, h2, h3) + a.headerlink")
    assert [(link.attributes["href"], link.attributes["aria-label"]) for link in links] == [
        ("#a-b", "Link to A & b"),
        ("#mc05-s1", "Link to MC05-S1"),
        ("#r", "Link to Rates"),
    ]
    assert not tree.css(":is(h1, h2, h3) a")
    assert not any(link.text() for link in links)


def test_the_caption_repeats_the_heading_above(tmp_path: Path) -> None:
    tree = page(
        tmp_path,
        "# Page\n\n## Grades & *rates* <span class='edition'>of forces</span><sup>1</sup> {#grades}\n"
        f"{TABLE}\n## Next\n{TABLE}",
    )
    captions = tree.css("table > caption.edition.unseen:first-child")
    assert [caption.text() for caption in captions] == ["Grades & rates of forces", "Next"]


def test_a_table_within_html_has_a_caption(tmp_path: Path) -> None:
    tree = page(tmp_path, f'# Page\n\n<div class="glance" markdown="1">\n{TABLE}\n</div>\n')
    assert [caption.text() for caption in tree.css(".glance caption")] == ["Page"]


def test_headers_have_a_scope(tmp_path: Path) -> None:
    tree = page(tmp_path, TABLE)
    assert [cell.text() for cell in tree.css("thead th[scope=col]")] == ["Grade", "Forces"]
    assert [cell.text() for cell in tree.css("tbody th[scope=row]")] == ["Met"]
    assert [cell.text() for cell in tree.css("td[style]")] == ["3", "4"], "the alignment is kept"
    assert not tree.css("caption"), "no caption without a heading"


def test_an_empty_cell_is_not_a_header(tmp_path: Path) -> None:
    tree = page(tmp_path, TABLE)
    assert [cell.text() for cell in tree.css("tbody td:first-child")] == [""]


def test_a_table_has_the_frame_of_the_theme(tmp_path: Path) -> None:
    tree = page(tmp_path, f"# Page\n{TABLE}\nText after it.\n")
    assert len(tree.css("article > .md-typeset__scrollwrap > .md-typeset__table > table:not([class])")) == 1
    assert [node.text() for node in tree.css(".md-typeset__scrollwrap + p")] == ["Text after it."]


def test_raw_html_is_unchanged(tmp_path: Path) -> None:
    raw = '<table class="own"><tr><td>a</td></tr></table>'
    assert raw in (page(tmp_path, f"# Page\n\n{raw}\n").html or "").replace("<tbody>", "").replace(
        "</tbody>", ""
    )
