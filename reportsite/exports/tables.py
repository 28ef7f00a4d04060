"""Records -> CSV, for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import TypeVar

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import Json, Record

T = TypeVar("T")

BOM = "\ufeff"
"""Without it, spreadsheets misread UTF-8."""

# Text that a spreadsheet would run as a formula. Some treat full-width signs like ordinary ones.
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")


def to_csv(record: Record[T], index: ExportIndex, items: Iterable[T]) -> str:
    """A CSV table (RFC 4180) with a byte order mark; one column for each field of `record`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.name for field in record.fields)
    for item in items:
        writer.writerow(cell(value) for value in record.data(index, item).values())
    return BOM + out.getvalue()


def cell(value: Json) -> str:
    """A value as the text of a cell. The items of a list go on separate lines.

    `=1+1` -> `'=1+1`, `-3.1` -> `-3.1`
    """
    if value is None:
        return ""
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    # An apostrophe in front stops a spreadsheet from running the text as a formula.
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
