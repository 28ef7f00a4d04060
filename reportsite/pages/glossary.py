"""The glossary page: every term from A to Z, with the findings that use it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from reportsite.editorial.glossary import COMMON_USAGE, Entry, Glossary
from reportsite.model import Report, Term, Text
from reportsite.pages import common
from reportsite.relating.places import Place, name_of, owner_of, places
from reportsite.relating.relations import Uses
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import Context
from reportsite.site.page_tree import (
    Bullets,
    Container,
    Details,
    Editorial,
    Heading,
    Nav,
    Page,
    PageBlock,
    Para,
    Piece,
    ResultKind,
    editorial,
)

FEW = 3
"""The most criteria that an entry lists by title; the others are folded with the rest."""

GLOSSARY_BOOST = 3
"""Anyone who searches for a term wants its explanation first."""


def nav(context: Context) -> tuple[Nav, ...]:
    return (Nav("Glossary", page(context)),) if context.glossary.entries else ()


def page(context: Context) -> Page:
    report, glossary, uses = context.report, context.glossary, context.relations.terms
    appendix = {term.name: term for term in report.glossary.terms} if report.glossary else {}
    named = {name_of(place): addresses.place(place) for place, _ in reversed(list(places(report)))}
    entries = sorted(glossary.entries, key=_order)
    top = addresses.top(addresses.GLOSSARY).anchor
    letters = [(letter, list(group)) for letter, group in groupby(entries, key=_letter)]
    blocks: list[PageBlock] = [
        common.heading(1, report.glossary.heading, top)
        if report.glossary
        else Heading(1, (common.edition_words("Glossary"),), anchor=top),
        editorial(
            _introduction(report, glossary, uses),
            common.as_table("glossary.csv"),
            _letter_bar(letters),
            kind="letters",
            searched=False,
        ),
    ]
    for letter, group in letters:
        head = Heading(2, (common.edition_words(letter),), anchor=_letter_address(letter).anchor)
        terms = [_entry(context, entry, appendix.get(entry.term), named) for entry in group]
        blocks.append(Container((head, *terms), "letter"))
    blocks += common.blocks(report.glossary.notes if report.glossary else (), addresses.GLOSSARY, {})
    if glossary.unexplained:
        blocks.append(_unexplained(glossary))
    return Page(
        address=addresses.GLOSSARY,
        title="Glossary",
        description=f"{report.title.force}: the terms and abbreviations in the report, explained.",
        blocks=tuple(blocks),
        result=ResultKind.TERM,
        cited=report.glossary.heading.text if report.glossary else None,
        lay_words=_lay_words(entries) | dict(glossary.also),
        sorted=True,
        boost=GLOSSARY_BOOST,
    )


def _lay_words(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """For each spelling of a term, the plain words that mean it; for other spellings, first the term."""
    words = {entry.term: entry.also for entry in entries if entry.also}
    forms = {form: (entry.term, *entry.also) for entry in entries for form in entry.forms}
    return words | forms


def _order(entry: Entry) -> tuple[str, str]:
    return entry.term.casefold(), entry.term


def _letter(entry: Entry) -> str:
    return entry.term[0].upper()


def _letter_address(letter: str) -> Address:
    return Address(addresses.GLOSSARY.page, f"letter-{letter.lower()}")


def _introduction(report: Report, glossary: Glossary, uses: Uses) -> Para:
    listed = len(report.glossary.terms) if report.glossary else 0
    added = len(glossary.entries) - listed
    absent = [entry.term for entry in glossary.entries if entry.term not in uses.exact]
    unused = [term for term in absent if not uses.by_key.get(term)]
    spelled = [term for term in absent if uses.by_key.get(term)]
    words = (
        f"{common.number_of(len(glossary.entries), 'term', 'terms')}: {listed} from the report’s own glossary"
    )
    words += f" and {added} marked as added by this edition." if added else "."
    if unused:
        words += f" The report lists {common.enumerated(unused)} but never uses {_them(unused)}."
    if spelled:
        words += f" It lists {common.enumerated(spelled)} but always spells {_them(spelled)} out."
    return common.para(words)


def _them(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _letter_bar(letters: list[tuple[str, list[Entry]]]) -> Para:
    pieces: list[Piece] = []
    for letter, _ in letters:
        pieces += [Text(" ")] if pieces else []
        pieces.append(common.link(_letter_address(letter), letter))
    return Para(tuple(pieces))


def _entry(context: Context, entry: Entry, printed: Term | None, named: dict[str, Address]) -> Container:
    """An entry. For a term in the report's own glossary, it shows the report's words."""
    anchor = addresses.term(entry.term).anchor
    blocks: list[PageBlock] = []
    if printed:
        head = common.heading(3, printed.term, anchor)
        expansion = common.sourced(printed.expansion)
    else:
        head = Heading(3, (common.edition_words(entry.term),), anchor=anchor)
        expansion = Para((Editorial(common.text(entry.expansion)),))
    if entry.definition:
        blocks.append(editorial(common.para(entry.definition), kind="definition", explains=True))
    if entry.forms:
        forms = common.enumerated([f"“{form}”" for form in entry.forms])
        blocks.append(editorial(common.para(f"Also written {forms}."), explains=True))
    if entry.see:
        links = [common.link(addresses.term(term), term) for term in entry.see]
        blocks.append(editorial(common.para("See also ", *common.listed(links), "."), searched=False))
    # A search should match the term, not everything about it.
    used = editorial(_used(context, entry), _rest(context, entry, printed, named), searched=False)
    return Container((head, expansion, *blocks, used), "term")


def _near(entry: Entry, uses: Uses) -> list[PageBlock]:
    """Printed forms that probably mean this term."""
    out: list[PageBlock] = []
    for form in entry.near:
        where = [common.place_link(p) for printed, p in uses.near.get(entry.term, ()) if printed == form]
        if where:
            lead = f"“{form}” probably means the same in "
            out.append(common.para(lead, *common.listed(where), "."))
    return out


def _provenance(entry: Entry, printed: Term | None, named: dict[str, Address]) -> Para:
    kind = f"{entry.kind.value.capitalize()}. " if entry.kind else ""
    if printed:
        sentence = " Explanation added by this edition." if entry.definition else ""
        return common.para(f"{kind}From the report’s glossary.{sentence}")
    if entry.origin == COMMON_USAGE:
        return common.para(f"{kind}Added by this edition, from common usage.")
    where = common.link(named[entry.origin], entry.origin)
    return common.para(f"{kind}Added by this edition, from ", where, ".")


def _used(context: Context, entry: Entry) -> Para:
    """The criteria that use a term, by title, and a link to read their findings together."""
    findings = context.relations.terms.findings(entry.term)
    if not findings:
        return common.para("Not used in the findings.")
    criteria = {place.criterion.code: place for place in reversed(findings)}
    listed = [
        common.link(addresses.place(place), context.edition.name_of(code))
        for code, place in reversed(criteria.items())
    ]
    where = common.listed(listed) if len(listed) <= FEW else [f"{len(listed)} criteria"]
    if len(findings) == 1:
        return common.para("In ", *where, ".")
    together = f"read the {len(findings)} findings on {entry.term}"
    return common.para("In ", *where, ": ", common.link(addresses.findings_with(entry.term), together), ".")


def _rest(context: Context, entry: Entry, printed: Term | None, named: dict[str, Address]) -> Details:
    """Every place of a term and the origin of the entry, folded."""
    uses = context.relations.terms
    by_owner: dict[str, list[Place]] = {}
    for place in uses.by_key.get(entry.term, ()):
        by_owner.setdefault(owner_of(place), []).append(place)
    elsewhere = by_owner.pop("", [])
    names = {code: context.edition.name_of(code) for code in context.criteria}
    places = [
        (common.para(names.get(owner, owner), ": ", *_links(held), "."),) for owner, held in by_owner.items()
    ]
    blocks: list[PageBlock] = [Bullets(tuple(places))] if places else []
    if elsewhere:
        blocks.append(common.para("Elsewhere: ", *_links(elsewhere), "."))
    if not places and not elsewhere:
        blocks.append(common.para("The report lists this term but never uses it."))
    elif entry.term not in uses.exact:
        blocks.append(common.para("The report always spells this term out."))
    blocks += _near(entry, uses)
    blocks.append(_provenance(entry, printed, named))
    return Details(f"More on {entry.term}", tuple(blocks), searched=False)


def _links(where: Iterable[Place]) -> list[Piece | str]:
    return common.listed(map(common.place_link, where))


def _unexplained(glossary: Glossary) -> Container:
    head = Heading(2, common.text("Not explained"), anchor="glossary-not-explained")
    entries = tuple(
        (common.para(Editorial(common.text(name)), f": {note}"),) for name, note in glossary.unexplained
    )
    words = common.para(
        "Names that neither the report nor common usage explains, with what the report says about them."
    )
    return editorial(head, words, Bullets(entries))
