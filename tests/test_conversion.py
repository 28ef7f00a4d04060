"""The names of the files that a conversion leads to."""

from __future__ import annotations

from tests.projects import golden


def test_files_for_download_have_the_name_of_the_received_text() -> None:
    assert golden().inputs.file == "report/northshire.txt"
    assert (golden().bundle, golden().pdf, golden().epub) == (
        "northshire-offline",
        "northshire.pdf",
        "northshire.epub",
    )
