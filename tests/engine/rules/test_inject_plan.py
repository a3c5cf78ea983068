from dataclasses import replace
from typing import Any

import pytest

from engine import effects as f
from engine import events as e
from engine import orders as o
from engine.actors import Control
from engine.decide import decide
from engine.exercise import Exercise
from engine.ids import HolderId, InjectId
from engine.phases import Phase
from engine.refusals import RefusalCode
from tests.support.exercises import (
    before_check_in,
    done,
    events_of,
    given,
    in_brief,
    in_orders,
    refused,
    until,
    weeks_passed,
)
from tests.support.worlds import AS, CABLE, INJECTS, JAPAN, LEAK, MISSILE, PANIC, STATE, STORM, changed, need, small_world

WHY = "for the lunch break"
LATER = o.DelayInject(inject=CABLE, to_turn=2, reason=WHY)


def out(exercise: Exercise) -> dict[InjectId, int]:
    return dict(exercise.released)


def test_12_5_a_skipped_inject_never_comes_whatever_its_release_says() -> None:
    skipped = done(before_check_in(), None, o.SkipInject(inject=CABLE, reason=WHY), o.SkipInject(inject=LEAK, reason=WHY))
    started = done(skipped, None, o.StartExercise(), o.AdvancePhase(to=Phase.ORDERS))

    later = until(until(started, Phase.BRIEF), Phase.BRIEF)

    assert not {CABLE, LEAK} & set(out(later))
    assert refused(later, None, o.ReleaseInject(inject=CABLE)) is RefusalCode.NOT_POSSIBLE_NOW
    assert refused(later, None, o.SkipInject(inject=CABLE, reason=WHY)) is RefusalCode.NOT_POSSIBLE_NOW


def test_12_5_a_delayed_inject_comes_with_the_brief_of_the_later_turn() -> None:
    started = done(before_check_in(), None, LATER, o.StartExercise())

    assert out(started) == {}
    assert out(until(started, Phase.BRIEF))[CABLE] == 2


def test_12_5_a_delayed_inject_arrives_in_the_later_week() -> None:
    delayed = done(in_orders(), None, o.DelayInject(inject=LEAK, to_week=4, reason=WHY))
    resolving = until(delayed, Phase.RESOLVE)

    assert LEAK not in out(weeks_passed(resolving, 3))
    assert out(weeks_passed(resolving, 4))[LEAK] == 1


def test_12_5_a_condition_is_not_tested_before_the_later_week() -> None:
    short = small_world(need=(need(MISSILE, 1, 52, 500, 500, 500),))
    delayed = done(in_orders(short), None, o.DelayInject(inject=PANIC, to_week=3, reason=WHY))
    resolving = until(delayed, Phase.RESOLVE)

    assert PANIC in out(weeks_passed(until(in_orders(short), Phase.RESOLVE), 1))
    assert PANIC not in out(weeks_passed(resolving, 2))
    assert PANIC in out(weeks_passed(resolving, 3))


def test_12_5_what_is_at_the_latest_in_a_brief_moves_with_the_delay() -> None:
    delayed = done(in_orders(), None, o.DelayInject(inject=PANIC, to_turn=5, reason=WHY))
    third = until(until(delayed, Phase.BRIEF), Phase.BRIEF)

    fifth = until(until(third, Phase.BRIEF), Phase.BRIEF)

    assert PANIC not in out(third)
    assert out(fifth)[PANIC] == 5


def test_12_5_an_inject_that_an_effect_brings_is_delayed_and_skipped_like_any_other() -> None:
    storm = f.InjectEffect(effect="inject", inject=STORM, weeks=2)
    world = small_world(injects=changed(INJECTS, CABLE, effects=(storm,)))
    resolving = until(in_orders(world), Phase.RESOLVE)
    scheduled = weeks_passed(resolving, 1)

    delayed = done(scheduled, None, o.DelayInject(inject=STORM, to_week=4, reason=WHY))
    skipped = done(scheduled, None, o.SkipInject(inject=STORM, reason=WHY))

    assert STORM in out(weeks_passed(scheduled, 2))
    assert (STORM in out(weeks_passed(delayed, 2)), STORM in out(weeks_passed(delayed, 3))) == (False, True)
    assert STORM not in out(weeks_passed(skipped, 3))
    assert refused(scheduled, None, o.DelayInject(inject=STORM, to_week=2, reason=WHY)) is RefusalCode.BAD_PARAMETER


def test_12_5_a_delayed_inject_may_still_be_released_by_hand() -> None:
    delayed = done(before_check_in(), None, LATER, o.StartExercise())

    assert CABLE in out(done(delayed, None, o.ReleaseInject(inject=CABLE)))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (o.DelayInject(inject=LEAK, to_week=2, reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.DelayInject(inject=LEAK, to_week=900, reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.DelayInject(inject=LEAK, to_turn=900, reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.DelayInject(inject=LEAK, to_turn=-1, reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.DelayInject(inject=LEAK, reason=WHY), RefusalCode.INCOMPLETE),
        (o.DelayInject(inject=LEAK, to_week=4, to_turn=2, reason=WHY), RefusalCode.INCOMPLETE),
        (o.DelayInject(inject=LEAK, to_week=4, reason=" "), RefusalCode.REASON_NEEDED),
        (o.DelayInject(inject=STORM, to_week=4, reason=WHY), RefusalCode.NOT_POSSIBLE_NOW),
        (o.DelayInject(inject=CABLE, to_week=9, reason=WHY), RefusalCode.NOT_POSSIBLE_NOW),
        (o.SkipInject(inject=LEAK, reason=""), RefusalCode.REASON_NEEDED),
        (o.SkipInject(inject=CABLE, reason=WHY), RefusalCode.NOT_POSSIBLE_NOW),
        (o.SkipInject(inject=InjectId("none"), reason=WHY), RefusalCode.NOT_POSSIBLE_NOW),
    ],
)
def test_12_5_a_delay_is_later_than_it_would_have_been_and_has_a_reason(order: o.Order, code: RefusalCode) -> None:
    assert refused(in_brief(), None, order) is code


EDIT = o.EditInject(inject=STORM, title="Gale", text="It blows.", to=(JAPAN, STATE), seen_by=(AS,), effects=(), reason=WHY)


def edited_release(*edits: o.EditInject) -> e.InjectReleased:
    (event,) = given(done(in_brief(), None, *edits), None, o.ReleaseInject(inject=STORM))
    assert isinstance(event, e.InjectReleased)
    return event


def test_12_6_what_comes_out_is_the_edited_inject() -> None:
    event = edited_release(EDIT)

    assert (event.title, event.text, event.to) == ("Gale", "It blows.", (JAPAN, STATE))
    assert event.readers == tuple(sorted((JAPAN, STATE, AS)))


def test_12_6_the_release_records_what_had_been_declared_who_changed_it_and_why() -> None:
    declared = next(one for one in INJECTS if one.id == STORM)

    (edited,) = events_of(decide(in_brief(), Control(HolderId("person-7")), EDIT))
    plain = edited_release(EDIT)

    assert isinstance(edited, e.InjectEdited)
    assert (edited.editor, edited.reason) == ("person-7", WHY)
    assert plain.declared["text"] == declared.text
    assert set(plain.declared) == {"title", "text", "to", "seen_by", "effects"}
    assert (plain.editor, plain.edit_reason) == ("control", WHY)


def test_12_6_a_release_that_nobody_edited_says_so() -> None:
    event = edited_release()

    assert (dict(event.declared), event.editor, event.edit_reason) == ({}, "", "")


def test_12_6_later_changes_are_added_to_earlier_ones() -> None:
    event = edited_release(EDIT, o.EditInject(inject=STORM, title="Hurricane", reason="stronger"))

    assert (event.title, event.text, event.edit_reason) == ("Hurricane", "It blows.", "stronger")


def test_12_6_only_the_effects_that_stay_come_about() -> None:
    world = small_world(injects=changed(INJECTS, STORM, effects=two_effects()))

    def indices(kept: tuple[int, ...] | None) -> int:
        edit = o.EditInject(inject=STORM, effects=kept, text="It blows.", reason=WHY)
        exercise = done(in_brief(world), None, edit, o.ReleaseInject(inject=STORM))
        exercise = done(exercise, None, o.AdvancePhase(to=Phase.ORDERS))
        return weeks_passed(until(exercise, Phase.RESOLVE), 1).indices["confidence"]

    start = in_brief(world).indices["confidence"]
    assert [indices(kept) - start for kept in (None, (1,), (2,), ())] == [-12, -5, -7, 0]


def two_effects() -> tuple[object, ...]:
    from engine.effects import IndexEffect

    return tuple(IndexEffect(effect="index", index="confidence", by=by) for by in (-5, -7))


def test_12_6_whom_it_goes_to_now_may_answer_and_nobody_else() -> None:
    to_japan = done(before_check_in(), None, o.EditInject(inject=CABLE, to=(JAPAN,), reason=WHY), o.StartExercise())
    answer = o.AnswerInject(inject=CABLE, choice="refuse")

    assert refused(to_japan, STATE, answer) is RefusalCode.NOT_POSSIBLE_NOW
    assert given(to_japan, JAPAN, answer)


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (o.EditInject(inject=STORM, text="x", reason=" "), RefusalCode.REASON_NEEDED),
        (o.EditInject(inject=STORM, reason=WHY), RefusalCode.INCOMPLETE),
        (o.EditInject(inject=STORM, text=" ", reason=WHY), RefusalCode.INCOMPLETE),
        (o.EditInject(inject=STORM, to=(), reason=WHY), RefusalCode.INCOMPLETE),
        (o.EditInject(inject=STORM, seen_by=("nobody",), reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.EditInject(inject=STORM, effects=(9,), reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.EditInject(inject=STORM, effects=(1, 1), reason=WHY), RefusalCode.BAD_PARAMETER),
        (o.EditInject(inject=CABLE, text="x", reason=WHY), RefusalCode.NOT_POSSIBLE_NOW),
        (o.EditInject(inject=STORM, text="\x1b[2J", reason=WHY), RefusalCode.BAD_TEXT),
    ],
)
def test_12_6_an_edit_says_what_it_changes_before_the_release_and_why(order: o.Order, code: RefusalCode) -> None:
    assert refused(in_brief(), None, order) is code


FOG = o.WriteInject(
    title="Fog",
    text="The ports close.",
    to=(JAPAN,),
    source="Port authority",
    objective="objective",
    reason="They had nothing to do",
    seen_by=(AS,),
    expects=("Say what sails",),
)


def test_12_7_control_writes_an_inject_that_waits_for_its_release_and_is_then_answered_as_any() -> None:
    exercise = in_orders()
    (written,) = events_of(decide(exercise, Control(HolderId("person-7")), FOG))
    assert isinstance(written, e.InjectWritten)
    there = done(exercise, None, FOG)

    (release,) = given(there, None, o.ReleaseInject(inject=written.inject))
    later = done(there, None, o.ReleaseInject(inject=written.inject))
    answered = done(later, JAPAN, o.AnswerInject(inject=written.inject, text="Two ships."))

    assert (written.editor, written.reason) == ("person-7", "They had nothing to do")
    assert written.inject not in there.released
    assert isinstance(release, e.InjectReleased)
    assert (release.title, release.to, release.readers) == ("Fog", (JAPAN,), (JAPAN, AS))
    assert release.marking == exercise.world.deck.marking
    assert [one.organisation for one in answered.answers.values()] == [JAPAN]
    assert refused(later, STATE, o.AnswerInject(inject=written.inject, text="We?")) is RefusalCode.NOT_POSSIBLE_NOW


def test_12_7_what_was_written_is_edited_held_and_skipped_as_any_inject() -> None:
    exercise = done(in_orders(), None, FOG, FOG)
    first, second = exercise.written_injects

    edited = done(exercise, None, o.EditInject(inject=first, reason=WHY, text="They open."))
    (release,) = given(edited, None, o.ReleaseInject(inject=first))
    skipped = done(exercise, None, o.SkipInject(inject=second, reason=WHY))

    assert isinstance(release, e.InjectReleased)
    assert (release.text, release.declared) == ("They open.", {"text": "The ports close."})
    assert refused(skipped, None, o.ReleaseInject(inject=second)) is RefusalCode.NOT_POSSIBLE_NOW


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, RefusalCode.INCOMPLETE),
        ({"text": ""}, RefusalCode.INCOMPLETE),
        ({"source": ""}, RefusalCode.INCOMPLETE),
        ({"to": ()}, RefusalCode.INCOMPLETE),
        ({"to": (JAPAN, JAPAN)}, RefusalCode.BAD_PARAMETER),
        ({"seen_by": ("nobody/here",)}, RefusalCode.BAD_PARAMETER),
        ({"objective": "none"}, RefusalCode.BAD_PARAMETER),
        ({"due_turns": 0}, RefusalCode.BAD_PARAMETER),
        ({"due_turns": 900}, RefusalCode.BAD_PARAMETER),
        ({"reason": " "}, RefusalCode.REASON_NEEDED),
    ],
)
def test_12_7_a_written_inject_names_everything_that_a_deck_would(change: dict[str, Any], code: RefusalCode) -> None:
    assert refused(in_orders(), None, replace(FOG, **change)) is code
