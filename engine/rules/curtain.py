"""Chapter 1, the curtain: what control opens to everybody once play is over, in words."""

from dataclasses import fields

from engine import events as e
from engine.effects import Effect
from engine.estimates import EstimateRow
from engine.exercise import Exercise, StepState
from engine.findings.candidates import candidate_of
from engine.ids import InitiativeId, InjectId, OrganisationId
from engine.orders import OpenSecret
from engine.playbook import fill
from engine.refusals import Refusal, RefusalCode
from engine.rules.adversary import budget_left
from engine.rules.estimates import OCCASIONS
from engine.rules.initiatives import title_of
from engine.rules.inject_plan import inject_now

Tells = tuple[tuple[str, str], ...]
Opened = tuple[str, Tells]
"""The title of a secret, and what there is to tell of it."""


def open_secret(exercise: Exercise, order: OpenSecret) -> tuple[e.Event, ...] | Refusal:
    """Rule 1.8: after EndEx control may tell everybody a brief, inject, initiative, estimate, candidate or what one did."""
    if f"{order.secret} {order.subject}" in exercise.opened_secrets:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, "That is open already.")
    found = _found(exercise, order)
    if found is None:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"There is nothing to open of {order.subject or 'nothing'}.")
    title, tells = found
    return (e.SecretOpened(secret=order.secret, subject=order.subject, title=title, tells=tells),)


def _found(exercise: Exercise, order: OpenSecret) -> Opened | None:
    match order.secret:
        case "brief":
            return _brief(exercise, OrganisationId(order.subject))
        case "inject":
            return _inject(exercise, InjectId(order.subject))
        case "initiative":
            return _initiative(exercise, InitiativeId(order.subject))
        case "estimates":
            return _estimates(exercise, OrganisationId(order.subject))
        case "actions":
            return _actions(exercise, OrganisationId(order.subject))
        case "red":
            return _red(exercise, OrganisationId(order.subject))
        case "candidate":
            return _candidate(exercise, order.subject)


def _brief(exercise: Exercise, organisation: OrganisationId) -> Opened | None:
    brief = exercise.world.briefs.get(organisation)
    if brief is None:
        return None
    tells = (
        ("who it was", brief.who),
        ("its aim", brief.aim),
        ("what only it knew", brief.private_fact),
        ("how it could make others talk", brief.leverage),
    )
    return f"the brief of {organisation}", tells


def _inject(exercise: Exercise, identity: InjectId) -> Opened | None:
    if identity not in exercise.injects:
        return None
    inject = inject_now(exercise, identity)
    edit = exercise.edited_injects.get(identity)
    answers = [one for one in exercise.answers.values() if one.inject == identity]
    tells = [
        ("released", f"in turn {exercise.released[identity]}" if identity in exercise.released else "never"),
        ("skipped because", exercise.skipped_injects.get(identity, "")),
        ("text", inject.text),
        ("guidance", inject.guidance),
        ("meant to expose", inject.exposes),
        ("objective", inject.objective),
        ("effects", _effects(inject.effects)),
        *((f"effects of {choice.id}", _effects(choice.effects)) for choice in inject.choices),
        *((f"answer of {answer.organisation}", answer.choice or "in words") for answer in answers),
        *((f"declared {name}", text) for name, text in (edit.declared.items() if edit else ())),
        ("edited because", edit.reason if edit else ""),
    ]
    return f"the inject {inject.title}", tuple((name, text) for name, text in tells if text)


def _effects(effects: tuple[Effect, ...]) -> str:
    return "; ".join(_effect(effect) for effect in effects) or "none"


def _effect(effect: Effect) -> str:
    values = {one.name: getattr(effect, one.name) for one in fields(effect)}
    kind = values.pop("effect")
    return " ".join((str(kind), *(f"{name} {value}" for name, value in values.items())))


def _initiative(exercise: Exercise, identity: InitiativeId) -> Opened | None:
    initiative = exercise.initiatives.get(identity)
    if initiative is None:
        return None
    kind = exercise.type_of(initiative)
    state = initiative.stopped or ("in effect" if initiative.done_week is not None else "under way")
    steps = [(fill(kind.step(step_id).title, initiative.parameters), _step(step)) for step_id, step in initiative.steps.items()]
    began = f"proposed by {initiative.proposer} in week {initiative.week}; {state}"
    if initiative.done_week is not None:
        began = f"{began} since week {initiative.done_week}"
    return title_of(kind, initiative.parameters), (("course", began), *steps)


def _step(step: StepState) -> str:
    waits = {
        "for its organisation": step.waited_by_organisation,
        "for the turn": step.waited_for_turn,
        "for slots": step.waited_for_slots,
        "unheld": step.waited_unheld,
        "for an authority": step.waited_for_authority,
        "after it was returned": step.waited_returned,
    }
    waited = ", ".join(f"{weeks} weeks {what}" for what, weeks in waits.items() if weeks)
    decided = f"{step.verdict} from week {step.decided}, by {step.through}" if step.verdict else "never answered"
    return f"{step.by}, opened in week {step.opened}, {decided}" + (f"; waited {waited}" if waited else "")


def _estimates(exercise: Exercise, organisation: OrganisationId) -> Opened | None:
    sealed = {one: exercise.estimates.get(f"{one} {organisation}") for one in OCCASIONS}
    tells = tuple((occasion, _rows(rows)) for occasion, rows in sealed.items() if rows)
    return (f"the estimates of {organisation}", tells) if tells else None


def _rows(rows: tuple[EstimateRow, ...]) -> str:
    return "; ".join(
        f"{row.system} in month {row.month}: {row.low}, {row.expected}, {row.high} a month, "
        f"first {row.first_mover}, confidence {row.confidence}"
        for row in rows
    )


def _actions(exercise: Exercise, organisation: OrganisationId) -> Opened | None:
    if organisation not in exercise.world.organisations:
        return None
    intent = exercise.intents.get(organisation)
    tells = [
        *(
            (f"proposed in week {one.week}", _title(exercise, one.id))
            for one in exercise.initiatives.values()
            if one.proposer == organisation
        ),
        *(
            (
                f"{step.verdict} in week {step.present}",
                f"{exercise.type_of(one).step(step_id).title}: {_title(exercise, one.id)}",
            )
            for one in exercise.initiatives.values()
            for step_id, step in one.steps.items()
            if step.by == organisation and step.verdict
        ),
        *(
            (f"answered in turn {one.turn}", f"{one.inject}: {one.choice or 'in words'}")
            for one in exercise.answers.values()
            if one.organisation == organisation
        ),
        ("standing intent", f"{intent.stance} {intent.reason}".strip() if intent else ""),
    ]
    return f"what {organisation} did", tuple((name, text) for name, text in tells if text)


def _red(exercise: Exercise, adversary: OrganisationId) -> Opened | None:
    declared = next((one for one in exercise.world.baseline.adversaries if one.id == adversary), None)
    if declared is None:
        return None
    red = exercise.red
    tells = [
        (action.title, f"last in week {red.last[action.id]}" if action.id in red.last else "never")
        for action in exercise.world.deck.red
        if action.by == adversary
    ]
    spent = f"{red.spent.get(adversary, 0)} points spent, {budget_left(exercise, adversary)} left"
    steered = "by its own cell" if adversary in red.autopilot_off else "by the autopilot, and its cell if it had one"
    return f"what {declared.title} did", (("campaign budget", spent), ("steered", steered), *tells)


def _candidate(exercise: Exercise, identity: str) -> Opened | None:
    """Rules 1.8 and 17.6: what a detector found, so that those whom it concerns can take a position."""
    found = candidate_of(exercise, identity)
    if found is None:
        return None
    tells = (
        ("kind", f"{found.kind}, {found.code}: a candidate, no finding yet"),
        ("concerns", ", ".join(found.organisations)),
        ("found in turn", ", ".join(map(str, found.turns))),
    )
    return f"the candidate {found.title}", tells


def _title(exercise: Exercise, identity: InitiativeId) -> str:
    initiative = exercise.initiatives[identity]
    return title_of(exercise.type_of(initiative), initiative.parameters)
