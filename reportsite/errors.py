"""Problems found in the input, gathered first and reported together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong at one place of an input file."""

    file: str
    line: int
    """Counted from 1; 0 where the file as a whole is meant."""
    what: str
    """What was found and what was expected."""
    hint: str = ""
    """What to do about it."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}" + (f" {self.hint}" if self.hint else "")


class InputError(Exception):
    """The input cannot be used. Carries every problem found, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Collector:
    """Gathers problems of one file, so that all are reported at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def error(self, line: int, what: str, hint: str = "") -> None:
        self.errors.append(Problem(self.file, line, what, hint))

    def warn(self, line: int, what: str, hint: str = "") -> None:
        self.warnings.append(Problem(self.file, line, what, hint))

    def stop_on_errors(self) -> None:
        """Raise InputError if any error was gathered."""
        if self.errors:
            raise InputError(self.errors)
