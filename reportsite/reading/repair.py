"""Broken layout of the received text, repaired by an ordered table of small named rules.

A rule takes a Draft and returns a new one. It moves, splits, joins or sets aside lines; it never
changes a word: every `Line.text` stays an exact slice of the file. Each rule run twice does what
it did once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from reportsite.model import Line, LineKind, Omission, Repair, lines_of
from reportsite.reading import headings


@dataclass(frozen=True, slots=True)
class LiftedNote:
    """A footnote taken out of the running text."""

    mark: str
    """`¹`. The source need not print it at the note itself."""
    ref_line: int
    """The line whose text holds the mark."""
    lines: tuple[Line, ...]
    """With blank lines between the paragraphs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text on its way through the repairs."""

    lines: tuple[Line, ...]
    notes: tuple[LiftedNote, ...] = ()
    repairs: tuple[Repair, ...] = ()
    omissions: tuple[Omission, ...] = ()


Rule = Callable[[Draft], Draft]

SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*\Z")
_BULLET = re.compile(r"[-•▪●◦·]\s+(?=\S)")
# These also stand in sentences: they are bullets only where an item may begin.
_DOUBTFUL_BULLET = re.compile(r"[–—*]\s+(?=\S)")
_LAYOUT_TAG = re.compile(r"</?(?:p|ul|ol|li)(?:\s[^<>]*)?>", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?=\S)")
_RUN_IN_LABEL = re.compile(r"(?<=\S)(?=\*\*[A-Z][A-Z()/ ]*\s?:\*\*)")


# Helpers -------------------------------------------------------------------------------------


def slice_line(line: Line, start: int, end: int | None = None) -> Line:
    """The part of `line` from `start` to `end`, without the white space around it."""
    part = line.text[start:end]
    lead = len(part) - len(part.lstrip())
    return Line(line.number, line.column + start + lead, part.strip())


def slice_lines(lines: Iterable[Line], start: int, end: int) -> tuple[Line, ...]:
    """The part from `start` to `end` of lines joined by single spaces, as slices of the lines."""
    out = []
    for line in lines:
        length = len(line.text)
        piece = slice_line(line, max(0, min(start, length)), max(0, min(end, length)))
        if not piece.blank:
            out.append(piece)
        start, end = start - length - 1, end - length - 1
    return tuple(out)


def _blank_like(line: Line) -> Line:
    return Line(line.number, line.end, "")


def _excerpt(text: str, words: int = 6) -> str:
    found = text.split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def _chunks(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Runs of lines without a blank one between."""
    for blank, run in groupby(lines, key=lambda line: line.blank):
        if not blank:
            yield tuple(run)


def _is_prose(chunk: tuple[Line, ...]) -> bool:
    """A chunk of running text: no list item, table row or known heading."""
    return (
        chunk[0].kind is LineKind.NONE
        and not any("\t" in line.text for line in chunk)
        and not headings.fixed_heading(chunk[0].text)
        and headings.split_label(chunk[0].text) is None
    )


def _is_list(chunk: tuple[Line, ...]) -> bool:
    return chunk[0].kind in (LineKind.BULLET, LineKind.NUMBER)


def title_end(lines: tuple[Line, ...]) -> int:
    """Index of the first line after the title matter."""
    for index, line in enumerate(lines):
        if headings.CONTENTS.match(line.text) or _opens(line.text):
            return index
    return 0


def _without(
    draft: Draft, dropped: dict[int, str], rule: str, excerpt: str = "", page: bool = False
) -> Draft:
    """Draft without the lines at the given indexes, which become omissions with a reason."""
    if not dropped:
        return draft
    kind = LineKind.PAGE if page else LineKind.NONE
    lines = tuple(
        replace(_blank_like(line), kind=kind) if index in dropped else line
        for index, line in enumerate(draft.lines)
    )
    omitted = tuple(Omission(reason, draft.lines[i]) for i, reason in dropped.items())
    numbers = tuple(sorted({line.line.number for line in omitted}))
    repair = Repair(rule, numbers, excerpt)
    return replace(
        draft,
        lines=lines,
        omissions=draft.omissions + omitted,
        repairs=(*draft.repairs, repair),
    )


# Rules, in the order in which they run -------------------------------------------------------


def drop_contents(draft: Draft) -> Draft:
    """The contents list is left out; navigation takes its place.

    Contents / Introduction … / Findings / Introduction …  ->  Introduction …
    """
    lines = draft.lines
    start = title_end(lines)
    if not (lines and headings.CONTENTS.match(lines[start].text)):
        return draft
    openings = [i for i, x in enumerate(lines) if i > start and _opens(x.text)]
    # The list names the first section too; the section itself is the one that prose follows.
    end = next((i for i in openings if _prose_follows(lines, i)), None)
    if end is None:
        return draft
    dropped = {i: "contents list" for i in range(start, end) if not lines[i].blank}
    if any(re.search(r"[a-z]\.\Z", lines[i].text) for i in dropped):
        # A list holds no sentences: something else stands here, and must not be lost.
        return draft
    return _without(draft, dropped, "contents")


def _prose_follows(lines: tuple[Line, ...], index: int) -> bool:
    """Whether running text follows a heading, on its line or below it."""
    if not headings.OPENING.match(lines[index].text):
        return True
    below = next((line.text for line in lines[index + 1 :] if not line.blank), "")
    return len(below.split()) > 10 or bool(SENTENCE_END.search(below))


def _opens(text: str) -> bool:
    """Whether a line is, or begins with, the heading of the first section."""
    end = _run_in_heading(text)
    return bool(headings.OPENING.match(text[:end].strip()))


def split_run_in_headings(draft: Draft) -> Draft:
    """A heading that shares a line with its first paragraph gets a line of its own.

    MC01 Summary The force has enough…  ->  MC01 Summary / The force has enough…
    """

    def split(line: Line) -> list[int]:
        found = None if line.kind is not LineKind.NONE else _run_in_heading(line.text)
        return [found] if found else []

    return _split_lines(draft, split, "run-in-heading")


# What runs on begins like a sentence of four words or more, or like a list.
_RUNS_ON = re.compile(r"\s+(?=[A-Z‘“\"'(]\S*(?:\s+\S+){3}|- )")


def _run_in_heading(text: str) -> int | None:
    """Where the sentence starts that follows a heading in one line, or None where there is none."""
    for found in _RUNS_ON.finditer(text[:120]):
        if headings.has_paragraph(text[: found.start()]):
            return found.end()
    return None


def drop_page_furniture(draft: Draft) -> Draft:
    """Running header, date and page number of each printed page are left out.

    …resources. / July 2008 / In addition…  ->  …resources. / (page ends) / In addition…
    12 Avonshire Police – HMIC Inspection Report July 2008  ->  (page ends)
    """
    lines = draft.lines
    start = title_end(lines)
    head = [line.text for line in lines[:start]]
    running = next(filter(None, map(headings.RUNNING_TITLE.match, head)), None)
    date = next(filter(None, map(headings.DATE.search, head)), None)
    dates = [_spaced(date[0])] if date else []
    headers = [rf"{_spaced(running['force'])}\s+[–-]\s+HMIC\s+Inspection\s+Report"] if running else []
    if not dates + headers:
        return draft
    pages = [r"Page\s+\d{1,3}(?:\s+of\s+\d{1,3})?"]
    piece = "|".join([*headers, *dates, *pages, r"\d{1,3}", r"[|·–-]"])
    pattern = re.compile(rf"(?:{piece})(?:\s+(?:{piece}))*\Z", re.IGNORECASE)
    named = re.compile("|".join(headers + pages), re.IGNORECASE)
    dated = re.compile("|".join(dates) or r"(?!)", re.IGNORECASE)
    candidates = [i for i in range(start, len(lines)) if pattern.match(lines[i].text)]
    dropped = set()
    for i in candidates:
        # A date that a wrapped sentence holds is no furniture: what is above it must be whole.
        above = lines[i - 1].text
        whole = not above or i - 1 in candidates or bool(SENTENCE_END.search(above))
        if named.search(lines[i].text) or (whole and dated.search(lines[i].text)):
            dropped.add(i)
    # A lone number is a page number only beside other furniture, and only where it is one alone.
    for i in [i for i in candidates if i not in dropped]:
        beside = [_neighbour(lines, i, -1), _neighbour(lines, i, 1)]
        if any(b in dropped for b in beside) and all(b in dropped or b not in candidates for b in beside):
            dropped.add(i)
    return _without(draft, dict.fromkeys(sorted(dropped), "page furniture"), "page-furniture", page=True)


def _spaced(text: str) -> str:
    """A pattern for a text with any white space between its words."""
    return r"\s+".join(map(re.escape, text.split()))


def _neighbour(lines: tuple[Line, ...], index: int, step: int) -> int:
    """Index of the nearest line before or after that is not empty."""
    index += step
    while 0 <= index < len(lines) and lines[index].blank and lines[index].kind is LineKind.NONE:
        index += step
    return index


def drop_rule_rows(draft: Draft) -> Draft:
    """A row of dashes that drew a table's rule is left out.

    ------ <tab> ---------  ->  (nothing)
    """
    dropped = {
        i: "rule row"
        for i, line in enumerate(draft.lines)
        if re.fullmatch(r"-{3,}(?:\s+-{3,})*", line.text.strip())
    }
    return _without(draft, dropped, "rule-row")


def read_html_layout(draft: Draft) -> Draft:
    """Remnants of HTML that only make paragraphs and lists are read as such.

    <p>SOLUTION:</p> <p>It did:</p> <ul style=…> • One. • Two.  ->  SOLUTION: / It did: / - One. / - Two.
    """
    lines: list[Line] = []
    omissions: list[Omission] = []
    touched: list[int] = []
    ordered = False
    for line in draft.lines:
        # A line that goes on from one with layout tags may hold more of them.
        follows = bool(touched) and touched[-1] == line.number - 1
        if not (_LAYOUT_TAG.match(line.text) or (follows and _LAYOUT_TAG.search(line.text))):
            lines.append(line)
            continue
        touched.append(line.number)
        position = 0
        ordered = ordered and follows
        if not follows or _LAYOUT_TAG.match(line.text):
            lines.append(_blank_like(line))
        for tag in [*_LAYOUT_TAG.finditer(line.text), None]:
            lines += _html_pieces(line, position, tag.start() if tag else len(line.text), ordered)
            if tag:
                position = tag.end()
                name = tag[0].lower()
                ordered = name.startswith("<ol") or (ordered and not name.startswith(("<ul", "<p", "</")))
                tag_line = slice_line(line, tag.start(), tag.end())
                omissions.append(Omission("HTML tag, read as layout", tag_line))
    if not touched:
        return draft
    return replace(
        draft,
        lines=tuple(lines),
        omissions=(*draft.omissions, *omissions),
        repairs=(*draft.repairs, Repair("html-layout", tuple(touched))),
    )


def _html_pieces(line: Line, start: int, end: int, ordered: bool) -> Iterator[Line]:
    """The paragraph or list items between two tags, each followed by a blank line."""
    text = line.text[start:end]
    splitter = r"(?<!\S)(?=\d{1,2}[.)]\s)" if ordered else r"(?=•)"
    cuts = [m.start() for m in re.finditer(splitter, text)]
    edges = sorted({0, *cuts, len(text)})
    for begin, stop in pairwise(edges):
        piece = slice_line(line, start + begin, start + stop)
        if not piece.blank:
            yield _read_mark(piece)
            yield _blank_like(piece)


def split_run_in_labels(draft: Draft) -> Draft:
    """Labels of the practice form that run on in one line get lines of their own.

    INSPECTION AREA: X**TITLE:** Y**PROBLEM:**  ->  INSPECTION AREA: X / **TITLE:** Y / **PROBLEM:**
    """

    def split(line: Line) -> list[int]:
        return [m.start() for m in _RUN_IN_LABEL.finditer(line.text)]

    return _split_lines(draft, split, "run-in-label")


def _split_lines(draft: Draft, split: Callable[[Line], list[int]], rule: str) -> Draft:
    """Draft with lines cut at the offsets that `split` gives, blank lines between the parts."""
    lines: list[Line] = []
    repairs: list[Repair] = []
    for line in draft.lines:
        cuts = split(line)
        if not cuts:
            lines.append(line)
            continue
        repairs.append(Repair(rule, (line.number,), _excerpt(line.text)))
        for begin, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
            piece = slice_line(line, begin, end)
            if begin:
                lines.append(_blank_like(lines[-1]))
            lines.append(_read_mark(piece))
    return replace(draft, lines=tuple(lines), repairs=(*draft.repairs, *repairs))


def read_list_numbers(draft: Draft) -> Draft:
    """Numbers at the head of lines that count 1, 2, 3 become the numbers of a list.

    1. research; and / 2. operations.  ->  a numbered list of two
    """
    lines: list[Line] = []
    pending: list[tuple[int, Line]] = []  # (index in lines, the line without its number)
    omissions: list[Omission] = []
    repairs: list[Repair] = []

    def flush() -> None:
        if len(pending) > 1:
            repairs.append(Repair("list-number", tuple(rest.number for _, rest in pending)))
            for index, rest in pending:
                whole = lines[index]
                number = slice_line(whole, 0, rest.column - whole.column)
                omissions.append(Omission("number of a list item, counted by the list", number))
                lines[index] = rest
        pending.clear()

    for line in draft.lines:
        found = None if line.kind is not LineKind.NONE else _NUMBERED.match(line.text)
        if found and int(found["number"]) != len(pending) + 1:
            flush()
        if found and int(found["number"]) == len(pending) + 1:
            rest = slice_line(line, found.end())
            pending.append((len(lines), replace(rest, kind=LineKind.NUMBER)))
        elif not line.blank and (not lines or lines[-1].blank or line.kind is not LineKind.NONE):
            # Not a wrapped line of the item above.
            flush()
        lines.append(line)
    flush()
    return replace(
        draft,
        lines=tuple(lines),
        omissions=(*draft.omissions, *omissions),
        repairs=(*draft.repairs, *repairs),
    )


def lift_footnotes(draft: Draft) -> Draft:
    """Footnotes leave the running text; their marks keep their places.

    A note begins with its mark, or, unmarked, is what stands between a list and the end of the
    page on which a mark without a note stands.

    …gun-enabled / ¹ Source – Profile / crime…  ->  …gun-enabled / crime…, note ¹
    """
    lines = list(draft.lines)
    notes: list[LiftedNote] = []
    open_marks: list[tuple[str, int]] = []  # marks in the text that have no note yet
    chunk_starts: list[int] = []
    lifted: set[int] = set()
    noted = {(note.mark, note.ref_line) for note in draft.notes}

    def lift(start: int, end: int, mark: str, ref_line: int) -> None:
        while end > start and lines[end - 1].blank:
            end -= 1
        notes.append(LiftedNote(mark, ref_line, tuple(lines[start:end])))
        lifted.update(range(start, end))

    index = 0
    while index < len(lines):
        line = lines[index]
        if line.blank:
            if line.kind is LineKind.PAGE:
                start = _unmarked_note_start(lines, chunk_starts) if open_marks else None
                if start is not None:
                    lift(start, index, *open_marks.pop(0))
                # A note stands on the page of its mark.
                open_marks.clear()
                chunk_starts.clear()
            index += 1
            continue
        end = index
        while end < len(lines) and not lines[end].blank:
            if end > index and headings.NOTE_MARK.match(lines[end].text):
                break
            end += 1
        own = headings.NOTE_MARK.match(line.text)
        if own and (ref := next((r for r in open_marks if r[0] == own[0]), None)):
            open_marks.remove(ref)
            lift(index, end, *ref)
        else:
            chunk_starts.append(index)
            for part in lines[index:end]:
                found = [(m[0], part.number) for m in headings.NOTE_MARK.finditer(part.text)]
                open_marks += [mark for mark in found if mark not in noted]
        index = end
    if not notes:
        return draft
    repairs = tuple(
        Repair(
            "footnote",
            tuple(x.number for x in note.lines if not x.blank),
            _excerpt(note.lines[0].text),
        )
        for note in notes
    )
    return replace(
        draft,
        lines=tuple(line for i, line in enumerate(lines) if i not in lifted),
        notes=(*draft.notes, *notes),
        repairs=(*draft.repairs, *repairs),
    )


def _unmarked_note_start(lines: list[Line], chunk_starts: list[int]) -> int | None:
    """Index of the paragraphs that end a page after a list, or None where there are none."""
    start = None
    for index in reversed(chunk_starts):
        chunk = next(_chunks(lines[index:]))
        if _is_list(chunk):
            complete = SENTENCE_END.search(chunk[-1].text)
            return start if complete else None
        if not _is_prose(chunk) or not SENTENCE_END.search(chunk[-1].text):
            return None
        start = index
    return None


def rejoin_cut_sentences(draft: Draft) -> Draft:
    """A sentence cut by the end of a page is one sentence again.

    …standardised administrative / / procedures, having…  ->  …administrative procedures, having…
    """
    repairs: list[Repair] = []
    glued: set[tuple[int, int]] = set()
    above: tuple[Line, ...] = ()
    for below, page in _chunks_after_page(draft.lines):
        if above and _is_cut(above, below, page):
            glued.add((below[0].number, below[0].column))
            numbers = (above[-1].number, below[0].number)
            repairs.append(Repair("cut-sentence", numbers, _excerpt(below[0].text)))
            above += below
        else:
            above = below
    if not glued:
        return draft
    lines: list[Line] = []
    for line in draft.lines:
        if (line.number, line.column) in glued and not line.blank:
            while lines and lines[-1].blank:
                lines.pop()
        lines.append(line)
    return replace(draft, lines=tuple(lines), repairs=(*draft.repairs, *repairs))


def _chunks_after_page(lines: tuple[Line, ...]) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """Each chunk, and whether a page ended just before it."""
    page = False
    for blank, run in groupby(lines, key=lambda line: line.blank):
        part = tuple(run)
        if blank:
            page = any(line.kind is LineKind.PAGE for line in part)
        else:
            yield part, page


def _is_cut(above: tuple[Line, ...], below: tuple[Line, ...], page: bool) -> bool:
    last = above[-1].text
    if not _is_prose(below) or not (_is_prose(above) or above[0].kind is not LineKind.NONE):
        return False
    if SENTENCE_END.search(last) or headings.fixed_heading(last):
        return False
    if below[0].text[0].islower():
        return page or sum(len(line.text.split()) for line in above) > 1
    # A page may cut before a name or a number: then both halves must be prose.
    text_above = " ".join(line.text for line in above)
    return (
        page
        and not headings.looks_like_heading(text_above)
        and bool(re.search(r"[a-z,–-]\Z", last))
        and bool(SENTENCE_END.search(below[-1].text))
    )


def attach_stray_paragraphs(draft: Draft) -> Draft:
    """A paragraph between two items of a list belongs to the item above it.

    - Communities are… / The matrix also… / - The team…  ->  one item of two paragraphs, and another
    """
    chunks = list(_chunks(draft.lines))
    strays = {
        (b[0].number, b[0].column): Repair(
            "stray-paragraph", (a[-1].number, b[0].number), _excerpt(b[0].text)
        )
        for a, b, c in zip(chunks, chunks[1:], chunks[2:], strict=False)
        if (_is_list(a) or a[0].kind is LineKind.CONTINUES)
        and _is_list(c)
        and _is_prose(b)
        and len(b[0].text.split()) > 5
        and re.search(r"[.!?][\"'”’)]*\Z", b[-1].text)
    }
    lines = tuple(
        replace(line, kind=LineKind.CONTINUES)
        if not line.blank and (line.number, line.column) in strays
        else line
        for line in draft.lines
    )
    return replace(draft, lines=lines, repairs=(*draft.repairs, *strays.values()))


def rejoin_cut_lists(draft: Draft) -> Draft:
    """A list cut in two by the end of a page is one list again.

    - One. / (page ends) / - Two.  ->  - One. / - Two.
    """
    lines: list[Line] = []
    repairs: list[Repair] = []
    for line in draft.lines:
        if line.kind in (LineKind.BULLET, LineKind.NUMBER):
            filled = lines[: len(lines) - _trailing_blanks(lines)]
            cut = any(x.kind is LineKind.PAGE for x in lines[len(filled) :])
            if cut and _last_chunk_kind(filled) in (line.kind, LineKind.CONTINUES):
                numbers = (filled[-1].number, line.number)
                repairs.append(Repair("cut-list", numbers, _excerpt(line.text)))
                lines = filled
        lines.append(line)
    return replace(draft, lines=tuple(lines), repairs=(*draft.repairs, *repairs))


def _trailing_blanks(lines: list[Line]) -> int:
    count = 0
    while count < len(lines) and lines[-1 - count].blank:
        count += 1
    return count


def _last_chunk_kind(lines: list[Line]) -> LineKind:
    """How the last run of lines without a blank one begins."""
    start = len(lines)
    while start and not lines[start - 1].blank and lines[start - 1].kind is LineKind.NONE:
        start -= 1
    if start and not lines[start - 1].blank:
        return lines[start - 1].kind
    return LineKind.NONE


def mark_bare_lists(draft: Draft) -> Draft:
    """Paragraphs after a colon that end in semicolons are a list.

    …priorities are: / Safety – …; / Focus – …; and / Together – ….  ->  a list of three
    """
    chunks = list(_chunks(draft.lines))
    marked: set[tuple[int, int]] = set()
    repairs: list[Repair] = []
    index = 0
    while index < len(chunks):
        lead = chunks[index]
        run: list[tuple[Line, ...]] = []
        if lead[-1].text.endswith(":") and _is_prose(lead):
            for chunk in chunks[index + 1 :]:
                if not _is_prose(chunk):
                    run = []
                    break
                run.append(chunk)
                if not re.search(r";(?: (?:and|or))?\Z", chunk[-1].text):
                    break
        if len(run) > 2 and run[-1][-1].text.endswith("."):
            marked |= {(c[0].number, c[0].column) for c in run}
            repairs.append(Repair("bare-list", tuple(c[0].number for c in run), _excerpt(run[0][0].text)))
            index += len(run)
        index += 1
    lines = tuple(
        replace(line, kind=LineKind.BULLET)
        if not line.blank and (line.number, line.column) in marked
        else line
        for line in draft.lines
    )
    return replace(draft, lines=lines, repairs=(*draft.repairs, *repairs))


RULES: tuple[tuple[str, str, Rule], ...] = (
    (
        "contents",
        "The contents list of the printed report is left out; the navigation takes its place.",
        drop_contents,
    ),
    (
        "run-in-heading",
        "A heading that shares a line with its first paragraph gets a line of its own.",
        split_run_in_headings,
    ),
    (
        "page-furniture",
        "Date, running header and number of each printed page are left out.",
        drop_page_furniture,
    ),
    (
        "rule-row",
        "Rows of dashes that drew the rules of tables are left out.",
        drop_rule_rows,
    ),
    (
        "html-layout",
        "Remnants of HTML that made paragraphs and lists are read as paragraphs and lists.",
        read_html_layout,
    ),
    (
        "run-in-label",
        "Labels of a form that run on in one line get lines of their own.",
        split_run_in_labels,
    ),
    (
        "list-number",
        "Numbers that count the items of a list are set by the list.",
        read_list_numbers,
    ),
    (
        "footnote",
        "A footnote leaves the running text and stands at the end of its page.",
        lift_footnotes,
    ),
    (
        "cut-sentence",
        "A sentence cut by the end of a printed page is joined.",
        rejoin_cut_sentences,
    ),
    (
        "stray-paragraph",
        "A paragraph between two items of a list joins the item above it.",
        attach_stray_paragraphs,
    ),
    (
        "cut-list",
        "A list cut in two by the end of a printed page is one list.",
        rejoin_cut_lists,
    ),
    (
        "bare-list",
        "Paragraphs that a colon announces and semicolons part are a list.",
        mark_bare_lists,
    ),
)
"""Name, what the rule does as a reader is told, and the rule; in the order in which they run."""


# Entry ---------------------------------------------------------------------------------------


def _read_mark(line: Line, bullet: re.Pattern[str] = _BULLET) -> Line:
    """The line with a bullet at its head read as a mark."""
    found = bullet.match(line.text) if line.kind is LineKind.NONE else None
    if not found:
        return line
    return replace(slice_line(line, found.end()), kind=LineKind.BULLET)


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of the received text, bullets read as marks.

    A leading tab is kept: it is an empty cell of a table.
    """
    lines: list[Line] = []
    for number, raw in enumerate(lines_of(text), start=1):
        stripped = raw.strip()
        line = _read_mark(Line(number, len(raw) - len(raw.lstrip()), stripped))
        if line.kind is LineKind.NONE and "\t" in raw.strip(" ") and stripped:
            line = Line(number, 0, raw.rstrip())
        elif line.kind is LineKind.NONE and _item_may_begin(lines):
            line = _read_mark(line, _DOUBTFUL_BULLET)
        lines.append(line)
    return tuple(lines)


def _item_may_begin(above: list[Line]) -> bool:
    """Whether a list item may begin below these lines: after a blank line, or an item."""
    return not above or above[-1].blank or above[-1].kind is LineKind.BULLET


def repair(text: str) -> Draft:
    """Run every rule, in order, over the received text."""
    draft = Draft(read_lines(text))
    for _, _, rule in RULES:
        draft = rule(draft)
    return draft
