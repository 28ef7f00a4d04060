"""CSV tables that spreadsheets can open safely."""

from __future__ import annotations

import pytest

from reportsite.exports import tables


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula: all that begins so and is no number."""
    if not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")):
        return False
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        "-3.1|cmd",
        "＝1+1",
        "--1",
        "-",
        "-1,a",
    ],
)
def test_a_formula_is_defused(text: str) -> None:
    assert tables.cell(text) == f"'{text}"
    assert not dangerous(tables.cell(text))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-3.1, "-3.1"),
        ("-4.84%", "-4.84%"),
        ("+2", "+2"),
        ("1,000", "1,000"),
        (None, ""),
        (["a", "=b"], "a\n=b"),
        ("'pp' is", "'pp' is"),
    ],
)
def test_what_is_no_formula_stays(value: object, cell: str) -> None:
    assert tables.cell(value) == cell
