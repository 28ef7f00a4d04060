"""Pages at retired addresses, which forward readers to the new ones."""

from __future__ import annotations

from collections.abc import Mapping

from reportsite.pages import common
from reportsite.site.address_lock import address_of
from reportsite.site.addresses import Address
from reportsite.site.page_tree import Heading, Page, editorial


def pages(redirects: Mapping[str, str], addresses: Mapping[str, Address]) -> tuple[Page, ...]:
    """A page for each retired page. redirects.js forwards the reader; without scripts, there is a link.

    `redirects` maps retired addresses to current ones, `addresses` the URLs of the site to their pages.
    Retired anchors need no page: redirects.js handles them.
    """
    return tuple(
        _page(address_of(old), addresses[new], new) for old, new in redirects.items() if "#" not in old
    )


def _page(where: Address, target: Address, url: str) -> Page:
    heading = Heading(1, (common.edition_words("Moved"),), anchor="moved")
    words = common.para("This page has moved to ", common.link(target, url), ".")
    return Page(
        where, "Moved", "This page has moved.", (heading, editorial(words, kind="moved")), searched=False
    )
