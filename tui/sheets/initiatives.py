"""Sheets for initiatives: propose, approve, decline, send back, amend, withdraw, take back."""

import re
from collections.abc import Collection, Iterator, Mapping

from engine.ids import ActionId, InitiativeId, InjectId, StepId
from engine.orders import (
    AmendInitiative,
    ApproveStep,
    DeclineStep,
    Order,
    ProposeInitiative,
    ReturnStep,
    TakeBack,
    WithdrawInitiative,
)
from engine.playbook import InitiativeType, Parameter, Step
from engine.rules.parameters import offered, stands_for
from engine.views import InitiativeSeen, InjectSeen, View
from engine.world import World
from tui.sheets.sheet import Field, Offer, Sheet, key_for, matter, said
from tui.words import initiative_title, named, plural, short_name, with_titles

GONE = "This step no longer waits for you: it has moved on. esc goes back."
CAME_NO_MORE = "Nothing of this has come back to you any more: it has moved on. esc goes back."
NOTE = "note to all"
"""The field of the note; no parameter of a type has a name with spaces."""
GRAMMAR = (
    (r"\{(\w+)\.\w+\}", r"{\1}"),
    (r"\{\w+\} more \{(\w+)\}", r"more of {\1}"),
    (r"\{units\} \{(\w+)\}", r"some of {\1}"),
    (r"\$\{\w+\}K", "money"),
    (r"\{(\w+)\} capacity", r"capacity of {\1}"),
    (r"(?:\s+by \{\w+\} %|\s*:\s*\{\w+\}(?: % more)?)$", ""),
)
"""How a declared title reads without its amounts, and before anything is chosen."""


def types_for(view: View) -> list[InitiativeType]:
    """The playbook types that this organisation may propose, in the playbook's order."""
    world, mine = view.world, view.organisation
    return [kind for kind in world.playbook.values() if any(mine in stands_for(world, kind, one) for one in kind.proposers)]


def blank_title(kind: InitiativeType) -> str:
    """`Order more of a system at surge rate`: without numbers, choices in words; the summary where that reads badly."""
    title = kind.title
    for found, words in GRAMMAR:
        title = re.sub(found, words, title)
    for one in kind.parameters:
        word = one.title[:1].lower() + one.title[1:]
        article = "an" if word[:1] in "aeiou" else "a"
        blank = "{" + one.id + "}"
        if one.choices or one.of:
            title = re.sub(rf"\b(an? \w+ ){blank}", rf"\g<1>{word}", title).replace(blank, f"{article} {word}")
    return title[:1].upper() + title[1:] if "{" not in title else kind.summary.partition(".")[0]


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

    fields = (_parameter(view.world, one) for one in kind.parameters)
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


def _parameter(world: World, parameter: Parameter) -> Field:
    values = offered(world, parameter)
    if values:
        choices = tuple((value, named(world, value)) for value in values)
        return Field(id=parameter.id, title=parameter.title, kind="one", choices=choices, start=values[0])
    hint = f"{parameter.low}–{parameter.high}"
    return Field(id=parameter.id, title=parameter.title, kind="number", hint=hint, start=str(parameter.low))


def _lessened(view: View, seen: InitiativeSeen, names: Collection[str], verb: str) -> Iterator[Field]:
    """A field for each of these parameters that can be less than what was asked: only values up to that are offered."""
    for parameter in view.type_of(seen).parameters:
        if parameter.id not in names or not parameter.reducible:
            continue
        asked = seen.parameters[parameter.id]
        title = f"{verb} {parameter.title.lower()}"
        values = offered(view.world, parameter)
        if values:
            choices = tuple((value, named(view.world, value)) for value in values[: values.index(asked) + 1])
            yield Field(id=parameter.id, title=title, kind="one", choices=choices, start=asked)
        else:
            hint = f"{parameter.low}–{asked}, asked: {asked}"
            yield Field(id=parameter.id, title=title, kind="number", hint=hint, start=asked)


def _step_of(view: View, about: str) -> tuple[InitiativeSeen, StepId, Step] | None:
    """The initiative and step that a key is about, while the step waits for this organisation."""
    for seen, step, _ in (*view.waiting_steps(), *view.running_clocks()):
        if f"{seen.id} {step}" == about:
            return seen, step, view.type_of(seen).step(step)
    return None


def _about_step(view: View, seen: InitiativeSeen, step: StepId) -> tuple[str, ...]:
    """What a step belongs to, and who is on the other side."""
    after, proposer = short_name(view.world, seen.steps[step].after), short_name(view.world, seen.proposer)
    about = initiative_title(view, seen.type, seen.parameters)
    note = (f"note: {seen.note}",) if seen.note else ()
    return (about, f"proposed by {proposer}; before you acted {after}", *note)


def approve(view: View, about: str) -> Sheet | str:
    """Give the concurrence, payment or acceptance that an initiative waits for."""
    found = _step_of(view, about)
    if found is None:
        return GONE
    seen, step, declared = found
    less = tuple(_lessened(view, seen, declared.reduces, "Grant"))

    def make(values: Mapping[str, str]) -> Order | str:
        reduce = {}
        for one in less:
            granted = said(values, one.id)
            if not granted:
                return f"{one.title}: say how much."
            if granted != seen.parameters[one.id]:
                reduce[one.id] = granted
        return ApproveStep(initiative=seen.id, step=step, provisos=said(values, "provisos"), reduce=reduce)

    provisos = Field(id="provisos", title="Provisos", kind="words", hint="none; or on what condition")
    return Sheet(
        key=key_for("approve", view.organisation, about),
        order=ApproveStep,
        objects=matter(f"initiative {seen.id}"),
        title=f"Approve: {with_titles(view.world, seen.steps[step].title)}",
        send_word="Approve",
        said=_about_step(view, seen, step),
        fields=(*less, provisos),
        make=make,
    )


def decline(view: View, about: str) -> Sheet | str:
    """Refuse a step, or hold a clock, with the reason that goes on record."""
    found = _step_of(view, about)
    if found is None:
        return GONE
    seen, step, declared = found
    means = "The initiative stops here. A decline with its reason counts as your choice, never as a delay."
    if declared.kind == "clock":
        means = "The clock stops, and the initiative with it. Left alone, it runs down by itself. A hold counts as your choice."

    def make(values: Mapping[str, str]) -> Order | str:
        reason = said(values, "reason")
        return DeclineStep(initiative=seen.id, step=step, reason=reason) if reason else NO_REASON

    return Sheet(
        key=key_for("decline", view.organisation, about),
        order=DeclineStep,
        objects=matter(f"initiative {seen.id}"),
        title=f"Decline: {with_titles(view.world, seen.steps[step].title)}",
        send_word="Decline",
        said=(*_about_step(view, seen, step), means),
        fields=(Field(id="reason", title="Reason", kind="words", hint="why: it is part of the record"),),
        make=make,
    )


NO_REASON = "Say why: the reason is part of the record."


def send_back(view: View, about: str) -> Sheet | str:
    """Send a step back to its proposer, with the reason that goes on record."""
    found = _step_of(view, about)
    if found is None:
        return GONE
    seen, step, _ = found
    means = (
        "The proposer may ask for less, say more, or withdraw. If it comes back, it takes your weeks once more; that is "
        "what a return costs, and it counts as your choice, never as a delay."
    )

    def make(values: Mapping[str, str]) -> Order | str:
        reason = said(values, "reason")
        return ReturnStep(initiative=seen.id, step=step, reason=reason) if reason else NO_REASON

    return Sheet(
        key=key_for("return", view.organisation, about),
        order=ReturnStep,
        objects=matter(f"initiative {seen.id}"),
        title=f"Send back: {with_titles(view.world, seen.steps[step].title)}",
        send_word="Send back",
        said=(*_about_step(view, seen, step), means),
        fields=(Field(id="reason", title="Reason", kind="words", hint="what should change: it is part of the record"),),
        make=make,
    )


def amend(view: View, about: str) -> Sheet | str:
    """Ask for less of what came back, or say more, so that it opens again."""
    seen = next((one for one, _, _ in view.returned_steps() if one.id == about), None)
    if seen is None:
        return CAME_NO_MORE
    less = tuple(_lessened(view, seen, [one.id for one in view.type_of(seen).parameters], "Ask for"))
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
    """What can be done with initiatives now."""
    mine = view.organisation
    for seen, step, known in view.waiting_steps():
        title = with_titles(view.world, known.title)
        about = initiative_title(view, seen.type, seen.parameters)
        for kind, verb in (("approve", "Approve"), ("decline", "Decline"), ("return", "Send back")):
            yield Offer(key=key_for(kind, mine, seen.id, step), title=f"{verb}: {title}", about=about)
    for seen, step, known in view.running_clocks():
        title = f"Hold the clock: {with_titles(view.world, known.title)}"
        about = initiative_title(view, seen.type, seen.parameters)
        yield Offer(key=key_for("decline", mine, seen.id, step), title=title, about=about)
    for came in dict.fromkeys(one.id for one, _, _ in view.returned_steps()):
        seen = view.initiatives[came]
        yield Offer(key=key_for("amend", mine, came), title=f"Amend: {initiative_title(view, seen.type, seen.parameters)}")
    for one in types_for(view):
        yield Offer(key=key_for("propose", mine, one.id), title=f"Propose: {blank_title(one)}", about=others_in(view, one))
    for seen in view.initiatives.values():
        if seen.running and seen.proposer == mine:
            title = f"Withdraw: {initiative_title(view, seen.type, seen.parameters)}"
            yield Offer(key=key_for("withdraw", mine, seen.id), title=title)
    for about, (_, words) in undoable(view).items():
        yield Offer(key=key_for("take-back", mine, about), title=f"Take back: {words}")
