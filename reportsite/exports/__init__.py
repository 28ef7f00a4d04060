"""The report as data: JSON with its schema, CSV tables, citations, and the linked data of the pages."""

from __future__ import annotations

from reportsite.exports import linked
from reportsite.exports.citations import settings
from reportsite.exports.files import DATA_FILES, single_findings, to_json
from reportsite.exports.index import index_of
from reportsite.site import addresses
from reportsite.site.context import Context
from reportsite.site.page_tree import Site


def data_files(context: Context) -> dict[str, str]:
    """The data files, by their paths below content/."""
    index = index_of(context)
    return {addresses.data_file(file.name).page: file.text(index) for file in DATA_FILES}


def finding_files(context: Context) -> dict[str, str]:
    """A file for each finding, by its path on the website."""
    singles = single_findings(index_of(context))
    return {addresses.data_file(f"findings/{name}").page: text for name, text in singles.items()}


def linked_file(context: Context, site: Site) -> dict[str, str]:
    """The linked data that the MkDocs hook reads, by its path below content/."""
    return {linked.PATH: to_json(linked.linked(context, site))}


__all__ = ["data_files", "linked_file", "settings"]
