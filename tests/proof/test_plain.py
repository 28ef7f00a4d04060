"""The proof of plain Markdown: which words it takes for the edition's."""

from __future__ import annotations

import pytest

from reportsite import pages, pipeline
from reportsite.output.disk import Project
from reportsite.output.forms import forms
from reportsite.proof.documents import document
from reportsite.proof.plain import html_of
from reportsite.proof.proof import PlainProofError
from tests.projects import GOLDEN, golden


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("a *b* **c**", "a b c"),
        ("MC01 *[Title]*", "MC01"),
        ("*[²]* Level", "Level"),
        (r"a \[b\] *c*", "a [b] c"),
        ("> Note.\n>\n> -   x\n\na\n\n> Note.", "a"),
        ("a > b", "a > b"),
        ("| a | b |\n| --- | --- |\n| c | d |", "a b c d"),
        ("a ~~b~~", "a b"),
    ],
)
def test_words_of_the_report(markdown: str, words: str) -> None:
    assert " ".join(document(html_of(markdown)).text().split()) == words


def test_a_heading_that_shows_its_address_is_a_reference() -> None:
    shown = document(html_of("### [MC01-S1](../mc01/#mc01-s1)\n\n### MC01-S2\n\na"))
    assert shown.text(frozenset({"mc01-s1", "mc01-s2"})).split() == ["MC01-S2", "a"]
    assert shown.ids == {"mc01-s1": 1}


def test_words_of_the_edition_that_are_not_marked_stop_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    made = golden()
    files = forms(made.context, made.site, pages.targets(made.context), "")
    damaged = {path: text.replace("> [", "[") for path, text in files.items()}
    monkeypatch.setattr(pipeline, "forms", lambda *_: damaged)
    with pytest.raises(PlainProofError, match="/mc01/ has words that are not here"):
        pipeline.beside_pages(Project(GOLDEN), made)
