"""The words of the report, and what counts as one."""

from __future__ import annotations

import pytest

from reportsite.model import Line
from reportsite.words import Word, compared, count, page_words, words_of, words_of_lines


@pytest.mark.parametrize(
    ("run", "word"),
    [
        ("word", "word"),
        ("**word**,", "word,"),
        ("_a_b", "ab"),
        ("***", ""),
        ("<http://example.org/a>.", "http://example.org/a."),
        ("<a@example.org>", "a@example.org"),
        ("<b>", "<b>"),
        ("<<http://e.x>b>*A", "http://e.xbA"),
        ("<<http://e.x>", "<http://e.x"),
        ("-", "-"),
    ],
)
def test_markup_is_not_compared(run: str, word: str) -> None:
    assert compared(run) == word


def test_a_word_has_its_line_and_column() -> None:
    line = Line(7, 10, "The *force* – ** ok")
    words = [Word("The", 7, 10), Word("force", 7, 14), Word("–", 7, 22), Word("ok", 7, 27)]
    assert list(words_of(line)) == words
    assert words_of_lines([line, line]) == [*words, *words]


def test_only_words_with_letters_or_digits_count() -> None:
    assert count([Line(1, 0, "a – 7 * & b."), Line(2, 0, "c")]) == 4


def test_the_words_of_a_page() -> None:
    assert page_words("The  *force*\n** ok") == ["The", "force", "ok"]
