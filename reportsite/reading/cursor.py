"""A position in the blocks of a report. The only state of the parser."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportsite.errors import Collector
from reportsite.model import (
    Block,
    Emphasis,
    Line,
    ListBlock,
    Note,
    Omission,
    Paragraph,
    SectionKind,
    Strong,
    Table,
    paragraphs_of,
)
from reportsite.reading import headings
from reportsite.reading.headings import Part

MOST_WORDS_OF_A_GROUP = 8
"""Longer lines above a criterion are findings without a full stop."""

SIGNS = "Add a new sign of list items to reportsite/reading/repair/lists.py."
SPELLINGS = "Add a new spelling to reportsite/reading/headings.py."


def line_of(block: Block) -> int:
    """The first source line of a block. The first cell of a table may be empty."""
    return next((paragraph.first_line for paragraph in paragraphs_of((block,)) if paragraph.lines), 0)


@dataclass
class Cursor:
    """A single forward pass over the blocks.

    Functions that take a cursor read one part of the report, leave the cursor after it and return
    the complete part. Errors and warnings go to `problems`.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    """The footnotes of the report, for the parts that refer to them."""
    problems: Collector
    omissions: list[Omission] = field(default_factory=list)
    index: int = 0

    # The block here

    def peek(self, offset: int = 0) -> Block | None:
        """The block at an offset from here; None after the last."""
        at = self.index + offset
        return self.blocks[at] if at < len(self.blocks) else None

    @property
    def block(self) -> Block | None:
        return self.peek()

    @property
    def line(self) -> int:
        """The source line here; 0 after the last block."""
        return line_of(self.block) if self.block is not None else 0

    def text(self, offset: int = 0) -> str:
        """The text of the paragraph at an offset from here; empty for any other block."""
        block = self.peek(offset)
        return " ".join(block.text.split()) if isinstance(block, Paragraph) else ""

    @property
    def source(self) -> str:
        """The first source line of the paragraph here, with its Markdown; empty for any other block."""
        return self.block.lines[0].text if isinstance(self.block, Paragraph) else ""

    # Moving on

    def take(self) -> Block:
        """Return the block here and move to the next."""
        self.index += 1
        return self.blocks[self.index - 1]

    def take_paragraph(self) -> Paragraph:
        """Return the paragraph here and move to the next block."""
        block = self.take()
        assert isinstance(block, Paragraph)
        return block

    def omit(self, reason: str, line: Line) -> None:
        """Omit a line from the report."""
        self.omissions.append(Omission(reason, line))

    def refuse(self, expected: str) -> None:
        """Report the block here as misplaced and move to the next."""
        self.misplaced(self.take(), expected)

    def misplaced(self, block: Block, expected: str) -> None:
        """Report a block as misplaced."""
        text = " ".join(paragraph.text for paragraph in paragraphs_of((block,)))
        self.problems.error(
            "R003", line_of(block), f"unexpected {text[:60]!r}; expected {expected}.", SPELLINGS
        )

    # Headings

    def at_heading(self) -> bool:
        """Whether the paragraph here reads as a heading, known or not."""
        text = self.text()
        return headings.looks_like_heading(text) or bool(headings.CONTEXT.match(text))

    def at_heading_of_list(self) -> bool:
        """Whether a list follows a paragraph that reads as a heading, with any punctuation."""
        return isinstance(self.peek(1), ListBlock) and (self.at_heading() or headings.is_label(self.text()))

    def at_strong_heading(self) -> bool:
        """Whether a few words are here, all of them strong or in capitals."""
        block = self.block
        if not isinstance(block, Paragraph) or len(self.text().split()) > MOST_WORDS_OF_A_GROUP:
            return False
        return block.text.isupper() or (
            len(block.inlines) == 1 and isinstance(block.inlines[0], Emphasis | Strong)
        )

    def part(self) -> Part | None:
        """The part of the report that the section here belongs to; None if no known section starts here."""
        text = self.text()
        return next((part for pattern, part in headings.SECTIONS if pattern.match(text)), None)

    def at_grade(self, offset: int = 0) -> bool:
        block = self.peek(offset)
        text = block.header[0].text if isinstance(block, Table) else self.text(offset)
        return bool(headings.GRADE.match(text))

    def at_framework(self) -> bool:
        return self.at_heading() and self.at_grade(1)

    def at_criterion(self, offset: int = 0) -> bool:
        return bool(headings.CRITERION.match(self.text(offset)))

    def at_group(self) -> bool:
        return (
            self.at_heading()
            and not self.at_criterion()
            and self.at_criterion(1)
            and not headings.NONE.match(self.text())
            and len(self.text().split()) <= MOST_WORDS_OF_A_GROUP
        )

    def section_kind(self) -> SectionKind | None:
        """The kind of the criterion's section that starts here; None if none does."""
        if self.at_end_of_findings():
            return None
        text = self.text()
        if headings.is_kind(text):
            # On its own line, a heading may begin with a lower-case letter.
            text = text[:1].upper() + text[1:]
        return next((kind for kind, pattern in headings.KINDS.items() if pattern.match(text)), None)

    def at_practice_appendix(self) -> bool:
        text = self.text()
        return bool(headings.APPENDIX_PRACTICE.match(text)) and (
            text.lower().startswith("appendix") or headings.split_label(self.text(1)) is not None
        )

    def at_glossary_appendix(self) -> bool:
        return bool(headings.APPENDIX_GLOSSARY.match(self.text()))

    # Ends

    def at_end_of_section(self) -> bool:
        """Whether a section outside the frameworks ends here."""
        return self.part() is not None or self.at_end_of_findings() or self.at_criterion()

    def at_end_of_findings(self) -> bool:
        """Whether a framework ends here."""
        return (
            self.block is None
            or self.at_framework()
            or self.at_practice_appendix()
            or self.at_glossary_appendix()
            or self.part() is Part.BACK
        )

    def at_end_of_criterion(self) -> bool:
        return self.at_end_of_findings() or self.at_criterion() or self.at_group()

    def at_end_of_criterion_section(self) -> bool:
        return self.at_end_of_criterion() or self.section_kind() is not None

    def at_end_of_practice(self) -> bool:
        """Whether the appendix of developing practice ends here."""
        return (
            self.block is None
            or self.at_framework()
            or self.at_glossary_appendix()
            or self.part() is Part.BACK
        )

    def at_end_of_glossary(self) -> bool:
        return (
            self.block is None
            or self.at_framework()
            or self.at_practice_appendix()
            or self.at_glossary_appendix()
            or self.part() is not None
        )
