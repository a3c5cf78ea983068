"""Rules 16.3 and 16.4: objectives are rated by what was played, each figure with the entries it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from aar.answer import answer_of
from aar.objectives.documents import objectives_of
from aar.objectives.measured import Measurable, Measured
from aar.objectives.rating import MEASURES, Rating, objectives_rated, rating_of
from aar.page import full, page
from aar.rates import surged_month
from aar.reading import Played, read
from bots.roster import policy
from bots.table import play
from engine.ids import AgreementId, OrganisationId, StepId, SystemId
from engine.objectives import Criterion, Measure, MeasureName, Objective
from engine.orders import DeclineStep, Order, ProposeAgreement, SignAgreement, WithdrawInitiative
from engine.world import World
from tests.aar.test_ladder import ANSWERED, AS, ASKED, IN_TIME, PRIMES, STAFF, SURGE, TOO_LATE, Script
from tests.support.decks import main_world, opening_world

WORLD = opening_world()
JAPAN = OrganisationId("allies/japan")
BOOK = (Path(__file__).parents[2] / "rules.md").read_text(encoding="utf-8")


@cache
def game(name: str) -> Played:
    policies = {one: policy(name, "2") for one in WORLD.organisations}
    return read(play(WORLD, pace="half-day", seed="2", policies=policies).entries)


def scripted(turns: Mapping[int, Sequence[tuple[OrganisationId, Order]]]) -> Played:
    return Script(turns).played()


def measured(of: Played, name: MeasureName, *, by_month: int = 0, level: int = 0) -> Measured:
    measure = Measure(measure=name, by_month=by_month, level=level)
    return MEASURES[name](Measurable(played=of, measure=measure))


def rated(played: Played, *criteria: Criterion) -> tuple[Rating | None, list[bool | None]]:
    objective = Objective(id="O1", title="Test", target="", criteria=criteria)
    start = replace(played.start, world=World(baseline=WORLD.baseline, deck=replace(WORLD.deck, objectives=(objective,))))
    (one,) = objectives_rated(replace(played, start=start))
    return one.rating, [judged.met for judged in one.criteria]


def asks(measure: MeasureName, **threshold: Any) -> Criterion:
    return Criterion(asks=measure, any=(Measure(measure=measure, **threshold),))


@pytest.mark.parametrize(
    ("met", "rating"),
    [
        ([True, True], "P"),
        ([True, True, True, False], "S"),
        ([True, False], "M"),
        ([True, False, False], "U"),
        ([None, True], "P"),
        ([None], None),
    ],
)
def test_16_3_a_rating_is_the_part_of_the_criteria_that_is_met(met: list[bool | None], rating: Rating | None) -> None:
    assert rating_of(met) == rating


def test_16_3_any_measure_of_a_criterion_is_enough_and_without_a_threshold_evaluators_say() -> None:
    either = Criterion(
        asks="either", any=(Measure(measure="systems-surged", at_least=99), Measure(measure="sources-lost", at_most=0))
    )

    rating, met = rated(game("typical"), either, asks("systems-surged", at_least=99), asks("leaks"))

    assert (rating, met) == ("M", [True, False, None])


def test_16_3_what_was_asked_for_and_never_came_is_not_met_and_what_could_not_come_is_for_evaluators() -> None:
    nobody_ordered = asks("orders-not-blocked", at_least=80)
    nobody_released = asks("releases-assessed", at_least=100)

    assert rated(game("idle"), nobody_ordered, nobody_released) == ("U", [False, None])


def test_16_4_every_measure_of_the_list_is_computed_and_described() -> None:
    rule = BOOK.partition("- **16.4 Measures**")[2].partition("\n## ")[0]

    assert set(MEASURES) == set(get_args(MeasureName))
    assert [name for name in MEASURES if f"*{name}*" not in rule] == []


def test_16_4_a_step_that_waited_is_no_answer_without_wait_and_its_entries_are_named() -> None:
    in_time, late = measured(scripted(IN_TIME), "answered-without-wait"), measured(scripted(TOO_LATE), "answered-without-wait")

    assert in_time.value == 100
    assert in_time.entries
    assert late.value is not None
    assert late.value < 100
    assert late.entries


def test_16_4_what_industry_declined_lowers_what_it_accepted() -> None:
    refused = DeclineStep(initiative=SURGE, step=StepId("accept"), reason="No profit.")
    of = scripted({1: ASKED, 2: [*ANSWERED[:2], (PRIMES, refused)]})

    found = measured(of, "industry-accepted")

    assert (found.value, bool(found.entries)) == (0, True)
    assert measured(scripted(IN_TIME), "industry-accepted").value == 100


def test_16_4_an_order_that_found_no_money_was_blocked() -> None:
    accounts = tuple(replace(one, opening=replace(one.opening, value=0), grants=()) for one in WORLD.baseline.accounts)
    poor = World(baseline=replace(WORLD.baseline, accounts=accounts), deck=WORLD.deck)
    played = Script({1: ASKED}, world=poor).played()

    assert measured(played, "orders-not-blocked").value == 0
    assert measured(scripted(IN_TIME), "orders-not-blocked").value == 100


def test_16_4_what_its_proposer_took_back_is_a_commitment_broken() -> None:
    of = scripted({1: [*ASKED, (AS, WithdrawInitiative(initiative=SURGE))]})

    assert measured(of, "commitments-broken").value == 1
    assert measured(scripted(IN_TIME), "commitments-broken").value == 0


def test_16_4_weeks_without_supply_are_those_of_the_reports() -> None:
    played = game("idle")
    longest = 0
    for system in played.start.world.deck.priority_systems:
        run = 0
        for _, row in (one for one in played.stocks if one.row.system == system):
            run = run + 1 if row.need and 7 * row.stock < 3 * row.need else 0
            longest = max(longest, run)

    found = measured(played, "weeks-without-supply")

    assert found.value == longest > 2
    assert set(found.entries) <= {entry for week in range(200) for entry in played.evidence.get(f"week {week}", ())}


def test_16_4_a_world_that_surged_says_so_and_counts_the_lines_abroad() -> None:
    prompt, idle = game("prompt"), game("idle")

    asked = prompt.start.world.deck.priority_systems
    surged = sum(surged_month(prompt, SystemId(one)) is not None for one in asked)
    assert measured(prompt, "systems-surged", by_month=39).value == surged > 0
    assert measured(idle, "systems-surged").value == 0
    assert measured(idle, "allied-lines-opened").value == 0
    assert measured(idle, "allied-share-of-added-output").never


def test_16_4_the_first_order_for_capacity_is_counted_from_the_warning() -> None:
    warned = next(one for one in game("typical").indices if one.name == "warning")

    found = measured(scripted(IN_TIME), "weeks-from-warning", level=warned.value)
    nobody = measured(game("idle"), "weeks-from-warning", level=warned.value)
    unwarned = measured(scripted(IN_TIME), "weeks-from-warning", level=6)

    assert found.value == 1 - warned.week
    assert (nobody.value, nobody.never) == (None, True)
    assert (unwarned.value, unwarned.never) == (None, False)


def test_16_4_an_agreement_counts_from_the_week_in_which_all_have_signed() -> None:
    offered = ProposeAgreement(parties=(PRIMES, STAFF), title="Seekers", terms="Half each.", due_turn=3)
    identity = AgreementId("agreement:dod-as:industry-primes+nsc-staff:1")
    played = scripted(
        {1: [(AS, offered), (PRIMES, SignAgreement(agreement=identity))], 2: [(STAFF, SignAgreement(agreement=identity))]}
    )

    def between(*parties: OrganisationId) -> Measured:
        measure = Measure(measure="week-of-agreement", parties=parties, at_most=8)
        return MEASURES["week-of-agreement"](Measurable(played=played, measure=measure))

    second_turn = WORLD.deck.paces[0].turns[0] + 1
    assert between(AS, PRIMES).value == between(STAFF, AS).value == second_turn
    assert (between(AS, JAPAN).value, between(AS, JAPAN).never) == (None, True)
    assert len(between(AS, PRIMES).entries) == 1


def test_16_4_a_measure_names_only_entries_of_the_log() -> None:
    of = game("typical")

    for name in MEASURES:
        assert set(measured(of, name).entries) <= set(range(of.entries)), name


def test_16_3_the_shipped_deck_rates_all_of_its_ten_objectives_by_measures() -> None:
    objectives = main_world("taiwan-blockade").deck.objectives

    assert len(objectives) == 10
    for one in objectives:
        thresholds = [m for criterion in one.criteria for m in criterion.any if (m.at_least, m.at_most) != (None, None)]
        assert thresholds, one.id


def test_16_3_the_page_tells_ratings_and_behind_it_stands_what_they_rest_on() -> None:
    played = game("typical")
    objective = Objective(
        id="O6", title="Coordinate", target="", criteria=(asks("answered-without-wait", at_least=100), asks("leaks"))
    )
    start = replace(played.start, world=World(baseline=WORLD.baseline, deck=replace(WORLD.deck, objectives=(objective,))))
    told, answer = objectives_of(replace(played, start=start)), answer_of(played)

    assert "Objectives, as computed: O6 U" in page(answer, (), told)
    behind = " ".join(full(answer, (), told).split())
    assert "answered-without-wait: not met." in behind
    assert "leaks: for evaluators. 0 leaks." in behind
