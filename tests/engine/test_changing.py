"""Changed copies of our records are what the standard library would make."""

import dataclasses
from dataclasses import dataclass, field

import pytest

from engine.changing import replace
from engine.exercise import Answer
from engine.ids import InjectId
from engine.stocks import LineState
from tests.support.worlds import JAPAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A record that works something out when it is made."""

    units: int
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.units)


def an_answer() -> Answer:
    return Answer(inject=InjectId("call"), organisation=JAPAN, choice="yes", turn=3)


def test_a_changed_record_equals_one_that_the_standard_library_made() -> None:
    answer = an_answer()

    changed = replace(answer, choice="no", turn=4)

    assert changed == dataclasses.replace(answer, choice="no", turn=4)
    assert answer == an_answer()


def test_a_changed_record_without_slots_leaves_the_one_before_it_as_it_was() -> None:
    line = LineState(workforce=100, book=40, wip=(10, 10))

    changed = replace(line, book=30, binding="tooling")

    assert changed == dataclasses.replace(line, book=30, binding="tooling")
    assert line == LineState(workforce=100, book=40, wip=(10, 10))


def test_a_record_that_works_something_out_works_it_out_again() -> None:
    assert replace(Worked(units=2), units=5).twice == 10


def test_a_field_that_a_record_does_not_have_is_an_error() -> None:
    line = LineState(workforce=100, book=40, wip=(10, 10))

    for record in (an_answer(), line):
        with pytest.raises(TypeError, match="no field 'colour'"):
            replace(record, colour="red")  # type: ignore[call-arg]
