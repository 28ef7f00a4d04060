"""The proof that no word was lost: the received text compared with the HTML that a reader gets.

It checks two things. Each word of the text is claimed once, by a page or by the list of omissions. Each
page shows the words that it claims, all of them and in order, and no others except those marked as the
edition's own. The words come from the text as received, not from the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from reportsite.errors import BuildError, Problem
from reportsite.model import Line, Omission, lines_of
from reportsite.proof.documents import REMEMBERED, document
from reportsite.site.page_tree import Page
from reportsite.words import Word, count, page_words, words_of_lines

# The text has these before items or between cells; HTML lists and tables do not need them.
_LIST_MARKS = "-–—•▪●◦·|"


@dataclass(frozen=True, slots=True)
class PageClaim:
    """The words of the report that one page must show."""

    url: str
    """As `/mc07/`."""
    lines: tuple[Line, ...]
    """In reading order."""
    references: frozenset[str] = frozenset()
    """Anchors of headings that show their own address, which is not a word of the report."""
    sorted: bool = False
    """Whether the page may order its lines differently from the source."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of the comparison."""

    on_pages: int
    """Words of the received text that are on pages."""
    omitted: int
    """Words of the received text that are left out for a stated reason."""
    problems: tuple[Problem, ...]


class ProofError(BuildError):
    """The words on the rendered site differ from the words of the report."""

    heading = "Words of the report would be lost; the site was not changed:\n"

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        super().__init__("\n".join(map(str, proof.problems)))


class PlainProofError(ProofError):
    """The words of the plain Markdown differ from the words of the report."""

    heading = "Words of the report would be lost in plain Markdown; the site was not changed:\n"


def claims_of(pages: Iterable[Page]) -> tuple[PageClaim, ...]:
    """The claim of each page that has words of the report."""
    return tuple(
        PageClaim(page.address.url, page.lines, page.references, page.sorted) for page in pages if page.lines
    )


def prove(
    file: str,
    source: str,
    claims: Iterable[PageClaim],
    omissions: Iterable[Omission],
    moved: Iterable[int],
    html: Mapping[str, str],
) -> Proof:
    """Prove that `html` has every word of `source`.

    `file` is the name of the source in messages, `moved` are the line numbers of footnotes, which may
    be moved, and `html` maps the address of each page, as `/mc07/`, to its HTML. Returns errors as
    problems; does not raise an exception.
    """
    pages = tuple(claims)
    omitted = [omission.line for omission in omissions]
    problems = [
        *check_claims(file, source, pages, omitted, moved),
        *(problem for page in pages for problem in _check_page(file, page, html.get(page.url))),
        *_check_others(html, {page.url for page in pages}),
    ]
    on_pages = sum(count(page.lines) for page in pages)
    return Proof(on_pages, count(omitted), tuple(problems))


def check_claims(
    file: str, source: str, pages: Iterable[PageClaim], omitted: Iterable[Line], moved: Iterable[int]
) -> tuple[Problem, ...]:
    """Report words of `source` that no page or two pages claim, and those that are out of order.

    This needs no HTML. The parameters are those of `prove`.
    """
    return _check_claims(file, source, tuple(pages), tuple(omitted), frozenset(moved))


# The website and the bundle have the same claims, which were checked before either was rendered.
@lru_cache(16)
def _check_claims(
    file: str, source: str, pages: tuple[PageClaim, ...], omitted: tuple[Line, ...], moved: frozenset[int]
) -> tuple[Problem, ...]:
    claimed = [(page.url, line) for page in pages for line in page.lines]
    claimed += [("the list of omissions", line) for line in omitted]
    fixed = [_without(page, moved) for page in pages]
    return (
        *_check_coverage(file, lines_of(source), claimed),
        *(problem for page in fixed for problem in _check_order(file, page)),
        *_check_intervals(file, fixed),
    )


def _without(page: PageClaim, moved: Set[int]) -> PageClaim:
    """The claim without the lines that may be moved."""
    return replace(page, lines=tuple(line for line in page.lines if line.number not in moved))


def _check_coverage(
    file: str, source: Sequence[str], claimed: Iterable[tuple[str, Line]]
) -> Iterator[Problem]:
    """Report characters of the source that are claimed by no page or by two, and claims of other words."""
    owners: list[list[str]] = [[""] * len(line) for line in source]
    for owner, line in claimed:
        raw = source[line.number - 1] if 0 < line.number <= len(source) else ""
        if raw[line.column : line.end] != line.text:
            what = f"{owner} claims {_quote(line.text.split())}, which is not there."
            yield Problem(file, line.number, what, code="W003")
            continue
        row = owners[line.number - 1]
        others = sorted(set(row[line.column : line.end]) - {""})
        if others:
            places = " and ".join([*others, owner] if owner not in others else [owner, "there again"])
            yield Problem(file, line.number, f"{_quote(line.text.split())} is on {places}.", code="W002")
        row[line.column : line.end] = [owner] * len(line.text)
    for number, (raw, row) in enumerate(zip(source, owners, strict=True), start=1):
        unclaimed = "".join(c if not owner else " " for c, owner in zip(raw, row, strict=True))
        lost = [word for word in page_words(unclaimed) if word.strip(_LIST_MARKS)]
        if lost:
            yield Problem(file, number, f"no page has: {_quote(lost)}.", code="W001")


def _check_order(file: str, page: PageClaim) -> Iterator[Problem]:
    """Report lines, and parts of one line, that a page puts in a different order from the source."""
    if page.sorted:
        return
    for before, after in pairwise(page.lines):
        if (after.number, after.column) < (before.number, before.column):
            yield Problem(
                file,
                after.number,
                f"{page.url} puts line {before.number} before it: {_quote(after.text.split())}.",
                code="W004",
            )


def _check_intervals(file: str, pages: Iterable[PageClaim]) -> Iterator[Problem]:
    """Report lines on a different page from their neighbours: each page shows consecutive lines."""
    claimed = sorted(((line.number, line.column), page.url) for page in pages for line in page.lines)
    seen: set[str] = set()
    for (_, before), ((number, _), url) in pairwise(claimed):
        seen.add(before)
        if url != before and url in seen:
            what = f"{url} has this line, but {before} has lines before it."
            yield Problem(file, number, what, code="W004")


def _check_others(html: Mapping[str, str], claiming: Set[str]) -> Iterator[Problem]:
    """Report words on pages without a claim that are not marked as the edition's own."""
    for url in sorted(html.keys() - claiming):
        if stray := page_words(document(html[url]).text()):
            what = f"has words that are not marked as the edition's own: {_quote(stray)}."
            yield Problem(url, 0, what, code="W008")


def _check_page(file: str, page: PageClaim, html: str | None) -> Iterator[Problem]:
    """Report differences between the words that a page claims and those that its HTML shows."""
    first = page.lines[0].number
    if html is None:
        yield Problem(file, first, f"the page {page.url} was not built.", code="W005")
        return
    shown = document(html)
    for anchor in sorted(page.references):
        if (times := shown.ids.get(anchor, 0)) != 1:
            what = f"{page.url} has #{anchor} {times} times, expected once."
            yield Problem(file, first, what, code="W006")
    yield from differences(file, page, shown.text(page.references))


@lru_cache(REMEMBERED)
def _expected(lines: tuple[Line, ...]) -> tuple[Word, ...]:
    return tuple(words_of_lines(lines))


# A page of the bundle has the text of the website's; a server compares only the pages that changed.
@lru_cache(REMEMBERED)
def differences(file: str, page: PageClaim, text: str) -> tuple[Problem, ...]:
    """The differences between the words that a page claims and `text`, which its article shows."""
    expected = _expected(page.lines)
    texts = [word.text for word in expected]
    shown = page_words(text)
    if texts == shown:
        return ()
    numbers = [word.line for word in expected] or [page.lines[0].number]
    problems = []
    matcher = SequenceMatcher(None, texts, shown, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            continue
        # Words added at the end are reported at the last line.
        line = numbers[min(a, len(numbers) - 1)]
        missing, extra = _quote(texts[a:b]), _quote(shown[c:d])
        if change == "delete":
            what = f"{page.url} lacks: {missing}."
        elif change == "insert":
            what = f"{page.url} has words that are not here in the text: {extra}."
        else:
            what = f"{page.url} has {extra} instead of {missing}."
        hint = "Words of the edition must be marked as its own."
        problems.append(Problem(file, line, what, hint, "W007"))
    return tuple(problems)


def _quote(words: Iterable[str], limit: int = 12) -> str:
    listed = list(words)
    return repr(" ".join(listed[:limit]) + (" …" if len(listed) > limit else ""))
