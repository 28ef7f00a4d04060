"""The architecture: the order of the rooms, who touches the disk, and what code must not know.

Each rule is a function from source text to offences, so that it can be given bad samples.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportsite import ROOMS
from tests.conftest import ROOT

PACKAGE = ROOT / "reportsite"
RANK = {name: rank for rank, name in enumerate(ROOMS)}
FOLDERS = tuple(name for name in ROOMS if (PACKAGE / name).is_dir())
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""The source text of each module of the package."""
HOOKS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "hooks").glob("*.py"))
}
CODE = {**MODULES, **HOOKS, "build.py": (ROOT / "build.py").read_text(encoding="utf-8")}

Offences = Iterator[str]
Rule = Callable[[str, str], Offences]
"""(path of a module, its source text) -> what is wrong, a line for each."""


def room(path: str) -> str:
    """`reportsite/output/disk.py` -> `output`; empty outside the package and for its `__init__.py`."""
    parts = Path(path).with_suffix("").parts
    return parts[1] if parts[0] == "reportsite" and parts[1] in RANK else ""


def imports(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, module and imported name (or an empty one) of each import; relative ones begin with a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node.lineno, module, alias.name) for alias in node.names)


# The rules -----------------------------------------------------------------------------------


def downward_imports(path: str, source: str) -> Offences:
    """Imports of the package must be absolute and lead to rooms above the module's own."""
    own = room(path)
    for line, module, name in imports(source):
        if module.startswith("."):
            yield f"{path}:{line}: the import is relative"
        package, _, rest = module.partition(".")
        if package != "reportsite":
            continue
        other = (rest or name).partition(".")[0]
        if own and not other:
            yield f"{path}:{line}: imports the whole package"
        elif own and RANK.get(other, 0) > RANK[own]:
            yield f"{path}:{line}: {own} imports {other}, which comes later in the flow"


def imports_of_the_command(path: str, source: str) -> Offences:
    """build.py is the command line: nothing imports it but tests of the command."""
    for line, module, _ in imports(source):
        if module == "build":
            yield f"{path}:{line}: build.py is imported"


DISK_MODULES = {"shutil", "tempfile", "glob", "fileinput", "zipfile", "subprocess"}
DISK_CALLS = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "open", "touch", "mkdir", "rmdir", "unlink"),
    *("rename", "symlink_to", "hardlink_to", "chmod", "glob", "rglob", "iterdir", "walk"),
    *("is_file", "is_dir", "exists", "stat", "resolve", "copy", "copyfile", "copytree", "rmtree", "move"),
    *("remove", "removedirs", "makedirs", "listdir", "scandir", "chdir"),
}
"""Methods of pathlib.Path, and functions of os and shutil, that look at the disk or change it."""
HARMLESS = {"copy", "remove", "walk", "resolve", "move"}
"""Those that methods of other objects share. They count where os, shutil, io or a path is their owner."""


def disk_access(path: str, source: str) -> Offences:
    """Only output/ touches the disk, and the development server its own copy of the site."""
    if room(path) in ("output", "serve"):
        return
    for line, module, name in imports(source):
        if module.partition(".")[0] in DISK_MODULES:
            yield f"{path}:{line}: imports {module}"
        if module == "os" and name not in ("", "path", "environ"):
            yield f"{path}:{line}: imports os.{name}"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name("open"):
                yield f"{path}:{node.lineno}: calls open()"
            case ast.Attribute(value, name):
                owner = ast.unparse(value)
                # A string has this method too, with two arguments.
                replaces = name == "replace" and len(node.args) == 1 and not node.keywords
                owned = name not in HARMLESS or re.match(r"(os|io|shutil|pathlib|Path)\b", owner)
                if owner == "disk":  # reportsite/output/disk.py, the room itself
                    continue
                if replaces or (name in DISK_CALLS and owned):
                    yield f"{path}:{node.lineno}: calls {owner}.{name}()"


def environment_access(path: str, source: str) -> Offences:
    """The environment is read in one place."""
    if path == "reportsite/output/disk.py":
        return
    for line, module, name in imports(source):
        if module == "os" and re.fullmatch(r"environb?|getenvb?", name):
            yield f"{path}:{line}: imports os.{name}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and re.fullmatch(r"os\.(environb?|getenvb?)", ast.unparse(node)):
            yield f"{path}:{node.lineno}: reads the environment"


FACTS = re.compile(r"Metropolitan|\bMC\d\d|London|\b2008\b|978-|Gold Groups|Five Boroughs", re.IGNORECASE)
"""Names, codes, dates and titles of the committed report."""


def facts_of_the_report(path: str, source: str) -> Offences:
    """Code knows the family of reports, never one of them. Docstrings may have examples."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str() | bytes() | int() as value) if id(node) not in docstrings:
                words = str(value)
            case ast.Name(name) | ast.Attribute(attr=name):
                words = name.replace("_", " ")
            case _:
                continue
        if fact := FACTS.search(words):
            yield f"{path}:{node.lineno}: {fact[0]!r} is a fact of one report"


def overlong(path: str, source: str) -> Offences:
    """A module has at most 400 lines, or says in its docstring why it has more."""
    lines = source.count("\n")
    if lines > 400 and "One module because" not in (ast.get_docstring(ast.parse(source)) or ""):
        yield f'{path}: {lines} lines; divide it, or begin the reason in its docstring "One module because"'


RULES: dict[Rule, dict[str, str]] = {
    downward_imports: MODULES,
    imports_of_the_command: {**MODULES, **HOOKS},
    disk_access: {path: source for path, source in MODULES.items() if room(path)},
    environment_access: CODE,
    facts_of_the_report: CODE,
    overlong: CODE,
}
"""Each rule with the modules that it holds for."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_follows_each_rule(rule: Rule) -> None:
    assert [offence for path, source in RULES[rule].items() for offence in rule(path, source)] == []


LONG = "x = 1\n" * 401

BAD: list[tuple[Rule, str, str]] = [
    (downward_imports, "reportsite/reading/x.py", "from reportsite.pages import home"),
    (downward_imports, "reportsite/reading/x.py", "import reportsite.pages.home"),
    (downward_imports, "reportsite/reading/x.py", "import reportsite.output as o"),
    (downward_imports, "reportsite/reading/x.py", "from reportsite import pages"),
    (downward_imports, "reportsite/reading/x.py", "from reportsite import model, pipeline"),
    (downward_imports, "reportsite/reading/x.py", "def f():\n    from reportsite.pages import home"),
    (downward_imports, "reportsite/reading/x.py", "if TYPE_CHECKING:\n    import reportsite.pages"),
    (downward_imports, "reportsite/reading/x.py", "from .blocks import y"),
    (downward_imports, "reportsite/reading/x.py", "import reportsite"),
    (downward_imports, "reportsite/model.py", "from reportsite.words import y"),
    (imports_of_the_command, "reportsite/pages/x.py", "from build import main"),
    (imports_of_the_command, "reportsite/pages/x.py", "import build"),
    (imports_of_the_command, "hooks/x.py", "import build as b"),
    (disk_access, "reportsite/pages/x.py", "import os\nos.remove('x')"),
    (disk_access, "reportsite/pages/x.py", "from os import remove"),
    (disk_access, "reportsite/pages/x.py", "import os\nos.rename('x', 'y')"),
    (disk_access, "reportsite/pages/x.py", "open('x')"),
    (disk_access, "reportsite/pages/x.py", "Path('x').write_text('y')"),
    (disk_access, "reportsite/pages/x.py", "path.read_bytes()"),
    (disk_access, "reportsite/pages/x.py", "Path('x').exists()"),
    (disk_access, "reportsite/pages/x.py", "(root / 'x').unlink()"),
    (disk_access, "reportsite/pages/x.py", "(root / 'x').mkdir()"),
    (disk_access, "reportsite/pages/x.py", "Path('x').open()"),
    (disk_access, "reportsite/pages/x.py", "part.replace(path)"),
    (disk_access, "reportsite/pages/x.py", "path.rename(other)"),
    (disk_access, "reportsite/pages/x.py", "import shutil"),
    (disk_access, "reportsite/pages/x.py", "from shutil import copytree"),
    (disk_access, "reportsite/pages/x.py", "import subprocess"),
    (disk_access, "reportsite/pipeline.py", "project.lock.exists()"),
    (environment_access, "reportsite/pages/x.py", "import os\nos.environ['X']"),
    (environment_access, "reportsite/pages/x.py", "import os\nos.getenv('X')"),
    (environment_access, "reportsite/output/render.py", "from os import environ"),
    (environment_access, "build.py", "import os\nprint(os.environ)"),
    (facts_of_the_report, "reportsite/pages/x.py", "raise ValueError('expected MC07')"),
    (facts_of_the_report, "reportsite/pages/x.py", "raise ValueError(f'{x}: expected London')"),
    (facts_of_the_report, "reportsite/pages/x.py", "x = f'{y} Metropolitan {z}'"),
    (facts_of_the_report, "reportsite/pages/x.py", "YEAR = 2008"),
    (facts_of_the_report, "reportsite/pages/x.py", "METROPOLITAN = ''"),
    (facts_of_the_report, "reportsite/pages/x.py", "def f():\n    'Good.'\n    return 'Gold Groups'"),
    (facts_of_the_report, "hooks/x.py", "x = {'mc07': 1}"),
    (overlong, "reportsite/pages/x.py", LONG),
    (overlong, "reportsite/pages/x.py", f'"""Much."""\n{LONG}'),
]


@pytest.mark.parametrize(
    ("rule", "path", "source"), BAD, ids=[f"{rule.__name__}-{source[:40]!r}" for rule, _, source in BAD]
)
def test_each_rule_catches_a_bad_sample(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, source))


GOOD: list[tuple[Rule, str, str]] = [
    (downward_imports, "reportsite/pages/x.py", "from reportsite.model import Report\nimport os"),
    (downward_imports, "reportsite/pages/x.py", "from reportsite.pages.common import part"),
    (imports_of_the_command, "reportsite/pages/x.py", "from reportsite.pipeline import build"),
    (disk_access, "reportsite/pages/x.py", "from pathlib import Path\nPath('x').stem"),
    (disk_access, "reportsite/pages/x.py", "names.remove('x')\nx = y.copy()\n'x'.replace('y', 'z')"),
    (disk_access, "reportsite/output/x.py", "import os\nos.remove('x')"),
    (disk_access, "reportsite/pipeline.py", "disk.read_text(project, project.glossary)"),
    (environment_access, "reportsite/output/disk.py", "import os\nos.environ"),
    (environment_access, "reportsite/pages/x.py", "project.environment"),
    (facts_of_the_report, "reportsite/pages/x.py", "def f():\n    'Such as MC07.'\n    return 12008"),
    (overlong, "reportsite/pages/x.py", f'"""Much.\n\nOne module because it is a table.\n"""\n{LONG}'),
]


@pytest.mark.parametrize(
    ("rule", "path", "source"), GOOD, ids=[f"{rule.__name__}-{source[:40]!r}" for rule, _, source in GOOD]
)
def test_each_rule_passes_a_good_sample(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, source)) == []


# The order, as documents show it ---------------------------------------------------------------


def order_in_table(text: str) -> list[str]:
    """The rooms in the first column of a Markdown table: `| `reading/` | …` -> `reading`."""
    return re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text, re.MULTILINE)


def order_in_flow(text: str) -> list[str]:
    """The rooms of a line `text -> reading -> editorial -> …`, from the first room on."""
    (flow,) = re.findall(r"^\s*text -> (\w+(?: -> \w+)+)$", text, re.MULTILINE)
    return [*flow.split(" -> ")]


def test_every_folder_and_module_has_its_place_in_the_order() -> None:
    entries = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert entries - {"__init__"} == set(ROOMS)
    assert len(ROOMS) == len(set(ROOMS))


def test_the_table_of_rooms_shows_the_order() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## The rooms")[2]
    assert order_in_table(table.partition("\n## ")[0]) == [*ROOMS]


def test_the_readme_shows_the_order() -> None:
    assert order_in_flow((ROOT / "README.md").read_text(encoding="utf-8")) == [*FOLDERS]


def test_another_order_is_noticed() -> None:
    table = "| room | what |\n|---|---|\n| `reading/` | x |\n| `model.py` | `pages/` |\n"
    assert order_in_table(table) == ["reading", "model"]
    assert order_in_flow("x\n\n    text -> reading -> pages\n") == ["reading", "pages"]


# The tests mirror the package ------------------------------------------------------------------


def home_of_tests(path: str) -> Path:
    """Where the tests of a module are: `reportsite/output/disk.py` -> `tests/output/test_disk.py`."""
    module = Path(path.removeprefix("reportsite/"))
    if len(module.parts) == 3:  # a folder within a room is tested as a whole
        module = module.parent
    name = module.parent.name if module.stem == "__init__" else module.stem
    return Path("tests") / module.parent / f"test_{name}.py"


def holds_code(path: str) -> bool:
    """Whether a module holds more than a docstring. The order of the rooms is tested here."""
    return path != "reportsite/__init__.py" and len(ast.parse(CODE[path]).body) > 1


@pytest.mark.parametrize("path", [path for path in CODE if holds_code(path)])
def test_every_module_has_its_test_file(path: str) -> None:
    assert (ROOT / home_of_tests(path)).is_file(), f"{home_of_tests(path)} is missing"
