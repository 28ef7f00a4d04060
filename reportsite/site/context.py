"""The context: everything that pages and exports are built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportsite.editorial.edition import Edition
from reportsite.editorial.glossary import Glossary
from reportsite.model import Criterion, Practice, Report
from reportsite.receiving.pages import Printed
from reportsite.relating.relations import Relations


@dataclass(frozen=True)
class Context:
    """Everything that pages and exports are built from."""

    report: Report
    """The report, with its mentions as links."""
    edition: Edition
    glossary: Glossary
    relations: Relations
    printed: Mapping[int, Printed] = field(default_factory=dict)
    """The place of each source line on the printed pages; empty if the text does not have them."""

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria by code."""
        return {criterion.code: criterion for criterion in self.report.criteria}

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """The practices of the appendix by title, in its order."""
        appendix = self.report.practice
        return {practice.title.text: practice for practice in appendix.practices} if appendix else {}


LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def notice(report: Report) -> str:
    """The copyright notice that every edition of the report must show."""
    return f"Report: Crown copyright {report.title.year}, {LICENCE}. Not an official publication."
