"""The website's files as files that open from disk: what changes in a page, and what does not."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from reportsite.output.bundle import kept
from reportsite.output.offline import address, offline_files
from reportsite.output.publish import BUNDLE
from reportsite.proof.documents import document
from tests.conftest import Run
from tests.projects import made_up

SHIM = (
    "function a(x){send(x)}function b(){return{}}class C{constructor(u){"
    "document.write(`<script>send=${a};load=${b};from('${u}')<\\/script><script src=${u}><\\/script>`)}}"
)
CODE = '{root=new URL("%s",location)}'
NAMES = {"": "", "index.html": "index.html", "mc07/index.html": "mc07.html", "a/b/index.html": "a/b.html"}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def page(root: str, content: str = "", policy: str = "") -> str:
    """A page of the theme, with the site's root at `root`."""
    return (
        f'<head><meta charset="utf-8">{policy}<link rel="icon" href="{root}/i.png"></head>'
        f"<body><script>{CODE % root}</script><article>{content}</article>"
        '<script id="__config" type="application/json">'
        f'{{"base": "{root}", "search": "{root}/w.js"}}</script>'
    )


def offline(html: str, path: str = "mc07/index.html", **files: str) -> str:
    """A page of a website as it is in the bundle, without the script that is added."""
    site = {path: html, "shim.js": SHIM, **files}
    changed = offline_files({name: text.encode() for name, text in site.items()}, "shim.js")
    text = changed[NAMES[path]].decode()
    start, added, end = text.partition(f'<script src="{"../" * NAMES[path].count("/")}shim.js"></script>')
    assert added
    return start + end


@pytest.mark.parametrize(
    ("where", "written", "local"),
    [
        ("mc07/index.html", "./", "mc07.html"),
        ("mc07/index.html", "..", "index.html"),
        ("mc07/index.html", "../?q=x#home", "index.html?q=x#home"),
        ("mc07/index.html", "../a/b/#c/", "a/b.html#c/"),
        ("mc07/index.html", "../a/b", "a/b"),
        ("mc07/index.html", "../data/x.csv", "data/x.csv"),
        ("mc07/index.html", "../gone/", "gone/index.html"),
        ("a/b/index.html", "../../mc07/#x", "../mc07.html#x"),
        ("a/b/index.html", "../../", "../index.html"),
        ("index.html", ".", "index.html"),
        ("index.html", "mc07/", "mc07.html"),
        ("", "./", "index.html"),
        *(
            ("mc07/index.html", same, same)
            for same in ("#x", "", "?q=x", "https://a.org/b/", "mailto:a@b.org")
        ),
        *(("mc07/index.html", same, same) for same in ("/mc07/", "//a.org/", "data:image/x,a")),
    ],
)
def test_an_address_leads_to_the_same_page(where: str, written: str, local: str) -> None:
    assert address(where, written, NAMES) == local


def test_only_addresses_and_the_root_change() -> None:
    assert offline(page("..", '<a href="../mc07/#s" title="../mc07/">../mc07/</a>')) == page(
        ".", '<a href="mc07.html#s" title="../mc07/">../mc07/</a>'
    ).replace("./i.png", "i.png").replace("./w.js", "w.js")
    assert offline(page("../.."), "a/b/index.html") == page("..")


@pytest.mark.parametrize(
    "content",
    [
        '<p>href="../a/" and &lt;a href="../a/"></p>',
        '<!-- <a href="../a/"> -->',
        "<p title='<a href=\"../a/\">'>x</p>",
        '<p data-href="../a/">x</p>',
        '<script>let a = "<a href=\\"../a/\\">"</script>',
        '<script type="application/ld+json">{"name": "\\"@id\\": \\"../a/\\""}</script>',
    ],
)
def test_what_only_looks_like_an_address_is_left_alone(content: str) -> None:
    assert content in offline(page("..", content))


def test_addresses_in_data_change() -> None:
    data = '<script type="application/ld+json">{"@id": "../a/b/", "url": "../#x", "name": "../a/b/"}</script>'
    html = offline(page("..", data), **{"a/b/index.html": ""})
    assert '{"@id": "a/b.html", "url": "index.html#x", "name": "../a/b/"}' in html


def test_the_policy_allows_the_changed_scripts_and_files() -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="%s">'
    before = f"default-src 'none'; script-src 'self' {hashed(CODE % '..')} {hashed('x')}; img-src 'self'"
    written = "send=function a(x){send(x)};load=function b(){return{}};from('w.js')"
    after = (
        f"default-src 'none'; script-src 'self' file: {hashed(CODE % '.')} {hashed('x')} {hashed(written)}; "
        "img-src 'self' file:"
    )
    assert policy % after in offline(page("..", "", policy % before))


def test_a_script_in_the_content_stays_forbidden() -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    planted = '<script>new URL("..")</script>'
    html = offline(page("..", planted, policy))
    assert hashed('new URL(".")') not in html


def test_the_search_index_becomes_a_script() -> None:
    docs = [{"location": place} for place in ("", "#a", "mc07/", "mc07/#mc07-s3")]
    files = {"search/search_index.json": json.dumps({"docs": docs, "x": "é"}), "mc07/index.html": ""}
    changed = offline_files({name: text.encode() for name, text in files.items()}, "shim.js")
    text = changed["search/search_index.js"].decode()
    assert text.startswith("var __index = {")
    index = json.loads(text.removeprefix("var __index = "))
    assert index["x"] == "é"
    assert [doc["location"] for doc in index["docs"]] == [
        "index.html",
        "index.html#a",
        "mc07.html",
        "mc07.html#mc07-s3",
    ]


def test_the_words_stay_the_same() -> None:
    html = page("..", '<h1 id="a">A</h1><p>href="../mc07/" <a href="../mc07/">b</a></p>')
    assert document(offline(html)).pieces == document(html).pieces
    assert document(offline(html)).ids == document(html).ids


def test_a_project_without_the_setting_has_no_bundle(tmp_path: Path, builds: Run) -> None:
    project = made_up(tmp_path)
    assert "Offline bundle" in builds(project).stdout
    assert list(project.bundles.glob(f"*{BUNDLE}.zip"))
    settings = project.config.read_text(encoding="utf-8")
    start, end = settings.index("  bundle:\n"), settings.index("\nplugins:")
    project.config.write_text(settings[:start] + settings[end:], encoding="utf-8")
    done = builds(project)
    assert "removed dist/" in done.stdout
    assert "Offline bundle" not in done.stdout
    assert [path.suffix for path in project.bundles.iterdir()] == [".epub"]


def test_a_missing_shim_fails_the_build(tmp_path: Path, builds: Run) -> None:
    project = made_up(tmp_path)
    settings = project.config.read_text(encoding="utf-8")
    project.config.write_text(settings.replace("shim: assets/", "shim: gone/"), encoding="utf-8")
    assert "which is not a file of the site" in builds(project).stderr
    assert not project.site.exists()


def test_the_bundle_has_no_link_to_the_markdown_of_a_page() -> None:
    link = '<link rel="alternate" type="text/markdown" href="index.md">'
    assert offline(f"{link}{page('..')}") == offline(page(".."))
    assert [*kept({"mc07.html": b"", "mc07/index.md": b"", "practice/part-1.md": b""})] == ["mc07.html"]
