"""The page of a criterion: its summary, its findings, its footnotes."""

from __future__ import annotations

from reportsite import addresses
from reportsite.document import Box, Heading, Nav, Page, PageBlock, Piece, Reference, own
from reportsite.model import (
    Criterion,
    CriterionSection,
    Edition,
    Framework,
    Group,
    Table,
    Text,
    paragraphs_of,
)
from reportsite.pages import common


def nav(framework: Framework, group: Group, criterion: Criterion, facts: Edition) -> Nav:
    built = page(framework, group, criterion, facts)
    return Nav(built.title, built)


def page(framework: Framework, group: Group, criterion: Criterion, facts: Edition) -> Page:
    where = addresses.criterion(criterion)
    title = facts.title_of(criterion.code)
    tables = [block for block in criterion.summary if isinstance(block, Table)]
    targets = common.note_targets(where, criterion.notes, tables)
    head: tuple[Piece, ...] = criterion.heading.inlines
    if title:
        head = (*head, Text(" "), common.own_words(title))
    about = [
        common.para(
            common.link(addresses.group(framework, group), group.name),
            f": {common.counts([criterion])}.",
        )
    ]
    if title:
        about.append(
            common.para(
                "The report gives criteria no titles: the words after the code are ",
                common.link(addresses.EDITION, "this edition’s"),
                ".",
            )
        )
    blocks: list[PageBlock] = [
        Heading(1, head, criterion.heading.lines, addresses.top(where).anchor),
        own(*about, kind="about"),
    ]
    if criterion.aside:
        blocks.append(common.sourced(criterion.aside))
    blocks.append(common.heading(2, criterion.summary_heading, addresses.summary(criterion).anchor))
    blocks += common.blocks(criterion.summary, targets)
    blocks += [_section(criterion, section) for section in criterion.sections]
    blocks += common.footnotes(criterion.notes, targets)
    summary = " ".join(p.text for p in paragraphs_of(criterion.summary))
    return Page(
        address=where,
        title=common.criterion_title(criterion, facts),
        description=common.shorten(summary or criterion.code),
        blocks=tuple(blocks),
        notes=targets,
    )


def _section(criterion: Criterion, section: CriterionSection) -> Box:
    where = addresses.criterion_section(criterion, section.heading.text)
    out: list[PageBlock] = [common.heading(2, section.heading, where.anchor)]
    for finding in section.findings:
        anchor = addresses.finding(criterion, finding).anchor
        out.append(Reference(3, anchor))
        out += [common.sourced(p) for p in finding.paragraphs]
    if section.statement:
        out.append(common.sourced(section.statement))
    return Box(f"section {section.kind.name.lower().replace('_', '-')}", tuple(out))
