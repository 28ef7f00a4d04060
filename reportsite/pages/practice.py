"""The developing-practice catalogue: an index, and a page for each practice of the appendix."""

from __future__ import annotations

from collections.abc import Mapping

from reportsite import addresses
from reportsite.addresses import Address
from reportsite.document import (
    Bullets,
    Heading,
    Nav,
    Page,
    PageBlock,
    Para,
    own,
)
from reportsite.model import (
    Labelled,
    Paragraph,
    Practice,
    PracticeAppendix,
    Report,
    SubHeading,
    Table,
    Text,
)
from reportsite.pages import common


def nav(report: Report) -> tuple[Nav, ...]:
    if report.practice is None:
        return ()
    return (
        Nav(
            "Developing practice",
            index(report, report.practice),
            tuple(Nav(practice.title.text, page(report, practice)) for practice in report.practice.practices),
        ),
    )


def index(report: Report, appendix: PracticeAppendix) -> Page:
    entries = tuple(
        (
            common.para(common.link(addresses.practice(practice), practice.title.text)),
            common.para(f"{practice.area.text}. {_first_sentence(practice.problem)}"),
        )
        for practice in appendix.practices
    )
    return Page(
        address=addresses.PRACTICES,
        title="Developing practice",
        description=common.shorten(
            f"{report.title.force}: practices that other forces may copy. "
            + ", ".join(practice.title.text for practice in appendix.practices)
        ),
        blocks=(
            common.heading(1, appendix.heading, addresses.top(addresses.PRACTICES).anchor),
            own(
                common.para(
                    f"{len(entries)} examples of its own practice that the force submitted with the report. "
                    "Each says what the problem was, what was done and what came of it."
                ),
                Bullets(entries),
                kind="practices",
            ),
        ),
    )


def _first_sentence(part: Labelled) -> str:
    text = next((b.text for b in part.blocks if isinstance(b, Paragraph)), "")
    return text.partition(". ")[0].rstrip(".") + "."


def page(report: Report, practice: Practice) -> Page:
    where = addresses.practice(practice)
    title = practice.title
    blocks: list[PageBlock] = [
        _row(practice.area),
        Heading(
            1,
            (common.label(title.label), Text(" "), *_inline(title).pieces),
            (*title.label.lines, *_inline(title).lines),
            addresses.top(where).anchor,
        ),
    ]
    parts = (practice.problem, practice.solution, practice.outcome, practice.contact)
    tables = [b for part in parts for b in part.blocks if isinstance(b, Table)]
    targets = common.note_targets(where, (), tables)
    for part in parts:
        blocks += _part(practice, part, targets)
    return Page(
        address=where,
        title=title.text,
        description=common.shorten(practice.problem.text),
        blocks=tuple(blocks),
        notes=targets,
    )


def _inline(part: Labelled) -> Para:
    """A part that is one line of text."""
    found = [block for block in part.blocks if isinstance(block, Paragraph)]
    pieces = tuple(
        piece
        for number, paragraph in enumerate(found)
        for piece in ((Text(" "),) if number else ()) + paragraph.inlines
    )
    return Para(pieces, tuple(line for paragraph in found for line in paragraph.lines))


def _row(part: Labelled) -> Para:
    inline = _inline(part)
    pieces = (common.label(part.label), Text(" "), *inline.pieces)
    return Para(pieces, (*part.label.lines, *inline.lines))


def _part(practice: Practice, part: Labelled, notes: Mapping[str, Address]) -> list[PageBlock]:
    def anchor(text: str) -> str:
        return addresses.practice_part(practice, text).anchor

    out: list[PageBlock] = [common.heading(2, part.label, anchor(part.label.text))]
    for block in part.blocks:
        if isinstance(block, SubHeading):
            out.append(common.heading(3, block.paragraph, anchor(block.paragraph.text)))
        else:
            out += common.blocks([block], notes)
    return out
