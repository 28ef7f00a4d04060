"""Known headings that were read as text, because signs, numbers or markup disguise them.

The readers of each part recognise headings by the spellings in headings.py. This looks for the same headings
behind what a printer, a word processor or an export may add: `[Strengths]`, `<b>Strengths</b>`,
`1.2 Strengths`, `Strengths (continued)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportsite.errors import Collector
from reportsite.model import Block, ListBlock, Paragraph, Report, SubHeading, Table, paragraphs_of, walk
from reportsite.reading import headings
from reportsite.reading.cursor import SPELLINGS
from reportsite.reading.lines import SENTENCE_END
from reportsite.reading.spelling import LONGEST, Spelling, normal

TAG = re.compile(r"<[^<>]*>|&#?\w{1,8};")
"""A tag or a character reference of HTML."""

_BEFORE = re.compile(r"[\W_]*+(?:(?:[ivx]{1,4}|[a-z])[\W_]++|\d[\d.]*+[\W_]*+|o)?+", re.IGNORECASE)
_AFTER = re.compile(r"\(?cont(?:inued|['’]?d)?[\W_]*+|[\W\d_⁰¹²³⁴-⁹]*+", re.IGNORECASE)
"""Words that may precede or follow the heading proper: signs, numbers, `(continued)`."""

_FEWEST_WORDS_OF_AN_APPENDIX = 3
"""Shorter lines, as `(Appendix 1)`, refer to one."""

_MOST_LINES = 3
"""A heading has no more."""

_MOST_WORDS = 5
"""Longer last lines of a finding are sentences without a full stop."""

_LONGEST_HEADING = 10
"""In words; a criterion that is also covered by another has the longest."""

_FEWEST_WORDS_OF_A_SENTENCE, _FEWEST_WORDS_WITHOUT_SIGN = 4, 3

_NAMED_EARLY = re.compile(
    r"(?:\S{1,30}+ ){0,2}(?:areas?(?:\(s\))? for improvement|work in progress|developing practices?)\b",
    re.IGNORECASE,
)
"""A line that names a kind of section within its first words: `key areas for improvement The files…`."""

_OTHER_APPENDIX = re.compile(r"glossary|abbreviations|developing practice", re.IGNORECASE)


def check_lost_headings(report: Report, problems: Collector) -> None:
    """Report known headings among the paragraphs of `report`. Errors go to `problems`."""
    for criterion in report.criteria:
        _check_items(criterion.summary, problems, in_findings=True)
        findings = [finding.paragraphs for finding in criterion.findings]
        for paragraph in (*paragraphs_of(criterion.summary), *(p for content in findings for p in content)):
            _check_lines(paragraph, problems, in_findings=True)
        for first, *_ in findings:
            _check_item(first, problems)
    for framework in report.frameworks:
        for section in walk(framework.sections):
            _check_items(section.blocks, problems)
            for paragraph in (section.heading, *paragraphs_of(section.blocks)):
                _check_lines(paragraph, problems, in_findings=True)
    for blocks in _blocks_elsewhere(report):
        _check_items(blocks, problems)
        for block in blocks:
            for paragraph in paragraphs_of((block,)):
                _check_lines(paragraph, problems, listed=not isinstance(block, Paragraph))
    for section in report.back:
        if headings.ANY_APPENDIX.match(section.heading.text) and _OTHER_APPENDIX.search(section.heading.text):
            problems.error(
                "R008",
                section.heading.first_line,
                f"{section.heading.text!r} looks like the heading of the glossary or of developing practice, "
                "in an unknown spelling.",
                SPELLINGS,
            )


def _blocks_elsewhere(report: Report) -> Iterator[tuple[Block, ...]]:
    """The blocks outside the frameworks, headings included."""
    for section in walk((*report.inspection, *report.force, *report.back)):
        yield (section.heading, *section.blocks)
    for practice in report.practice.practices if report.practice else ():
        for part in practice.parts:
            yield tuple(block.paragraph if isinstance(block, SubHeading) else block for block in part.blocks)
    for term in report.glossary.terms if report.glossary else ():
        yield (term.expansion,)


def _check_items(blocks: Iterable[Block], problems: Collector, *, in_findings: bool = False) -> None:
    """Report headings in lists and tables: the only item or cell, or any item `in_findings`."""
    for block in blocks:
        items = [p for p in paragraphs_of((block,)) if p.lines]
        if isinstance(block, ListBlock | Table) and (len(items) == 1 or in_findings):
            for item in items:
                _check_item(item, problems)


def _check_item(item: Paragraph, problems: Collector) -> None:
    """Report an item that is a known heading."""
    if headings.spelling_of(item.text):
        what = f"{item.text!r} is an item of a list; expected a heading on its own."
        problems.error("R016", item.first_line, what, SPELLINGS)


def _check_lines(
    paragraph: Paragraph, problems: Collector, *, in_findings: bool = False, listed: bool = False
) -> None:
    """Report a paragraph, or a line of one, that is a disguised heading.

    `in_findings`: it is in a framework, where a section of a criterion may begin. `listed`: it is in a list
    or a table elsewhere, which may name parts of the report.
    """
    for number, text, any_case in _texts(paragraph):
        spelling = _disguised(text, any_case=any_case)
        of_criterion = spelling in headings.KINDS.values()
        of_section = any(spelling is pattern for pattern, _ in headings.SECTIONS)
        # `Recommendation 1` is a subsection.
        named = of_section and (listed or text[-1].isdigit())
        if spelling and (in_findings or not (of_criterion or named)):
            what = f"{text!r} is a known heading with something added; expected {heading_in(text)!r} alone."
            problems.error("R028", number, what, SPELLINGS)
            return
    if not in_findings:
        return
    whole = " ".join(line.text for line in paragraph.lines[:_MOST_LINES])
    if heading := _run_in(whole):
        what = f"{heading!r} looks like a heading before its text; expected {heading_in(heading)!r} alone."
        problems.error("R028", paragraph.first_line, what, SPELLINGS)
        return
    for line in paragraph.lines:
        if phrase := _NAMED_EARLY.match(normal(line.text[:LONGEST])):
            what = f"{phrase[0]!r} at the start of a line is read as a part of the text."
            problems.warn("R511", line.number, what)
    *_, above, last = (None, None, *paragraph.lines)
    if above is None or last is None:
        return
    for line, text in ((last, last.text), (above, f"{above.text} {last.text}")):
        if headings.spelling_of(heading_in(text)) in headings.KINDS.values():
            what = f"{text!r} is at the end of a paragraph; expected a heading on its own."
            problems.error("R016", line.number, what, SPELLINGS)
            return
    short = len(last.text.split()) <= _MOST_WORDS
    if short and SENTENCE_END.search(above.text) and headings.looks_like_heading(last.text):
        problems.warn("R510", last.number, f"{last.text!r} is read as a part of the finding above it.")


def _texts(paragraph: Paragraph) -> Iterator[tuple[int, str, bool]]:
    """What may be a heading in a paragraph: its line number, its text, and whether in any case.

    That is the paragraph itself, or a line of it that does not continue a sentence.
    """
    yield paragraph.first_line, " ".join(line.text for line in paragraph.lines[:_MOST_LINES]), True
    for above, line in pairwise(paragraph.lines):
        if SENTENCE_END.search(above.text):
            yield line.number, line.text, above.text[-1] in ".!?"
    if len(paragraph.lines) > 1:
        yield paragraph.lines[0].number, paragraph.lines[0].text, False


def _disguised(text: str, *, any_case: bool) -> Spelling | None:
    """The spelling of the heading in a text that has another meaning as it is, or none."""
    form = heading_in(text)
    spelling = headings.spelling_of(form[:1].upper() + form[1:] if any_case else form)
    if spelling is headings.ANY_APPENDIX and len(form.split()) < _FEWEST_WORDS_OF_AN_APPENDIX:
        return None
    return None if spelling is headings.spelling_of(text) else spelling


def _run_in(text: str) -> str:
    """The disguised heading that a paragraph begins with: `[Strengths] The desk is…` -> `[Strengths]`."""
    words = text[:LONGEST].split()
    for end in range(1, min(_LONGEST_HEADING, len(words) - _FEWEST_WORDS_OF_A_SENTENCE) + 1):
        start, rest = " ".join(words[:end]), words[end]
        # One word, as in `Evidence Review Officers`, is a heading only with a sign behind it.
        ends = not start[-1].isalnum() or end >= _FEWEST_WORDS_WITHOUT_SIGN
        if ends and re.match(r"[A-Z‘“\"'(\-–•]", rest):
            form = heading_in(start)
            spelling = headings.spelling_of(form[:1].upper() + form[1:])
            if spelling is headings.CRITERION or spelling in headings.KINDS.values():
                return start
    return ""


def heading_in(text: str) -> str:
    """A line without what may disguise a heading: `1.2 <b>Strengths</b> (continued):` -> `Strengths`."""
    words = normal(TAG.sub(" ", text)).split() if len(text) <= LONGEST else []
    while words and _BEFORE.fullmatch(words[0]):
        del words[0]
    while words and _AFTER.fullmatch(words[-1]):
        del words[-1]
    return re.sub(r"\A[\W_]+|[\W\d_⁰¹²³⁴-⁹]+\Z", "", " ".join(words))
