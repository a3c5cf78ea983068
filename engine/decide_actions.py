"""From an order about a free action to its verdict (chapter 13): dispatch only, as in `decide.py`."""

from collections.abc import Mapping

from engine import orders as o
from engine.actors import Control
from engine.decide_talk import TALKING
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import HolderId, OrganisationId
from engine.phases import Phase
from engine.refusals import Refusal, RefusalCode
from engine.rules import adjudication

_RULING = (Phase.LOCKED, Phase.ADJUDICATE)

PHASES_OF_ACTIONS: Mapping[type, tuple[Phase, ...]] = {
    o.TakeAction: (Phase.ORDERS,),
    o.ArgueAction: TALKING,
    o.DissentAction: TALKING,
    o.OpenAction: TALKING,
    o.SetOdds: _RULING,
    o.RollAction: _RULING,
    o.RuleAction: _RULING,
    o.OverrideAction: TALKING,
}
"""Rules 13.1 to 13.8: actions are orders, their rulings come after lock, and people argue whenever they may talk."""


_PLAYER, _CONTROL = ("organisation",), ("control",)
GIVERS_OF_ACTIONS: Mapping[type, tuple[str, ...]] = {
    o.TakeAction: _PLAYER,
    o.ArgueAction: _PLAYER,
    o.DissentAction: _PLAYER,
    o.OpenAction: _CONTROL,
    o.SetOdds: _CONTROL,
    o.RollAction: _CONTROL,
    o.RuleAction: _CONTROL,
    o.OverrideAction: _CONTROL,
}
"""Rule 1.5: who gives an order about a free action."""


def decide_action(exercise: Exercise, by: OrganisationId | Control, order: o.ActionOrder) -> tuple[Event, ...] | Refusal:
    """The events that follow; organisations act and argue, control rules."""
    match order:
        case o.TakeAction() | o.ArgueAction() | o.DissentAction():
            return Refusal(RefusalCode.NOT_YOURS) if isinstance(by, Control) else _decide_player(exercise, by, order)
        case _:
            return _decide_control(exercise, by.holder, order) if isinstance(by, Control) else Refusal(RefusalCode.NOT_YOURS)


def _decide_player(
    exercise: Exercise, by: OrganisationId, order: o.TakeAction | o.ArgueAction | o.DissentAction
) -> tuple[Event, ...] | Refusal:
    match order:
        case o.TakeAction():
            return adjudication.take_action(exercise, by, order)
        case o.ArgueAction():
            return adjudication.argue_action(exercise, by, order)
        case o.DissentAction():
            return adjudication.dissent_action(exercise, by, order)


def _decide_control(
    exercise: Exercise, by: HolderId, order: o.OpenAction | o.SetOdds | o.RollAction | o.RuleAction | o.OverrideAction
) -> tuple[Event, ...] | Refusal:
    match order:
        case o.OpenAction():
            return adjudication.open_action(exercise, order)
        case o.SetOdds():
            return adjudication.set_odds(exercise, by, order)
        case o.RollAction():
            return adjudication.roll_action(exercise, by, order)
        case o.RuleAction():
            return adjudication.rule_action(exercise, by, order)
        case o.OverrideAction():
            return adjudication.override_action(exercise, by, order)
