"""The home page: title matter, grades, main links and the table of findings."""

from __future__ import annotations

from reportsite.model import Criterion, Register, Text
from reportsite.pages import common
from reportsite.pages.registers import REGISTERS
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Heading,
    Page,
    PageBlock,
    Para,
    Piece,
    TableBlock,
    editorial,
)


def page(context: Context) -> Page:
    report = context.report
    title = report.title
    date, imprint = title.imprint[:1], title.imprint[1:]
    criteria = common.number_of(len(report.criteria), "criterion", "criteria")
    findings = common.number_of(len(report.findings), "finding", "findings")
    blocks: list[PageBlock] = [
        Container(tuple(common.sourced(p) for p in title.publisher), "publisher"),
        Heading(
            1,
            tuple(
                piece
                for number, p in enumerate(title.title)
                for piece in ((Text(" "),) if number else ()) + p.inlines
            ),
            tuple(line for p in title.title for line in p.lines),
            addresses.top(addresses.HOME).anchor,
        ),
        *(Container((common.sourced(p),), "date") for p in date),
        editorial(*_grades(context), kind="grades"),
        editorial(
            common.para(
                f"The inspection report as a website: {criteria} with {findings}, each with its own link. "
                "Abbreviations are explained wherever they appear."
            ),
            Bullets(tuple(_ways_in(context))),
            kind="ways",
        ),
        editorial(*_grid(context), kind="glance"),
        editorial(
            common.para(
                "This is not an official publication. No word of the report was changed: ",
                common.link(addresses.EDITION, "see the proof"),
                ".",
            )
        ),
        Container(tuple(common.sourced(p) for p in imprint), "imprint"),
    ]
    return Page(
        address=addresses.HOME,
        title=f"{title.force} – {report.subject}",
        description=common.shorten(
            f"HMIC’s inspection of {report.subject} in the {title.force}, {title.date}, "
            "as a website: a page for each criterion, and a link to every finding."
        ),
        blocks=tuple(blocks),
    )


def _grades(context: Context) -> list[PageBlock]:
    """The grade of each framework, repeated from its page."""
    out: list[PageBlock] = []
    for framework in context.report.frameworks:
        where = common.link(addresses.framework(framework), framework.name)
        pieces: tuple[Piece, ...] = (where, Text(": "), *framework.grade.text.inlines)
        out.append(Container((Para(pieces),), f"grade {framework.grade.level.value}"))
    return out


def _ways_in(context: Context) -> list[tuple[Para, ...]]:
    report = context.report
    ways: list[tuple[Para, ...]] = []
    for framework in report.frameworks:
        entry = common.link(addresses.framework(framework), "Read the findings")
        ways.append((common.para(entry), common.para(f"{common.counts(framework.criteria).capitalize()}.")))
    if report.practice:
        titles = [practice.title.text for practice in report.practice.practices]
        entry = common.link(addresses.PRACTICES, "Find a practice")
        ways.append((common.para(entry), common.para(f"{', '.join(titles)}.")))
    if number := len(context.glossary.entries):
        entry = common.link(addresses.GLOSSARY, "Look up a term")
        terms = common.number_of(number, "abbreviation or name", "abbreviations and names")
        ways.append((common.para(entry), common.para(f"{terms} explained.")))
    entire = common.link(addresses.WHOLE, "Read the whole report")
    ways.append((common.para(entire), common.para("On one page, to read straight through or print.")))
    return ways


def _grid(context: Context) -> list[PageBlock]:
    """A table of criteria by register. Every number links to its section."""
    out: list[PageBlock] = [Heading(2, common.text("The findings at a glance"), anchor="home-grid")]
    for framework in context.report.frameworks:
        if len(context.report.frameworks) > 1:
            out.append(common.para(f"{framework.name}:"))
        header = ["Criterion", *(column.title for column in REGISTERS)]
        rows = [
            (
                common.para(
                    common.link(addresses.criterion(item), item.code),
                    f" {context.edition.title_of(item.code)}",
                ),
                *(_cell(item, column) for column in REGISTERS),
            )
            for item in framework.criteria
        ]
        out.append(
            TableBlock(
                tuple(common.para(words) for words in header),
                tuple(rows),
                (False,) + (True,) * len(REGISTERS),
            )
        )
    return out


def _cell(item: Criterion, column: Register) -> Para:
    """How many findings of a register a criterion has; empty if the report has no such section."""
    sections = [section for section in item.sections if section.kind.register is column]
    pieces = [common.link(addresses.criterion_section(item, s), str(len(s.findings))) for s in sections]
    return common.para(*common.listed(pieces))
