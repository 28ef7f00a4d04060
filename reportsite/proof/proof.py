"""The proof that no word was lost: the received text against the HTML that a reader gets.

Two things are shown. Every word of the text has one home: a page, or the list of omissions. And
every page shows the words whose home it is, all of them, in order, and no others but those marked
as the edition's own. The words are taken from the text as received, not from the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reportsite.errors import Problem
from reportsite.model import Line, Omission, lines_of
from reportsite.site.page_tree import Page
from reportsite.words import count, page_words, words_of_lines

# Not the report's words: our own, and what the theme puts into the article.
_NOT_REPORT = (
    *(".edition", ".headerlink", "script", "style", "template", "nav", "svg", "aside"),
    # Nor is what a reader does not see.
    *("[hidden]", "noscript", "textarea", "del"),
)

# What the layout prints before an item or between cells, and lists and tables set by themselves.
_LIST_MARKS = "-–—•▪●◦·|"

# What does not part words.
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "small", "span"}
    | {"strong", "sub", "sup", "u", "wbr"}
)


@dataclass(frozen=True, slots=True)
class PageClaim:
    """What a page must show."""

    url: str
    lines: tuple[Line, ...]
    """In the order in which a reader meets them."""
    references: frozenset[str] = frozenset()
    """Anchors of headings that show their own address and are no words of the report."""
    sorted: bool = False
    """Whether the page may order its lines otherwise than the source does."""


@dataclass(frozen=True, slots=True)
class Proof:
    on_pages: int
    """Words of the received text that stand on pages."""
    omitted: int
    """Words of the received text that are left out with a reason."""
    problems: tuple[Problem, ...]


def claims_of(pages: Iterable[Page]) -> tuple[PageClaim, ...]:
    """The homes that the pages claim, leaving out pages without a word of the report."""
    return tuple(
        PageClaim(page.address.url, page.lines, page.references, page.sorted) for page in pages if page.lines
    )


def prove(
    file: str,
    source: str,
    homes: Iterable[PageClaim],
    omissions: Iterable[Omission],
    moved: Iterable[int],
    html: Mapping[str, str],
) -> Proof:
    """Prove that `html` holds every word of `source`.

    `file` names the source in messages, `moved` are lines of footnotes, which may leave their
    places, and `html` maps the address of each page, as `/mc07/`, to its HTML.
    """
    claimed = tuple(homes)
    left_out = [omission.line for omission in omissions]
    claims = [(home.url, line) for home in claimed for line in home.lines]
    claims += [("the list of omissions", line) for line in left_out]
    problems = [
        *_check_coverage(file, lines_of(source), claims),
        *(p for home in claimed for p in _check_order(file, home, frozenset(moved))),
        *_check_intervals(file, claimed, frozenset(moved)),
        *(p for home in claimed for p in _check_page(file, home, html.get(home.url))),
        *_check_others(html, {home.url for home in claimed}),
    ]
    on_pages = sum(count(words_of_lines(home.lines)) for home in claimed)
    return Proof(on_pages, count(words_of_lines(left_out)), tuple(problems))


def _check_coverage(file: str, source: list[str], claims: Iterable[tuple[str, Line]]) -> Iterator[Problem]:
    """Whether each letter and digit of the source is claimed once, in the words of the source."""
    owners: list[list[str]] = [[""] * len(line) for line in source]
    for owner, line in claims:
        raw = source[line.number - 1] if 0 < line.number <= len(source) else ""
        if raw[line.column : line.end] != line.text:
            yield Problem(file, line.number, f"{owner} claims {_quote([line.text])}, which is not there.")
            continue
        row = owners[line.number - 1]
        others = sorted(set(row[line.column : line.end]) - {""})
        if others:
            places = " and ".join([*others, owner] if owner not in others else [owner, "there again"])
            yield Problem(file, line.number, f"{_quote([line.text])} stands on {places}.")
        row[line.column : line.end] = [owner] * len(line.text)
    for number, (raw, row) in enumerate(zip(source, owners, strict=True), start=1):
        homeless = "".join(c if not owner else " " for c, owner in zip(raw, row, strict=True))
        lost = [word for word in page_words(homeless) if word.strip(_LIST_MARKS)]
        if lost:
            yield Problem(file, number, f"no page holds: {_quote(lost)}.")


def _check_order(file: str, home: PageClaim, moved: frozenset[int]) -> Iterator[Problem]:
    """Whether a page keeps the order of the source."""
    if home.sorted:
        return
    kept = [line for line in home.lines if line.number not in moved]
    for before, after in pairwise(kept):
        if (after.number, after.column) < (before.number, before.column):
            yield Problem(
                file,
                after.number,
                f"{home.url} puts line {before.number} before it: {_quote([after.text])}.",
            )


def _check_intervals(file: str, homes: tuple[PageClaim, ...], moved: frozenset[int]) -> Iterator[Problem]:
    """Whether each page holds one stretch of the source, so that nothing strays to another page."""
    claims = sorted(
        ((line.number, line.column), home.url)
        for home in homes
        for line in home.lines
        if line.number not in moved
    )
    seen: set[str] = set()
    for (_, before), ((number, _), url) in pairwise([((0, 0), ""), *claims]):
        if url != before and url in seen:
            yield Problem(file, number, f"{url} holds this line, and {before} holds lines before it.")
        seen.add(url)


def _check_others(html: Mapping[str, str], homes: set[str]) -> Iterator[Problem]:
    """Whether pages that are no home hold only words marked as the edition's own."""
    for url in sorted(html.keys() - homes):
        if stray := page_words(report_text(html[url])):
            what = f"holds words that are not marked as the edition's own: {_quote(stray)}."
            yield Problem(url, 0, what)


def _check_page(file: str, home: PageClaim, html: str | None) -> Iterator[Problem]:
    """Whether the HTML of a page shows the words of its home, and no others."""
    if html is None:
        yield Problem(file, home.lines[0].number, f"the page {home.url} was not built.")
        return
    for anchor in sorted(home.references):
        if (times := html.count(f'id="{anchor}"')) != 1:
            yield Problem(
                file, home.lines[0].number, f"{home.url} has #{anchor} {times} times, expected once."
            )
    expected = words_of_lines(home.lines)
    found = page_words(report_text(html, home.references))
    texts = [word.text for word in expected]
    if texts == found:
        return
    matcher = SequenceMatcher(None, texts, found, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            continue
        line = expected[min(a, len(expected) - 1)].line
        missing, extra = _quote(texts[a:b]), _quote(found[c:d])
        if change == "delete":
            what = f"{home.url} lacks: {missing}."
        elif change == "insert":
            what = f"{home.url} holds words that do not stand here in the text: {extra}."
        else:
            what = f"{home.url} has {extra} instead of {missing}."
        yield Problem(file, line, what, "Words of the edition must be marked as its own.")


def report_text(html: str, references: frozenset[str] = frozenset()) -> str:
    """The text of a page's article without the edition's own words, as a browser shows it."""
    tree = LexborHTMLParser(html)
    article = tree.css_first("article") or tree.body
    if article is None:
        return ""
    for selector in _NOT_REPORT:
        for node in article.css(selector):
            node.decompose()
    parts: list[str] = []
    _gather(article, references, parts)
    return "".join(parts)


def _gather(node: LexborNode, references: frozenset[str], parts: list[str]) -> None:
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            parts.append(child.text(deep=False) or "")
        elif not tag.startswith(("-", "_", "!")):
            anchor = child.attributes.get("id") or ""
            shown = anchor in references and (child.text() or "").strip().lower() == anchor
            inline = tag in _INLINE
            if not inline:
                parts.append("\n")
            if not shown:
                _gather(child, references, parts)
            if not inline:
                parts.append("\n")
        child = child.next


def _quote(words: Iterable[str], limit: int = 12) -> str:
    listed = list(words)
    return repr(" ".join(listed[:limit]) + (" …" if len(listed) > limit else ""))
