"""Footnotes: printed at the foot of a page, and so in the middle of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportsite.model import Line, LineKind
from reportsite.reading import headings
from reportsite.reading.lines import Chunk, ends_sentence, is_item, is_prose
from reportsite.reading.repair.rule import Change, Draft, LiftedNote, place, rule


@dataclass(frozen=True, slots=True)
class _Ref:
    """A mark in the running text."""

    mark: str
    line: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A chunk, or the part of it from a line that begins with the mark of a note."""

    start: int
    """Index of its first line in the draft."""
    lines: Chunk

    @property
    def indexes(self) -> range:
        return range(self.start, self.start + len(self.lines))


@dataclass(frozen=True, slots=True)
class _Page:
    """A printed page. A note is on the page of its mark."""

    pieces: tuple[_Piece, ...]
    ends: bool
    """False for the last, whose end the text does not show."""


@rule("footnote", "Footnotes are moved out of the running text, to the end of the part that refers to them.")
def lift_footnotes(draft: Draft) -> Change:
    """Take footnotes out of the running text; their marks stay.

    A note begins with its mark. If a mark on a page has no such note, its note is the text between
    a list and the end of that page.

    …gun-enabled / ¹ Source – Profile / crime…  ->  …gun-enabled / crime…, note ¹
    """
    seen = {_Ref(note.mark, note.ref_line) for note in draft.notes}
    lifted: set[int] = set()
    notes: list[LiftedNote] = []
    for page in _pages(draft.lines):
        for ref, indexes in _notes_on(page, seen):
            lines = tuple(draft.lines[index] for index in indexes if index not in lifted)
            notes.append(LiftedNote(ref.mark, ref.line, lines))
            lifted.update(indexes)
    return Change(
        tuple(line for index, line in enumerate(draft.lines) if index not in lifted),
        tuple(place((x for x in note.lines if not x.blank), note.lines[0]) for note in notes),
        notes=tuple(notes),
    )


def _pages(lines: tuple[Line, ...]) -> Iterator[_Page]:
    """The printed pages, in order."""
    pieces: list[_Piece] = []
    run: list[Line] = []
    for index, line in enumerate(lines):
        if run and (line.blank or headings.NOTE_MARK.match(line.text)):
            pieces.append(_Piece(index - len(run), tuple(run)))
            run = []
        if line.kind is LineKind.PAGE:
            yield _Page(tuple(pieces), ends=True)
            pieces = []
        elif not line.blank:
            run.append(line)
    if run:
        pieces.append(_Piece(len(lines) - len(run), tuple(run)))
    yield _Page(tuple(pieces), ends=False)


def _notes_on(page: _Page, seen: Iterable[_Ref]) -> Iterator[tuple[_Ref, range]]:
    """Each note on a page: the mark that refers to it, and the indexes of its lines.

    `seen` are marks whose notes were lifted before.
    """
    refs: list[_Ref] = []
    text: list[_Piece] = []
    for piece in page.pieces:
        mark = headings.NOTE_MARK.match(piece.lines[0].text)
        ref = next((ref for ref in refs if mark and ref.mark == mark[0]), None)
        if ref:
            refs.remove(ref)
            yield ref, piece.indexes
        else:
            text.append(piece)
            refs += [ref for ref in _refs_in(piece) if ref not in seen]
    unmarked = _unmarked_note(text) if page.ends and refs else []
    if unmarked:
        yield refs[0], range(unmarked[0].start, unmarked[-1].indexes.stop)


def _refs_in(piece: _Piece) -> Iterator[_Ref]:
    """The marks in a piece of text."""
    for line in piece.lines:
        for match in headings.NOTE_MARK.finditer(line.text):
            yield _Ref(match[0], line.number)


def _unmarked_note(text: list[_Piece]) -> list[_Piece]:
    """The paragraphs between a list and the end of a page; empty if the page does not end so."""
    note: list[_Piece] = []
    for piece in reversed(text):
        if not ends_sentence(piece.lines):
            return []
        if is_item(piece.lines):
            return note
        if not is_prose(piece.lines):
            return []
        note.insert(0, piece)
    return []
