"""Long lists of the navigation, on a page in the middle of one, at its ends and elsewhere."""

from __future__ import annotations

import pytest
from mkdocs.structure.nav import Link, Navigation, Section

from hooks.short_navigation import MOST, on_page_context


def titles(number: int, active: int | None) -> list[str | None]:
    """The entries shown of a section with `number` entries, of which one is the current page."""
    links = [Link(str(n), f"{n}/") for n in range(number)]
    section = Section("All", [*links])
    if active is not None:
        links[active].active = section.active = True
    nav = Navigation([section], [])
    shown = on_page_context({"nav": nav}, nav=nav)["nav"]
    assert isinstance(shown, Navigation)
    assert nav.items == [section]
    assert section.children == links
    (shown_section,) = shown.items
    assert isinstance(shown_section, Section)
    assert (shown_section.title, shown_section.active) == ("All", active is not None)
    return [item.title for item in shown_section.children]


@pytest.mark.parametrize("number", [0, 1, MOST])
def test_a_list_of_usual_length_is_shown_in_full(number: int) -> None:
    assert titles(number, None) == [*map(str, range(number))]
    assert titles(number, number - 1 if number else None) == [*map(str, range(number))]


@pytest.mark.parametrize("active", [0, 1, 15, 16, 50, 84, 85, 99])
def test_a_long_list_is_shown_around_the_current_page(active: int) -> None:
    shown = titles(100, active)
    assert len(shown) == MOST
    assert shown[0] == "0"
    around = [str(n) for n in range(max(active - 10, 0), min(active + 11, 100))]
    assert set(around) <= set(shown)
    assert [*map(int, filter(None, shown))] == sorted(map(int, filter(None, shown)))


def test_a_list_that_the_theme_leaves_out_stays_as_it_is() -> None:
    assert len(titles(100, None)) == 100


def test_a_long_list_below_another_is_shortened() -> None:
    links = [Link(str(n), f"{n}/") for n in range(100)]
    inner = Section("Inner", [*links])
    outer = Section("Outer", [inner])
    links[40].active = inner.active = outer.active = True
    nav = Navigation([outer], [])
    shown = on_page_context({"nav": nav}, nav=nav)["nav"]
    assert isinstance(shown, Navigation)
    assert len(shown.items[0].children[0].children) == MOST
