"""The first report.yml and glossary.yml of a new project, for the publisher to fill in."""

from __future__ import annotations

import textwrap
from itertools import takewhile

import yaml

from reportsite.model import Report, lines_of

_EDITION = """\
# Facts about this edition of the report. Edited by hand; everything else is read from the text.

# The text as received, in this folder. Never edited.
source: {source}

# How the text came, for the page "About this edition".
received: >-
{received}

# What each criterion is about. The report prints codes alone: these are the edition's own words
# and are marked so on the pages. Remove the # of each line that you fill in, and of the first.
# titles:
{titles}

# Other names by which the text mentions a practice of the appendix. Its title, in capitals and in
# small letters, need not be given.
practices: {{}}
{practices}

# The names and telephone numbers that the appendix prints: publish, role or withhold.
contacts: publish

# Published addresses that are gone, and where they lead now.
redirects: {{}}

# Web addresses that the report prints and that no longer answer, exactly as printed.
dead_links: []

# Places that look like slips of the printer. They are kept; the note tells the reader what may be meant.
as_printed: []
#  - line: 12
#    text: exactly as printed
#    note: What may be meant.
"""


def draft_edition(report: Report, source: str, received: str) -> str:
    """report.yml for a report. `source` is the file name of its text, `received` says how that came."""
    practices = report.practice.practices if report.practice else ()
    return _EDITION.format(
        source=_scalar(source),
        received=textwrap.indent(textwrap.fill(received, 100), "  "),
        titles="\n".join(f"#   {criterion.code}: " for criterion in report.criteria),
        practices="\n".join(f"#  {_scalar(practice.title.text)}: []" for practice in practices),
    )


def draft_glossary(report: Report, model: str) -> str:
    """glossary.yml with the terms of the report's own glossary and their expansions as printed.

    The comment at the head of `model`, the text of another glossary.yml, explains how to edit it.
    """
    terms = report.glossary.terms if report.glossary else ()
    printed = {term.term.text: {"expansion": term.expansion.text} for term in terms}
    ordered = dict(sorted(printed.items(), key=lambda item: item[0].casefold()))
    head = takewhile(lambda line: line.startswith("#"), lines_of(model))
    body = yaml.safe_dump({"terms": ordered}, allow_unicode=True, sort_keys=False, width=1000)
    return "\n".join([*head, "", body, "ignore: {}", "", "unexplained: {}", ""])


def _scalar(text: str) -> str:
    """A text as a YAML value on one line, in quotation marks where it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=1000)).splitlines()[0]
