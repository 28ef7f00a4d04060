"""What several kinds of page do alike: source blocks, notes, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from reportsite import addresses
from reportsite.addresses import Address
from reportsite.document import (
    Box,
    Bullets,
    Grid,
    Heading,
    Label,
    Own,
    PageBlock,
    PageLink,
    Para,
    Piece,
    own,
)
from reportsite.model import (
    Block,
    Caption,
    Criterion,
    Edition,
    ListBlock,
    Note,
    NoteRef,
    Paragraph,
    SectionKind,
    Table,
    Text,
)

KIND_NAMES: dict[SectionKind, tuple[str, str]] = {
    SectionKind.EVIDENCE: ("piece of evidence", "pieces of evidence"),
    SectionKind.STRENGTH: ("strength", "strengths"),
    SectionKind.WORK_IN_PROGRESS: ("item of work in progress", "items of work in progress"),
    SectionKind.IMPROVEMENT: ("area for improvement", "areas for improvement"),
    SectionKind.PRACTICE: ("developing practice", "developing practices"),
}
"""What findings of a kind are called, one and several."""

MISSING_CHART = "The report prints a chart here. The text received does not carry it."


def text(*words: str) -> tuple[Text, ...]:
    return (Text("".join(words)),)


def para(*pieces: Piece | str) -> Para:
    """A paragraph of the edition's own words and links."""
    return Para(tuple(Text(p) if isinstance(p, str) else p for p in pieces))


def own_words(*words: str) -> Own:
    """The edition's words in a line of the report's."""
    return Own(text(*words))


def link(target: Address, *words: str) -> PageLink:
    return PageLink(target, text(*words))


def sourced(paragraph: Paragraph, anchor: str = "") -> Para:
    """A paragraph of the report."""
    return Para(paragraph.inlines, paragraph.lines, anchor)


def heading(level: int, paragraph: Paragraph, anchor: str = "") -> Heading:
    """A heading of the report."""
    return Heading(level, paragraph.inlines, paragraph.lines, anchor)


def blocks(items: Iterable[Block], notes: Mapping[str, Address]) -> list[PageBlock]:
    """Blocks of the report; `notes` says where on the page its notes stand."""
    out: list[PageBlock] = []
    for block in items:
        match block:
            case Paragraph():
                out.append(sourced(block))
            case ListBlock(ordered, entries):
                listed = tuple(tuple(map(sourced, entry.paragraphs)) for entry in entries)
                out.append(Bullets(listed, ordered))
            case Caption(paragraph):
                out.append(Box("missing-chart", (sourced(paragraph), own(para(MISSING_CHART)))))
            case Table(header, rows, table_notes):
                out.append(_grid(header, rows))
                out += [_marked(note.paragraph, note.mark, notes[note.key]) for note in table_notes]
    return out


_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:%|pp)?\**\Z")


def _grid(header: tuple[Paragraph, ...], rows: tuple[tuple[Paragraph, ...], ...]) -> Grid:
    numeric = tuple(
        any(_NUMBER.match(row[i].text) for row in rows)
        and sum(bool(_NUMBER.match(row[i].text)) for row in rows) * 2 > len(rows)
        for i in range(len(header))
    )
    return Grid(tuple(map(sourced, header)), tuple(tuple(map(sourced, row)) for row in rows), numeric)


def note_targets(page: Address, notes: Iterable[Note], tables: Iterable[Table] = ()) -> dict[str, Address]:
    """Where the notes of a page stand, by their keys. Marks may begin anew on each printed page."""
    targets: dict[str, Address] = {}
    used: Counter[str] = Counter()
    for note in notes:
        used[note.mark] += 1
        targets[note.key] = addresses.note(page, note, used[note.mark])
    listed = [note for table in tables for note in table.notes]
    for number, table_note in enumerate(listed, start=1):
        targets[table_note.key] = addresses.table_note(page, number)
    return targets


def footnotes(notes: Iterable[Note], targets: Mapping[str, Address]) -> list[PageBlock]:
    """The footnotes of a page, at its end."""
    written: list[PageBlock] = []
    for note in notes:
        first, *rest = note.paragraphs
        written += [_marked(first, note.mark, targets[note.key]), *map(sourced, rest)]
    return [Box("footnotes", tuple(written))] if written else []


def _marked(paragraph: Paragraph, mark: str, target: Address) -> Para:
    """A note whose mark leads back to the text. A mark that the source lacks is marked as ours."""
    back = Address(target.page, f"{target.anchor}-ref")
    mark_link = PageLink(back, text(mark))
    first, *rest = paragraph.inlines
    if isinstance(first, NoteRef):
        return Para((mark_link, *rest), paragraph.lines, target.anchor)
    pieces: tuple[Piece, ...] = (Own((mark_link, Text(" "))), *paragraph.inlines)
    return Para(pieces, paragraph.lines, target.anchor)


def counts(criteria: Iterable[Criterion]) -> str:
    """`5 strengths, 2 areas for improvement`; kinds without findings are not named."""
    listed = list(criteria)
    named = []
    for kind, names in KIND_NAMES.items():
        number = sum(criterion.count(kind) for criterion in listed)
        if number:
            named.append(f"{number} {names[number != 1]}")
    return ", ".join(named) or "no findings"


def criterion_title(criterion: Criterion, facts: Edition) -> str:
    """`MC07 Access to intelligence across forces`."""
    return f"{criterion.code} {facts.title_of(criterion.code)}".strip()


def label(paragraph: Paragraph) -> Label:
    return Label(paragraph.inlines)


def shorten(words: str, limit: int = 155) -> str:
    """The beginning of a text, cut between words, for a description."""
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
