"""The figures in tables of indicators as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import NUMBER, PLACE, TEXT, Field, Record, one_of
from reportsite.model import NoteRef, Paragraph, Table, unmarked
from reportsite.relating.indicators import Figure, columns, figure
from reportsite.relating.places import Place, SectionPlace, SummaryPlace, places
from reportsite.site import addresses


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table of indicators."""

    place: Place
    framework: str
    reference: str
    indicator: str
    column: Paragraph
    cell: Paragraph
    notes: tuple[tuple[str, str], ...]
    """The notes of the table, by key."""

    @property
    def printed(self) -> str:
        return unmarked(self.cell.inlines)

    @property
    def figure(self) -> Figure | None:
        return figure(self.printed)

    @property
    def note(self) -> str:
        keys = [n.note for p in (self.column, self.cell) for n in p.inlines if isinstance(n, NoteRef)]
        return " ".join(words for key, words in self.notes if key in keys)


def _tables(index: ExportIndex) -> Iterator[tuple[Place, str, Table]]:
    """Every table outside the appendices, with its place and its framework."""
    names = {
        item.code: framework.name for framework in index.report.frameworks for item in framework.criteria
    }
    for place, _ in places(index.report):
        match place:
            case SectionPlace(_, framework, _, section):
                blocks, name = section.blocks, framework.name if framework else ""
            case SummaryPlace(criterion):
                blocks = criterion.summary
                name = names[criterion.code]
            case _:
                continue
        yield from ((place, name, block) for block in blocks if isinstance(block, Table))


def indicators(index: ExportIndex) -> Iterator[_Cell]:
    """The figures in every table with a column of indicators, row by row."""
    for place, framework, table in _tables(index):
        roles = columns(table)
        if roles is None:
            continue
        name = roles.name
        notes = tuple((n.key, unmarked(n.paragraph.inlines)) for n in table.notes)
        for row in table.rows:
            reference = unmarked(row[0].inlines) if name else ""
            indicator = unmarked(row[name].inlines)
            for column, cell in zip(table.header[name + 1 :], row[name + 1 :], strict=True):
                yield _Cell(place, framework, reference, indicator, column, cell, notes)


INDICATOR: Record[_Cell] = Record(
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
            "The reference as printed; empty if there is none.",
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
            lambda _, x: x.figure.value if x.figure else None,
        ),
        Field(
            "unit",
            "% for per cent, pp for percentage points; empty for numbers and rates.",
            one_of("", "%", "pp"),
            lambda _, x: x.figure.unit if x.figure else "",
        ),
        Field("note", "The notes below the table that apply to it.", TEXT, lambda _, x: x.note),
    ),
)
