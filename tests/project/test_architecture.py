"""The flow of the design: each module imports only from those above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from reportsite import ROOMS
from tests.conftest import ROOT

RANK = {name: rank for rank, name in enumerate(ROOMS)}
PACKAGE = ROOT / "reportsite"


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> set[str]:
    """Modules of the package that a file imports, by their first name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            parts = (node.module or "").split(".")
            if parts == ["reportsite"]:
                found |= {alias.name for alias in node.names}
            elif parts[0] == "reportsite":
                found.add(parts[1])
    return found


FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_upwards(path: Path) -> None:
    own = module_of(path)
    for other in imports_of(path):
        assert RANK[other] < RANK[own] or other == own, f"{own} imports {other}"


def test_only_files_touches_the_disk() -> None:
    for path in FILES:
        if module_of(path) in ("output", "pipeline", "serve"):
            continue
        names = {
            node.id if isinstance(node, ast.Name) else node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        assert not names & {"open", "Path", "read_text", "write_text", "write_bytes"}, path


def test_no_fact_of_the_report_stands_in_code() -> None:
    """Names, codes, dates and titles of the committed report are data."""
    facts = ("Metropolitan", "MC0", "MC1", "London", "2008", "978-", "Gold Groups", "Five Boroughs")
    for path in [*FILES, ROOT / "build.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told = id(node) in docstrings or "expected" in node.value
                assert told or not any(f in node.value for f in facts), (path.name, node.value)
