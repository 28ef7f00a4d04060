"""The Makefile and the workflows: pinned actions, minimal permissions, and only make targets. All offline."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
ACTIONS = sorted(GITHUB.glob("actions/*/action.yml"))
DEPENDABOT = GITHUB / "dependabot.yml"

BESIDES_MAKE = {'gh release create "$TAG" --verify-tag --generate-notes dist/*'}
"""Commands other than make targets that a step may run. They only make sense on GitHub."""

PINNED = re.compile(r"(\./\S+|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*)")


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool from the environment of the tests."""
    command = [str(Path(sys.executable).with_name(tool)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def zizmor(*inputs: Path) -> subprocess.CompletedProcess[str]:
    # The auditor is the strictest persona.
    options = ("--offline", "--persona", "auditor", "--strict-collection", "--collect", "all")
    return run("zizmor", *options, "--config", GITHUB / "zizmor.yml", "--no-progress", *inputs)


def schema(name: str, *inputs: Path) -> subprocess.CompletedProcess[str]:
    return run("check-jsonschema", "--builtin-schema", f"vendor.{name}", *inputs)


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def steps(path: Path) -> Iterator[dict[str, Any]]:
    data = load(path)
    for job in [*data.get("jobs", {}).values(), data.get("runs", {})]:
        yield from job.get("steps", [])


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def loose_uses(path: Path) -> list[str]:
    """Actions in a workflow that are not pinned by commit with the version in a comment."""
    used = re.findall(r"^\s*(?:- )?uses:\s*(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [each for each in used if not PINNED.fullmatch(each)]


def foreign_runs(path: Path) -> list[str]:
    """Commands in a workflow that are not targets of the Makefile."""
    known = make_targets()
    commands = [step["run"].strip() for step in steps(path) if "run" in step]
    return [
        command
        for command in commands
        if command not in BESIDES_MAKE
        and not (command.startswith("make ") and set(command.split()[1:]) <= known)
    ]


def excess_rights(path: Path) -> list[str]:
    """Unnecessary permissions and credentials in a workflow."""
    data = load(path)
    excess = [] if data.get("permissions") == {} else ["permissions at the top are not {}"]
    excess += [f"{name}: no permissions" for name, job in data["jobs"].items() if "permissions" not in job]
    for step in steps(path):
        kept = step.get("with", {}).get("persist-credentials", True)
        if step.get("uses", "").startswith("actions/checkout@") and kept is not False:
            excess.append("a checkout keeps its credentials")
    return excess


GOOD = """\
name: Good
on: [pull_request]
permissions: {}
concurrency:
  group: good-${{ github.ref }}
  cancel-in-progress: true
jobs:
  check:
    name: Check
    runs-on: ubuntu-24.04
    permissions:
      contents: read # to check out
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - run: make lint
"""
SHA = "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2"


def written(folder: Path, text: str, name: str = "workflow.yml") -> Path:
    path = folder / ".github" / "workflows" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_zizmor_finds_no_problems() -> None:
    done = zizmor(*WORKFLOWS, *ACTIONS, DEPENDABOT)
    assert done.returncode == 0, done.stdout


def test_workflows_and_actions_are_valid_against_their_schemas() -> None:
    for done in (
        schema("github-workflows", *WORKFLOWS),
        schema("github-actions", *ACTIONS),
        schema("dependabot", DEPENDABOT),
    ):
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda p: p.parent.name + "/" + p.stem)
def test_actions_are_pinned_and_steps_are_make_targets(path: Path) -> None:
    assert not loose_uses(path)
    assert not foreign_runs(path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_permissions_are_minimal(path: Path) -> None:
    assert not excess_rights(path)


def test_all_workflows_use_the_setup_action() -> None:
    used = [step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step]
    assert not [each for each in used if each.startswith("actions/setup-python")]
    assert "./.github/actions/setup" in used


def test_releases_and_the_published_site_use_no_cache() -> None:
    for name in ("main", "release"):
        for step in steps(GITHUB / "workflows" / f"{name}.yml"):
            assert "cache" not in step.get("with", {})
            assert not step.get("uses", "").startswith("actions/cache")


def test_a_good_workflow_passes(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert not [*loose_uses(path), *foreign_runs(path), *excess_rights(path)]
    done = zizmor(path)
    assert done.returncode == 0, done.stdout
    assert schema("github-workflows", path).returncode == 0


@pytest.mark.parametrize("loose", ["@v6", "@main", SHA.removesuffix(" # v6.0.2"), "@de0fac2 # v6.0.2"])
def test_an_action_that_is_not_pinned_is_noticed(tmp_path: Path, loose: str) -> None:
    assert loose_uses(written(tmp_path, GOOD.replace(SHA, loose)))


@pytest.mark.parametrize("command", ["make nothing", "make lint && id", "pip install x", "make lint; make x"])
def test_a_step_that_is_not_a_make_target_is_noticed(tmp_path: Path, command: str) -> None:
    assert foreign_runs(written(tmp_path, GOOD.replace("make lint", command)))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("permissions: {}\n", ""),
        ("permissions: {}", "permissions: write-all"),
        ("    permissions:\n      contents: read # to check out\n", ""),
        ("persist-credentials: false", "persist-credentials: true"),
        ("        with:\n          persist-credentials: false\n", ""),
    ],
)
def test_excess_permissions_are_noticed(tmp_path: Path, good: str, bad: str) -> None:
    assert excess_rights(written(tmp_path, GOOD.replace(good, bad)))


def test_zizmor_notices_untrusted_text_in_a_command(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("make lint", "make ${{ github.event.pull_request.title }}"))
    done = zizmor(path)
    assert done.returncode != 0
    assert "template-injection" in done.stdout


def test_the_schemas_notice_a_misspelt_key(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("runs-on", "run-on"))
    assert schema("github-workflows", path).returncode == 1
    path = tmp_path / "dependabot.yml"
    path.write_text(DEPENDABOT.read_text("utf-8").replace("interval:", "intervall:"), encoding="utf-8")
    assert schema("dependabot", path).returncode == 1


def test_make_help_lists_every_target() -> None:
    # Run from a make target itself, make would also print the folder that it enters.
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    listed = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    assert {name for name, _ in listed} == make_targets()
    assert all(text[0].isupper() for _, text in listed)


@pytest.mark.parametrize("plain", [["index.md"], ["part-1.md", "part-2.md"]])
def test_a_release_has_the_zip_the_pdf_the_data_the_text_and_their_checksums(
    tmp_path: Path, plain: list[str]
) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "report-offline.zip").write_bytes(b"zip")
    # The pages in site/data are not part of it.
    for file, data in (
        ("content/data/report.json", b"[]"),
        ("site/data/report.json", b"{}"),
        ("site/data/x", b""),
        *((f"site/report/{name}", b"") for name in {"index.md", *plain}),
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(data)
    (tmp_path / "dist" / "report.pdf").write_bytes(b"pdf")
    # Without building the site. Twice, because a second run must not list the checksums themselves.
    for _ in range(2):
        command = ["make", "--assume-old=pdf", "release"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    sums = (tmp_path / "dist" / "SHA256SUMS").read_text("utf-8").splitlines()
    texts = [f"report-{name}" for name in plain]
    names = [line.split()[1] for line in sums]
    assert names == sorted([*texts, "report-offline.zip", "report.json", "report.pdf"])
    assert sums[names.index("report.json")].startswith(
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )
