"""Kinds of records: their data, schema and documentation come from one definition."""

from __future__ import annotations

from typing import Any, cast

import pytest

from reportsite.exports.index import ExportIndex
from reportsite.exports.records import (
    LINES,
    NO_PLACE,
    NUMBER,
    PLACE,
    PLACES,
    ROWS,
    TEXT,
    TEXTS,
    WHOLE,
    Field,
    Record,
    Schema,
    distinct,
    one_of,
    schema_of,
    several,
)

INDEX = cast("ExportIndex", None)
LEAF: Record[str] = Record("leaf", "leaves", "A leaf.", (Field("name", "Its name.", TEXT, lambda _, x: x),))
TREE: Record[list[str]] = Record(
    "oak tree", "oak trees", "A tree.", (several("leaves", "Its leaves.", LEAF, lambda _, x: x),)
)


def test_a_record_becomes_data() -> None:
    assert TREE.data(INDEX, ["a", "b"]) == {"leaves": [{"name": "a"}, {"name": "b"}]}


def test_a_record_has_a_schema() -> None:
    schema: Any = schema_of(TREE)
    assert schema["properties"]["leaves"]["items"] == {"$ref": "#/$defs/leaf"}
    assert schema["$defs"] == {"leaf": LEAF.schema}
    assert schema["required"] == ["leaves"]
    assert LEAF.schema["additionalProperties"] is False
    assert schema_of(LEAF, TREE)["$defs"] == {"oak_tree": TREE.schema}


def test_distinct_removes_duplicates() -> None:
    assert distinct(TREE, LEAF, TREE) == (TREE, LEAF)


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        (TEXT, "text"),
        (TEXTS, "list of texts"),
        (ROWS, "list of lists of texts"),
        (WHOLE, "whole number"),
        (LINES, "whole numbers"),
        (NUMBER, "number or null"),
        (PLACE, "address"),
        (PLACES, "addresses"),
        (NO_PLACE, "address or empty"),
        (one_of("a", "b"), "one of: a, b"),
    ],
)
def test_every_type_has_a_name(schema: Schema, name: str) -> None:
    assert Field("x", "X.", schema, lambda _, __: None).type_name == name


def test_the_type_of_inner_records_has_their_name() -> None:
    assert TREE.fields[0].type_name == "list of leaves"
