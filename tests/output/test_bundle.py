"""The offline bundle as a file: one folder, no unneeded files, the same bytes for the same input."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

from reportsite.output.bundle import bundle, kept
from tests.conftest import ROOT

FILES = {
    "index.html": b"<p>home",
    "practice/index.html": b"<p>practice",
    "assets/javascripts/bundle.js": b"1",
    "assets/javascripts/bundle.js.map": b"{}",
    "404.html": b"<p>not found",
    "search/search_index.js": b"var __index = {}",
    "search/search_index.json": b"{}",
}


def test_the_bundle_has_one_folder_without_unneeded_files() -> None:
    with zipfile.ZipFile(io.BytesIO(bundle("made-up-offline", kept(FILES), "Read me.\n"))) as archive:
        assert archive.namelist() == [
            "made-up-offline/READ-ME.txt",
            "made-up-offline/assets/javascripts/bundle.js",
            "made-up-offline/index.html",
            "made-up-offline/practice/index.html",
            "made-up-offline/search/search_index.js",
        ]
        assert archive.read("made-up-offline/index.html") == b"<p>home"
        assert archive.read("made-up-offline/READ-ME.txt") == b"Read me.\r\n"


def test_the_bundle_does_not_depend_on_the_order_of_files() -> None:
    again = dict(reversed(FILES.items()))
    assert bundle("a", FILES, "x") == bundle("a", again, "x")
    assert bundle("a", FILES, "x") != bundle("a", {**FILES, "index.html": b"<p>home."}, "x")


def test_the_vendored_shim_is_unchanged() -> None:
    folder = ROOT / "overrides" / "assets" / "vendor" / "iframe-worker"
    named = re.search(r"^sha256 (\w{64})  (\S+)$", (folder / "ORIGIN.txt").read_text("utf-8"), re.MULTILINE)
    assert named
    assert hashlib.sha256((folder / named[2]).read_bytes()).hexdigest() == named[1]
    assert (folder / "LICENSE").is_file()
