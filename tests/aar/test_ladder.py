"""Chapter 15: what each world takes away from the one above it, and what the planner with hindsight adds."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pytest

from aar.answer import answer_of
from aar.attribution import worth_of_boundaries
from aar.findings.collected import findings_in
from aar.page import full
from aar.reading import Played, read
from aar.worlds.beforehand import beforehand
from aar.worlds.change import boundary_of, every_boundary, no_boundary
from aar.worlds.course import boundaries_with_waits, shortfall_played
from aar.worlds.ladder import RUNGS, Ladder, ladder_of
from aar.worlds.physics import shortfall_in
from aar.worlds.planner import weighted
from bots.policy import Policy
from bots.roster import policy
from bots.table import Table, advance, play, seat_all
from engine.entries import entry_of
from engine.ids import InitiativeId, OrganisationId, StepId, SystemId
from engine.orders import (
    ApproveStep,
    DeclineStep,
    EndExercise,
    Order,
    ProposeInitiative,
    ReturnStep,
    SendMessage,
    StartExercise,
)
from engine.phases import Phase
from engine.stored import parse
from engine.world import World
from tests.golden.test_old_logs import HERE as GOLDEN
from tests.support.busy import busy_game
from tests.support.decks import main_world, opening_world

WORLD = opening_world()
AS, STAFF = OrganisationId("dod/as"), OrganisationId("nsc/staff")
CONGRESS, PRIMES = OrganisationId("congress/appropriators"), OrganisationId("industry/primes")
SURGE = InitiativeId("surge-order:LRASM-400:dod-as:1")
LRASM = SystemId("LRASM")
PROPOSAL = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"})


def approve(step: str, initiative: InitiativeId = SURGE) -> ApproveStep:
    return ApproveStep(initiative=initiative, step=StepId(step))


@dataclass
class Script:
    """Who gives which orders in which turn; nobody else says anything."""

    turns: Mapping[int, Sequence[tuple[OrganisationId, Order]]]
    pace: str = "half-day"
    unheld: tuple[OrganisationId, ...] = ()
    world: World = field(default_factory=lambda: WORLD)

    def played(self) -> Played:
        table = Table(world=self.world, pace=self.pace, seed="1")
        held: dict[OrganisationId, Policy] = {
            one: policy("idle", "") for one in self.world.organisations if one not in self.unheld
        }
        seat_all(table, held)
        table.control(StartExercise())
        while True:
            if table.exercise.phase is Phase.ORDERS:
                for by, order in self.turns.get(table.exercise.turn, []):
                    verdict = table.give(by, order)
                    assert isinstance(verdict, tuple), verdict
            if table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns:
                break
            advance(table)
        table.control(EndExercise())
        return read(table.entries)


@cache
def typical(seed: str = "2", pace: str = "half-day") -> Played:
    policies = {one: policy("typical", seed) for one in WORLD.organisations}
    return read(play(WORLD, pace=pace, seed=seed, policies=policies).entries)


@cache
def ladder(seed: str = "2", pace: str = "half-day") -> Ladder:
    return ladder_of(typical(seed, pace))


def split_of(played: Played) -> Mapping[str, int]:
    """The split of LRASM in its one theatre."""
    return next(split for (_, system), split in ladder_of(played).split().items() if system == "LRASM")


def lasting(split: Mapping[str, int]) -> dict[str, int]:
    """Shares of a unit or more."""
    return {key: value for key, value in split.items() if abs(value) >= 1_000}


Orders = list[tuple[OrganisationId, Order]]
ASKED: Orders = [(AS, PROPOSAL), (STAFF, approve("prioritise"))]
ANSWERED: Orders = [(CONGRESS, approve("fund")), (AS, approve("contract")), (PRIMES, approve("accept"))]
IN_TIME = {1: ASKED, 2: ANSWERED}
TOO_LATE = {1: ASKED, 3: ANSWERED}
"""The appropriators leave the second turn of three without an answer."""


@pytest.mark.parametrize("seed", ["2", "3", "4"])
def test_15_2_the_six_shares_sum_exactly_to_what_was_short_in_every_theatre(seed: str) -> None:
    played = typical(seed)
    short: dict[tuple[str, str], int] = {}
    for _, row in played.stocks:
        short[row.theatre, row.system] = short.get((row.theatre, row.system), 0) + row.short

    split = ladder(seed).split()

    assert {place: sum(shares.values()) for place, shares in split.items()} == short


def test_15_2_a_wait_by_an_organisation_is_a_seam() -> None:
    split = split_of(Script(TOO_LATE).played())

    assert lasting(split).keys() >= {"seam", "gap"}
    assert split["seam"] > 0
    assert split["withheld"] == split["unheld"] == 0


def test_15_2_an_answer_in_the_first_turn_in_which_it_could_be_given_is_no_seam() -> None:
    played = Script(IN_TIME).played()

    assert boundaries_with_waits(played) == []
    assert split_of(played)["seam"] == 0


def test_15_2_a_reasoned_decline_is_withheld_and_never_a_seam() -> None:
    declined = DeclineStep(initiative=SURGE, step=StepId("prioritise"), reason="Other theatres come first.")

    played = Script({1: [(AS, PROPOSAL), (STAFF, declined)]}).played()
    split = split_of(played)

    assert split["seam"] == 0
    assert split["withheld"] > 1_000
    choice = next(one for one in findings_in(played, answer_of(played)) if one.kind == "withheld")
    assert "Other theatres come first." in choice.title
    assert STAFF in choice.organisations


def test_15_2_a_return_that_nobody_amended_is_withheld() -> None:
    returned = ReturnStep(initiative=SURGE, step=StepId("prioritise"), reason="Ask for less.")

    split = split_of(Script({1: [(AS, PROPOSAL), (STAFF, returned)]}).played())

    assert split["seam"] == 0
    assert split["withheld"] > 1_000


def test_15_2_the_silence_of_a_seat_that_nobody_held_is_unheld_and_never_a_seam() -> None:
    played = Script({1: [(AS, PROPOSAL)]}, unheld=(STAFF, CONGRESS, PRIMES)).played()

    split = split_of(played)

    assert boundaries_with_waits(played) == []
    assert split["seam"] == split["withheld"] == 0
    assert split["unheld"] > 1_000


def test_15_2_where_nothing_can_be_made_all_is_gap() -> None:
    lines = tuple(
        replace(line, open=False, target=replace(line.target, value=0), idle=replace(line.idle, value=0))
        for line in WORLD.baseline.lines
    )
    systems = tuple(
        replace(one, capacity_48=replace(one.capacity_48, value=0), stock_world=one.holdings[0].units)
        for one in WORLD.baseline.systems
    )
    barren = World(baseline=replace(WORLD.baseline, lines=lines, systems=systems), deck=WORLD.deck)
    policies = {one: policy("typical", "1") for one in barren.organisations}

    played = read(play(barren, pace="half-day", seed="1", policies=policies).entries)

    for split in ladder_of(played).split().values():
        assert lasting(split).keys() == {"gap"}


@pytest.mark.parametrize("pace", ["half-day", "day", "two-days"])
def test_15_2_recutting_the_weeks_changes_no_seam_of_organisations_that_answer_at_once(pace: str) -> None:
    policies = {one: policy("prompt", "1") for one in WORLD.organisations}
    played = read(play(WORLD, pace=pace, seed="1", policies=policies).entries)

    for split in ladder_of(played).split().values():
        assert split["seam"] == split["unheld"] == split["withheld"] == 0


def test_15_1_a_private_message_about_something_else_changes_no_world() -> None:
    chatty: dict[int, Orders] = {
        1: [*ASKED, (PRIMES, SendMessage(to=(STAFF,), text="Lunch at noon?"))],
        2: [(STAFF, SendMessage(to=(PRIMES,), text="Yes."))],
        3: ANSWERED,
    }

    silent, noisy = Script(TOO_LATE).played(), Script(chatty).played()

    assert ladder_of(noisy).split() == ladder_of(silent).split()


def test_15_1_what_is_recorded_is_not_touched_by_playing_it_again() -> None:
    played = typical()
    before = played.exercise

    ladder_of(played)

    assert played.exercise is before
    assert ladder().outcomes["played"].short == shortfall_played(played)


@pytest.mark.parametrize("seed", ["2", "3"])
def test_15_8_the_planner_is_by_its_own_measure_not_worse_than_concurring_and_better_than_typical(seed: str) -> None:
    played = typical(seed)
    outcomes = {name: weighted(played, ladder(seed).outcomes[name]) for name in RUNGS}

    assert outcomes["attempted"] <= outcomes["concurring"]
    assert outcomes["attempted"] < outcomes["played"]
    assert ladder(seed).added


def test_15_8_nobody_is_given_an_initiative_that_the_playbook_does_not_let_it_propose() -> None:
    for added in ladder().added:
        kind = WORLD.playbook[added.type]

        assert added.proposer in {one.format(**added.parameters) for one in kind.proposers}


def test_15_9_what_was_begun_two_years_earlier_leaves_less_short() -> None:
    played = Script(IN_TIME).played()

    earlier = beforehand(played)

    assert earlier.short[LRASM] < shortfall_played(played)[LRASM]


def test_15_9_an_exercise_in_which_nobody_ordered_anything_is_no_better_begun_earlier() -> None:
    played = Script({}).played()

    assert beforehand(played).short == shortfall_played(played)


def test_15_6_every_boundary_of_the_seam_has_two_sides_that_waited_for_each_other() -> None:
    played = typical()

    waited = {
        boundary_of(step)
        for initiative in played.exercise.initiatives.values()
        for step in initiative.steps.values()
        if step.waited_by_organisation
    }

    assert set(boundaries_with_waits(played)) == waited


def beside(*names: str) -> World:
    """The same world where these steps of a surge order come after the payment, side by side, and take equally long."""
    kind = WORLD.playbook["surge-order"]
    steps = tuple(replace(step, after=("fund",), processing=2) if step.id in names else step for step in kind.steps)
    playbook = tuple(replace(one, steps=steps) if one.id == kind.id else one for one in WORLD.baseline.playbook)
    return World(baseline=replace(WORLD.baseline, playbook=playbook), deck=WORLD.deck)


def test_15_3_waits_side_by_side_share_equally_and_each_is_worth_nothing_alone() -> None:
    answers: Orders = [(AS, approve("contract")), (PRIMES, approve("accept"))]
    script = Script({1: ASKED, 2: [(CONGRESS, approve("fund"))], 5: answers}, pace="day", world=beside("contract", "accept"))

    twins, _ = worth_of_boundaries(script.played())

    assert [one.boundary for one in twins] == [(CONGRESS, AS), (CONGRESS, PRIMES)]
    assert [one.first_in[LRASM] for one in twins] == [0, 0]
    assert twins[0].share[LRASM] > 1_000
    assert abs(twins[0].share[LRASM] - twins[1].share[LRASM]) <= 1
    assert [one.joint_with for one in twins] == [((CONGRESS, PRIMES),), ((CONGRESS, AS),)]


def test_15_3_a_boundary_whose_waits_bring_no_unit_gets_nothing() -> None:
    expand = ProposeInitiative(type="expand-component", parameters={"component": "CASTING", "percent": "50"})
    justified = approve("justify", InitiativeId("expand-component:CASTING-50:dod-as:1"))
    played = Script({1: [(AS, expand), (AS, justified)]}).played()

    worth, _ = worth_of_boundaries(played)

    assert [one.boundary for one in worth] == [(CONGRESS, AS)]
    assert not any(worth[0].share.values())


def test_15_3_where_two_systems_take_one_scarce_component_a_share_is_negative_and_printed() -> None:
    lines = gzip.decompress((GOLDEN / "format-2-walkthrough.log.gz").read_bytes()).splitlines()
    answer = answer_of(read(entry_of(parse(line)) for line in lines))

    assert min(one.share[LRASM] for one in answer.boundaries) < -1_000
    assert "without it more would have been short of LRASM 25" in " ".join(full(answer, ()).split())


def test_15_3_sampled_shares_still_sum_to_the_seam_and_say_how_sure_they_are() -> None:
    played = typical("2")

    worth, prompt = worth_of_boundaries(played, exact_up_to=1)

    for system, short in shortfall_played(played).items():
        assert sum(one.share[system] for one in worth) == short - prompt[system]
    assert all(one.sampled for one in worth)
    assert any(any(one.error.values()) for one in worth)


@cache
def busy() -> Played:
    """The whole shipped deck under bots that try every lever."""
    return read(busy_game(main_world("taiwan-blockade"), pace="half-day").entries)


def test_15_1_with_nothing_taken_away_the_world_of_the_shipped_deck_is_the_log() -> None:
    assert shortfall_in(busy(), no_boundary) == shortfall_played(busy())


def test_15_1_prompt_bots_leave_no_seam_on_the_shipped_deck() -> None:
    world = main_world("taiwan-blockade")
    policies = {one: policy("prompt", "1") for one in world.organisations}

    played = read(play(world, pace="half-day", seed="1", policies=policies).entries)

    assert boundaries_with_waits(played) == []
    assert shortfall_in(played, every_boundary) == shortfall_played(played)
