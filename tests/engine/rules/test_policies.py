from collections.abc import Mapping

import pytest

from bots.table import Table, advance
from engine import events as e
from engine import orders as o
from engine.baseline import Organisation
from engine.beliefs import believed
from engine.effects import DamageEffect
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.policies import POLICIES, policies_of, policy_key, subjects_of
from engine.refusals import Refusal, RefusalCode
from engine.world import World
from tests.support.exercises import done, given, in_orders, refused, until
from tests.support.law import RATINGS, authority
from tests.support.worlds import (
    AS,
    CONGRESS,
    INJECTS,
    JAPAN,
    LEAK,
    MISSILE,
    MISSILE_JP,
    MISSILE_US,
    ORGANISATIONS,
    PRIMES,
    STAFF,
    STATE,
    changed,
    small_world,
)

INDOPACOM = OrganisationId("dod/indopacom")


def setting(policy: str, subject: str, value: int) -> o.SetPolicy:
    return o.SetPolicy(policy=policy, subject=subject, value=value)


def with_commander(**changes: object) -> World:
    commander = Organisation(id=INDOPACOM, title="Command", report_group="dod")
    return small_world(organisations=(*ORGANISATIONS, commander), **changes)


def test_3_9_the_organisation_that_a_policy_belongs_to_sets_it_and_the_last_value_counts() -> None:
    exercise = done(in_orders(), AS, setting("rating", MISSILE, 2), setting("rating", MISSILE, 1))

    assert exercise.policies == {f"rating {MISSILE}": 1}


OWNERS: Mapping[str, tuple[OrganisationId, str, int]] = {
    "ration": (INDOPACOM, MISSILE, 500),
    "shifts": (PRIMES, MISSILE_US, 1),
    "theatre-share": (STAFF, "strait", 0),
    "reserve-floor": (INDOPACOM, MISSILE, 0),
    "cover": (INDOPACOM, MISSILE, 12),
    "rating": (AS, MISSILE, 1),
    "sharing": (JAPAN, STATE, 3),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_3_9_each_policy_is_set_by_its_owner_alone_within_its_bounds(policy: str) -> None:
    exercise = in_orders(with_commander())
    by, subject, value = OWNERS[policy]
    declared = POLICIES[policy]

    assert given(exercise, by, setting(policy, subject, value))
    assert refused(exercise, CONGRESS, setting(policy, subject, value)) is RefusalCode.NOT_YOURS
    for beyond in (declared.low - 1, declared.high + 1):
        assert refused(exercise, by, setting(policy, subject, beyond)) is RefusalCode.BAD_PARAMETER
    assert refused(exercise, by, setting(policy, "nothing", value)) is RefusalCode.BAD_PARAMETER


def test_3_9_there_is_no_other_policy() -> None:
    assert refused(in_orders(), AS, setting("hope", MISSILE, 1)) is RefusalCode.BAD_PARAMETER


def test_3_9_shifts_belong_to_whoever_runs_the_line() -> None:
    exercise = in_orders()

    assert given(exercise, JAPAN, setting("shifts", MISSILE_JP, 1))
    assert refused(exercise, PRIMES, setting("shifts", MISSILE_JP, 1)) is RefusalCode.BAD_PARAMETER


def test_3_9_a_policy_with_two_possible_owners_has_one() -> None:
    reserve = POLICIES["reserve-floor"]

    assert MISSILE in subjects_of(small_world(), reserve, AS)
    assert subjects_of(with_commander(), reserve, AS) == ()


def test_3_9_what_is_shared_is_each_organisations_own_and_the_other_hears_it() -> None:
    exercise = done(in_orders(), JAPAN, setting("sharing", STATE, 2))

    (event,) = given(exercise, STATE, setting("sharing", JAPAN, 1))

    assert isinstance(event, e.PolicySet)
    assert event.told == (JAPAN,)
    assert exercise.policies == {policy_key("sharing", STATE, JAPAN): 2}
    assert refused(exercise, JAPAN, setting("sharing", JAPAN, 1)) is RefusalCode.BAD_PARAMETER


def test_3_9_whoever_runs_the_lines_hears_how_their_orders_are_rated_and_nobody_hears_of_the_rest() -> None:
    (rated,) = given(in_orders(), AS, setting("rating", MISSILE, 1))
    (reserved,) = given(in_orders(), AS, setting("reserve-floor", MISSILE, 1))

    assert isinstance(rated, e.PolicySet)
    assert isinstance(reserved, e.PolicySet)
    assert (rated.told, reserved.told) == ((JAPAN, PRIMES), ())


def test_7_5_a_rating_cannot_be_raised_without_its_authority_but_lowered() -> None:
    lapsed = in_orders(small_world(authorities=(authority(RATINGS, until_week=2),)))
    rated = until(done(lapsed, AS, setting("rating", MISSILE, 2)), Phase.ORDERS)

    assert refused(rated, AS, setting("rating", MISSILE, 1)) is RefusalCode.NO_AUTHORITY
    assert rated.policies == {f"rating {MISSILE}": 2}  # what was rated keeps its force
    assert done(rated, AS, setting("rating", MISSILE, 0)).policies == {f"rating {MISSILE}": 0}


def test_3_9_an_organisation_is_offered_the_policies_that_it_may_set() -> None:
    world = with_commander()

    assert [one.id for one in policies_of(world, INDOPACOM)] == ["ration", "reserve-floor", "cover"]
    assert [one.id for one in policies_of(world, JAPAN)] == ["shifts", "sharing"]
    assert policies_of(world, CONGRESS) == ()


def sharing(level: int, *, by: OrganisationId = JAPAN, to: OrganisationId = STAFF) -> Table:
    """The order phase of turn 2, after a turn in which production was shared at this level."""
    hit = DamageEffect(effect="damage", site=MISSILE_JP, permille=500, weeks=50)
    world = small_world(injects=changed(INJECTS, LEAK, effects=(hit,)))
    table = Table(world=world, pace="fours", seed="seed")
    table.control(o.StartExercise())
    table.control(o.AdvancePhase(to=Phase.ORDERS))
    assert not isinstance(table.give(by, setting("sharing", to, level)), Refusal)
    while table.exercise.turn < 2 or table.exercise.phase is not Phase.ORDERS:
        advance(table)
    return table


def test_3_10_what_is_shared_of_a_line_grows_with_the_level() -> None:
    told = [sharing(level).views[STAFF].others_lines.get(MISSILE_JP) for level in (0, 1, 2, 3)]

    nothing, finished, binding, whole = told
    assert nothing is None
    assert finished is not None
    assert (finished.week, finished.finished > 0, finished.binding) == (4, True, "")
    assert binding is not None
    assert binding.binding
    assert whole is None  # it is believed as it is, not remembered beside


def test_3_10_at_the_highest_level_the_report_takes_the_place_of_belief() -> None:
    """A hit on the line is told to its operator and to those who are sent stock reports; Congress is none of them."""
    hidden, whole = (sharing(level, to=CONGRESS) for level in (0, 3))

    known, unknown = (believed(table.views[CONGRESS]).lines[MISSILE_JP] for table in (whole, hidden))

    assert known == whole.exercise.stocks.lines[MISSILE_JP]
    assert unknown.wip != hidden.exercise.stocks.lines[MISSILE_JP].wip


def test_3_10_state_shares_what_is_made_in_the_united_states_and_nobody_else_learns_it() -> None:
    table = sharing(2, by=STATE, to=JAPAN)

    assert set(table.views[JAPAN].others_lines) == {MISSILE_US, "TORPEDO-US"}
    assert table.views[CONGRESS].others_lines == {}
