"""The first report.yml and glossary.yml of a new project, for the publisher to fill in."""

from __future__ import annotations

import textwrap
from itertools import takewhile

import yaml

from reportsite.model import Report, lines_of

_EDITION = """\
# Data about this edition of the report. Edited by hand; everything else is read from the text.

# The text as received, in this folder. Never edited.
source: {source}

# How the text was received, for the page "About this edition".
received: >-
{received}

# The subject of each criterion. The report prints only codes, so these are the edition's own words
# and are marked as such on the pages. Uncomment the next line and each line that you fill in.
# titles:
{titles}

# Other names that the text uses for a practice in the appendix. Do not list its title, in any
# capitalisation.
practices: {{}}
{practices}

# What to do with names and telephone numbers in the appendix: publish, role or withhold.
contacts: publish

# Retired addresses, with the addresses that replace them.
redirects: {{}}

# Dead web addresses in the report, exactly as printed.
dead_links: []

# Likely misprints. They are kept; the note explains to readers what may be meant.
as_printed: []
#  - line: 12
#    text: exactly as printed
#    note: What may be meant.
"""


def draft_edition(report: Report, source: str, received: str) -> str:
    """report.yml for a report. `source` is the file name of its text, `received` how it was received."""
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
    """A text as a YAML value on one line, in quotation marks if it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=1000)).splitlines()[0]
