"""The steps of the workflows. `make workflows` runs them; here make only prints what it would run."""

from __future__ import annotations

from pathlib import Path

import pytest

from maintenance import workflows
from maintenance.workflows import WORKFLOWS, Job, StepError

SHA = "@0000000000000000000000000000000000000000"

GOOD = f"""\
jobs:
  publish:
    needs: build
    steps:
      - uses: actions/download-artifact{SHA}
        with: {{name: release, path: dist}}
      - run: gh release create "$TAG" --verify-tag dist/*
        env:
          GH_TOKEN: ${{{{ github.token }}}}
          GH_REPO: ${{{{ github.repository }}}}
          TAG: ${{{{ github.ref_name }}}}
  build:
    steps:
      - uses: actions/checkout{SHA}
      - uses: ./.github/actions/setup
      - run: make ci
      - run: make release
      - uses: actions/upload-artifact{SHA}
        with: {{name: release, path: dist/}}
"""


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.yml")), ids=lambda path: path.stem)
def test_the_steps_of_each_workflow_exist(path: Path) -> None:
    called_only = path.stem == "pull-request"
    assert bool(workflows.run_workflow(path, dry=True)) is not called_only


def dry_run(folder: Path, text: str) -> list[str]:
    path = folder / "good.yml"
    path.write_text(text, encoding="utf-8")
    return workflows.run_workflow(path, dry=True)


def test_jobs_run_after_those_that_they_need(tmp_path: Path) -> None:
    assert dry_run(tmp_path, GOOD) == ["good/build", "good/publish"]


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("make release", "make relaese", r"make relaese: exit status 2\n.*relaese"),
        ("make release", "maek release", r"maek release: exit status 127"),
        ("needs: build", "needs: biuld", r"publish: need a job that does not exist"),
        ("needs: build", "needs: publish", r"publish: need a job"),
        ("{name: release, path: dist}", "{name: realese, path: dist}", r"uploads the artifact realese"),
        ("dist/*", "dits/*", r"dits/\*: no such file"),
        ("GH_REPO", "GH_REPOSITORY", r"GH_REPO"),
        ("github.ref_name", "github.ref_nam", r"github.ref_nam .*has no value"),
        ("github.token", "steps.pages.outputs.base_url", r"steps.pages.outputs.base_url .*has no value"),
        ("actions/setup\n", "actions/set-up\n", r"actions/set-up does not exist"),
        ("actions/upload-artifact", "actions/upload-artefact", r"upload-artefact.* has no rule"),
        (f"      - uses: actions/checkout{SHA}\n", "", r"comes before the checkout"),
    ],
)
def test_a_mistake_fails(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(StepError, match=f"(?s){message}"):
        dry_run(tmp_path, GOOD.replace(good, bad))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    for name in ("workspace", "artifacts"):
        (tmp_path / name).mkdir()
    return Job("a job", tmp_path / "workspace", tmp_path / "artifacts", dry=False)


def test_an_artifact_has_the_files_that_match(job: Job) -> None:
    (job.folder / "dist" / "more").mkdir(parents=True)
    for name in ("a.zip", "b.json", "more/c.csv"):
        (job.folder / "dist" / name).touch()
    workflows.upload(job, {"name": "zip", "path": "dist/*.zip"})
    workflows.upload(job, {"name": "all", "path": "dist/"})
    workflows.download(job, {"name": "all", "path": "copy"})
    assert [path.name for path in (job.artifacts / "zip").iterdir()] == ["a.zip"]
    assert (job.folder / "copy" / "more" / "c.csv").is_file()
    for act, wanted in ((workflows.upload, "path"), (workflows.attest, "subject-path")):
        with pytest.raises(StepError, match=r"no file matches dits/\*"):
            act(job, {"name": "none", wanted: "dits/*"})


def test_a_step_has_only_its_own_environment(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    workflows.run_command(
        job, 'test -z "${SITE_URL:-}" && test "$OWN" = v1.0.0', {"OWN": "${{ github.ref_name }}"}
    )
    with pytest.raises(StepError, match="exit status 1"):
        workflows.run_command(job, "false | true", {})


@pytest.mark.parametrize("may", [True, False])
def test_only_a_job_that_may_fail_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may: bool
) -> None:
    def fail(*_: object) -> None:
        raise StepError("make canary: exit status 1")

    monkeypatch.setattr(workflows, "run_steps", fail)
    path = tmp_path / "weekly.yml"
    path.write_text(f"jobs: {{canary: {{steps: [], continue-on-error: {str(may).lower()}}}}}", "utf-8")
    if may:
        assert workflows.run_workflow(path, dry=False) == []
    for dry in [True] if may else [True, False]:
        with pytest.raises(StepError, match="canary"):
            workflows.run_workflow(path, dry=dry)
