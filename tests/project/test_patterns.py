"""Every regular expression takes linear time, tested with the worst text for each.

A pattern of a module that has no attack here fails.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

import hooks
import reportsite
from reportsite.reading.spelling import LONGEST, Spelling
from tests.conftest import ROOT

MOST_RATIO = 2.3
"""The maximum ratio of the times for a text of twice the length and for the text itself."""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of all modules by module and name: `reportsite.reading.headings.CAPTION`.

    Headings are matched with lines of LONGEST characters at most, whatever their patterns.
    """
    modules = [
        importlib.import_module(info.name)
        for package in (reportsite, hooks)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    values = [
        (f"{module.__name__}.{name}", value)
        for module in modules
        for name, value in vars(module).items()
        # Only in the module that defines it.
        if re.search(rf"^{name}\b.*=", inspect.getsource(module), re.MULTILINE)
    ]
    # Patterns with their own name are listed under it.
    values.sort(key=lambda item: not isinstance(item[1], re.Pattern))
    named: dict[str, re.Pattern[str]] = {}
    for name, value in values:
        for index, pattern in enumerate(_within(value)):
            if pattern not in named.values():
                named[f"{name}[{index}]" if index else name] = pattern
    return named


def _within(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns in a value: in tuples, mappings and objects, but not in spellings."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _within(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _within(item)
    elif is_dataclass(value) and not isinstance(value, type | Spelling):
        for field in fields(value):
            yield from _within(getattr(value, field.name, None))


Text = Callable[[int], str]
"""Makes a text of approximately a given length."""


def run(start: str, repeated: str, end: str = "") -> Text:
    return lambda length: start + repeated * (length // len(repeated)) + end


SPACES = run("a", " ", "!")
ATTACKS: Mapping[str, tuple[Text, ...]] = {
    "hooks.citations._ADDRESS": (run("", "UR  - /"), run("UR  - /", "a")),
    "hooks.joined_assets._CLASS": (run("", "."), run(".", "a")),
    "hooks.joined_assets._CLASSES": (run("", 'class="'), run('class="', "a")),
    "hooks.joined_assets._NESTED_TEXT": (run("", "${"), run("${", "a"), run("", "$")),
    "hooks.joined_assets._STYLE_LINK": (
        run("", '<link rel="stylesheet" href="'),
        run('<link rel="stylesheet" href="', "a"),
    ),
    "hooks.valid_html._CHECK_BOX": (
        run("", '<input class="md-toggle"'),
        run('<input class="md-toggle"', " autocomplete="),
    ),
    "reportsite.charts._NOT_XML": (run("", "\x00"),),
    "reportsite.editorial.contacts._GRADE": (run("", "Inspecto "), run("", "Chief ")),
    "reportsite.editorial.contacts._RANK": (run("", "Chief "), run("Chief", " ")),
    "reportsite.editorial.contacts._UNIT": (
        run(", ", "unit "),
        run(",", "a "),
        run(",", " "),
        run("", ",a "),
        run(",", "unit", "1"),
        run("", ",unit  "),
    ),
    "reportsite.editorial.edition.ADDRESS": (run("/", "a/", "!"), run("/", "a", "!"), run("/#", "a", "!")),
    "reportsite.editorial.glossary._SPELLING": (run("a", " ", "!"),),
    "reportsite.exports.references._CFF_ISBN": (run("", "1"),),
    "reportsite.exports.tables._FORMULA": (run("", " "), run("", "\t", "a")),
    "reportsite.exports.tables._NUMBER": (run("", "1", "a"), run("1", ".1", "a")),
    "reportsite.output.disk._POLICY": (run("", '<meta http-equiv="Content-Security-Policy"'),),
    "reportsite.output.epub._ANCHOR": (run("", ' id="'), run(' id="', "a")),
    "reportsite.output.epub._EMPTY": (run("", "<br "), run("<br ", "a")),
    "reportsite.output.epub._LINK": (run("", ' href="#'), run(' href="#', "a")),
    "reportsite.output.epub._VARIABLE": (
        run("", '="var(--a, '), run('="', "var(--a, "), run('="var(--', "a"), run('="var(--a, ', "b"),
        run('="var(--a, b', ")"),
    ),
    "reportsite.output.offline._ADDRESS": (run("", '"'), run("", ' href="'), run("", "\t")),
    "reportsite.output.offline._ALTERNATE": (
        run("", '<link rel="alternate" type="text/markdown"'),
        run('<link rel="alternate" type="text/markdown"', " "),
    ),
    "reportsite.output.downloads._PLACE": (
        run("", '<span data-download="'),
        run("", '<span data-download="a">'),
        run("", '<span data-download="a"><a '),
        run("", '<span data-download="a"><small>'),
        run('<span data-download="a"><small>', "<a >a</a>"),
        run('<span data-download="a">', "a"),
    ),
    "reportsite.output.plain._ESCAPED": (run("", "*"), run("", "&")),
    "reportsite.output.plain._LINE_START": (run("", "1"), run("", "#")),
    "reportsite.output.plain._WORD_ENDS": (run("", "a", " "),),
    "reportsite.output.writer._PLAIN_EMPHASIS": (run("", "a", "*"), run("a", " "), run("a", " ", "*")),
    "reportsite.output.writer._TOUCHES": (run("", " "),),
    "reportsite.proof.plain._INSERTED": (run("", "<em>"),),
    "reportsite.proof.plain._QUOTATION": (run("", ">"), run("", ">\n")),
    "reportsite.proof.plain._REFERENCE": (
        run("", '<h1><a href="'), run('<h1><a href="', "#a"), run('<h1><a href="#', "a"), run("", "<h1>"),
    ),
    "reportsite.output.offline._DATA_ADDRESS": (run("", '"@id":'), run('"@id":', " "), run('"url":"', "a")),
    "reportsite.output.offline._POLICY": (run("", '<meta http-equiv="Content-Security-Policy" content="'),),
    "reportsite.output.offline._ROOT": (run('"base": "', "../", "!"), run('"base":', " ")),
    "reportsite.output.offline._SCRIPTS": (run("", "script-src "),),
    "reportsite.output.offline._TAG": (run("<a", " b", "<"), run("<a", '"b"', "<"), run("", '<a "')),
    "reportsite.output.offline._SOME": (run("", "xlink:"), run("", "href")),
    "reportsite.output.offline._WORKER": (run('<script id="__config">', '"search":'),),
    "reportsite.output.markdown._ESCAPED": (run("", "*"),),
    "reportsite.output.markdown._LABEL": (run("a", " ", "!"), run("", "a", "!")),
    "reportsite.output.markdown._LINE_START": (run("", "1"), run("", "#")),
    "reportsite.output.markdown._TAKEN": (run("", " "),),
    "reportsite.proof.cross_check._CRITERION": (run("AB01", " "), run("AB01 (", "a"), run("", "(")),
    "reportsite.proof.cross_check._END": (run("", " "), run("Appendix", " a"), run("Recommendations", " ")),
    "reportsite.proof.cross_check._HEADER": (
        run("", "– HMIC Inspection"), run("– HMIC Inspection", " "), run("– HMIC Inspection", " 1", "a"),
        run("", "a"), run("– HMIC Inspection ", "1", "a"),
    ),
    "reportsite.proof.cross_check._NONE": (
        run("none", " a", "!a"),
        run("none", " ", "é!"),
        run("none ", "a", "!b c"),
    ),
    "reportsite.proof.cross_check._NOTE": (run("", " "),),
    "reportsite.proof.cross_check._PRINTED": (run("", "1", "a"), run("", " of", "!"), run("", "|", "!")),
    "reportsite.proof.cross_check._SENTENCE_END": (
        run("", ".)"),
        run("", ". and "),
        run(".", " ", "a"),
        run(".", ")", "a"),
    ),
    "reportsite.proof.cross_check._SIGN": (run("-", " "), run("", "-")),
    "reportsite.proof.links._IGNORED": (run("", "\t"),),
    "reportsite.proof.uses._COMMENT": (run("", "/*"), run("/*", "*")),
    "reportsite.proof.uses._LOCATION": (run("", "<loc>"), run("<loc>", "a")),
    "reportsite.proof.uses._REFRESH": (run("", "1 "), run("1;", " "), run("1;url", " ")),
    "reportsite.proof.uses._SITEMAP": (run("Sitemap:", "\n"), run("", "Sitemap:\n")),
    "reportsite.proof.uses._URL": (
        run("", "url("),
        run("url(a", " "),
        run("url(", " "),
        run("", "url('"),
        run("", "@import"),
        run("@import", " "),
        run("", 'url("'), run("url(", "a"),
    ),
    "reportsite.reading.appendices._PROSE": (
        run("", "a "),
        run("A", " a"),
        run("", "a", " a1"),
        run("A ", "ab cd ", "1"),
        run("A b c d", " ", "a"),
    ),
    "reportsite.reading.appendices._ROW": (run("", "a"), run("AB", " "), run("", "aA"), run("A", "b")),
    "reportsite.reading.criteria._SEPARATOR": (run("", "a"), run("", " ")),
    "reportsite.reading.front_matter._ISBN": (run("ISBN", " "), run("ISBN 1", " 1", "a"), run("", "ISBN 1 ")),
    "reportsite.reading.front_matter._IMPRINT[1]": (
        run("a", " "),
        run("a", " –"),
        run("", "a – HMIC Inspection"),
    ),
    "reportsite.reading.headings.CAPTION": (
        run("", "(2000 to 2001)", "."), run("", "a"), run("", "(2000 to 2001"), run("", "("),
    ),
    "reportsite.reading.headings.DATE": (run("July", " "), run("", "July "), run("", "May  ")),
    "reportsite.reading.headings.FILE_NAME": (run("", "a"), run("", ".pdf")),
    "reportsite.reading.headings.GRADES": (run("", "Meets"),),
    "reportsite.reading.headings.GRADES[1]": (run("", "Meets"),),
    "reportsite.reading.headings.GRADES[2]": (run("", "Fails"),),
    "reportsite.reading.headings.INDICATOR": (run("Indicator", " ", "a"),),
    "reportsite.reading.headings.INDICATOR_AVERAGE": (SPACES, run("a", " b"), run("a", "  ave")),
    "reportsite.reading.headings.INDICATOR_YEAR": (run("2000/", "1"),),
    "reportsite.reading.headings.MONTH_SPAN": (
        run("July", " ", "!"),
        run("July 2008", " ", "!"),
        run("July -", " "),
    ),
    "reportsite.reading.headings.NOTE_MARK": (run("", "¹"), run("", "m²"), run("", "10¹")),
    "reportsite.reading.headings.PUBLISHER": (run("", "HMI "), run("", "HMICa")),
    "reportsite.reading.headings.RUNNING_TITLE": (
        run("", "1 "), run("a", " "), run("a", " – "), run("a ", "– HMIC Inspectio "), run("", "July 2008 "),
        run("1", " "), run("a –", " "),
    ),
    "reportsite.reading.headings._COLON": (run("", ":"), run(":", " "), run(":", "*")),
    "reportsite.reading.headings._LIKE_CRITERION": (run("", "A"), run("AB", "1")),
    "reportsite.reading.headings._RUNS_ON": (run("", "A"), run("", " -")),
    "reportsite.reading.headings._UNFINISHED": (run("", "the "), run("", "the")),
    "reportsite.reading.lines.SENTENCE_END": (run("", ".)"), run(".", ")", "a"), run("", ".")),
    "reportsite.reading.lines._BULLET": (run("-", " "),),
    "reportsite.reading.lines._DOUBTFUL_BULLET": (run("–", " "),),
    "reportsite.reading.lost_headings.TAG": (run("", "<"), run("<", "a"), run("", "&a"), run("", "&#")),
    "reportsite.reading.lost_headings._AFTER": (run("", "1", "a"), run("cont", "-", "a"), run("", "-", "a")),
    "reportsite.reading.lost_headings._BEFORE": (
        run("", "-", "a"),
        run("1", ".1", "a"),
        run("a", ")", "b"),
        run("", "1.", "a"),
    ),
    "reportsite.reading.lost_headings._NAMED_EARLY": (run("", "a"), run("a ", "areas for ")),
    "reportsite.reading.lost_headings._OTHER_APPENDIX": (run("", "developing "), run("", "glossar")),
    "reportsite.reading.notes._FIRST_MARK": (run("", "*"),),
    "reportsite.reading.notes._MARK": (run("", "*"), run("", "¹"), run("", "m²")),
    "reportsite.reading.notes._TABLE_NOTE": (run("", "*"),),
    "reportsite.reading.repair.lists._NUMBERED": (run("1.", " "),),
    "reportsite.reading.lines._SIGN": (run("o", " "), run("■", " ")),
    "reportsite.reading.repair.remnants._LAYOUT_TAG": (run("", "<p "), run("<p", " "), run("", "<p a")),
    "reportsite.reading.repair.remnants._RULE_ROW": (
        run("", "-", "a"),
        run("", "--- ", "a"),
        run("---", " ", "a"),
    ),
    "reportsite.reading.repair.run_in._RUN_IN_LABEL": (
        run("a", "**A"), run("a**A", " "), run("a**A", "A"), run("a", "*"), run("a**A", " :"),
    ),
    "reportsite.reading.spelling._PLAIN": (run("", "a "), run("", "a", "é"), run("", " ")),
    "reportsite.receiving.text._CONTROL": (run("", "\x00"),),
    "reportsite.relating.indicators._FIGURE": (run("", "1"), run("1", ",111", "a"), run("1", "*")),
    "reportsite.relating.indicators._NAME": (run("", "a "),),
    "reportsite.relating.repeats._SENTENCE": (
        run(".", " ", "a"),
        run("", ". "),
        run("", '."'),
        run("", ".  a"),
    ),
    "reportsite.relating.terms._BEFORE": (run("", "a"), run("", "⁰")),
    "reportsite.relating.terms.TOKEN": (
        run("", "A", "_"), run("", "Aa", "_"), run("A", "a", "_"), run("", "A ", "é"), run("AA", "1", "_"),
    ),
    "reportsite.relating.terms._WEB_ADDRESS": (run("", "<a:"), run("<", "a"), run("<a:", ":")),
    "reportsite.words._ADDRESS": (
        run("", "<a:"), run("<a:", "a"), run("<", "a."), run("<", "a@"), run("<aa", "a:"), run("", "<a@"),
    ),
    "reportsite.words._COUNTED": (run("", "_"),),
    "reportsite.words._NOTATION": (run("", "a"),),
    "reportsite.words._RUN": (run("", "a "),),
}  # fmt: skip


VENDORED = {
    "hooks.joined_assets._SOURCES": "reads one comment of the theme's part",
    "reportsite.output.offline._FRAME": "reads one script of the theme",
    "reportsite.output.offline._FUNCTIONS": "reads one script of the theme",
}
"""Patterns for texts that do not depend on the input, each with the reason."""

ANCHORED = {
    "reportsite.editorial.contacts._RANK",
    "reportsite.editorial.edition.ADDRESS",
    "reportsite.exports.tables._FORMULA",
    "reportsite.output.markdown._LINE_START",
    "reportsite.output.plain._LINE_START",
    "reportsite.proof.cross_check._NOTE",
    "reportsite.proof.cross_check._PRINTED",
    "reportsite.proof.uses._REFRESH",
    "reportsite.reading.appendices._PROSE",
    "reportsite.reading.appendices._ROW",
    "reportsite.reading.headings.CAPTION",
    "reportsite.reading.headings.INDICATOR_AVERAGE",
    "reportsite.reading.headings.PUBLISHER",
    "reportsite.reading.headings.RUNNING_TITLE",
    "reportsite.reading.spelling._PLAIN",
}
"""Patterns that are only matched at the start of a text. A search with them would not be linear."""


def used(name: str, text: Any) -> None:
    """Use a pattern in every way that code may."""
    pattern: re.Pattern[Any] = patterns()[name]
    text = text.encode() if isinstance(pattern.pattern, bytes) else text
    pattern.match(text)
    pattern.fullmatch(text)
    if name not in ANCHORED:
        for _ in pattern.finditer(text):
            pass


@pytest.mark.parametrize("name", sorted(ANCHORED))
def test_an_anchored_pattern_is_not_searched(name: str) -> None:
    searched = re.compile(rf"\b{name.rpartition('.')[2]}\.(?:search|finditer|findall|sub|subn|split)\b")
    for path in [*ROOT.glob("reportsite/**/*.py"), *ROOT.glob("hooks/*.py")]:
        assert not searched.search(path.read_text(encoding="utf-8")), path


def seconds(use: Callable[[str], object], text: str) -> float:
    """The processor time of one use of a text."""
    start = time.process_time()
    use(text)
    return time.process_time() - start


def ratio(use: Callable[[str], object], made: Text) -> float:
    """The factor by which time grows when a text that takes half a millisecond is doubled.

    It is measured over two doublings, in turns, and the minimum of each length counts. The texts are so short
    that some run of each is not disturbed by what else runs on the machine. Of texts of 250 kB that take less
    nothing can be said: 1.
    """
    length = 1_000
    gc.disable()
    try:
        while min(seconds(use, made(length)) for _ in range(3)) < 0.0005:
            length *= 2
            if length > 250_000:
                return 1
        texts = made(length), made(4 * length)
        short, long = zip(*((seconds(use, texts[0]), seconds(use, texts[1])) for _ in range(12)), strict=True)
        return math.sqrt(min(long) / min(short))
    finally:
        gc.enable()


# Some seconds of measurements, which make test-fast leaves out.
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(patterns().keys() - VENDORED))
def test_time_is_linear_in_the_length_of_the_text(name: str) -> None:
    assert name in ATTACKS, "add the texts that are worst for this pattern to ATTACKS"
    for attack in ATTACKS[name]:
        # Other processes can disturb a measurement, but never make a pattern look linear that is not.
        assert any(ratio(lambda text: used(name, text), attack) < MOST_RATIO for _ in range(4)), attack(60)


def test_every_attack_has_a_pattern() -> None:
    assert ATTACKS.keys() | VENDORED == patterns().keys()


@pytest.mark.parametrize("pattern", [r"a\s*:?\s*\Z", r"\s+\Z", r"<[^>]*>"])
def test_a_pattern_that_is_not_linear_is_noticed(pattern: str) -> None:
    compiled = re.compile(pattern)
    attacks = (run("a", " ", "b"), run("", "<"))
    assert max(ratio(compiled.findall, attack) for attack in attacks) > MOST_RATIO


def test_headings_are_short() -> None:
    spelling = Spelling(re.compile("a*b?"))
    assert spelling.match("a" * LONGEST)
    assert not spelling.match("a" * (LONGEST + 1))
