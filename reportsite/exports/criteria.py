"""Frameworks, groups, criteria and findings as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import (
    LINES,
    PLACE,
    PLACES,
    TEXT,
    TEXTS,
    WHOLE,
    Field,
    Record,
    one_of,
    several,
)
from reportsite.exports.sections import SECTION, framework_sections
from reportsite.exports.text import BLOCK, FOOTNOTE, LINES_DESCRIPTION, line_numbers, text_blocks
from reportsite.model import Criterion, CriterionSection, Framework, GradeLevel, Group, SectionKind
from reportsite.relating.places import FindingPlace, SummaryPlace, key_of
from reportsite.site import addresses

KIND_NAMES = tuple(kind.data_name for kind in SectionKind)


@dataclass(frozen=True, slots=True)
class FindingInContext:
    """A finding with its framework and group."""

    framework: Framework
    group: Group
    place: FindingPlace

    @property
    def criterion(self) -> Criterion:
        return self.place.criterion


def findings(index: ExportIndex) -> Iterator[FindingInContext]:
    """Every finding, in the order of the report."""
    for framework in index.report.frameworks:
        for group in framework.groups:
            for criterion in group.criteria:
                for finding in criterion.findings:
                    yield FindingInContext(framework, group, FindingPlace(criterion, finding))


FINDING: Record[FindingInContext] = Record(
    "finding",
    "findings",
    "A finding: the smallest part of the report that can be cited.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.place(x.place).url),
        Field(
            "name",
            "The name to cite it by.",
            TEXT,
            lambda _, x: addresses.place(x.place).anchor.upper(),
        ),
        Field("criterion", "The code of its criterion as printed.", TEXT, lambda _, x: x.criterion.code),
        Field("group", "The group of its criterion as printed.", TEXT, lambda _, x: x.group.name),
        Field("framework", "The inspected framework as printed.", TEXT, lambda _, x: x.framework.name),
        Field(
            "kind",
            "The kind of finding, from the heading of its section.",
            one_of(*KIND_NAMES),
            lambda _, x: x.place.finding.kind.data_name,
        ),
        Field(
            "number",
            "Its number among the findings of its kind in the criterion, counted from 1.",
            WHOLE,
            lambda _, x: x.place.finding.number,
        ),
        Field(
            "paragraphs",
            "The text of the report, word for word.",
            TEXTS,
            lambda _, x: [p.text for p in x.place.finding.paragraphs],
        ),
        Field("lines", LINES_DESCRIPTION, LINES, lambda _, x: line_numbers(x.place.finding.paragraphs)),
        Field(
            "terms",
            "Glossary terms used in it.",
            PLACES,
            lambda index, x: list(index.terms.get(key_of(x.place), ())),
        ),
        Field(
            "practices",
            "Practices from the appendix mentioned in it.",
            PLACES,
            lambda index, x: list(index.practices.get(key_of(x.place), ())),
        ),
        Field(
            "criteria",
            "Criteria mentioned in it.",
            PLACES,
            lambda index, x: list(index.criteria.get(key_of(x.place), ())),
        ),
        Field(
            "repeats",
            "Places that repeat all or part of it, word for word or almost.",
            PLACES,
            lambda index, x: index.repeats(x.place),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _CriterionSection:
    framework: Framework
    group: Group
    criterion: Criterion
    section: CriterionSection


def _findings_of(item: _CriterionSection) -> list[FindingInContext]:
    places = [FindingPlace(item.criterion, finding) for finding in item.section.findings]
    return [FindingInContext(item.framework, item.group, place) for place in places]


CRITERION_SECTION: Record[_CriterionSection] = Record(
    "section of a criterion",
    "sections of a criterion",
    "The findings of a criterion under one heading.",
    (
        Field(
            "id", "Its address.", PLACE, lambda _, s: addresses.criterion_section(s.criterion, s.section).url
        ),
        Field("heading", "The heading as printed.", TEXT, lambda _, s: s.section.heading.text),
        Field(
            "kind", "The kind of its findings.", one_of(*KIND_NAMES), lambda _, s: s.section.kind.data_name
        ),
        several("findings", "Its findings, in order.", FINDING, lambda _, s: _findings_of(s)),
        Field(
            "statement",
            "The text printed instead of findings, such as None; empty if there are findings.",
            TEXT,
            lambda _, s: s.section.statement.text if s.section.statement else "",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CriterionInContext:
    """A criterion with its framework and group."""

    framework: Framework
    group: Group
    criterion: Criterion


def criteria(index: ExportIndex) -> Iterator[CriterionInContext]:
    """Every criterion, in the order of the report."""
    for framework in index.report.frameworks:
        for group in framework.groups:
            yield from (CriterionInContext(framework, group, item) for item in group.criteria)


def _related(index: ExportIndex, item: CriterionInContext) -> list[str]:
    by_code = index.context.criteria
    related = index.context.relations.related.get(item.criterion.code, ())
    return [addresses.criterion(by_code[entry.code]).url for entry in related]


def _parts(item: CriterionInContext) -> list[_CriterionSection]:
    criterion = item.criterion
    return [_CriterionSection(item.framework, item.group, criterion, part) for part in criterion.sections]


CRITERION_NAMES: tuple[Field[CriterionInContext], ...] = (
    Field("id", "Its address.", PLACE, lambda _, x: addresses.criterion(x.criterion).url),
    Field("code", "The code as printed.", TEXT, lambda _, x: x.criterion.code),
    Field(
        "edition_title",
        "A title added by this edition. HMIC numbered its criteria but gave them no titles.",
        TEXT,
        lambda index, x: index.context.edition.title_of(x.criterion.code),
    ),
)
"""What names a criterion, in the tree and in tables."""

CRITERION: Record[CriterionInContext] = Record(
    "criterion",
    "criteria",
    "A criterion of the inspection.",
    (
        *CRITERION_NAMES,
        Field(
            "aside",
            "The remark printed beside the code; empty if there is none.",
            TEXT,
            lambda _, x: x.criterion.aside.text if x.criterion.aside else "",
        ),
        several("summary", "The summary, in order.", BLOCK, lambda _, x: text_blocks(x.criterion.summary)),
        several("sections", "Its sections, in order.", CRITERION_SECTION, lambda _, x: _parts(x)),
        several("footnotes", "Its footnotes.", FOOTNOTE, lambda _, x: x.criterion.notes),
        Field(
            "repeats",
            "Places that repeat the summary or part of it.",
            PLACES,
            lambda index, x: index.repeats(SummaryPlace(x.criterion)),
        ),
        Field("related", "Related criteria.", PLACES, _related),
    ),
)


@dataclass(frozen=True, slots=True)
class _Group:
    framework: Framework
    group: Group


GROUP: Record[_Group] = Record(
    "group",
    "groups",
    "A group of criteria.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.group(x.framework, x.group).url),
        Field("name", "The name as printed.", TEXT, lambda _, x: x.group.name),
        several(
            "criteria",
            "Its criteria, in order.",
            CRITERION,
            lambda _, x: [CriterionInContext(x.framework, x.group, item) for item in x.group.criteria],
        ),
    ),
)

FRAMEWORK: Record[Framework] = Record(
    "framework",
    "frameworks",
    "An inspected framework.",
    (
        Field("id", "Its address.", PLACE, lambda _, x: addresses.framework(x).url),
        Field("name", "The name as printed.", TEXT, lambda _, x: x.name),
        Field("grade", "The grade as printed.", TEXT, lambda _, x: x.grade.text.text),
        Field(
            "grade_level",
            "Whether the force exceeds, meets or fails the standard.",
            one_of(*(level.value for level in GradeLevel)),
            lambda _, x: x.grade.level.value,
        ),
        several(
            "sections",
            "The sections before the findings, in order.",
            SECTION,
            framework_sections,
        ),
        several("groups", "Its groups, in order.", GROUP, lambda _, x: [_Group(x, g) for g in x.groups]),
    ),
)
