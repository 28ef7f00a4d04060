"""The proof on a small site, without and with an error that it must report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportsite.errors import Problem
from reportsite.model import Line, Omission, Text
from reportsite.proof.proof import PageClaim, Proof, claims_of, prove
from reportsite.site.addresses import Address
from reportsite.site.page_tree import FindingHeading, Page, Para

SOURCE = """\
Cover 2008
Alpha beta: 12 gamma & delta.
– A-S1 epsilon <http://example.org/>¹ *zeta*.
¹ A note of 3 words.
Eta theta.
Iota kappa.
"""
LINES = SOURCE.splitlines()
OMITTED = (Omission("the cover", Line(1, 0, LINES[0])),)
NOTE = 4


def line(number: int, text: str = "") -> Line:
    """A line of the source, or the part of it that is `text`."""
    raw = LINES[number - 1]
    return Line(number, raw.index(text), text or raw)


ONE = PageClaim("/one/", (line(2), line(3, "A-S1 epsilon <http://example.org/>¹ *zeta*."), line(4)))
TWO = PageClaim("/two/", (line(5), line(6)))
CLAIMS = (ONE, TWO)
HTML = {
    "/one/": """<body><header>Menu</header><article><h1>Alpha</h1><p>beta: 12 gamma &amp; delta.</p>
    <ul><li>A-S1 <em>epsilon</em> <a href="x">http://example.org/</a><sup>¹</sup> zeta.</li></ul>
    <p class="edition">Own words.</p><p>¹ A note of 3 words.</p></article></body>""",
    "/two/": "<article><p>Eta theta.</p><p>Iota kappa.</p></article>",
    "/about/": '<article><p class="edition">About this edition</p></article>',
}


def proof(claims: tuple[PageClaim, ...] = CLAIMS, html: dict[str, str] = HTML, source: str = SOURCE) -> Proof:
    return prove("r.txt", source, claims, OMITTED, [NOTE], html)


def problems(claims: tuple[PageClaim, ...] = CLAIMS, **pages: str) -> list[str]:
    """The problems of the site with other `pages`, by the name of their directory."""
    html = HTML | {f"/{name}/": page for name, page in pages.items()}
    return [str(problem) for problem in proof(claims, html).problems]


def changed(page: str, old: str, new: str) -> str:
    assert old in HTML[page]
    return HTML[page].replace(old, new, 1)


def test_a_complete_site_has_no_problem() -> None:
    assert proof() == Proof(on_pages=19, omitted=2, problems=())


HINT = " Words of the edition must be marked as its own."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("beta: ", "", "r.txt:2: W007 /one/ lacks: 'beta:'."),
        ("12 ", "", "r.txt:2: W007 /one/ lacks: '12'."),
        ("&amp; ", "", "r.txt:2: W007 /one/ lacks: '&'."),
        ("delta.", "delta", "r.txt:2: W007 /one/ has 'delta' instead of 'delta.'."),
        ("12 gamma", "13 gamma", "r.txt:2: W007 /one/ has '13' instead of '12'."),
        (
            "<sup>¹</sup>",
            "",
            "r.txt:3: W007 /one/ has 'http://example.org/' instead of 'http://example.org/¹'.",
        ),
        ("<em>epsilon</em>", "<i hidden>epsilon</i>", "r.txt:3: W007 /one/ lacks: 'epsilon'."),
        (" zeta.", " and zeta.", "r.txt:3: W007 /one/ has words that are not here in the text: 'and'."),
        (
            "of 3 words.",
            "of 3 words.</p><p>More.",
            "r.txt:4: W007 /one/ has words that are not here in the text: 'More.'.",
        ),
        ("<h1>", "Before <h1>", "r.txt:2: W007 /one/ has words that are not here in the text: 'Before'."),
        (
            ' class="edition"',
            "",
            "r.txt:4: W007 /one/ has words that are not here in the text: 'Own words.'.",
        ),
    ],
)
def test_a_difference_between_text_and_page_is_reported(old: str, new: str, message: str) -> None:
    assert problems(one=changed("/one/", old, new)) == [message + HINT]


def test_words_in_a_different_order_are_reported() -> None:
    swapped = changed("/one/", "beta: 12", "12 beta:")
    assert problems(one=swapped) == [
        f"r.txt:2: W007 /one/ has words that are not here in the text: '12'.{HINT}",
        f"r.txt:2: W007 /one/ lacks: '12'.{HINT}",
    ]


def test_words_that_run_together_are_reported() -> None:
    assert problems(two=changed("/two/", "</p><p>", "")) == [
        f"r.txt:5: W007 /two/ has 'theta.Iota' instead of 'theta. Iota'.{HINT}"
    ]


def test_a_long_quotation_is_shortened() -> None:
    assert problems(one="<article></article>") == [
        "r.txt:2: W007 /one/ lacks: "
        "'Alpha beta: 12 gamma & delta. A-S1 epsilon http://example.org/¹ zeta. ¹ A …'." + HINT
    ]


def test_twelve_words_are_not_shortened() -> None:
    words = "One two three four five six seven eight nine ten eleven twelve"
    claim = PageClaim("/x/", (Line(1, 0, words),))
    (problem,) = prove("r.txt", words, [claim], [], [], {"/x/": ""}).problems
    assert str(problem) == f"r.txt:1: W007 /x/ lacks: '{words}'.{HINT}"


def test_one_word_lost_from_a_long_page_is_reported() -> None:
    """Only this word is reported, although the others are repeated many times."""
    words = [*["and"] * 150, "lost", *["or"] * 150]
    claim = PageClaim("/x/", tuple(Line(number, 0, word) for number, word in enumerate(words, start=1)))
    shown = "<article>" + " ".join(words).replace("lost", "") + "</article>"
    problems = prove("r.txt", "\n".join(words), [claim], [], [], {"/x/": shown}).problems
    assert [str(problem) for problem in problems] == [f"r.txt:151: W007 /x/ lacks: 'lost'.{HINT}"]


def test_a_page_that_claims_only_markup_may_show_no_words() -> None:
    """Asterisks are not compared, so every word on the page is extra."""
    claim = PageClaim("/two/", (Line(1, 0, "**"),))
    result = prove("r.txt", "**\n", [claim], [], [], {"/two/": "<article>x</article>"})
    assert [str(p) for p in result.problems] == [
        f"r.txt:1: W007 /two/ has words that are not here in the text: 'x'.{HINT}"
    ]


def test_words_at_the_end_are_reported_at_the_last_line() -> None:
    claim = PageClaim("/x/", (Line(1, 0, "One"), Line(2, 0, "two")))
    result = prove("r.txt", "One\ntwo\n", [claim], [], [], {"/x/": "<article>One two three</article>"})
    assert [str(p) for p in result.problems] == [
        f"r.txt:2: W007 /x/ has words that are not here in the text: 'three'.{HINT}"
    ]


def test_a_page_that_was_not_built_is_reported() -> None:
    html = {url: page for url, page in HTML.items() if url != "/two/"}
    assert [str(p) for p in proof(html=html).problems] == ["r.txt:5: W005 the page /two/ was not built."]


def test_unmarked_words_on_a_page_without_a_claim_are_reported() -> None:
    html = HTML | {"/about/": changed("/about/", ' class="edition"', "")}
    what = "has words that are not marked as the edition's own: 'About this edition'."
    assert proof(html=html).problems == (Problem("/about/", 0, what, code="W008"),)


def test_a_sorted_page_may_reorder_lines_but_not_add_words() -> None:
    """For example the glossary."""
    glossary = replace(TWO, lines=TWO.lines[::-1], sorted=True)
    shown = "<article><p>Iota kappa.</p><p>Eta theta.</p></article>"
    assert problems((ONE, glossary), two=shown) == []
    assert problems((ONE, glossary), two=shown.replace("</article>", "Stray.</article>")) == [
        f"r.txt:5: W007 /two/ has words that are not here in the text: 'Stray.'.{HINT}"
    ]


# Claims --------------------------------------------------------------------------------------


def unclaimed(*lines: Line) -> list[str]:
    """The errors about unclaimed words if /one/ claims only these lines."""
    result = proof((replace(ONE, lines=lines), TWO)).problems
    return [str(problem) for problem in result if "no page has" in str(problem)]


@pytest.mark.parametrize(
    ("start", "end", "lost"),
    [(0, 5, "Alpha"), (12, 14, "12"), (21, 22, "&"), (23, 29, "delta."), (28, 29, ".")],
)
def test_unclaimed_parts_of_a_line_are_reported(start: int, end: int, lost: str) -> None:
    """Words, numbers, symbols and full stops."""
    raw = LINES[1]
    parts = [Line(2, at, text) for at, text in ((0, raw[:start]), (end, raw[end:])) if text]
    assert unclaimed(*parts, *ONE.lines[1:]) == [f"r.txt:2: W001 no page has: {lost!r}."]


def test_bullets_need_not_be_claimed() -> None:
    """HTML lists have their own."""
    assert LINES[2].startswith("– ")
    assert unclaimed(*ONE.lines) == []


def test_a_line_claimed_by_two_pages_is_reported() -> None:
    twice = replace(TWO, lines=(line(2, "beta"), *TWO.lines))
    assert "r.txt:2: W002 'beta' is on /one/ and /two/." in problems((ONE, twice))


def test_a_line_claimed_twice_by_a_page_is_reported() -> None:
    twice = replace(TWO, lines=(line(5), line(5, "theta"), line(6)))
    assert "r.txt:5: W002 'theta' is on /two/ and there again." in problems((ONE, twice))


def test_a_line_claimed_and_shown_twice_is_reported() -> None:
    twice = replace(TWO, lines=(line(5), line(5), line(6)))
    shown = changed("/two/", "<p>Eta theta.</p>", "<p>Eta theta.</p>" * 2)
    assert problems((ONE, twice), two=shown) == ["r.txt:5: W002 'Eta theta.' is on /two/ and there again."]


def test_a_line_both_claimed_and_omitted_is_reported() -> None:
    cover = PageClaim("/cover/", (line(1, "Cover"),))
    assert "r.txt:1: W002 'Cover 2008' is on /cover/ and the list of omissions." in problems((cover, *CLAIMS))


@pytest.mark.parametrize("number", [0, 5, 6, 7, -1])
def test_claimed_words_that_are_not_in_the_text_are_reported(number: int) -> None:
    """Including lines before the first and after the last."""
    other = replace(TWO, lines=(*TWO.lines, Line(number, 0, "Other")))
    assert f"r.txt:{number}: W003 /two/ claims 'Other', which is not there.".replace(":0:", ":") in problems(
        (ONE, other)
    )


def test_line_zero_is_not_the_last_line() -> None:
    listed = problems((ONE, replace(TWO, lines=(line(5), Line(0, 0, "Iota kappa.")))))
    assert "r.txt: W003 /two/ claims 'Iota kappa.', which is not there." in listed
    assert "r.txt:6: W001 no page has: 'Iota kappa.'." in listed


def test_claims_after_a_wrong_one_are_checked() -> None:
    wrong = replace(TWO, lines=(Line(5, 0, "Other"), line(6), line(6, "kappa")))
    assert "r.txt:6: W002 'kappa' is on /two/ and there again." in problems((ONE, wrong))


def test_the_last_line_can_be_claimed_and_lost() -> None:
    assert problems((ONE, replace(TWO, lines=(line(5),))), two="<article>Eta theta.</article>") == [
        "r.txt:6: W001 no page has: 'Iota kappa.'."
    ]


# Order ---------------------------------------------------------------------------------------


def order(*lines: Line, sorted: bool = False) -> list[str]:
    claim = replace(ONE, lines=lines, sorted=sorted)
    return [str(p) for p in proof((claim, TWO)).problems if " puts line " in str(p)]


def test_lines_in_a_different_order_are_reported() -> None:
    assert order(line(3, "A-S1"), line(2)) == [
        "r.txt:2: W004 /one/ puts line 3 before it: 'Alpha beta: 12 gamma & delta.'."
    ]
    assert order(line(3, "A-S1"), line(2), sorted=True) == []


def test_parts_of_a_line_in_a_different_order_are_reported() -> None:
    assert order(line(2, "beta"), line(2, "Alpha")) == ["r.txt:2: W004 /one/ puts line 2 before it: 'Alpha'."]
    assert order(line(2, "Alpha"), line(2, "beta")) == []


def test_a_footnote_may_be_moved() -> None:
    assert order(line(NOTE), line(2)) == []


def test_a_line_on_the_wrong_page_is_reported() -> None:
    """Even if pages and claims agree."""
    one = replace(ONE, lines=(line(2), line(NOTE), line(5)))
    two = replace(TWO, lines=(line(3, "A-S1"), line(6)))
    strays = [str(p) for p in proof((one, two)).problems if "before it" in str(p) or "has this" in str(p)]
    assert strays == [
        "r.txt:5: W004 /one/ has this line, but /two/ has lines before it.",
        "r.txt:6: W004 /two/ has this line, but /one/ has lines before it.",
    ]


def test_a_footnote_may_be_on_another_page() -> None:
    one = replace(ONE, lines=(line(2), line(3, "A-S1")))
    two = replace(TWO, lines=(line(5), line(6), line(NOTE)))
    assert not [p for p in proof((one, two)).problems if "has this line" in str(p)]


# References ----------------------------------------------------------------------------------

REFERRED = replace(ONE, references=frozenset({"a-s1", "a-s2"}))
HEADINGS = '<h3 id="a-s1">A-S1</h3><h3 id="a-s2"> A-S2 </h3>'


def test_headings_that_show_their_own_address_are_not_compared() -> None:
    """They are not the report's words, even if the report has the same words."""
    assert problems((REFERRED, TWO), one=changed("/one/", "<ul>", f"{HEADINGS}<ul>")) == []
    assert problems(CLAIMS, one=changed("/one/", "<ul>", f"{HEADINGS}<ul>")) == [
        f"r.txt:3: W007 /one/ has words that are not here in the text: 'A-S1 A-S2'.{HINT}"
    ]


def test_other_words_in_a_heading_are_reported() -> None:
    shown = HEADINGS.replace(" A-S2 ", "A-S2 more")
    assert problems((REFERRED, TWO), one=changed("/one/", "<ul>", f"{shown}<ul>")) == [
        f"r.txt:3: W007 /one/ has words that are not here in the text: 'A-S2 more'.{HINT}"
    ]


def test_a_missing_or_duplicate_heading_is_reported() -> None:
    page = changed("/one/", "<ul>", HEADINGS.replace("a-s2", "other").replace(" A-S2 ", "") + "<ul>")
    assert problems((REFERRED, TWO), one=page) == ["r.txt:2: W006 /one/ has #a-s2 0 times, expected once."]
    twice = changed("/one/", "<ul>", f"{HEADINGS}{HEADINGS}<ul>")
    assert problems((REFERRED, TWO), one=twice) == [
        "r.txt:2: W006 /one/ has #a-s1 2 times, expected once.",
        "r.txt:2: W006 /one/ has #a-s2 2 times, expected once.",
    ]


def test_only_pages_with_words_of_the_report_have_claims() -> None:
    words = Para((Text("Eta theta."),), (line(5),))
    page = Page(Address("two.md"), "Two", "D", (FindingHeading(3, "a-s1"), words), sorted=True)
    empty = Page(Address("empty.md"), "Empty", "D", ())
    assert claims_of([page, empty]) == (PageClaim("/two/", (line(5),), frozenset({"a-s1"}), sorted=True),)
