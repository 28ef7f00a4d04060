from __future__ import annotations

import pytest

from reportsite.editorial.glossary import check_glossary, read_glossary
from reportsite.errors import Collector, InputError
from reportsite.model import Mention
from reportsite.output.markdown import to_markdown
from reportsite.reading.report import read_report
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Page, Para, Target
from tests.conftest import FIXTURES
from tests.output.test_markdown import html_of

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
