"""The normal form of a line, used only to compare headings.

The same heading is printed in many ways: in bold, with a colon, with a no-break space or a soft hyphen,
with a curly or a straight apostrophe. The normal form removes these differences. The received words do not
change: each position in the normal form maps back to the received line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 240
"""Characters of the longest line that can be a heading."""

_PLAIN = re.compile(r"[!-)+-^`-~]++(?: [!-)+-^`-~]++)*+\Z")
"""Text already in its normal form: ASCII words without markup, separated by single spaces."""

_MARKUP = "*_"
"""The emphasis markup in the received text."""

_FOLDED = {
    **dict.fromkeys("‘’ʼ′`", "'"),
    **dict.fromkeys("“”″", '"'),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("‒—―−", "–"),
    "：": ":",
}


def normal(text: str) -> str:
    """The normal form of a line: ` **Areas for\\xa0improvement**` -> `Areas for improvement`."""
    return text if _PLAIN.match(text) else _normal(text)[0]


# Each line is compared with many spellings, one after another.
@lru_cache(64)
def _normal(text: str) -> tuple[str, tuple[int, ...]]:
    """The normal form, and the offset in `text` of each of its characters."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _MARKUP or _invisible(character):
            continue
        if character.isspace() and (not characters or characters[-1] == " "):
            continue
        for letter in " " if character.isspace() else _folded(character):
            characters.append(letter)
            offsets.append(offset)
    if characters and characters[-1] == " ":
        del characters[-1], offsets[-1]
    return "".join(characters), tuple(offsets)


def _invisible(character: str) -> bool:
    """Whether a character is a soft hyphen, a byte order mark, a zero-width space or similar."""
    return unicodedata.category(character) == "Cf"


def _folded(character: str) -> str:
    """A character without its typography: curly quotation marks straight, ligatures and full width split."""
    if "\ufb00" <= character <= "\ufb06" or "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return _FOLDED.get(character, character)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a spelling occurs in a line, in offsets of the line as received."""

    line: str
    match: re.Match[str]
    offsets: tuple[int, ...]

    def __getitem__(self, group: str) -> str | None:
        """The normal form of a group; None if it is absent."""
        text: str | None = self.match[group]
        return text

    def span(self, group: str) -> tuple[int, int]:
        """The start and the end of a group, with the invisible characters around it; (0, 0) if absent."""
        first, last = self.match.span(group)
        if first == last:
            return 0, 0
        start, end = self.offsets[first], self.offsets[last - 1] + 1
        while start and _invisible(self.line[start - 1]):
            start -= 1
        while end < len(self.line) and _invisible(self.line[end]):
            end += 1
        return start, end


@dataclass(frozen=True, slots=True)
class Spelling:
    """A pattern for the normal form of a line."""

    pattern: re.Pattern[str]

    def match(self, text: str) -> Occurrence | None:
        """The match at the start of a line; None for a line that is too long for a heading."""
        if len(text) > LONGEST:
            return None
        if _PLAIN.match(text):
            match = self.pattern.match(text)
            return Occurrence(text, match, tuple(range(len(text)))) if match else None
        form, offsets = _normal(text)
        match = self.pattern.match(form)
        return Occurrence(text, match, offsets) if match else None
