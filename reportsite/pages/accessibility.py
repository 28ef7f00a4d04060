"""Accessibility: what is aimed at, what is tested and how, and what is not known."""

from __future__ import annotations

from reportsite.model import Text, WebLink
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.page_tree import Bullets, Heading, Page, PageBlock, TableBlock, editorial

_STANDARD = "https://www.w3.org/TR/WCAG22/"
_CHECKER = "https://github.com/dequelabs/axe-core"

_KEYS = (
    ("Tab, Shift and Tab", "To the next or the previous link, button or field."),
    ("Enter", "Follows a link, presses a button, opens what is folded."),
    ("Ctrl and K, on a Mac Cmd and K", "Goes to the search."),
    ("Tab or the arrow keys, in the search", "To the results."),
    ("Escape", "Closes the explanation of a term, the search or the menu."),
    ("Arrow keys, on a wide table", "Move it sideways."),
)

_TESTED = (
    "Every page, in light and in dark colours, as wide as on a desktop and as on a phone, with axe-core: all "
    "its rules for levels A and AA up to WCAG 2.2, and those it calls best practice. It must find nothing.",
    "The same with the menu open, with results of a search, with a term explained and with what is folded "
    "open.",
    "The keyboard: the link past the navigation comes first, the order is that of the page, what has the "
    "focus is marked, and menu, search and explanations open, close and give the focus back.",
    "Text at 200 % and at 400 %, and with wider spacing of letters, words and lines: no page scrolls "
    "sideways and no text is cut off.",
    "That nothing moves where the reader’s system asks for less motion.",
    "That the pages can be read without scripts. Filters, copied citations and the search need them.",
)

_LIMITS = (
    "A program finds only some of all barriers. No people with disabilities have tested the site.",
    "No screen reader, voice control or other assistive technology was used for testing, and no browser "
    "but Chromium.",
    "A table that is wider than a phone scrolls sideways by itself.",
    "The report’s own words are left as they were printed, abbreviations, hard sentences and slips "
    "included. The glossary explains terms; nothing is rewritten in easier words.",
    "The report’s charts were not in the text received. Where one is missing, the page says so. Charts "
    "that this edition draws have their figures in a table or in words beside them.",
    "In files of data, and in what a browser prints, the order and the names are the same, but these have "
    "not been tested as the pages are.",
)


def page() -> Page:
    where = addresses.ACCESSIBILITY
    blocks: list[PageBlock] = [
        Heading(1, (common.edition_words("Accessibility"),), anchor=addresses.top(where).anchor),
        editorial(
            common.para(
                "This page says for whom this site should work, how that is tested, and what is not known."
            ),
            common.part(addresses.ACCESSIBILITY, "What is aimed at", "standard"),
            common.para(
                "The site aims at levels A and AA of the ",
                WebLink(_STANDARD, (Text("Web Content Accessibility Guidelines (WCAG) 2.2"),)),
                ". Nobody but the project itself has checked whether it reaches them.",
            ),
            common.part(addresses.ACCESSIBILITY, "By keyboard", "keyboard"),
            common.para("Everything can be reached and used without a mouse."),
            TableBlock(
                (common.para("Key"), common.para("What it does")),
                tuple((common.para(key), common.para(does)) for key, does in _KEYS),
            ),
            common.para("No single letter does anything by itself, so speech input sets nothing off."),
            common.part(addresses.ACCESSIBILITY, "What is tested, and how", "tests"),
            common.para(
                "Programs test every change of the site before it is published, in the browser Chromium. One "
                "of them is ",
                WebLink(_CHECKER, (Text("axe-core"),)),
                ", a checker that others wrote and many use. Tested are:",
            ),
            _bullets(_TESTED),
            common.part(addresses.ACCESSIBILITY, "What is not known, and known limits", "limits"),
            _bullets(_LIMITS),
            common.part(addresses.ACCESSIBILITY, "If something does not work for you", "report"),
            common.para(
                "Please say so in the issue tracker of this project, where its code is kept: which page, "
                "what you wanted to do, and what you use to read it, as the browser, a screen reader or a "
                "magnifier. Whatever keeps somebody from reading the report is a fault to be mended."
            ),
            common.para(
                "There are plainer forms, too: ",
                common.link(addresses.SOURCE, "the text as received"),
                " has every line on one page, and ",
                common.link(addresses.DATA, "the data"),
                " can be read by other programs.",
            ),
            kind="accessibility",
        ),
    ]
    return Page(
        address=where,
        title="Accessibility",
        description="For whom the site should work, how that is tested, and what is not known.",
        blocks=tuple(blocks),
    )


def _bullets(sentences: tuple[str, ...]) -> Bullets:
    return Bullets(tuple((common.para(sentence),) for sentence in sentences))
