"""Problems in the input and in the built site: collected file by file, and reported together.

docs/errors.md documents every code with an example and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

CODES: Mapping[str, str] = {
    # Input files of any kind.
    "F001": "a file is missing",
    "F002": "a file cannot be read",
    "F003": "a file is not UTF-8",
    "F004": "a control character",
    # An input of any kind: reportsite/limits.py.
    "L001": "input is too large",
    # A PDF.
    "P001": "not a PDF",
    "P002": "an encrypted PDF",
    "P003": "a damaged PDF",
    "P004": "a PDF without text",
    "P005": "a PDF with too many pages",
    "P501": "a page without text",
    "P502": "an undefined character in the PDF's font",
    "P503": "an unreadable character in the PDF",
    "P504": "a hyphen at the end of a line",
    # The text of the report.
    "R001": "the text is empty",
    "R002": "the title page is incomplete",
    "R003": "unexpected text",
    "R004": "unknown grade",
    "R005": "a criterion is not in a group",
    "R006": "findings and a statement that there are none",
    "R007": "a table among findings",
    "R008": "an unknown heading",
    "R009": "an incomplete practice",
    "R010": "an incomplete row of the report's glossary",
    "R011": "no criteria found",
    "R012": "duplicate criterion",
    "R013": "a footnote mark in a heading or an appendix",
    "R014": "duplicate statement",
    "R015": "a finding without words",
    "R016": "a heading in a list or a paragraph",
    "R017": "an unknown bullet",
    "R018": "duplicate term in the report's glossary",
    "R019": "duplicate appendix",
    "R020": "two counts of the findings differ",
    "R021": "no line breaks",
    "R022": "a name without letters or digits",
    "R023": "text after the contact of a practice",
    "R024": "a grade without a framework",
    "R025": "a section without its criterion",
    "R026": "duplicate section",
    "R027": "a section out of order",
    "R028": "a known heading with something added",
    "R029": "a statement without its heading",
    "R030": "words are lost, duplicated or out of order",
    "R501": "a criterion without a summary",
    "R502": "a criterion without sections",
    "R503": "an empty section",
    "R504": "a line added to a row of the report's glossary",
    "R505": "a gap in the criterion codes",
    "R506": "a footnote mark without a footnote",
    "R507": "a finding that may be a statement",
    "R508": "a line of a summary that may be a heading",
    "R509": "a table note without its mark",
    "R510": "a line of a finding that may be a heading",
    "R511": "a line that begins with the name of a section",
    # The YAML of report.yml and glossary.yml.
    "Y001": "not valid YAML",
    "Y002": "YAML aliases are not allowed",
    "Y003": "a key that is not text",
    "Y004": "duplicate key",
    "Y005": "unknown key",
    "Y006": "a value is missing",
    "Y007": "an entry is empty or not text",
    "Y008": "a value of the wrong type",
    "Y009": "an invalid character",
    # report.yml.
    "E001": "the source is not a file name",
    "E002": "not a line number",
    "E003": "unknown contact policy",
    "E004": "not a redirect",
    "E005": "a dead link that is not in the text",
    "E006": "quoted words are not on that line",
    "E007": "a title of an unknown criterion",
    "E008": "other names for an unknown practice",
    "E009": "a dead link that is not a web address",
    "E010": "plain words for an unknown part of the site",
    "E501": "a criterion without a title",
    # glossary.yml.
    "G001": "unknown kind of term",
    "G002": "not a valid term",
    "G003": "not a valid form",
    "G004": "two terms with the same form",
    "G005": "two terms with the same address",
    "G006": "'see' lists an unknown term",
    "G007": "'see' lists the term itself",
    "G008": "a term that is also ignored or unexplained",
    "G009": "a term of the report is missing",
    "G010": "the expansion differs from the report's",
    "G011": "an unnecessary origin",
    "G012": "a term without an origin",
    "G013": "an unknown origin",
    "G014": "plain words that are not needed",
    "G501": "a name that is not in the report",
    "G502": "an unexplained capitalised word",
    # Addresses.
    "A001": "not an address",
    "A002": "a published address is gone",
    "A003": "an unnecessary redirect",
    "A004": "a redirect to a missing address",
    "A005": "two places with the same address",
    # The disk: files and folders that a build writes.
    "D001": "not a directory",
    "D002": "a directory is not writable",
    "D003": "a mount point",
    "D004": "a page was edited by hand",
    "D005": "a file in the place of a generated one",
    "D006": "a directory is not empty",
    "D007": "a directory is missing",
    "D008": "the system refused",
    # The built site: its words, its links, and the programs that made it.
    "W001": "words that no page has",
    "W002": "words that two pages have",
    "W003": "words that are not in the text",
    "W004": "words out of order",
    "W005": "a page was not built",
    "W006": "an anchor is missing or duplicated",
    "W007": "a page has other words than the text",
    "W008": "unmarked words of the edition",
    "W009": "the PDF has other words than its page",
    "W010": "the PDF lacks a tag or a property",
    "H001": "a broken link",
    "H002": "a link that works only in some places",
    "H003": "an invalid address",
    "H004": "content from another site",
    "H005": "unreadable data",
    "H006": "a wrong link in the PDF",
    "B001": "MkDocs rejected the pages",
    "B002": "a bug in build.py",
    "B003": "no browser printed the PDF",
}
"""The meaning of each code. Codes from 500 are warnings and do not stop a build."""

_MOST_CHARACTERS = 500
"""Longer parts of a message are cut."""


@dataclass(frozen=True, order=True)
class Problem:
    """An error or a warning about one place in an input file."""

    file: str
    line: int
    """Counted from 1; 0 for the file as a whole."""
    what: str
    """What is wrong, and what was expected."""
    hint: str = ""
    """What to do about it."""
    code: str = ""
    """`R003`: a key of CODES."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = (self.code, _printable(self.what), _printable(self.hint))
        return f"{_printable(place)}: {' '.join(part for part in parts if part)}"


def _printable(text: str) -> str:
    """A text on one line, shortened if it is long, with control characters escaped."""
    line = " ".join(text[: 2 * _MOST_CHARACTERS].split())
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return escaped if len(escaped) <= _MOST_CHARACTERS else f"{escaped[: _MOST_CHARACTERS - 1]}…"


class BuildError(Exception):
    """A build failed for a reason that the message gives. It changed nothing."""

    heading: ClassVar[str] = ""
    """A line to print above the message."""


class InputError(BuildError):
    """The input cannot be used. Carries all problems, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Collector:
    """Collects the problems of one file, so that reading can continue after the first.

    `code` is a key of CODES.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    @property
    def sound(self) -> bool:
        """Whether no error was reported."""
        return not self.errors

    def error(self, code: str, line: int, what: str, hint: str = "") -> None:
        self.errors.append(Problem(self.file, line, what, hint, code))

    def warn(self, code: str, line: int, what: str, hint: str = "") -> None:
        self.warnings.append(Problem(self.file, line, what, hint, code))


def stop_on_errors(*collectors: Collector) -> None:
    """Raise InputError with the errors of all collectors, if there are any."""
    if errors := [error for collector in collectors for error in collector.errors]:
        raise InputError(errors)
