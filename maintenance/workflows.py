"""Run the steps of the workflows in order, as far as this machine can, so that a mistake shows before a push.

Each job starts in a folder of its own with almost no environment. Checking out copies the tracked files.
Artifacts pass from job to job through a folder. Other actions need the host; their inputs are checked.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"

KEPT = re.compile(r"PIP_\w+|SSL_\w+|npm_config_\w+|\w+_proxy|HOME|LANG", re.IGNORECASE)
"""Variables that a step also has on this machine: the home folder, and how packages are reached."""

VALUES = {
    "github.token": "token",
    "github.repository": "owner/name",
    "github.ref_name": "v1.0.0",
    "matrix.python": "3",
    "steps.pages.outputs.base_url": "https://example.org/name",
}
"""What stands for the expressions `${{ … }}` of the steps."""

NOT_RUN = {
    "make ci": "it runs this check itself",
    "make workflows": "it is this check",
    "make engines": "it takes minutes, and .ci/run runs it too",
    "make listen": "it drives a screen reader for minutes, weekly",
    "make reproducible": "it builds twice, and .ci/run runs it too",
    "make audit": "it looks up vulnerabilities, which can appear at any time",
    "make links EXTERNAL": "it requests external sites",
}
"""Commands, and their variables, that are only checked with `make --dry-run`, each with the reason."""

GH = """#!/bin/sh
# Stands for the command line of GitHub: all files of a release exist, and it knows where to publish.
set -eu
: "${GH_TOKEN:?}" "${GH_REPO:?}"
test "$1 $2" = "release create" || { echo "gh $1 $2: no rule"; exit 2; }
shift 3
for word; do
  case "$word" in --*) continue ;; esac
  test -f "$word" || { echo "$word: no such file"; exit 1; }
done
"""


class StepError(Exception):
    """A step failed; the message says which, and how."""


@dataclass
class Job:
    """A job that is running."""

    name: str
    folder: Path
    """Its workspace, empty until it checks out."""
    artifacts: Path
    """A folder for each artifact of the workflow."""
    dry: bool
    """Whether make only prints what it would run. Then there are no files to check."""
    ids: set[str] = field(default_factory=set)
    """The ids of the steps so far."""

    def value(self, text: str) -> str:
        """`text` with each expression replaced. Raises StepError for one without a value."""

        def known(match: re.Match[str]) -> str:
            name = match[1]
            step = re.match(r"steps\.([\w-]+)\.", name)
            if name not in VALUES or (step and step[1] not in self.ids):
                raise StepError(f"{self.name}: {match[0]} has no value here; see VALUES in {__name__}")
            return VALUES[name]

        return re.sub(r"\$\{\{\s*(.+?)\s*\}\}", known, text)

    def files(self, pattern: str) -> list[Path]:
        """The files below a path or a glob pattern in the workspace. Raises StepError if there are none."""
        found = sorted(self.folder.glob(pattern.rstrip("/")))
        files = [path for top in found for path in ([top] if top.is_file() else top.rglob("*"))]
        if not any(path.is_file() for path in files):
            raise StepError(f"{self.name}: no file matches {pattern}")
        return found


def check_out(job: Job, _: Mapping[str, str]) -> None:
    """Copy the tracked files, as a clone of the next commit would have them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    if job.dry:
        # Nothing changes them.
        for top in {name.partition("/")[0] for name in names}:
            (job.folder / top).symlink_to(ROOT / top)
        return
    for name in names:
        (job.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, job.folder / name)


def upload(job: Job, inputs: Mapping[str, str]) -> None:
    """Keep files as an artifact. Raises StepError if there are none."""
    artifact = job.artifacts / inputs.get("name", "github-pages")
    artifact.mkdir(parents=True)
    if job.dry:
        (artifact / "file").touch()
        return
    for path in job.files(inputs["path"]):
        # An artifact has what a pattern matches, or what is in a folder.
        if path.is_dir():
            shutil.copytree(path, artifact, dirs_exist_ok=True)
        else:
            shutil.copy(path, artifact)


def download(job: Job, inputs: Mapping[str, str]) -> None:
    """Copy an artifact into the workspace. Raises StepError if no earlier job uploaded it."""
    artifact = job.artifacts / inputs["name"]
    if not artifact.is_dir():
        raise StepError(f"{job.name}: no earlier job uploads the artifact {inputs['name']}")
    shutil.copytree(artifact, job.folder / inputs["path"], dirs_exist_ok=True)


def attest(job: Job, inputs: Mapping[str, str]) -> None:
    """Check that there are files to attest. Raises StepError."""
    job.files(inputs["subject-path"])


def at_the_host(job: Job, _: Mapping[str, str]) -> None:
    """Do nothing: only the host can."""


ACTIONS: Mapping[str, Callable[[Job, Mapping[str, str]], None]] = {
    "actions/checkout": check_out,
    "actions/upload-artifact": upload,
    "actions/upload-pages-artifact": upload,
    "actions/download-artifact": download,
    "actions/attest-build-provenance": attest,
    "actions/setup-python": at_the_host,
    "actions/configure-pages": at_the_host,
    "actions/deploy-pages": at_the_host,
}
"""What each action does here."""


def run_steps(job: Job, steps: list[dict[str, Any]]) -> None:
    """Run the steps of a job, or of an action of our own, in order. Raises StepError."""
    for step in steps:
        if action := step.get("uses"):
            inputs = step.get("with", {})
            if action.startswith("./"):
                # Its own inputs are the host's: versions and caches.
                path = job.folder / action / "action.yml"
                if not path.is_file():
                    raise StepError(f"{job.name}: {action} does not exist, or comes before the checkout")
                run_steps(job, yaml.safe_load(path.read_text(encoding="utf-8"))["runs"]["steps"])
            else:
                act = ACTIONS.get(action.partition("@")[0])
                if act is None:
                    raise StepError(f"{job.name}: {action} has no rule; add one to ACTIONS in {__name__}")
                act(job, {} if act is at_the_host else {key: job.value(str(inputs[key])) for key in inputs})
        else:
            run_command(job, step["run"], step.get("env", {}))
        job.ids.add(step.get("id", ""))


def run_command(job: Job, command: str, variables: Mapping[str, str]) -> None:
    """Run a command as the host does: with Bash, in the workspace. Raises StepError."""
    dry = job.dry or " ".join([command.strip(), *variables]) in NOT_RUN
    tools = job.artifacts / "bin"
    tools.mkdir(exist_ok=True)
    (tools / "gh").write_text(GH, encoding="utf-8")
    (tools / "gh").chmod(0o755)
    # Not the environment of the tests.
    own = Path(sys.prefix, "bin")
    paths = [str(tools), *(path for path in os.environ["PATH"].split(os.pathsep) if Path(path) != own)]
    environment = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    environment |= {"CI": "true", "PATH": os.pathsep.join(paths)}
    environment |= {name: job.value(str(value)) for name, value in variables.items()}
    if dry:
        environment["MAKEFLAGS"] = "n"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=job.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        output = (done.stdout + done.stderr).strip()[-1000:]
        raise StepError(f"{job.name}: {command.strip()}: exit status {done.returncode}\n{output}")


def in_order(jobs: Mapping[str, dict[str, Any]]) -> list[str]:
    """The names of jobs, each after those that it needs. Raises StepError if one of these does not exist."""
    order: list[str] = []
    left = dict(jobs)
    while left:
        ready = [name for name, job in left.items() if set(needs(job)) <= set(order)]
        if not ready:
            raise StepError(f"{', '.join(left)}: need a job that does not exist, or each other")
        order += ready
        for name in ready:
            del left[name]
    return order


def needs(job: Mapping[str, Any]) -> list[str]:
    """The names of the jobs that a job needs."""
    names = job.get("needs", [])
    return [names] if isinstance(names, str) else names


def run_workflow(path: Path, *, dry: bool) -> list[str]:
    """Run the jobs of a workflow. With `dry`, make only prints what it would run.

    Returns the names of the jobs whose steps ran. Raises StepError.
    """
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    ran = []
    with tempfile.TemporaryDirectory(prefix="workflow-") as name:
        for job in in_order(jobs):
            if called := jobs[job].get("uses"):
                if not (ROOT / called).is_file():
                    raise StepError(f"{path.stem}/{job}: {called} does not exist")
                continue
            folder, artifacts = Path(name, "jobs", job), Path(name, "artifacts")
            for each in (folder, artifacts):
                each.mkdir(parents=True, exist_ok=True)
            try:
                run_steps(Job(f"{path.stem}/{job}", folder, artifacts, dry), jobs[job]["steps"])
            except StepError as error:
                # The host goes on, too. But no mistake in a step may pass.
                if dry or not jobs[job].get("continue-on-error"):
                    raise
                print(f"{error}, which may fail", flush=True)
            else:
                ran.append(f"{path.stem}/{job}")
    return ran


def main() -> int:
    """Run the command. Returns the exit status: 0 if all steps succeeded, otherwise 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--dry-run", action="store_true", help="let make only print what it would run")
    options = parser.parse_args()
    failed = False
    for path in sorted(WORKFLOWS.glob("*.yml")):
        try:
            for job in run_workflow(path, dry=options.dry_run):
                print(f"{job}: its steps succeed", flush=True)
        except StepError as error:
            print(error, file=sys.stderr)
            failed = True
    for command, reason in NOT_RUN.items():
        print(f"Not run: {command}, because {reason}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
