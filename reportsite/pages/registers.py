"""Lists of findings: all of a kind, all together with filters, and passages that the report repeats.

A list is plain, by group and criterion. filter.js adds the filters.
"""

from __future__ import annotations

from reportsite.model import REGISTERS, Criterion, Finding, Framework, Group, Register, SectionKind, Text
from reportsite.pages import common, criterion
from reportsite.relating.repeats import Change, Repeat, difference
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Heading,
    Nav,
    Page,
    PageBlock,
    Para,
    Piece,
    ResultKind,
    editorial,
)

NAME = "Lists of findings"

ENOUGH = 8
"""The fewest words by which readers recognise a passage."""


def nav(context: Context) -> tuple[Nav, ...]:
    # A list of nothing says something only where the report itself says that there is none.
    printed = {
        section.kind.register for criterion in context.report.criteria for section in criterion.sections
    }
    pages = [(item.holds, page(context, item)) for item in REGISTERS if item.page and item in printed]
    pages.append(("Every finding in full, to filter by kind, subject or words.", everything(context)))
    if context.relations.repeats:
        pages.append(("What the report says twice, with the wording compared.", repeats(context)))
    return (Nav(NAME, index(context, pages), tuple(Nav(page.title, page) for _, page in pages)),)


def index(context: Context, pages: list[tuple[str, Page]]) -> Page:
    """The index. `pages` are the lists, each with a sentence on what it holds."""
    findings = context.report.findings
    numbers = {
        addresses.register(item).page: sum(f.kind.register is item for f in findings) for item in REGISTERS
    }
    numbers |= {
        addresses.FINDINGS.page: len(findings),
        addresses.REPEATS.page: len(context.relations.repeats),
    }
    entries = [
        (
            common.para(common.link(page.address, page.title), f" ({numbers[page.address.page]})"),
            common.para(holds),
        )
        for holds, page in pages
    ]
    if context.report.practice:
        link = common.link(addresses.PRACTICES, "Developing practice")
        number = len(context.report.practice.practices)
        holds = SectionKind.PRACTICE.register.holds
        entries.append((common.para(link, f" ({number})"), common.para(holds)))
    return Page(
        address=addresses.REGISTERS,
        result=ResultKind.LIST,
        title=NAME,
        description="All findings of a kind in one list, with filters.",
        blocks=(
            _heading(1, NAME, addresses.top(addresses.REGISTERS).anchor),
            editorial(Bullets(tuple(entries)), kind="ways"),
        ),
    )


def _heading(level: int, words: str, anchor: str) -> Heading:
    return Heading(level, (common.edition_words(words),), anchor=anchor)


def page(context: Context, item: Register) -> Page:
    """The list of the findings of one register."""
    where = addresses.register(item)
    chosen = {c.code: [f for f in c.findings if f.kind.register is item] for c in context.report.criteria}
    number = sum(map(len, chosen.values()))
    none = [c for c in context.report.criteria if not chosen[c.code]]
    intro = common.para(f"All {number} in the report, by group and criterion, in the report’s own words.")
    if none:
        without = common.number_of(len(none), "criterion has", "criteria have")
        ending = common.part(where, f"Criteria without {item.title.lower()}", "none")
        links = tuple(
            (common.para(common.link(addresses.criterion(c), context.edition.name_of(c.code))),) for c in none
        )
        after = [editorial(ending, Bullets(links))]
        link = common.link(Address(where.page, ending.anchor), f"{without} none")
        intro = Para((*intro.pieces, Text(" "), link, Text(".")))
    return _list(
        where,
        item.title,
        f"{context.report.title.force}: all {item.title.lower()} in the report, in one list.",
        (intro, common.as_table(f"{item.page}.csv"), *_by_group(context, where, chosen, kinds=False)),
        *(after if none else ()),
    )


def everything(context: Context) -> Page:
    """The list of all findings, each with its kind, for reading together what is said on a subject."""
    where = addresses.FINDINGS
    findings = {c.code: list(c.findings) for c in context.report.criteria}
    number = common.number_of(len(context.report.findings), "finding", "findings")
    intro = common.para(
        f"All {number}, by group and criterion, in the report’s own words. Choose a term to read together "
        "everything that is said about it."
    )
    return _list(
        where,
        "All findings",
        f"{context.report.title.force}: every finding in the report, to filter by kind, term or words.",
        (intro, common.as_table("findings.csv"), *_by_group(context, where, findings, kinds=True)),
    )


def _list(
    where: Address, title: str, description: str, listed: tuple[PageBlock, ...], *after: PageBlock
) -> Page:
    return Page(
        address=where,
        title=title,
        description=description,
        blocks=(
            _heading(1, title, addresses.top(where).anchor),
            editorial(*listed, kind="register"),
            *after,
        ),
        searched=False,
    )


def _by_group(
    context: Context, where: Address, chosen: dict[str, list[Finding]], *, kinds: bool
) -> list[PageBlock]:
    """Findings under the names of their groups and criteria. `chosen` has those of each criterion."""
    out: list[PageBlock] = []
    for framework in context.report.frameworks:
        for group in framework.groups:
            entries = [(item, chosen[item.code]) for item in group.criteria if chosen[item.code]]
            if entries:
                out += _group(context, where, framework, group, entries, kinds=kinds)
    return out


def _group(
    context: Context,
    where: Address,
    framework: Framework,
    group: Group,
    entries: list[tuple[Criterion, list[Finding]]],
    *,
    kinds: bool,
) -> list[PageBlock]:
    stem = addresses.top(addresses.group(framework, group)).anchor
    out: list[PageBlock] = [
        Heading(2, common.text(group.name), anchor=f"{addresses.top(where).anchor}-{stem}")
    ]
    for item, findings in entries:
        title = context.edition.name_of(item.code)
        out.append(Heading(3, common.text(title), anchor=addresses.register_entry(where, item).anchor))
        out.append(Bullets(tuple(_entry(item, finding, kinds=kinds) for finding in findings)))
    return out


def _entry(item: Criterion, finding: Finding, *, kinds: bool) -> tuple[Para, ...]:
    where = addresses.finding(item, finding)
    first, *rest = (common.quoted(p) for p in finding.paragraphs)
    pieces: list[Piece] = [common.link(where, where.anchor.upper()), Text(" ")]
    if kinds:
        pieces += [common.edition_words(finding.kind.one), Text(" ")]
    return (Para((*pieces, *first.pieces)), *rest)


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
                    "underlined (in bold in plain text)."
                ),
                common.as_table("repeats.csv"),
                *listed,
                kind="repeat-list",
            ),
        ),
        searched=False,
    )


def _extent(repeat: Repeat) -> str:
    """How much two places share: `almost identical`, `1 sentence is identical`."""
    wording = "almost identical" if repeat.differs else "identical"
    if repeat.whole:
        return wording
    number = common.number_of(repeat.sentences, "sentence", "sentences")
    return f"{number} {'is' if repeat.sentences == 1 else 'are'} {wording}"


def _shared_words(repeat: Repeat) -> str:
    """The first words that two places share, or those of the first if they never share enough in a row."""
    changes = [change for pair in repeat.pairs for change in difference(pair)]
    shared = (words for change, words in changes if change is Change.SAME and len(words.split()) >= ENOUGH)
    return common.shorten(next(shared, repeat.pairs[0].here), 60).rstrip(".,;:")


def _repeat(repeat: Repeat) -> list[PageBlock]:
    anchor = addresses.repeat(repeat.here, repeat.there).anchor
    compared = criterion.compared(repeat) if repeat.differs else [common.para(p.here) for p in repeat.pairs]
    return [
        Heading(2, common.text("“", _shared_words(repeat), "”"), anchor=anchor),
        common.para(
            common.place_link(repeat.here), " and ", common.place_link(repeat.there), f": {_extent(repeat)}."
        ),
        Container(tuple(compared), "said"),
    ]
