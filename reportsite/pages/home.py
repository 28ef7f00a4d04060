"""The first page: the report's title matter, its grade and the ways in."""

from __future__ import annotations

from reportsite import addresses
from reportsite.document import Box, Bullets, Heading, Page, PageBlock, Para, Piece, own
from reportsite.model import Glossary, Report, Text
from reportsite.pages import common


def page(report: Report, glossary: Glossary) -> Page:
    title = report.title
    blocks: list[PageBlock] = [
        Box("publisher", tuple(common.sourced(p) for p in title.publisher)),
        Heading(
            1,
            tuple(
                piece
                for number, p in enumerate(title.title)
                for piece in ((Text(" "),) if number else ()) + p.inlines
            ),
            tuple(line for p in title.title for line in p.lines),
            addresses.top(addresses.HOME).anchor,
        ),
    ]
    first_imprint, *imprint = title.imprint
    blocks.append(Box("date", (common.sourced(first_imprint),)))
    blocks.append(own(*_grades(report), kind="grades"))
    blocks.append(
        own(
            common.para(
                f"The inspection report, page by page: {len(report.criteria)} criteria with "
                f"{len(report.findings)} findings, each with an address of its own."
            ),
            Bullets(tuple((entry,) for entry in _ways_in(report, glossary))),
            common.para(
                "This is not an official publication. Not one word of the report was changed; ",
                common.link(addresses.EDITION, "how that is proved"),
                ".",
            ),
        )
    )
    blocks.append(Box("imprint", tuple(common.sourced(p) for p in imprint)))
    return Page(
        address=addresses.HOME,
        title=f"{title.force} – {report.subject}",
        description=common.shorten(
            f"HMIC’s inspection of {report.subject} in the {title.force}, {title.date}, "
            "as a site: a page for each criterion, every finding citable."
        ),
        blocks=tuple(blocks),
    )


def _grades(report: Report) -> list[PageBlock]:
    """The grade of each framework, repeated from its own page."""
    out: list[PageBlock] = []
    for framework in report.frameworks:
        where = common.link(addresses.framework(framework), framework.name)
        pieces: tuple[Piece, ...] = (where, Text(": "), *framework.grade.text.inlines)
        out.append(Box(f"grade {framework.grade.level.value}", (Para(pieces),)))
    return out


def _ways_in(report: Report, glossary: Glossary) -> list[Para]:
    ways = []
    for framework in report.frameworks:
        entry = common.link(addresses.framework(framework), "Read the findings")
        ways.append(
            common.para(
                entry,
                f" on {framework.name.lower()}: {common.counts(framework.criteria)} in "
                f"{len(framework.groups)} groups.",
            )
        )
    if report.practice:
        number = len(report.practice.practices)
        entry = common.link(addresses.PRACTICES, "Find a practice")
        ways.append(common.para(entry, f" to copy: {number} that the force submitted."))
    if number := len(glossary.entries):
        entry = common.link(addresses.GLOSSARY, "Look up a term")
        ways.append(common.para(entry, f": {number} abbreviations and names explained."))
    return ways
