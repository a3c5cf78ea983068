"""What control changed with its own hands: injects before their release, orders taken late or given for somebody."""

from collections.abc import Mapping
from typing import ClassVar

from engine.deck import Inject
from engine.declared import SlipNumber, declared
from engine.ids import HolderId, InjectId, OrganisationId


@declared
class InjectSkipped:
    """An inject will never come."""

    kind: ClassVar[str] = "inject-skipped"
    inject: InjectId
    reason: str


@declared
class InjectDelayed:
    """An inject does not come before this week."""

    kind: ClassVar[str] = "inject-delayed"
    inject: InjectId
    week: int
    reason: str


@declared
class InjectEdited:
    """How an inject will come out: every change so far, the last one's editor and reason. None is as declared."""

    kind: ClassVar[str] = "inject-edited"
    inject: InjectId
    title: str | None
    text: str | None
    to: tuple[OrganisationId, ...] | None
    seen_by: tuple[str, ...] | None
    effects: tuple[int, ...] | None
    """Which of the declared effects stay, counted from 1."""
    editor: HolderId
    reason: str
    declared: Mapping[str, str]
    """What the deck says of each thing that is changed, in words."""


@declared
class InjectWritten:
    """Control has an inject of its own; it is not out."""

    kind: ClassVar[str] = "inject-written"
    inject: InjectId
    declared: Inject
    """As if the deck had declared it, for control to release."""
    editor: HolderId
    reason: str


@declared
class Corrected:
    """Control set a value right; the event that follows brings the new one about."""

    kind: ClassVar[str] = "corrected"
    path: tuple[str, ...]
    old: int
    new: int
    reason: str
    told: tuple[str, ...]
    """Organisations, or `public` for everybody."""
    week: int


@declared
class LateAccepted:
    """Control took an order of this organisation that had come after the lock."""

    kind: ClassVar[str] = "late-accepted"
    organisation: OrganisationId
    order: str
    """The kind of the order."""
    slip: SlipNumber = 0
    """The number of the paper slip that it was written on."""


@declared
class ActedFor:
    """Control gave an order in the place of this organisation."""

    kind: ClassVar[str] = "acted-for"
    organisation: OrganisationId
    order: str
    """The kind of the order."""
    slip: SlipNumber = 0
    """The number of the paper slip that it was written on."""
