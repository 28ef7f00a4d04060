"""Page -> plain Markdown (CommonMark with GitHub's tables): what a person pastes and a program reads.

No HTML and no attribute lists. On a page with words of the report, everything else is visibly the edition's:
its blocks are quotations, its words within a line stand in brackets, `*[…]*`; the proof reads it so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from typing import assert_never

from reportsite.model import Emphasis, Mention, NoteRef, Strong, WebLink
from reportsite.output.writer import Writer, is_bare
from reportsite.site.addresses import Address
from reportsite.site.page_tree import (
    Bullets,
    Changed,
    Container,
    Details,
    Download,
    Editorial,
    FindingHeading,
    Heading,
    Image,
    Label,
    Page,
    PageBlock,
    PageLink,
    Piece,
    Said,
    SearchField,
    Shade,
    Site,
    TableBlock,
    Target,
)

LARGEST = 100_000
"""The most bytes of a file. Programs that read a page whole cut off longer ones."""

# The front matter of a part. Titles are much shorter than this.
_ROOM = 2_000

# The distance of lines with an empty one between them.
_NEXT = 2

_ESCAPED = re.compile(r"[\\`*_\[\]<~]|&(?=[#\w])")
_LINE_START = re.compile(r"[#>+-]|\d+(?=[.)])")
_WORD_ENDS, _WORD_BEGINS = re.compile(r"\w\Z"), re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sources:
    """What plain pages say about where they come from."""

    report: str
    """The title and the date of the report."""
    notice: str
    """The copyright notice."""
    site_url: str
    """The address of the website; empty if unknown, and links are relative then."""


def plain_files(site: Site, targets: Mapping[str, Target], sources: Sources) -> dict[str, str]:
    """The plain Markdown of every page, by the path of the file: `mc07/index.md`.

    A page longer than LARGEST is divided into `part-1.md` and so on, and its `index.md` lists them.
    """
    files: dict[str, str] = {}
    for page in (*site.pages, *site.moved):
        files |= _page_files(page, targets, sources)
    return files


def path_of(page: Page, name: str = "index.md") -> str:
    """The path of a plain file of a page: `mc07/index.md`."""
    return page.address.url.lstrip("/") + name


def bodies_of(page: Page, files: Mapping[str, str]) -> str:
    """The Markdown of a page, its parts joined, without front matter. `files` are the plain files."""
    first = path_of(page, _part(1))
    if first not in files:
        return _body(files[path_of(page)])
    paths = (path_of(page, _part(number)) for number in count(1))
    return "\n\n".join(_body(files[path]) for path in takewhile(files.__contains__, paths))


def _part(number: int) -> str:
    return f"part-{number}.md"


def _body(file: str) -> str:
    """A plain file without its front matter."""
    return file.split("\n---\n\n", 1)[1]


def _page_files(page: Page, targets: Mapping[str, Target], sources: Sources) -> dict[str, str]:
    writer = _Writer(page, targets, sources.site_url)
    pieces = list(writer.leaves(page.blocks))
    whole = _front_matter(page, sources) + "\n\n".join(pieces) + "\n"
    if len(whole.encode()) <= LARGEST:
        return {path_of(page): whole}
    parts = list(_divided(pieces))
    files = {}
    for number, part in enumerate(parts, start=1):
        head = _front_matter(page, sources, f"{number} of {len(parts)}")
        files[path_of(page, _part(number))] = head + "\n\n".join(part) + "\n"
    links = (
        f"-   [Part {number}]({_part(number)}){_from(part)}" for number, part in enumerate(parts, start=1)
    )
    index = _front_matter(page, sources) + f"# {writer.escape(page.title)}\n\n" + "\n".join(links) + "\n"
    return files | {path_of(page): index}


def _from(part: Sequence[str]) -> str:
    """Where a part begins: `: from “Strengths”`."""
    heading = next((piece.lstrip("# ") for piece in part if piece.startswith("#")), "")
    return f": from {heading}" if heading else ""


def _divided(pieces: Iterable[str]) -> Iterator[list[str]]:
    """Pieces in parts of at most LARGEST bytes, divided at a high heading in their second half."""
    part: list[str] = []
    size = 0
    for piece in pieces:
        length = len(piece.encode()) + 2
        if part and size + length > LARGEST - _ROOM:
            begins = [i for i in range(len(part) // 2 + 1, len(part)) if part[i].startswith("#")]
            at = min(begins, key=lambda i: (part[i].index(" "), -i), default=len(part))
            yield part[:at]
            part = part[at:]
            size = sum(len(held.encode()) + 2 for held in part)
        part.append(piece)
        size += length
    yield part


def _front_matter(page: Page, sources: Sources, part: str = "") -> str:
    """Title, kind, address, source lines and rights, those that are known."""
    fields = {
        "title": page.title,
        "kind": page.result.value,
        "address": sources.site_url.rstrip("/") + page.address.url,
        "report": sources.report,
        "lines": "" if part else ranges(line.number for line in page.lines),
        "part": part,
        "notice": sources.notice,
    }
    # JSON is YAML, and written many times faster.
    rows = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value]
    return f"---\n{''.join(rows)}---\n\n"


def ranges(numbers: Iterable[int]) -> str:
    """Line numbers as ranges, which may include an empty line between two: `436-452, 460`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number - runs[-1][1] <= _NEXT:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in runs)


class _Writer(Writer):
    """Writes one page as plain Markdown, and keeps track of the terms that it has linked."""

    PIPE = "\\|"

    def __init__(self, page: Page, targets: Mapping[str, Target], site_url: str) -> None:
        super().__init__(page)
        self.targets = targets
        self._root = site_url.rstrip("/") or "../" * page.address.url.strip("/").count("/") + ".."
        if not site_url and page.address.url == "/":
            self._root = "."
        self._linked: set[str] = set()
        self._marks = bool(page.lines)
        """Whether words of the edition are marked here: among those of the report."""

    def where(self, target: Address) -> str:
        """The address of a page, and not of its Markdown, which nobody would want to cite."""
        return self._root + (target.url if target.page.endswith(".md") else f"/{target.page}")

    def leaves(self, blocks: Iterable[PageBlock]) -> Iterator[str]:
        """Blocks without the groups of the report's words around them, none longer than a file."""
        for block in blocks:
            if isinstance(block, Container) and not (block.editorial and self._marks):
                yield from self.leaves(block.blocks)
                continue
            text = self.block(block)
            if len(text.encode()) > LARGEST - _ROOM and (halves := _halves(block)):
                yield from self.leaves(halves)
            elif text:
                yield text

    def escape(self, text: str) -> str:
        return _ESCAPED.sub(r"\\\g<0>", text)

    def escape_start(self, markdown: str) -> str:
        start = _LINE_START.match(markdown)
        if not start:
            return markdown
        end = start.end() if markdown[0].isdigit() else 0
        return f"{markdown[:end]}\\{markdown[end:]}"

    def heading(self, heading: Heading) -> str:
        return self.title(heading)

    def finding_heading(self, heading: FindingHeading) -> str:
        address = self.where(Address(self.page.address.page, heading.anchor))
        return f"{'#' * heading.level} [{heading.anchor.upper()}]({address})"

    def image(self, image: Image) -> str:
        return f"![{self.escape(image.description)}]({self.where(Address(image.path))})"

    def search_field(self, field: SearchField) -> str:
        return ""

    def group(self, group: Container | Details) -> str:
        quoted = group.editorial and self._marks
        # Within a quotation, everything is the edition's.
        self._marks = self._marks and not quoted
        text = self.blocks(group.blocks)
        if isinstance(group, Details) and text:
            text = f"**{self.escape(group.summary)}**\n\n{text}"
        self._marks = self._marks or quoted
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if quoted and text else text

    def unmarkable(self, piece: Emphasis | Strong, words: str) -> str:
        return words

    def beside(self, piece: Piece, written: str, before: str, after: str) -> str:
        if isinstance(piece, Editorial) and self._marks and (words := written.strip()):
            lead = " " if written[0].isspace() or _WORD_ENDS.search(before) else ""
            trail = " " if written[-1].isspace() or _WORD_BEGINS.match(after) else ""
            return f"{lead}*[{words}]*{trail}"
        # Emphasis of the report in brackets would look like words of the edition.
        if isinstance(piece, Emphasis) and written.startswith(("*[", "*\\[")):
            return written[1:-1]
        return super().beside(piece, written, before, after)

    def web_link(self, link: WebLink) -> str:
        return f"<{link.url}>" if is_bare(link) else f"[{self.pieces(link.children)}](<{link.url}>)"

    def note_ref(self, ref: NoteRef) -> str:
        return self.escape(ref.mark)

    def mention(self, mention: Mention) -> str:
        target = self.targets[mention.term]
        text = self.escape(mention.text)
        # Only the first: a link at each of a hundred mentions would hide the text.
        if mention.term in self._linked or self._is_here(target.address):
            return text
        self._linked.add(mention.term)
        title = self.escape(target.title).replace('"', '\\"')
        return f"[{text}]({self.where(target.address)}" + (f' "{title}")' if title else ")")

    def page_link(self, link: PageLink) -> str:
        words = self.pieces(link.children)
        return words if self._is_here(link.target) else f"[{words}]({self.where(link.target)})"

    def _is_here(self, target: Address) -> bool:
        """Whether a link would lead to the page that it is on: nowhere, once it is pasted."""
        return target.page == self.page.address.page or target.page in self.page.copies

    def marked(self, piece: Editorial | Said | Shade | Changed | Label | Download) -> str:
        words = self.pieces(piece.children)
        match piece:
            case Changed(added):
                return f"**{words}**" if added else f"~~{words}~~"
            case Download(name) if "/" in name and words:
                return f"[{words}]({self.where(Address(name))})"
            case Editorial() | Said() | Shade() | Label() | Download():
                return words
            case other:
                assert_never(other)


def _halves(block: PageBlock) -> tuple[PageBlock, ...]:
    """A long list, table or group as two; nothing if it cannot be divided."""
    match block:
        case Bullets(items, ordered=False) if len(items) > 1:
            half = len(items) // 2
            return (Bullets(items[:half]), Bullets(items[half:]))
        case TableBlock(header, rows, numeric) if len(rows) > 1:
            half = len(rows) // 2
            return (TableBlock(header, rows[:half], numeric), TableBlock(header, rows[half:], numeric))
        case Container(blocks) if len(blocks) > 1:
            half = len(blocks) // 2
            return (replace(block, blocks=blocks[:half]), replace(block, blocks=blocks[half:]))
        case _:
            return ()
