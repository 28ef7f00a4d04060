"""The part of the theme's style sheets that pages use."""

from __future__ import annotations

from pathlib import Path

import pytest

from maintenance.theme import TARGET, pruned, theme_style
from tests.projects import SUB_PATH


def test_the_part_is_up_to_date(committed_site: Path) -> None:
    """Fails when the theme or the classes of pages change. If so: make site, python -m maintenance.theme."""
    assert theme_style(committed_site / "web" / SUB_PATH) == TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".a{top:0}.b{top:0}", ".a{top:0}"),
        ("#a{top:0}#b{top:0}", "#a{top:0}"),
        (".a .b,.a p,kbd{top:0}", ".a p,kbd{top:0}"),
        (".a:not(.b){top:0}", ".a:not(.b){top:0}"),
        (":is(.a,.b) p{top:0}", ":is(.a,.b) p{top:0}"),
        (
            "[data-md-color-primary=a]{top:0}[data-md-color-primary=b]{top:0}",
            "[data-md-color-primary=a]{top:0}",
        ),
        ("[data-md-color-primary]{top:0}", "[data-md-color-primary]{top:0}"),
        ("@media print{.a{top:0}.b{top:0}}@media screen{.b{top:0}}", "@media print{.a{top:0}}"),
        ("@keyframes b{from{top:0}to{top:1px}}", "@keyframes b{from{top:0}to{top:1px}}"),
        ('p{content:".b"}', 'p{content:".b"}'),
        (":root{--read:1;--other:2}p{top:var(--read)}", ":root{--read:1}p{top:var(--read)}"),
        (":root{--theirs:1}", ":root{--theirs:1}"),
    ],
)
def test_rules_stay_that_pages_can_use(css: str, expected: str) -> None:
    assert pruned(css, {"a"}, "x{top:var(--theirs)}") == expected
