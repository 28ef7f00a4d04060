"""Pages as trees, before they become Markdown. The report's words and the edition's are kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import assert_never

from reportsite.model import Inline, Line, Mention, NoteRef, Text
from reportsite.site.addresses import Address


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another part of the site."""

    target: Address
    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Editorial:
    """The edition's words within a line of the report's."""

    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The report's words, repeated within a line of the edition's."""

    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shade:
    """A number in a table with a coloured ground: the higher, the darker."""

    level: int
    """From 1 to `DARKEST`."""
    children: tuple[Piece, ...]


DARKEST = 5


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that only one of two passages has."""

    added: bool
    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A label printed in the report, such as `GRADE`, set apart by style."""

    children: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A place for the link to a file with its size, or for its checksum, known once the site is made."""

    name: str
    """Its path on the website, or the ending of a file that is made from the site: `pdf`."""
    children: tuple[Piece, ...] = ()
    """The words of the link; without any, the place is for the checksum."""


Piece = Inline | PageLink | Editorial | Said | Shade | Label | Changed | Download


@dataclass(frozen=True, slots=True)
class Para:
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...] = ()
    """The source lines of the words; empty for the edition's own."""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FindingHeading:
    """A heading that shows only its own anchor in capitals: `MC07-S3`."""

    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[tuple[Para, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table."""

    header: tuple[Para, ...]
    rows: tuple[tuple[Para, ...], ...]
    numeric: tuple[bool, ...] = ()
    """Which columns are aligned right."""


@dataclass(frozen=True, slots=True)
class Image:
    """A drawing made by the edition."""

    path: str
    """Its path below content/: `assets/charts/rates.svg`."""
    description: str
    data: str
    """The text of the SVG file."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code block."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchField:
    """A field that searches the site. It belongs in a container of the edition's words."""

    label: str


@dataclass(frozen=True, slots=True)
class Container:
    """A group of blocks."""

    blocks: tuple[PageBlock, ...]
    kind: str = ""
    """CSS classes, for style sheets and scripts only."""
    editorial: bool = False
    """Whether the words are the edition's. The proof expects none of the report's words here."""
    explains: bool = False
    """Whether the edition explains or draws part of the report here. The whole report includes these."""
    searched: bool = True
    """Whether the site's search covers it."""
    label: str = ""
    """What a search result says about each finding in it: `Area for improvement`."""


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks that readers can open and close."""

    summary: str
    blocks: tuple[PageBlock, ...]
    kind: str = ""
    """CSS classes."""
    editorial: bool = True
    """As in a container."""
    searched: bool = True


PageBlock = (
    Details | Para | Heading | FindingHeading | Bullets | TableBlock | Image | Code | SearchField | Container
)


class ResultKind(Enum):
    """The kinds of pages in search results. Readers can choose some; lists come after the others."""

    CRITERION = "criterion"
    PRACTICE = "practice"
    TERM = "term"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Page:
    address: Address
    title: str
    """For navigation and search results."""
    description: str
    """One sentence for search engines."""
    blocks: tuple[PageBlock, ...]
    notes: dict[str, Address] = field(default_factory=dict)
    """The addresses of the notes on this page, by key."""
    searched: bool = True
    """Whether the site's search covers the page. It skips pages that only repeat others."""
    result: ResultKind = ResultKind.TEXT
    """What the page is in search results."""
    cited: str | None = None
    """What citations call the part of the report on the page; empty for the whole report. None if the page is
    the edition's own."""
    lay_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Plain words that find the parts of the site that have a term or a word of the report."""
    boost: float = 1
    """The weight of the page in search results; 1 is normal."""
    wide: bool = False
    """Whether the page leaves out the lists beside it: the navigation and the table of contents."""
    sorted: bool = False
    """Whether the page reorders its lines, as the glossary does."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """The pages that this one repeats under the same anchors, each with the anchor of its beginning."""

    def __post_init__(self) -> None:
        # The entries of a sorted page have fixed addresses; a clash there is an error, not a second heading.
        if not self.sorted:
            object.__setattr__(self, "blocks", distinct(self.blocks, Counter()))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The source lines that this page claims to show, in reading order."""
        blocks = walk(self.blocks, editorial=False)
        return tuple(line for block in blocks if isinstance(block, Para | Heading) for line in block.lines)

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(block for block in walk(self.blocks) if isinstance(block, Image))

    @property
    def mentions(self) -> int:
        """The number of linked mentions on a page with words of the report."""
        if not self.lines:
            return 0
        texts = [block for block in walk(self.blocks) if isinstance(block, Para | Heading)]
        return sum(1 for block in texts for _ in _mentions(block.pieces))

    @property
    def anchors(self) -> tuple[str, ...]:
        return tuple(anchor for anchor, _ in _anchors(self.blocks))

    @property
    def references(self) -> frozenset[str]:
        """The anchors that the page shows as headings."""
        return frozenset(block.anchor for block in walk(self.blocks) if isinstance(block, FindingHeading))


def walk(blocks: Iterable[PageBlock], *, editorial: bool = True) -> Iterator[PageBlock]:
    """Blocks and all blocks inside them, in reading order. `editorial=False` skips the edition's words."""
    for block in blocks:
        match block:
            case Container() | Details():
                if editorial or not block.editorial:
                    yield block
                    yield from walk(block.blocks, editorial=editorial)
            case Bullets(items):
                yield block
                yield from (para for item in items for para in item)
            case TableBlock(header, rows):
                yield block
                yield from (cell for row in (header, *rows) for cell in row)
            case Para() | Heading() | FindingHeading() | Image() | Code() | SearchField():
                yield block
            case other:
                assert_never(other)


def _mentions(pieces: Iterable[Piece]) -> Iterator[Mention]:
    for piece in pieces:
        if isinstance(piece, Mention):
            yield piece
        elif not isinstance(piece, Text | NoteRef):
            yield from _mentions(piece.children)


def distinct(blocks: tuple[PageBlock, ...], used: Counter[str]) -> tuple[PageBlock, ...]:
    """Blocks with a number added to each heading anchor that is already in `used`."""
    out: list[PageBlock] = []
    for block in blocks:
        match block:
            case Heading(_, _, _, anchor) if anchor:
                used[anchor] += 1
                out.append(replace(block, anchor=f"{anchor}-{used[anchor]}") if used[anchor] > 1 else block)
            case Container() | Details():
                out.append(replace(block, blocks=distinct(block.blocks, used)))
            case _:
                out.append(block)
    return tuple(out)


def _anchors(blocks: Iterable[PageBlock]) -> Iterator[tuple[str, int]]:
    """Every anchor in `blocks`, with its line in the source; 0 if it has none."""
    for block in walk(blocks):
        match block:
            case FindingHeading(_, anchor):
                yield anchor, 0
            case Heading(_, _, lines, anchor) | Para(_, lines, anchor) if anchor:
                yield anchor, lines[0].number if lines else 0
            case _:
                pass


def editorial(*blocks: PageBlock, kind: str = "", explains: bool = False, searched: bool = True) -> Container:
    """A container of the edition's own words."""
    return Container(blocks, kind, editorial=True, explains=explains, searched=searched)


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a mention and the title of the link."""

    address: Address
    title: str


@dataclass(frozen=True, slots=True)
class Nav:
    """An entry of the navigation: a page, or a heading with entries below it."""

    title: str
    page: Page | None = None
    entries: tuple[Nav, ...] = ()

    def pages(self) -> Iterator[Page]:
        if self.page:
            yield self.page
        for entry in self.entries:
            yield from entry.pages()


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    description: str
    copyright: str
    nav: tuple[Nav, ...]
    moved: tuple[Page, ...] = ()
    """Pages at retired addresses that link to the new ones. Not in the navigation."""

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the report."""
        return tuple(page for entry in self.nav for page in entry.pages())

    @property
    def primary_pages(self) -> tuple[Page, ...]:
        """Every page except those that repeat others. Together they show the report's words once."""
        return tuple(page for page in self.pages if not page.copies)

    @property
    def addresses(self) -> dict[str, Address]:
        """Every address of the site by URL: its pages and the anchors on them."""
        addresses = [page.address for page in self.pages]
        addresses += [
            Address(p.address.page, anchor) for p in self.primary_pages for anchor, _ in _anchors(p.blocks)
        ]
        return {address.url: address for address in addresses}

    def clashes(self) -> Iterator[tuple[int, str]]:
        """Addresses that occur twice, each with a source line and an error message."""
        owners: dict[str, int] = {}
        for page in self.pages:
            line = page.lines[0].number if page.lines else 0
            url = page.address.url
            claimed = [(url, line), *((f"{url}#{a}", n or line) for a, n in _anchors(page.blocks))]
            claimed += [(image.path, line) for image in page.images if not page.copies]
            for address, number in claimed:
                if address in owners:
                    yield (
                        number,
                        f"{address} would be the address of both this line and line {owners[address]}.",
                    )
                owners.setdefault(address, number)
