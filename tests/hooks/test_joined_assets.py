"""One script and one style sheet, minified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, get_files

from hooks import joined_assets as hook
from tests.conftest import ROOT


def joined(folder: Path, theme: dict[str, str], data: dict[str, str], **lists: list[str]) -> dict[str, str]:
    """The files of a site by path, after the hook. `theme` are files of its theme, `data` of its docs."""
    return built(folder, theme, data, **lists)[0]


def built(
    folder: Path, theme: dict[str, str], data: dict[str, str], **lists: list[str]
) -> tuple[dict[str, str], MkDocsConfig]:
    """The same, and the configuration."""
    for place, texts in (("theme", theme), ("docs", data)):
        (folder / place).mkdir()
        for name, text in texts.items():
            path = folder / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    files, config = loaded(folder, **lists)
    config.plugins.on_files(files, config=config)
    assert [*map(str, config.extra_javascript)] == [hook.SCRIPT] * bool(lists.get("extra_javascript"))
    assert config.extra_css == [hook.STYLE] * bool(lists.get("extra_css"))
    return {file.src_uri: file.content_string for file in files}, config


def loaded(folder: Path, **lists: Any) -> tuple[Files, MkDocsConfig]:
    theme = {"name": None, "custom_dir": str(folder / "theme")}
    (folder / "mkdocs.yml").write_text("site_name: x\nplugins: []\n", encoding="utf-8")
    hooks: Any = [str(ROOT / "hooks" / "joined_assets.py")]
    config = load_config(str(folder / "mkdocs.yml"), theme=theme, hooks=hooks, **lists)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    return files, config


def test_the_listed_files_become_one_in_their_order(tmp_path: Path) -> None:
    theme = {"assets/b.js": "b( 1 ) // no semicolon\n", "assets/a.js": "/* why */ a();\n"}
    styles = {"assets/x.css": "x { margin: calc(1px + 2px) }\n", "assets/y.css": "p :is(a, b) { top: 0 }\n"}
    files = joined(
        tmp_path,
        theme | styles,
        {},
        extra_javascript=["assets/b.js", "assets/a.js"],
        extra_css=["assets/y.css", "assets/x.css"],
    )
    assert files == {
        "assets/site.js": "b(1)\na();\n",
        "assets/site.css": "p :is(a,b){top:0}\nx{margin:calc(1px + 2px)}\n",
    }


def test_other_scripts_are_minified_and_keep_their_names(tmp_path: Path) -> None:
    theme = {"assets/filter.js": "f( `a  b` );\n", "assets/vendor/c.js": "c( 1 )\n"}
    assert joined(tmp_path, theme, {}) == {"assets/filter.js": "f(`a  b`);", "assets/vendor/c.js": "c( 1 )\n"}


def test_the_words_of_a_report_stay_as_they_are(tmp_path: Path) -> None:
    text = 'window.report = {\n"citation": "a  // ${`b`}"\n};\n'
    files = joined(tmp_path, {}, {"assets/report.js": text}, extra_javascript=["assets/report.js"])
    assert files == {"assets/site.js": text + "\n"}


def test_a_script_that_would_be_damaged_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"assets/a\.js: a template literal within another"):
        joined(tmp_path, {"assets/a.js": "`${f(`a  b`)}  c`"}, {}, extra_javascript=["assets/a.js"])


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match=r"assets/a\.css: no such file"):
        joined(tmp_path, {}, {}, extra_css=["assets/a.css"])


PART = {
    hook.THEME_PART: "/*! Made from main.1.css */.md-a{top:0}",
    "assets/stylesheets/main.1.css": ".md-a{top:0}.md-b{top:0}.ours .md-b{top:0}",
    "assets/own.css": ".ours{top:0}",
}
LISTED = [hook.THEME_PART, "assets/own.css"]
LINK = '<link rel="stylesheet" href="../assets/stylesheets/main.1.css">'


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], str]:
    """What a site with a part of the theme makes of a page."""
    joined_files, config = built(tmp_path, PART, {}, extra_css=LISTED)
    assert joined_files.keys() == {"assets/site.css"}

    def finished(html: str) -> str:
        return str(config.plugins.on_post_template(html, template_name="404.html", config=config))

    return finished


def test_pages_load_the_part_in_place_of_the_theme(page: Callable[[str], str]) -> None:
    assert page(f'<head>{LINK}<p class="md-a ours">') == '<head><p class="md-a ours">'


def test_a_class_that_was_left_out_is_an_error(page: Callable[[str], str]) -> None:
    with pytest.raises(PluginError, match=r"404\.html: the class md-b has no styles"):
        page('<p class="md-a md-b">')


def test_a_part_of_another_theme_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="made from other style sheets than those of this theme"):
        joined(tmp_path, PART | {"assets/stylesheets/palette.2.css": "a{top:0}"}, {}, extra_css=LISTED)


def test_without_the_part_pages_load_the_theme(tmp_path: Path) -> None:
    files, config = built(tmp_path, PART, {}, extra_css=["assets/own.css"])
    assert "assets/stylesheets/main.1.css" in files
    html = f'{LINK}<p class="md-b">'
    assert config.plugins.on_post_template(html, template_name="404.html", config=config) == html
