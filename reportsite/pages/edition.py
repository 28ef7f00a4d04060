"""About this edition: the proof in figures, every repair, every omission, and whose words these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from reportsite import addresses
from reportsite.document import Bullets, Grid, Heading, Page, PageBlock, Para, own
from reportsite.model import Edition, Emphasis, Omission, Repair, Report, Strong, Text, WebLink
from reportsite.pages import common
from reportsite.pages.common import Context
from reportsite.words import count, words_of, words_of_lines

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

RULES: dict[str, str] = {
    "contents": "The contents list of the printed report is left out; the navigation takes its place.",
    "run-in-heading": "A heading that shares a line with its first paragraph gets a line of its own.",
    "page-furniture": "Date, running header and number of each printed page are left out.",
    "rule-row": "Rows of dashes that drew the rules of tables are left out.",
    "html-layout": "Remnants of HTML that made paragraphs and lists are read as paragraphs and lists.",
    "run-in-label": "Labels of a form that run on in one line get lines of their own.",
    "list-number": "Numbers that count the items of a list are set by the list.",
    "footnote": "A footnote leaves the running text and stands at the end of its page.",
    "cut-sentence": "A sentence cut by the end of a printed page is joined.",
    "stray-paragraph": "A paragraph between two items of a list joins the item above it.",
    "cut-list": "A list cut in two by the end of a printed page is one list.",
    "bare-list": "Paragraphs that a colon announces and semicolons part are a list.",
}
"""What each rule of reportsite/repair.py does, told to a reader."""


def page(context: Context, source: str, others: Iterable[Page]) -> Page:
    """The page about this edition. `others` are the pages that hold the words of `source`."""
    report, facts = context.report, context.facts
    blocks: list[PageBlock] = [
        Heading(1, (common.own_words("About this edition"),), anchor=addresses.top(addresses.EDITION).anchor),
        own(
            *_origin(report, facts, source),
            *_figures(report, others),
            *_repairs(report.repairs),
            *_omissions(report.omissions),
            *_as_printed(facts),
            *_rights(report),
        ),
    ]
    return Page(
        address=addresses.EDITION,
        title="About this edition",
        description="How the text came, what was repaired and left out, and the proof that no word was lost.",
        blocks=tuple(blocks),
    )


def _heading(words: str, anchor: str) -> Heading:
    return Heading(2, common.text(words), anchor=f"edition-{anchor}")


def _origin(report: Report, facts: Edition, source: str) -> list[PageBlock]:
    title = report.title
    return [
        common.para(
            "This site holds the text of ",
            Emphasis(common.text(title.full_title)),
            f", published by HMIC in {title.date}, ISBN {title.isbn}."
            if title.isbn
            else f", published by HMIC in {title.date}.",
        ),
        _heading("How the text came", "text"),
        common.para(
            f"{facts.received} It has {len(source.splitlines()):,} lines. Line numbers on this page "
            "are lines of that file."
        ),
        common.para(
            "Nothing was reworded, corrected or shortened. Words that this edition adds, such as the "
            "titles of criteria, are marked as its own."
        ),
    ]


def _figures(report: Report, others: Iterable[Page]) -> list[PageBlock]:
    on_pages = sum(count(words_of_lines(page.lines)) for page in others)
    reasons = Counter[str]()
    for omission in report.omissions:
        reasons[omission.reason] += count(words_of(omission.line))
    left_out = sum(reasons.values())
    rows = [
        ("Words in the text received", on_pages + left_out),
        ("Words on the pages of this site, each exactly once in its place", on_pages),
        *((f"Left out: {reason}", number) for reason, number in sorted(reasons.items()) if number),
        ("Criteria", len(report.criteria)),
        ("Findings", len(report.findings)),
        ("Practices in the appendix", len(report.practice.practices) if report.practice else 0),
        ("Terms in the report’s glossary", len(report.glossary.terms) if report.glossary else 0),
    ]
    return [
        _heading("The proof in figures", "figures"),
        common.para(
            "After each build, every word of the text is looked for in the finished pages. A word that is "
            "missing, doubled or out of order stops the build."
        ),
        _table(("What", "Number"), [(what, f"{number:,}") for what, number in rows], (False, True)),
    ]


def _repairs(repairs: Iterable[Repair]) -> list[PageBlock]:
    listed = sorted(repairs, key=lambda repair: (repair.rule, repair.lines))
    out: list[PageBlock] = [
        _heading("What was repaired", "repairs"),
        common.para("Repairs change the layout and never a word."),
    ]
    by_rule = {rule: list(items) for rule, items in groupby(listed, key=lambda r: r.rule)}
    for rule, words in RULES.items():
        if rule not in by_rule:
            continue
        out.append(Para((Strong(common.text(words)),)))
        out.append(Bullets(tuple((common.para(_where(r)),) for r in by_rule[rule])))
    return out


def _where(repair: Repair) -> str:
    return common.lines_text(repair.lines) + (f": “{repair.excerpt}”" if repair.excerpt else "")


def _omissions(omissions: Iterable[Omission]) -> list[PageBlock]:
    listed = sorted(omissions, key=lambda o: (o.reason, o.line.number, o.line.column))
    out: list[PageBlock] = [
        _heading("What was left out", "omissions"),
        common.para("Each with its line and its words; nothing else of the text is missing."),
    ]
    for reason in dict.fromkeys(o.reason for o in listed):
        entries = []
        untold = [
            omission.line.number for omission in listed if omission.reason == reason and not omission.told
        ]
        if untold:
            entries.append((0, f"{common.lines_text(untold)}: the words are withheld."))
        items = [omission for omission in listed if omission.reason == reason and omission.told]
        for text, same in groupby(sorted(items, key=lambda o: o.line.text), key=lambda o: o.line.text):
            numbers = [omission.line.number for omission in same]
            entries.append((min(numbers), f"{common.lines_text(numbers)}: “{' '.join(text.split())}”"))
        out.append(Para((Strong(common.text(reason[0].upper(), reason[1:])),)))
        out.append(Bullets(tuple((common.para(words),) for _, words in sorted(entries))))
    return out


def _as_printed(facts: Edition) -> list[PageBlock]:
    if not facts.as_printed:
        return []
    rows = [(str(p.line), f"“{p.text}”", p.note) for p in facts.as_printed]
    return [
        _heading("Kept as printed", "as-printed"),
        common.para("These places look like slips. They stand as they were received."),
        _table(("Line", "Printed", "Note"), rows, (True, False, False)),
    ]


def _rights(report: Report) -> list[PageBlock]:
    return [
        _heading("Whose words these are", "rights"),
        common.para(
            f"The report is Crown copyright {report.title.year}. It is re-used under the ",
            WebLink(LICENCE, (Text("Open Government Licence v3.0"),)),
            ". This edition is not an official publication and has no connection with the inspectorate "
            "or the force. The code that makes it is under the MIT licence.",
        ),
    ]


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], numeric: tuple[bool, ...]) -> Grid:
    return Grid(
        tuple(common.para(cell) for cell in header),
        tuple(tuple(common.para(cell) for cell in row) for row in rows),
        numeric,
    )
