"""The theme overrides, and the error if a new version of the theme breaks them."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT

PARTIALS = Path(str(files("material"))) / "templates" / "partials"


def render(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> LexborHTMLParser:
    """A page two folders down, built with our templates.

    `changes` are made to the theme: the name of a partial, a text in it, and its replacement.
    """
    for name in (
        "index.md",
        "parts/index.md",
        "parts/first/index.md",
        "parts/first/page.md",
        "parts/other.md",
    ):
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    for name, (old, new) in (changes or {}).items():
        text = (PARTIALS / name).read_text(encoding="utf-8")
        assert old in text
        (folder / "overrides" / "partials" / name).write_text(text.replace(old, new), encoding="utf-8")
    theme = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))["theme"]
    settings = {"site_name": "A site", "theme": theme, "plugins": []}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml")))
    built = folder / "site" / "parts" / "first" / "page" / "index.html"
    return LexborHTMLParser(built.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> LexborHTMLParser:
    return render(tmp_path_factory.mktemp("site"))


def test_every_navigation_has_its_own_label(page: LexborHTMLParser) -> None:
    names = [nav.attributes.get("aria-label") for nav in page.css("nav:not(.md-nav--secondary)")]
    assert names == [
        "Header",
        "Main sections",
        "All pages",
        "Parts",
        "First",
        "Breadcrumb",
        "Previous and next page",
    ]
    assert not page.css("nav[aria-labelledby]")


def test_the_current_page_is_marked_in_the_navigation(page: LexborHTMLParser) -> None:
    (link,) = page.css(".md-nav--primary a[aria-current=page]")
    assert link.attributes["href"] == "./"


def test_labels_have_no_empty_attributes_and_no_missing_targets(page: LexborHTMLParser) -> None:
    labels = page.css(".md-sidebar label")
    assert labels
    assert not [label.html for label in labels if label.attributes.get("tabindex", "0") != "0"]
    targets = {label.attributes["for"] for label in labels if "for" in label.attributes}
    assert not [target for target in targets if not page.css(f"input#{target}")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'aria-labelledby="{{ path }}_label"',
            'aria-labelledby="{{ path }}_name"',
            'aria-labelledby="__nav_',
        ),
        (' aria-labelledby="{{ path }}_label"', "", 'aria-labelledby="__nav_'),
        ("md-nav__link--active", "md-nav__link--current", 'md-nav__link--active">'),
    ],
)
def test_an_incompatible_theme_stops_the_build(tmp_path: Path, old: str, new: str, expected: str) -> None:
    with pytest.raises(TemplateNotFound) as error:
        render(tmp_path, {"nav-item.html": (old, new)})
    message = str(error.value)
    assert f"overrides/main.html expects {expected}" in message
    assert "mkdocs-material-" in message, "the version of the theme"


def test_a_theme_with_another_script_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(TemplateNotFound, match=r"overrides/main\.html expects <script src="):
        render(tmp_path, {"../base.html": ("javascripts/bundle.", "javascripts/other.")})


def test_the_breadcrumb_template_differs_only_in_its_label() -> None:
    """Fails when the theme changes its template. If so, copy the change to ours."""
    ours = (ROOT / "overrides" / "partials" / "path.html").read_text(encoding="utf-8").partition("\n")[2]
    theirs = (PARTIALS / "path.html").read_text(encoding="utf-8").partition("-#}\n")[2]
    assert ours == theirs.replace("{{ lang.t('nav') }}", "Breadcrumb")
