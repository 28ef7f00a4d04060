"""What the policy of a page names, and what it does not."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from reportsite.output import disk
from tests.conftest import ROOT

PAGE = (
    '<head><meta charset="utf-8"><script>ours()</script><script src="a.js"></script>'
    '<script id="__config" type="application/json">{"search": "../worker.js"}</script><style>b{}</style>'
    "</head><article>%s</article>"
)


@pytest.fixture
def policy() -> ModuleType:
    found = importlib.util.spec_from_file_location("policy", ROOT / "hooks" / "policy.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def config(*dirs: Path, **values: Any) -> dict[str, Any]:
    theme = SimpleNamespace(dirs=[str(path) for path in dirs])
    return {"use_directory_urls": True, "extra": {}, "theme": theme, **values}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(html: str) -> dict[str, str]:
    text = html.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    return dict(rule.split(" ", 1) for rule in text.split("; "))


def test_scripts_of_the_theme_are_named_and_data_is_not(policy: ModuleType) -> None:
    html = policy.on_post_page(PAGE % "x", page=SimpleNamespace(content="x"), config=config())
    found = rules(html)
    assert found["script-src"] == f"'self' {hashed('ours()')}"
    assert hashed("b{}") in found["style-src"]
    assert html.startswith('<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')


def test_a_script_in_the_text_is_not_named(policy: ModuleType) -> None:
    content = "<p><script>theirs()</script><style>p{}</style></p>"
    html = policy.on_post_page(PAGE % content, page=SimpleNamespace(content=content), config=config())
    assert hashed("theirs()") not in html
    assert hashed("p{}") not in html
    assert hashed("ours()") in html


def test_content_that_a_theme_has_changed_names_nothing(policy: ModuleType) -> None:
    html = policy.on_post_page(
        PAGE % "<script>y()</script>", page=SimpleNamespace(content="x()"), config=config()
    )
    assert rules(html)["script-src"].strip() == "'self'"
    html = policy.on_post_page(PAGE % "", page=SimpleNamespace(content=""), config=config())
    assert hashed("ours()") in rules(html)["script-src"], "a page may be empty"


def test_pages_opened_from_disk_load_files(policy: ModuleType, tmp_path: Path) -> None:
    """There the search runs in a frame, into which a shim writes a script."""
    (tmp_path / "shim.js").write_text(
        "function a(x){send(x)}function b(){return{}}class C{constructor(u){"
        "document.write(`<script>send=${a};load=${b};from('${u}')<\\/script><script src=${u}><\\/script>`)}}",
        encoding="utf-8",
    )
    settings = config(tmp_path, use_directory_urls=False, extra={"polyfills": ["shim.js"]})
    html = policy.on_post_page(PAGE % "x", page=SimpleNamespace(content="x"), config=settings)
    written = "send=function a(x){send(x)};load=function b(){return{}};from('../worker.js')"
    assert rules(html)["script-src"] == f"'self' file: {hashed('ours()')} {hashed(written)}"
    assert rules(html)["default-src"] == "'none'"


def test_only_pages_have_one(policy: ModuleType) -> None:
    for name, has in (("404.html", True), ("sitemap.xml", False), ("robots.txt", False)):
        text = policy.on_post_template(PAGE % "x", template_name=name, config=config())
        assert ("Content-Security-Policy" in text) is has, name


def test_pages_served_to_their_author_may_be_reloaded(policy: ModuleType, tmp_path: Path) -> None:
    """MkDocs' server writes a script into each page."""
    page = SimpleNamespace(content="x")
    html = policy.on_post_page(PAGE % "x", page=page, config=config())
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    disk.drop_policies(tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == PAGE % "x"
    policy.on_startup(command="serve", dirty=False)
    assert policy.on_post_page(PAGE % "x", page=page, config=config()) == PAGE % "x"
