"""The bytes of a text file -> its text."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from reportsite import limits
from reportsite.errors import Collector
from reportsite.model import lines_of
from reportsite.receiving.pages import PAGE_BREAK

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def decode(data: bytes, problems: Collector) -> str | None:
    """Decode UTF-8, with or without a byte order mark; None if it is not text. Errors go to `problems`.

    Two control characters are allowed: tabs separate table cells, and a form feed begins a printed page.
    """
    if not limits.FILE.allows(len(data), problems):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "WINDOWS-1252"
        problems.error(
            "F003",
            line,
            f"not UTF-8: byte {data[error.start]:#04x}.",
            f"Save the file as UTF-8, or convert it: iconv -f {encoding} -t UTF-8.",
        )
        return None
    lines = lines_of(text)
    if not limits.LINES.allows(len(lines), problems):
        return None
    for number, raw in enumerate(lines, start=1):
        limits.LINE.allows(len(raw), problems, number)
        controls = _CONTROL.findall(raw.lstrip(PAGE_BREAK))
        if controls:
            problems.error(
                "F004",
                number,
                f"control character {controls[0]!a} in the text.",
                "Remove it. Only tabs, line breaks and form feeds at the start of a line are allowed.",
            )
    return text if problems.sound else None
