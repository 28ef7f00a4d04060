"""Complete builds, killed at random moments, leave every part of a project complete."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.output.interruptions import state

KILLS = int(os.environ.get("KILLS", "2"))
"""The number of builds to kill; 50 in `make fuzz`."""

SENTENCE = "The desk is staffed."


def test_a_build_killed_at_a_random_moment_leaves_complete_parts(golden_site: Path, tmp_path: Path) -> None:
    """Each part is entirely old or entirely new, and the next build succeeds and tidies up."""
    root = tmp_path / "project"
    shutil.copytree(golden_site, root)
    (text,) = (root / "report").glob("*.txt")
    report = text.read_text(encoding="utf-8")
    assert SENTENCE in report
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(root)]
    chance, seconds = random.Random(50), 4.0
    for number in range(KILLS):
        old = state(root)
        text.write_text(report.replace(SENTENCE, f"The desk is staffed {number} times."), encoding="utf-8")
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
            time.sleep(chance.uniform(0, seconds))
            build.kill()
        left = state(root)
        begun = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - begun
        assert done.returncode == 0, done.stderr
        new = state(root)
        mixed = [part for part in new if left.get(part) not in (old.get(part), new[part])]
        assert not mixed, f"kill {number}"
        assert not [*root.glob(".staging-*")], f"kill {number}"
