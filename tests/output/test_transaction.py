"""An interrupted build leaves every part of a project complete; see tests/output/interruptions.py."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SCENARIOS = {
    "kills": 200,
    "kills_of_the_recovery": 100,
    "kills_before_a_clean": 80,
    "random_kills": 60,
    "errors": 200,
    "full_disk": 27,
    "unwritable_folders": 7,
    "two_builds": 30,
    "orphans": 1,
}
"""The functions of `interruptions`, with the minimum number of interruptions of each."""


# Hundreds of processes are started and killed.
@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_interruptions_leave_complete_parts(scenario: str) -> None:
    command = [sys.executable, "-m", "tests.output.interruptions", scenario]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["failures"] == []
    assert result["tried"] >= SCENARIOS[scenario]


def test_the_package_can_be_imported_where_fcntl_does_not_exist() -> None:
    """As on Windows, where msvcrt locks files."""
    code = (
        "import sys, types\n"
        "sys.platform, sys.modules['fcntl'] = 'win32', None\n"
        "sys.modules['msvcrt'] = types.ModuleType('msvcrt')\n"
        "import reportsite.output.transaction\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
