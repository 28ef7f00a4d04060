"""Reader of hand-edited YAML files that keeps the line of every value, for error messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from reportsite import limits
from reportsite.errors import Collector


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and its line, counted from 1."""

    data: str | tuple[Value, ...] | dict[str, Value]
    line: int


_REFUSED = ("Cc", "Cs", "Cn")
"""Unicode categories that no page can show: control, surrogate and unassigned characters."""

_KINDS: dict[type, str] = {str: "text", tuple: "a list", dict: "a mapping"}


def read_yaml(text: str, problems: Collector) -> Value | None:
    """The document in `text`; None if it is not YAML. Scalars are read as written: `No` stays `No`.

    Syntax errors, duplicate keys and keys that are not text go to `problems`.
    """
    if not limits.YAML.allows(len(text), problems):
        return None
    try:
        # libyaml takes a tenth of the time. What it rejects, the reader in Python explains better.
        try:
            node = _compose(text, _FAST)
        except (yaml.YAMLError, ValueError):
            node = _compose(text, yaml.SafeLoader)
        return Value({}, 1) if node is None else _value(node, problems)
    except _Refused as error:
        problems.error(error.code, error.line, error.what, error.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.error("Y001", mark.line + 1 if mark else 0, f"not valid YAML: {error.problem}.")
    except yaml.reader.ReaderError as error:
        problems.error(
            "Y009",
            text.count("\n", 0, error.position) + 1,
            f"{chr(int(error.character))!a} is not text.",
            "Remove it.",
        )
    except yaml.YAMLError as error:
        problems.error("Y001", 0, f"not valid YAML: {error}.")
    except ValueError:
        # PyYAML passes on Python's error for a character above U+10FFFF.
        problems.error("Y009", 0, "an escape such as \\U00110000 is not a character.", "Remove it.")
    return None


class _Refused(Exception):
    """YAML that is valid but not allowed in these files."""

    def __init__(self, code: str, what: str, hint: str, line: int) -> None:
        super().__init__(what)
        self.code, self.what, self.hint, self.line = code, what, hint, line


# PyYAML may have been built without libyaml.
_FAST: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _compose(text: str, loader: type[yaml.SafeLoader | yaml.CSafeLoader]) -> yaml.Node | None:
    """The document in `text` as nodes; compose() builds no Python objects.

    Rejects aliases, which can expand to more than fits in memory, and deep nesting.
    """
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            what = f"*{event.anchor} is an alias, which is not allowed."
            raise _Refused("Y002", what, "Write it out.", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        # A text within is a level of its own.
        if depth + isinstance(event, yaml.ScalarEvent) > limits.NESTING.most:
            message = limits.NESTING.message(limits.NESTING.most + 1)
            raise _Refused("L001", message, limits.NESTING.hint, line)
    return yaml.compose(text, Loader=loader)


def _value(node: yaml.Node, problems: Collector) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            key_line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                problems.error("Y003", key_line, "a key must be text.")
            elif key in data:
                problems.error(
                    "Y004",
                    key_line,
                    f"duplicate key {key!r}; the first is on line {data[key].line}.",
                    "Keep one.",
                )
            else:
                # The line of the key: a block value starts a line later.
                data[key] = Value(_value(value_node, problems).data, key_line)
        return Value(data, line)
    if isinstance(node, yaml.SequenceNode):
        return Value(tuple(_value(item, problems) for item in node.value), line)
    text = "" if node.tag.endswith(":null") else str(node.value)
    if refused := [c for c in text if unicodedata.category(c) in _REFUSED and c not in "\t\n"]:
        problems.error("Y009", line, f"{refused[0]!a} is not text.", "Remove it.")
        text = "\N{REPLACEMENT CHARACTER}"
    return Value(text, line)


class Fields:
    """Typed access to the keys of one mapping. Errors go to `problems`, and reading carries on."""

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
                    "Y005", value.line, f"unknown key {key!r} in {self.where}; expected one of: {expected}."
                )

    def line_of(self, key: str) -> int:
        """The line of a key; that of the mapping if the key is absent."""
        return self._data[key].line if key in self._data else self.line

    def text(self, key: str, required: bool = False) -> str:
        """A text with its white space folded; empty if the key is absent and not required."""
        value = self._data.get(key)
        if value is None or value.data == "":
            if required or value is not None:
                self.problems.error(
                    "Y006", self.line_of(key), f"{key!r} is missing or empty in {self.where}."
                )
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
        """A list of texts; empty if the key is absent."""
        texts: list[str] = []
        for item in self.items(key):
            if isinstance(item.data, str) and item.data.strip():
                texts.append(" ".join(item.data.split()))
            else:
                self.problems.error("Y007", item.line, f"{key!r} has an entry that is empty or not text.")
        return tuple(texts)

    def items(self, key: str) -> tuple[Value, ...]:
        """A list of values; empty if the key is absent."""
        value = self._data.get(key)
        if value is None:
            return ()
        if isinstance(value.data, tuple):
            return value.data
        self._wrong_type(value, key, tuple)
        return ()

    def mapping(self, key: str) -> dict[str, Value]:
        """A mapping; empty if the key is absent."""
        value = self._data.get(key)
        if value is None:
            return {}
        if isinstance(value.data, dict):
            return value.data
        self._wrong_type(value, key, dict)
        return {}

    def pairs(self, key: str, expected: str) -> tuple[tuple[str, str], ...]:
        """A mapping of names to texts with their white space folded; empty if the key is absent.

        `expected` describes each text: `a title`.
        """
        pairs: list[tuple[str, str]] = []
        for name, value in self.mapping(key).items():
            if isinstance(value.data, str) and value.data.strip():
                pairs.append((name, " ".join(value.data.split())))
            else:
                self.problems.error(
                    "Y007", value.line, f"{key}: {name} is empty or not text; expected {expected}."
                )
        return tuple(pairs)

    def _wrong_type(self, value: Value, name: str, expected: type) -> None:
        actual = _KINDS[type(value.data)]
        self.problems.error("Y008", value.line, f"{name!r} is {actual}, expected {_KINDS[expected]}.")
