"""The headings of the family of reports: a new spelling is one line of data here.

Source: the HMIC inspection reports of 2007 to 2009, which share one template.
Patterns match a whole line, or the beginning of one for headings that share a line with their paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from reportsite.model import GradeLevel, SectionKind
from reportsite.reading.spelling import LONGEST, Spelling, normal

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH_NAMES = tuple(MONTHS.split("|"))


def _whole(pattern: str) -> Spelling:
    """The spelling of a whole line that begins with a capital. A colon or a full stop may end it."""
    return Spelling(re.compile(rf"(?=(?-i:[A-Z]))(?:{pattern}) ?[:.]?\Z", re.IGNORECASE | re.ASCII))


def _start(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Spelling:
    """The spelling of the beginning of a line."""
    return Spelling(re.compile(pattern, flags | re.ASCII))


def _cell(pattern: str) -> re.Pattern[str]:
    """A pattern for a whole cell of a table; case and the kind of space do not matter."""
    spaced = pattern.replace(" ", r"\s+")
    return re.compile(rf"(?:{spaced})\Z", re.IGNORECASE)


class Part(Enum):
    """The part of the report that a section outside the criteria belongs to."""

    INSPECTION = "inspection"
    FORCE = "force"
    BACK = "back"


ANY_APPENDIX = _whole(r"Appendi(?:x|ces)(?: \w{1,4})?(?: ?[:.–-].*| (?-i:[A-Z]).*)?")

SECTIONS: tuple[tuple[Spelling, Part], ...] = (
    (_whole(r"Introduction to HMIC Inspections?"), Part.INSPECTION),
    (_whole(r"HMIC Business Plan for \d{4}/\d{2,4}"), Part.INSPECTION),
    (_whole(r"Programmed Frameworks?"), Part.INSPECTION),
    (_whole(r"The Grading Process"), Part.INSPECTION),
    (_whole(r"Developing Practice"), Part.INSPECTION),
    (_whole(r"Force Overview and Context"), Part.FORCE),
    (_whole(r"Strategic Priorities"), Part.FORCE),
    (_whole(r"Force Performance Overview"), Part.FORCE),
    (_whole(r"Recommendations?"), Part.BACK),
    (_whole(r"Assessment of Outcomes(?: Using .*)?"), Part.BACK),
    # Any other appendix: those of practice and the glossary are recognised first.
    (ANY_APPENDIX, Part.BACK),
)
"""Sections outside the criteria. Any other heading there begins a subsection of the section above."""

NOTE_MARK = re.compile(r"(?<!\bm)(?<!\b[kcm]m)(?<!10)[⁰¹²³⁴-⁹]+")
"""The mark of a footnote, but not the exponent in `km²`, `m³` or `10⁶`."""

CONTENTS = _start(r"(?:Table of )?Contents\b", re.IGNORECASE)
"""The heading of the contents list, which ends where the first section begins."""

OPENING = SECTIONS[0][0]
"""The first section of every report."""

_NUMBERED = r"(?:Appendix(?: \w{1,4})? ?[:.–-]? ?)?"
APPENDIX_PRACTICE = _whole(rf"{_NUMBERED}Developing practices?")
APPENDIX_GLOSSARY = _whole(
    rf"{_NUMBERED}"
    r"(?:Glossary(?: of)?(?: Terms)?(?: and)?(?: Abbreviations)?|(?:List of )?Abbreviations)"
)

CRITERION = _start(
    r"(?P<code>[A-Z]{2,4}\d{1,2}) ?[:–-]? ?(?P<aside>\([^()]*\))? ?[:–-]? ?(?P<summary>Summary) ?[:.]?\Z",
    re.IGNORECASE,
)
"""`MC01 Summary`, `MC18 (This is also covered by MC06) Summary`."""

_LIKE_CRITERION = re.compile(r"(?P<letters>[^\W\d_]{2,4}) ?\d{1,2}[a-z]?\b(?:\W|\Z)")

KINDS: Mapping[SectionKind, Spelling] = {
    SectionKind.EVIDENCE: _whole(r"Evidence"),
    SectionKind.STRENGTH: _whole(r"Strengths?"),
    SectionKind.WORK_IN_PROGRESS: _whole(r"Work in progress"),
    SectionKind.IMPROVEMENT: _whole(r"Areas?(?:\(s\))? for improvement"),
    SectionKind.PRACTICE: _whole(r"Developing practices?"),
}
"""The headings of a criterion's sections. To add a kind of section, start with `SectionKind`."""
if _lacking := [kind.name for kind in SectionKind if kind not in KINDS]:
    raise ValueError(f"KINDS lacks {', '.join(_lacking)}; expected a heading for every SectionKind.")

_IS = r"(?:is|are|was|were|has been|have been)"
_KIND = (
    r"(?:areas?(?:\(s\))?(?: for improvement)?|strengths?|evidence|work in progress|developing practices?"
    r"|issues|items|findings|examples)"
)
_SEEN = rf"(?:(?: {_IS})? (?:identified|noted|found|reported|recorded|seen|submitted))"
NONE = _start(
    rf"[(\[]?(?:There {_IS} )?"
    r"(?:(?:None|Nil(?: return)?|Nothing(?: to report)?|N ?[/.] ?A|Not applicable)"
    rf"{_SEEN}?|No {_KIND}{_SEEN})"
    r"(?: at (?:this time|present|(?:the )?time of (?:the )?inspection))?[)\]]? ?[.:;]?\.?[⁰¹²³⁴-⁹]*\Z",
    re.IGNORECASE,
)
"""The report's statement that a section has no findings."""

LIKE_NONE = _start(
    rf"(?:(?:There {_IS} )?(?:None|Nil|Nothing|No|Not|N ?[/.] ?A)\b(?: \S+){{0,4}}|TB[AC]\W?)\Z",
    re.IGNORECASE,
)
"""A few words that may be another form of that statement."""

GRADE = _start(r"(?P<label>GRADE|Grade(?= ?:))\b(?: ?:?(?: (?P<text>\S.*))?)?\Z")
GRADES: tuple[tuple[re.Pattern[str], GradeLevel], ...] = (
    (re.compile(r"Exceeds?\b", re.IGNORECASE), GradeLevel.EXCEEDS),
    (re.compile(r"Meets?\b", re.IGNORECASE), GradeLevel.MEETS),
    (re.compile(r"(?:Fails?|Does not meet)\b", re.IGNORECASE), GradeLevel.FAILS),
)

CONTEXT = _whole(r"Contextual factors")

CAPTION = re.compile(r"(?=.*[^.;:]\Z).*\(\d{4}(?:/\d{2})? to \d{4}(?:/\d{2})?\).")
"""The caption of a chart: it contains a range of years and does not end like a sentence."""

INDICATOR = _cell(r"Indicators?\s?:?")
INDICATOR_YEAR = _cell(r"\d{4}(?:/\d{2,4})?")
INDICATOR_AVERAGE = _cell(r"(?:(?P<group>\S.*?)(?<!\s)\s+)?(?:ave|avg|average)\.?")
"""The columns of the table of indicators: `Indicator`, `2006`, `MSF ave.`."""

MONTH_SPAN = re.compile(
    rf"(?:(?P<first>{MONTHS})(?:\s+(?P<first_year>\d{{4}}))?\s*(?:[-–—]|\bto\b)\s*)?"
    rf"(?P<last>{MONTHS})\s+(?P<last_year>\d{{4}})\Z",
    re.IGNORECASE,
)
"""`April 2008 – September 2008`, `April – September 2008`, `April 2008`."""

_LABEL_ENDS = 60
PRACTICE_LABELS: tuple[tuple[str, Spelling], ...] = tuple(
    (name, _start(rf"(?P<label>{spelling} ?:)"))
    for name, spelling in (
        ("area", r"INSPECTION AREA"),
        ("title", r"TITLE"),
        ("problem", r"PROBLEM"),
        ("solution", r"SOLUTION"),
        ("outcome", r"OUTCOMES?(?:\(S\))?"),
        ("contact", r"FORCE CONTACTS?"),
    )
)
"""The labels of the form in which forces submitted developing practice, in the order of the form."""

DATE = re.compile(rf"(?:{MONTHS})\s+\d{{4}}")

RUNNING_TITLE = re.compile(
    rf"(?:\d{{1,3}}\s+|FIRST PUBLISHED \d{{4}}\s+|{DATE.pattern}\s+)*+"
    r"(?P<force>\S.{0,99}?)(?<!\s)\s+[–-]\s+HMIC Inspection(?: Report)?\b"
)
"""The running header of every page: the name of the force and the type of document."""

FILE_NAME = re.compile(r"\S{1,80}\.(?:docx?|rtf|pdf)\Z", re.IGNORECASE)
"""The running line of a draft."""

PUBLISHER = re.compile(r".*\b(?:Inspectorate|HMIC)\b")
"""A line of the cover above the title."""


_COLON = re.compile(r":[*_]*\s+(?=\S)")
# What follows a heading on its line begins like a sentence of four words or more, or like a list.
_RUNS_ON = re.compile(r"\s+(?=[A-Z‘“\"'(]\S*(?:\s+\S+){3}|- )")


def run_in_end(text: str) -> int | None:
    """The offset of the paragraph that shares a line with its heading; None if there is none."""
    colon = _COLON.search(text, 0, 80)
    if colon and any(kind.match(text[: colon.start()]) for kind in KINDS.values()):
        return colon.end()
    ends = (match for match in _RUNS_ON.finditer(text[:120]) if has_paragraph(text[: match.start()]))
    return next((match.end() for match in ends), None)


def opens_report(text: str) -> bool:
    """Whether a line is, or begins with, the heading of the first section."""
    return bool(OPENING.match(text[: run_in_end(text)].strip()))


def starts_with_heading(text: str) -> bool:
    """Whether a line is a known heading, or begins with one that may share a line with its paragraph."""
    return fixed_heading(text) or run_in_end(text) is not None


def month_of(date: str) -> tuple[int, int] | None:
    """The year and the month of a date: `July 2008` -> `(2008, 7)`. None for any other text."""
    name, _, year = date.partition(" ")
    if name.capitalize() not in MONTH_NAMES or not year.isdecimal():
        return None
    return int(year), MONTH_NAMES.index(name.capitalize()) + 1


def fixed_heading(text: str) -> bool:
    """Whether `text` as a whole is a known heading."""
    return spelling_of(text) is not None


# Repair asks this about the same lines again and again.
@lru_cache(2048)
def spelling_of(text: str) -> Spelling | None:
    """The spelling of the known heading that `text` is as a whole; None if it is none."""
    spellings = [*KINDS.values(), APPENDIX_PRACTICE, APPENDIX_GLOSSARY, CRITERION, CONTEXT]
    spellings += [spelling for spelling, _ in SECTIONS]
    return next((spelling for spelling in spellings if spelling.match(text)), None)


def is_kind(text: str) -> bool:
    """Whether `text` is the heading of a criterion's section, in any case, without a full stop."""
    capital = text[:1].upper() + text[1:]
    return not text.rstrip().endswith(".") and any(kind.match(capital) for kind in KINDS.values())


def is_unfinished(text: str) -> bool:
    """Whether `text` ends in a word that cannot end a sentence."""
    return bool(_UNFINISHED.search(text))


def has_paragraph(text: str) -> bool:
    """Whether `text` is a heading that may share a line with its paragraph: not the title of an appendix."""
    patterns = [p for p, _ in SECTIONS[:-2]] + [*KINDS.values()] + [CRITERION, CONTEXT]
    return any(p.match(text) for p in patterns)


_UNFINISHED = re.compile(r"\b(?:an?|and|as|at|by|for|from|in|is|of|on|or|that|the|to|with)\Z")


def like_criterion(text: str) -> bool:
    """Whether a line looks like the heading of a criterion, in a spelling that may be unknown."""
    form = normal(text)
    match = _LIKE_CRITERION.match(form)
    return bool(match and match["letters"].isupper() and len(form.split()) < 10)


def looks_like_heading(text: str) -> bool:
    """Whether a paragraph reads as a heading: it is short and not a sentence."""
    return (
        bool(re.match(r"[A-Z0-9'\"]", normal(text[:LONGEST])))
        and not re.search(r"[.;:,!?][⁰¹²³⁴-⁹]*\Z", text)
        and not _UNFINISHED.search(text)
        and len(text.split()) <= 14
    )


_MOST_WORDS_OF_A_LABEL = 4


def is_label(text: str) -> bool:
    """Whether a paragraph is a few words with a colon or a full stop, as a heading may have."""
    return bool(re.match(r"[A-Z]", text) and re.search(r"[.:]\Z", text)) and (
        len(text.split()) <= _MOST_WORDS_OF_A_LABEL
    )


def split_label(text: str) -> tuple[str, int] | None:
    """The practice label that `text` begins with, as (name, length of the printed label)."""
    for name, pattern in PRACTICE_LABELS:
        if match := pattern.match(text[:_LABEL_ENDS]):
            end = match.span("label")[1]
            return name, end + len(text[end:]) - len(text[end:].lstrip("*_"))
    return None
