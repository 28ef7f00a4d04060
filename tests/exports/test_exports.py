"""The files that the exports write, and their addresses."""

from __future__ import annotations

import json

from reportsite import exports
from reportsite.exports.files import DATA_FILES
from reportsite.site import addresses
from tests.projects import golden


def test_every_data_file_is_written_to_its_address() -> None:
    written = exports.data_files(golden().context)
    assert [*written] == [addresses.data_file(file.name).page for file in DATA_FILES]
    assert all(written.values())


def test_linked_data_has_an_entry_for_each_page_of_the_report() -> None:
    conversion = golden()
    ((path, text),) = exports.linked_file(conversion.context, conversion.site).items()
    assert path == "jsonld.json"
    assert set(json.loads(text)) <= {page.address.page for page in conversion.site.pages}
    assert {"index.md", "mc01.md", "glossary.md"} <= set(json.loads(text))
