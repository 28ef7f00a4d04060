"""The lists of the site as tables: what a page of practices, criteria or repeats shows, a row for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportsite.exports.appendices import NAMED_IN, PRACTICE_NAMES
from reportsite.exports.criteria import CRITERION_NAMES, CriterionInContext, FindingInContext, findings
from reportsite.exports.index import ExportIndex
from reportsite.exports.records import COUNT, PLACE, TEXT, TEXTS, WHOLE, Field, Record, one_of
from reportsite.exports.text import text_blocks
from reportsite.model import (
    REGISTERS,
    Labelled,
    Practice,
    Register,
)
from reportsite.relating.repeats import Repeat
from reportsite.site import addresses


def of_register(register: Register) -> Callable[[ExportIndex], Iterator[FindingInContext]]:
    """The findings of a register, in the order of the report."""
    return lambda index: (x for x in findings(index) if x.place.finding.kind.register is register)


def _number(register: Register) -> Field[CriterionInContext]:
    def number(_: ExportIndex, item: CriterionInContext) -> int:
        return sum(finding.kind.register is register for finding in item.criterion.findings)

    name = addresses.slug(register.title).replace("-", "_")
    return Field(name, f"How many findings it has in the list {register.title}.", COUNT, number)


CRITERION_ROW: Record[CriterionInContext] = Record(
    "row of criteria",
    "rows of criteria",
    "A criterion with the number of its findings.",
    (
        *CRITERION_NAMES,
        Field("group", "Its group as printed.", TEXT, lambda _, x: x.group.name),
        Field("framework", "The inspected framework as printed.", TEXT, lambda _, x: x.framework.name),
        *map(_number, REGISTERS),
    ),
)


def _paragraphs(part: Labelled) -> list[str]:
    return [paragraph.text for block in text_blocks(part.blocks) for paragraph in block.paragraphs]


PRACTICE_ROW: Record[Practice] = Record(
    "row of practices",
    "rows of practices",
    "A developing practice, without contact details.",
    (
        *PRACTICE_NAMES,
        Field("problem", "The problem, by paragraph.", TEXTS, lambda _, x: _paragraphs(x.problem)),
        Field("solution", "The solution, by paragraph.", TEXTS, lambda _, x: _paragraphs(x.solution)),
        Field("outcome", "The outcome, by paragraph.", TEXTS, lambda _, x: _paragraphs(x.outcome)),
        NAMED_IN,
    ),
)


def repeats(index: ExportIndex) -> tuple[Repeat, ...]:
    return index.context.relations.repeats


REPEAT_ROW: Record[Repeat] = Record(
    "row of repeats",
    "rows of repeats",
    "Two places that say the same.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.repeat(x.here, x.there).url),
        Field("first", "The first place.", PLACE, lambda _, x: addresses.place(x.here).url),
        Field("second", "The second place.", PLACE, lambda _, x: addresses.place(x.there).url),
        Field(
            "wording",
            "Whether the wording is the same.",
            one_of("identical", "almost identical"),
            lambda _, x: "almost identical" if x.differs else "identical",
        ),
        Field("sentences", "How many sentences they share.", WHOLE, lambda _, x: x.sentences),
        Field(
            "first_words", "The passages of the first.", TEXTS, lambda _, x: [pair.here for pair in x.pairs]
        ),
        Field(
            "second_words",
            "The passages of the second.",
            TEXTS,
            lambda _, x: [pair.there for pair in x.pairs],
        ),
    ),
)
