from dataclasses import replace

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.exercise import Exercise
from engine.ids import HolderId, InjectId
from engine.phases import Phase
from engine.refusals import RefusalCode
from engine.rules.silence import left_open_at_lock
from engine.stocks import SeaLift
from tests.support.exercises import (
    before_check_in,
    done,
    given,
    in_brief,
    in_orders,
    refused,
    turns_passed,
    until,
    weeks_passed,
)
from tests.support.worlds import (
    AS,
    CABLE,
    INJECTS,
    LEAK,
    MISSILE,
    PANIC,
    STAFF,
    STATE,
    STORM,
    STRAIT,
    changed,
    need,
    small_world,
)


def answer(choice: str = "", text: str = "", inject: InjectId = CABLE) -> o.AnswerInject:
    return o.AnswerInject(inject=inject, choice=choice, text=text)


def out(exercise: Exercise) -> dict[InjectId, int]:
    return dict(exercise.released)


def test_12_1_an_inject_is_read_out_in_the_brief_of_the_turn_that_holds_its_week() -> None:
    in_turn_1 = in_brief()
    in_turn_2 = in_brief(pace="uneven")

    assert out(in_turn_1) == {CABLE: 1}
    assert out(in_turn_2) == {}
    assert out(until(in_turn_2, Phase.BRIEF))[CABLE] == 2


def test_12_1_an_inject_arrives_in_its_week() -> None:
    resolving = until(in_orders(), Phase.RESOLVE)

    assert LEAK not in out(weeks_passed(resolving, 1))
    assert out(weeks_passed(resolving, 2))[LEAK] == 1


def test_12_1_an_inject_arrives_once_in_the_week_in_which_its_condition_holds() -> None:
    resolving = until(in_orders(small_world(need=(need(MISSILE, 1, 52, 500, 500, 500),))), Phase.RESOLVE)

    first, second = (given(weeks_passed(resolving, week - 1), None, o.ResolveWeek(week=week)) for week in (1, 2))

    released = {one.inject: one for one in first if isinstance(one, e.InjectReleased)}
    assert released[PANIC].released_by == "condition"
    assert dict(released[PANIC].values) == {f"stock {STRAIT} {MISSILE}": 0}
    assert [one.inject for one in second if isinstance(one, e.InjectReleased)] == [LEAK]


def test_12_1_a_condition_that_never_holds_is_read_out_at_the_latest_in_its_brief() -> None:
    exercise = turns_passed(in_orders(), 1)

    brief = until(exercise, Phase.BRIEF)

    assert PANIC not in out(exercise)
    assert (out(brief)[PANIC], brief.turn) == (3, 3)


def test_12_1_control_may_release_any_inject_whatever_its_release_says() -> None:
    (event,) = given(in_brief(), None, o.ReleaseInject(inject=PANIC))

    assert isinstance(event, e.InjectReleased)
    assert (event.released_by, event.to, event.readers) == ("control", (STAFF,), (STAFF,))


def test_12_1_an_inject_comes_out_once() -> None:
    exercise = in_brief()

    codes = [refused(exercise, None, o.ReleaseInject(inject=one)) for one in (CABLE, InjectId("nothing"))]

    assert codes == [RefusalCode.NOT_POSSIBLE_NOW] * 2


def test_12_1_control_may_hold_an_inject_back_and_let_it_go_again() -> None:
    held = done(before_check_in(), None, o.HoldInject(inject=CABLE, held=True, reason="too early"))
    started = done(held, None, o.StartExercise())

    let_go = done(started, None, o.HoldInject(inject=CABLE, held=False, reason=""))

    assert (out(started), dict(started.held_injects)) == ({}, {CABLE: "too early"})
    assert out(until(let_go, Phase.BRIEF))[CABLE] == 2


def test_12_1_holding_back_needs_a_reason_and_something_that_is_not_out() -> None:
    exercise = in_brief()

    codes = [
        refused(exercise, None, o.HoldInject(inject=LEAK, held=True, reason=" ")),
        refused(exercise, None, o.HoldInject(inject=CABLE, held=True, reason="too early")),
        refused(exercise, None, o.HoldInject(inject=InjectId("nothing"), held=True, reason="why")),
    ]

    assert codes == [RefusalCode.REASON_NEEDED, RefusalCode.NOT_POSSIBLE_NOW, RefusalCode.NOT_POSSIBLE_NOW]


def test_12_1_a_held_inject_may_still_be_released_by_hand() -> None:
    held = done(in_brief(), None, o.HoldInject(inject=STORM, held=True, reason="later"))

    assert STORM in out(done(held, None, o.ReleaseInject(inject=STORM)))


def test_12_1_what_went_out_is_recorded_as_it_went_out_without_what_is_controls() -> None:
    (event,) = given(in_brief(), None, o.ReleaseInject(inject=STORM))

    assert isinstance(event, e.InjectReleased)
    assert (event.text, event.readers, event.week, event.turn) == ("EXERCISE", ("public",), 1, 1)
    assert not {"effects", "guidance", "exposes", "objective"} & set(type(event).__dataclass_fields__)


def test_12_1_an_answer_is_due_in_the_turn_of_a_brief_or_in_the_next_one() -> None:
    from_brief = [one for one in given(before_check_in(), None, o.StartExercise()) if isinstance(one, e.InjectReleased)]
    (by_hand,) = given(in_brief(), None, o.ReleaseInject(inject=STORM))

    assert isinstance(by_hand, e.InjectReleased)
    assert ([one.due_turn for one in from_brief], by_hand.due_turn) == ([1], 2)


def test_12_1_an_inject_for_other_paces_waits_for_control() -> None:
    slow = small_world(injects=changed(INJECTS, CABLE, paces=("quarters",)))

    assert CABLE not in out(in_brief(slow))
    assert CABLE in out(in_brief(slow, pace="quarters"))
    assert CABLE not in out(turns_passed(in_orders(slow), 3))
    assert CABLE in out(done(in_brief(slow), None, o.ReleaseInject(inject=CABLE)))


def test_12_3_effects_of_a_released_inject_come_with_the_next_week_and_once() -> None:
    exercise = done(in_orders(), None, o.ReleaseInject(inject=STORM))

    resolving = until(exercise, Phase.RESOLVE)

    assert exercise.stocks.sea == resolving.stocks.sea == {}
    assert weeks_passed(resolving, 1).stocks.sea == {STRAIT: SeaLift(500, 0)}


def test_12_3_effects_of_what_came_while_a_week_passed_come_with_the_next_week() -> None:
    resolving = until(in_orders(), Phase.RESOLVE)

    confidence = [weeks_passed(resolving, weeks).indices["confidence"] for weeks in (1, 2, 3, 4)]

    assert confidence == [50, 50, 40, 40]  # the leak arrives in week 2


def test_12_3_effects_of_the_last_week_of_a_turn_come_with_the_first_of_the_next() -> None:
    exercise = until(in_orders(pace="uneven"), Phase.ORDERS)
    resolving = until(exercise, Phase.RESOLVE)  # weeks 2 to 4
    late = done(weeks_passed(resolving), None, o.ReleaseInject(inject=STORM))

    next_turn = until(late, Phase.RESOLVE)

    assert next_turn.stocks.sea == {}
    assert weeks_passed(next_turn, 1).stocks.sea == {STRAIT: SeaLift(500, 0)}


def test_12_3_effects_of_a_choice_come_with_the_next_week() -> None:
    exercise = done(in_orders(), STATE, answer("share"))

    assert exercise.indices["warning"] == 10
    assert weeks_passed(until(exercise, Phase.RESOLVE), 1).indices["warning"] == 17
    assert turns_passed(done(in_orders(), STATE, answer("refuse")), 2).indices["warning"] == 10


def test_12_3_who_answered_is_told_what_its_choice_brought_as_far_as_it_may_know_and_nobody_else_is() -> None:
    table = Table(world=small_world(), pace="fours", seed="seed")
    table.control(o.StartExercise())
    while table.exercise.phase is not Phase.ORDERS:
        advance(table)
    table.give(STATE, answer("share"))
    before = table.views[STATE].injects[CABLE].brought
    while table.exercise.turn == 1:
        advance(table)

    assert before == ()
    assert table.views[STATE].injects[CABLE].brought == ("Warning: +7",)
    told = [text for text in table.views[STATE].notices if "brought" in text]
    assert told == ["Week 1: your answer to CABLE cable brought: Warning: +7."]
    assert not [text for one, view in table.views.items() if one != STATE for text in view.notices if "brought" in text]


def test_12_4_an_addressee_may_answer_with_one_of_the_choices() -> None:
    (event,) = given(in_brief(), STATE, answer("share", "With caveats."))

    assert event == e.InjectAnswered(inject=CABLE, organisation=STATE, choice="share", text="With caveats.", turn=1, week=1)


def test_12_4_an_inject_without_choices_is_answered_in_words() -> None:
    exercise = done(in_brief(), None, o.ReleaseInject(inject=STORM))

    assert refused(exercise, STATE, answer(inject=STORM, text="  ")) is RefusalCode.INCOMPLETE
    assert done(exercise, STATE, answer(inject=STORM, text="Noted.")).answers[f"{STORM} {STATE}"].choice == ""


@pytest.mark.parametrize(("without", "asked"), [("", 1), ("expects", 1), ("choices", 1), ("expects choices", 0)])
def test_12_4_choices_ask_for_an_answer_as_expectations_do(without: str, asked: int) -> None:
    expects = () if "expects" in without else INJECTS[0].expects
    choices = () if "choices" in without else INJECTS[0].choices
    cable = replace(INJECTS[0], expects=expects, choices=choices)
    table = Table(world=small_world(injects=(cable,)), pace="fours", seed="seed")
    table.clock(o.TakeSeat(organisation=STATE, holder=HolderId("somebody")))
    table.control(o.StartExercise())

    assert len(table.views[STATE].waiting_injects()) == asked
    open_to_state = [row for left in left_open_at_lock(table.exercise) for row in left.rows if row.organisation == STATE]
    assert sum(len(row.injects) for row in open_to_state) == asked


def test_12_4_what_is_expected_stays_with_control() -> None:
    cable = replace(INJECTS[0], expects=("Name the shelf that is empty",), guidance="Who looks first?", exposes="A gap.")
    table = Table(world=small_world(injects=(cable,)), pace="fours", seed="seed")
    table.clock(o.TakeSeat(organisation=STATE, holder=HolderId("somebody")))
    table.control(o.StartExercise())

    told = [part for entry in table.entries for who, part in entry.parts.items() if who != "control"]
    assert any(cable.text.encode() in part.content for part in told)
    for hidden in (*cable.expects, cable.guidance, cable.exposes):
        assert not [part for part in told if hidden.encode() in part.content]
        assert hidden not in repr(table.views[STATE].injects)


@pytest.mark.parametrize("choice", ["", "something else"])
def test_12_4_where_there_are_choices_one_of_them_must_be_named(choice: str) -> None:
    assert refused(in_brief(), STATE, answer(choice, "words")) is RefusalCode.INCOMPLETE


def test_12_4_each_addressee_answers_once_and_nobody_else_does() -> None:
    exercise = done(in_brief(), STATE, answer("share"))

    assert refused(exercise, STATE, answer("refuse")) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, AS, answer("share")) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(exercise, AS, answer(inject=LEAK, text="words")) is RefusalCode.NOT_POSSIBLE_NOW


def test_12_4_an_onlooker_reads_and_does_not_answer() -> None:
    exercise = done(in_brief(), None, o.ReleaseInject(inject=STORM))

    assert refused(exercise, AS, answer(inject=STORM, text="Noted.")) is RefusalCode.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(("happens", "warning"), [("each", 24), ("once", 17)])
def test_12_4_a_choice_that_two_make_happens_for_each_or_once(happens: str, warning: int) -> None:
    world = small_world(injects=changed(INJECTS, CABLE, to=(STATE, STAFF), happens=happens))
    asked = in_orders(world)

    both = done(done(asked, STATE, answer("share")), STAFF, answer("share"))
    one = done(done(asked, STATE, answer("refuse")), STAFF, answer("share"))

    assert turns_passed(both, 1).indices["warning"] == warning
    assert turns_passed(one, 1).indices["warning"] == 17


@pytest.mark.parametrize(("happens", "warning"), [("each", 24), ("once", 17)])
def test_12_4_a_choice_that_was_made_in_an_earlier_turn_has_happened(happens: str, warning: int) -> None:
    world = small_world(injects=changed(INJECTS, CABLE, to=(STATE, STAFF), happens=happens))
    first = turns_passed(done(in_orders(world), STATE, answer("share")), 1)

    late = turns_passed(done(until(first, Phase.ORDERS), STAFF, answer("share")), 1)

    assert (first.indices["warning"], late.indices["warning"]) == (17, warning)


def test_12_4_an_answer_has_2000_characters_at_the_most() -> None:
    exercise = in_brief()

    assert refused(exercise, STATE, answer("share", "x" * 2_001)) is RefusalCode.TOO_LONG
    assert done(exercise, STATE, answer("share", "x" * 2_000)).answers
