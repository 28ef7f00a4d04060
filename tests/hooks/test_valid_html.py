"""The theme's check boxes, without an attribute that HTML does not allow them."""

from __future__ import annotations

import pytest

from hooks import valid_html as hook

BOX = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer"%s>'


def test_check_boxes_lose_autocomplete() -> None:
    assert hook.on_post_page(BOX % ' autocomplete="off"') == BOX % ""
    assert hook.on_post_template(BOX % ' autocomplete="off"', template_name="404.html") == BOX % ""


@pytest.mark.parametrize(
    "other",
    [
        '<input type="text" class="md-search__input" autocomplete="off">',
        '<p>&lt;input class="md-toggle" autocomplete="off"&gt;</p>',
        BOX % "" + '<input autocomplete="off">',
    ],
)
def test_nothing_else_changes(other: str) -> None:
    assert hook.on_post_page(other) == other


def test_other_templates_stay_as_they_are() -> None:
    text = BOX % ' autocomplete="off"'
    assert hook.on_post_template(text, template_name="sitemap.xml") == text
