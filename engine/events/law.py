"""What happened to law, to the interagency mechanism, to delays, policies and the bookkeeping of conditions."""

from typing import ClassVar

from engine.declared import declared
from engine.ids import InjectId, OrganisationId


@declared
class AuthorityChanged:
    """An authority came into force, until the end of `until_week` (0: without end), or lapsed."""

    kind: ClassVar[str] = "authority-changed"
    authority: str
    in_force: bool
    until_week: int
    week: int
    cause: str


@declared
class MechanismChanged:
    """The interagency mechanism stands at this level from this week on."""

    kind: ClassVar[str] = "mechanism-changed"
    level: int
    week: int
    cause: str


@declared
class StepsDelayed:
    """Steps of a type that open from now on take so many weeks more or fewer; `extra` is what has come together."""

    kind: ClassVar[str] = "steps-delayed"
    type: str
    step: str
    weeks: int
    extra: int
    told: tuple[OrganisationId, ...]
    """Whose step it is or may be."""
    cause: str


@declared
class PolicySet:
    """A standing policy has this value for a subject."""

    kind: ClassVar[str] = "policy-set"
    organisation: OrganisationId
    policy: str
    subject: str
    value: int
    told: tuple[OrganisationId, ...]
    """Others whom the policy addresses."""


@declared
class InjectScheduled:
    """An effect has an inject come out, at the end of this week or of a later one."""

    kind: ClassVar[str] = "inject-scheduled"
    inject: InjectId
    week: int
    cause: str


@declared
class OrderTaken:
    """An organisation has given an order of this kind for the first time, and a condition of the deck asks for it."""

    kind: ClassVar[str] = "order-taken"
    order: str
    organisation: OrganisationId


@declared
class ConditionHeld:
    """A condition that counts only once has held."""

    kind: ClassVar[str] = "condition-held"
    condition: str
    week: int


LawEvent = AuthorityChanged | MechanismChanged | StepsDelayed | PolicySet | InjectScheduled | OrderTaken | ConditionHeld
"""Everything that can happen to law, policies and conditions."""
