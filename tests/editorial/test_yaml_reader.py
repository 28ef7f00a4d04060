from __future__ import annotations

import pytest

from reportsite.editorial.yaml_reader import Fields, Value, read_yaml
from reportsite.errors import Collector


def read(text: str) -> tuple[Value | None, list[str]]:
    problems = Collector("f.yml")
    return read_yaml(text, problems), list(map(str, problems.errors))


def fields(text: str) -> tuple[Fields, Collector]:
    problems = Collector("f.yml")
    value = read_yaml(text, problems)
    assert value is not None
    return Fields(value, "f.yml", problems), problems


def test_scalars_are_text_as_written() -> None:
    value, errors = read("a: No\nb: 2008-07-01\nc: 0x10\nd: ~\ne: null\nf:\n")
    assert errors == []
    assert value is not None
    assert isinstance(value.data, dict)
    assert [item.data for item in value.data.values()] == ["No", "2008-07-01", "0x10", "", "", ""]


def test_a_value_has_the_line_of_its_key() -> None:
    value, _ = read("a:\n  - x\n\n  - y\nb: >-\n  text\n  more\n")
    assert value == Value({"a": Value((Value("x", 2), Value("y", 4)), 1), "b": Value("text more", 5)}, 1)


def test_an_empty_file_is_an_empty_mapping() -> None:
    assert read("# nothing\n") == (Value({}, 1), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [\n", "f.yml:2: Y001 not valid YAML: "),
        ("a: b: c\n", "f.yml:1: Y001 not valid YAML: "),
        ("\ta: b\n", "f.yml:1: Y001 not valid YAML: "),
        ("a: *b\n", "f.yml:1: Y002 *b is an alias, which is not allowed. Write it out."),
        ("a: \x07\n", "f.yml:1: Y009 '\\x07' is not text."),
        ('a: "\\U00110000"\n', "f.yml: Y009 an escape such as \\U00110000 is not a character. Remove it."),
        ("a: &a [*a]\n", "f.yml:1: Y002 *a is an alias, which is not allowed. Write it out."),
    ],
)
def test_invalid_yaml_reads_as_none(text: str, message: str) -> None:
    value, errors = read(text)
    assert value is None
    assert len(errors) == 1
    assert errors[0].startswith(message)


def test_a_duplicate_key_keeps_the_first_value() -> None:
    value, errors = read("a: 1\nb: 2\na: 3\n")
    assert value == Value({"a": Value("1", 1), "b": Value("2", 2)}, 1)
    assert errors == ["f.yml:3: Y004 duplicate key 'a'; the first is on line 1. Keep one."]


def test_absent_keys_are_empty() -> None:
    absent, problems = fields("a: x\n")
    assert absent.text("z") == ""
    assert absent.texts("z") == ()
    assert absent.items("z") == ()
    assert absent.mapping("z") == {}
    assert absent.pairs("z", "text") == ()
    assert absent.line_of("z") == 1
    assert problems.sound


def test_texts_have_their_white_space_folded_unless_verbatim() -> None:
    folded, _ = fields('a: "x  y"\nb: ["x  y"]\nc: {n: "x  y"}\n')
    assert folded.text("a") == "x y"
    assert folded.verbatim("a") == "x  y"
    assert folded.texts("b") == ("x y",)
    assert folded.pairs("c", "text") == (("n", "x y"),)


def test_values_of_the_wrong_type_read_as_empty() -> None:
    wrong, problems = fields("a: [x]\nb: x\nc: x\nd: x\ne: {n: [x], m: y}\n")
    assert wrong.text("a") == ""
    assert wrong.texts("b") == ()
    assert wrong.items("c") == ()
    assert wrong.mapping("d") == {}
    assert wrong.pairs("e", "a reason") == (("m", "y"),)
    assert list(map(str, problems.errors)) == [
        "f.yml:1: Y008 'a' is a list, expected text.",
        "f.yml:2: Y008 'b' is text, expected a list.",
        "f.yml:3: Y008 'c' is text, expected a list.",
        "f.yml:4: Y008 'd' is text, expected a mapping.",
        "f.yml:5: Y007 e: n is empty or not text; expected a reason.",
    ]
