"""The stages of a build, in order.

    text -> reading -> Report -> relating -> Context -> pages -> Site -> output -> content/
    content/ -> MkDocs -> proof -> site/, dist/

Generate everything, check everything, then write: a build that fails leaves the disk as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar

from reportsite import exports, pages
from reportsite.book import make_book
from reportsite.conversion import Conversion, Inputs
from reportsite.editorial.contacts import apply_policy
from reportsite.editorial.edition import NO_EDITION, check_also, check_edition, read_edition
from reportsite.editorial.glossary import NO_GLOSSARY, check_glossary, read_glossary
from reportsite.errors import Collector, InputError, Problem, stop_on_errors
from reportsite.limits import LimitError
from reportsite.output import content, disk, markdown
from reportsite.output.bundle import bundle, kept, readme
from reportsite.output.disk import Project
from reportsite.output.downloads import with_downloads, without_downloads
from reportsite.output.forms import forms
from reportsite.output.offline import offline_files
from reportsite.output.plain import bodies_of
from reportsite.output.preview import Preview
from reportsite.output.publish import Changes, exclusively, publish
from reportsite.output.render import rendered
from reportsite.output.transaction import staging
from reportsite.pages import assets, moved, previews, weblinks
from reportsite.printing import NOT_PRINTED, Printed, print_report
from reportsite.proof import links, plain
from reportsite.proof.cross_check import cross_check
from reportsite.proof.links import LinkError, Links
from reportsite.proof.proof import PlainProofError, Proof, ProofError, check_claims, claims_of
from reportsite.proof.uses import READ
from reportsite.reading.report import NO_REPORT, read_report
from reportsite.receiving.pages import printed_places
from reportsite.relating.mentions import link_report
from reportsite.relating.places import name_of, places
from reportsite.relating.relations import name_finder, relate
from reportsite.relating.terms import finder_of, unexplained_tokens, unused_names
from reportsite.site.address_lock import check_lock, check_redirects, read_lock, write_lock
from reportsite.site.context import Context
from reportsite.site.page_tree import Site

T = TypeVar("T")
Progress = Callable[[str], None]
"""Receives the name of each step as it begins."""

WAITING = "Waiting for another build to finish"


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build."""

    conversion: Conversion
    changes: Changes
    proof: Proof | None = None
    """None if only pages were written."""
    bundle: int = 0
    """The size of the offline bundle in bytes; 0 if none was made."""
    epub: int = 0
    """The size of the EPUB in bytes; 0 if none was made."""
    pdf: Printed = NOT_PRINTED
    published: bool = False
    """Whether site/ and dist/ were written."""


# The stages ----------------------------------------------------------------------------------


def read(project: Project) -> Inputs:
    """reading/ and editorial/: read the input files. Raises InputError.

    The files are read independently, so that one run reports the errors of all. The text is not read
    if report.yml does not say which file it is.
    """
    edition_problems, glossary_problems, lock_problems = (
        Collector(project.name_of(path)) for path in (project.edition, project.glossary, project.lock)
    )
    edition = _read(project.edition, read_edition, edition_problems, NO_EDITION)
    glossary = _read(project.glossary, read_glossary, glossary_problems, NO_GLOSSARY)
    locked: Mapping[str, int] = {}
    if disk.exists(project.lock):
        locked = _read(project.lock, read_lock, lock_problems, {})
    path = project.edition.parent / edition.source
    text_problems = Collector(project.name_of(path))
    source = disk.read_text(path, text_problems) if edition.source else None
    report = read_report(source, text_problems) if source is not None else NO_REPORT
    # Checking one file against another makes sense only if both are valid.
    if source is not None and text_problems.sound:
        text_problems.errors += cross_check(text_problems.file, source, report)
        if edition_problems.sound:
            check_edition(edition, report, source, edition_problems)
        if glossary_problems.sound:
            names = {name_of(place) for place, _ in places(report)}
            check_glossary(glossary, report, names, glossary_problems)
    stop_on_errors(text_problems, edition_problems, glossary_problems, lock_problems)
    warnings = (*text_problems.warnings, *edition_problems.warnings, *glossary_problems.warnings)
    report = apply_policy(report, edition.contacts)
    return Inputs(text_problems.file, source or "", edition, report, glossary, locked, warnings)


def _read(path: Path, reader: Callable[[str, Collector], T], problems: Collector, nothing: T) -> T:
    """The result of `reader` for a file; `nothing` if the file cannot be read. Errors go to `problems`."""
    text = disk.read_text(path, problems)
    return nothing if text is None else reader(text, problems)


def connect(inputs: Inputs) -> Context:
    """relating/: link mentions in the text, and relate places and criteria to each other.

    Raises InputError.
    """
    terms = finder_of(inputs.glossary)
    linked = link_report(inputs.report, (name_finder(inputs.report, inputs.edition), terms))
    try:
        relations = relate(linked, inputs.edition, terms)
    except LimitError as error:
        text_problems = Collector(inputs.file)
        error.limit.allows(error.count, text_problems)
        stop_on_errors(text_problems)
        raise
    return Context(linked, inputs.edition, inputs.glossary, relations, printed_places(inputs.source))


def lay_out(project: Project, inputs: Inputs, context: Context) -> Site:
    """pages/ and site/: build every page and check its address. Raises InputError."""
    site = pages.build_site(context, inputs.source)
    text_problems = Collector(inputs.file)
    for line, what in site.clashes():
        text_problems.error("A005", line, what, "Addresses come from headings, titles and terms.")
    stop_on_errors(text_problems)
    addresses = site.addresses
    redirects = dict(inputs.edition.redirects)
    lock_problems = Collector(project.name_of(project.lock))
    check_lock(inputs.locked, addresses, redirects, lock_problems)
    edition_problems = Collector(project.name_of(project.edition))
    check_redirects(redirects, addresses, edition_problems)
    check_also(inputs.edition, {a for p in site.pages if p.searched for a in p.anchors}, edition_problems)
    stop_on_errors(lock_problems, edition_problems)
    return replace(site, moved=moved.pages(redirects, addresses))


def check_words(inputs: Inputs, context: Context, site: Site) -> None:
    """proof/: whether each word of the text has one place, in order. Raises InputError.

    The readers report what they do not understand. This reports what they lose all the same, before
    anything is rendered.
    """
    omitted = [omission.line for omission in context.report.omissions]
    claims = claims_of(site.primary_pages)
    problems = check_claims(inputs.file, inputs.source, claims, omitted, context.report.moved_lines)
    hint = "Is a part of the text there twice, empty or out of order? If not, please report this."
    if coded := [replace(problem, hint=hint, code="R030") for problem in problems]:
        raise InputError(coded)


def write_out(inputs: Inputs, context: Context, site: Site) -> dict[str, str]:
    """output/ and exports/: generate the files of content/, by path."""
    targets, notes = pages.targets(context), weblinks.dead_link_notes(context)
    also, written = dict(inputs.edition.also), (*site.pages, *site.moved)
    files = {page.address.page: markdown.to_markdown(page, targets, notes, also) for page in written}
    files["site.yml"] = markdown.to_site_config(site, exports.settings(context.report))
    files[assets.PATH] = assets.script(context)
    files[assets.STYLE_PATH] = assets.style(context)
    files |= previews.files(context, site)
    files |= exports.data_files(context) | exports.linked_file(context, site)
    return files | {image.path: image.data for page in site.primary_pages for image in page.images}


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the garbage collector.

    The values of these stages have no cycles and stay in use, so a collection finds nothing to free. For a
    report of a thousand criteria it would take a fifth of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collection()
def convert(project: Project) -> Conversion:
    """Inputs -> the files of content/. Nothing is written. Raises InputError."""
    inputs = read(project)
    context = connect(inputs)
    site = lay_out(project, inputs, context)
    check_words(inputs, context, site)
    files = write_out(inputs, context, site)
    tokens, warnings = _unexplained(project, inputs, context, site)
    lock = write_lock({*site.addresses, *inputs.locked})
    return Conversion(inputs, context, site, files, lock, tokens, (*inputs.warnings, *warnings))


def _unexplained(
    project: Project, inputs: Inputs, context: Context, site: Site
) -> tuple[int, tuple[Problem, ...]]:
    """The number of tokens that no term covers, and warnings about them and about unused names."""
    text_problems = Collector(inputs.file)
    glossary_problems = Collector(project.name_of(project.glossary))
    template = context.report.template_lines
    lines = [line for page in site.primary_pages for line in page.lines if line not in template]
    codes = [criterion.code for criterion in context.report.criteria]
    tokens = unexplained_tokens(lines, finder_of(inputs.glossary), inputs.glossary, codes)
    for token, line in tokens.items():
        text_problems.warn(
            "G502",
            line,
            f"{token} is not explained by a term.",
            "Add it to glossary.yml, or ignore it there.",
        )
    for name in unused_names((*lines, *template), inputs.glossary):
        glossary_problems.warn("G501", 0, f"{name} does not occur in the report.", "Remove it.")
    return len(tokens), (*text_problems.warnings, *glossary_problems.warnings)


@_without_collection()
def beside_pages(project: Project, conversion: Conversion) -> dict[str, str]:
    """output/: what the website has beside its pages, by path, proved. Raises PlainProofError."""
    context, site = conversion.context, conversion.site
    files = forms(context, site, pages.targets(context), project.site_url)
    html = {p.address.url: plain.html_of(bodies_of(p, files)) for p in site.primary_pages if p.lines}
    proof = conversion.proof_of(site.primary_pages, html)
    if proof.problems:
        raise PlainProofError(proof)
    return files


@_without_collection()
def check_pages(conversion: Conversion, html: Mapping[str, str]) -> Proof:
    """proof/: prove that pages, HTML by address, have every word of the report. Raises ProofError."""
    copies = {page.address.url: page for page in conversion.site.pages if page.copies}
    own = {url: text for url, text in html.items() if url not in copies}
    # The primary pages together show every word once; so does each page that repeats them.
    proof = conversion.proof_of(conversion.site.primary_pages, own)
    repeated = [
        conversion.proof_of((page,), {url: html[url]} if url in html else {}) for url, page in copies.items()
    ]
    proof = replace(proof, problems=tuple(p for each in (proof, *repeated) for p in each.problems))
    if proof.problems:
        raise ProofError(proof)
    return proof


@_without_collection()
def check_links(files: Mapping[str, bytes], *, address: str = "", offline: bool = False) -> Links:
    """proof/: follow every link of a rendered site, given by the paths of its files. Raises LinkError.

    `address` is where the site will be published, if known. `offline` means that its pages are opened
    without a server.
    """
    texts = {name: data.decode() for name, data in files.items() if name.endswith(READ)}
    checked = links.check(texts, set(files), offline=offline, address=address)
    if checked.problems:
        raise LinkError(checked.problems)
    return checked


def check_website(project: Project, conversion: Conversion, website: Mapping[str, bytes]) -> Proof:
    """proof/: prove and follow a rendered site, given by its files. Raises ProofError and LinkError."""
    proof = check_pages(conversion, disk.pages_of(website))
    check_links(website, address=project.site_url)
    return proof


def pack(conversion: Conversion, website: Mapping[str, bytes], shim: str, site_url: str = "") -> bytes:
    """The offline bundle, made from the files of the website, at `site_url`, and checked in the same way.

    `shim` is the script with which its search runs. Raises ProofError and LinkError.
    """
    files = without_downloads(kept(offline_files(website, shim)), site_url)
    # Python compresses without its lock, so the second processor does it meanwhile.
    with ThreadPoolExecutor(1) as pool:
        packed = pool.submit(bundle, conversion.bundle, files, readme(conversion.report))
        check_pages(conversion, disk.pages_of(files))
        check_links(files, offline=True)
        return packed.result()


# What build.py runs --------------------------------------------------------------------------


def build(
    project: Project,
    progress: Progress = lambda step: None,
    *,
    discard_edits: bool = False,
    pdf: Literal["never", "auto", "always"] = "never",
) -> Built:
    """Build the pages, the website, the bundle, and the PDF: with "auto", if a browser can print it.

    `discard_edits` allows pages that were edited by hand to be overwritten. Raises InputError,
    RenderError, ProofError, LinkError and PdfError, and BrowserError with "always".
    """
    with exclusively(project, lambda: progress(WAITING)):
        progress("Reading the report")
        conversion = convert(project)
        pages = content.with_manifest(conversion.pages)
        # Before the slow part; publish() checks again, in case a page was edited in the meantime.
        content.check(content.compare(project.content, pages), discard_edits)
        progress(f"Rendering {len(conversion.site.pages)} pages")
        beside = beside_pages(project, conversion)
        with rendered(project, pages, beside) as sites:
            progress("Checking every word and every link")
            made = disk.read_files(sites.stage.site)
            proof = check_website(project, conversion, made)
            packed = pack(conversion, made, sites.shim, project.site_url) if sites.shim else b""
            bundles = {f"{conversion.bundle}.zip": packed} if packed else {}
            bundles[conversion.epub] = book = make_book(project, conversion, made)
            printed = NOT_PRINTED
            if pdf != "never":
                progress("Printing the PDF")
                printed = print_report(project, conversion, made, required=pdf == "always")
            if printed.data:
                bundles[conversion.pdf] = printed.data
            disk.write_changes(sites.stage.site, made, with_downloads(made, bundles))
            changes = publish(project, sites.stage, pages, conversion.lock, bundles, discard_edits)
    return Built(conversion, changes, proof, len(packed), len(book), printed, published=True)


def write_pages(
    project: Project,
    progress: Progress = lambda step: None,
    *,
    discard_edits: bool = False,
    preview: Preview | None = None,
) -> Built:
    """Write only the pages, and update a preview of the site, which is checked like the website.

    Raises InputError; with a preview also RenderError, ProofError and LinkError.
    """
    with exclusively(project, lambda: progress(WAITING)), staging(project.root) as folder:
        conversion = convert(project)
        pages = content.with_manifest(conversion.pages)
        content.check(content.compare(project.content, pages), discard_edits)
        proof = None
        if preview:
            website = preview.update(pages, beside_pages(project, conversion))
            proof = check_website(project, conversion, website)
        stage = Project(folder, project.environment)
        disk.write_files(stage.content, pages)
        changes = publish(project, stage, pages, conversion.lock, None, discard_edits)
    return Built(conversion, changes, proof)


def stale(project: Project) -> list[str]:
    """How content/ and addresses.lock differ from the conversion of the inputs, a line for each file."""
    conversion = convert(project)
    pages = content.with_manifest(conversion.pages)
    lines = [f"content/{line}" for line in content.differences(project.content, pages)]
    if disk.read_text(project.lock, Collector(project.name_of(project.lock))) != conversion.lock:
        lines.append("addresses.lock: new addresses are missing")
    return lines
