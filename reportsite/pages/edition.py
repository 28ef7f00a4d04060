"""The page about this edition: the proof in figures, every repair and omission, and copyright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from reportsite.editorial.edition import Edition
from reportsite.model import (
    Emphasis,
    Line,
    Omission,
    Repair,
    Report,
    Strong,
    Text,
    WebLink,
    lines_of,
)
from reportsite.pages import common
from reportsite.reading.repair import RULES
from reportsite.receiving.pages import page_starts
from reportsite.site import addresses
from reportsite.site.context import LICENCE, LICENCE_URL, Context
from reportsite.site.page_tree import (
    Bullets,
    Heading,
    Page,
    PageBlock,
    Para,
    ResultKind,
    TableBlock,
    editorial,
)
from reportsite.words import count


def page(context: Context, source: str, others: Iterable[Page]) -> Page:
    """The page about this edition. `others` are the pages with the words of `source`."""
    report, edition = context.report, context.edition
    blocks: list[PageBlock] = [
        Heading(
            1, (common.edition_words("About this edition"),), anchor=addresses.top(addresses.EDITION).anchor
        ),
        editorial(
            *_origin(report, edition, source),
            *_figures(report, source, others),
            *_repairs(report.repairs),
            *_omissions(report.omissions),
            *_as_printed(edition),
            *_rights(report),
        ),
    ]
    return Page(
        address=addresses.EDITION,
        result=ResultKind.LIST,
        title="About this edition",
        description="The source of the text, its repairs and omissions, and proof that no word was lost.",
        blocks=tuple(blocks),
    )


def source_page(context: Context, source: str) -> Page:
    """The text as received, with an address for every line."""
    withheld = {o.line.number for o in context.report.omissions if not o.quotable}
    pages = page_starts(source)
    lines: list[PageBlock] = []
    for number, raw in enumerate(lines_of(source), start=1):
        if number in pages:
            lines.append(common.para(Emphasis(common.text(f"Page {pages[number]}"))))
        if words := " ".join(raw.split()):
            shown = "(withheld)" if number in withheld else words
            anchor = addresses.source_line(number).anchor
            lines.append(Para((Strong(common.text(str(number))), Text(f" {shown}")), anchor=anchor))
    return Page(
        address=addresses.SOURCE,
        title="The text as received",
        description="The text that this site was made from, with line numbers.",
        blocks=(
            Heading(
                1,
                (common.edition_words("The text as received"),),
                anchor=addresses.top(addresses.SOURCE).anchor,
            ),
            editorial(
                common.para(
                    "Every line of the text before any repair, except empty ones. The ",
                    common.link(addresses.EDITION, "list of repairs"),
                    " refers to these line numbers.",
                ),
                *lines,
                kind="received",
            ),
        ),
        searched=False,
    )


def _origin(report: Report, edition: Edition, source: str) -> list[PageBlock]:
    title = report.title
    return [
        common.para(
            "This site presents the text of ",
            Emphasis(common.text(title.full_title)),
            f", published by HMIC in {title.date}, ISBN {title.isbn}."
            if title.isbn
            else f", published by HMIC in {title.date}.",
        ),
        common.part(addresses.EDITION, "Where the text came from", "text"),
        common.para(
            f"{edition.received} It has {len(lines_of(source)):,} lines. Line numbers on this page "
            "refer to that file."
        ),
        common.para(
            "Nothing has been reworded, corrected or shortened. The report’s words have serifs; words that "
            "this edition added, such as the titles of criteria, have none."
        ),
    ]


def _figures(report: Report, source: str, others: Iterable[Page]) -> list[PageBlock]:
    total = count(Line(number, 0, raw) for number, raw in enumerate(lines_of(source), 1))
    on_pages = sum(count(page.lines) for page in others)
    reasons = Counter[str]()
    for omission in report.omissions:
        reasons[omission.reason] += count([omission.line])
    cut = on_pages + sum(reasons.values()) - total
    rows = [
        ("Words in the text received", total),
        ("Words on the pages of this site, each counted once", on_pages),
        *((f"Left out: {reason}", number) for reason, number in sorted(reasons.items()) if number),
        ("Counted twice above because a repair split a word", cut),
        ("Criteria", len(report.criteria)),
        ("Findings", len(report.findings)),
        ("Practices in the appendix", len(report.practice.practices) if report.practice else 0),
        ("Terms in the report’s glossary", len(report.glossary.terms) if report.glossary else 0),
    ]
    return [
        common.part(addresses.EDITION, "The proof in figures", "figures"),
        common.para(
            "Every build compares the finished pages with the text received, word by word. If a word is "
            "missing, repeated or out of order, the build fails. Asterisks and underscores, which mark "
            "emphasis and notes in the text, are not compared."
        ),
        _table(("Count", "Number"), [(what, f"{number:,}") for what, number in rows], (False, True)),
    ]


def _repairs(repairs: Iterable[Repair]) -> list[PageBlock]:
    listed = sorted(repairs, key=lambda repair: (repair.rule, repair.lines))
    out: list[PageBlock] = [
        common.part(addresses.EDITION, "What was repaired", "repairs"),
        common.para("Repairs change only the layout, never the words."),
    ]
    by_rule = {rule: list(items) for rule, items in groupby(listed, key=lambda r: r.rule)}
    for rule in RULES:
        if rule.name not in by_rule:
            continue
        out.append(Para((Strong(common.text(rule.sentence)),)))
        out.append(Bullets(tuple((common.para(_where(r)),) for r in by_rule[rule.name])))
    return out


def _where(repair: Repair) -> str:
    return common.lines_text(repair.lines) + (f": “{repair.excerpt}”" if repair.excerpt else "")


def _omissions(omissions: Iterable[Omission]) -> list[PageBlock]:
    listed = sorted(omissions, key=lambda o: (o.reason, o.line.number, o.line.column))
    out: list[PageBlock] = [
        common.part(addresses.EDITION, "What was left out", "omissions"),
        common.para("Each omission is listed with its line and its words. Nothing else was left out."),
    ]
    for reason in dict.fromkeys(o.reason for o in listed):
        entries = []
        withheld = [
            omission.line.number for omission in listed if omission.reason == reason and not omission.quotable
        ]
        if withheld:
            entries.append((0, f"{common.lines_text(withheld)}: words withheld."))
        items = [omission for omission in listed if omission.reason == reason and omission.quotable]
        for text, same in groupby(sorted(items, key=lambda o: o.line.text), key=lambda o: o.line.text):
            numbers = [omission.line.number for omission in same]
            entries.append((min(numbers), f"{common.lines_text(numbers)}: “{' '.join(text.split())}”"))
        out.append(Para((Strong(common.text(reason[0].upper(), reason[1:])),)))
        out.append(Bullets(tuple((common.para(words),) for _, words in sorted(entries))))
    return out


def _as_printed(edition: Edition) -> list[PageBlock]:
    if not edition.as_printed:
        return []
    rows = [(str(p.line), f"“{p.text}”", p.note) for p in edition.as_printed]
    return [
        common.part(addresses.EDITION, "Kept as printed", "as-printed"),
        common.para("These look like misprints. They appear here as in the text received."),
        _table(("Line", "Printed", "Note"), rows, (True, False, False)),
    ]


def _rights(report: Report) -> list[PageBlock]:
    return [
        common.part(addresses.EDITION, "Copyright and licence", "rights"),
        common.para(
            f"The report is Crown copyright {report.title.year}. It is reused under the ",
            WebLink(LICENCE_URL, (Text(LICENCE),)),
            ". This edition is not an official publication and is not connected with the inspectorate or the "
            "force. Its source code is available under the MIT licence.",
        ),
    ]


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], numeric: tuple[bool, ...]) -> TableBlock:
    return TableBlock(
        tuple(common.para(cell) for cell in header),
        tuple(tuple(common.para(cell) for cell in row) for row in rows),
        numeric,
    )
