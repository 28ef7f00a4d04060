"""Builds small reports from the YAML specifications in tests/fixtures/relating."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml

from reportsite.model import (
    Block,
    Criterion,
    CriterionSection,
    Finding,
    Framework,
    Grade,
    GradeLevel,
    Group,
    Labelled,
    Line,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Paragraphs,
    Practice,
    PracticeAppendix,
    Report,
    Section,
    SectionKind,
    SubHeading,
    Table,
    TitleMatter,
)
from reportsite.reading.blocks import read_inlines
from reportsite.relating.places import Place, key_of
from tests.conftest import FIXTURES

KINDS = {kind.letter: kind for kind in SectionKind}


@cache
def _read(stage: str) -> Any:
    return yaml.safe_load((FIXTURES / "relating" / f"{stage}.yml").read_text(encoding="utf-8"))


def cases(stage: str, name: str) -> list[Any]:
    """The cases of one list of a specification, each with its `case` as the name of the test."""
    return [pytest.param(case, id=case["case"]) for case in _read(stage)[name]]


def paragraph(text: str) -> Paragraph:
    return Paragraph(read_inlines(text), (Line(1, 0, text),))


def paragraphs(texts: str | list[str]) -> Paragraphs:
    return tuple(map(paragraph, [texts] if isinstance(texts, str) else texts))


def label_of(place: Place) -> str:
    """A place as specifications write it: `inspection / Introduction`, `MC01`, `MC01 / s / 1`."""
    return " / ".join(part for part in key_of(place) if part)


def report(data: dict[str, Any]) -> Report:
    """The report of a specification.

    `inspection`, `force` and `back` map headings to a list of blocks: a text is a paragraph, a list a list
    (of texts, or of lists of texts), `{note: text}` a footnote, `{table: rows}` a table, and any other
    mapping contains subsections.
    `introduction` does the same for the sections that introduce the framework. `criteria` maps each code to
    the texts of its summary and findings; `practice` maps each title to its parts.
    """
    sections = {
        part: _sections(data.get(part, {})) for part in ("inspection", "force", "introduction", "back")
    }
    criteria = tuple(_criterion(code, parts) for code, parts in data.get("criteria", {}).items())
    grade = Grade(paragraph("GRADE"), paragraph("Meets"), GradeLevel.MEETS)
    framework = Framework(
        paragraph("Crime"), grade, sections["introduction"], (Group(paragraph("Group"), criteria),)
    )
    practices = tuple(_practice(title, parts) for title, parts in data.get("practice", {}).items())
    return Report(
        title=TitleMatter((), (), (), "", "", ""),
        inspection=sections["inspection"],
        force=sections["force"],
        frameworks=(framework,),
        back=sections["back"],
        practice=PracticeAppendix(paragraph("Appendix 1"), practices) if practices else None,
        glossary=None,
        repairs=(),
        omissions=(),
    )


def _sections(data: dict[str, list[Any]]) -> tuple[Section, ...]:
    return tuple(_section(heading, contents) for heading, contents in data.items())


def _section(heading: str, contents: list[Any]) -> Section:
    blocks: list[Block] = []
    notes: list[Note] = []
    subsections: tuple[Section, ...] = ()
    for content in contents:
        if not isinstance(content, dict):
            blocks.append(_block(content))
        elif "note" in content:
            notes.append(Note("¹", paragraphs(content["note"]), 1))
        elif "table" in content:
            header, *rows = content["table"]
            blocks.append(Table(paragraphs(header), tuple(map(paragraphs, rows))))
        else:
            subsections += _sections(content)
    return Section(paragraph(heading), tuple(blocks), subsections, tuple(notes))


def _block(content: str | list[Any]) -> Block:
    if isinstance(content, str):
        return paragraph(content)
    return ListBlock(ordered=False, items=tuple(ListItem(paragraphs(item)) for item in content))


def _criterion(code: str, parts: dict[str, Any]) -> Criterion:
    """`aside`, `summary` and `notes`, and findings by the letter of their kind."""
    sections = tuple(
        CriterionSection(
            KINDS[letter],
            paragraph("Heading"),
            tuple(
                Finding(KINDS[letter], number, paragraphs(finding))
                for number, finding in enumerate(findings, start=1)
            ),
        )
        for letter, findings in parts.items()
        if letter in KINDS
    )
    return Criterion(
        code=code,
        heading=paragraph(code),
        aside=paragraph(parts["aside"]) if "aside" in parts else None,
        summary_heading=paragraph("Summary"),
        summary=tuple(map(_block, parts.get("summary", ()))),
        sections=sections,
        notes=tuple(Note("¹", paragraphs(note), 1) for note in parts.get("notes", ())),
    )


def _practice(title: str, parts: dict[str, Any]) -> Practice:
    """`area`, `problem`, `solution`, `outcome` and `contact`. Texts that start with `# ` are headings."""

    def labelled(name: str, contents: list[Any]) -> Labelled:
        blocks = [
            SubHeading(paragraph(content[2:]))
            if isinstance(content, str) and content.startswith("# ")
            else _block(content)
            for content in contents
        ]
        return Labelled(paragraph(name.upper()), tuple(blocks))

    return Practice(
        title=labelled("title", [title]),
        **{
            name: labelled(name, parts.get(name, []))
            for name in ("area", "problem", "solution", "outcome", "contact")
        },
    )
