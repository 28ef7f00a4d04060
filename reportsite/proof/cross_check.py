"""A second count of the findings, from the received text alone.

The proof shows that no word is lost, but not that the words still mean the same: if the heading
"Areas for improvement" is not recognised, a weakness is published as a strength, and no word is missing. So
this reader counts the findings again. It shares no rules with reading/: it recognises headings by their
letters alone, and items by their bullets. A paragraph without a bullet may be a finding or continue one, so
a count is a range.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportsite.errors import Problem
from reportsite.model import Report, SectionKind, lines_of

HINT = (
    "Compare these lines with the site: is a heading misspelt, or a bullet unknown? "
    "Spellings are in reportsite/reading/headings.py and proof/cross_check.py, bullets in reading/lines.py."
)

KINDS: Mapping[str, SectionKind] = {
    "evidence": SectionKind.EVIDENCE,
    "strength": SectionKind.STRENGTH,
    "strengths": SectionKind.STRENGTH,
    "workinprogress": SectionKind.WORK_IN_PROGRESS,
    "areaforimprovement": SectionKind.IMPROVEMENT,
    "areasforimprovement": SectionKind.IMPROVEMENT,
    "developingpractice": SectionKind.PRACTICE,
    "developingpractices": SectionKind.PRACTICE,
}
"""The letters of each heading of a section. Every spelling in reading/headings.py has a line here."""
if _lacking := [kind.name for kind in SectionKind if kind not in KINDS.values()]:
    raise ValueError(f"KINDS lacks {', '.join(_lacking)}; expected the letters of its headings.")

_CRITERION = re.compile(
    r"[\W_]{0,5}([A-Z]{2,4})\W?(\d{1,2})\W{0,5}(?:\([^()]{0,80}\)\W{0,5})?summary(?=\b|_)[\W_]{0,5}(?:\Z|(?<=\W)(?-i:[A-Z]))",
    re.IGNORECASE,
)
_END = re.compile(
    r"\W{0,5}(?:(?:GRADE|INSPECTION AREA)\b|(?:Appendix|APPENDIX|Glossary|GLOSSARY)\b[^.]{0,100}\Z"
    r"|(?:Recommendations?|RECOMMENDATIONS?|(?:List of )?Abbreviations|ABBREVIATIONS)\W{0,5}\Z)"
)
"""The first line after the findings of a framework."""
_HEADER = re.compile(
    r"[^.;]{0,80}[–-] HMIC Inspection\b(?:[\s|–-]*(?:Report|Page|of|[A-Z][a-z]+ \d{4}|\d+)\b)*"
)
_FEW = 2
"""A bullet and one word, which may begin a sentence."""
_PRINTED = re.compile(r"(?:page|of|\d++|[a-z]{3,9} \d{4}|[\s|–-])++\Z", re.IGNORECASE)
"""The running header, the date or the number of a page."""
_NOTE = re.compile(r"\s*[⁰¹²³⁴-⁹]")
_SIGN = re.compile(r"([^\w\s])(?:\s*(?=\w|[\"'‘“(*_])|\Z)|o(?:\s|\Z)")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*(?:\s+(?:and|or))?\Z")
_NONE = re.compile(
    r"\W{0,5}(?:there (?:is|are|was|were|has been|have been) )?"
    r"(?:(?:none|nil|no|not|nothing)\b(?:\W+\w+){0,5}|n\W?a)\W*\d?\Z",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Count:
    """The lines that may begin findings of one kind in one criterion."""

    items: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    sentences: bool = False
    """Whether a paragraph is running text, not just a heading with an unknown spelling."""
    none: bool = False
    """Whether the report says that there are no findings."""

    @property
    def fewest(self) -> int:
        return len(self.items) or int(self.sentences and not self.none)

    @property
    def most(self) -> int:
        return len(self.items) + len(self.paragraphs)

    def __str__(self) -> str:
        return f"{self.fewest} to {self.most}" if self.fewest < self.most else f"{self.most}"

    def add(self, number: int, text: str, above: str) -> None:
        """Count a line of a section. The text `above` shows whether a finding may begin there."""
        item = _is_item(text, above)
        said = text.partition(" ")[2] if item and not text[0].isalpha() else text
        if _NONE.match(said) and (item or not above):
            self.none = True
            # Only a plain "None" is certainly not a finding.
            self.paragraphs += [number] if len(said.split()) > 2 else []
        elif item:
            self.items.append(number)
        elif text and not above:
            self.paragraphs.append(number)
            self.sentences |= len(text.split()) > 8 or bool(_SENTENCE_END.search(text))


def cross_check(file: str, source: str, report: Report) -> tuple[Problem, ...]:
    """Report each criterion and kind for which `report` and its `source` differ in the number of findings.

    `file` is the name of the source in messages.
    """
    counts = count_findings(source)
    problems = []
    for criterion in report.criteria:
        counted = counts.pop(criterion.code, {})
        for kind in SectionKind:
            count = counted.get(kind, Count())
            read = [finding.first_line for finding in criterion.findings if finding.kind is kind]
            if not count.fewest <= len(read) <= count.most:
                lines = sorted({*read, *count.items, *count.paragraphs})
                places = ", ".join(map(str, lines[:12])) + (", …" if len(lines) > 12 else "")
                what = f"{len(read)} were read, but {count} are in the text (lines {places})."
                problems.append(
                    Problem(file, lines[0], f"{criterion.code}, {kind.many}: {what}", HINT, "R020")
                )
    for code in counts:
        problems.append(Problem(file, 0, f"criterion {code} is in the text, but was not read.", HINT, "R020"))
    return tuple(problems)


def count_findings(source: str) -> dict[str, dict[SectionKind, Count]]:
    """Count the findings in the received text by criterion code, as `MC07`, and by kind."""
    counts: dict[str, dict[SectionKind, Count]] = {}
    here: dict[SectionKind, Count] | None = None
    count: Count | None = None
    above = ""
    texts = [*map(_plain, lines_of(source)), ""]
    for number in range(1, len(texts)):
        text = texts[number - 1]
        criterion = _CRITERION.match(text)
        kind, rest = _heading(text, alone=not above)
        if text and not criterion and not kind and (below := texts[number]):
            # A heading on two lines. Do not read the second line again.
            criterion, kind = _CRITERION.match(f"{text} {below}"), KINDS.get(_letters(f"{text} {below}"))
            texts[number], rest = ("", "") if criterion or kind else (below, rest)
        if criterion:
            here = counts.setdefault(f"{criterion[1]}{criterion[2]}".upper(), defaultdict(Count))
            count = None
        elif _END.match(text) and _ends_sentence(above):
            here = count = None
        elif here is not None and kind:
            count, above = here[kind], ""
            if rest:
                count.add(number, rest, "")
        elif count is not None:
            count.add(number, text, above)
        above = "" if kind or criterion else text
    return counts


def _plain(line: str) -> str:
    """The text of a line without invisible characters; empty for a footnote or the header of a page."""
    if not line.isascii():
        # Normalisation would turn the mark of a footnote into a digit.
        line = re.sub("[⁰¹²³⁴-⁹]+", "", "" if _NOTE.match(line) else line)
        line = "".join(c for c in unicodedata.normalize("NFKC", line) if unicodedata.category(c) != "Cf")
    text = " ".join(re.sub(r"<[^<>]*>", " ", line).split())
    text = _HEADER.sub("", text, count=1).strip() if "HMIC Inspection" in text else text
    return "" if _PRINTED.match(text) else text


def _heading(text: str, *, alone: bool) -> tuple[SectionKind | None, str]:
    """The kind of section that a line heads, and the text after the heading on its line.

    `alone`: the line begins a paragraph, so that a lower-case letter may begin the heading.
    """
    capital = re.match(r"[\W_]{0,5}[A-Z]", text)
    if kind := KINDS.get(_letters(text)) if capital or (alone and not text.endswith(".")) else None:
        return kind, ""
    words = text.split(maxsplit=8) if capital else []
    for end in range(1, min(5, len(words) - 3)):
        kind = KINDS.get(_letters(" ".join(words[:end])))
        # `- Evidence Review Officers…` is an item.
        sure = end > _FEW or words[0][0].isalnum() or not words[end - 1][-1].isalnum()
        if kind and sure and re.match(r"[A-Z‘“\"'(]|\W\Z", words[end]):
            return kind, " ".join(words[end:])
    return None, text


def _letters(text: str) -> str:
    """`**Area(s) for improvement:**` -> `areasforimprovement`; empty if it is too long for a heading."""
    return "".join(c for c in text if c.isalpha()).lower() if len(text) < 60 else ""


def _is_item(text: str, above: str) -> bool:
    """Whether a line begins with a bullet, and not with a dash that continues the text `above`."""
    match = _SIGN.match(text)
    sign = match[1] or "o" if match else ""
    if not match or sign in "–—*":  # these also occur in sentences
        begins = _ends_sentence(above) or above[0] == sign
        return bool(match) and begins and text[1:2] == " "
    if sign == "-":
        return _ends_sentence(above) or text[1:2] == " "
    return sign in "o•‣⁃·" or (not sign.isascii() and unicodedata.category(sign) in ("So", "Sm", "Co"))


def _ends_sentence(above: str) -> bool:
    return not above or bool(_SENTENCE_END.search(above))
