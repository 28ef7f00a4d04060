"""The home page: what HMIC found, the search, the table of findings and the other ways in."""

from __future__ import annotations

from reportsite.model import REGISTERS, Block, Criterion, Framework, Register, SectionKind, Text
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    DARKEST,
    Bullets,
    Container,
    Heading,
    Page,
    PageBlock,
    Para,
    Piece,
    ResultKind,
    Said,
    SearchField,
    Shade,
    TableBlock,
    editorial,
)

LEADING = 3
"""The number of criteria that the home page quotes for the strongest and for the weakest."""


def page(context: Context) -> Page:
    report = context.report
    title = report.title
    date, imprint = title.imprint[:1], title.imprint[1:]
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
        editorial(SearchField("Search the report"), kind="ask"),
        *(block for framework in report.frameworks for block in _leads(context, framework)),
        *_practices(context),
        editorial(*_grid(context), kind="glance"),
        editorial(*_ways_in(context), kind="ways"),
        Container(tuple(common.sourced(p) for p in imprint), "imprint"),
    ]
    return Page(
        address=addresses.HOME,
        result=ResultKind.LIST,
        title=f"{title.force} – {report.subject}",
        description=common.shorten(
            f"HMIC’s inspection of {report.subject} in the {title.force}, {title.date}, "
            "as a website: a page for each criterion, and a link to every finding."
        ),
        blocks=tuple(blocks),
        cited="",
        wide=True,
    )


def _grades(context: Context) -> list[PageBlock]:
    """The grade of each framework, repeated from its page."""
    out: list[PageBlock] = []
    for framework in context.report.frameworks:
        where = common.link(addresses.framework(framework), framework.name)
        pieces: tuple[Piece, ...] = (where, Text(": "), Said(framework.grade.text.inlines))
        out.append(Container((Para(pieces),), f"grade {framework.grade.level.value}"))
    return out


# What HMIC found -----------------------------------------------------------------------------


def strongest(framework: Framework) -> list[Criterion]:
    """The criteria with the most strengths among those without areas for improvement."""
    some = [c for c in framework.criteria if _strengths(c) and not _to_improve(c)]
    # Sorting keeps the order of the report on a tie.
    return sorted(some, key=lambda c: -_strengths(c))[:LEADING]


def most_pressing(framework: Framework) -> list[Criterion]:
    """The criteria with the most areas for improvement; on a tie, those with the fewest strengths."""
    some = [c for c in framework.criteria if _to_improve(c)]
    return sorted(some, key=lambda c: (-_to_improve(c), _strengths(c)))[:LEADING]


def _to_improve(criterion: Criterion) -> int:
    return criterion.count(SectionKind.IMPROVEMENT)


def _strengths(criterion: Criterion) -> int:
    return sum(f.kind.register is SectionKind.STRENGTH.register for f in criterion.findings)


def _leads(context: Context, framework: Framework) -> list[PageBlock]:
    """The strongest and the most pressing words, in the report's own sentences."""
    columns: list[PageBlock] = []
    if best := strongest(framework):
        leads = [_lead(context, c, addresses.criterion(c), c.summary) for c in best]
        columns.append(_column("Strongest", SectionKind.STRENGTH, leads))
    if worst := most_pressing(framework):
        firsts = [(c, next(f for f in c.findings if f.kind is SectionKind.IMPROVEMENT)) for c in worst]
        leads = [_lead(context, c, addresses.finding(c, f), f.paragraphs) for c, f in firsts]
        columns.append(_column("Most to improve", SectionKind.IMPROVEMENT, leads))
    if not columns:
        return []
    rule = common.para(
        "Strongest: the criteria with the most strengths and no areas for improvement; the first sentence of "
        "each summary. Most to improve: the criteria with the most areas for improvement and, on a tie, the "
        "fewest strengths; the first sentence of the first area."
    )
    one = len(context.report.frameworks) == 1
    heading = Heading(
        2,
        common.text("What HMIC found" if one else f"What HMIC found: {framework.name}"),
        anchor=addresses.part(addresses.HOME, addresses.slug(framework.name)).anchor,
    )
    return [
        editorial(
            heading,
            Container(tuple(columns), "columns"),
            Container((rule,), "rule"),
            kind="leads",
            searched=False,
        )
    ]


def _column(title: str, kind: SectionKind, leads: list[tuple[Para, ...]]) -> Container:
    return Container((Para(common.strong(title)), Bullets(tuple(leads))), f"section {kind.css_class}")


def _lead(context: Context, item: Criterion, where: Address, said: tuple[Block, ...]) -> tuple[Para, ...]:
    link = common.para(common.link(where, context.edition.name_of(item.code)))
    sentence = common.first_sentence(said)
    return (link, common.para(Said(common.text(sentence)))) if sentence else (link,)


def _practices(context: Context) -> list[PageBlock]:
    appendix = context.report.practice
    if appendix is None:
        return []
    links = tuple(
        (common.para(common.link(addresses.practice(practice), practice.title.text)),)
        for practice in appendix.practices
    )
    where = common.link(addresses.PRACTICES, "Practices to copy")
    heading = Heading(2, (where,), anchor=addresses.part(addresses.HOME, "practices").anchor)
    return [editorial(heading, Bullets(links), kind="names")]


# The table of findings -----------------------------------------------------------------------


def _grid(context: Context) -> list[PageBlock]:
    """A table of criteria by register. Every number links to its section."""
    out: list[PageBlock] = [Heading(2, common.text("The findings at a glance"), anchor="home-grid")]
    for framework in context.report.frameworks:
        if len(context.report.frameworks) > 1:
            out.append(common.para(f"{framework.name}:"))
        header = ["Criterion", *(column.title for column in REGISTERS)]
        rows = [
            (
                common.para(common.link(addresses.criterion(item), context.edition.name_of(item.code))),
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
    return [*out, common.as_table("criteria.csv")]


def _cell(item: Criterion, column: Register) -> Para:
    """How many findings of a register a criterion has; empty if the report has no such section."""
    sections = [section for section in item.sections if section.kind.register is column]
    counted = [(addresses.criterion_section(item, s), len(s.findings)) for s in sections if s.findings]
    linked = [common.link(where, str(number)) for where, number in counted]
    if not linked:
        return common.para("–") if sections else Para(())
    pieces = common.para(*common.listed(linked)).pieces
    if column is SectionKind.IMPROVEMENT.register:
        return Para((Shade(min(sum(number for _, number in counted), DARKEST), pieces),))
    return Para(pieces)


# Other ways in -------------------------------------------------------------------------------


def _ways_in(context: Context) -> list[PageBlock]:
    report, terms = context.report, len(context.glossary.entries)
    ways = [
        (addresses.framework(framework), f"Findings: {framework.name}", common.counts(framework.criteria))
        for framework in report.frameworks
    ]
    ways.append((addresses.REGISTERS, "Lists of findings", "all of a kind, or all on a subject, together"))
    if terms:
        explained = common.number_of(terms, "abbreviation or name", "abbreviations and names")
        ways.append((addresses.GLOSSARY, "Glossary", f"{explained} explained"))
    ways.append((addresses.WHOLE, "The whole report", "on one page, to read straight through or print"))
    ways.append((addresses.DATA, "Take it away", "as a PDF, to read offline, as a spreadsheet, as data"))
    titles = "HMIC numbered its criteria; we added the titles. " if context.edition.titles else ""
    entries = (
        (common.para(common.link(where, name)), common.para(f"{about[0].upper()}{about[1:]}."))
        for where, name, about in ways
    )
    return [
        Bullets(tuple(entries)),
        common.para(
            "Words with serifs are HMIC’s, and none was changed. Words without, such as these, are ours. "
            f"{titles}This is not an official publication: see ",
            common.link(addresses.EDITION, "about this edition"),
            ".",
        ),
    ]
