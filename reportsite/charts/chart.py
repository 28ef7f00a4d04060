"""A chart, and text helpers for all charts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportsite.model import Paragraph, Paragraphs, Table, Text, map_units, unmarked


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title and descriptions."""

    name: str
    """Stem of a file name, and prefix of the ids inside the drawing: `rates`."""
    title: str
    description: str
    """For readers who do not see the drawing: what it shows, and every value."""
    svg: str
    """An `<svg>` element, for a page or a separate file. It fills the available width, up to a limit."""
    omitted: tuple[str, ...]
    """Sentences to print below the drawing about what it cannot show."""


# XML does not allow these characters, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_table(table: Table) -> Table:
    """The table with each cell as one line of plain text, without note marks or characters invalid in XML."""

    def plain(unit: Paragraphs) -> Paragraphs:
        words = (" ".join(_NOT_XML.sub("\ufffd", unmarked(cell.inlines)).split()) for cell in unit)
        return tuple(Paragraph((Text(text),), ()) for text in words)

    block = map_units(table, plain)
    assert isinstance(block, Table)
    return block


def name_of(prefix: str, name: str) -> str:
    """The name of a chart: letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", f"{prefix}-{name}".lower()).strip("-")


def subject(name: str) -> str:
    """The beginning of a sentence about a row."""
    return f"{name}:" if name else "A row without a name:"


def quoted(text: str) -> str:
    return f"“{text}”" if text else "no entry"


def number_of(number: int, what: str) -> str:
    """`1 row`, `8 rows`."""
    return f"{number} {what}" + ("" if number == 1 else "s")


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
