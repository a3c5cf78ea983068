from engine import orders as o
from engine.standings import standing_of, standings
from tests.support.exercises import (
    EVERYBODY,
    SHARING,
    WARNING,
    done,
    in_orders,
    missiles_ordered,
    sharing_proposed,
    step_of,
    warned,
)
from tests.support.law import PURCHASE, authority, begun, path, step, world_of_path
from tests.support.worlds import AS, CONGRESS, STATE, slots, small_world


def fates(exercise: object, *intents: o.SetIntent) -> list[tuple[str, str]]:
    standing = standing_of(done(exercise, STATE, *intents), STATE)  # type: ignore[arg-type]
    return [(one.step, one.fate) for one in standing.waiting]


def test_2_9_control_sees_who_is_ready_and_who_is_held() -> None:
    exercise = done(in_orders(held=(AS, STATE)), AS, o.MarkReady(ready=True))

    seen = {one.organisation: (one.held, one.ready) for one in standings(exercise)}

    assert seen == {one: (one in (AS, STATE), one == AS) for one in sorted(EVERYBODY)}


def test_2_9_control_sees_what_waits_and_what_a_standing_intent_will_do_with_it() -> None:
    exercise = warned(in_orders())

    approves, declines = o.SetIntent(stance="approve"), o.SetIntent(stance="decline", reason="on principle")

    assert fates(exercise) == [("answer", "open")]
    assert fates(exercise, approves) == [("answer", "approve")]
    assert fates(exercise, declines) == [("answer", "decline")]
    assert standing_of(exercise, STATE).silent
    assert not standing_of(done(exercise, STATE, approves), STATE).silent


def test_2_9_an_intent_that_lacks_slots_or_money_is_seen_to_lack_them() -> None:
    poor = sharing_proposed(in_orders(small_world(organisations=slots(STATE, "officers", 0))))
    bankrupt = missiles_ordered(in_orders(small_world(accounts=())))

    assert fates(poor, o.SetIntent(stance="approve")) == [("release", "approve-when-able")]
    waiting = standing_of(done(bankrupt, CONGRESS, o.SetIntent(stance="approve")), CONGRESS).waiting
    assert [one.fate for one in waiting] == ["approve-when-able"] * len(waiting)


def test_2_9_an_intent_that_lacks_an_authority_is_seen_to_lack_it() -> None:
    kind = path(step("act", STATE, needs=(PURCHASE,)))
    lawful, lawless = (begun(in_orders(world_of_path(kind, authority(PURCHASE, in_force=one)))) for one in (True, False))

    assert fates(lawful, o.SetIntent(stance="approve")) == [("act", "approve")]
    assert fates(lawless, o.SetIntent(stance="approve")) == [("act", "approve-when-able")]


def test_2_9_a_ceiling_leaves_a_step_open() -> None:
    exercise = missiles_ordered(in_orders())
    ceiling = o.SetIntent(stance="approve", price_ceiling=1)

    seen = [standing_of(done(exercise, one, ceiling), one) for one in EVERYBODY]

    priced = [one for standing in seen for one in standing.waiting if one.price > 0]
    assert [one.fate for one in priced] == ["open"] * len(priced)


def test_2_9_a_step_is_named_with_since_when_it_waits() -> None:
    exercise = sharing_proposed(warned(in_orders()))

    seen = {(one.initiative, one.step): one.opened for one in standing_of(exercise, STATE).waiting}

    assert seen == {
        (WARNING, "answer"): step_of(exercise, WARNING, "answer").opened,
        (SHARING, "release"): step_of(exercise, SHARING, "release").opened,
    }
