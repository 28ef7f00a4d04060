#!/usr/bin/env python3
"""Converts the report into pages, renders the site and proves that no word was lost."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportsite import exports, files, links, markdown
from reportsite.bundle import bundle, kept, readme
from reportsite.contacts import apply_policy
from reportsite.document import Site
from reportsite.edition import check_edition, read_edition
from reportsite.errors import Collector, InputError, Problem
from reportsite.files import Project, RenderError
from reportsite.glossary import (
    check_glossary,
    finder_of,
    notes_left_over,
    read_glossary,
    tokens_left_over,
)
from reportsite.links import Links
from reportsite.mentions import link_report
from reportsite.model import Report
from reportsite.pages import Context, build_site, script, targets, weblinks
from reportsite.places import name_of, places
from reportsite.proof import Proof, homes_of, prove
from reportsite.published import check_lock, check_redirects, moved_pages, read_lock, write_lock
from reportsite.relations import name_finder, relate
from reportsite.report import read_report

OK, FAILED, BAD_INPUT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Conversion:
    """Everything that comes of the input, before anything is written."""

    file: str
    source: str
    context: Context
    site: Site
    pages: Mapping[str, str]
    """The files of content/, by path."""
    lock: str
    """The lock of addresses, with those that are new."""
    tokens_left_over: int
    """Capitalised tokens that no term covers."""
    warnings: tuple[Problem, ...]

    @property
    def report(self) -> Report:
        return self.context.report

    @property
    def bundle(self) -> str:
        """The name of the offline bundle and of the folder in it."""
        return f"{Path(self.file).stem}-offline"


class ProofError(Exception):
    """The built site does not hold the report word for word."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        super().__init__("\n".join(map(str, proof.problems)))


class LinkError(Exception):
    """A link of the built site leads nowhere."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))


def convert(project: Project) -> Conversion:
    """Read the input and make the pages. Raises InputError."""
    facts_problems = Collector(project.name_of(project.facts))
    facts = read_edition(files.read_text(project, project.facts), facts_problems)
    path = project.facts.parent / facts.source
    source = files.read_text(project, path)
    problems = Collector(project.name_of(path))
    report = apply_policy(read_report(source, problems), facts.contacts)
    check_edition(facts, report, source, facts_problems)
    terms_problems = Collector(project.name_of(project.glossary))
    glossary = read_glossary(files.read_text(project, project.glossary), terms_problems)
    check_glossary(glossary, report, {name_of(place) for place, _ in places(report)}, terms_problems)
    terms = finder_of(glossary)
    linked = link_report(report, (name_finder(report, facts), terms))
    context = Context(linked, facts, glossary, relate(linked, facts, terms))
    site = build_site(context, source)
    for line, what in site.clashes():
        problems.error(line, what, "Addresses come from headings, titles and terms.")
    problems.stop_on_errors()
    lock_problems = Collector(project.name_of(project.lock))
    locked = read_lock(files.read_text(project, project.lock)) if project.lock.exists() else {}
    redirects = dict(facts.redirects)
    now = site.addresses
    check_lock(locked, now, redirects, lock_problems)
    check_redirects(redirects, now, facts_problems)
    lock_problems.stop_on_errors()
    facts_problems.stop_on_errors()
    site = replace(site, moved=moved_pages(redirects, now))
    lines = [line for page in site.homes for line in page.lines]
    left_over = tokens_left_over(lines, terms, glossary, [c.code for c in report.criteria])
    for token, line in left_over.items():
        problems.warn(
            line, f"{token} is explained by no term.", "Add it to glossary.yml, or ignore it there."
        )
    for name in notes_left_over(lines, glossary):
        terms_problems.warn(0, f"{name} does not stand in the report.", "Remove it.")
    where, marks = targets(context), weblinks.marks(context)
    written = (*site.pages, *site.moved)
    pages = {page.address.page: markdown.to_markdown(page, where, marks) for page in written}
    pages["site.yml"] = markdown.to_site_config(site)
    pages[script.PATH] = script.script(context)
    pages[script.STYLE_PATH] = script.style(context)
    pages |= exports.data_files(context) | exports.linked_file(context, site)
    pages |= {image.path: image.data for page in site.homes for image in page.images}
    warnings = (*problems.warnings, *facts_problems.warnings, *terms_problems.warnings)
    lock = write_lock({*now, *locked})
    return Conversion(problems.file, source, context, site, pages, lock, len(left_over), warnings)


def check_site(conversion: Conversion, site: Path) -> Proof:
    """Prove the rendered site. Raises ProofError."""
    report = conversion.report
    html = files.read_html(site)
    copies = {page.address.url: page for page in conversion.site.pages if page.copies}
    # The pages together hold every word once, and so does each page that repeats them.
    pages = [(conversion.site.homes, {url: text for url, text in html.items() if url not in copies})]
    pages += [((page,), {url: html[url]} if url in html else {}) for url, page in copies.items()]
    proofs = [
        prove(
            conversion.file,
            conversion.source,
            homes_of(homes),
            report.omissions,
            report.moved_lines,
            rendered,
        )
        for homes, rendered in pages
    ]
    proof = replace(proofs[0], problems=tuple(p for proof in proofs for p in proof.problems))
    if proof.problems:
        raise ProofError(proof)
    return proof


def check_links(held: Mapping[str, bytes], offline: bool = False) -> Links:
    """Follow every link of a rendered site, given by the paths of its files. Raises LinkError.

    `offline` says that its pages are opened without a server. They may name the address of the site
    that is served, which is another then.
    """
    address = "" if offline else os.environ.get("SITE_URL", "")
    texts = {name: data.decode() for name, data in held.items() if name.endswith(links.READ)}
    found = links.check(texts, set(held), offline=offline, address=address)
    if found.problems:
        raise LinkError(found.problems)
    return found


def pack(conversion: Conversion, site: Path) -> bytes:
    """The offline bundle of a site rendered for it, which is checked as the web site is.

    Raises ProofError and LinkError.
    """
    check_site(conversion, site)
    held = kept(files.read_files(site))
    check_links(held, offline=True)
    return bundle(conversion.bundle, held, readme(conversion.report))


def build(project: Project) -> str:
    """Pages, site and bundle. Returns the summary."""
    progress("Reading the report")
    conversion = convert(project)
    files.check_places(project)
    progress(f"Rendering {len(conversion.site.pages)} pages")
    with files.rendered(project, conversion.pages) as built:
        progress("Looking for every word, following every link")
        proof = check_site(conversion, built.web)
        check_links(files.read_files(built.web))
        packed = pack(conversion, built.offline) if built.offline else b""
        changed = files.write_pages(project.content, conversion.pages)
        files.write_lock(project, conversion.lock)
        files.replace_folder(built.web, project.site)
        if packed:
            files.write_bundle(project, f"{conversion.bundle}.zip", packed)
    progress("")
    told = summary(project, conversion, changed, proof)
    return (
        f"{told}\nTo take away, {len(packed) / 1e6:.1f} MB: dist/{conversion.bundle}.zip" if packed else told
    )


def write_pages(project: Project) -> str:
    """Pages only. Returns the summary."""
    conversion = convert(project)
    files.check_places(project)
    changed = files.write_pages(project.content, conversion.pages)
    files.write_lock(project, conversion.lock)
    return summary(project, conversion, changed, None)


def check(project: Project) -> list[str]:
    """What differs between content/ and what the report gives, a line for each file."""
    conversion = convert(project)
    found = [f"content/{line}" for line in files.differences(project.content, conversion.pages)]
    if not project.lock.is_file() or files.read_text(project, project.lock) != conversion.lock:
        found.append("addresses.lock: lacks new addresses")
    return found


def serve(project: Project, host: str, port: int) -> None:
    """Serve the site and build it anew at every change of the input, until interrupted."""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - slow, and only needed here

    with tempfile.TemporaryDirectory(prefix="report-site-") as folder:
        root = Path(folder) / "site"

        def rebuild() -> None:
            # A mistake in the input is told, and the last good site stays up.
            try:
                print(build(project), flush=True)
                shutil.rmtree(root, ignore_errors=True)
                shutil.copytree(project.site, root)
                files.drop_policies(root)
            except (InputError, RenderError, ProofError, LinkError, OSError) as error:
                print(error, file=sys.stderr, flush=True)

        # Bound first, so that a port that is taken is told at once.
        server: Any = LiveReloadServer(rebuild, host=host, port=port, root=str(root), mount_path="/")
        rebuild()
        for path in project.watched:
            server.watch(str(path))
        print(f"Serving on http://{host}:{port}/ – stop with Ctrl-C", flush=True)
        try:
            server.serve(open_in_browser=False)
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def summary(project: Project, conversion: Conversion, changed: files.Changes, proof: Proof | None) -> str:
    """A short account of a build."""
    report = conversion.report
    practices = len(report.practice.practices) if report.practice else 0
    terms = len(conversion.context.glossary.entries)
    lines = [f"warning: {warning}" for warning in conversion.warnings]
    lines += [
        f"{report.title.force} – {report.subject}, {report.title.date}",
        f"  {len(report.criteria)} criteria, {len(report.findings)} findings, "
        f"{practices} practices, {terms} terms",
        f"  {mentions(conversion)} mentions linked, {conversion.tokens_left_over} tokens left over",
        f"  {len(conversion.site.pages)} pages in content/, {changed.written} files written",
        *(f"  removed content/{name}" for name in changed.removed),
    ]
    if proof:
        lines.append(
            f"  every word accounted for: {proof.on_pages:,} on the pages, "
            f"{proof.omitted:,} left out with a reason"
        )
    lines.append(f"  {len(conversion.warnings) or 'no'} warning{'s' * (len(conversion.warnings) != 1)}")
    if proof:
        lines.append(f"The site is in {project.site}. Look at it with: make serve")
    return "\n".join(lines)


def mentions(conversion: Conversion) -> int:
    """Links from the text to the glossary."""
    return sum(page.mentions for page in conversion.site.homes)


def progress(message: str) -> None:
    """Show what is going on, on a terminal only. An empty message clears the line."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{message}{'…' if message else ''}", end="", file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns its exit code."""
    parser = argparse.ArgumentParser(
        description="Without options: convert the report in report/ into the pages of content/, render "
        "them to site/ and to an offline bundle in dist/, and prove that every word of the report is there.",
        epilog="Exit code 0: done. 1: content/ differs, MkDocs found fault, the proof failed or a link is "
        "broken. 2: the input cannot be used; nothing was changed.",
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--pages", action="store_true", help="write the pages of content/, and no site")
    mode.add_argument(
        "--check",
        action="store_true",
        help="say which pages of content/ are not what the report gives",
    )
    mode.add_argument(
        "--serve",
        action="store_true",
        help="serve the site; a change of report/, glossary.yml, overrides/ or mkdocs.yml rebuilds it",
    )
    parser.add_argument(
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="where --serve listens (%(default)s)",
    )
    parser.add_argument(
        "--project",
        type=Path,
        default=Path(__file__).resolve().parent,
        metavar="DIR",
        help="the folder that holds report/, mkdocs.yml and the rest (default: where build.py is)",
    )
    options = parser.parse_args(arguments)
    host, _, port = options.address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        parser.error(f"--address is {options.address!r}, expected HOST:PORT")
    project = Project(options.project.resolve())
    try:
        if options.check:
            found = check(project)
            for line in found:
                print(line)
            if found:
                print("Run: python build.py --pages, and commit what it writes.")
            return FAILED if found else OK
        if options.serve:
            serve(project, host, int(port))
        else:
            print(write_pages(project) if options.pages else build(project))
        return OK
    except InputError as error:
        progress("")
        print(error, file=sys.stderr)
        return BAD_INPUT
    except OSError as error:
        progress("")
        place = error.filename or (options.address if options.serve else project.root)
        print(f"{place}: {error.strerror or error}.", file=sys.stderr)
        return BAD_INPUT
    except ProofError as error:
        progress("")
        print(f"The site was not changed, because words would be lost:\n{error}", file=sys.stderr)
        return FAILED
    except LinkError as error:
        progress("")
        print(f"The site was not changed, because links would lead nowhere:\n{error}", file=sys.stderr)
        return FAILED
    except RenderError as error:
        progress("")
        print(f"The site was not changed, because MkDocs found fault:\n{error}", file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
