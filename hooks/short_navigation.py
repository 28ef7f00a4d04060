"""Shorten long lists of the navigation to the entries around the current page. Optional.

The theme shows all entries of the sections above a page (`navigation.prune` leaves out those of others). In
a report of a thousand criteria, these lists would be longer than the pages. The page of a section lists all
of its entries.
"""

from __future__ import annotations

import copy

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section

# No list of a real report is longer.
MOST = 30


def on_page_context(context: dict[str, object], *, nav: Navigation, **_: object) -> dict[str, object]:
    """The context of a page's template, with a short copy of the navigation if a list of it is too long."""
    items = [_short(item) for item in nav.items]
    if items != nav.items:
        context["nav"] = short = copy.copy(nav)
        short.items = items
    return context


def _short(item: StructureItem) -> StructureItem:
    """A section above the current page with at most MOST entries in each list; any other item as it is."""
    if not isinstance(item, Section) or not item.active:
        return item
    children = [_short(child) for child in _near(item.children)]
    if children == item.children:
        return item
    short = copy.copy(item)
    short.children = children
    return short


def _near(items: list[StructureItem]) -> list[StructureItem]:
    """The items around the active one, and the first, which may be the page of the section."""
    # Links to other sites are never active.
    active = next((index for index, item in enumerate(items) if getattr(item, "active", False)), 0)
    first = max(1, min(active - MOST // 2, len(items) - MOST + 1))
    return [*items[:1], *items[first : first + MOST - 1]]
