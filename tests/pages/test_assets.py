"""The generated script and style sheet."""

from __future__ import annotations

import json
from typing import Any

from reportsite.pages import assets
from tests.pages.specifications import context

CASE = {
    "terms": {
        "MIB": {"expansion": "Murder Bureau", "definition": 'A "bureau".'},
        "ABC": {"expansion": "Alpha"},
    },
    "report": {"criteria": {"MC01": {"s": ["The MIB meets."]}}},
}


def assigned(script: str, name: str) -> Any:
    head, _, rest = script.partition(f"\n{name} = ")
    assert head.startswith("// Generated")
    return json.loads(rest.rstrip().removesuffix(";"))


def test_the_script_has_the_redirects() -> None:
    assert assigned(assets.script(context(CASE)), "window.report") == {"redirects": {}}


def test_the_style_sheet_has_the_running_header() -> None:
    assert 'content: "Northshire Police – Crime, April 2008";' in assets.style(context(CASE))
