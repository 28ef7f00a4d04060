"""The glossary page: every term from A to Z, with the findings that use it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportsite.editorial.glossary import COMMON_USAGE, Entry, Glossary
from reportsite.model import Report, Term, Text
from reportsite.pages import common
from reportsite.relating.places import Place, name_of, places
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
    editorial,
)

LONG = 8
"""Longer lists of links are folded."""

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
            _introduction(report, glossary, uses), _letter_bar(letters), kind="letters", searched=False
        ),
    ]
    for letter, group in letters:
        head = Heading(2, (common.edition_words(letter),), anchor=_letter_address(letter).anchor)
        terms = [_entry(entry, appendix.get(entry.term), uses, named) for entry in group]
        blocks.append(Container((head, *terms), "letter"))
    blocks += common.blocks(report.glossary.notes if report.glossary else (), addresses.GLOSSARY, {})
    if glossary.unexplained:
        blocks.append(_unexplained(glossary))
    return Page(
        address=addresses.GLOSSARY,
        title="Glossary",
        description=f"{report.title.force}: the terms and abbreviations in the report, explained.",
        blocks=tuple(blocks),
        sorted=True,
        boost=GLOSSARY_BOOST,
    )


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
        words += f" The report lists {_and(unused)} but never uses {_them(unused)}."
    if spelled:
        words += f" It lists {_and(spelled)} but always spells {_them(spelled)} out."
    return common.para(words)


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _them(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _letter_bar(letters: list[tuple[str, list[Entry]]]) -> Para:
    pieces: list[Piece] = []
    for letter, _ in letters:
        pieces += [Text(" ")] if pieces else []
        pieces.append(common.link(_letter_address(letter), letter))
    return Para(tuple(pieces))


def _entry(entry: Entry, printed: Term | None, uses: Uses, named: dict[str, Address]) -> Container:
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
        forms = _and([f"“{form}”" for form in entry.forms])
        blocks.append(editorial(common.para(f"Also written {forms}."), explains=True))
    about: list[PageBlock] = [_provenance(entry, printed, named), *_near(entry, uses)]
    if entry.see:
        links = [common.link(addresses.term(term), term) for term in entry.see]
        about.append(common.para("See also ", *common.listed(links), "."))
    about += _used(entry, uses)
    # A search should match the term, not everything about it.
    return Container((head, expansion, *blocks, editorial(*about, searched=False)), "term")


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


def _used(entry: Entry, uses: Uses) -> list[PageBlock]:
    findings = uses.findings(entry.term)
    elsewhere = uses.elsewhere(entry.term)
    out: list[PageBlock] = []
    if findings:
        out.append(_links(f"In {_count(len(findings))}", findings))
    if elsewhere:
        places = f"{len(elsewhere)} other place{'s' if len(elsewhere) != 1 else ''}"
        lead = f"Also in {places}" if findings else f"In no findings, but in {places}"
        out.append(_links(lead, elsewhere))
    if not findings and not elsewhere:
        out.append(common.para("The report lists this term but never uses it."))
    elif entry.term not in uses.exact:
        out.append(common.para("The report always spells this term out."))
    return out


def _links(lead: str, where: Sequence[Place]) -> PageBlock:
    """Links to places; a long list is folded."""
    links = common.para(*common.listed([common.place_link(place) for place in where]), ".")
    if len(where) > LONG:
        return Details(lead, (links,))
    return Para((Text(f"{lead}: "), *links.pieces))


def _count(findings: int) -> str:
    return f"{findings} finding{'s' if findings != 1 else ''}"


def _unexplained(glossary: Glossary) -> Container:
    head = Heading(2, common.text("Not explained"), anchor="glossary-not-explained")
    entries = tuple(
        (common.para(Editorial(common.text(name)), f": {note}"),) for name, note in glossary.unexplained
    )
    words = common.para(
        "Names that neither the report nor common usage explains, with what the report says about them."
    )
    return editorial(head, words, Bullets(entries))


def tips(context: Context) -> dict[str, list[str]]:
    """The definition and the use of each term, by anchor, for the tooltips."""
    return {
        addresses.term(entry.term).anchor: [entry.definition, _use_summary(entry, context.relations.terms)]
        for entry in sorted(context.glossary.entries, key=_order)
    }


def _use_summary(entry: Entry, uses: Uses) -> str:
    findings = uses.findings(entry.term)
    return f"In {_count(len(findings))}" if findings else "In no findings"
