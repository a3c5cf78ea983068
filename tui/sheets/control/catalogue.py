"""Which sheets control has, by the first word of their keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine import orders as o
from tui.sheets.control import actions, corrections, curtain, injects, talk
from tui.sheets.control.held import Held
from tui.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ControlKind:
    """One kind of sheet: the order that comes of it, and how it is read from what control holds."""

    order: type
    read: Callable[[Held, str], Sheet | str]


CONTROL_KINDS: Mapping[str, ControlKind] = {
    "skip": ControlKind(o.SkipInject, injects.skip),
    "delay": ControlKind(o.DelayInject, injects.delay),
    "edit": ControlKind(o.EditInject, injects.edit),
    "write": ControlKind(o.WriteInject, injects.write),
    "odds": ControlKind(o.SetOdds, actions.odds),
    "roll": ControlKind(o.RollAction, actions.roll),
    "rule": ControlKind(o.RuleAction, actions.rule),
    "override": ControlKind(o.OverrideAction, actions.override),
    "open-action": ControlKind(o.OpenAction, actions.open_up),
    "agreement": ControlKind(o.RuleAgreement, talk.rule_agreement),
    "message": ControlKind(o.SendMessage, talk.message),
    "request": ControlKind(o.MakeRequest, talk.request),
    "reply": ControlKind(o.AnswerRequest, talk.reply),
    "said": ControlKind(o.NoteSaid, talk.told),
    "correct": ControlKind(o.Correct, corrections.correct),
    "secret": ControlKind(o.OpenSecret, curtain.secret),
}


def control_sheet_for(held: Held, key: str) -> Sheet | str:
    """The sheet of a key as it stands now, or a sentence: why there is none any more."""
    kind, _, about = key.partition(" ")
    known = CONTROL_KINDS.get(kind)
    return known.read(held, about) if known is not None else f"There is no sheet of the kind `{kind}`."
