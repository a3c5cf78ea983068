"""What an event of chapters 9 to 11 does to the state. No rule runs here."""

from typing import assert_never

from engine import events as e
from engine.changing import replace
from engine.exercise import Exercise, Red, put

OnAdversary = (
    e.CampaignTold | e.RedOrdered | e.AutopilotSet | e.RedMoved | e.LeakHappened | e.SupplierLost | e.DeterrenceMeasured
)


def apply_to_adversary(exercise: Exercise, event: OnAdversary) -> Exercise:
    """The exercise after an event about red, a leak, a supplier or deterrence; their effects are events of their own."""
    red = exercise.red
    match event:
        case e.RedOrdered():
            red = replace(red, ordered=(*red.ordered, event.action))
        case e.AutopilotSet():
            others = tuple(one for one in red.autopilot_off if one != event.by)
            red = replace(red, autopilot_off=others if event.on else (*others, event.by))
        case e.RedMoved():
            red = _moved(red, event)
        case e.LeakHappened():
            red = replace(red, leaked=(*red.leaked, event.system))
        case e.SupplierLost() | e.CampaignTold():
            return exercise
        case e.DeterrenceMeasured():
            return replace(exercise, deterrence_measured=event.stock + event.rate + event.dispersion)
        case _:
            assert_never(event)
    return replace(exercise, red=red)


def _moved(red: Red, event: e.RedMoved) -> Red:
    return replace(
        red,
        spent=put(red.spent, event.by, red.spent.get(event.by, 0) + event.cost),
        last=put(red.last, event.action, event.week),
        ordered=tuple(one for one in red.ordered if one != event.action),
    )
