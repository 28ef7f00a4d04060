"""The developing practice catalogue: an index, and a page for each practice in the appendix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportsite.editorial.edition import ContactPolicy
from reportsite.model import (
    Labelled,
    Paragraph,
    Practice,
    PracticeAppendix,
    SectionKind,
    SubHeading,
    Table,
    Text,
)
from reportsite.pages import common
from reportsite.pages.criterion import repeated
from reportsite.relating.places import FindingPlace, Place, PracticePlace, key_of
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
    Said,
    editorial,
)


def nav(context: Context) -> tuple[Nav, ...]:
    appendix = context.report.practice
    if appendix is None:
        return ()
    pages = tuple(Nav(practice.title.text, page(context, practice)) for practice in appendix.practices)
    return (Nav("Developing practice", index(context, appendix), pages),)


def index(context: Context, appendix: PracticeAppendix) -> Page:
    titles = ", ".join(practice.title.text for practice in appendix.practices)
    blocks: list[PageBlock] = [
        common.heading(1, appendix.heading, addresses.top(addresses.PRACTICES).anchor),
        editorial(
            common.para(
                f"{len(appendix.practices)} examples of good practice submitted by the force. Each describes "
                "the problem, the solution and the outcome."
            ),
            common.as_table("practices.csv"),
            *(_card(context, practice) for practice in appendix.practices),
            *_in_text(context),
            kind="practices",
        ),
    ]
    return Page(
        address=addresses.PRACTICES,
        result=ResultKind.LIST,
        title="Developing practice",
        description=common.shorten(f"{context.report.title.force}: developing practices. {titles}"),
        cited=appendix.heading.text,
        blocks=tuple(blocks),
    )


def _card(context: Context, practice: Practice) -> Container:
    """A summary of a practice: title, area, the problem in a sentence, and criteria that mention it."""
    where = addresses.practice(practice)
    pieces: tuple[Piece, ...] = (common.link(where, practice.title.text),)
    anchor = addresses.practice_card(practice).anchor
    parts: list[PageBlock] = [
        Heading(2, pieces, anchor=anchor),
        Container((common.para(practice.area.text),), "area"),
        common.para(Said(common.text(common.first_sentence(_blocks(practice.problem))))),
    ]
    codes = context.relations.practice_criteria(practice)
    links = [common.link(addresses.criterion(context.criteria[code]), code) for code in codes]
    if links:
        parts.append(common.para("Mentioned in ", *common.listed(links), "."))
    else:
        parts.append(common.para("Not mentioned in the findings."))
    return Container(tuple(parts), "card")


def _in_text(context: Context) -> list[PageBlock]:
    """A card for each finding of developing practice, linked to its entry in the appendix."""
    cards: list[PageBlock] = []
    order = {title: number for number, title in enumerate(context.practices)}
    for item in context.report.criteria:
        for finding in item.findings:
            if finding.kind is not SectionKind.PRACTICE:
                continue
            place = FindingPlace(item, finding)
            titles = sorted(order.keys() & context.relations.named_in(place), key=order.__getitem__)
            entries = [context.practices[title] for title in titles]
            anchor = f"card-{addresses.place(place).anchor}"
            parts: list[PageBlock] = [Heading(3, (common.place_link(place),), anchor=anchor)]
            if entries:
                parts.append(Container((common.para(entries[0].area.text),), "area"))
            parts.append(common.para(Said(common.text(common.first_sentence(finding.paragraphs)))))
            if entries:
                links = [common.link(addresses.practice(p), p.title.text) for p in entries]
                parts.append(common.para("In the appendix: ", *common.listed(links), "."))
            cards.append(Container(tuple(parts), "card"))
    if not cards:
        return []
    head = Heading(2, common.text("Developing practice in the findings"), anchor="practice-findings")
    return [head, *cards]


def _blocks(part: Labelled) -> list[Paragraph]:
    return [block for block in part.blocks if isinstance(block, Paragraph)]


def page(context: Context, practice: Practice) -> Page:
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
        *repeated(context, PracticePlace(practice)),
    ]
    parts = (practice.problem, practice.solution, practice.outcome)
    tables = [b for part in (*parts, practice.contact) for b in part.blocks if isinstance(b, Table)]
    targets = addresses.note_targets(where, (), tables)
    for part in parts:
        blocks += _part(practice, part, targets)
    blocks.append(_contact(context, practice, targets))
    blocks += _related(context, practice)
    return Page(
        address=where,
        title=title.text,
        result=ResultKind.PRACTICE,
        cited=title.text,
        description=common.shorten(practice.problem.text),
        blocks=tuple(blocks),
        notes=targets,
    )


def _contact(context: Context, practice: Practice, notes: Mapping[str, Address]) -> Container:
    """The contact details that the policy in report.yml allows. The site's search does not cover them."""
    notice = {
        ContactPolicy.PUBLISH: f"As printed in {context.report.title.date}; may be out of date.",
        ContactPolicy.ROLE: "Rank and unit only. Names and numbers are withheld.",
        ContactPolicy.WITHHOLD: "Names and numbers are withheld.",
    }[context.edition.contacts]
    part = _part(practice, practice.contact, notes)
    return Container((*part, editorial(common.para(notice), explains=True)), "contact", searched=False)


def _related(context: Context, practice: Practice) -> list[PageBlock]:
    """The criteria that mention the practice, with the places."""
    criteria = context.relations.practice_criteria(practice)
    elsewhere = [
        place
        for place in context.relations.names.by_key.get(practice.title.text, ())
        if isinstance(place, PracticePlace) and place.practice != practice
    ]
    if not criteria and not elsewhere:
        return []
    submitted = {key_of(place) for place in context.relations.submitted(practice)}
    by_code = context.criteria
    entries = []
    for code, where in criteria.items():
        title = context.edition.name_of(by_code[code].code)
        names = [place for place in where if key_of(place) not in submitted]
        pieces: list[Piece | str] = [common.link(addresses.criterion(by_code[code]), title), ": "]
        own_ones = [place for place in where if key_of(place) in submitted]
        if own_ones:
            pieces += ["lists it as developing practice in ", *_links(own_ones)]
        if names:
            pieces += ["; " if own_ones else "", "mentions it in ", *_links(names)]
        entries.append((common.para(*pieces, "."),))
    entries += [
        (common.para(common.place_link(place), ": a practice that mentions it."),) for place in elsewhere
    ]
    anchor = addresses.practice_part(practice, "named").anchor
    heading = Heading(2, common.text("Where this practice is mentioned"), anchor=anchor)
    return [editorial(heading, Bullets(tuple(entries)), kind="related", searched=False)]


def _links(where: Iterable[Place]) -> list[Piece | str]:
    return common.listed(common.place_link(place) for place in where)


def _inline(part: Labelled) -> Para:
    """The text of a part that is one line."""
    paragraphs = _blocks(part)
    pieces = tuple(
        piece
        for number, paragraph in enumerate(paragraphs)
        for piece in ((Text(" "),) if number else ()) + paragraph.inlines
    )
    return Para(pieces, tuple(line for paragraph in paragraphs for line in paragraph.lines))


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
            out += common.blocks([block], addresses.practice(practice), notes)
    return out
