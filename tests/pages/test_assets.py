"""The generated script and style sheet."""

from __future__ import annotations

import json

from reportsite.pages import assets
from tests.pages.specifications import context

CASE = {
    "terms": {
        "MIB": {"expansion": "Murder Bureau", "definition": 'A "bureau".'},
        "ABC": {"expansion": "Alpha"},
    },
    "report": {"criteria": {"MC01": {"s": ["The MIB meets."]}}},
}


def test_the_script_has_the_data_of_tooltips_and_citations() -> None:
    text = assets.script(context(CASE))
    head, _, rest = text.partition("window.report = ")
    assert head.startswith("// Generated")
    data = json.loads(rest.rstrip().rstrip(";"))
    assert data["citation"] == "HMIC, Northshire Police Crime, April 2008, ISBN 1-23"
    assert data["terms"] == {"abc": ["", "In no findings"], "mib": ['A "bureau".', "In 1 finding"]}
    assert data["redirects"] == {}


def test_the_style_sheet_has_the_running_header() -> None:
    assert 'content: "Northshire Police – Crime, April 2008";' in assets.style(context(CASE))
