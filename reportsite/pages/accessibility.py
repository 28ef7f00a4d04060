"""The accessibility page: conformance target, tests, known limitations and how to report a problem."""

from __future__ import annotations

from reportsite.model import Text, WebLink
from reportsite.pages import common
from reportsite.site import addresses
from reportsite.site.page_tree import Bullets, Heading, Page, PageBlock, ResultKind, TableBlock, editorial

_STANDARD = "https://www.w3.org/TR/WCAG22/"
_CHECKER = "https://github.com/dequelabs/axe-core"

_KEYS = (
    ("Tab, Shift + Tab", "Move to the next or previous link, button or field."),
    ("Enter", "Follow a link, press a button or open a folded section."),
    ("Ctrl + K, or Cmd + K on a Mac", "Go to the search box."),
    ("Tab or the arrow keys, in the search", "Move to the results."),
    ("Escape", "Close the explanation of a term, the search or the menu."),
    ("Arrow keys, on a wide table", "Scroll the table sideways."),
)

_TESTED = (
    "Every page, in light and dark mode and at desktop and phone widths, with axe-core: all its rules for "
    "levels A and AA up to WCAG 2.2, and its best-practice rules. No violation is allowed.",
    "The same checks with the menu open, with search results, with the explanation of a term showing and "
    "with folded sections open.",
    "Keyboard use: the skip link comes first, focus follows the order of the page and is always visible, "
    "and the menu, the search and explanations open, close and return the focus.",
    "Text at 200% and 400%, and with wider spacing between letters, words and lines: no page scrolls "
    "sideways and no text is cut off.",
    "Reduced motion: nothing moves if the reader’s system asks for less motion.",
    "Every page, the search, explanations of terms, filters, citations, colours, folded sections, links to "
    "findings, and phone width, in Chromium, Firefox and WebKitGTK on Linux, on the website and in the "
    "offline bundle.",
    "The screen reader Orca with Firefox, in November 2026: what it says about a criterion, a finding and "
    "its terms, a list and its filter, the search, the glossary and a table is written down with the code of "
    "this site, and compared each week.",
    "Reading without scripts. Only the filters, copying citations and the search need them.",
)

_LIMITS = (
    "Automated checks find only some barriers. No disabled people have tested the site.",
    "Of assistive technology only Orca has been tried, and not by somebody who uses it daily; voice control, "
    "magnifiers and other screen readers have not.",
    "It has not been tested in Safari or on a phone. WebKitGTK has the same engine as Safari, but the tests "
    "can only simulate touch in it.",
    "Tables that are wider than a phone screen scroll sideways on their own.",
    "The report’s own words are unchanged, including abbreviations, complex sentences and misprints. The "
    "glossary explains terms, but nothing is rewritten in plain English.",
    "The report’s charts were not in the text received. Where one is missing, the page says so. Every chart "
    "drawn for this edition has its figures in a table or in text beside it.",
    "Data files and printed pages follow the same order and use the same names as the web pages, but have "
    "not been tested in the same way.",
)


def page() -> Page:
    where = addresses.ACCESSIBILITY
    blocks: list[PageBlock] = [
        Heading(1, (common.edition_words("Accessibility"),), anchor=addresses.top(where).anchor),
        editorial(
            common.para(
                "The accessibility standard this site aims for, how it is tested, and its known limitations."
            ),
            common.part(addresses.ACCESSIBILITY, "Conformance target", "standard"),
            common.para(
                "The site aims to meet levels A and AA of the ",
                WebLink(_STANDARD, (Text("Web Content Accessibility Guidelines (WCAG) 2.2"),)),
                ". It has not been audited independently.",
            ),
            common.part(addresses.ACCESSIBILITY, "Keyboard use", "keyboard"),
            common.para("You can reach and use everything without a mouse."),
            TableBlock(
                (common.para("Key"), common.para("What it does")),
                tuple((common.para(key), common.para(does)) for key, does in _KEYS),
            ),
            common.para(
                "There are no single-letter shortcuts, so speech input cannot trigger one by accident."
            ),
            common.part(addresses.ACCESSIBILITY, "What is tested, and how", "tests"),
            common.para(
                "Automated tests check every change before it is published, in Chromium unless stated "
                "otherwise. They use ",
                WebLink(_CHECKER, (Text("axe-core"),)),
                ", a widely used accessibility checker, and cover:",
            ),
            _bullets(_TESTED),
            common.part(addresses.ACCESSIBILITY, "Known limitations", "limits"),
            _bullets(_LIMITS),
            common.part(addresses.ACCESSIBILITY, "Report a problem", "report"),
            common.para(
                "Anything that stops you reading the report is a bug. Please tell us: open an issue in this "
                "project’s code repository, using its form for accessibility problems. Say which page it is, "
                "what you were trying to do, and which browser and assistive technology you use, such as a "
                "screen reader or a magnifier."
            ),
            common.para(
                "Two simpler formats may also help: ",
                common.link(addresses.SOURCE, "the text as received"),
                " has every line on one page, and other programs can read ",
                common.link(addresses.DATA, "the data"),
                ".",
            ),
            kind="accessibility",
        ),
    ]
    return Page(
        address=where,
        result=ResultKind.LIST,
        title="Accessibility",
        description="The accessibility standard the site aims for, how it is tested, and known limitations.",
        blocks=tuple(blocks),
    )


def _bullets(sentences: tuple[str, ...]) -> Bullets:
    return Bullets(tuple((common.para(sentence),) for sentence in sentences))
