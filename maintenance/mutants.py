"""Mutation testing: make small changes to the code, and check that a test fails for each.

mutmut creates the mutants, drops those that mypy reports and runs the tests that reach each of the others.
Both count as killed. Tests that render a site or start a browser are skipped, so a run takes minutes.
tests/mutants.yml lists the harmless mutants that survive, with reasons. Run it with `make mutants`, or
`make mutants ONLY=proof` for some of the modules. It works on a copy of the project in a temporary directory.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
SURVIVORS = ROOT / "tests" / "mutants.yml"

MODULES: Mapping[str, tuple[str, ...]] = {
    "reportsite/proof/proof.py": ("tests/proof/test_proof.py",),
    "reportsite/proof/links.py": ("tests/proof/test_links.py",),
    "reportsite/proof/documents.py": ("tests/proof/test_documents.py", "tests/proof/test_proof.py"),
    "reportsite/proof/uses.py": ("tests/proof/test_uses.py", "tests/proof/test_links.py"),
    "reportsite/relating/mentions.py": ("tests/relating/test_mentions.py", "tests/relating/test_terms.py"),
    "reportsite/relating/relations.py": ("tests/relating/test_relations.py",),
    "reportsite/reading/repair/*.py": ("tests/reading/test_repair.py",),
    "reportsite/site/address_lock.py": ("tests/site/test_address_lock.py",),
}
"""The modules that are mutated, and the test files that must kill the mutants."""

LEAST = 90.0
"""The minimum percentage of mutants that tests must kill in each row of MODULES."""

_COPIED = ("reportsite", "tests", "report", "pyproject.toml", "build.py", "glossary.yml", "addresses.lock")
_TYPE_CHECK = (
    sys.executable,
    "-m",
    "mypy",
    "--output",
    "json",
    "--no-warn-unused-ignores",
    "--follow-imports",
    "silent",
)
_KILLED = frozenset({"killed", "timeout", "segfault", "suspicious", "caught by type check"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one line, or of a few, in a function."""

    file: str
    """`reportsite/proof/links.py`."""
    function: str
    """`check`, or `_Site.follow` for a method."""
    before: str
    """The lines that were changed, without indentation."""
    after: str

    def __str__(self) -> str:
        return f"{self.file}, {self.function}:\n  - {self.before}\n  + {self.after}"


def survivors_listed(text: str) -> dict[Mutant, str]:
    """tests/mutants.yml: the harmless mutants, each with the reason."""
    listed: dict[Mutant, str] = {}
    for file, groups in (yaml.safe_load(text) or {}).items():
        for group in groups:
            for function, before, after in group["mutants"]:
                listed[Mutant(file, function, before, after)] = group["reason"]
    return listed


def undecorated(source: str) -> str:
    """The source with each `@rule(…)` applied below its function: mutmut skips decorated functions."""
    lines = source.splitlines()
    applied: list[str] = []
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(decorator_list=[ast.Call(func=ast.Name("rule")) as decorator]):
                first, last = decorator.lineno - 1, decorator.end_lineno or decorator.lineno
                lines[first:last] = [""] * (last - first)
                applied.append(f"{node.name} = {ast.unparse(decorator)}({node.name})  # type: ignore")
            case _:
                pass
    return "\n".join([*lines, *applied]) + "\n"


def copy_project(folder: Path, modules: Mapping[str, tuple[str, ...]]) -> None:
    """Copy the project to `folder`, configured for mutmut."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "browser"))
        else:
            shutil.copy(source, folder)
    for path in (folder / "reportsite").rglob("*.py"):
        source_text = path.read_text(encoding="utf-8")
        if "@rule(" in source_text:
            path.write_text(undecorated(source_text), encoding="utf-8")
    tests = dict.fromkeys(test for tests in modules.values() for test in tests)
    # In __init__.py the rules have the types of functions, because they are undecorated.
    files = [path for row in modules for path in sorted(ROOT.glob(row)) if path.name != "__init__.py"]
    rows = {
        "source_paths": ["reportsite"],
        "only_mutate": list(modules),
        "also_copy": [name for name in _COPIED if name != "reportsite"],
        "pytest_add_cli_args_test_selection": list(tests),
        "type_check_command": [*_TYPE_CHECK, *(str(file.relative_to(ROOT)) for file in files)],
    }
    config = "".join(f"{key} = {value!r}\n" for key, value in rows.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{config}")


def run_mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut and return its output. Raises CalledProcessError, with the output, if it fails."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    # Under CI, Hypothesis draws the same examples each time, so a mutant that survives always survives.
    environment = {**os.environ, "CI": "true"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(
            done.returncode, command, done.stdout[-3000:], done.stderr[-3000:]
        )
    return done.stdout


def results(text: str) -> dict[str, bool]:
    """Parse `mutmut results --all true`: whether each mutant was killed, by name."""
    rows = re.findall(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", text, re.MULTILINE)
    return {name: status in _KILLED for name, status in rows}


def file_of(name: str) -> str:
    """`reportsite.proof.links.x_check__mutmut_1` -> `reportsite/proof/links.py`."""
    return name.rpartition(".")[0].replace(".", "/") + ".py"


def mutant_of(name: str, diff: str) -> Mutant:
    """The mutant with a name and a unified diff, as `mutmut show` prints it."""
    function = name.rpartition(".")[2].rpartition("__mutmut_")[0]
    method = re.fullmatch(r"xǁ(.+)ǁ(.+)", function)
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    before, after = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Mutant(file_of(name), ".".join(method.groups()) if method else function[2:], before, after)


def diffs(folder: Path, names: Sequence[str]) -> list[Mutant]:
    """The mutants with these names. Each needs a run of mutmut, so several run in parallel."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        shown = pool.map(lambda name: run_mutmut(folder, "show", name), names)
        return [mutant_of(name, diff) for name, diff in zip(names, shown, strict=True)]


def summary(killed: Mapping[str, bool], modules: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Each row of the modules, with the number of killed mutants and of all mutants."""
    for module in modules:
        rows = [dead for name, dead in killed.items() if Path(file_of(name)).match(module)]
        yield module, sum(rows), len(rows)


def as_yaml(mutants: Iterable[Mutant]) -> str:
    """Survivors in the format of tests/mutants.yml, without reasons."""
    by_file: dict[str, list[list[str]]] = {}
    for mutant in mutants:
        by_file.setdefault(mutant.file, []).append([mutant.function, mutant.before, mutant.after])
    groups = {file: [{"reason": "…", "mutants": rows}] for file, rows in by_file.items()}
    return str(yaml.safe_dump(groups, allow_unicode=True, sort_keys=False, width=110)) if groups else ""


def main(arguments: list[str] | None = None) -> int:
    """Run the mutants. Exit status 1 if too few are killed, or the list of survivors is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="mutate only modules whose path contains this text")
    only = parser.parse_args(arguments).only
    modules = {module: tests for module, tests in MODULES.items() if only in module}
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        copy_project(folder, modules)
        try:
            run_mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1))
            killed = results(run_mutmut(folder, "results", "--all", "true"))
            survivors = diffs(folder, [mutant for mutant, dead in killed.items() if not dead])
        except subprocess.CalledProcessError as error:
            print(error.stdout, error.stderr, f"mutmut failed with exit status {error.returncode}.", sep="\n")
            return 1
    failed = False
    for module, dead, total in summary(killed, modules):
        share = 100 * dead / total if total else 0.0
        print(f"{module}: {dead} of {total} mutants killed, {share:.1f} %")
        failed |= share < LEAST
    listed = survivors_listed(SURVIVORS.read_text(encoding="utf-8"))
    unlisted = [mutant for mutant in dict.fromkeys(survivors) if mutant not in listed]
    gone = [m for m in listed if m not in survivors and any(Path(m.file).match(row) for row in modules)]
    if unlisted:
        print(f"\n{len(unlisted)} survivors are not in tests/mutants.yml. Write a test that fails, or add:\n")
        print(as_yaml(unlisted))
    for mutant in gone:
        print(f"\nListed in tests/mutants.yml, but killed or gone; remove it:\n{mutant}")
    return int(failed or bool(unlisted) or bool(gone))


if __name__ == "__main__":
    sys.exit(main())
