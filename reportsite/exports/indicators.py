"""The figures of tables of indicators as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import NUMBER, PLACE, TEXT, Field, Json, Record, one_of
from reportsite.model import NoteRef, Paragraph, Table, unmarked
from reportsite.reading import headings
from reportsite.relating.places import Place, SectionPlace, SummaryPlace, places
from reportsite.site import addresses


@dataclass(frozen=True, slots=True)
class _Figure:
    """A cell of a table of indicators."""

    place: Place
    framework: str
    reference: str
    indicator: str
    column: Paragraph
    cell: Paragraph
    notes: tuple[tuple[str, str], ...]
    """Of the table, by key."""

    @property
    def printed(self) -> str:
        return unmarked(self.cell.inlines)

    @property
    def note(self) -> str:
        keys = [n.note for p in (self.column, self.cell) for n in p.inlines if isinstance(n, NoteRef)]
        return " ".join(words for key, words in self.notes if key in keys)


_FIGURE = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<unit>%|pp)?\Z", re.ASCII)


def _value(printed: str) -> Json:
    found = _FIGURE.match(printed)
    return float(found["number"].replace(",", "")) if found else None


def _unit(printed: str) -> str:
    found = _FIGURE.match(printed)
    return (found["unit"] or "") if found else ""


def _tables(index: ExportIndex) -> Iterator[tuple[Place, str, Table]]:
    """Every table outside the appendices, with its place and its framework."""
    for place, _ in places(index.report):
        match place:
            case SectionPlace(_, framework, _, section):
                blocks, name = section.blocks, framework.name if framework else ""
            case SummaryPlace(criterion):
                blocks = criterion.summary
                name = next(f.name for f in index.report.frameworks if criterion in f.criteria)
            case _:
                continue
        yield from ((place, name, block) for block in blocks if isinstance(block, Table))


def indicators(index: ExportIndex) -> Iterator[_Figure]:
    """The figures of every table that has a column of indicators, row by row."""
    for place, framework, table in _tables(index):
        heads = [unmarked(cell.inlines) for cell in table.header]
        named = [i for i, head in enumerate(heads) if headings.INDICATOR.match(head)]
        if not named:
            continue
        name = named[0]
        notes = tuple((n.key, unmarked(n.paragraph.inlines)) for n in table.notes)
        for row in table.rows:
            reference = unmarked(row[0].inlines) if name else ""
            indicator = unmarked(row[name].inlines)
            for column, cell in zip(table.header[name + 1 :], row[name + 1 :], strict=True):
                yield _Figure(place, framework, reference, indicator, column, cell, notes)


INDICATOR: Record[_Figure] = Record(
    "indicator",
    "indicators",
    "A figure from a table of indicators: one record for each cell.",
    (
        Field(
            "id",
            "The address of the source line that prints it, shared by all figures in the row.",
            PLACE,
            lambda _, x: addresses.source_line(x.cell.first_line or x.column.first_line).url,
        ),
        Field(
            "section",
            "The section that contains the table.",
            PLACE,
            lambda _, x: addresses.place(x.place).url,
        ),
        Field(
            "framework",
            "The inspected framework as printed; empty outside the frameworks.",
            TEXT,
            lambda _, x: x.framework,
        ),
        Field(
            "reference",
            "The reference as printed; empty where there is none.",
            TEXT,
            lambda _, x: x.reference,
        ),
        Field("indicator", "What is measured, as printed.", TEXT, lambda _, x: x.indicator),
        Field(
            "column",
            "The column heading as printed: a year, a change or an average.",
            TEXT,
            lambda _, x: unmarked(x.column.inlines),
        ),
        Field("printed", "The figure as printed.", TEXT, lambda _, x: x.printed),
        Field(
            "value",
            "The figure as a number; null where the report prints none.",
            NUMBER,
            lambda _, x: _value(x.printed),
        ),
        Field(
            "unit",
            "% for per cent, pp for percentage points; empty for numbers and rates.",
            one_of("", "%", "pp"),
            lambda _, x: _unit(x.printed),
        ),
        Field("note", "The notes below the table that apply to it.", TEXT, lambda _, x: x.note),
    ),
)
