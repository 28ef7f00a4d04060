"""A received file -> its text, with a form feed at the start of each printed page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reportsite.errors import Collector
from reportsite.receiving.pages import PAGE_BREAK
from reportsite.receiving.pdf import SIGNATURE, read_pdf
from reportsite.receiving.text import decode


@dataclass(frozen=True, slots=True)
class Received:
    """The text of a file."""

    text: str
    data: bytes
    """The bytes to keep: a text file unchanged, or the text of a PDF."""
    origin: str
    """How the text was received, as a sentence for readers."""


def receive(data: bytes, problems: Collector) -> Received | None:
    """The text of a text file or a PDF; None if it has none. Errors and warnings go to `problems`."""
    if SIGNATURE not in data[:1024]:
        if problems.file.casefold().endswith(".pdf"):
            problems.error(
                "P001", 0, "not a PDF: its signature is missing.", "Download it again, or check its name."
            )
            return None
        text = decode(data, problems)
        return (
            None
            if text is None
            else Received(text, data, f"The text was received as the file {problems.file}.")
        )
    pages = read_pdf(data, problems)
    if pages is None:
        return None
    text = f"\n{PAGE_BREAK}".join("\n".join(page) for page in pages) + "\n"
    _warn_of_doubts(pages, problems)
    what = f"The text was read from the PDF file {problems.file}, of {len(pages)} pages."
    return Received(
        text, text.encode(), f"{what} Its pictures and its italic and bold type are not part of it."
    )


def _warn_of_doubts(pages: list[list[str]], problems: Collector) -> None:
    """Warn of places where the text of a PDF may differ from what a person would read."""
    number = 0
    for count, page in enumerate(pages, start=1):
        if not any(page):
            problems.warn(
                "P501",
                number + 1,
                f"page {count} has no text.",
                "If it is scanned, run OCR on the PDF first.",
            )
        for line in page or [""]:
            number += 1
            private = next((c for c in line if unicodedata.category(c) in ("Co", "Cn")), None)
            if private:
                problems.warn(
                    "P502", number, f"{private!a} has a meaning only in the PDF’s font.", "Is it a bullet?"
                )
            if "(cid:" in line:
                problems.warn(
                    "P503", number, "a glyph does not map to a character.", "Compare the line with the PDF."
                )
            if re.search(r"\w[-\u00ad]\Z", line):
                problems.warn(
                    "P504",
                    number,
                    "the line ends in a hyphen, which is kept.",
                    "The word is shown in two parts.",
                )
