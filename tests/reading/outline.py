"""Model values as lines of text for people to review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from reportsite.model import Emphasis, Inline, Line, Mention, NoteRef, Paragraph, Strong, Text, WebLink
from reportsite.reading.repair.rule import Draft


def draft_outline(draft: Draft) -> str:
    """The lines with their kinds, then the notes, omissions and repairs."""
    out = [_line(line) for line in draft.lines if line.text or line.kind.value]
    for note in draft.notes:
        out.append(f"note {note.mark} of line {note.ref_line}")
        out += ["  " + _line(line) for line in note.lines if line.text]
    out += [f"omitted ({o.reason}) {_line(o.line)}" for o in draft.omissions]
    out += [f"repair {r.rule} {','.join(map(str, r.lines))} {r.excerpt}".rstrip() for r in draft.repairs]
    return "\n".join(out) + "\n"


def _line(line: Line) -> str:
    kind = f" {line.kind.value}" if line.kind.value else ""
    return f"{line.number}:{line.column}{kind}| {line.text}".replace("\t", "<tab>").rstrip()


def inlines(nodes: tuple[Inline, ...]) -> str:
    out = []
    for node in nodes:
        match node:
            case Text(text):
                out.append(text)
            case Emphasis(children):
                out.append(f"[em {inlines(children)}]")
            case Strong(children):
                out.append(f"[strong {inlines(children)}]")
            case WebLink(url, children):
                out.append(f"[link {url} {inlines(children)}]")
            case Mention(term, text):
                out.append(f"[{term}|{text}]")
            case NoteRef(mark, _):
                out.append(f"[note {mark}]")
    return "".join(out)


def outline(value: object, name: str = "", depth: int = 0) -> str:
    """An indented outline of any model value, without empty fields."""
    return "\n".join(_outline(value, name, depth)) + ("\n" if depth == 0 else "")


def _outline(value: object, name: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    head = f"{indent}{name}: " if name else indent
    if isinstance(value, Paragraph):
        numbers = ",".join(dict.fromkeys(str(line.number) for line in value.lines))
        yield f"{head}({numbers}) {inlines(value.inlines)}"
    elif isinstance(value, Line):
        yield head + _line(value)
    elif isinstance(value, Enum):
        yield head + value.name.lower()
    elif isinstance(value, tuple):
        if not value:
            return
        if name:
            yield f"{indent}{name}:"
        for item in value:
            yield from _outline(item, "", depth + (1 if name else 0))
    elif is_dataclass(value):
        yield f"{head}{type(value).__name__}"
        for field in fields(value):
            yield from _outline(getattr(value, field.name), field.name, depth + 1)
    elif value is not None:
        yield f"{head}{value}"
