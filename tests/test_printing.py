"""The PDF of the made-up report as a part of a build: offered, checked, or left out with a reason."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from reportsite.output import disk
from reportsite.output.browser import BrowserError
from reportsite.output.disk import Project
from reportsite.printing import PdfError, Printed, cover_of, print_report
from tests.projects import golden, with_browser

NAME = "northshire.pdf"


def test_the_website_offers_the_same_file(printed_site: Path, pdf: bytes) -> None:
    assert (printed_site / "site" / "downloads" / NAME).read_bytes() == pdf
    text = (printed_site / "site" / "report" / "index.html").read_text(encoding="utf-8")
    assert f'<a href="../downloads/{NAME}">The whole report as a PDF</a>' in text
    text = (printed_site / "site" / "data" / "index.html").read_text(encoding="utf-8")
    assert f'<a href="../downloads/{NAME}">PDF</a><small> (' in text
    assert hashlib.sha256(pdf).hexdigest() in text


def test_a_word_that_a_style_sheet_hides_on_paper_stops_the_build(printed_site: Path) -> None:
    website = disk.read_files(printed_site / "site")
    style = website["assets/site.css"] + b"@media print { .finding p { display: none } }"
    project = Project(printed_site, with_browser())
    with pytest.raises(PdfError, match=rf"{NAME}: W009 after "):
        print_report(project, golden(), {**website, "assets/site.css": style}, required=False)


def test_without_a_browser_the_pdf_is_left_out_unless_it_is_required(printed_site: Path) -> None:
    website = disk.read_files(printed_site / "site")
    machine = Project(printed_site, {"PATH": ""})
    printed = print_report(machine, golden(), website, required=False)
    assert printed == Printed(reason=printed.reason)
    assert printed.reason.startswith("B003 no Chromium or Chrome was found. Install")
    with pytest.raises(BrowserError):
        print_report(machine, golden(), website, required=True)


def test_the_report_without_a_publisher_has_the_inspectorate_as_its_author() -> None:
    report = golden().report
    bare = replace(report, title=replace(report.title, publisher=()))
    assert cover_of(bare, "").author == "HMIC"
    assert cover_of(bare, "https://example.org").address == "https://example.org/"
