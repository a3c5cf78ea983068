"""Chapter 11: what red may spend, its autopilot, a red cell's own actions, and leaks at allied sites."""

from collections.abc import Iterator, Mapping

from engine import events as e
from engine.deck import RedAction
from engine.dice import draw
from engine.effect_words import effect_words
from engine.effects import LeakEffect
from engine.exercise import Exercise
from engine.ids import InitiativeId, LineId, OrganisationId, SystemId
from engine.orders import MoveRed, SetAutopilot
from engine.playbook import fill
from engine.refusals import Refusal, RefusalCode
from engine.rules.causes import Cause
from engine.rules.outcomes import bring_about
from engine.rules.triggers import Values, holds
from engine.unfolding import Unfolding
from engine.views_campaign import points_by, rests_until

PROTECTION = "site-protection-funded"
"""Rule 11.5: the authority in whose force counter-intelligence at allied sites is paid for."""
LEAK_PERMILLE = 90
"""Rule 11.5: what a leak adds to the need of its system."""
PROTECTED_PERMILLE = 300
"""Rule 11.5: what is left of the hazard where protection is funded."""
LOGARITHMS = (0, 69, 110, 139, 161, 179, 195, 208, 220, 230)
"""Rule 11.5: 100 x ln(1 + sites), for up to nine open sites."""
DICE = 10_000


def campaigns(exercise: Exercise) -> Iterator[e.CampaignTold]:
    """Rule 11.1: at StartEx each adversary alone is told its budget, the actions that it may order and what they bring."""
    for one in exercise.world.baseline.adversaries:
        own = tuple(each for each in exercise.world.deck.red if each.by == one.id)
        yield e.CampaignTold(
            by=OrganisationId(one.id),
            budget=one.campaign_budget.value,
            per_quarter=one.budget_per_quarter.value,
            actions=tuple((each.id, each.title, each.cost) for each in own),
            again={each.id: each.again_after_weeks for each in own if each.again_after_weeks},
            does={each.id: tuple(effect_words(exercise.world, effect) for effect in each.effects) for each in own},
        )


def move_red(exercise: Exercise, by: OrganisationId, order: MoveRed) -> tuple[e.Event, ...] | Refusal:
    """Rule 11.2: a red cell may take any standing action of its adversary that its campaign budget can bear."""
    action = next((one for one in exercise.world.deck.red if one.id == order.action and one.by == by), None)
    if action is None or order.action in exercise.red.ordered or not rested(exercise, action):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    ordered = sum(one.cost for one in exercise.world.deck.red if one.id in exercise.red.ordered and one.by == by)
    if action.cost > budget_left(exercise, by) - ordered:
        return Refusal(RefusalCode.NO_MONEY_LEFT, f"This costs {action.cost} points, more than your campaign has left.")
    return (e.RedOrdered(by=by, action=action.id),)


def set_autopilot(exercise: Exercise, by: OrganisationId, order: SetAutopilot) -> tuple[e.Event, ...] | Refusal:
    """Rule 11.1: the autopilot is on until its own cell turns it off."""
    if by not in {one.id for one in exercise.world.baseline.adversaries}:
        return Refusal(RefusalCode.NOT_YOURS)
    if order.on == (by not in exercise.red.autopilot_off):
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "It is so already.")
    return (e.AutopilotSet(by=by, on=order.on),)


def budget_left(exercise: Exercise, adversary: OrganisationId) -> int:
    """Rule 11.1: the points that came in up to this week, less what was spent."""
    declared = next((one for one in exercise.world.baseline.adversaries if one.id == adversary), None)
    if declared is None:
        return 0
    came_in = points_by(declared.campaign_budget.value, declared.budget_per_quarter.value, exercise.week)
    return came_in - exercise.red.spent.get(adversary, 0)


def rested(exercise: Exercise, action: RedAction) -> bool:
    """Rule 11.3: an action comes once, or again after its weeks."""
    free_from = rests_until(exercise.red.last.get(action.id), action.again_after_weeks)
    return free_from is not None and exercise.week >= free_from


def red_moves(unfolding: Unfolding, named: tuple[str, ...] | None) -> None:
    """Rules 11.2 and 11.3: in the week red's ordered actions happen, then the autopilot's, in the deck's order.

    `named` are the actions of a week that is lived through again (rule 15.1); None leaves it to cells and conditions.
    """
    ordered = unfolding.exercise.red.ordered
    for action in unfolding.exercise.world.deck.red:
        exercise = unfolding.exercise
        values: Values = {}
        if named is not None:
            acts = action.id in named
        elif action.id in ordered:
            acts = True
        else:
            acts = _autopilot_acts(exercise, action, values)
        if acts:
            _move(unfolding, action, ordered=action.id in ordered, values=values)


def _autopilot_acts(exercise: Exercise, action: RedAction, values: Values) -> bool:
    by = OrganisationId(action.by)
    if exercise.practice:  # rule 1.7: practice gives nothing away
        return False
    if by in exercise.red.autopilot_off or not rested(exercise, action) or action.cost > budget_left(exercise, by):
        return False
    return holds(action.when, exercise, values)


def _move(unfolding: Unfolding, action: RedAction, *, ordered: bool, values: Mapping[str, int]) -> None:
    week = unfolding.exercise.week
    unfolding.happen(
        e.RedMoved(
            by=OrganisationId(action.by),
            action=action.id,
            title=action.title,
            cost=action.cost,
            week=week,
            ordered=ordered,
            values=values,
        )
    )
    cause = Cause(name=f"red {action.id}", since=week)
    for effect in action.effects:
        bring_about(unfolding, effect, cause)


def open_sites(exercise: Exercise) -> list[tuple[InitiativeId, LineId]]:
    """The allied lines that initiatives of this exercise have opened or enlarged: what rule 11.5 counts as sites."""
    opened = exercise.world.sites_opened
    return [
        (initiative.id, LineId(fill(effect.line, initiative.parameters)))
        for initiative in exercise.initiatives.values()
        if initiative.type in opened and initiative.done_week is not None
        for effect in opened[initiative.type]
    ]


def leaks(exercise: Exercise) -> Iterator[e.LeakHappened]:
    """Rule 11.5: hazard in the week = transfer risk of the country x ln(1 + open sites), by site, in 1 / 10,000.

    Where the protection of sites is funded only 30 percent of it are left. A system leaks once.
    """
    sites = open_sites(exercise)
    protected = exercise.authorities.get(PROTECTION) is not None
    leaked = set(exercise.red.leaked)
    for _, line in sites:
        declared = exercise.world.lines[line]
        partner = exercise.world.partners.get(OrganisationId(declared.country))
        system = SystemId(declared.system)
        if partner is None or system in leaked:
            continue
        hazard = partner.transfer_risk.value * LOGARITHMS[min(len(sites), len(LOGARITHMS) - 1)] // 100
        if protected:
            hazard = hazard * PROTECTED_PERMILLE // 1_000
        if draw(exercise.seed, "leak", line, week=exercise.week, sides=DICE) < hazard:
            leaked.add(system)
            yield e.LeakHappened(line=line, system=system, week=exercise.week, permille=LEAK_PERMILLE, protected=protected)


def bring_leaks(unfolding: Unfolding) -> None:
    """Rule 11.5: what leaks in this week, and what it does."""
    for leak in list(leaks(unfolding.exercise)):
        unfolding.happen(leak)
        effect = LeakEffect(effect="leak", system=leak.system, permille=leak.permille)
        bring_about(unfolding, effect, Cause(name=f"leak at {leak.line}", since=leak.week))
