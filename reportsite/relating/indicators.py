"""Figures, and the tables of indicators that print them: Table -> Columns, Comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportsite.model import Paragraph, Table, unmarked
from reportsite.reading import headings


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a table prints it."""

    printed: str
    """`+28.95pp`, `1,000`, `92.00%`."""
    number: Decimal
    """Without the unit: 92.00 for `92.00%`."""
    unit: str
    """`%`, `pp` for percentage points, or empty."""

    @property
    def value(self) -> float:
        return float(self.number)

    @property
    def signed(self) -> bool:
        """Whether a sign is printed, as for a change."""
        return self.printed[0] in "+-"


# Twelve digits are more than any count of offences, and few enough for exact arithmetic. Asterisks
# are marks whose note the table lacks; they do not change the number.
_FIGURE = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.\d{1,12})?)(?:\s?(?P<unit>%|pp))?\*{0,3}",
    re.ASCII,
)


def figure(printed: str) -> Figure | None:
    """Read the text of a cell. None for anything but one number: a range, a word, an empty cell."""
    match = _FIGURE.fullmatch(printed)
    if match is None:
        return None
    return Figure(printed, Decimal(match["number"].replace(",", "")), match["unit"] or "")


_NAME = re.compile(r"[\w' -]*")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of indicators by their role, as indexes."""

    name: int
    """The column of names. The columns after it have the figures; the first before it is the reference."""
    years: tuple[int, ...]
    """From the earliest year to the latest."""
    average: int | None
    group: str
    """The group that the average is of: `MSF`; empty if the heading does not say."""


def columns(table: Table) -> Columns | None:
    """The roles of the columns. None if no column is headed `Indicator`."""
    header = _texts(table.header)
    name = next((i for i, text in enumerate(header) if headings.INDICATOR.match(text)), None)
    if name is None:
        return None
    years = [i for i, text in enumerate(header) if headings.INDICATOR_YEAR.match(text)]
    averages = [(i, m) for i, text in enumerate(header) if (m := headings.INDICATOR_AVERAGE.match(text))]
    average, group = (averages[0][0], averages[0][1]["group"] or "") if averages else (None, "")
    return Columns(name, tuple(sorted(years, key=lambda i: header[i])), average, group)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator: its two latest years and the average, in this order."""

    name: str
    printed: tuple[str, str, str]
    amounts: tuple[Figure | None, Figure | None, Figure | None]
    """The figures; None for words, gaps and numbers that are not amounts."""

    @property
    def percent(self) -> bool:
        """Whether the row has percentages, according to a figure or the name."""
        named = "%" in self.name or re.search(r"\bper ?cent", self.name, re.IGNORECASE)
        return bool(named) or any(amount.unit == "%" for amount in self.amounts if amount)

    @property
    def mixed(self) -> bool:
        """Whether some figures are percentages and some are not, so that they cannot be compared."""
        return len({amount.unit for amount in self.amounts if amount}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison in a table: two years of a force with the average of a group of forces."""

    years: tuple[str, str]
    group: str
    """As in `Columns`."""
    group_name: str
    """`most similar force`, where a note below the table expands the group's abbreviation; or empty."""
    rows: tuple[Row, ...]

    @property
    def average(self) -> str:
        """The name of the average: `MSF average`."""
        return f"{self.group} average".strip()

    @property
    def labels(self) -> tuple[str, str, str]:
        """Labels for the three figures of a row."""
        return (*self.years, self.average)


def compare(table: Table) -> Comparison | None:
    """Read the two latest years and the average. None for a table without two years or an average."""
    roles = columns(table)
    if roles is None or roles.average is None or len(roles.years) < 2:
        return None
    indexes = (*roles.years[-2:], roles.average)
    earlier, latest, _ = _texts([table.header[i] for i in indexes])
    if earlier == latest:
        return None
    rows = []
    for cells in table.rows:
        first, second, third = _texts([cells[i] for i in indexes])
        amounts = _amount(first), _amount(second), _amount(third)
        rows.append(Row(unmarked(cells[roles.name].inlines), (first, second, third), amounts))
    return Comparison((earlier, latest), roles.group, _expansion(roles.group, table), tuple(rows))


def _texts(cells: Sequence[Paragraph]) -> list[str]:
    return [unmarked(cell.inlines) for cell in cells]


def _amount(printed: str) -> Figure | None:
    """A figure that can be compared: one with a sign or in percentage points is a change."""
    read = figure(printed)
    return read if read and not read.signed and read.unit != "pp" else None


def _expansion(abbreviation: str, table: Table) -> str:
    """`most similar force`, where a note below the table says `Most similar force (MSF)`."""
    if abbreviation:
        for note in table.notes:
            before, bracket, _ = unmarked(note.paragraph.inlines).partition(f"({abbreviation})")
            # Backwards: a search for the first word of the name would restart at every word.
            backwards = _NAME.match(before.rstrip()[::-1])
            long = backwards[0][::-1].lstrip("' -") if bracket and backwards else ""
            if long:
                return f"{long[0].lower()}{long[1:]}"
    return ""
