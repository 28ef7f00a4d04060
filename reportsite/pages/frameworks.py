"""The page of each framework, with its grade and context, and of each group of criteria."""

from __future__ import annotations

from collections.abc import Callable

from reportsite.model import Criterion, Framework, Group, Report, Text, notes_of, tables_of
from reportsite.pages import common, sections
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Nav,
    Page,
    PageBlock,
    Para,
    ResultKind,
    Said,
    editorial,
)

CriterionNav = Callable[[Context, Framework, Group, Criterion], Nav]


def nav(context: Context, criterion: CriterionNav) -> tuple[Nav, ...]:
    """Each framework with its groups, each group with its criteria, in the report's order."""
    report = context.report
    return tuple(
        Nav(
            "Findings" if len(report.frameworks) == 1 else f"Findings: {framework.name}",
            framework_page(report, framework),
            tuple(
                Nav(
                    group.name,
                    group_page(context, framework, group),
                    tuple(criterion(context, framework, group, item) for item in group.criteria),
                )
                for group in framework.groups
            ),
        )
        for framework in report.frameworks
    )


def grade(framework: Framework) -> Container:
    """The grade as printed."""
    label, words = framework.grade.label, framework.grade.text
    pieces = (common.label(label), Text(" "), *words.inlines)
    details = common.blocks(framework.grade.details, addresses.framework(framework), {})
    return Container(
        (Para(pieces, (*label.lines, *words.lines)), *details), f"grade {framework.grade.level.value}"
    )


def framework_page(report: Report, framework: Framework) -> Page:
    where = addresses.framework(framework)
    groups = tuple(
        (
            common.para(common.link(addresses.group(framework, group), group.name), ": ", codes(group)),
            common.para(f"{common.counts(group.criteria).capitalize()}."),
        )
        for group in framework.groups
        if group.criteria
    )
    notes = notes_of(framework.sections)
    targets = addresses.note_targets(where, notes, tables_of(framework.sections))
    blocks: list[PageBlock] = [
        common.heading(1, framework.heading, addresses.top(where).anchor),
        grade(framework),
        editorial(
            common.para("The findings are grouped as follows, with a page for each criterion:"),
            Bullets(groups),
            kind="criteria",
        ),
        *sections.content(framework.sections, where, targets),
        *common.footnotes(notes, targets),
    ]
    return Page(
        address=where,
        title=f"{framework.name}: findings",
        description=common.shorten(
            f"{report.title.force}, {framework.name}, {report.title.date}. Grade: {framework.grade.text.text}"
        ),
        cited=framework.name,
        blocks=tuple(blocks),
        notes=targets,
    )


def codes(group: Group) -> str:
    """The codes of a group with criteria: `MC01 to MC10`, or `MC01` alone."""
    first, last = group.criteria[0].code, group.criteria[-1].code
    return first if first == last else f"{first} to {last}"


def group_page(context: Context, framework: Framework, group: Group) -> Page:
    entries = []
    for criterion in group.criteria:
        title = context.edition.name_of(criterion.code)
        own_page = addresses.criterion(criterion)
        said = common.first_sentence(criterion.summary)
        entries.append(
            (
                common.para(common.link(own_page, title)),
                *([common.para(Said(common.text(said)))] if said else []),
                common.para(f"{common.counts([criterion]).capitalize()}."),
            )
        )
    where = addresses.group(framework, group)
    return Page(
        address=where,
        result=ResultKind.LIST,
        title=group.name,
        cited=group.name,
        description=f"{context.report.title.force}, {framework.name}: the criteria on {group.name.lower()}.",
        blocks=(
            common.heading(1, group.heading, addresses.top(where).anchor),
            editorial(
                common.para(
                    f"{common.number_of(len(group.criteria), 'criterion', 'criteria')} of ",
                    common.link(addresses.framework(framework), framework.name),
                    f": {common.counts(group.criteria)}.",
                ),
                Bullets(tuple(entries)),
                kind="criteria",
                # A search should lead to the criteria, not to what is quoted from them.
                searched=False,
            ),
        ),
    )
