import pytest

from aar.reading import read
from aar.worlds.course import shortfall_played
from aar.worlds.physics import shortfall_in
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, advance, play_on, seat_all
from engine import events as e
from engine import orders as o
from engine.baseline import REAR
from engine.beliefs import believed
from engine.exercise import Exercise
from engine.ids import PUBLIC, OrganisationId
from engine.observe import observe
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules.corrections import NOT_IN_FORCE
from engine.stored import plain_of
from tests.support.exercises import (
    WARNING,
    approved,
    done,
    given,
    in_orders,
    refused,
    step_of,
    turns_passed,
    warned,
)
from tests.support.law import EXEMPTION, LAW
from tests.support.worlds import AS, CONGRESS, JAPAN, MISSILE, PROCUREMENT, STAFF, STATE, STRAIT, small_world

WHY = "A shipment was counted twice."
THEATRE = ("theatre", STRAIT, MISSILE)


def corrected(exercise: Exercise, *path: str, new: int, audience: tuple[str, ...] = ()) -> tuple[e.Event, ...]:
    """The events of a correction that knows what the value stands at."""
    return given(exercise, None, correction(exercise, *path, new=new, audience=audience))


def correction(exercise: Exercise, *path: str, new: int, audience: tuple[str, ...] = ()) -> o.Correct:
    return o.Correct(path=path, old=value_of(exercise, path), new=new, reason=WHY, audience=audience)


def value_of(exercise: Exercise, path: tuple[str, ...]) -> int:
    match path:
        case ("theatre", theatre, system):
            return exercise.stocks.theatre[theatre][system]  # type: ignore[index]
        case ("rear", system):
            return exercise.stocks.rear[system]  # type: ignore[index]
        case ("account", account):
            return exercise.balances[account]
        case ("index", index):
            return exercise.indices[index]
        case _:
            return step_of(exercise, WARNING, "answer").waited_by_organisation


def told(events: tuple[e.Event, ...]) -> tuple[str, ...]:
    (recorded,) = (one for one in events if isinstance(one, e.Corrected))
    return tuple(audience for audience, _ in observe(recorded, plain_of(recorded)))


def test_2_11_control_sets_a_stock_of_a_theatre_right() -> None:
    exercise = in_orders()

    after = done(exercise, None, correction(exercise, *THEATRE, new=70_500))

    assert after.stocks.theatre[STRAIT][MISSILE] == 70_500
    assert told(corrected(exercise, *THEATRE, new=70_500)) == (AS, STAFF)


def test_2_11_control_sets_a_stock_of_the_rear_right() -> None:
    exercise = in_orders()

    assert done(exercise, None, correction(exercise, REAR, MISSILE, new=1)).stocks.rear[MISSILE] == 1


def test_2_11_control_sets_an_account_right_and_its_owner_hears() -> None:
    exercise = in_orders()

    events = corrected(exercise, "account", PROCUREMENT, new=5)

    assert done(exercise, None, correction(exercise, "account", PROCUREMENT, new=5)).balances[PROCUREMENT] == 5
    assert told(events) == (CONGRESS,)


def test_2_11_control_sets_an_index_right_and_everybody_hears() -> None:
    exercise = in_orders()

    events = corrected(exercise, "index", "warning", new=33, audience=(JAPAN,))

    assert done(exercise, None, correction(exercise, "index", "warning", new=33)).indices["warning"] == 33
    assert told(events) == (PUBLIC,)


def test_2_11_control_sets_right_until_when_an_authority_is_in_force() -> None:
    exercise = in_orders(small_world(authorities=LAW))
    path = ("authority", EXEMPTION)

    ended = done(exercise, None, o.Correct(path=path, old=0, new=NOT_IN_FORCE, reason=WHY))
    again = done(ended, None, o.Correct(path=path, old=NOT_IN_FORCE, new=20, reason=WHY))

    assert EXEMPTION not in ended.authorities
    assert again.authorities[EXEMPTION] == 20
    assert told(given(exercise, None, o.Correct(path=path, old=0, new=30, reason=WHY))) == (PUBLIC,)


def test_2_11_control_takes_back_a_wait_that_was_nobodys_fault() -> None:
    exercise = turns_passed(warned(in_orders()), 2)
    path = ("wait", WARNING, "answer", "organisation")

    after = done(exercise, None, correction(exercise, *path, new=0))

    assert step_of(exercise, WARNING, "answer").waited_by_organisation == 4
    assert step_of(after, WARNING, "answer").waited_by_organisation == 0
    assert step_of(approved(after, WARNING, "answer"), WARNING, "answer").decided < after.week
    assert told(corrected(exercise, *path, new=0)) == (AS, STATE)


def test_2_11_whomever_control_names_hears_as_well() -> None:
    assert told(corrected(in_orders(), *THEATRE, new=0, audience=(JAPAN,))) == (JAPAN, AS, STAFF)
    assert told(corrected(in_orders(), *THEATRE, new=0, audience=(PUBLIC,))) == (PUBLIC,)


def refusals() -> dict[str, tuple[o.Correct, RefusalCode]]:
    exercise = in_orders()
    stock = value_of(exercise, THEATRE)

    def order(path: tuple[str, ...] = THEATRE, old: int = stock, new: int = 1, reason: str = WHY, **more: object) -> o.Correct:
        return o.Correct(path=path, old=old, new=new, reason=reason, **more)  # type: ignore[arg-type]

    bad, never = RefusalCode.BAD_PARAMETER, RefusalCode.NOT_POSSIBLE_NOW
    return {
        "another path": (order(("seed",)), bad),
        "no path": (order(()), bad),
        "no such theatre": (order(("theatre", "mars", MISSILE)), bad),
        "no such system": (order(("rear", "cannon")), bad),
        "no such account": (order(("account", "piggy bank")), bad),
        "no such index": (order(("index", "luck")), bad),
        "no such authority": (order(("authority", "divine right"), old=-1), bad),
        "no such step": (order(("wait", WARNING, "nothing", "organisation"), old=0), bad),
        "no such wait": (order(("wait", WARNING, "answer", "turn"), old=0), bad),
        "less than nothing": (order(new=-1), bad),
        "above an index": (order(("index", "warning"), old=10, new=101), bad),
        "longer than it is open": (order(("wait", WARNING, "answer", "organisation"), old=0, new=1), bad),
        "no change": (order(new=stock), bad),
        "nobody": (order(audience=("nobody",)), bad),
        "moved on": (order(old=stock + 1), never),
        "no reason": (order(reason=" "), RefusalCode.REASON_NEEDED),
    }


@pytest.mark.parametrize("name", refusals())
def test_2_11_what_is_not_on_the_list_or_not_so_is_refused(name: str) -> None:
    order, code = refusals()[name]

    assert refused(warned(in_orders()), None, order) is code


def table() -> tuple[Table, dict[OrganisationId, Policy]]:
    world = small_world()
    policies = {one: policy("idle", "") for one in world.organisations}
    begun = Table(world=world, pace="quarters", seed="seed")
    seat_all(begun, policies)
    begun.control(o.StartExercise())
    advance(begun)
    return begun, policies


def test_2_11_those_who_go_by_it_know_the_new_value_and_why() -> None:
    begun, _ = table()

    begun.control(correction(begun.exercise, *THEATRE, new=70_500))
    begun.control(correction(begun.exercise, "account", PROCUREMENT, new=5))

    assert believed(begun.views[AS]).theatre[STRAIT][MISSILE] == 70_500
    assert begun.views[AS].notices == (f"Control corrected the stock of {MISSILE} in Strait from 100 to 70.5: {WHY}",)
    assert begun.views[CONGRESS].balances[PROCUREMENT] == 5
    assert begun.views[JAPAN].notices == ()


def test_15_1_a_correction_makes_the_same_difference_in_every_other_world() -> None:
    begun, policies = table()
    for path in (THEATRE, ("index", "warning")):
        assert not isinstance(begun.control(correction(begun.exercise, *path, new=7)), Refusal)
    play_on(begun, policies)

    played = read(begun.entries)

    assert begun.exercise.phase is Phase.SEALED
    assert len(played.control_inputs) == 2
    assert shortfall_in(played, lambda _: False) == shortfall_played(played)
