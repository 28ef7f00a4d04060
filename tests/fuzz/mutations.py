"""Ways in which a text may differ from the expected one, as Hypothesis strategies.

A case is a text and a few edits. An edit is a plain value that gives its place as the rank of a line,
so a failing case shrinks to few edits and short words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

Lines = list[str]
Edit = Callable[[Lines], Lines]
"""Returns new lines; it does not change its argument."""


@dataclass(frozen=True, slots=True)
class At:
    """An edit at a line, given by its rank among the lines that are not blank."""

    name: str
    rank: int
    change: Callable[[Lines, int], Lines]

    def __call__(self, lines: Lines) -> Lines:
        filled = [index for index, line in enumerate(lines) if line.strip()]
        if not filled:
            return lines
        index = filled[self.rank % len(filled)]
        return [*lines[:index], *self.change(lines[index:], index)]

    def __repr__(self) -> str:
        return f"{self.name} at {self.rank}"


RANKS = st.integers(0, 400)


def edit(name: str, change: Callable[[Lines, int], Lines]) -> st.SearchStrategy[Edit]:
    """An edit at any line. `change` gets the lines from there on, and the number of those above."""
    return st.builds(At, st.just(name), RANKS, st.just(change))


def edit_with(
    name: str, values: st.SearchStrategy[str], change: Callable[[Lines, str], Lines]
) -> st.SearchStrategy[Edit]:
    """An edit at any line with a drawn text."""

    def at(rank: int, value: str) -> Edit:
        return At(f"{name} {value!r}", rank, lambda lines, _: change(lines, value))

    return st.builds(at, RANKS, values)


def in_line(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Edit]:
    """An edit that inserts a drawn text into any line, at its start, at its end or in between."""

    def at(rank: int, where: int, value: str) -> Edit:
        def change(lines: Lines, _: int) -> Lines:
            first, *rest = lines
            cut = (0, len(first), *range(1, len(first)))[where % (len(first) + 1)]
            return [first[:cut] + value + first[cut:], *rest]

        return At(f"{name} {value!r} at {where}", rank, change)

    return st.builds(at, RANKS, st.integers(0, 40), values)


# Lines and sections --------------------------------------------------------------------------

LINES = st.one_of(
    edit("drop", lambda lines, _: lines[1:]),
    edit("double", lambda lines, _: [lines[0], *lines]),
    edit("swap", lambda lines, _: [*lines[1:3], lines[0], *lines[3:]]),
    edit(
        "cut", lambda lines, _: [lines[0][: len(lines[0]) // 2], lines[0][len(lines[0]) // 2 :], *lines[1:]]
    ),
    edit("join", lambda lines, _: [" ".join(filter(None, lines[:3])), *lines[3:]]),
    edit("blank above", lambda lines, _: ["", *lines]),
    edit("no blank below", lambda lines, _: [lines[0], *lines[2:]] if not "".join(lines[1:2]) else lines),
    edit("end", lambda lines, _: lines[:1]),
)

SECTIONS = st.one_of(
    edit("move to the end", lambda lines, _: [*lines[6:], "", *lines[:6]]),
    edit("move down", lambda lines, _: [*lines[8:20], "", *lines[:8], *lines[20:]]),
    edit("drop a section", lambda lines, _: lines[8:]),
    edit("double a section", lambda lines, _: [*lines[:8], "", *lines]),
    edit("reverse", lambda lines, _: [*reversed(lines[:9]), *lines[9:]]),
)

FURNITURE = edit_with(
    "furniture",
    st.sampled_from(
        [
            "July 2008", "Page 4", "12", "Northshire Police – HMIC Inspection Report",
            "Westshire Police – HMIC Inspection Report July 2008", "\f", "3 | July 2008", "westshire-v3.doc",
            "Contents", "¹ A note.", "²", "* A note of a table.", "GRADE\tMeets", "MC01 Summary", "None.",
            "Appendix 3: Methods", "Recommendations", "Introduction to HMIC Inspections", "Strengths",
            "INSPECTION AREA: X", "TITLE:", "FORCE CONTACT: A, 01632 960001", "A", "AB\tA B", "a\tb\tc", "\t",
            "Developing practice", "Contextual factors", "NP1 Summary It is so, as all have seen.",
        ]
    ),
    lambda lines, value: [value, "", *lines],
)  # fmt: skip

# Headings ------------------------------------------------------------------------------------

HEADING_WORDS = (
    "Summary", "Strengths", "Evidence", "Work in progress", "Area(s) for improvement", "Developing practice",
    "GRADE", "Appendix", "Glossary", "Contents", "Introduction", "Recommendations", "Contextual", "TITLE",
    "PROBLEM", "CONTACT", "Areas for improvement", "Force Overview", "None.",
)  # fmt: skip


def heading(name: str, change: Callable[[str], str]) -> st.SearchStrategy[Edit]:
    """An edit of any heading."""

    def at(word: str, rank: int) -> Edit:
        def changed(lines: Lines) -> Lines:
            at = [index for index, line in enumerate(lines) if word in line and len(line) < 60]
            index = at[rank % len(at)] if at else -1
            return [change(line) if i == index else line for i, line in enumerate(lines)]

        return Named(f"{name} {word!r} {rank}", changed)

    return st.builds(at, st.sampled_from(HEADING_WORDS), st.integers(0, 3))


@dataclass(frozen=True, slots=True)
class Named:
    """An edit with a name for messages."""

    name: str
    change: Edit

    def __call__(self, lines: Lines) -> Lines:
        return self.change(lines)

    def __repr__(self) -> str:
        return self.name


def misspelt(line: str) -> str:
    """The line without a letter in the middle."""
    return line[: len(line) // 2] + line[len(line) // 2 + 1 :]


def swapped(line: str) -> str:
    """The line with two letters in the middle swapped."""
    at = len(line) // 2
    return line[:at] + line[at : at + 2][::-1] + line[at + 2 :]


HEADINGS = st.one_of(
    heading("misspell", misspelt),
    heading("swap letters of", swapped),
    heading("capitals of", str.upper),
    heading("small letters of", str.lower),
    heading("title case of", str.title),
    heading("bold", lambda line: f"**{line}**"),
    heading("emphasise", lambda line: f"*{line}*"),
    heading("emphasise twice", lambda line: f"***{line}***"),
    heading("a hash before", lambda line: f"# {line}"),
    heading("a colon after", lambda line: f"{line}:"),
    heading("a full stop after", lambda line: f"{line}."),
    heading("continue", lambda line: f"{line} (continued)"),
    heading("a bullet before", lambda line: f"- {line}"),
    heading("a number before", lambda line: f"1. {line}"),
    heading("a note after", lambda line: f"{line}¹"),
    heading("zero width before", lambda line: f"\u200b{line}"),
    heading("zero width in", "\u200b".join),
    heading("soft hyphens in", lambda line: line[:4] + "\u00ad" + line[4:]),
    heading("no-break spaces in", lambda line: line.replace(" ", "\u00a0")),
    heading("tabs in", lambda line: line.replace(" ", "\t")),
    heading("wrap", lambda line: line.replace(" ", "\n", 1)),
    heading(
        "full width of", lambda line: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in line)
    ),
    heading("indent", lambda line: f"    {line}"),
    heading("a sentence after", lambda line: f"{line} The force has a plan for it."),
    heading("a list after", lambda line: f"{line} - The force has a plan for it."),
    heading("lose", lambda line: ""),
)

# Characters and markup -----------------------------------------------------------------------

# UTF-8 cannot encode surrogates; a few control characters are enough.
CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"]),
    st.characters(exclude_categories=["Cs", "Cc"]),
    st.sampled_from(
        "\u200b\u200d\u2060\ufeff\u00ad\u202e\u2028\u2029\x85\x0b\x0c\x1c\x00\x7f\ufffe\U0010ffff\ue000"
    ),
    st.sampled_from("¹²³⁴*_`[]{}()<>&\\|#~!:;\"'’“”–—-•▪\t\r\n"),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=6)

MARKUP = (
    "*", "**", "***", "_", "__", "`", "```", "~~~", "[x](y)", "[x]: y", "![i](j)", "](", "<b>", "</b>", "<!--", "-->",
    "</div>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<style>p{}</style>",
    "<u", "<a href='javascript:x'>y</a>", "<javascript:x>", "<http://e.x>", "<http:>", "<mailto:a@b>", "http://e.x/a_b",
    "&amp;", "&lt;b&gt;", "&#60;i&#62;", "{: .x onclick=y #z }", "{#y}", "{{ 7*7 }}", "{% raw %}", "{# c #}", "${x}",
    "[TOC]", "*[A]: B", "[^1]", "!!! note", "??? x", ":::", "===", "---", "# ", "## x", "> ", "1. ", "+ ", "|a|b|", "|-|-|",
    "\\", "\\*", "    ", "\t", "<p>", "<ul><li>", "<ol>", "</p>", "]]>", "<?php", "<![CDATA[", "klzzwxh:0001", "\x02", "stx",
    "wzxhzdk:0", "STX", "None", "Nil.", "N/A", "MC01", "MC99", "(MC01)", "**a *b* c**", "*a **b** c*", "a*b*c", "<<", ">>",
    "(" * 60, "[" * 60, "*" * 61, "_" * 40, "`" * 40, "{" * 40, "<" * 40, " " * 80, "\t" * 30, "a" * 200, "¹" * 20, "&" * 20,
    "* " * 20, "- " * 20, "**a" * 20, "(a" * 30, "1" * 60, "MC" * 30, ". " * 40, "– " * 30,
)  # fmt: skip
WORDS = st.one_of(st.sampled_from(MARKUP), TEXTS)

MARKED = in_line("put", WORDS)
BULLETS = edit_with(
    "begin with",
    st.sampled_from(
        [
            "- ",
            "-",
            "• ",
            "•",
            "o ",
            "■ ",
            "✓ ",
            "\uf0b7 ",
            "\uf0b7\t",
            "– ",
            "* ",
            "*",
            "1. ",
            "2) ",
            "a) ",
            "¹ ",
            "\t",
            "   ",
        ]
    ),
    lambda lines, value: [value + lines[0], *lines[1:]],
)
REPLACED = edit_with("replace by", WORDS, lambda lines, value: [value, *lines[1:]])

TEXT_EDITS: Mapping[str, st.SearchStrategy[Edit]] = {
    "lines": LINES,
    "sections": st.one_of(SECTIONS, FURNITURE),
    "headings": HEADINGS,
    "characters": st.one_of(in_line("put", TEXTS), BULLETS),
    "markup": st.one_of(MARKED, REPLACED),
    "all": st.one_of(LINES, SECTIONS, FURNITURE, HEADINGS, MARKED, BULLETS, REPLACED),
}
"""The edits of a report, by kind."""

# YAML ----------------------------------------------------------------------------------------

UGLY = (
    "&a", "*a", "<<: *a", "!!python/object:os.system", "!!binary x", "!!set {a}", "!!float x", "!x", "{", "}", "[", "]", "{}",
    "[]", "[[[]]]", "{a: {b: {c: {}}}}", "? a", "? [a]", ": x", "|", ">", "|+", ">-", "---", "...", "%YAML 1.2", "%TAG ! x", "# x",
    "null", "~", "yes", "no", "on", "2008-07-01", "0x1F", "0o7", "1_000", "12:30:45", ".inf", ".nan", "1e400", "-0", "9" * 40,
    "''", '""', "'", '"', '"\\x00"', '"\\uD800"', '"\\U00110000"', '"\\e"', '"a\\nb"', "\t", "  ", "    x", "- ", "- - -", "-",
    "terms:", "titles:", "source:", "../../etc/passwd", "/etc/passwd", "a" * 300, "é", "\ufeff", "\u2028", "\x85", "\x07", "@x",
    "`x`", "<b>", "[x](javascript:y)", "{{ x }}", "{: onclick=x }", "<script>alert(1)</script>", "&a [*a]", "MC01", "MC99", ",", "=",
)  # fmt: skip
UGLINESS = st.one_of(st.sampled_from(UGLY), TEXTS)
YAML_EDITS = st.one_of(
    LINES,
    in_line("put", UGLINESS),
    edit_with("value", UGLINESS, lambda lines, value: [f"{lines[0].partition(':')[0]}: {value}", *lines[1:]]),
    edit_with("key", UGLINESS, lambda lines, value: [f"{value}: {lines[0].partition(':')[2]}", *lines[1:]]),
    edit_with("above", UGLINESS, lambda lines, value: [value, *lines]),
    edit_with("below", UGLINESS, lambda lines, value: [lines[0], f"  {value}", *lines[1:]]),
)


def edited(text: str, edits: list[Edit]) -> str:
    """A text with the edits made in order."""
    lines = text.split("\n")
    for change in edits:
        lines = "\n".join(change(lines)).split("\n")
    return "\n".join(lines)
