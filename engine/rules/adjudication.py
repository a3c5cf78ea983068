"""Chapter 13: free actions, the arguments about them, and control's rulings, by odds and a die or by a word."""

from collections.abc import Mapping, Sequence

from engine import events as e
from engine.actions import Action
from engine.dice import draw
from engine.effects import Effect
from engine.exercise import Exercise
from engine.ids import ActionId, HolderId, OrganisationId
from engine.orders import (
    ArgueAction,
    DissentAction,
    OpenAction,
    OverrideAction,
    RollAction,
    RuleAction,
    SetOdds,
    TakeAction,
)
from engine.refusals import Refusal, RefusalCode
from engine.rules.effect_fit import misfit
from engine.rules.talk import bad_addressees, empty_text
from engine.world import published

ODDS: Mapping[str, int] = {"remote": 100, "unlikely": 300, "even": 500, "likely": 700, "near-certain": 900}
"""Rule 13.4: permille for each of the five words."""


def take_action(exercise: Exercise, by: OrganisationId, order: TakeAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.1: one action in one's own words for each organisation and turn; rule 13.2: its author says who reads it."""
    identity = ActionId(f"action:{by.replace('/', '-')}:{exercise.turn}")
    if identity in exercise.actions:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "You have taken your action of this turn. Take it back first.")
    refusal = empty_text(order.title) or empty_text(order.text)
    if refusal is None and order.shown_to:
        refusal = _bad_readers(exercise, by, order.shown_to)
    if refusal is None and any(not one.strip() for one in order.aims):
        refusal = Refusal(RefusalCode.INCOMPLETE, "One of the aims is empty.")
    if refusal is None and order.wants:
        refusal = misfit(published(exercise.world), order.wants)
    if refusal is not None:
        return refusal
    return (
        e.ActionTaken(
            action=identity,
            organisation=by,
            title=order.title.strip(),
            text=order.text,
            aims=order.aims,
            wants=order.wants,
            readers=tuple(sorted({by, *order.shown_to})),
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def take_back_action(exercise: Exercise, by: OrganisationId, action: ActionId) -> tuple[e.Event, ...] | Refusal:
    """Rule 3.4: until lock an organisation may take back its action of this turn."""
    taken = exercise.actions.get(action)
    if taken is None or taken.organisation != by or taken.turn != exercise.turn:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    return (e.ActionTakenBack(action=action, readers=taken.readers),)


def argue_action(exercise: Exercise, by: OrganisationId, order: ArgueAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.3: whoever may read an action may argue for it and against it until it is ruled on."""
    action = exercise.actions.get(order.action)
    if action is None or by not in action.readers or action.ruling:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    return empty_text(order.text) or (
        e.ActionArgued(
            action=action.id,
            by=by,
            side=order.side,
            text=order.text,
            readers=action.readers,
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def dissent_action(exercise: Exercise, by: OrganisationId, order: DissentAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.8: whoever may read an action may disagree with its ruling; that changes nothing, and is kept with it."""
    action = exercise.actions.get(order.action)
    if action is None or by not in action.readers or not action.ruling:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    return empty_text(order.text) or (
        e.ActionDissented(
            action=action.id, by=by, text=order.text, readers=action.readers, turn=exercise.turn, week=exercise.week
        ),
    )


def open_action(exercise: Exercise, order: OpenAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.2: until it is ruled on, control may let more organisations read an action and argue."""
    action = exercise.actions.get(order.action)
    if action is None or action.ruling:
        return _no_such_action()
    refusal = _bad_readers(exercise, action.organisation, order.to)
    if refusal is not None:
        return refusal
    to = tuple(one for one in order.to if one not in action.readers)
    if not to:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "They may read it already.")
    return (
        e.ActionOpened(
            action=action.id,
            to=to,
            organisation=action.organisation,
            title=action.title,
            text=action.text,
            aims=action.aims,
            wants=action.wants,
            turn=action.turn,
            week=exercise.week,
        ),
    )


def set_odds(exercise: Exercise, by: HolderId, order: SetOdds) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.4: control sets the odds in one of five words, says why, and declares what success brings."""
    action = exercise.actions.get(order.action)
    if action is None or action.ruling:
        return _no_such_action()
    if not order.because.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    return misfit(exercise.world, order.effects) or (
        e.OddsSet(
            action=action.id,
            odds=order.odds,
            permille=ODDS[order.odds],
            because=order.because.strip(),
            effects=order.effects,
            set_by=by,
            turn=exercise.turn,
            week=exercise.week,
        ),
    )


def roll_action(exercise: Exercise, by: HolderId, order: RollAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.4: the die is keyed by the seed and the action alone; below the odds it succeeds."""
    action = exercise.actions.get(order.action)
    if action is None or action.ruling:
        return _no_such_action()
    if not action.odds:
        return Refusal(RefusalCode.INCOMPLETE, "Set its odds first, or rule on it by a word.")
    die = draw(exercise.seed, "adjudication", action.id, week=0)
    success = die < action.permille
    ruled = e.ActionRuled(
        action=action.id,
        organisation=action.organisation,
        readers=action.readers,
        ruling="yes" if success else "no",
        through="die",
        odds=action.odds,
        permille=action.permille,
        die=die,
        reason=action.because,
        effects=action.at_success if success else (),
        ruled_by=by,
        turn=exercise.turn,
        week=exercise.week,
    )
    return (ruled,)


def rule_action(exercise: Exercise, by: HolderId, order: RuleAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.5: in one word, yes, yes-but, no or later, with a reason; only a yes brings effects."""
    action = exercise.actions.get(order.action)
    if action is None or action.ruling:
        return _no_such_action()
    refusal = _bad_ruling(exercise, order.ruling, order.reason, order.effects)
    if refusal is not None:
        return refusal
    readers, reason, turn, week = action.readers, order.reason.strip(), exercise.turn, exercise.week
    if order.ruling == "later":
        deferred = e.ActionDeferred(
            action=action.id,
            organisation=action.organisation,
            readers=readers,
            reason=reason,
            ruled_by=by,
            turn=turn,
            week=week,
        )
        return (deferred,)
    ruled = e.ActionRuled(
        action=action.id,
        organisation=action.organisation,
        readers=readers,
        ruling=order.ruling,
        through="word",
        odds="",
        permille=0,
        die=None,
        reason=reason,
        effects=order.effects,
        ruled_by=by,
        turn=turn,
        week=week,
    )
    return (ruled,)


def override_action(exercise: Exercise, by: HolderId, order: OverrideAction) -> tuple[e.Event, ...] | Refusal:
    """Rule 13.7: control may rule anew; effects of the old ruling that have come stay, others do not come."""
    action = exercise.actions.get(order.action)
    if action is None or not action.ruling:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "There is no ruling on such an action.")
    refusal = _bad_ruling(exercise, order.ruling, order.reason, order.effects)
    if refusal is not None:
        return refusal
    overridden = e.ActionOverridden(
        action=action.id,
        organisation=action.organisation,
        readers=action.readers,
        ruling=order.ruling,
        reason=order.reason.strip(),
        effects=order.effects,
        ruled_by=by,
        overrode=action.ruling,
        overrode_effects=action.effects,
        overrode_came=bool(action.effects) and f"action {action.id}" not in exercise.effects_due,
        turn=exercise.turn,
        week=exercise.week,
    )
    return (overridden,)


def unruled(exercise: Exercise) -> tuple[Action, ...]:
    """Rule 13.6: actions on which control has neither ruled nor put its ruling off in this turn."""
    return tuple(one for one in exercise.actions.values() if not one.ruling and one.deferred_turn != exercise.turn)


def still_to_rule(exercise: Exercise) -> Refusal | None:
    """Rule 13.6: no week is resolved while an action waits for a word of control, if only `later`."""
    waiting = [f"{one.title} ({one.organisation}, {one.id})" for one in unruled(exercise)]
    if not waiting:
        return None
    sentence = f"Rule first on: {'; '.join(waiting)}. Rule `later` to decide in another turn."
    return Refusal(RefusalCode.NOT_POSSIBLE_NOW, sentence)


def _bad_ruling(exercise: Exercise, ruling: str, reason: str, effects: Sequence[Effect]) -> Refusal | None:
    if not reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if effects and not ruling.startswith("yes"):
        return Refusal(RefusalCode.BAD_PARAMETER, f"The ruling `{ruling}` brings no effects.")
    return misfit(exercise.world, effects)


def _bad_readers(exercise: Exercise, by: OrganisationId, readers: Sequence[OrganisationId]) -> Refusal | None:
    if any(one not in exercise.world.organisations for one in readers):
        known = ", ".join(one for one in exercise.world.organisations if one != by)
        return Refusal(RefusalCode.BAD_PARAMETER, f"Name each organisation once, out of: {known}; control reads everything.")
    return bad_addressees(exercise, by, readers)


def _no_such_action() -> Refusal:
    return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "There is no such action that waits for a ruling.")
