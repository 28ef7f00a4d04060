"""Replace the images of charts with inline SVG. Optional: without this hook charts are images.

An inline drawing takes the colours of the page, and readers can select and search its text.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig

# After the inline patterns (20) have made images, before MkDocs changes their addresses (0).
_PRIORITY = 7

_FOLDER = ("assets", "charts")


class InlineCharts(Extension):
    """Replaces each paragraph that contains only an image from `docs`/assets/charts with the SVG."""

    def __init__(self, docs: Path) -> None:
        super().__init__()
        self.charts = docs.joinpath(*_FOLDER)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor, and make `svg` a block-level element, so it needs no paragraph."""
        md.block_level_elements.append("svg")
        md.treeprocessors.register(_InlineCharts(md, self.charts), "inline_charts", _PRIORITY)


class _InlineCharts(Treeprocessor):
    def __init__(self, md: Markdown, charts: Path) -> None:
        super().__init__(md)
        self.charts = charts

    def run(self, root: Element) -> None:
        """Change the paragraphs below `root`."""
        for paragraph in root.iter("p"):
            drawing = self._drawing(paragraph)
            if drawing is not None:
                del paragraph[0]
                paragraph.text = self.md.htmlStash.store(drawing.read_text("utf-8"))

    def _drawing(self, paragraph: Element) -> Path | None:
        """The file of the chart that `paragraph` shows. None if it shows none, or the file is missing."""
        if len(paragraph) != 1 or paragraph[0].tag != "img" or (paragraph.text or "").strip():
            return None
        if (paragraph[0].tail or "").strip():
            return None
        source = PurePosixPath(paragraph[0].get("src", ""))
        path = self.charts / source.name
        # MkDocs warns about a missing image.
        return path if source.parts[-3:-1] == _FOLDER and path.is_file() else None


def on_config(config: MkDocsConfig) -> None:
    """Add the extension to those of mkdocs.yml."""
    config["markdown_extensions"].append(InlineCharts(Path(config.docs_dir)))
