"""How facts about initiatives and their steps change a view."""

from collections.abc import Mapping
from typing import Any

from engine.changing import replace
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.observe import Fact
from engine.rules.paths import way_remains
from engine.titles import choices_of, parameter_title, readable
from engine.views import Fold, View
from engine.views_initiatives import InitiativeSeen, StepSeen


def _proposed(view: View, fact: Fact) -> View:
    return _put(
        view,
        InitiativeSeen(
            id=InitiativeId(fact["initiative"]),
            type=fact["type"],
            title=_title(view, fact["type"], fact["parameters"]),
            parameters=fact["parameters"],
            proposer=OrganisationId(fact["proposer"]),
            turn=fact["turn"],
            note=fact.get("note", ""),
        ),
    )


def _title(view: View, kind: str, parameters: Mapping[str, str]) -> str:
    """In the words of the world that everybody reads."""
    return readable(view.world, view.world.playbook[kind].title, parameters)


def _asks_now(view: View, initiative: InitiativeSeen, parameters: Mapping[str, str]) -> InitiativeSeen:
    """What it asks for now stands in its title too: a grant of less changes both."""
    return replace(initiative, parameters=parameters, title=_title(view, initiative.type, parameters))


def _put(view: View, initiative: InitiativeSeen) -> View:
    return replace(view, initiatives={**view.initiatives, initiative.id: initiative})


def _put_step(view: View, fact: Fact, **changes: Any) -> View:
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step_id = StepId(fact["step"])
    step = replace(initiative.steps[step_id], **changes)
    return _put(view, replace(initiative, steps={**initiative.steps, step_id: step}))


def _step(view: View, fact: Fact) -> StepSeen:
    return view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]


def _opened(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        view = _proposed(view, {**fact, "turn": view.turn})
        initiative = view.initiatives[InitiativeId(fact["initiative"])]
    parameters = fact["parameters"]
    step = StepSeen(
        by=OrganisationId(fact["by"]),
        title=readable(view.world, view.type_of(initiative).step(fact["step"]).title, parameters),
        after=OrganisationId(fact["after"]),
        kind=fact["step_kind"],
        opened=fact["opened"],
        processing=fact["planned"],
        price=fact.get("price", 0),
        account=fact.get("account", ""),
        spends=fact.get("spends", {}),
        seen_turn=view.turn,
        may_hold=tuple(OrganisationId(one) for one in fact.get("may_hold", ())),
    )
    steps = {**initiative.steps, StepId(fact["step"]): step}
    return _put(view, _asks_now(view, replace(initiative, steps=steps), parameters))


def _approved(view: View, fact: Fact) -> View:
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    mine = fact["by"] == view.organisation and fact["through"] in ("order", "intent")
    view = _put(view, _asks_now(view, initiative, {**initiative.parameters, **fact["granted"]}))
    asked_price = initiative.steps[StepId(fact["step"])].price
    view = _put_step(
        view,
        fact,
        verdict="approved",
        through=fact["through"],
        decided=fact["decided"],
        provisos=fact["provisos"],
        answered_turn=view.turn,
        price=fact.get("price", asked_price),
        asked_price=asked_price,
        reduced_from={name: initiative.parameters[name] for name in fact["granted"]},
    )
    view = _lapse(_spend(view, fact, sign=1), fact) if mine else view
    return _approval_notice(view, fact)


def _lapse(view: View, fact: Fact) -> View:
    spent = dict(view.slots_spent)
    for kind, amount in fact.get("lapsed", {}).items():
        spent[f"{view.organisation} {kind}"] += amount
    return replace(view, slots_spent=spent)


def _less(view: View, initiative: InitiativeSeen, granted: Mapping[str, str]) -> str:
    kind = view.type_of(initiative)
    known = [one for one in kind.parameters if one.id in granted]
    values = (dict(choices_of(view.world, kind, one, (granted[one.id],)))[granted[one.id]] for one in known)
    return ", ".join(f"{parameter_title(kind, one).lower()} {value}" for one, value in zip(known, values, strict=True))


def _approval_notice(view: View, fact: Fact) -> View:
    """What an organisation did not do with its own hands, or gets otherwise than it asked for, is said."""
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step = initiative.steps[StepId(fact["step"])]
    what = f"{step.title} ({initiative.title})"
    if fact["by"] == view.organisation and fact["through"] == "intent":
        price = f" for ${step.price // 100_000_000:,}M" if step.price else ""
        return view.noticing(f"Your standing intent approved{price}: {what}.")
    if fact["through"] == "waiver":
        return view.noticing(f"Not needed, since a waiver is in force: {what}.")
    less = _less(view, initiative, fact["granted"])
    if fact["by"] != view.organisation and (less or fact["provisos"]):
        granted = f" only {less};" if less else ""
        return view.noticing(f"{fact['by']} granted{granted} {fact['provisos'] or 'no provisos'}: {what}.")
    return view


def _spend(view: View, fact: Fact, *, sign: int) -> View:
    """An organisation keeps its own books: its slots, and the accounts that it pays from."""
    step = view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]
    spent = dict(view.slots_spent)
    for kind, amount in step.spends.items():
        key = f"{view.organisation} {kind}"
        spent[key] = spent.get(key, 0) + sign * amount
    balances = dict(view.balances)
    if step.account:
        balances[step.account] = balances.get(step.account, 0) - sign * step.price
    return replace(view, slots_spent=spent, balances=balances)


def _declined(view: View, fact: Fact) -> View:
    if "step" not in fact:
        title = view.initiatives[InitiativeId(fact["initiative"])].title
        sentence = f"Declined elsewhere; you need not answer any more: {title}."
        return _stop(view, fact, "declined").noticing(sentence)
    view = _put_step(
        view,
        fact,
        verdict="declined",
        through=fact["through"],
        decided=fact["week"],
        reason=fact["reason"],
        answered_turn=view.turn,
    )
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    stops = _stops(view, initiative, fact)
    if stops:
        view = _stop(view, fact, "declined")
    if fact["by"] == view.organisation and fact["through"] == "order":
        return view
    who = "Your standing intent" if fact["by"] == view.organisation else fact["by"]
    rest = "" if stops else " Another way is still open."
    return view.noticing(f"{who} declined: {initiative.title}. Reason: {fact['reason']}{rest}")


def _stops(view: View, initiative: InitiativeSeen, fact: Fact) -> bool:
    """Rule 4.4: whether the decline stopped it. Only its proposer is told; others go by the declines that they know of,
    since those of this phase that they do not know of are nothing to them yet."""
    if "stops" in fact:
        return bool(fact["stops"])
    barred = [one for one, step in initiative.steps.items() if step.verdict == "declined"]
    return not way_remains(view.type_of(initiative), view.mechanism, initiative.steps, barred)


def _returned(view: View, fact: Fact) -> View:
    cost = _step(view, fact).returned + fact["weeks"]
    view = _put_step(
        view, fact, verdict="returned", through="order", reason=fact["reason"], answered_turn=view.turn, returned=cost
    )
    if fact["by"] == view.organisation:
        return view
    title = view.initiatives[InitiativeId(fact["initiative"])].title
    sentence = f"{fact['by']} returned it to you: {title}. Reason: {fact['reason']} Amend it, or withdraw it."
    return view.noticing(sentence)


def _amended(view: View, fact: Fact) -> View:
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    initiative = _asks_now(view, initiative, {**initiative.parameters, **fact["reduced"]})
    view = _put(view, initiative)
    view = _put_step(
        view,
        fact,
        verdict="",
        through="",
        answered_turn=0,
        price=fact.get("price", _step(view, fact).price),
        seen_turn=view.turn,
        note=fact["note"] or _step(view, fact).note,
    )
    if fact["proposer"] == view.organisation:
        return view
    return view.noticing(f"{fact['proposer']} amended what you had returned: {initiative.title}. {fact['note']}".rstrip())


def _overtaken(view: View, fact: Fact) -> View:
    step = _step(view, fact)
    asked = view.organisation in (step.by, *step.may_hold) and not step.verdict
    view = _put_step(view, fact, verdict="overtaken")
    title = view.initiatives[InitiativeId(fact["initiative"])].title
    return view.noticing(f"Another way was found; you need not answer any more: {step.title} ({title}).") if asked else view


def _stop(view: View, fact: Fact, why: str) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    return view if initiative is None else _put(view, replace(initiative, stopped=why))


def _withdrawn(view: View, fact: Fact) -> View:
    view = _stop(view, fact, "withdrawn")
    title = view.initiatives[InitiativeId(fact["initiative"])].title
    return view.noticing(f"{fact['proposer']} withdrew: {title}.")


def _reopened(view: View, fact: Fact) -> View:
    if "step" not in fact:
        return _stop(view, fact, "")
    view = _return_spending(view, fact)
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    step = initiative.steps[StepId(fact["step"])]
    price = step.asked_price if step.verdict == "approved" else step.price
    view = _put(view, replace(initiative, parameters=fact["parameters"], stopped=fact["stopped"]))
    return _put_step(
        view,
        fact,
        verdict="",
        through="",
        decided=0,
        reason="",
        provisos="",
        answered_turn=0,
        price=price,
        asked_price=0,
        reduced_from={},
        returned=step.returned - fact["returned"],
    )


def _closed(view: View, fact: Fact) -> View:
    view = _return_spending(view, fact)
    initiative = view.initiatives[InitiativeId(fact["initiative"])]
    steps = {key: step for key, step in initiative.steps.items() if key != fact["step"]}
    if not steps and initiative.proposer != view.organisation:
        kept = {key: one for key, one in view.initiatives.items() if key != initiative.id}
        return replace(view, initiatives=kept)
    return _put(view, replace(initiative, steps=steps, parameters=fact["parameters"], stopped=fact["stopped"]))


def _return_spending(view: View, fact: Fact) -> View:
    step = view.initiatives[InitiativeId(fact["initiative"])].steps[StepId(fact["step"])]
    mine = step.by == view.organisation and step.verdict == "approved"
    return _spend(view, fact, sign=-1) if mine else view


def _vanished(view: View, fact: Fact) -> View:
    kept = {key: one for key, one in view.initiatives.items() if key != fact["initiative"]}
    return replace(view, initiatives=kept)


def _merger_told(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        return view
    for step_id, step in initiative.steps.items():
        view = _return_spending(view, {"initiative": initiative.id, "step": step_id}) if step.verdict else view
    view = _put(view, replace(view.initiatives[initiative.id], stopped="merged"))
    sentence = f"An earlier proposal for the same stands, so this one stops and what was spent is returned: {initiative.title}."
    return view.noticing(sentence)


def _waited(view: View, fact: Fact) -> View:
    step = _step(view, fact)
    if step.verdict == "returned":
        return _put_step(view, fact, returned=step.returned + fact["weeks"])
    return _put_step(view, fact, waited=step.waited + fact["weeks"])


def _done(view: View, fact: Fact) -> View:
    initiative = view.initiatives.get(InitiativeId(fact["initiative"]))
    if initiative is None:
        return view
    view = _put(view, replace(initiative, done_week=fact["since"]))
    return view.noticing(f"In effect since week {fact['since']}: {initiative.title}.")


def _revealed(view: View, fact: Fact) -> View:
    return view.noticing(f"Announced, in effect since week {fact['since']}: {fact['title']}.")


INITIATIVE_FOLDS: Mapping[str, Fold] = {
    "initiative-proposed": _proposed,
    "step-opened": _opened,
    "step-approved": _approved,
    "step-declined": _declined,
    "step-returned": _returned,
    "step-amended": _amended,
    "step-overtaken": _overtaken,
    "initiative-withdrawn": _withdrawn,
    "step-reopened": _reopened,
    "step-closed": _closed,
    "initiative-vanished": _vanished,
    "merger-told": _merger_told,
    "wait-charged": _waited,
    "initiative-done": _done,
    "initiative-revealed": _revealed,
}
"""Facts about initiatives."""
