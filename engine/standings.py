"""Who has not answered, and what will happen to what waits for them: control's look before the weeks are resolved."""

from dataclasses import dataclass
from typing import Literal

from engine.exercise import Exercise, Initiative
from engine.ids import InitiativeId, OrganisationId, StepId
from engine.rules.law import lacking
from engine.rules.money import can_pay
from engine.rules.waits import can_spend, lies, stance_of, waiting_for

Fate = Literal["approve", "approve-when-able", "decline", "open"]
"""What becomes of an open step while weeks pass: nobody touches one that stays `open`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStep:
    """One step that waits for an organisation."""

    initiative: InitiativeId
    step: StepId
    opened: int
    price: int
    """Cents."""
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One organisation before the weeks are resolved."""

    organisation: OrganisationId
    held: bool
    ready: bool
    stance: str
    """Its standing intent: approve, decline or ask; empty where it gave none."""
    waiting: tuple[WaitingStep, ...]

    @property
    def silent(self) -> bool:
        """Whether something waits for it that nobody will answer."""
        return any(one.fate == "open" for one in self.waiting)


def standing_of(exercise: Exercise, organisation: OrganisationId) -> Standing:
    """Rule 2.9: whether an organisation is held and ready, and what will happen to each step that waits for it."""
    intent = exercise.intents.get(organisation)
    return Standing(
        organisation=organisation,
        held=organisation in exercise.holders,
        ready=exercise.ready.get(organisation, False),
        stance=intent.stance if intent else "",
        waiting=tuple(_waiting(exercise, initiative, step) for initiative, step in waiting_for(exercise, organisation)),
    )


def standings(exercise: Exercise) -> tuple[Standing, ...]:
    """Every organisation, in the order of their ids."""
    return tuple(standing_of(exercise, one) for one in exercise.world.organisations)


def _waiting(exercise: Exercise, initiative: Initiative, step_id: StepId) -> WaitingStep:
    step = initiative.steps[step_id]
    return WaitingStep(
        initiative=initiative.id,
        step=step_id,
        opened=step.opened,
        price=step.price,
        fate=_fate(exercise, initiative, step_id),
    )


def _fate(exercise: Exercise, initiative: Initiative, step_id: StepId) -> Fate:
    step = initiative.steps[step_id]
    match stance_of(exercise, initiative, step_id):
        case "approve":
            declared = exercise.type_of(initiative).step(step_id)
            lawful = not lacking(declared, initiative.parameters, exercise.authorities)
            able = lawful and can_spend(exercise, step) and can_pay(exercise, step.account, step.price)
            return "approve" if able and not lies(exercise, step) else "approve-when-able"
        case "decline":
            return "decline"
        case _:
            return "open"
