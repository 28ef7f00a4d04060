"""YAML files edited by hand, read with the line of every value, so that mistakes name their line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from reportsite.errors import Collector


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and the line it stands at, counted from 1."""

    data: str | tuple[Value, ...] | dict[str, Value]
    line: int


_KINDS: dict[type, str] = {str: "a text", tuple: "a list", dict: "a mapping"}


def read_yaml(text: str, problems: Collector) -> Value:
    """The document in `text`. Scalars are read as text, as written: `No` stays `No`.

    Syntax errors, duplicate keys and keys that are no text go to `problems`; raises InputError on
    a syntax error, after which nothing can be read.
    """
    try:
        # The C loader and the pure one give the same nodes; compose() builds no Python objects.
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.error(mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}.")
    except yaml.YAMLError as error:
        problems.error(0, f"not valid YAML: {error}.")
    except RecursionError:
        problems.error(0, "nested too deeply.")
    problems.stop_on_errors()
    if node is None:
        return Value({}, 1)
    try:
        return _value(node, problems)
    except RecursionError:
        problems.error(0, "nested too deeply, or an alias that holds itself.", "Write it out.")
        problems.stop_on_errors()
        raise


def _value(node: yaml.Node, problems: Collector) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            at = key_node.start_mark.line + 1
            if not isinstance(key, str):
                problems.error(at, "a key must be a text.")
                continue
            if key in data:
                problems.error(at, f"{key!r} stands here and at line {data[key].line}.", "Keep one.")
                continue
            value = _value(value_node, problems)
            # The line of the key: a block value starts a line later.
            data[key] = Value(value.data, at)
        return Value(data, line)
    if isinstance(node, yaml.SequenceNode):
        return Value(tuple(_value(item, problems) for item in node.value), line)
    return Value("" if node.tag.endswith(":null") else str(node.value), line)


class Fields:
    """Typed access to the keys of one mapping. Mistakes go to the collector; reading goes on."""

    def __init__(self, value: Value, where: str, problems: Collector) -> None:
        self.problems = problems
        self.where = where
        self.line = value.line
        self._data: dict[str, Value] = {}
        if isinstance(value.data, dict):
            self._data = value.data
        else:
            self._wrong_type(value, where, dict)

    def known(self, keys: Iterable[str]) -> None:
        """Report every key that is not one of `keys`."""
        allowed = tuple(keys)
        for key, value in self._data.items():
            if key not in allowed:
                expected = ", ".join(allowed)
                self.problems.error(
                    value.line, f"unknown key {key!r} in {self.where}; expected one of: {expected}."
                )

    def line_of(self, key: str) -> int:
        return self._data[key].line if key in self._data else self.line

    def text(self, key: str, required: bool = False) -> str:
        value = self._data.get(key)
        if value is None or value.data == "":
            if required or value is not None:
                self.problems.error(self.line_of(key), f"{key!r} is missing or empty in {self.where}.")
            return ""
        if isinstance(value.data, str):
            return " ".join(value.data.split())
        self._wrong_type(value, key, str)
        return ""

    def verbatim(self, key: str) -> str:
        """A required text with its white space kept."""
        value = self._data.get(key)
        if value is not None and isinstance(value.data, str) and value.data:
            return value.data
        return self.text(key, required=True)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is absent."""
        found: list[str] = []
        for item in self.items(key):
            if isinstance(item.data, str) and item.data.strip():
                found.append(" ".join(item.data.split()))
            else:
                self.problems.error(item.line, f"{key!r} holds an entry that is empty or no text.")
        return tuple(found)

    def items(self, key: str) -> tuple[Value, ...]:
        """A list of values; empty where the key is absent."""
        value = self._data.get(key)
        if value is None:
            return ()
        if isinstance(value.data, tuple):
            return value.data
        self._wrong_type(value, key, tuple)
        return ()

    def mapping(self, key: str) -> dict[str, Value]:
        """A mapping; empty where the key is absent."""
        value = self._data.get(key)
        if value is None:
            return {}
        if isinstance(value.data, dict):
            return value.data
        self._wrong_type(value, key, dict)
        return {}

    def _wrong_type(self, value: Value, name: str, expected: type) -> None:
        found = _KINDS[type(value.data)]
        self.problems.error(value.line, f"{name!r} is {found}, expected {_KINDS[expected]}.")
