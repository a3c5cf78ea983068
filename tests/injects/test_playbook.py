from collections import Counter
from functools import cache

from engine import effects as f
from engine.playbook import InitiativeType, Step
from engine.world import World
from injects.checks.filling import Filling
from injects.checks.load import MOST_NEW_LEVERS
from tests.support.decks import whole_deck

FEWEST_LEVERS = 3
RISK_OF_TECHNOLOGY = 2
READ_BY_RULES_AND_RED = {
    "site-protection-funded",  # rule 11.5
    "plant-networks-defended",  # what red does to networks
    "dispersed-stocks",  # what red does to sites
    "forward-stocks-hardened",
}
"""Authorities that no step needs and none is waived by."""


@cache
def world() -> World:
    """The shipped baseline, on any deck."""
    return whole_deck("taiwan-blockade")


def levers() -> tuple[InitiativeType, ...]:
    return world().baseline.playbook


def ways(lever: InitiativeType, text: str) -> tuple[str, ...]:
    """Everything that a text of a lever can become."""
    return Filling(world(), lever.parameters).ways(text)


def steps() -> list[tuple[InitiativeType, Step]]:
    return [(lever, step) for lever in levers() for step in lever.steps]


def players() -> list[str]:
    return [one.id for one in world().baseline.organisations if not one.id.startswith("red/")]


def test_every_player_can_propose_three_levers_and_no_more_than_it_can_take_in() -> None:
    counted = Counter(who for one in levers() for who in {way for text in one.proposers for way in ways(one, text)})

    assert {who: number for who, number in counted.items() if not FEWEST_LEVERS <= number <= MOST_NEW_LEVERS} == {}
    assert set(counted) == set(players())


def test_every_player_is_asked_for_decisions_by_levers_of_others() -> None:
    asked = {who: set[str]() for who in players()}
    for lever, step in steps():
        for who in ways(lever, step.by) if step.kind in ("decide", "pay") else ():
            asked[who].add(lever.id)

    assert {who: found for who, found in asked.items() if len(found) < FEWEST_LEVERS} == {}


def test_every_authority_is_read_and_whatever_is_not_in_force_can_be_brought_into_force() -> None:
    read = {way for lever, step in steps() for text in (*step.needs, step.waived_by) for way in ways(lever, text)}
    brought = {
        way
        for lever in levers()
        for effect in lever.effects
        if isinstance(effect, f.AuthorityEffect) and effect.in_force
        for way in ways(lever, effect.authority)
    }

    assert {one.id for one in world().baseline.authorities} - read == READ_BY_RULES_AND_RED
    assert {one.id for one in world().baseline.authorities if not one.in_force} - brought == set()


def test_every_account_is_paid_from() -> None:
    paid = {way for lever, step in steps() if step.account for way in ways(lever, step.account)}

    assert {one.id for one in world().baseline.accounts} - paid == set()


def test_money_that_is_asked_for_has_a_ceiling() -> None:
    asked = {
        way
        for lever in levers()
        for effect in lever.effects
        if isinstance(effect, f.MoneyEffect) and effect.requested
        for way in ways(lever, effect.account)
    }

    assert {one for one in asked if world().accounts[one].ceiling is None} == set()


def test_a_stopgap_bars_new_orders_larger_plants_and_multiyear_contracts() -> None:
    barred = {lever.id for lever, step in steps() if "full-year-appropriation" in step.needs}

    assert barred == {"surge-order", "large-lot-order", "multiyear-contract", "expand-component", "second-source"}
    lifted = {one.id for one in levers() if any(_lifts_the_stopgap(effect) for effect in one.effects)}
    assert lifted == {"full-year-bill", "except-from-stopgap"}


def _lifts_the_stopgap(effect: f.Effect) -> bool:
    return isinstance(effect, f.AuthorityEffect) and effect.authority == "full-year-appropriation" and effect.in_force


def test_a_delay_is_of_a_step_that_its_lever_has() -> None:
    delays = [
        (way, effect.step)
        for lever in levers()
        for effect in lever.effects
        if isinstance(effect, f.DelayEffect)
        for way in ways(lever, effect.type)
    ]
    known = {(lever.id, step.id) for lever, step in steps()}

    assert [one for one in delays if one not in known] == []


def test_what_can_be_repeated_never_takes_weeks_from_others_twice() -> None:
    """A lever that shortens steps names the kind of step, once for each: else ten proposals would end all waiting."""
    shortening = [one for one in levers() if any(isinstance(effect, f.DelayEffect) for effect in one.effects)]

    assert [one.id for one in shortening if not one.once_for] == []


def test_sharing_a_design_shows_its_risk() -> None:
    sites = [one for one in levers() if any(isinstance(effect, f.SiteEffect) for effect in one.effects)]

    assert [one.id for one in sites] == ["coproduce"]
    assert all(one.risks["technology"] == one.risks["not-sharing"] == RISK_OF_TECHNOLOGY for one in sites)


def test_every_allied_line_can_be_coproduced_at_and_its_work_follows_the_ladder() -> None:
    coproduce = world().playbook["coproduce"]
    build = coproduce.step("build").by_choice
    assert build is not None

    abroad = {str(key): line for key, line in world().lines.items() if line.country != "us"}
    assert set(coproduce.parameters[0].choices) == set(abroad) == set(build.durations)
    by_stage: dict[int, list[int]] = {}
    for key, line in abroad.items():
        by_stage.setdefault(line.stage, []).append(build.durations[key].mode)
    assert max(by_stage[6]) < min(by_stage[1])
