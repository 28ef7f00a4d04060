"""The result of a build -> the lines that build.py prints."""

from __future__ import annotations

from collections.abc import Iterator

from reportsite.model import Report
from reportsite.new_project import NewProject
from reportsite.output.disk import Project
from reportsite.pipeline import Built


def of_new_project(made: NewProject) -> Iterator[str]:
    """What was read, and the places to check by hand."""
    report = made.conversion.report
    yield from (f"unsure: {doubt}" for doubt in made.doubts)
    yield _title(report)
    yield _findings(report)
    yield f"  {len(made.doubts) or 'no'} place{'s' * (len(made.doubts) != 1)} to check"


def of_build(project: Project, built: Built) -> Iterator[str]:
    """What was read, written and proved, and the warnings."""
    conversion, changes = built.conversion, built.changes
    report, warnings = conversion.report, conversion.warnings
    practices = len(report.practice.practices) if report.practice else 0
    terms = len(conversion.context.glossary.entries)
    mentions = sum(page.mentions for page in conversion.site.primary_pages)
    yield from (f"warning: {warning}" for warning in warnings)
    yield _title(report)
    yield f"{_findings(report)}, {practices} practices, {terms} terms"
    yield f"  {mentions} mentions linked, {conversion.unexplained_tokens} capitalised words unexplained"
    yield f"  {len(conversion.site.pages)} pages in content/, {changes.written} files written"
    yield from (f"  removed {name}" for name in changes.removed)
    yield from (f"  discarded the edits in {name}" for name in changes.discarded)
    yield from (f"  kept {name}, which was not generated" for name in changes.foreign)
    if built.proof:
        shown, omitted = built.proof.on_pages, built.proof.omitted
        yield f"  all words accounted for: {shown:,} on the pages, {omitted:,} omitted with a reason"
    yield f"  {len(warnings) or 'no'} warning{'s' * (len(warnings) != 1)}"
    if built.published:
        yield f"Website: {project.site} (view it with: make serve)"
    if pdf := built.pdf.data:
        yield f"PDF ({len(pdf) / 1e6:.1f} MB, printed by {built.pdf.browser}): dist/{conversion.pdf}"
    elif built.pdf.reason:
        yield f"No PDF: {built.pdf.reason}"
    if built.bundle:
        yield f"Offline bundle ({built.bundle / 1e6:.1f} MB): dist/{conversion.bundle}.zip"
    if built.epub:
        yield f"EPUB ({built.epub / 1e6:.1f} MB): dist/{conversion.epub}"


def _title(report: Report) -> str:
    return f"{report.title.force} – {report.subject}, {report.title.date}"


def _findings(report: Report) -> str:
    return f"  {len(report.criteria)} criteria, {len(report.findings)} findings"
