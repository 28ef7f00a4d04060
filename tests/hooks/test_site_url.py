"""The address of the site comes from the environment and may have any host and path."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from tests.conftest import Render
from tests.projects import golden, with_theme


def page_and_sitemap(rendered: Render, folder: Path) -> tuple[str, str]:
    """A page and the sitemap of the made-up report. MkDocs does not write an empty sitemap."""
    with rendered(with_theme(folder), golden().pages) as built:
        site = built.stage.site
        sitemap = site / "sitemap.xml"
        return (
            (site / "mc01" / "index.html").read_text("utf-8"),
            sitemap.read_text("utf-8") if sitemap.exists() else "",
        )


def test_canonical_links_and_sitemap_have_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: Render
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/sub/path")
    page, sitemap = page_and_sitemap(rendered, tmp_path)
    assert '<link rel="canonical" href="https://example.org/sub/path/mc01/">' in page
    assert "<loc>https://example.org/sub/path/mc01/</loc>" in sitemap
    foot = (
        '@page{@bottom-left{color:#50606d;content:"https://example.org/sub/path/mc01/";font:8pt sans-serif}}'
    )
    assert f"<style>{foot}</style>" in page
    digest = base64.b64encode(hashlib.sha256(foot.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page, "the policy of the page allows it"


@pytest.mark.parametrize("value", [None, ""])
def test_a_site_without_an_address_has_no_canonical_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: Render, value: str | None
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    if value is not None:
        monkeypatch.setenv("SITE_URL", value)
    page, sitemap = page_and_sitemap(rendered, tmp_path)
    assert 'rel="canonical"' not in page
    assert "@bottom-left" not in page
    assert "<loc>" not in sitemap
