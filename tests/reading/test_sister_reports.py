"""Short made-up sister reports, one for each variation in the family.

`NAME.txt` is the text exactly as received; `NAME.yml` is the expected outline, or the expected errors.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportsite.editorial.edition import NO_EDITION
from reportsite.errors import Collector
from reportsite.model import Criterion, Inline, Mention, Report, paragraphs_of, walk
from reportsite.proof.cross_check import cross_check
from reportsite.reading.report import read_report
from reportsite.receiving.text import decode
from reportsite.relating.mentions import link_report
from reportsite.relating.relations import name_finder
from tests.conftest import FIXTURES, Compare
from tests.reading.test_family import lost

FAMILY = [pytest.param(path, id=path.stem) for path in sorted((FIXTURES / "family").glob("*.txt"))]


def read(path: Path) -> tuple[str, Report | None, Collector]:
    """The text of a sister report, the report unless it has errors, and the problems."""
    problems = Collector(path.name)
    text = decode(path.read_bytes(), problems)
    report = read_report(text, problems) if text is not None else None
    return text or "", report if problems.sound else None, problems


@pytest.mark.parametrize("path", FAMILY)
def test_a_sister_report_is_read_as_expected(path: Path, compare: Compare) -> None:
    """The outline matches, no word is lost, and the cross-check counts the same findings."""
    text, report, problems = read(path)
    outline = outline_of(report) if report else {}
    outline["warnings"] = [str(warning) for warning in problems.warnings]
    outline["errors"] = [str(error) for error in problems.errors]
    kept = {name: value for name, value in outline.items() if value}
    compare(path.with_suffix(".yml"), yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100))
    if report is not None:
        assert cross_check(path.name, text, report) == ()
        assert lost(text, report) == []


def outline_of(report: Report) -> dict[str, Any]:
    """An outline of a report for people to review, as plain values."""
    title = report.title
    terms = report.glossary.terms if report.glossary else ()
    linked = link_report(report, (name_finder(report, NO_EDITION),))
    return {
        "title": [p.text for p in title.title],
        "publisher": [p.text for p in title.publisher],
        "force, date": f"{title.force}, {title.date}",
        "sections": [s.heading.text for s in walk((*report.inspection, *report.force))],
        "frameworks": [
            {
                framework.name: framework.grade.level.value,
                "sections": [s.heading.text for s in walk(framework.sections)],
                "groups": {group.name: list(map(findings, group.criteria)) for group in framework.groups},
            }
            for framework in report.frameworks
        ],
        "back": [s.heading.text for s in walk(report.back)],
        "criteria linked at the back": sorted(
            {
                mention
                for section in walk(linked.back)
                for paragraph in paragraphs_of(section.blocks)
                for mention in mentions(paragraph.inlines)
            }
        ),
        "practices": [p.title.text for p in report.practice.practices] if report.practice else [],
        "terms": [f"{term.term.text}: {term.expansion.text}" for term in terms],
        "omitted": [
            f"{o.line.number}: {o.line.text} ({o.reason})"
            for o in report.omissions
            if o.reason != "contents list"
        ],
        "repaired": [f"{r.rule}: {', '.join(map(str, r.lines))}" for r in report.repairs],
    }


def findings(criterion: Criterion) -> str:
    """`MC01: 2 strengths, 1 area for improvement`."""
    counts = Counter(finding.kind for finding in criterion.findings)
    counted = [f"{n} {kind.one if n == 1 else kind.many}" for kind, n in counts.items()]
    none = [f"{s.statement.text} {s.kind.many}" for s in criterion.sections if s.statement]
    return f"{criterion.code}: {', '.join([*counted, *none])}"


def mentions(inlines: tuple[Inline, ...]) -> list[str]:
    return [node.term for node in inlines if isinstance(node, Mention)]
