"""The page of a criterion: summary, findings, footnotes and related criteria."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportsite.model import (
    Criterion,
    CriterionSection,
    Finding,
    Framework,
    Group,
    Table,
    Text,
    paragraphs_of,
)
from reportsite.pages import common
from reportsite.reading.headings import Part
from reportsite.relating.places import FindingPlace, Place, SectionPlace, SummaryPlace
from reportsite.relating.relations import Related
from reportsite.relating.repeats import Change, Repeat, difference
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    Bullets,
    Changed,
    Container,
    Details,
    FindingHeading,
    Heading,
    Nav,
    Page,
    PageBlock,
    PageLink,
    Para,
    Piece,
    ResultKind,
    editorial,
)


def nav(context: Context, framework: Framework, group: Group, criterion: Criterion) -> Nav:
    built = page(context, framework, group, criterion)
    return Nav(built.title, built)


def page(context: Context, framework: Framework, group: Group, criterion: Criterion) -> Page:
    where = addresses.criterion(criterion)
    title = context.edition.title_of(criterion.code)
    tables = [block for block in criterion.summary if isinstance(block, Table)]
    targets = addresses.note_targets(where, criterion.notes, tables)
    within = common.link(addresses.group(framework, group), group.name)
    head: tuple[Piece, ...] = criterion.heading.inlines
    if title:
        head = (*head, Text(" "), common.edition_words(title))
    blocks: list[PageBlock] = [
        Heading(1, head, criterion.heading.lines, addresses.top(where).anchor),
        _about(context, within, criterion),
    ]
    if criterion.aside:
        blocks.append(common.sourced(criterion.aside))
    blocks.append(common.heading(2, criterion.summary_heading, addresses.summary(criterion).anchor))
    blocks += common.blocks(criterion.summary, where, targets)
    blocks += repeated(context, SummaryPlace(criterion))
    blocks += [_section(context, criterion, section) for section in criterion.sections]
    blocks += common.footnotes(criterion.notes, targets)
    blocks.append(_related(context, within, criterion))
    summary = " ".join(p.text for p in paragraphs_of(criterion.summary))
    return Page(
        address=where,
        title=context.edition.name_of(criterion.code),
        description=common.shorten(summary or criterion.code),
        blocks=tuple(blocks),
        notes=targets,
        result=ResultKind.CRITERION,
        cited=criterion.code,
    )


def _about(context: Context, group: PageLink, criterion: Criterion) -> Container:
    """Links to the sections, labelled with the number of findings; the way through the page on a phone."""
    counted = [
        common.link(
            addresses.criterion_section(criterion, section),
            common.number_of(len(section.findings), section.kind.one, section.kind.many),
        )
        for section in criterion.sections
        if section.findings
    ]
    about = [common.para(group, ": ", *(common.listed(counted) or ["no findings"]), ".")]
    about += [*_also_covered(context, criterion), *_recommended(context, criterion)]
    return editorial(*about, kind="about", searched=False)


def _recommended(context: Context, criterion: Criterion) -> list[Para]:
    """Links to the sections after the findings, such as Recommendations, that mention the criterion."""
    places = context.relations.names.by_key.get(criterion.code, ())
    back = [place for place in places if isinstance(place, SectionPlace) and place.part is Part.BACK]
    links = common.listed(map(common.place_link, back))
    return [common.para("Mentioned in ", *links, ".")] if links else []


def _also_covered(context: Context, criterion: Criterion) -> list[Para]:
    """Links to criteria that say, in a remark beside their code, that they also cover this one."""
    by_code = context.criteria
    others = [
        by_code[entry.code]
        for entry in context.relations.related.get(criterion.code, ())
        if entry.named_by and by_code[entry.code].aside
    ]
    named = [c for c in others if c.aside and criterion.code in c.aside.text]
    if not named:
        return []
    links = common.listed(common.link(addresses.criterion(c), c.code) for c in named)
    return [common.para("Also covered by ", *links, ", as noted there.")]


def _section(context: Context, criterion: Criterion, section: CriterionSection) -> Container:
    where = addresses.criterion_section(criterion, section)
    out: list[PageBlock] = [common.heading(2, section.heading, where.anchor)]
    out += [_finding(context, criterion, finding) for finding in section.findings]
    if section.statement:
        out.append(common.sourced(section.statement))
    label = section.kind.data_name.capitalize()
    return Container(tuple(out), f"section {section.kind.css_class}", label=label)


def _finding(context: Context, criterion: Criterion, finding: Finding) -> Container:
    """A finding below a line with its address and its source lines; cite.js adds a button to the line."""
    return Container(
        (
            FindingHeading(3, addresses.finding(criterion, finding).anchor),
            _source(context, finding),
            *map(common.sourced, finding.paragraphs),
            *repeated(context, FindingPlace(criterion, finding)),
        ),
        "finding",
    )


def _source(context: Context, finding: Finding) -> Container:
    """Links to the source lines of a finding: `line 445`, or `page 34, lines 12, 13; page 35, line 1`."""
    numbers = sorted({line.number for p in finding.paragraphs for line in p.lines})
    words: list[Piece | str] = []
    for page, on_page in groupby(numbers, lambda n: context.printed[n].page if context.printed else 0):
        lines = [(n, context.printed[n].line if page else n) for n in on_page]
        words += ["; "] if words else []
        words += [f"page {page}, "] if page else []
        # The first link says what its number is, also to readers who hear the links alone.
        unit = ["line " if len(lines) == 1 else "lines ", *("" for _ in lines[1:])]
        words += common.listed(
            common.link(addresses.source_line(n), f"{name}{shown}")
            for name, (n, shown) in zip(unit, lines, strict=True)
        )
    return editorial(common.para(*words), kind="source", searched=False)


# Repeats -------------------------------------------------------------------------------------


def repeated(context: Context, place: Place) -> list[PageBlock]:
    """Links to the places that repeat the words at `place`, with the differences in wording."""
    repeats = context.relations.repeated(place)
    if not repeats:
        return []
    links = common.listed(common.place_link(repeat.there) for repeat in repeats)
    parts: list[PageBlock] = [common.para("Also in ", *links, ".")]
    parts += [differences(repeat) for repeat in repeats if repeat.differs]
    return [editorial(*parts, kind="repeats", searched=False)]


def differences(repeat: Repeat) -> Details:
    """The differences in wording between two places, in an element that readers can open."""
    name = common.plain_name(repeat.there)
    return Details(f"Differences from {name}", tuple(compared(repeat)), "said", searched=False)


def compared(repeat: Repeat) -> list[Para]:
    """The passages whose wording differs, with the words that only one of the two places has."""
    paragraphs = []
    for pair in repeat.pairs:
        if not pair.differs:
            continue
        pieces: list[Piece] = []
        for change, words in difference(pair):
            pieces += [Text(" ")] if pieces else []
            text = Text(words)
            pieces.append(text if change is Change.SAME else Changed(change is Change.ADDED, (text,)))
        paragraphs.append(Para(tuple(pieces)))
    return paragraphs


# Related criteria ----------------------------------------------------------------------------


def _related(context: Context, group: PageLink, criterion: Criterion) -> Container:
    by_code = context.criteria
    entries = []
    for entry in context.relations.related.get(criterion.code, ()):
        other = by_code[entry.code]
        title = context.edition.name_of(other.code)
        pieces: list[Piece | str] = [common.link(addresses.criterion(other), title), ": "]
        for number, reason in enumerate(_reasons(context, entry)):
            pieces += ["; ", *reason] if number else reason
        entries.append((common.para(*pieces, "."),))
    rule = (
        "Related criteria mention or repeat each other, or share a practice that at most three mention, "
        "a term that no third uses, or two terms that at most three use."
    )
    return editorial(
        Heading(2, common.text("Related criteria"), anchor=f"{criterion.code.lower()}-related"),
        Bullets(tuple(entries)) if entries else common.para("None. See the others in ", group, "."),
        Container((common.para(rule),), "rule"),
        kind="related",
        searched=False,
    )


def _reasons(context: Context, entry: Related) -> Iterator[list[Piece | str]]:
    """The reasons why a criterion is related."""
    if entry.names:
        yield ["mentioned in ", *common.listed(map(common.place_link, entry.names))]
    if entry.named_by:
        yield ["mentions this criterion in ", *common.listed(map(common.place_link, entry.named_by))]
    if entry.repeats:
        there = dict.fromkeys(common.place_link(repeat.there) for repeat in entry.repeats)
        yield ["says the same in ", *common.listed(there)]
    if entry.practices:
        links = [common.link(addresses.practice(context.practices[t]), t) for t in entry.practices]
        yield ["mentions the same practice, ", *common.listed(links)]
    if entry.terms:
        links = [common.link(addresses.term(term), term) for term in entry.terms]
        yield ["also uses ", *common.listed(links)]
