"""The PDF: the page with the whole report -> a file that keeps, with its words, tags and links proved.

A browser of this machine prints the page. The steps: the page as one file (output/printable.py), its words
compared with the received text like those of every page, the print (output/browser.py), the finished PDF
(output/pdf.py), and its comparison with the page (proof/printed.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportsite.conversion import Conversion
from reportsite.errors import BuildError, Problem
from reportsite.model import Report
from reportsite.output.browser import BrowserError, find, print_page
from reportsite.output.disk import Project
from reportsite.output.printable import Cover, printable
from reportsite.site.addresses import Address
from reportsite.site.context import notice


@dataclass(frozen=True, slots=True)
class Printed:
    """The PDF of a report, or the reason why it could not be printed."""

    data: bytes = b""
    browser: str = ""
    """The browser that printed it, with its version."""
    reason: str = ""


NOT_PRINTED = Printed()


class PdfError(BuildError):
    """The PDF differs from the report, or from the page that was printed."""

    heading = "The PDF would differ from the report; the site was not changed:\n"

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))


def print_report(
    project: Project, conversion: Conversion, website: Mapping[str, bytes], *, required: bool
) -> Printed:
    """Print the whole report from the files of the website, by path.

    Raises PdfError if a word, a tag or a link differs, and BrowserError if a PDF is required and no browser
    can print it.
    """
    try:
        return _print(project, conversion, website)
    except BrowserError as error:
        if required:
            raise
        return Printed(reason=str(error))


def _print(project: Project, conversion: Conversion, website: Mapping[str, bytes]) -> Printed:
    # Slow, and only needed here.
    from reportsite.output.pdf import finished  # noqa: PLC0415
    from reportsite.proof.printed import check_pdf  # noqa: PLC0415

    browser = find(project.environment)
    html, cover = page_to_print(project, conversion, website)
    data = finished(print_page(browser, html, project.environment), html, cover, browser.version)
    if problems := check_pdf(conversion.pdf, data, html):
        raise PdfError(problems)
    return Printed(data, browser.version)


def page_to_print(
    project: Project, conversion: Conversion, website: Mapping[str, bytes]
) -> tuple[str, Cover]:
    """The HTML of the whole report for printing, and what the PDF says of itself.

    Raises PdfError if a word of the report is missing.
    """
    (page,) = (page for page in conversion.site.pages if page.copies)
    url, cover = page.address.url, cover_of(conversion.report, project.site_url)
    parts = {Address(path).url: anchor for path, anchor in page.copies.items()}
    html = printable(url, website, parts, cover)
    proof = conversion.proof_of((page,), {url: html})
    if proof.problems:
        raise PdfError(proof.problems)
    return html, cover


def cover_of(report: Report, address: str) -> Cover:
    """What the PDF says of itself. `address` is where the site will be published, or empty."""
    title = report.title
    author = title.publisher[0].text if title.publisher else "HMIC"
    name = f"{title.force} – {report.subject}, {title.date}"
    return Cover(name, author, notice(report), address.rstrip("/") + "/" if address else "")
