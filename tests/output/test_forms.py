"""What the website has beside its pages."""

from __future__ import annotations

from reportsite import pages
from reportsite.output.bundle import kept
from reportsite.output.forms import forms
from tests.projects import golden


def test_each_page_and_each_finding_has_a_file_and_the_bundle_has_none_of_them() -> None:
    made = golden()
    files = forms(made.context, made.site, pages.targets(made.context), "")
    assert {page.address.url.lstrip("/") + "index.md" for page in made.site.pages} <= files.keys()
    assert len([path for path in files if path.startswith("data/findings/")]) == len(made.report.findings)
    assert "llms.txt" in files
    assert kept({path: text.encode() for path, text in files.items()}) == {}
