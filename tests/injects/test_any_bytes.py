import re
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.world import World
from injects.checks import every_problem
from injects.problems import DeckError, Problem
from injects.strict_yaml import PARSERS, read_with, read_yaml
from tests.support.decks import DeckFolder

FILES = (
    "deck/deck.yaml",
    "deck/calendar.yaml",
    "deck/demand.yaml",
    "deck/injects.yaml",
    "deck/organisations.yaml",
    "deck/overlays.yaml",
    "baseline/playbook.yaml",
    "baseline/systems.yaml",
    "baseline/lines.yaml",
    "baseline/theatres.yaml",
    "baseline/variants/start-2026.yaml",
)
SCALARS = (
    "x", "''", "0", "-1", "99999999", "1.5", "on", "~", "[]", "{}", "[x]", "{a: 1}", "true", "'{system}'", "&a b", "*a",
    "!!int 3", "2026-01-01", "'\\'", '"\\0"', "LRASM", "nsc/staff", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
)  # fmt: skip
PRINTED = re.compile(r".+:\d+:\d+: .+ — .+", re.DOTALL)


@cache
def folder() -> DeckFolder:
    return DeckFolder(Path(mkdtemp()))


def outcome(name: str, content: bytes) -> World | tuple[Problem, ...]:
    """The world, or the problems, of the shipped deck with one file changed."""
    whole = folder().file(name).read_bytes()
    folder().write(name, content)
    try:
        loaded = folder().loaded()
        every_problem(loaded)
        return loaded.world
    except DeckError as error:
        return error.problems
    finally:
        folder().write(name, whole)


def is_a_world_or_clean_problems(result: World | tuple[Problem, ...]) -> bool:
    if isinstance(result, World):
        return True
    return bool(result) and all(PRINTED.fullmatch(str(problem)) and problem.line >= 1 for problem in result)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_value_or_problems_with_place_and_mend(content: bytes) -> None:
    document = read_yaml(content, "a.yaml")

    assert all(PRINTED.fullmatch(str(problem)) for problem in document.problems)
    assert document.values or document.problems


@given(st.text(alphabet="ab: -[]{},&*!|>'\"#\n\\%@?~01.", max_size=60))
@settings(max_examples=300)
def test_any_yaml_like_text_is_a_value_or_problems_with_place_and_mend(text: str) -> None:
    document = read_yaml(text.encode(), "a.yaml")

    assert all(PRINTED.fullmatch(str(problem)) for problem in document.problems)
    assert document.values or document.problems


@given(st.text(alphabet="ab: -[]{},&*!|>'\"#\n\\%@?~01.", max_size=60))
@settings(max_examples=500)
def test_whichever_parser_reads_it_sound_text_means_the_same(text: str) -> None:
    found = [read_with(text, "a.yaml", parser) for parser in PARSERS]

    sound = [one for one in found if not one.problems]
    assert all((one.value, one.values, one.keys) == (sound[0].value, sound[0].values, sound[0].keys) for one in sound)


@given(st.sampled_from(FILES), st.binary(max_size=200))
@settings(max_examples=25)
def test_any_bytes_in_any_file_give_a_world_or_clean_problems(name: str, content: bytes) -> None:
    result = outcome(name, content)

    assert is_a_world_or_clean_problems(result)


@given(st.data())
@settings(max_examples=30)
def test_any_change_of_a_line_gives_a_world_or_clean_problems(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    lines = folder().file(name).read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    scalar = data.draw(st.sampled_from(SCALARS))
    change = data.draw(st.sampled_from(("value", "element", "delete", "twice", "indent")))
    if change == "value":
        lines[at] = re.sub(r": .*$", lambda _: f": {scalar}", lines[at])
    elif change == "element":
        lines[at] = re.sub(r"(?<=[\[{ ])[\w./-]+(?=[,\]}])", lambda _: scalar, lines[at], count=1)
    else:
        lines[at : at + 1] = {"delete": [], "twice": [lines[at]] * 2, "indent": ["  " + lines[at]]}[change]

    result = outcome(name, "\n".join(lines).encode())

    assert is_a_world_or_clean_problems(result)
