"""Sheets for initiatives of one's own: propose, amend, withdraw. Their steps: `steps.py`."""

import re
from collections.abc import Iterator, Mapping

from engine.ids import InitiativeId
from engine.orders import (
    AmendInitiative,
    Order,
    ProposeInitiative,
    WithdrawInitiative,
)
from engine.playbook import InitiativeType, Parameter, fill
from engine.rules.parameters import completed, offered, stands_for
from engine.titles import blank_title, choices_of, parameter_title
from engine.views import View
from tui.sheets.sheet import Field, Offer, Sheet, key_for, matter, said
from tui.sheets.steps import lessened
from tui.words import initiative_title, plural, short_name

CAME_NO_MORE = "Nothing of this has come back to you any more: it has moved on. esc goes back."
NOTE = "note to all"
"""The field of the note; no parameter of a type has a name with spaces."""


def types_for(view: View) -> list[InitiativeType]:
    """The playbook types that this organisation may propose, in the playbook's order."""
    world, mine = view.world, view.organisation
    return [kind for kind in world.playbook.values() if any(mine in stands_for(world, kind, one) for one in kind.proposers)]


def others_in(view: View, kind: InitiativeType) -> str:
    """How long the path is, and with how many others."""
    others = plural(len({step.by for step in kind.steps} - {view.organisation}), "other organisation")
    return f"{plural(len(kind.steps), 'step')}, with {others}"


def propose(view: View, about: str) -> Sheet | str:
    """Start an initiative of the type `about`."""
    kind = view.world.playbook.get(about)
    if kind is None:
        return "The playbook has no such entry."

    def make(values: Mapping[str, str]) -> Order:
        parameters = {one.id: said(values, one.id) for one in kind.parameters}
        return ProposeInitiative(type=kind.id, parameters=parameters, note=said(values, NOTE))

    fields = (_parameter(view, kind, one) for one in kind.parameters)
    note = Field(id=NOTE, title="Note", kind="words", hint="none; or what all who must act should read")
    return Sheet(
        key=key_for("propose", view.organisation, about),
        order=ProposeInitiative,
        title=f"New order: {blank_title(kind)}",
        send_word="Propose",
        said=(kind.summary,),
        fields=(*fields, note),
        make=make,
    )


def _parameter(view: View, kind: InitiativeType, parameter: Parameter) -> Field:
    world = view.world
    values = _own(view, kind, parameter)
    if values:
        choices = choices_of(world, kind, parameter, values)
        return Field(id=parameter.id, title=parameter_title(kind, parameter), kind="one", choices=choices, start=values[0])
    hint = f"{parameter.low}–{parameter.high}"
    return Field(id=parameter.id, title=parameter.title, kind="number", hint=hint, start=str(parameter.low))


def amend(view: View, about: str) -> Sheet | str:
    """Ask for less of what came back, or say more, so that it opens again."""
    seen = next((one for one, _, _ in view.returned_steps() if one.id == about), None)
    if seen is None:
        return CAME_NO_MORE
    less = tuple(lessened(view, seen, [one.id for one in view.type_of(seen).parameters], "Ask for"))
    came = [step for step in seen.steps.values() if step.verdict == "returned"]

    def make(values: Mapping[str, str]) -> Order | str:
        asked = {one.id: said(values, one.id) for one in less}
        reduce = {name: value for name, value in asked.items() if value != seen.parameters[name]}
        note = said(values, "note")
        if not reduce and not note:
            return "Ask for less of something, or say what you add."
        return AmendInitiative(initiative=seen.id, reduce=reduce, note=note)

    hint = "what they should know; needed if you ask for no less"
    return Sheet(
        key=key_for("amend", view.organisation, about),
        order=AmendInitiative,
        objects=matter(f"initiative {seen.id}"),
        title=f"Amend: {initiative_title(view, seen.type, seen.parameters)}",
        send_word="Amend",
        said=(
            *(f"{short_name(view.world, one.by)} sent back: {one.reason}" for one in came),
            "They take their own weeks for it once more. w withdraws it instead.",
        ),
        fields=(*less, Field(id="note", title="Note", kind="words", hint=hint)),
        make=make,
    )


def withdraw(view: View, about: str) -> Sheet | str:
    """Give up an initiative of one's own for good."""
    seen = view.initiatives.get(InitiativeId(about))
    if seen is None or not seen.running or seen.proposer != view.organisation:
        return "This is no initiative of yours that is under way."
    return Sheet(
        key=key_for("withdraw", view.organisation, about),
        order=WithdrawInitiative,
        title=f"Withdraw: {initiative_title(view, seen.type, seen.parameters)}",
        send_word="Withdraw",
        said=("It is given up for good: what was spent stays spent. In this order phase taking back does without that.",),
        make=lambda values: WithdrawInitiative(initiative=seen.id),
    )


def offers(view: View) -> Iterator[Offer]:
    """What can be started, amended and given up now."""
    mine = view.organisation
    for came in dict.fromkeys(one.id for one, _, _ in view.returned_steps()):
        seen = view.initiatives[came]
        yield Offer(key=key_for("amend", mine, came), title=f"Amend: {initiative_title(view, seen.type, seen.parameters)}")
    for one in types_for(view):
        yield Offer(key=key_for("propose", mine, one.id), title=f"Propose: {blank_title(one)}", about=others_in(view, one))
    for seen in view.initiatives.values():
        if seen.running and seen.proposer == mine:
            title = f"Withdraw: {initiative_title(view, seen.type, seen.parameters)}"
            yield Offer(key=key_for("withdraw", mine, seen.id), title=title)


def _own(view: View, kind: InitiativeType, parameter: Parameter) -> tuple[str, ...]:
    """What may be chosen: where the choice says who proposes, only what makes that this organisation."""
    world, mine = view.world, view.organisation
    values = offered(world, parameter)
    deciding = [one for one in kind.proposers if re.fullmatch(rf"\{{{parameter.id}(\.\w+)?\}}", one)]
    others = (one for one in kind.proposers if one not in deciding)
    if not deciding or any(mine in stands_for(world, kind, one) for one in others):
        return values
    return tuple(
        value for value in values if any(fill(one, completed(world, kind, {parameter.id: value})) == mine for one in deciding)
    )
