"""Problems in the input: gathered file by file, and reported together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in one place of an input file."""

    file: str
    line: int
    """Counted from 1; 0 for the file as a whole."""
    what: str
    """What is wrong, and what was expected."""
    hint: str = ""
    """What to do about it."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}" + (f" {self.hint}" if self.hint else "")


class InputError(Exception):
    """The input cannot be used. Carries all problems, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Collector:
    """Gathers the problems of one file, so that readers can carry on after the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    @property
    def sound(self) -> bool:
        """Whether no error was reported."""
        return not self.errors

    def error(self, line: int, what: str, hint: str = "") -> None:
        self.errors.append(Problem(self.file, line, what, hint))

    def warn(self, line: int, what: str, hint: str = "") -> None:
        self.warnings.append(Problem(self.file, line, what, hint))


def stop_on_errors(*collectors: Collector) -> None:
    """Raise InputError with the errors of all collectors, if there are any."""
    if errors := [error for collector in collectors for error in collector.errors]:
        raise InputError(errors)
