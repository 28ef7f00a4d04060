"""The architecture: the order of the layers, access to the disk, and no facts of one report in code.

Each rule is a function from source text to violations, so that the rules themselves can be tested.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportsite import LAYERS
from tests.conftest import ROOT

PACKAGE = ROOT / "reportsite"
RANK = {name: rank for rank, name in enumerate(LAYERS)}
FOLDERS = tuple(name for name in LAYERS if (PACKAGE / name).is_dir())
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""The source text of each module of the package."""
HOOKS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "hooks").glob("*.py"))
}
MAINTENANCE = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "maintenance").glob("*.py"))
}
CODE = {**MODULES, **HOOKS, "build.py": (ROOT / "build.py").read_text(encoding="utf-8")}

Violations = Iterator[str]
Rule = Callable[[str, str], Violations]
"""(path of a module, its source text) -> the violations, one line each."""


def layer(path: str) -> str:
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


def downward_imports(path: str, source: str) -> Violations:
    """Imports of the package must be absolute and lead to layers above the module's own."""
    own = layer(path)
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
            yield f"{path}:{line}: {own} imports {other}, a later layer"


def imports_of_the_command(path: str, source: str) -> Violations:
    """build.py is the command line: only tests of the command may import it."""
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
"""Methods of pathlib.Path, and functions of os and shutil, that read the disk or write to it."""
AMBIGUOUS = {"copy", "remove", "walk", "resolve", "move"}
"""Names that other types use for methods too. They count only on os, shutil, io or a path."""


def disk_access(path: str, source: str) -> Violations:
    """Only output/ accesses the disk; the development server may access its own copy of the site."""
    if layer(path) in ("output", "serve"):
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
                # Strings also have this method, with two arguments.
                replaces = name == "replace" and len(node.args) == 1 and not node.keywords
                owned = name not in AMBIGUOUS or re.match(r"(os|io|shutil|pathlib|Path)\b", owner)
                if owner == "disk":  # reportsite/output/disk.py, which belongs to output/
                    continue
                if replaces or (name in DISK_CALLS and owned):
                    yield f"{path}:{node.lineno}: calls {owner}.{name}()"


def environment_access(path: str, source: str) -> Violations:
    """Only output/disk.py may read the environment."""
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


def facts_of_the_report(path: str, source: str) -> Violations:
    """Code must not contain facts of one report. Docstrings may use them as examples."""
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


def overlong(path: str, source: str) -> Violations:
    """A module may have more than 400 lines only if its docstring says why."""
    lines = source.count("\n")
    if lines > 400 and "One module because" not in (ast.get_docstring(ast.parse(source)) or ""):
        yield f'{path}: {lines} lines; split it, or give the reason in its docstring: "One module because"'


RULES: dict[Rule, dict[str, str]] = {
    downward_imports: MODULES,
    imports_of_the_command: {**MODULES, **HOOKS, **MAINTENANCE},
    disk_access: {path: source for path, source in MODULES.items() if layer(path)},
    environment_access: CODE,
    facts_of_the_report: CODE,
    overlong: CODE,
}
"""Each rule with the modules that it applies to."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_follows_each_rule(rule: Rule) -> None:
    assert [violation for path, source in RULES[rule].items() for violation in rule(path, source)] == []


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
    (imports_of_the_command, "maintenance/x.py", "import build"),
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


# The order in the documentation ----------------------------------------------------------------


def order_in_table(text: str) -> list[str]:
    """The layers in the first column of a Markdown table: `| `reading/` | …` -> `reading`."""
    return re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text, re.MULTILINE)


def order_in_flow(text: str) -> list[str]:
    """The layers of a line `text -> reading -> editorial -> …`, from the first layer on."""
    (flow,) = re.findall(r"^\s*text -> (\w+(?: -> \w+)+)$", text, re.MULTILINE)
    return [*flow.split(" -> ")]


def test_every_folder_and_module_is_a_layer() -> None:
    entries = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert entries - {"__init__"} == set(LAYERS)
    assert len(LAYERS) == len(set(LAYERS))


def test_the_table_of_layers_shows_the_order() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## The layers")[2]
    assert order_in_table(table.partition("\n## ")[0]) == [*LAYERS]


def test_the_readme_shows_the_order() -> None:
    assert order_in_flow((ROOT / "README.md").read_text(encoding="utf-8")) == [*FOLDERS]


def test_the_order_is_read_from_a_table_and_from_a_flow() -> None:
    table = "| layer | what |\n|---|---|\n| `reading/` | x |\n| `model.py` | `pages/` |\n"
    assert order_in_table(table) == ["reading", "model"]
    assert order_in_flow("x\n\n    text -> reading -> pages\n") == ["reading", "pages"]


# The tests mirror the package ------------------------------------------------------------------


def expected_test_file(path: str) -> Path:
    """The test file of a module: `reportsite/output/disk.py` -> `tests/output/test_disk.py`."""
    module = Path(path.removeprefix("reportsite/"))
    if len(module.parts) == 3:  # a folder within a layer is tested as a whole
        module = module.parent
    name = module.parent.name if module.stem == "__init__" else module.stem
    return Path("tests") / module.parent / f"test_{name}.py"


def has_code(path: str) -> bool:
    """Whether a module has more than a docstring. The order of the layers is tested in this file."""
    return path != "reportsite/__init__.py" and len(ast.parse(CODE[path]).body) > 1


@pytest.mark.parametrize("path", [path for path in CODE if has_code(path)])
def test_every_module_has_its_test_file(path: str) -> None:
    assert (ROOT / expected_test_file(path)).is_file(), f"{expected_test_file(path)} is missing"
