"""Chapter 15: what other worlds say about the same orders."""

from dataclasses import replace

import pytest

from aar.answer import answer_of
from aar.attribution import worth_of_boundaries
from aar.chain import lifted_by
from aar.reading import Played, read
from aar.worlds.change import PLAYED, boundary_of
from aar.worlds.course import boundaries_with_waits, shortfall_played
from aar.worlds.physics import outcome_of, shortfall_in
from bots.roster import policy
from bots.table import Table, advance, play, seat_all
from engine.exercise import StepState
from engine.ids import CONTROL, InitiativeId, OrganisationId, StepId
from engine.orders import (
    ActFor,
    AnswerInject,
    DeclineStep,
    EndExercise,
    MarkReady,
    ProposeInitiative,
    ReleaseInject,
    SetIntent,
    StartExercise,
    WriteInject,
)
from engine.phases import Phase
from engine.world import World
from tests.support.decks import opening_world
from tests.support.random_play import RandomGame

WORLD = opening_world()


def played(name: str, *, seed: str = "1", pace: str = "half-day", world: World = WORLD, silent: str = "") -> Played:
    policies = {one: policy("idle" if one == silent else name, seed) for one in world.organisations}
    return read(play(world, pace=pace, seed=seed, policies=policies).entries)


def with_a_written_inject(table: Table) -> None:
    """In the orders of turn 1 control writes an inject, releases it, and has it answered."""
    exercise = table.exercise
    if exercise.phase is not Phase.ORDERS or exercise.written_injects:
        return
    to, objective = OrganisationId("dod/as"), exercise.world.deck.objectives[0].id
    table.control(WriteInject(title="Fog", text="Ports close.", to=(to,), source="Port", objective=objective, reason="Quiet"))
    (inject,) = table.exercise.written_injects
    table.control(ReleaseInject(inject=inject))
    table.give(to, AnswerInject(inject=inject, text="Two ships sail."))


def nothing(_: object) -> bool:
    return False


def everything(_: object) -> bool:
    return True


def test_15_1_an_inject_that_control_wrote_is_in_every_world_and_counts_as_its_own_hand() -> None:
    policies = {one: policy("typical", "1") for one in WORLD.organisations}
    one = read(play(WORLD, pace="half-day", seed="1", policies=policies, progress=with_a_written_inject).entries)

    again = shortfall_in(one, nothing)

    assert again == shortfall_played(one)
    assert len(one.control_inputs) >= 2


@pytest.mark.parametrize("pace", ["half-day", "day", "two-days"])
def test_15_1_with_nothing_taken_away_the_world_is_the_log(pace: str) -> None:
    one = played("typical", pace=pace)

    again = shortfall_in(one, nothing)

    assert again == shortfall_played(one)


@pytest.mark.parametrize("salt", range(6))
def test_15_1_the_same_holds_of_games_with_second_thoughts_intents_and_duplicates(salt: int) -> None:
    one = read(RandomGame(WORLD, f"worlds {salt}").play_to_end().entries)

    again = shortfall_in(one, nothing)

    assert again == shortfall_played(one)


def test_15_1_the_same_holds_where_the_deck_approves_for_the_silent_and_control_gives_one_of_them_an_intent() -> None:
    silent = (OrganisationId("congress/appropriators"), OrganisationId("nsc/state"))
    world = World(baseline=WORLD.baseline, deck=replace(WORLD.deck, unheld="approve", silences=()))
    policies = {one: policy("typical", "1") for one in world.organisations if one not in silent}

    def kept_from_approving(table: Table) -> None:
        if table.exercise.phase is Phase.ORDERS and not table.exercise.intents:
            table.control(ActFor(organisation=silent[0], order=SetIntent(stance="ask")))

    one = read(play(world, pace="half-day", seed="1", policies=policies, progress=kept_from_approving).entries)

    assert {step.verdict for step in steps_of(one, silent[0])} == {""}
    assert "intent" in {step.through for step in steps_of(one, silent[1])}
    assert shortfall_in(one, nothing) == shortfall_played(one)
    again = outcome_of(one, PLAYED).course.exercise
    assert again is not None
    assert again.balances == one.exercise.balances


def steps_of(one: Played, by: OrganisationId) -> list[StepState]:
    return [step for each in one.exercise.initiatives.values() for step in each.steps.values() if step.by == by]


def test_15_1_prompt_organisations_leave_no_seam() -> None:
    one = played("prompt")

    answer = answer_of(one)

    assert boundaries_with_waits(one) == []
    assert [system.seam for system in answer.systems] == [0, 0]


def test_15_2_the_six_shares_are_the_shortage_in_every_theatre() -> None:
    answer = answer_of(played("typical", seed="3"))

    for system in answer.systems:
        assert {theatre: sum(split.values()) for theatre, split in system.split_in.items()} == system.short_in
        assert sum(system.split.values()) == system.shortage.units


def test_15_1_where_nothing_can_be_made_nothing_is_lost_at_a_seam() -> None:
    barren = replace(WORLD.baseline, lines=tuple(replace(line, open=False) for line in WORLD.baseline.lines))
    no_headroom = tuple(
        replace(one, capacity_48=replace(one.capacity_48, value=0), stock_world=one.holdings[0].units) for one in barren.systems
    )
    lines = tuple(replace(line, target=replace(line.target, value=0)) for line in barren.lines)
    world = World(baseline=replace(barren, systems=no_headroom, lines=lines), deck=WORLD.deck)

    answer = answer_of(played("typical", world=world))

    assert all(system.shortage.units > 0 for system in answer.systems)
    assert [system.seam for system in answer.systems] == [0, 0]


def test_15_2_a_wait_that_never_ended_counts_as_if_the_organisation_had_concurred() -> None:
    one = played("typical", seed="2", silent="congress/appropriators")
    unanswered = [
        step
        for initiative in one.exercise.initiatives.values()
        for step in initiative.steps.values()
        if step.waits and step.waited_by_organisation
    ]

    prompt = shortfall_in(one, everything)

    assert unanswered
    assert sum(prompt.values()) < sum(shortfall_played(one).values())


def test_15_2_a_reasoned_decline_is_a_choice_and_never_a_seam() -> None:
    table = Table(world=WORLD, pace="half-day", seed="1")
    one = declined_at_once(table)

    answer = answer_of(one)

    assert answer.boundaries == ()
    assert [system.seam for system in answer.systems] == [0, 0]


def declined_at_once(table: Table) -> Played:
    seat_all(table, {one: policy("idle", "") for one in table.world.organisations})
    table.control(StartExercise())
    advance(table)
    order = ProposeInitiative(type="surge-order", parameters={"system": "LRASM", "units": "400"})
    table.give(OrganisationId("dod/as"), order)
    initiative = InitiativeId("surge-order:LRASM-400:dod-as:1")
    decline = DeclineStep(initiative=initiative, step=StepId("prioritise"), reason="Other theatres come first.")
    table.give(OrganisationId("nsc/staff"), decline)
    table.give(OrganisationId("nsc/staff"), MarkReady(ready=True))
    while not (table.exercise.phase is Phase.PICTURE and table.exercise.turn == table.exercise.turns):
        advance(table)
    table.control(EndExercise())
    return read(table.entries)


@pytest.mark.parametrize("seed", ["2", "3"])
def test_15_3_the_shares_of_the_boundaries_sum_to_the_seam(seed: str) -> None:
    one = played("typical", seed=seed)

    worth, prompt = worth_of_boundaries(one)

    for system, short in shortfall_played(one).items():
        assert sum(boundary.share[system] for boundary in worth) == short - prompt[system]


def test_15_3_a_boundary_whose_waits_lift_nothing_gets_nothing() -> None:
    one = played("typical", seed="1")
    worth, _ = worth_of_boundaries(one)

    idle = [boundary for boundary in worth if not any(boundary.first_in.values()) and not any(boundary.last_in.values())]

    assert all(not any(boundary.share.values()) for boundary in idle)


def test_15_4_a_line_that_its_own_means_hold_up_while_its_system_is_short_becomes_a_candidate_and_not_before() -> None:
    surging, idle = played("prompt"), played("idle")

    assert "pac3-camden" in {one.subject for one in surging.candidates if one.detector == "assembly-capacity-binds"}
    assert not [one for one in idle.candidates if one.detector == "assembly-capacity-binds"]


def test_15_4_a_step_that_waits_too_long_becomes_a_candidate_and_a_prompt_one_does_not() -> None:
    slow, prompt = played("typical", seed="2", silent="congress/appropriators"), played("prompt", seed="2")

    assert [one for one in slow.candidates if one.detector == "split-concurrence"]
    assert not [one for one in prompt.candidates if one.detector == "split-concurrence"]


def test_15_5_every_link_of_the_chain_names_entries_that_say_so() -> None:
    table = play(WORLD, pace="half-day", seed="2", policies={one: policy("typical", "2") for one in WORLD.organisations})
    answer = answer_of(read(table.entries))

    for system in answer.systems:
        for wait in system.waits:
            recorded = b"".join(table.entries[number].parts[CONTROL].content for number in wait.entries)
            assert wait.initiative.encode() in recorded
            assert f'"step":"{wait.step}"'.encode() in recorded


def test_15_5_a_wait_is_told_with_the_limits_that_its_initiative_would_have_lifted() -> None:
    one = played("typical", seed="2")
    initiatives = one.exercise.initiatives.values()

    lifted = {initiative.id.rpartition(":")[0]: lifted_by(one, initiative) for initiative in initiatives}

    assert lifted["surge-order:LRASM-400:dod-as"] == {"LRASM": ("contract", "tooling", "workforce")}
    assert lifted["expand-component:SEEK_PAC3-50:dod-as"] == {"PAC3MSE": ("SEEK_PAC3",)}


def test_15_6_a_boundary_is_the_same_whichever_of_the_two_waits() -> None:
    one = played("typical", seed="2")
    step = next(step for initiative in one.exercise.initiatives.values() for step in initiative.steps.values())

    turned = replace(step, by=step.after, after=step.by)

    assert boundary_of(step) == boundary_of(turned)


def test_16_2_a_system_has_doubled_in_the_month_in_which_four_weeks_say_so() -> None:
    answer = answer_of(played("idle"))

    for system in answer.systems:
        assert system.doubled_month is None
        assert abs(system.best_rate - system.start_rate) <= 8, "rounding of weeks and months, in thousandths"
