"""Sheets for steps that wait for an organisation: approve, decline, send back."""

from collections.abc import Collection, Iterator, Mapping

from engine.ids import StepId
from engine.orders import ApproveStep, DeclineStep, Order, ReturnStep
from engine.playbook import Step
from engine.rules.parameters import offered
from engine.titles import choices_of, parameter_title
from engine.views import View
from engine.views_initiatives import InitiativeSeen
from tui.sheets.sheet import Field, Offer, Sheet, key_for, matter, reasoned, said
from tui.words import initiative_title, short_name, with_titles

GONE = "This step no longer waits for you: it has moved on. esc goes back."
STOPS = "The initiative stops here. A decline with its reason counts as your choice, never as a delay."
HOLDS = "The clock stops, and the initiative with it. Left alone, it runs down by itself. A hold counts as your choice."
RETURNS = (
    "The proposer may ask for less, say more, or withdraw. If it comes back, it takes your weeks once more; that is "
    "what a return costs, and it counts as your choice, never as a delay."
)


def lessened(view: View, seen: InitiativeSeen, names: Collection[str], verb: str) -> Iterator[Field]:
    """A field for each of these parameters that can be less than what was asked: only values up to that are offered."""
    kind = view.type_of(seen)
    for parameter in kind.parameters:
        if parameter.id not in names or not parameter.reducible:
            continue
        asked = seen.parameters[parameter.id]
        title = f"{verb} {parameter_title(kind, parameter).lower()}"
        values = offered(view.world, parameter)
        if values:
            choices = choices_of(view.world, kind, parameter, values[: values.index(asked) + 1])
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
    acted = "" if seen.steps[step].after == view.organisation else f"; before you acted {after}"
    return (about, f"proposed by {proposer}{acted}", *note)


def approve(view: View, about: str) -> Sheet | str:
    """Give the concurrence, payment or acceptance that an initiative waits for."""
    found = _step_of(view, about)
    if found is None:
        return GONE
    seen, step, declared = found
    less = tuple(lessened(view, seen, declared.reduces, "Grant"))

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
    return reasoned(
        key=key_for("decline", view.organisation, about),
        order=DeclineStep,
        objects=matter(f"initiative {seen.id}"),
        title=f"Decline: {with_titles(view.world, seen.steps[step].title)}",
        send_word="Decline",
        said=(*_about_step(view, seen, step), HOLDS if declared.kind == "clock" else STOPS),
        make=lambda reason: DeclineStep(initiative=seen.id, step=step, reason=reason),
    )


def send_back(view: View, about: str) -> Sheet | str:
    """Send a step back to its proposer, with the reason that goes on record."""
    found = _step_of(view, about)
    if found is None:
        return GONE
    seen, step, _ = found
    return reasoned(
        key=key_for("return", view.organisation, about),
        order=ReturnStep,
        objects=matter(f"initiative {seen.id}"),
        title=f"Send back: {with_titles(view.world, seen.steps[step].title)}",
        send_word="Send back",
        said=(*_about_step(view, seen, step), RETURNS),
        hint="what should change: it is part of the record",
        make=lambda reason: ReturnStep(initiative=seen.id, step=step, reason=reason),
    )


def offers(view: View) -> Iterator[Offer]:
    """Which steps can be answered now, and which clocks be held."""
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
