"""Kinds of records. The data, its JSON Schema and its documentation all come from one definition of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from reportsite.exports.index import ExportIndex

Json = Any
"""Any JSON value."""

Schema = Mapping[str, Json]

T = TypeVar("T")

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
ROWS: Schema = {"type": "array", "items": TEXTS}
WHOLE: Schema = {"type": "integer", "minimum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": ["number", "null"]}
LINES: Schema = {"type": "array", "items": WHOLE}

_PLACE = r"^/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?$"
PLACE: Schema = {"type": "string", "pattern": _PLACE}
"""An address on the site, from its root: `/mc07/#mc07-s3`."""
PLACES: Schema = {"type": "array", "items": PLACE}
NO_PLACE: Schema = {"anyOf": [PLACE, {"const": ""}]}

_TYPE_NAMES = (
    (PLACE, "address"),
    (PLACES, "addresses"),
    (NO_PLACE, "address or empty"),
    (WHOLE, "whole number"),
    (COUNT, "whole number"),
    (LINES, "whole numbers"),
    (NUMBER, "number or null"),
    (TEXTS, "list of texts"),
    (ROWS, "list of lists of texts"),
)
"""The names of types in the documentation; all others are called `text`."""


def one_of(*values: str) -> Schema:
    return {"enum": list(values)}


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    name: str
    """Stable, because other people’s programs depend on it."""
    description: str
    schema: Schema
    value: Callable[[ExportIndex, T], Json]
    inner: Record[Any] | None = None
    """The kind of record in the field, if it contains records."""

    @property
    def type_name(self) -> str:
        """The type in words, for the documentation."""
        if self.inner:
            return f"list of {self.inner.many}" if "items" in self.schema else self.inner.name
        if "enum" in self.schema:
            return "one of: " + ", ".join(self.schema["enum"])
        return next((words for schema, words in _TYPE_NAMES if schema is self.schema), "text")


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """A kind of record. Every field is always present; an unknown value is empty."""

    name: str
    many: str
    description: str
    fields: tuple[Field[T], ...]

    def data(self, index: ExportIndex, item: T) -> dict[str, Json]:
        return {field.name: field.value(index, item) for field in self.fields}

    @property
    def key(self) -> str:
        """The key of its definition in the schema."""
        return self.name.replace(" ", "_")

    @property
    def schema(self) -> Schema:
        return {
            "description": self.description,
            "type": "object",
            "properties": {f.name: {"description": f.description, **f.schema} for f in self.fields},
            "required": [field.name for field in self.fields],
            "additionalProperties": False,
        }

    @property
    def with_inner(self) -> Iterator[Record[Any]]:
        """This record and those inside it, some of them more than once."""
        yield self
        for field in self.fields:
            if field.inner:
                yield from field.inner.with_inner


AnyRecord = Record[Any]


def several(
    name: str, description: str, record: AnyRecord, items: Callable[[ExportIndex, T], Iterable[Any]]
) -> Field[T]:
    """A field that contains records."""

    def value(index: ExportIndex, item: T) -> Json:
        return [record.data(index, inner) for inner in items(index, item)]

    schema = {"type": "array", "items": {"$ref": f"#/$defs/{record.key}"}}
    return Field(name, description, schema, value, record)


def distinct(*records: AnyRecord) -> tuple[AnyRecord, ...]:
    """Records and those inside them, each once."""
    return tuple({inner.key: inner for record in records for inner in record.with_inner}.values())


def schema_of(record: AnyRecord, *others: AnyRecord) -> Schema:
    """A JSON Schema for files of `record`. Its definitions include all records of `others` too."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record.name,
        **record.schema,
        "$defs": {inner.key: inner.schema for inner in distinct(record, *others) if inner is not record},
    }
