"""Blocks -> Report: title matter, sections, frameworks, criteria, findings and appendices."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from reportsite.errors import Collector
from reportsite.model import (
    Block,
    Caption,
    Criterion,
    CriterionSection,
    Emphasis,
    Finding,
    Framework,
    GlossaryAppendix,
    Grade,
    Group,
    Inline,
    Labelled,
    Line,
    ListBlock,
    Mention,
    Note,
    NoteRef,
    Omission,
    Paragraph,
    Practice,
    PracticeAppendix,
    Report,
    Section,
    SectionKind,
    Strong,
    SubHeading,
    Table,
    TableNote,
    Term,
    Text,
    TitleMatter,
    WebLink,
    map_units,
    paragraphs_of,
)
from reportsite.reading import headings
from reportsite.reading.blocks import paragraph, paragraphs, read_blocks
from reportsite.reading.headings import Part
from reportsite.reading.lines import slice_line, slice_lines, title_end
from reportsite.reading.repair import repair
from reportsite.reading.repair.rule import Draft

SEPARATOR = "mark between the parts of a heading"

MOST_WORDS_OF_A_GROUP = 8
"""Longer lines above a criterion are findings without a full stop."""


def read_report(text: str, problems: Collector) -> Report:
    """The report in the received `text`.

    Errors and warnings go to `problems`; raises InputError if there was an error.
    """
    if not text.strip():
        problems.error(0, "the file is empty.", "Put the text of the report into it.")
        problems.stop_on_errors()
    draft = repair(text)
    report = _Parser(draft, problems).parse()
    problems.stop_on_errors()
    return report


@dataclass
class _Parser:
    """Walks the blocks once, from the first to the last. Holds the only state of this module."""

    draft: Draft
    problems: Collector
    index: int = 0
    omissions: list[Omission] = field(default_factory=list)
    used_notes: set[int] = field(default_factory=set)
    """Indexes in `draft.notes` that have found their place."""

    def __post_init__(self) -> None:
        start = title_end(self.draft.lines)
        self.matter = [paragraph([line]) for line in self.draft.lines[:start] if not line.blank]
        blocks = read_blocks(self.draft.lines[start:])
        self.blocks = _read_captions(_read_table_notes(blocks))

    # Where the walk stands

    @property
    def block(self) -> Block | None:
        return self.blocks[self.index] if self.index < len(self.blocks) else None

    def _text(self, offset: int = 0) -> str:
        """The text of the paragraph at an offset from here; empty for anything else."""
        at = self.index + offset
        block = self.blocks[at] if at < len(self.blocks) else None
        return " ".join(block.text.split()) if isinstance(block, Paragraph) else ""

    def _take(self) -> Block:
        self.index += 1
        return self.blocks[self.index - 1]

    def _take_paragraph(self) -> Paragraph:
        taken = self._take()
        assert isinstance(taken, Paragraph)
        return taken

    # What stands here

    def _at_criterion(self, offset: int = 0) -> bool:
        return bool(headings.CRITERION.match(self._text(offset)))

    def _at_grade(self, offset: int = 0) -> bool:
        at = self.index + offset
        block = self.blocks[at] if at < len(self.blocks) else None
        if isinstance(block, Table):
            return bool(headings.GRADE.match(block.header[0].text))
        return bool(headings.GRADE.match(self._text(offset)))

    def _at_heading(self) -> bool:
        return headings.looks_like_heading(self._text())

    def _at_framework(self) -> bool:
        return self._at_heading() and self._at_grade(1)

    def _at_group(self) -> bool:
        return (
            self._at_heading()
            and not self._at_criterion()
            and self._at_criterion(1)
            and not headings.NONE.match(self._text())
            and len(self._text().split()) <= MOST_WORDS_OF_A_GROUP
        )

    def _at_practice(self) -> bool:
        text = self._text()
        label = headings.split_label(self._text(1))
        return bool(headings.APPENDIX_PRACTICE.match(text)) and (
            text.lower().startswith("appendix") or label is not None
        )

    def _at_glossary(self) -> bool:
        return bool(headings.APPENDIX_GLOSSARY.match(self._text()))

    def _section_part(self) -> Part | None:
        text = self._text()
        return next((part for pattern, part in headings.SECTIONS if pattern.match(text)), None)

    def _at_end_of_findings(self) -> bool:
        return (
            self.block is None
            or self._at_framework()
            or self._at_practice()
            or self._at_glossary()
            or self._section_part() is Part.BACK
        )

    def _at_section_kind(self) -> SectionKind | None:
        text = self._text()
        if self._at_end_of_findings():
            return None
        return next((k for pattern, k in headings.CRITERION_SECTIONS if pattern.match(text)), None)

    # The parts of a report

    def parse(self) -> Report:
        title = self._title()
        sections: dict[Part, list[Section]] = {part: [] for part in Part}
        frameworks: list[Framework] = []
        practice: PracticeAppendix | None = None
        glossary: GlossaryAppendix | None = None
        while self.block is not None:
            part = self._section_part()
            if self._at_framework():
                frameworks.append(self._framework())
            elif self._at_practice():
                practice = self._practice_appendix()
            elif self._at_glossary():
                glossary = self._glossary_appendix()
            elif part is not None:
                sections[part].append(self._section(self._at_end_of_front))
            else:
                self._misplaced("a heading of a section, a framework or an appendix")
        self._check(frameworks)
        return Report(
            title=title,
            inspection=tuple(sections[Part.INSPECTION]),
            force=tuple(sections[Part.FORCE]),
            frameworks=tuple(frameworks),
            back=tuple(sections[Part.BACK]),
            practice=practice,
            glossary=glossary,
            repairs=self.draft.repairs,
            omissions=(*self.draft.omissions, *self.omissions),
        )

    def _title(self) -> TitleMatter:
        matter = self.matter
        text = "\n".join(p.text for p in matter)
        running = next(filter(None, (headings.RUNNING_TITLE.match(p.text) for p in matter)), None)
        date = headings.DATE.search(text)
        isbn = re.search(r"ISBN:?\s*(\d[\d -]+[\dX])", text)
        if not (running and date):
            self.problems.error(
                matter[0].first_line if matter else 1,
                "the title matter lacks a running title or a date; expected a line such as 'Avonshire "
                "Police – HMIC Inspection Report', and one with a month and a year.",
                "Keep the report's first page in the text.",
            )
            return TitleMatter((), (), tuple(matter), "", "", "")
        force = running["force"]
        imprint = (headings.DATE, headings.RUNNING_TITLE)
        until = next(i for i, p in enumerate(matter) if any(x.search(p.text) for x in imprint))
        head = matter[:until]
        names = [i for i, p in enumerate(head) if p.text.startswith(force)]
        first = names[0] if names else until
        return TitleMatter(
            publisher=tuple(head[:first]),
            title=tuple(head[first:]),
            imprint=tuple(matter[until:]),
            force=force,
            date=date[0],
            isbn=isbn[1] if isbn else "",
        )

    def _at_end_of_front(self) -> bool:
        return self._section_part() is not None or self._at_end_of_findings() or self._at_criterion()

    def _section(self, at_end: Callable[[], bool]) -> Section:
        """A headed section up to where `at_end` says, with its subsections."""
        heading = self._take_paragraph()
        blocks: list[Block] = []
        subsections: list[Section] = []

        def at_sub_end() -> bool:
            return self.block is None or at_end() or self._at_heading()

        while self.block is not None and not at_end():
            if self._at_heading():
                subsections.append(self._section(at_sub_end))
            else:
                blocks.append(self._take())
        notes, content = self._resolve_notes(tuple(blocks))
        return Section(heading, content, tuple(subsections), notes)

    def _framework(self) -> Framework:
        heading = self._take_paragraph()
        grade = self._grade(self._take())
        sections: list[Section] = []

        def at_end() -> bool:
            return self._at_end_of_findings() or self._at_group() or self._at_criterion()

        while not at_end():
            if self._at_heading():
                sections.append(self._section(at_end))
            else:
                self._misplaced("a heading such as 'Contextual factors'")
        groups: list[Group] = []
        while not self._at_end_of_findings():
            if self._at_group():
                name = self._take_paragraph()
                criteria = []
                while self._at_criterion():
                    criteria.append(self._criterion())
                groups.append(Group(name, tuple(criteria)))
            elif self._at_criterion():
                line = self._line()
                self.problems.error(
                    line,
                    f"criterion {self._text()!r} stands in no group; expected a group's heading, "
                    "as 'Intelligence', above the first criterion.",
                )
                self._criterion()
            else:
                self._misplaced("a group's heading followed by a criterion")
        return Framework(heading, grade, tuple(sections), tuple(groups))

    def _grade(self, block: Block) -> Grade:
        if isinstance(block, Table):
            label = block.header[0]
            text = paragraph(line for cell in block.header[1:] for line in cell.lines)
        else:
            assert isinstance(block, Paragraph)
            line = block.lines[0]
            found = headings.GRADE.match(line.text)
            assert found, "a grade is recognised by this pattern"
            label = paragraph([slice_line(line, *found.span("label"))])
            colon = slice_line(line, found.end("label"), found.start("text") if found["text"] else None)
            if not colon.blank:
                self.omissions.append(Omission(SEPARATOR, colon))
            text = paragraph(
                [slice_line(line, found.start("text")), *block.lines[1:]]
                if found["text"]
                else block.lines[1:]
            )
            if not text.lines and isinstance(self.block, Paragraph):
                text = self._take_paragraph()
        for pattern, level in headings.GRADES:
            if pattern.match(text.text):
                return Grade(label, text, level)
        self.problems.error(
            label.first_line,
            f"grade {text.text!r} is not known; expected it to begin with Exceeds, Meets or Fails.",
            "A new spelling belongs in GRADES of reportsite/reading/headings.py.",
        )
        return Grade(label, text, headings.GRADES[0][1])

    def _criterion(self) -> Criterion:
        block = self._take_paragraph()
        found = headings.CRITERION.match(" ".join(line.text for line in block.lines))
        assert found, "a criterion's heading matches with its white space folded, and has no marks"

        def part(name: str) -> Paragraph:
            return paragraph(slice_lines(block.lines, *found.span(name)))

        code = found["code"].upper()
        for line in slice_lines(block.lines, found.end("code"), found.start("summary")):
            separator = re.match(r"[:–-]", line.text)
            if separator:
                self.omissions.append(Omission(SEPARATOR, slice_line(line, 0, 1)))
        summary: list[Block] = []
        while not self._at_end_of_criterion() and self._at_section_kind() is None:
            self._refuse_heading(f"the summary of {code}", before_list=True)
            summary.append(self._take())
        if not summary:
            self.problems.warn(block.first_line, f"{code} has no summary.")
        sections: list[CriterionSection] = []
        while (kind := self._at_section_kind()) is not None:
            earlier = sum(len(s.findings) for s in sections if s.kind is kind)
            sections.append(self._criterion_section(kind, earlier))
        if not sections:
            self.problems.warn(block.first_line, f"{code} has no sections, as 'Strengths' or 'Evidence'.")
        notes, content = self._resolve_notes(tuple(summary))
        resolved = [self._resolve_section(section) for section in sections]
        return Criterion(
            code=code,
            heading=part("code"),
            aside=part("aside") if found["aside"] else None,
            summary_heading=part("summary"),
            summary=content,
            sections=tuple(section for section, _ in resolved),
            notes=(*notes, *(note for _, found_notes in resolved for note in found_notes)),
        )

    def _at_end_of_criterion(self) -> bool:
        return self._at_end_of_findings() or self._at_criterion() or self._at_group()

    def _refuse_heading(self, where: str, before_list: bool = False) -> None:
        """An error for what looks like a heading and is none that is known.

        With `before_list`, only where a list follows: a short sentence may lack its full stop.
        """
        text = self._text()
        following = self.blocks[self.index + 1] if self.index + 1 < len(self.blocks) else None
        loose = self._at_heading() and not headings.NONE.match(text)
        if before_list:
            loose = loose and isinstance(following, ListBlock)
        if loose or (headings.LIKE_CRITERION.match(text) and len(text.split()) < 10):
            self.problems.error(
                self._line(),
                f"{text!r} looks like a heading in {where}; expected a known one, or a list item.",
                "Spellings of headings are listed in reportsite/reading/headings.py.",
            )

    def _criterion_section(self, kind: SectionKind, earlier: int) -> CriterionSection:
        """A section of a criterion; findings are numbered on from `earlier`."""
        heading = self._take_paragraph()
        contents: list[tuple[Paragraph, ...]] = []
        statement: Paragraph | None = None
        while not self._at_end_of_criterion() and self._at_section_kind() is None:
            self._refuse_heading(f"'{heading.text}'")
            block = self._take()
            match block:
                case ListBlock(_, items):
                    contents += [item.paragraphs for item in items]
                case Paragraph():
                    contents.append((block,))
                case _:
                    self.problems.error(
                        block.first_line,
                        f"a {type(block).__name__.lower()} stands among the findings of "
                        f"'{heading.text}'; expected a list.",
                    )
        findings: list[Finding] = []
        for content in contents:
            if headings.NONE.match(content[0].text):
                statement = content[0]
            else:
                findings.append(Finding(kind, earlier + len(findings) + 1, content))
        if statement and findings:
            self.problems.error(
                statement.first_line,
                f"'{statement.text}' stands beside findings in '{heading.text}'; expected one or the other.",
            )
        if not statement and not findings:
            self.problems.warn(heading.first_line, f"section '{heading.text}' is empty.")
        return CriterionSection(kind, heading, tuple(findings), statement)

    # Appendices

    def _practice_appendix(self) -> PracticeAppendix:
        heading = self._take_paragraph()
        order = [name for name, _ in headings.PRACTICE_LABELS]
        parts: dict[str, Labelled] = {}
        practices: list[Practice] = []
        while self.block is not None and not self._at_end_of_appendix():
            label = headings.split_label(self._first_text())
            if label is None:
                self._misplaced("a label of the practice form, as 'PROBLEM:'")
                continue
            name, length = label
            if parts and order.index(name) <= max(order.index(n) for n in parts):
                practices += self._practice(parts)
                parts = {}
            parts[name] = self._labelled(name, length)
        practices += self._practice(parts)
        return PracticeAppendix(heading, tuple(practices))

    def _at_end_of_appendix(self) -> bool:
        return self._at_framework() or self._at_glossary() or self._section_part() is Part.BACK

    def _first_text(self) -> str:
        """The source text of the paragraph here, with its inline Markdown; empty for other blocks."""
        return self.block.lines[0].text if isinstance(self.block, Paragraph) else ""

    def _labelled(self, name: str, length: int) -> Labelled:
        block = self._take_paragraph()
        first = block.lines[0]
        label = paragraph([slice_line(first, 0, length)])
        # Labels are set in one style, whether or not the source made them strong.
        label = replace(label, inlines=(Text(label.text),))
        rest = paragraph([slice_line(first, length), *block.lines[1:]])
        blocks: list[Block | SubHeading] = [rest] if rest.lines else []
        headed = name in ("problem", "solution", "outcome")
        while (
            self.block is not None
            and not self._at_end_of_appendix()
            and headings.split_label(self._first_text()) is None
        ):
            if headed and self._at_heading():
                blocks.append(SubHeading(self._take_paragraph()))
            else:
                blocks.append(self._take())
        return Labelled(label, tuple(blocks))

    def _practice(self, parts: dict[str, Labelled]) -> list[Practice]:
        if not parts:
            return []
        names = [name for name, _ in headings.PRACTICE_LABELS]
        missing = [n for n in names if n not in parts or (n == "title" and not parts[n].text)]
        if missing:
            first = next(iter(parts.values())).label.first_line
            self.problems.error(
                first,
                f"the practice that begins here has no part for: {', '.join(missing)}.",
                "New spellings of labels belong in PRACTICE_LABELS of reportsite/reading/headings.py.",
            )
            return []
        return [Practice(**parts)]

    def _glossary_appendix(self) -> GlossaryAppendix:
        heading = self._take_paragraph()
        rows: list[tuple[Paragraph, list[Line]]] = []
        while self.block is not None and not (
            self._at_framework() or self._at_practice() or self._section_part() is not None
        ):
            block = self._take()
            if isinstance(block, Table):
                for row in (block.header, *block.rows):
                    if any(cell.lines for cell in row[2:]):
                        self._misplaced_block(row[2], "two cells, a term and its expansion")
                    rows.append((row[0], list(row[1].lines)))
            elif isinstance(block, Paragraph):
                for line in block.lines:
                    self._glossary_line(line, rows, wrapped=line is not block.lines[0])
            else:
                self._misplaced_block(block, "a row of the glossary")
        terms = tuple(Term(term, paragraph(expansion)) for term, expansion in rows)
        for term in terms:
            if not (term.term.text and term.expansion.text):
                where = term.term.first_line or term.expansion.first_line
                self.problems.error(where, "a row of the glossary lacks its term or its expansion.")
        return GlossaryAppendix(heading, terms)

    def _glossary_line(self, line: Line, rows: list[tuple[Paragraph, list[Line]]], wrapped: bool) -> None:
        if re.fullmatch(r"[A-Z]", line.text):
            self.omissions.append(Omission("letter of the glossary", line))
            return
        # A term holds two capitals at least; other lines go on with the row above.
        found = re.match(r"(?=\S*[A-Z]\S*[A-Z])(?P<term>\S+)\s+(?P<expansion>\S.*)", line.text)
        if found:
            term = paragraph([slice_line(line, *found.span("term"))])
            rows.append((term, [slice_line(line, *found.span("expansion"))]))
        elif rows:
            rows[-1][1].append(line)
            if not wrapped:
                self.problems.warn(
                    line.number, f"{line.text!r} is read as going on from {rows[-1][0].text!r}."
                )
        else:
            self._misplaced_block(paragraph([line]), "a row of the glossary")

    # Notes

    def _resolve_notes(self, blocks: tuple[Block, ...]) -> tuple[tuple[Note, ...], tuple[Block, ...]]:
        """Footnotes whose marks stand in `blocks`, and the blocks with those marks as references."""
        notes: list[Note] = []
        lines = {line.number for p in paragraphs_of(blocks) for line in p.lines}
        refs: dict[int, dict[str, str]] = {}
        for index, note in enumerate(self.draft.notes):
            if note.ref_line in lines:
                self.used_notes.add(index)
                key = f"{note.mark}@{note.ref_line}"
                refs.setdefault(note.ref_line, {})[note.mark] = key
                content = [_split_marks(p, {note.mark: key}) for p in paragraphs(note.lines)]
                notes.append(Note(note.mark, tuple(content), note.ref_line))
        if not notes:
            return (), blocks

        def mark(p: Paragraph) -> Paragraph:
            marks = {m: key for line in p.lines for m, key in refs.get(line.number, {}).items()}
            return _split_marks(p, marks) if marks else p

        return tuple(notes), tuple(map_units(b, lambda unit: tuple(map(mark, unit))) for b in blocks)

    def _resolve_section(self, section: CriterionSection) -> tuple[CriterionSection, tuple[Note, ...]]:
        notes: list[Note] = []
        findings: list[Finding] = []
        for finding in section.findings:
            found, content = self._resolve_notes(finding.paragraphs)
            notes += found
            kept = tuple(p for p in content if isinstance(p, Paragraph))
            findings.append(replace(finding, paragraphs=kept))
        return replace(section, findings=tuple(findings)), tuple(notes)

    # Checks

    def _line(self) -> int:
        return self.block.first_line if self.block is not None else 0

    def _misplaced(self, expected: str) -> None:
        self._misplaced_block(self._take(), expected)

    def _misplaced_block(self, block: Block, expected: str) -> None:
        text = " ".join(p.text for p in paragraphs_of((block,)))
        self.problems.error(
            block.first_line,
            f"found {text[:60]!r}, expected {expected}.",
            "Spellings of headings are listed in reportsite/reading/headings.py.",
        )

    def _check(self, frameworks: Iterable[Framework]) -> None:
        criteria = [c for framework in frameworks for c in framework.criteria]
        if not criteria:
            self.problems.error(
                0,
                "no criterion was found; expected headings such as 'MC01 Summary' below a grade.",
                "Is this the text of an HMIC inspection report?",
            )
        seen: dict[str, int] = {}
        for criterion in criteria:
            line = criterion.heading.first_line
            if criterion.code in seen:
                self.problems.error(
                    line,
                    f"criterion {criterion.code} stands here and at line {seen[criterion.code]}.",
                    "Each criterion may stand once: remove the second, or correct its code.",
                )
            seen.setdefault(criterion.code, line)
        for before, after in itertools.pairwise(criteria):
            a, b = (re.match(r"(\D+)(\d+)", c.code) for c in (before, after))
            if a and b and a[1] == b[1] and int(b[2]) > int(a[2]) + 1:
                self.problems.warn(
                    after.heading.first_line,
                    f"{after.code} follows {before.code}: criteria are missing.",
                )
        for index, note in enumerate(self.draft.notes):
            if index not in self.used_notes:
                self.problems.error(
                    note.lines[0].number,
                    f"footnote {note.mark} belongs to no section or criterion; its mark stands at line "
                    f"{note.ref_line}, in a heading or an appendix. Expected it in running text.",
                )
        marks = {(note.mark, note.ref_line) for note in self.draft.notes}
        for part in self.draft.lines:
            for found in headings.NOTE_MARK.finditer(part.text):
                if (found[0], part.number) not in marks:
                    self.problems.warn(part.number, f"mark {found[0]} has no footnote on its page.")


# Helpers -------------------------------------------------------------------------------------


def _read_captions(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(
        Caption(b) if isinstance(b, Paragraph) and headings.CAPTION.match(b.text) else b for b in blocks
    )


def _read_table_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Paragraphs below a table that begin with a mark standing in it join the table."""
    read: list[Block] = []
    for block in blocks:
        found = re.match(r"\*{1,3}(?=\s?[^\s*])", block.text) if isinstance(block, Paragraph) else None
        table = read[-1] if read else None
        if isinstance(block, Paragraph) and found and isinstance(table, Table):
            notes = (*table.notes, TableNote(found[0], block))
            read[-1] = replace(table, notes=notes)
        else:
            read.append(block)
    return tuple(_mark_table(b) if isinstance(b, Table) and b.notes else b for b in read)


def _mark_table(table: Table) -> Table:
    """The table with the marks of its notes read as references."""
    marks = {note.mark: note.key for note in table.notes}

    def mark(cell: Paragraph) -> Paragraph:
        return _split_marks(cell, marks)

    return Table(
        tuple(map(mark, table.header)),
        tuple(tuple(map(mark, row)) for row in table.rows),
        tuple(
            TableNote(n.mark, _split_marks(n.paragraph, {n.mark: n.key}, at_start=True)) for n in table.notes
        ),
    )


def _split_marks(para: Paragraph, marks: Mapping[str, str], at_start: bool = False) -> Paragraph:
    """The paragraph with each of the given marks, with the keys of their notes, as a NoteRef."""
    spelled = "|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True))
    pattern = re.compile(rf"({'^' if at_start else ''}(?<![*])(?:{spelled})(?![*]))")

    def split(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        out: list[Inline] = []
        for node in nodes:
            match node:
                case Text(text):
                    pieces = [piece for piece in pattern.split(text) if piece]
                    out += [NoteRef(p, marks[p]) if p in marks else Text(p) for p in pieces]
                case Emphasis(children):
                    out.append(Emphasis(split(children)))
                case Strong(children):
                    out.append(Strong(split(children)))
                case WebLink() | NoteRef() | Mention():
                    out.append(node)
        return tuple(out)

    return replace(para, inlines=split(para.inlines))
