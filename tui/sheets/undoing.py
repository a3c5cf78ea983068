"""The sheet that takes back what was done in this order phase, and what that can be."""

from collections.abc import Iterator

from engine.ids import ActionId, InjectId, StepId
from engine.orders import TakeBack
from engine.views import InjectSeen, View
from engine.views_initiatives import InitiativeSeen
from tui.sheets.sheet import Offer, Sheet, key_for
from tui.words import initiative_title


def undoable(view: View) -> dict[str, tuple[TakeBack, str]]:
    """What was done in this order phase and can be taken back: key, order, and how it reads."""
    found: dict[str, tuple[TakeBack, str]] = {}
    for seen in view.initiatives.values():
        title = initiative_title(view, seen.type, seen.parameters)
        for step_id, step in seen.steps.items():
            if answered_step_now(view, seen, step_id):
                words = f"{step.verdict}: {step.title} ({title})"
                found[f"{seen.id} {step_id}"] = (TakeBack(initiative=seen.id, step=step_id), words)
        if seen.proposer == view.organisation and seen.turn == view.turn and seen.stopped not in ("withdrawn", "merged"):
            found[str(seen.id)] = (TakeBack(initiative=seen.id), f"proposed: {title}")
    for inject in view.injects.values():
        if answered_now(view, inject):
            found[f"inject {inject.inject}"] = (TakeBack(inject=InjectId(inject.inject)), f"answered: {inject.title}")
    for action in view.actions.values():
        if action.organisation == view.organisation and action.turn == view.turn and not action.ruling:
            found[str(action.action)] = (TakeBack(action=ActionId(action.action)), f"your action: {action.title}")
    return found


def answered_now(view: View, inject: InjectSeen) -> bool:
    """Whether an answer was given in this turn, so that it can be taken back."""
    return inject.answered and inject.answered_turn == view.turn


def answered_step_now(view: View, seen: InitiativeSeen, step_id: StepId) -> bool:
    """Whether this organisation itself answered a step in this turn; clocks and work go by themselves."""
    step = seen.steps[step_id]
    mine = step.by == view.organisation or view.organisation in step.may_hold
    return mine and step.through == "order" and step.answered_turn == view.turn


def take_back(view: View, about: str) -> Sheet | str:
    """Undo an own order of this phase."""
    found = undoable(view).get(about)
    if found is None:
        return "This can no longer be taken back: that is possible in the order phase in which it was given."
    order, words = found
    return Sheet(
        key=key_for("take-back", view.organisation, about),
        order=TakeBack,
        title=f"Take back: {words}",
        send_word="Take back",
        said=("Until control locks the turn, what you did can be undone; what others built on it falls with it.",),
        make=lambda values: order,
    )


def offers(view: View) -> Iterator[Offer]:
    """What can be taken back now, what was given last first."""
    found = list(undoable(view).items())
    given = {about: (_given_as(view, order), place) for place, (about, (order, _)) in enumerate(found)}
    for about, (_, words) in sorted(found, key=lambda one: given[one[0]], reverse=True):
        yield Offer(key=key_for("take-back", view.organisation, about), title=words[:1].upper() + words[1:])


def _given_as(view: View, back: TakeBack) -> int:
    """The place among this organisation's orders of the one that would be taken back; -1 where control gave it elsewhere."""
    wanted: dict[str, object]
    if back.step:
        wanted = {"initiative": back.initiative, "step": back.step}
    elif back.initiative:
        seen = view.initiatives[back.initiative]
        wanted = {"kind": "propose-initiative", "type": seen.type}
    elif back.inject:
        wanted = {"kind": "answer-inject", "inject": back.inject}
    else:
        wanted = {"kind": "take-action", "title": view.actions[ActionId(str(back.action))].title}
    same = [
        place
        for place, one in enumerate(view.orders)
        if not one.refusal
        and one.turn == view.turn
        and all({**one.order, "kind": one.kind}.get(k) == v for k, v in wanted.items())
    ]
    if not back.step and back.initiative:
        mine = (one for one in view.initiatives.values() if one.proposer == view.organisation and one.turn == view.turn)
        later = [one.id for one in mine if one.type == view.initiatives[back.initiative].type]
        same = same[: len(same) - len(later) + later.index(back.initiative) + 1]
    return max(same, default=-1)
