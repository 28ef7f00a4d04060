"""Places for downloads in finished pages: filled on the website, and in the bundle with the way to it."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from reportsite.output.downloads import size, with_downloads, without_downloads
from reportsite.proof import links


def page(*places: str) -> bytes:
    return "".join(f"<p>{place}</p>" for place in places).encode()


def place(name: str, words: str) -> str:
    return f'<span data-download="{name}">{words}</span>'


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


SITE = {
    "data/index.html": page(
        place("zip", "Offline"), place("pdf", "PDF"), place("pdf", ""), place("data/a.csv", "")
    ),
    "index.html": b"<p>Home</p>",
    "data/a.csv": b"a,b",
}


def test_a_place_on_the_website_has_link_size_and_checksum() -> None:
    made = b"x" * 1_200_000
    site = with_downloads(SITE, {"r-offline.zip": made})
    assert re.sub(r"</?span[^>]*>", "", site["data/index.html"].decode()) == (
        '<p><a href="../downloads/r-offline.zip">Offline</a><small> (1.2 MB)</small></p>'
        "<p>PDF<small> (not in this build)</small></p><p></p>"
        f"<p><code>{sha(b'a,b')}</code></p>"
    )
    assert with_downloads(site, {"r-offline.zip": made}) == site
    assert site["downloads/r-offline.zip"] == made
    assert {path: site[path] for path in ("index.html", "data/a.csv")} == {
        path: SITE[path] for path in ("index.html", "data/a.csv")
    }
    texts = {path: data.decode() for path, data in site.items() if path.endswith(".html")}
    assert links.check(texts, set(site), offline=False, address="").problems == ()


def test_the_sums_are_read_by_sha256sum(tmp_path: Path) -> None:
    site = with_downloads(SITE, {"r.zip": b"zip", "r.pdf": b"pdf"})
    for name in ("SHA256SUMS", "r.zip", "r.pdf"):
        (tmp_path / name).write_bytes(site[f"downloads/{name}"])
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "r.pdf").write_bytes(b"PDF")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize(
    ("url", "where"),
    [("https://e.org/a/", 'on the <a href="https://e.org/a/">website</a>'), ("", "on the website")],
)
def test_a_place_in_the_bundle_leads_to_the_website(url: str, where: str) -> None:
    files = without_downloads({"data.html": SITE["data/index.html"], "data/a.csv": b"a,b"}, url)
    text = files["data.html"].decode()
    assert f">Offline<small> ({where})</small></span></p>" in text
    assert sha(b"a,b") in text
    filled = with_downloads(SITE, {"r.zip": b"zip"})
    assert without_downloads({"data.html": filled["data/index.html"], "data/a.csv": b"a,b"}, url) == files


def test_without_anything_made_there_are_no_sums() -> None:
    assert with_downloads(SITE, {}).keys() == SITE.keys()


def test_sizes_are_rounded() -> None:
    assert [size(n) for n in (1, 1_499, 955_541, 1_047_056)] == ["1 kB", "1 kB", "956 kB", "1.0 MB"]
