"""The public address in the files for reference managers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from mkdocs.commands.build import build
from mkdocs.config import load_config

from hooks import citations
from tests.conftest import ROOT
from tests.projects import golden


def built(folder: Path, site_url: str | None) -> Path:
    """The folder with the data files, as MkDocs writes it."""
    data = folder / "docs" / "data"
    data.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# A site\n", encoding="utf-8")
    for name in citations.FILES:
        (folder / "docs" / name).write_bytes(golden().pages[name].encode())
    config = load_config(
        config_file_path=None,
        site_name="A site",
        site_url=site_url,
        docs_dir=str(folder / "docs"),
        site_dir=str(folder / "site"),
        plugins=[],
        hooks=[str(ROOT / "hooks" / "citations.py")],
    )
    build(config)
    return folder / "site" / "data"


def addresses(folder: Path) -> list[list[str | None]]:
    """The addresses in each of the files."""
    texts = [(folder / Path(name).name).read_bytes().decode() for name in citations.FILES]
    ris = [entry.get("urls", [None])[0] for entry in rispy.loads(texts[0])]
    tex = [entry.fields_dict.get("url") for entry in parse_string(texts[1]).entries]
    csl = [entry.get("URL") for entry in json.loads(texts[2])]
    return [ris, [field.value if field else None for field in tex], csl]


@pytest.mark.parametrize("site_url", ["https://example.org/sub/path/", "https://example.org/sub/path"])
def test_references_have_the_public_address(tmp_path: Path, site_url: str) -> None:
    folder = built(tmp_path, site_url)
    for listed in addresses(folder):
        assert listed[0] == "https://example.org/sub/path/"
        assert "https://example.org/sub/path/mc01/#mc01-e2" in listed
        assert all(address and address.startswith(listed[0]) for address in listed)
    assert (folder / "citations.ris").read_bytes().count(b"\r\n") > 20, "line ends stay as they are"


@pytest.mark.parametrize(
    "site_url", [None, "", "http://127.0.0.1:8000/", "http://localhost/r/", "http://[::1]:8/"]
)
def test_without_a_public_address_references_have_none(tmp_path: Path, site_url: str | None) -> None:
    folder = built(tmp_path, site_url)
    for listed in addresses(folder):
        assert len(listed) == 16
        assert set(listed) == {None}


def test_a_name_that_only_looks_local_is_public(tmp_path: Path) -> None:
    assert addresses(built(tmp_path, "https://127.example.org/"))[0][0] == "https://127.example.org/"


def test_a_site_without_the_files_is_built(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A site\n", encoding="utf-8")
    hooks = [str(ROOT / "hooks" / "citations.py")]
    config = load_config(
        None,
        site_name="A",
        docs_dir=str(tmp_path / "docs"),
        site_dir=str(tmp_path / "site"),
        plugins=[],
        hooks=hooks,
    )
    build(config)
    assert not (tmp_path / "site" / "data").exists()
