from dataclasses import fields

import pytest

from engine import orders as o
from engine.actors import Actor
from engine.apply import apply_all
from engine.decide import decide
from engine.exercise import Exercise
from engine.ids import CONTROL as CONTROL_AUDIENCE
from engine.ids import Audience, HolderId, OrderId, SeatId
from engine.observe import TABLE
from engine.phases import Phase
from engine.recording import Opening, Submission, first_entry, record
from engine.refusals import Refusal, RefusalCode
from engine.replay import submission_in
from engine.versions import CHANGES, version_seen
from tests.support.actions import adjudicating, argument, odds
from tests.support.decks import opening_world
from tests.support.exercises import (
    CONTROL,
    ORDER_OF_MISSILES,
    SHARING,
    approval,
    approved,
    done,
    events_of,
    in_brief,
    in_orders,
    missiles_ordered,
    sharing_proposed,
    turns_passed,
)
from tests.support.law import returned
from tests.support.random_play import RandomGame
from tests.support.talk import OFFERED, signed
from tests.support.worlds import AS, CONGRESS, JAPAN, MISSILE, STAFF, STATE, STORM, small_world

ORDER = f"initiative {ORDER_OF_MISSILES}"
SHARED = f"initiative {SHARING}"


def funding() -> Exercise:
    """Congress is asked to fund an order of 104 missiles; it has not yet answered."""
    return turns_passed(approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank"), 1)


def amended(exercise: Exercise) -> Exercise:
    """Congress has sent the order back, and `dod/as` asks for half of it."""
    return done(
        returned(exercise, ORDER_OF_MISSILES, "fund"),
        AS,
        o.AmendInitiative(initiative=ORDER_OF_MISSILES, reduce={"units": "50"}),
    )


def test_3_12_an_order_is_refused_where_its_sender_was_told_of_a_change_since() -> None:
    before = funding()
    seen = version_seen(before, CONGRESS, ORDER)
    after = amended(before)

    refusal = decide(after, CONGRESS, approval(ORDER_OF_MISSILES, "fund"), {ORDER: seen})

    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.CHANGED_SINCE
    assert refusal.sentence == "The initiative has changed since you wrote: look at it again, and send what still holds."


def test_3_12_an_order_is_taken_on_the_version_that_its_sender_sees() -> None:
    after = amended(funding())

    seen = version_seen(after, CONGRESS, ORDER)

    events_of(decide(after, CONGRESS, approval(ORDER_OF_MISSILES, "fund"), {ORDER: seen}))


def test_3_12_an_order_that_names_nothing_is_judged_on_the_present() -> None:
    events_of(decide(amended(funding()), CONGRESS, approval(ORDER_OF_MISSILES, "fund")))


def test_3_12_what_is_granted_less_changes_an_initiative_for_those_who_are_told_and_for_nobody_else() -> None:
    before = sharing_proposed(in_orders())

    after = approved(before, SHARING, "release", rung="assembly")

    moved = {one for one in (JAPAN, STATE, AS, CONGRESS, STAFF) if version_seen(after, one, SHARED)}
    assert moved == {JAPAN, STATE}


def test_3_12_an_approval_of_all_that_was_asked_changes_nothing_for_those_who_wait_beside_it() -> None:
    after = approved(missiles_ordered(in_orders()), ORDER_OF_MISSILES, "rank")

    assert version_seen(after, AS, ORDER) == 0


@pytest.mark.parametrize(
    ("by", "order", "what"),
    [
        (STAFF, o.SetRanking(systems=(MISSILE,)), "ranking"),
        (AS, o.SetPolicy(policy="rating", subject=MISSILE, value=2), f"policy rating {MISSILE}"),
        (STATE, o.SetIntent(stance="ask"), "intent"),
    ],
)
def test_3_12_of_two_seats_of_one_organisation_the_second_is_told_that_the_first_has_decided(
    by: Actor, order: o.Order, what: str
) -> None:
    before = in_orders()
    assert isinstance(by, str)
    seen = {what: version_seen(before, by, what)}

    after = apply_all(before, events_of(decide(before, by, order, seen)))

    again = decide(after, by, order, seen)
    assert isinstance(again, Refusal)
    assert again.code is RefusalCode.CHANGED_SINCE


def test_3_12_another_subject_of_the_same_policy_is_another_object() -> None:
    before = in_orders()

    after = done(before, JAPAN, o.SetPolicy(policy="sharing", subject=STATE, value=1))

    elsewhere = o.SetPolicy(policy="sharing", subject=AS, value=1)
    events_of(decide(after, JAPAN, elsewhere, {f"policy sharing {AS}": 0}))


def test_3_12_control_does_not_set_odds_on_an_action_about_which_somebody_has_argued_since() -> None:
    before = adjudicating(STATE)
    about = "action action:dod-as:1"
    seen = {about: version_seen(before, CONTROL_AUDIENCE, about)}

    after = done(before, STATE, argument("against"))

    refusal = decide(after, CONTROL, odds("even"), seen)
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.CHANGED_SINCE
    events_of(decide(after, CONTROL, odds("even"), {about: seen[about] + 1}))


def test_3_12_of_two_controllers_who_edit_one_inject_the_second_is_told() -> None:
    before = in_brief()
    about = f"inject {STORM}"
    seen = {about: version_seen(before, CONTROL_AUDIENCE, about)}
    edit = o.EditInject(inject=STORM, reason="Clearer.", text="The harbour is closed.")

    after = apply_all(before, events_of(decide(before, CONTROL, edit, seen)))

    refusal = decide(after, CONTROL, edit, seen)
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.CHANGED_SINCE


def test_3_12_who_would_break_an_agreement_is_told_that_another_party_calls_it_kept() -> None:
    before = signed(in_orders(), STATE)
    about = f"agreement {OFFERED}"
    seen = {about: version_seen(before, STATE, about)}

    after = done(before, AS, o.KeepAgreement(agreement=OFFERED))

    refusal = decide(after, STATE, o.BreakAgreement(agreement=OFFERED, reason="No seekers came."), seen)
    assert isinstance(refusal, Refusal)
    assert refusal.code is RefusalCode.CHANGED_SINCE


def test_3_12_what_its_sender_was_not_told_of_does_not_count_and_cannot_be_named() -> None:
    quiet, busy = funding(), amended(funding())

    for named in ({ORDER: 0}, {ORDER: 1}, {ORDER: 3}, {"initiative no-such": 0}, {"initiative no-such": 1}, {"": 0}):
        verdicts = [decide(one, JAPAN, o.MarkReady(ready=True), named) for one in (quiet, busy)]
        assert verdicts[0] == verdicts[1]


def test_3_12_what_control_takes_late_is_judged_on_the_present() -> None:
    late = o.AcceptLate(organisation=CONGRESS, order=approval(ORDER_OF_MISSILES, "fund"))
    locked = done(amended(funding()), None, o.AdvancePhase(to=Phase.LOCKED))

    events_of(decide(locked, CONTROL, late))


def test_3_12_an_entry_holds_what_its_order_was_based_on_and_nothing_where_that_is_nothing() -> None:
    opening = Opening(exercise_id="test", pace="fours", seed="seed", seed_salt="salt", log_key=b"key")
    first = first_entry(small_world(), opening)
    given = Submission(
        order_id=OrderId("one"),
        seat=SeatId("seat"),
        holder=HolderId("holder"),
        organisation=STATE,
        order=o.SetIntent(stance="ask"),
        based_on={"intent": 3},
    )

    stale = record(first.exercise, given, first.entry, b"key", None)
    plain = stale.entry.parts[CONTROL_AUDIENCE].plain

    assert plain["verdict"]["refusal"]["code"] == "changed-since"
    assert submission_in(plain) == given
    assert stale.entry.parts[Audience(STATE)].plain["receipt"]["refusal"]["code"] == "changed-since"
    bare = Submission(**{one.name: getattr(given, one.name) for one in fields(given) if one.name != "based_on"})
    taken = record(first.exercise, bare, first.entry, b"key", None).entry.parts[CONTROL_AUDIENCE].plain
    assert "based_on" not in taken
    assert submission_in(taken) == bare


def test_3_12_every_fact_of_a_change_names_its_object() -> None:
    for event, words in CHANGES.items():
        needed = {word[1:] for word in words if word.startswith(".")}
        assert needed <= {one.name for one in fields(event)}
        for row in TABLE[event]:
            assert not row.fields or needed <= set(row.fields), f"{event.__name__} to {row.audience}"


@pytest.mark.parametrize("salt", range(3))
def test_3_12_an_organisation_and_the_exercise_count_the_same_in_any_game(salt: int) -> None:
    table = RandomGame(opening_world(), f"versions {salt}").play_to_end()

    changed = sorted({key.partition(" ")[2] for key in table.exercise.versions})
    assert {one.partition(" ")[0] for one in changed} >= {"initiative", "inject", "intent", "policy"}
    for organisation, view in table.views.items():
        seen = {one: version_seen(table.exercise, organisation, one) for one in changed}
        assert dict(view.versions) == {one: version for one, version in seen.items() if version}
