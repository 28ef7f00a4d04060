from __future__ import annotations

import pytest

from reportsite.errors import Collector, InputError, Problem, stop_on_errors


def test_a_message_has_file_line_problem_and_hint() -> None:
    assert str(Problem("a.txt", 3, "it is wrong.", "Correct it.")) == "a.txt:3: it is wrong. Correct it."
    assert str(Problem("a.txt", 0, "it is wrong.")) == "a.txt: it is wrong."


def test_problems_are_reported_once_in_the_order_of_files_and_lines() -> None:
    problems = [Problem("b", 1, "x"), Problem("a", 10, "x"), Problem("a", 9, "x"), Problem("b", 1, "x")]
    assert str(InputError(problems)).splitlines() == ["a:9: x", "a:10: x", "b:1: x"]


def test_the_errors_of_several_files_stop_together() -> None:
    first, second, third = Collector("a"), Collector("b"), Collector("c")
    first.error("F001", 1, "x")
    second.warn("F002", 1, "y")
    third.error("F003", 2, "z", "Hint.")
    assert (first.sound, second.sound, third.sound) == (False, True, False)
    with pytest.raises(InputError) as caught:
        stop_on_errors(first, second, third)
    assert str(caught.value).splitlines() == ["a:1: F001 x", "c:2: F003 z Hint."]


def test_warnings_do_not_stop_a_build() -> None:
    problems = Collector("a")
    problems.warn("F002", 1, "x")
    stop_on_errors(problems)
