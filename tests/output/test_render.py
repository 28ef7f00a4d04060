"""The call to MkDocs. The tests of complete builds cover the rendered sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportsite.errors import InputError
from reportsite.output import render
from reportsite.output.disk import Project


def test_a_project_without_its_configuration_is_an_error(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match=r"mkdocs\.yml: F001 no such file"),
        render.rendered(Project(tmp_path), {}),
    ):
        pass
    assert not list(tmp_path.iterdir()), "nothing is left behind"
