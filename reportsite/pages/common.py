"""Helpers for several kinds of page: report blocks, footnotes, links and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportsite import charts
from reportsite.model import (
    Block,
    Caption,
    Criterion,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    SectionKind,
    Strong,
    Table,
    Text,
    paragraphs_of,
    unmarked,
)
from reportsite.relating.indicators import figure
from reportsite.relating.places import FindingPlace, Place, SummaryPlace, name_of
from reportsite.relating.repeats import sentences
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Editorial,
    Heading,
    Image,
    Label,
    PageBlock,
    PageLink,
    Para,
    Piece,
    TableBlock,
    editorial,
)

MISSING_CHART = "The printed report has a chart here. It was missing from the text received."


def text(*words: str) -> tuple[Text, ...]:
    return (Text("".join(words)),)


def para(*pieces: Piece | str) -> Para:
    """A paragraph of the edition's words and links."""
    return Para(tuple(Text(p) if isinstance(p, str) else p for p in pieces))


def strong(*words: str) -> tuple[Strong, ...]:
    return (Strong(text(*words)),)


def first_sentence(items: Iterable[Block]) -> str:
    """The first sentence of blocks of the report, without the marks of notes; empty if they have no text."""
    first = next((unmarked(paragraph.inlines) for paragraph in paragraphs_of(tuple(items))), "")
    return next(iter(sentences(first)), "")


def edition_words(*words: str) -> Editorial:
    """The edition's words within a line of the report."""
    return Editorial(text(*words))


def link(target: Address, *words: str) -> PageLink:
    return PageLink(target, text(*words))


def sourced(paragraph: Paragraph, anchor: str = "") -> Para:
    """A paragraph of the report."""
    return Para(paragraph.inlines, paragraph.lines, anchor)


def heading(level: int, paragraph: Paragraph, anchor: str = "") -> Heading:
    """A heading of the report."""
    return Heading(level, paragraph.inlines, paragraph.lines, anchor)


def part(page: Address, words: str, name: str, level: int = 2) -> Heading:
    """A heading on a page written by the edition."""
    return Heading(level, text(words), anchor=addresses.part(page, name).anchor)


def quoted(paragraph: Paragraph) -> Para:
    """A paragraph of the report repeated on another page, with the marks of its notes as plain text."""
    return Para(tuple(Text(p.mark) if isinstance(p, NoteRef) else p for p in paragraph.inlines))


def listed(links: Iterable[Piece]) -> list[Piece | str]:
    """Links with commas between them."""
    out: list[Piece | str] = []
    for number, item in enumerate(links):
        out += [", ", item] if number else [item]
    return out


def enumerated(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def place_link(place: Place) -> PageLink:
    """A link to a place, labelled with the name it is cited by."""
    return link(addresses.place(place), plain_name(place))


def plain_name(place: Place) -> str:
    """The name a place is cited by: `MC13-W1`, `Gold Groups`."""
    if isinstance(place, FindingPlace):
        return addresses.place(place).anchor.upper()
    return f"{name_of(place)} summary" if isinstance(place, SummaryPlace) else name_of(place)


def lines_text(numbers: Iterable[int]) -> str:
    """`Line 66`, `Lines 88, 90`."""
    lines = sorted(set(numbers))
    return ("Line " if len(lines) == 1 else "Lines ") + ", ".join(map(str, lines))


def blocks(items: Iterable[Block], page: Address, notes: Mapping[str, Address]) -> list[PageBlock]:
    """Blocks of the report as blocks of `page`. `notes` maps the keys of notes to their addresses there."""
    out: list[PageBlock] = []
    for block in items:
        match block:
            case Paragraph():
                out.append(sourced(block))
            case ListBlock(ordered, entries):
                listed = tuple(tuple(map(sourced, entry.paragraphs)) for entry in entries)
                out.append(Bullets(listed, ordered))
            case Caption(paragraph):
                note = editorial(para(MISSING_CHART), explains=True)
                out.append(Container((sourced(paragraph), note), "missing-chart"))
            case Table(header, rows, table_notes):
                # Before the table, which is the longer way to the same figures, above all on a phone.
                out += _charts(block, page)
                out.append(_grid(header, rows))
                out += [_marked(note.paragraph, note.mark, notes[note.key]) for note in table_notes]
    return out


def _charts(table: Table, page: Address) -> list[PageBlock]:
    """Charts of a table, if it can be drawn. They are in addition to the table."""
    return [
        editorial(
            Para((Strong(text(chart.title)),)),
            Image(addresses.chart(chart.name), chart.description, chart.svg),
            *map(para, chart.notes),
            kind="chart",
            explains=True,
        )
        for chart in charts.draw(table, prefix=addresses.top(page).anchor)
    ]


def _grid(header: tuple[Paragraph, ...], rows: tuple[tuple[Paragraph, ...], ...]) -> TableBlock:
    # Columns with figures in most of their cells. In a table without rows, no column is numeric.
    numeric = tuple(
        sum(figure(unmarked(row[i].inlines)) is not None for row in rows) * 2 > len(rows)
        for i in range(len(header))
    )
    if len(header) > 2 and sum(not row[0].text for row in rows) * 2 > len(rows):
        # A column of references that most rows lack takes no room, and does not come before their names.
        return TableBlock(_joined(header), tuple(map(_joined, rows)), numeric[1:])
    return TableBlock(tuple(map(sourced, header)), tuple(tuple(map(sourced, row)) for row in rows), numeric)


def _joined(row: tuple[Paragraph, ...]) -> tuple[Para, ...]:
    """A row whose first cell is a label in the second."""
    first, second, *rest = row
    pieces = (label(first), Text(" "), *second.inlines) if first.text else second.inlines
    return (Para(pieces, (*first.lines, *second.lines)), *map(sourced, rest))


def footnotes(notes: Iterable[Note], targets: Mapping[str, Address]) -> list[PageBlock]:
    """The footnotes at the end of a page."""
    written: list[PageBlock] = []
    for note in notes:
        first, *rest = note.paragraphs
        written += [_marked(first, note.mark, targets[note.key]), *map(sourced, rest)]
    return [Container(tuple(written), "footnotes")] if written else []


def _marked(paragraph: Paragraph, mark: str, target: Address) -> Para:
    """A note whose mark links back to the text. If the source has no mark, the edition adds it."""
    back = Address(target.page, f"{target.anchor}-ref")
    mark_link = PageLink(back, text(mark))
    first, *rest = paragraph.inlines
    if isinstance(first, NoteRef):
        return Para((mark_link, *rest), paragraph.lines, target.anchor)
    pieces: tuple[Piece, ...] = (Editorial((mark_link, Text(" "))), *paragraph.inlines)
    return Para(pieces, paragraph.lines, target.anchor)


def number_of(number: int, one: str, many: str) -> str:
    """`1 criterion`, `8 criteria`."""
    return f"{number} {one if number == 1 else many}"


def counts(criteria: Iterable[Criterion]) -> str:
    """`5 strengths, 2 areas for improvement`; kinds without findings are left out."""
    items = list(criteria)
    numbers = [(sum(item.count(kind) for item in items), kind) for kind in SectionKind]
    return ", ".join(number_of(n, kind.one, kind.many) for n, kind in numbers if n) or "no findings"


def as_table(name: str) -> Para:
    """A link to the data file that has what a list shows."""
    return para("The same as a table for spreadsheets: ", link(addresses.data_file(name), name), ".")


def label(paragraph: Paragraph) -> Label:
    return Label(paragraph.inlines)


def shorten(words: str, limit: int = 155) -> str:
    """A text cut between words to at most `limit` characters, for the description of a page."""
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
