"""What if: a log's orders given once more with one thing changed, and what the comparison of both says of it."""

import pytest

from aar.branching import branch
from aar.compare_page import compare_page
from aar.comparing import compared, told
from aar.models_of_comparison import Comparison
from aar.reading import read
from aar.replaying import UnreadableLogError
from aar.verifying import verify
from aar.what_if import Otherwise, Retold, at_of, gone_on, replacements_in, retell
from aar.wording import WIDTH
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, play
from engine.entries import Entry
from engine.ids import CONTROL, InitiativeId, OrganisationId
from engine.orders import DeclineStep
from tests.support.decks import opening_world

WORLD = opening_world()
KEY = b"the secret of the fork"


def policies() -> dict[OrganisationId, Policy]:
    return {one: policy("typical", "4") for one in WORLD.organisations}


PARENT = play(WORLD, pace="half-day", seed="4", policies=policies()).entries
LAST = len(PARENT) - 1


def what_if(otherwise: Otherwise, at: int | None = None) -> tuple[list[Entry], Retold]:
    fork = branch(PARENT, at_of(otherwise, at), KEY)
    table = Table(world=WORLD, pace="half-day", seed="4", resumed=fork.entries, own_key=KEY)
    retold = retell(table, PARENT, fork, otherwise)
    return table.entries, retold


def side_by_side(entries: list[Entry]) -> Comparison:
    return compared(told(PARENT), told(entries))


def entries_with(kind: str) -> list[int]:
    return [entry.number for entry in PARENT[1:] if entry.parts[CONTROL].plain["order"]["kind"] == kind]


def approvals() -> list[int]:
    """Entries in which a step was approved and money or a concurrence given."""
    return [number for number in entries_with("approve-step") if "events" in PARENT[number].parts[CONTROL].plain["verdict"]]


def stopped(initiative: str) -> str:
    return read(PARENT).exercise.initiatives[InitiativeId(initiative)].stopped


def test_2_10_the_same_orders_give_the_same_course() -> None:
    entries, retold = what_if(Otherwise(), at=len(PARENT) // 2)

    found = side_by_side(entries)
    assert (retold.left_out, retold.turned) == (0, ())
    assert found.parted_at is None
    assert all(one.first_week is None for one in found.systems.values())
    assert "Nowhere: the same orders were given and answered alike." in compare_page(found, ("a", "b"))


def test_2_10_branching_at_the_last_entry_changes_nothing() -> None:
    found = side_by_side(list(branch(PARENT, LAST, KEY).entries))

    assert found.parted_at is None
    assert (found.initiatives, found.injects, dict(found.indices)) == ((), (), {})


@pytest.mark.parametrize("turned_round", [False, True])
def test_2_10_a_log_that_ends_earlier_parts_from_the_other_where_it_ends(turned_round: bool) -> None:
    half = LAST // 2
    for at, last in ((0, 0), (half, half)):
        logs = told(PARENT), told(branch(PARENT, at, KEY).entries)
        found = compared(*(reversed(logs) if turned_round else logs))

        assert found.parted_at is not None
        assert found.parted_at[0 if turned_round else 1] <= last < found.parted_at[1 if turned_round else 0]
        assert not [one for one in (*found.only_in_first, *found.only_in_second) if one.kind == "resolve-week"]
        assert f"{'A' if turned_round else 'B'} ends earlier" in compare_page(found, ("a", "b"))


def test_2_10_an_order_that_did_nothing_is_said_to_have_done_nothing() -> None:
    ready = entries_with("mark-ready")[0]

    entries, retold = what_if(Otherwise(dropped=frozenset({ready})))

    found = side_by_side(entries)
    assert retold.turned == ()
    assert retold.did_nothing
    assert len(entries) == len(PARENT) - 1
    assert all(one.first_week is None for one in found.systems.values())


def test_2_10_an_order_that_is_left_out_takes_what_stood_on_it_along() -> None:
    proposed = next(n for n in entries_with("propose-initiative") if "events" in PARENT[n].parts[CONTROL].plain["verdict"])

    entries, retold = what_if(Otherwise(dropped=frozenset({proposed})))

    found = side_by_side(entries)
    assert verify(entries).fault == ""
    assert [one.entry for one in found.only_in_first] == [proposed]
    assert found.parted_at is not None
    assert found.parted_at[0] == proposed
    assert all(one.refused_now for one in retold.turned)
    assert not retold.did_nothing
    assert [one for one in found.initiatives if one.second == ""]
    assert {one.entries[0] for one in found.answered_otherwise} == {one.number for one in retold.turned}


def test_2_10_a_replaced_order_stands_in_the_place_of_the_recorded_one() -> None:
    number = next(n for n in approvals() if not stopped(PARENT[n].parts[CONTROL].plain["order"]["initiative"]))
    given = PARENT[number].parts[CONTROL].plain["order"]
    decline = DeclineStep(initiative=given["initiative"], step=given["step"], reason="Not while the other line is short.")

    entries, _ = what_if(Otherwise(replaced={number: decline}))

    found = side_by_side(entries)
    assert entries[number].parts[CONTROL].plain["order"]["kind"] == "decline-step"
    assert entries[number].parts[CONTROL].plain["organisation"] == PARENT[number].parts[CONTROL].plain["organisation"]
    assert any(one.second == "declined" for one in found.initiatives)


def test_2_10_a_bot_speaks_in_the_place_of_an_organisation() -> None:
    japan = OrganisationId("allies/japan")

    entries, retold = what_if(Otherwise(policies={japan: policy("prompt", "4")}))

    plain = [entry.parts[CONTROL].plain for entry in entries[1:]]
    assert retold.left_out > 0
    assert retold.by_bots > 0
    assert {one["holder"] for one in plain if one["organisation"] == japan} == {"bot-allies/japan"}
    assert any(one["order"]["kind"] == "set-intent" for one in plain if one["organisation"] == japan)
    assert verify(entries).fault == ""


@pytest.mark.parametrize(
    ("otherwise", "at", "said"),
    [
        (Otherwise(dropped=frozenset({LAST + 1})), None, f"entry {LAST + 1} does not lie behind"),
        (Otherwise(dropped=frozenset({5})), 10, "entry 5 does not lie behind entry 10"),
        (Otherwise(dropped=frozenset({entries_with("advance-phase")[0]})), None, "carries play on"),
    ],
)
def test_2_10_what_cannot_be_otherwise_is_named(otherwise: Otherwise, at: int | None, said: str) -> None:
    if otherwise.named[0] > LAST:
        at = LAST
    with pytest.raises(UnreadableLogError, match=said):
        what_if(otherwise, at)


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"entry": 3}, "replacements are a list"),
        ([{"entry": 3}], "replacement 1: an object"),
        ([{"entry": "3", "order": {}}], "replacement 1: an object"),
        ([{"entry": 3, "order": {"kind": "aprove-step"}}], "replacement 1: there is no order of kind"),
        ([{"entry": 3, "order": {"kind": "mark-ready", "ready": True}}] * 2, "replacement 2: entry 3 is replaced twice"),
    ],
)
def test_2_10_a_file_of_replacements_that_is_wrong_names_the_place(plain: object, said: str) -> None:
    with pytest.raises(UnreadableLogError, match=said):
        replacements_in(plain)


def test_the_page_of_a_comparison_fits_and_tells_what_it_was_worth() -> None:
    number = approvals()[0]
    entries, _ = what_if(Otherwise(dropped=frozenset({number})))
    found = side_by_side(entries)

    page = compare_page(found, ("with.jsonl", "without.jsonl"))

    assert max(map(len, page.splitlines())) <= WIDTH
    assert f"entry {number}, turn" in page
    differing = [one for one in found.systems.values() if one.difference]
    for one in differing:
        assert one.difference == sum(one.difference_in.values()) == one.short_in_second - one.short_in_first


def test_other_dice_are_said_to_be_other_dice() -> None:
    other = play(WORLD, pace="half-day", seed="5", policies=policies()).entries

    found = compared(told(PARENT), told(other))

    assert (found.same_world, found.same_dice) == (True, False)
    assert "different seeds" in compare_page(found, ("a", "b"))


@pytest.mark.parametrize("number", [0, -3, LAST + 1])
def test_2_10_a_number_that_is_no_order_of_the_log_is_named_as_it_was_given(number: int) -> None:
    with pytest.raises(UnreadableLogError, match=f"there is no order in entry {number} of this log: name one from 1 to {LAST}"):
        gone_on(PARENT, Otherwise(dropped=frozenset({number})), None)
