from __future__ import annotations

import yaml

from maintenance import mutants
from maintenance.mutants import MODULES, ROOT, SURVIVORS, Mutant
from reportsite.reading import repair

DIFF = """\
--- reportsite/proof/links.py
+++ reportsite/proof/links.py
@@ -1,3 +1,3 @@
 def check(x):
-    if x > 1:
+    if x >= 1:
     return x
"""
CHECK = Mutant("reportsite/proof/links.py", "check", "if x > 1:", "if x >= 1:")


def test_a_mutant_is_read_from_its_diff() -> None:
    assert mutants.mutant_of("reportsite.proof.links.x_check__mutmut_12", DIFF) == CHECK
    method = mutants.mutant_of("reportsite.proof.links.xǁ_Siteǁ_file__mutmut_3", DIFF)
    assert method.function == "_Site._file"


def test_results_of_mutmut_are_parsed() -> None:
    text = "    a.x_f__mutmut_1: killed\n    a.x_f__mutmut_2: survived\n    a.x_g__mutmut_1: no tests\n"
    killed = mutants.results(text)
    assert killed == {"a.x_f__mutmut_1": True, "a.x_f__mutmut_2": False, "a.x_g__mutmut_1": False}
    assert list(mutants.summary(killed, ["a.py", "b.py"])) == [("a.py", 1, 3), ("b.py", 0, 0)]


def test_printed_survivors_have_the_format_of_the_list() -> None:
    printed = mutants.as_yaml([CHECK])
    assert mutants.survivors_listed(printed) == {CHECK: "…"}
    assert mutants.survivors_listed("{}") == {}


def test_a_rule_is_applied_after_its_function() -> None:
    """Because mutmut skips decorated functions."""
    source = 'import x\n\n\n@rule(\n    "a", "b"\n)\ndef f(draft):\n    return draft\n'
    assert mutants.undecorated(source).split("\n") == [
        "import x", "", "", "", "", "", "def f(draft):", "    return draft",
        "f = rule('a', 'b')(f)  # type: ignore", "",
    ]  # fmt: skip
    assert "@rule(" in (ROOT / "reportsite" / "reading" / "repair" / "lists.py").read_text(encoding="utf-8")
    assert repair.RULES


def test_every_listed_survivor_has_a_reason_and_a_module() -> None:
    listed = mutants.survivors_listed(SURVIVORS.read_text(encoding="utf-8"))
    files = {path.relative_to(ROOT).as_posix() for row in MODULES for path in ROOT.glob(row)}
    for mutant, reason in listed.items():
        assert len(reason) > len("…"), mutant
        assert mutant.file in files, mutant


def test_every_module_and_every_test_exists() -> None:
    for row, tests in MODULES.items():
        assert list(ROOT.glob(row)), row
        for test in tests:
            assert (ROOT / test).is_file(), test
    assert isinstance(yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")), dict)
