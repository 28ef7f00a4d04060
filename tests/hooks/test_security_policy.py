"""The Content-Security-Policy of a page: what it allows and what it blocks."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from hooks import security_policy as hook
from reportsite.output import disk

PAGE = (
    '<head><meta charset="utf-8"><script>ours()</script><script src="a.js"></script>'
    '<script id="__config" type="application/json">{"search": "../worker.js"}</script><style>b{}</style>'
    "</head><article>%s</article>"
)


def with_policy(html: str, content: str) -> str:
    page: Any = SimpleNamespace(content=content)
    return hook.on_post_page(html, page=page)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(html: str) -> dict[str, str]:
    text = html.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    return dict(rule.split(" ", 1) for rule in text.split("; "))


def test_scripts_of_the_theme_are_allowed_and_data_is_not_listed() -> None:
    html = with_policy(PAGE % "x", "x")
    assert rules(html)["script-src"] == f"'self' {hashed('ours()')}"
    assert hashed("b{}") in rules(html)["style-src"]
    assert html.startswith('<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')


@pytest.mark.parametrize("kind", ["", ' type="module"', " type=text/javascript", " ASYNC", "\n"])
def test_every_form_of_an_inline_script_is_listed(kind: str) -> None:
    html = with_policy((PAGE % "x").replace("<script>", f"<script{kind}>"), "x")
    assert hashed("ours()") in rules(html)["script-src"]


@pytest.mark.parametrize(
    "content",
    [
        "<p><script>theirs()</script><style>p{}</style></p>",
        "</article></main><script>theirs()</script><style>p{}</style>",
        "<svg><script>theirs()</script><style>p{}</style></svg>",
    ],
)
def test_a_script_in_the_content_is_not_allowed(content: str) -> None:
    html = with_policy(PAGE % content, content)
    assert hashed("theirs()") not in html
    assert hashed("p{}") not in html
    assert hashed("ours()") in html


def test_no_hashes_are_listed_if_a_template_changed_the_content() -> None:
    html = with_policy(PAGE % "<script>y()</script>", "x()")
    assert rules(html)["script-src"].strip() == "'self'"
    html = with_policy(PAGE % "", "")
    assert hashed("ours()") in rules(html)["script-src"], "a page may be empty"


def test_a_page_without_the_expected_charset_is_an_error() -> None:
    with pytest.raises(PluginError, match="no longer writes <meta charset"):
        with_policy(PAGE.replace('<meta charset="utf-8">', "<meta charset=utf8>") % "x", "x")


def test_only_html_templates_have_a_policy() -> None:
    for name, has in (("404.html", True), ("sitemap.xml", False), ("robots.txt", False)):
        text = hook.on_post_template(PAGE % "x", template_name=name)
        assert ("Content-Security-Policy" in text) is has, name


def test_pages_of_the_development_server_have_no_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The development server of MkDocs writes a script into each page."""
    disk.show(tmp_path, {"index.html": with_policy(PAGE % "x", "x").encode()}, {})
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == PAGE % "x"
    monkeypatch.setattr(hook, "_served", False)
    hook.on_startup(command="serve", dirty=False)
    assert with_policy(PAGE % "x", "x") == PAGE % "x"
