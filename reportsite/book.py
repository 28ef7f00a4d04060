"""The EPUB: the page with the whole report -> a book for e-readers, proved chapter by chapter."""

from __future__ import annotations

from collections.abc import Mapping

from reportsite.conversion import Conversion
from reportsite.exports.citations import work_of
from reportsite.output.disk import Project
from reportsite.output.epub import chapters, epub
from reportsite.printing import page_to_print
from reportsite.proof.proof import ProofError


class BookProofError(ProofError):
    """The words of the EPUB differ from the words of the report."""

    heading = "Words of the report would be lost in the EPUB; the site was not changed:\n"


def make_book(project: Project, conversion: Conversion, website: Mapping[str, bytes]) -> bytes:
    """The EPUB of the whole report, from the files of the website, by path.

    Raises BookProofError if a chapter does not show the words of its page, and PdfError if the page with the
    whole report does not.
    """
    site = conversion.site
    (whole,) = (page for page in site.pages if page.copies)
    pages = {page.address.page: page for page in site.primary_pages}
    begin = whole.copies
    html, cover = page_to_print(project, conversion, website)
    held = chapters(html, {anchor: pages[path].title for path, anchor in begin.items()})
    shown = {pages[path].address.url: held[anchor] for path, anchor in begin.items()}
    proof = conversion.proof_of(site.primary_pages, shown)
    if proof.problems:
        raise BookProofError(proof)
    return epub(held, site.nav, begin, cover, work_of(conversion.report))
