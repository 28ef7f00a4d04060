"""Registers: all findings of a kind in one list, and passages that the report repeats.

A register is a plain list by group and criterion. filter.js adds the filters.
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
        pages.append(("Repeated passages", repeats(context)))
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
                common.para("The findings of every criterion, collected in lists that you can filter."),
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
        description=f"{context.report.title.force}: all {item.title.lower()} in the report, in one list.",
        blocks=(
            _heading(1, item.title, addresses.top(where).anchor),
            editorial(
                common.para(
                    f"All {number} in the report, by group and criterion, in the report’s own words."
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
    """The page of repeats: every pair of places that share sentences."""
    listed: list[PageBlock] = []
    for repeat in context.relations.repeats:
        listed += _repeat(repeat)
    total = len(context.relations.repeats)
    return Page(
        address=addresses.REPEATS,
        title="Repeated passages",
        description="Passages that the report repeats, with the differences in wording.",
        blocks=(
            _heading(1, "Repeated passages", addresses.top(addresses.REPEATS).anchor),
            editorial(
                common.para(
                    f"{common.number_of(total, 'pair', 'pairs')} of passages that are identical or almost "
                    "identical. Words only in the first passage are struck out; words only in the second are "
                    "underlined."
                ),
                *listed,
                kind="repeat-list",
            ),
        ),
        searched=False,
    )


def _extent(repeat: Repeat) -> str:
    """How much two places share: `Almost identical`, `1 sentence is identical`."""
    wording = "almost identical" if repeat.differs else "identical"
    if repeat.whole:
        return wording.capitalize()
    number = common.number_of(repeat.sentences, "sentence", "sentences")
    return f"{number} {'is' if repeat.sentences == 1 else 'are'} {wording}"


def _repeat(repeat: Repeat) -> list[PageBlock]:
    pieces: tuple[Piece, ...] = (
        common.place_link(repeat.here),
        Text(" and "),
        common.place_link(repeat.there),
    )
    out: list[PageBlock] = [
        Heading(2, pieces, anchor=addresses.repeat(repeat.here, repeat.there).anchor),
        common.para(f"{_extent(repeat)}."),
    ]
    if repeat.differs:
        out.append(criterion.differences(repeat))
    else:
        out += [common.para(pair.here) for pair in repeat.pairs]
    return out
