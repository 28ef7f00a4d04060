from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportsite.editorial.glossary import Entry, Glossary, check_glossary, read_glossary
from reportsite.errors import Collector, InputError
from reportsite.model import Inline, Line, Mention, Paragraph, plain
from reportsite.output.markdown import to_markdown
from reportsite.reading.blocks import paragraph
from reportsite.reading.report import read_report
from reportsite.relating.mentions import Finder, Form
from reportsite.relating.terms import finder_of, unexplained_tokens, unused_names
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Page, Para, Target
from tests.conftest import FIXTURES, Compare, expected_of, pairs
from tests.output.test_markdown import HOSTILE, html_of
from tests.output.test_markdown import shown as shown_html
from tests.reading.outline import inlines

TERMS = {
    "MIT": (), "SIO": (), "SCRG": (), "PIP": (), "ACPO": (), "OCU": (), "MIB": (), "MPS": (),
    "VCD": (), "MPA": (), "SCD": (), "SCD1": ("SCD(1)",), "SCD11": (), "Crimint": (),
}  # fmt: skip
GLOSSARY = Glossary(
    (
        *(Entry(term, f"{term} spelled out", forms=forms) for term, forms in TERMS.items()),
        Entry("TTCG", "Group", near=("TTCCG",)),
    ),
    ignored=(("GRADE", "A label."),),
    unexplained=(("Crimint Plus", "A course."),),
)
FINDER = finder_of(GLOSSARY)
EXPANSIONS = {entry.term: entry.expansion for entry in GLOSSARY.entries}
TARGETS = {term: Target(addresses.term(term), words) for term, words in EXPANSIONS.items()}


def source(text: str) -> Paragraph:
    return paragraph([Line(1, 0, text)])


def mentions(nodes: tuple[Inline, ...]) -> list[Mention]:
    found: list[Mention] = []
    for node in nodes:
        if isinstance(node, Mention):
            found.append(node)
        elif hasattr(node, "children"):
            found += mentions(node.children)
    return found


@pytest.mark.parametrize("pair", pairs("linking"), ids=lambda p: p.name)
def test_pair(pair: Path, compare: Compare) -> None:
    """Each line is a unit; links are written `[term|text]`."""
    lines = pair.read_text(encoding="utf-8").splitlines()
    linked = [inlines(FINDER.link((source(line),))[0].inlines) for line in lines]
    compare(expected_of(pair), "\n".join(linked) + "\n")


WORDS = st.sampled_from([*TERMS, "SCD(1)", "MITs", "SIO's", "MPS’s", "Crimint Plus", "TTCCG", "a"])
TEXTS = st.lists(
    WORDS | st.sampled_from(HOSTILE) | st.sampled_from([" ", "/", "(", ")", ", ", "-", "–", ". "]),
    min_size=1,
    max_size=12,
).map(lambda parts: " ".join("".join(parts).split()))


@settings(max_examples=500, deadline=None)
@given(TEXTS.filter(bool))
def test_linking_never_changes_visible_text(text: str) -> None:
    before = source(text)
    (after,) = FINDER.link((before,))
    assert plain(after.inlines) == plain(before.inlines)
    if after.inlines:
        shown = shown_html(Para(after.inlines), targets=TARGETS)
        assert shown == " ".join(plain(before.inlines).split())


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(bool))
def test_every_mention_becomes_a_link(text: str) -> None:
    (after,) = FINDER.link((source(text),))
    if not after.inlines:
        return
    html = html_of(Para(after.inlines), targets=TARGETS)
    titles = re.findall(r'<a href="glossary\.md#[^"]+" title="([^"]+)">', html)
    assert titles == [EXPANSIONS[m.term] for m in mentions(after.inlines)]


@given(st.text(alphabet="MITSCDOPAB1()' /’x", max_size=40))
def test_the_tree_finds_what_a_list_of_forms_finds(text: str) -> None:
    forms = sorted(FINDER._forms, key=len, reverse=True)
    naive = re.compile(
        r"(?<![^\W⁰¹²³⁴-⁹])(" + "|".join(map(re.escape, forms)) + r")(?:s['’]?|['’]s)?(?![^\W⁰¹²³⁴-⁹])"
    )
    assert [(f.start, f.end) for f in FINDER.find(text)] == [m.span() for m in naive.finditer(text)]


def test_the_first_mention_of_each_unit() -> None:
    first, second = FINDER.link((source("MIT, MITs"), source("MIT, SIO")))
    assert [m.text for m in mentions(first.inlines)] == ["MIT"]
    assert [m.text for m in mentions(second.inlines)] == ["SIO"]


def test_tokens_left_over() -> None:
    lines = [
        Line(1, 0, "The MIT and XYZ, MC07, GRADE, Crimint Plus, TTCCG, MITs and <http://A1.org/BIG>"),
        Line(2, 0, "XYZ again, and Ab1. Plain Words and A do not count."),
    ]
    assert unexplained_tokens(lines, FINDER, GLOSSARY, ["MC07"]) == {"XYZ": 1, "Ab1": 2}
    assert unused_names(lines, GLOSSARY) == []
    assert unused_names(lines[1:], GLOSSARY) == ["GRADE", "Crimint Plus"]


# Mistakes in glossary.yml --------------------------------------------------------------------


def errors(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_glossary(text, Collector("glossary.yml"))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms:\n  A:\n    expansion:\n", "glossary.yml:3: 'expansion' is missing or empty in A."),
        ("terms:\n  A:\n", "glossary.yml:2: 'A' is a text, expected a mapping."),
        ("terms:\n  A: {expansion: x}\n  A: {expansion: y}\n", "glossary.yml:3: 'A' stands here and"),
        ("terms:\n  A: {expansion: x, foo: 1}\n", "glossary.yml:2: unknown key 'foo' in A;"),
        ("terms:\n  A:\n    expansion: [x]\n", "glossary.yml:3: 'expansion' is a list, expected a text."),
        ("terms:\n  A:\n    expansion: x\n    forms: b\n", "glossary.yml:4: 'forms' is a text"),
        ("terms:\n  A:\n    expansion: x\n    kind: thing\n", "glossary.yml:4: A: kind 'thing' is not"),
        ("terms:\n  A:\n    expansion: x\n    see: [B]\n", "glossary.yml:2: A: see 'B' leads to no term."),
        ("terms:\n  A:\n    expansion: x\n    see: [A]\n", "glossary.yml:2: A: see leads to the term"),
        (
            "terms:\n  A: {expansion: x}\n  B: {expansion: y, forms: [A]}\n",
            "glossary.yml:3: B and A both claim 'A'.",
        ),
        ("terms:\n  A: {expansion: x}\n  a: {expansion: y}\n", "glossary.yml:3: a and A would have one"),
        ("terms:\n  '[A](b)': {expansion: x}\n", "glossary.yml:2: '[A](b)' cannot be looked for"),
        ("terms:\n  A: {expansion: x, forms: ['']}\n", "glossary.yml:2: 'forms' holds an entry"),
        ("ignore:\n  A:\n", "glossary.yml:2: ignore: A has no reason"),
        ("terms:\n  A: {expansion: x}\nignore:\n  A: no\n", "glossary.yml:4: ignore: A is a form of A."),
        ("words: {}\n", "glossary.yml:1: unknown key 'words'"),
        ("terms: {A: \n", "glossary.yml:2: not valid YAML"),
    ],
)
def test_mistakes_name_their_line(text: str, message: str) -> None:
    assert any(found.startswith(message) for found in errors(text)), errors(text)


def test_all_mistakes_at_once() -> None:
    text = "terms:\n  A: {expansion: x, foo: 1}\n  B: {kind: y, see: [C]}\nother: 1\n"
    assert len(errors(text)) == 5


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({}, "ASB of the report’s glossary (line"),
        ({"ASB": "expansion: Antisocial Behaviour"}, "expansion 'Antisocial Behaviour' differs"),
        ({"ASB": "{expansion: Anti-Social Behaviour, from: MC01}"}, "Remove its 'from'."),
        ({"XY": "expansion: Unknown"}, "XY is not in the report’s glossary. Say with 'from'"),
        ({"XY": "{expansion: Unknown, from: MC99}"}, "XY: from 'MC99' is no place in the report"),
    ],
)
def test_the_reports_own_words_are_kept(terms: dict[str, str], message: str) -> None:
    text = (FIXTURES / "golden" / "report" / "northshire.txt").read_text(encoding="utf-8")
    report = read_report(text, Collector("r"))
    rows = "".join(f"  {key}:\n    {value}\n" for key, value in terms.items())
    problems = Collector("glossary.yml")
    glossary = read_glossary(f"terms:\n{rows or '  Zz: {expansion: z, from: MC01}'}\n", problems)
    with pytest.raises(InputError) as caught:
        check_glossary(glossary, report, {"MC01"}, problems)
    assert message in str(caught.value)


def test_a_title_with_quotes_and_markup_stays_a_title() -> None:
    targets = {"MIT": Target(addresses.term("MIT"), '"A" <b> & [c](d) \\ é')}
    page = Page(Address("x.md"), "T", "D", (Para((Mention("MIT", "MIT"),)),))
    assert "[MIT]: glossary.md#mit " in to_markdown(page, targets)
    html = html_of(Para((Mention("MIT", "MIT"),)), targets=targets)
    assert html == (
        '<p><a href="glossary.md#mit" title="&quot;A&quot; &lt;b&gt; &amp; [c](d) \\ é">MIT</a></p>'
    )


def test_a_long_name_makes_no_deep_pattern() -> None:
    """A pattern that nested a group for each letter could not be made."""
    names = ["Gold", "Gold Group", "Golden", "G" * 5000, f"Gold {'x y' * 2000}"]
    finder = Finder({name: Form(name) for name in names})
    for name in names:
        assert [found.form.key for found in finder.find(f"a {name}, b")] == [name]
