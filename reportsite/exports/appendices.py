"""The developing practices and the terms of the glossary as records."""

from __future__ import annotations

from collections.abc import Iterable

from reportsite.editorial.glossary import Entry, TermKind
from reportsite.exports.index import ExportIndex
from reportsite.exports.records import PLACE, PLACES, TEXT, TEXTS, Field, Record, one_of, several
from reportsite.exports.text import BLOCK, text_blocks
from reportsite.model import Practice
from reportsite.relating.places import FindingPlace, Place
from reportsite.site import addresses

PRACTICE_NAMES: tuple[Field[Practice], ...] = (
    Field("id", "Its address.", PLACE, lambda _, x: addresses.practice(x).url),
    Field("title", "The title as printed.", TEXT, lambda _, x: x.title.text),
    Field("area", "The inspection area as printed.", TEXT, lambda _, x: x.area.text),
)
"""What names a practice, in the tree and in tables."""

NAMED_IN: Field[Practice] = Field(
    "named_in",
    "Places in the report that mention it.",
    PLACES,
    lambda index, x: index.urls(index.context.relations.names.by_key.get(x.title.text, ())),
)

PRACTICE: Record[Practice] = Record(
    "practice",
    "practices",
    "A developing practice from the appendix. Contact details are published on its page only.",
    (
        *PRACTICE_NAMES,
        several("problem", "The problem.", BLOCK, lambda _, x: text_blocks(x.problem.blocks)),
        several("solution", "The solution.", BLOCK, lambda _, x: text_blocks(x.solution.blocks)),
        several("outcome", "The outcome.", BLOCK, lambda _, x: text_blocks(x.outcome.blocks)),
        NAMED_IN,
    ),
)


def practices(index: ExportIndex) -> tuple[Practice, ...]:
    return index.report.practice.practices if index.report.practice else ()


# Terms ---------------------------------------------------------------------------------------


def _used(index: ExportIndex, entry: Entry, in_findings: bool) -> list[str]:
    used: Iterable[Place] = index.context.relations.terms.by_key.get(entry.term, ())
    return index.urls(place for place in used if isinstance(place, FindingPlace) == in_findings)


TERM: Record[Entry] = Record(
    "term",
    "terms",
    "A term in the glossary.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.term(x.term).url),
        Field("term", "The term as it appears in the glossary.", TEXT, lambda _, x: x.term),
        Field(
            "expansion",
            "What the term stands for.",
            TEXT,
            lambda index, x: index.expansions.get(x.term, x.expansion),
        ),
        Field(
            "words_of",
            "Where the expansion comes from: the report’s own glossary or this edition.",
            one_of("report", "edition"),
            lambda index, x: "report" if x.term in index.expansions else "edition",
        ),
        Field(
            "definition",
            "An explanation written by this edition; empty if there is none.",
            TEXT,
            lambda _, x: x.definition,
        ),
        Field(
            "kind",
            "What kind of thing it is; empty if not classified.",
            one_of("", *(kind.value for kind in TermKind)),
            lambda _, x: x.kind.value if x.kind else "",
        ),
        Field("forms", "Other spellings used in the report.", TEXTS, lambda _, x: list(x.forms)),
        Field(
            "origin",
            "For a term added by this edition: the place in the report that explains it, or common usage.",
            TEXT,
            lambda _, x: x.origin,
        ),
        Field("see", "Related terms.", PLACES, lambda _, x: [addresses.term(term).url for term in x.see]),
        Field("findings", "Findings that use it.", PLACES, lambda index, x: _used(index, x, True)),
        Field("places", "Other places that use it.", PLACES, lambda index, x: _used(index, x, False)),
    ),
)


def terms(index: ExportIndex) -> tuple[Entry, ...]:
    return index.context.glossary.entries
