from __future__ import annotations

import pytest

from reportsite.errors import Collector
from reportsite.receiving.text import decode


@pytest.mark.parametrize("data", [b"One.\n", b"\xef\xbb\xbfOne.\n", b"a\tb\r\n\x0c\x0cTwo.", "‘é’".encode()])
def test_text_is_accepted(data: bytes) -> None:
    problems = Collector("x.txt")
    assert decode(data, problems) == data.decode("utf-8-sig")
    assert problems.sound


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"One.\n\x92Two.\n",
            "x.txt:2: F003 not UTF-8: byte 0x92. Save the file as UTF-8, or convert it: "
            "iconv -f WINDOWS-1252 -t UTF-8.",
        ),
        (b"One.\n\nT\x00wo.\n", r"x.txt:3: F004 control character '\x00' in the text."),
        (b"One.\x0c\nTwo.\n", r"x.txt:1: F004 control character '\x0c' in the text."),
    ],
)
def test_anything_but_text_is_rejected_with_its_line(data: bytes, message: str) -> None:
    problems = Collector("x.txt")
    assert decode(data, problems) is None
    assert str(problems.errors[0]).startswith(message)
