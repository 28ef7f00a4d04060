"""Charts as inline SVG instead of images."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.hooks.rendering import render

SVG = '<svg role="img" viewBox="0 0 9 9"><title>Rates &amp; more</title>\n<text>2007</text></svg>'


def page(folder: Path, markdown: str, name: str = "index.md") -> LexborHTMLParser:
    pages = {name: markdown, "assets/charts/rates.svg": SVG, "assets/logo.svg": SVG}
    return render(folder, pages, ["inline_charts"])[name]


def test_a_chart_replaces_its_paragraph(tmp_path: Path) -> None:
    tree = page(tmp_path, '<div class="chart" markdown="1">\n\n![Rates](assets/charts/rates.svg)\n\n</div>\n')
    assert [node.html for node in tree.css(".chart > svg")] == [SVG]
    assert not tree.css("img, p")


def test_a_page_in_a_folder_can_have_charts(tmp_path: Path) -> None:
    tree = page(tmp_path, "![Rates](../assets/charts/rates.svg)", "crime/a.md")
    assert len(tree.css("article > svg")) == 1


def test_other_images_stay_images(tmp_path: Path) -> None:
    tree = page(
        tmp_path,
        "![Logo](assets/logo.svg)\n\nA line with ![Rates](assets/charts/rates.svg) in it\n\n"
        "![Rates](assets/charts/missing.svg)\n",
    )
    assert len(tree.css("img")) == 3
    assert not tree.css("svg")
