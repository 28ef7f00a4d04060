"""The PDF: the page with the whole report -> a file that keeps, with its words, tags and links proved.

A browser of this machine prints the page. The steps: the page as one file (output/printable.py), its words
compared with the received text like those of every page, the print (output/browser.py), the finished PDF
(output/pdf.py), and its comparison with the page (proof/printed.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportsite.output.browser import Browser, print_page
from reportsite.output.disk import Project
from reportsite.output.pdf import finished
from reportsite.output.printable import Cover, printable
from reportsite.proof.printed import PdfError, check_pdf
from reportsite.proof.proof import claims_of, prove
from reportsite.site.addresses import Address
from reportsite.site.context import Context, notice
from reportsite.site.page_tree import Page


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of a report."""

    data: bytes
    browser: str
    """The browser that printed it, with its version."""


def print_report(
    project: Project,
    browser: Browser,
    page: Page,
    context: Context,
    text: tuple[str, str],
    website: Mapping[str, bytes],
) -> Printed:
    """Print `page`, which has the whole report, from the files of the website, by path.

    `text` is the name of the received text in messages, and the text. Raises BrowserError, and PdfError if
    a word, a tag or a link differs.
    """
    url, cover = page.address.url, cover_of(context, project.site_url)
    parts = {Address(path).url: anchor for path, anchor in page.copies.items()}
    html = printable(url, website, parts, cover)
    report = context.report
    proof = prove(*text, claims_of((page,)), report.omissions, report.moved_lines, {url: html})
    if proof.problems:
        raise PdfError(proof.problems)
    data = finished(print_page(browser, html, project.environment), html, cover, browser.version)
    if problems := check_pdf("the PDF", data, html):
        raise PdfError(problems)
    return Printed(data, browser.version)


def cover_of(context: Context, address: str) -> Cover:
    """What the PDF says of itself. `address` is where the site will be published, or empty."""
    report = context.report
    title = report.title
    author = title.publisher[0].text if title.publisher else "HMIC"
    name = f"{title.force} – {report.subject}, {title.date}"
    return Cover(name, author, notice(report), address.rstrip("/") + "/" if address else "")
