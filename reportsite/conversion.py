"""What a build has read, and what it makes of it before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportsite.editorial.edition import Edition
from reportsite.editorial.glossary import Glossary
from reportsite.errors import Problem
from reportsite.model import Report
from reportsite.output.publish import BUNDLE
from reportsite.proof.proof import Proof, claims_of, prove
from reportsite.site.context import Context
from reportsite.site.page_tree import Page, Site


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input files, parsed and checked."""

    file: str
    """The name of the received text in messages."""
    source: str
    """The received text."""
    edition: Edition
    report: Report
    glossary: Glossary
    locked: Mapping[str, int]
    """The published addresses, each with its line in addresses.lock."""
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """Everything that is made from the inputs, before anything is written."""

    inputs: Inputs
    context: Context
    site: Site
    pages: Mapping[str, str]
    """The files of content/, by path."""
    lock: str
    """The text of addresses.lock, new addresses included."""
    unexplained_tokens: int
    """The number of capitalised tokens that no term covers."""
    warnings: tuple[Problem, ...]

    @property
    def report(self) -> Report:
        return self.context.report

    @property
    def bundle(self) -> str:
        """The name of the offline bundle and of the folder in it."""
        return f"{Path(self.inputs.file).stem}{BUNDLE}"

    @property
    def pdf(self) -> str:
        """The name of the PDF."""
        return f"{Path(self.inputs.file).stem}.pdf"

    @property
    def epub(self) -> str:
        """The name of the EPUB."""
        return f"{Path(self.inputs.file).stem}.epub"

    def proof_of(self, pages: Iterable[Page], html: Mapping[str, str]) -> Proof:
        """The proof that HTML, by address, has all the words that `pages` have of the report, in order."""
        report, inputs = self.report, self.inputs
        return prove(inputs.file, inputs.source, claims_of(pages), report.omissions, report.moved_lines, html)
