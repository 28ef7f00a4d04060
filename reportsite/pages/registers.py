"""Registers: all findings of a kind in one list, and all that the report says more than once.

A register is a plain list under the groups and criteria of the report. filter.js adds filters.
"""

from __future__ import annotations

from reportsite.model import Criterion, Finding, Framework, Group, Register, SectionKind, Text
from reportsite.pages import common, criterion
from reportsite.relating.repeats import Repeat
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import Bullets, Heading, Nav, Page, PageBlock, Para, Piece, editorial

REGISTERS = tuple(dict.fromkeys(kind.register for kind in SectionKind))


def nav(context: Context) -> tuple[Nav, ...]:
    pages = [(item.title, page(context, item)) for item in REGISTERS if item.page]
    if context.relations.repeats:
        pages.append(("Said more than once", repeats(context)))
    return (Nav("Registers", index(context, pages), tuple(Nav(title, page) for title, page in pages)),)


def index(context: Context, pages: list[tuple[str, Page]]) -> Page:
    counts = {
        addresses.register(item).page: sum(f.kind.register is item for f in context.report.findings)
        for item in REGISTERS
    }
    counts[addresses.REPEATS.page] = len(context.relations.repeats)
    entries = tuple(
        (
            common.para(
                common.link(page.address, title),
                f": {common.number_of(counts[page.address.page], 'entry', 'entries')}.",
            ),
        )
        for title, page in pages
    )
    return Page(
        address=addresses.REGISTERS,
        title="Registers",
        description="All findings of a kind in one list, with filters.",
        blocks=(
            _heading(1, "Registers", addresses.top(addresses.REGISTERS).anchor),
            editorial(
                common.para(
                    "The report spreads its findings over "
                    f"{len(context.report.criteria)} criteria. Here they stand together."
                ),
                Bullets(entries),
            ),
        ),
    )


def _heading(level: int, words: str, anchor: str) -> Heading:
    return Heading(level, (common.edition_words(words),), anchor=anchor)


def page(context: Context, item: Register) -> Page:
    where = addresses.register(item)
    listed: list[PageBlock] = []
    number = 0
    for framework in context.report.frameworks:
        for group in framework.groups:
            by_criterion = [
                (criterion, [finding for finding in criterion.findings if finding.kind.register is item])
                for criterion in group.criteria
            ]
            entries = [(criterion, findings) for criterion, findings in by_criterion if findings]
            number += sum(len(findings) for _, findings in entries)
            if entries:
                listed += _group(context, where, framework, group, entries)
    return Page(
        address=where,
        title=item.title,
        description=f"{context.report.title.force}: all {item.title.lower()} of the report in one list.",
        blocks=(
            _heading(1, item.title, addresses.top(where).anchor),
            editorial(
                common.para(
                    f"All {number} of the report, by group and criterion, in the report’s own words."
                ),
                *listed,
                kind="register",
            ),
        ),
        searched=False,
    )


def _group(
    context: Context,
    where: Address,
    framework: Framework,
    group: Group,
    entries: list[tuple[Criterion, list[Finding]]],
) -> list[PageBlock]:
    stem = addresses.top(addresses.group(framework, group)).anchor
    out: list[PageBlock] = [
        Heading(2, common.text(group.name), anchor=f"{addresses.top(where).anchor}-{stem}")
    ]
    for item, findings in entries:
        title = context.edition.name_of(item.code)
        out.append(Heading(3, common.text(title), anchor=addresses.register_entry(where, item).anchor))
        out.append(Bullets(tuple(_entry(item, finding) for finding in findings)))
    return out


def _entry(item: Criterion, finding: Finding) -> tuple[Para, ...]:
    where = addresses.finding(item, finding)
    first, *rest = (common.quoted(p) for p in finding.paragraphs)
    link = common.link(where, where.anchor.upper())
    return (Para((link, Text(" "), *first.pieces)), *rest)


def repeats(context: Context) -> Page:
    """Every pair of places that share sentences."""
    listed: list[PageBlock] = []
    for repeat in context.relations.repeats:
        listed += _repeat(repeat)
    total = len(context.relations.repeats)
    return Page(
        address=addresses.REPEATS,
        title="Said more than once",
        description="Passages that the report repeats under several criteria, with the differences.",
        blocks=(
            _heading(1, "Said more than once", addresses.top(addresses.REPEATS).anchor),
            editorial(
                common.para(
                    f"{total} times the report says in one place what it says in another, word for word "
                    "or nearly so. Words that the first place has and the second lacks are struck out; "
                    "words that the second adds are underlined."
                ),
                *listed,
                kind="repeat-list",
            ),
        ),
        searched=False,
    )


def _repeat(repeat: Repeat) -> list[PageBlock]:
    pieces: tuple[Piece, ...] = (
        common.place_link(repeat.here),
        Text(" and "),
        common.place_link(repeat.there),
    )
    sentences = f"{repeat.sentences} sentence{'s' if repeat.sentences != 1 else ''}"
    wording = "nearly word for word" if repeat.differs else "word for word"
    extent = "all that both say" if repeat.whole else sentences
    out: list[PageBlock] = [
        Heading(2, pieces, anchor=addresses.repeat(repeat.here, repeat.there).anchor),
        common.para(f"They share {extent}, {wording}."),
    ]
    if repeat.differs:
        out.append(criterion.differences(repeat))
    else:
        out += [common.para(pair.here) for pair in repeat.pairs]
    return out
