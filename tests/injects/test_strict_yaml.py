import pytest

from injects.strict_yaml import MAXIMUM_BYTES, Document, read_yaml


def read(text: str | bytes) -> Document:
    return read_yaml(text.encode() if isinstance(text, str) else text, "a.yaml")


@pytest.mark.parametrize(
    "written", ["on", "off", "yes", "NO", "True", "12:30", "2026-01-01", "0x1F", "010", "1_000", "+5", "1.2.3", "<<"]
)
def test_what_yaml_would_turn_into_something_else_stays_the_text_that_was_written(written: str) -> None:
    document = read(f"a: {written}\n")

    assert document.value == {"a": written}
    assert not document.problems


def test_whole_numbers_true_and_false_and_quoted_text_are_what_they_look_like() -> None:
    document = read("a: -12\nb: true\nc: false\nd: '12'\ne: \"true\"\nf: ''\ng: [1, x]\nh: {}\n12: key\n")

    assert document.value == {
        "a": -12,
        "b": True,
        "c": False,
        "d": "12",
        "e": "true",
        "f": "",
        "g": [1, "x"],
        "h": {},
        "12": "key",
    }
    assert not document.problems


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "`a` stands here twice, first in line 1"),
        ("a: 1\nb: {c: 1, c: {d: [2]}}\n", 2, 11, "`c` stands here twice, first in line 2"),
        ("a: 1\nb: 1.5\n", 2, 4, "1.5 is not a whole number: integers only"),
        ("a: [1, 2e3]\n", 1, 8, "2e3 is not a whole number"),
        ("a: .inf\n", 1, 4, ".inf is not a whole number"),
        ("a: 1234567890123456\n", 1, 4, "more than 15 digits"),
        ("a: 1\nb:\n", 2, 3, "there is no value"),
        ("a: null\n", 1, 4, "there is no value"),
        ("a:\n  - x\n  - ~\n", 3, 5, "there is no value"),
        ("a: 1\n~: 2\n", 2, 1, "a key has no name"),
        ("a: &x 1\n", 1, 4, "&x is an anchor"),
        ("a: *x\n", 1, 4, "*x is an alias"),
        ("a: !!str 1\n", 1, 4, "is a tag"),
        ("a: !python/object:os.system {}\n", 1, 4, "is a tag"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document begins here"),
        ("a: 1\n\tb: 2\n", 2, 1, "there is a tab"),
        ("a: 1 \t# why\n", 1, 6, "there is a tab"),
        ("", 1, 1, "the file is empty"),
        ("# nothing but a comment\n", 1, 1, "the file is empty"),
        (b"a: 1\nb: \xff\n", 2, 4, "this is not UTF-8 text"),
        ("a: 1\nb: \x1b[2J\n", 2, 4, "control character"),
        ('a: 1\nb: "\\e[2J"\n', 2, 4, "an escape stands for a control character"),
        ('b: "\\ud800"\n', 1, 4, "an escape stands for a control character"),
        ("a: 1\n? [x, y]\n: 2\n", 2, 3, "a list or a mapping cannot be a key"),
        ("a: 1\n? {x: y}\n: 2\n", 2, 3, "a list or a mapping cannot be a key"),
        ("a: " + "[" * 40 + "]" * 40, 1, 27, "more than 24 levels"),
        ("[" * 100_000, 1, 25, "more than 24 levels"),
        ("a: 1\nb: {c: 2\n", 2, 4, "`{` is not closed"),
        ("a: 1\n b: 2\n", 2, 3, "has its value on its own line"),
        ('a: "\\UFFFFFFFF"\n', 1, 1, "this is not YAML"),
        ("%YAML 9.9\n---\na: 1\n", 1, 1, "this is not YAML"),
    ],
)
def test_a_trap_is_reported_with_its_line_and_column(text: str | bytes, line: int, column: int, message: str) -> None:
    problems = read(text).problems

    assert [(one.line, one.column) for one in problems] == [(line, column)]
    assert message in problems[0].message


def test_a_file_that_is_too_large_is_not_read() -> None:
    document = read(b"#" * (MAXIMUM_BYTES + 1))

    assert document.broken
    assert "larger than" in document.problems[0].message


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    problems = read("a: 1.5\nb:\na: 2\nc: &x 3\n").problems

    assert [problem.line for problem in problems] == [1, 2, 3, 4]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document = read("a: 1\na: 2\n")

    assert document.value == {"a": 1}


def test_every_value_and_every_key_has_its_place() -> None:
    document = read("a:\n  - {b: 1}\n  - c:\n      d: x\n")

    assert str(document.values["a", 0, "b"]) == "a.yaml:2:9"
    assert str(document.keys["a", 0, "b"]) == "a.yaml:2:6"
    assert str(document.values["a", 1, "c", "d"]) == "a.yaml:4:10"
    assert str(document.values[()]) == "a.yaml:1:1"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    document = read(b"\xef\xbb\xbfa: 1\r\nb: on\r\n")

    assert document.value == {"a": 1, "b": "on"}
    assert str(document.values[("b",)]) == "a.yaml:2:4"
