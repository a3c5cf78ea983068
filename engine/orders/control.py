"""What control does with its own hands: to injects that are not out, for organisations (chapters 2 and 12)."""

from typing import Annotated, Any, ClassVar

from pydantic import PlainSerializer, PlainValidator

from engine.deck import SourceType
from engine.declared import SlipNumber, declared
from engine.ids import InjectId, OrganisationId


def _plain(order: Any) -> Any:
    from engine.stored import plain_of  # here, because what is stored knows every order

    return plain_of(order)


def _order(plain: Any) -> Any:
    from engine.stored import order_of

    return order_of(plain)


PlayersOrder = Annotated[Any, PlainSerializer(_plain), PlainValidator(_order)]
"""An organisation's order within one of control's; stored with its kind. Rules refuse any other."""


@declared
class SkipInject:
    """An inject never comes. Control only (rule 12.5)."""

    kind: ClassVar[str] = "skip-inject"
    inject: InjectId
    reason: str


@declared
class DelayInject:
    """An inject comes in a later week, or in a later turn; one of the two is named. Control only (rule 12.5)."""

    kind: ClassVar[str] = "delay-inject"
    inject: InjectId
    reason: str
    to_week: int = 0
    to_turn: int = 0


@declared
class EditInject:
    """Change an inject before it is out; what is None stays. Control only (rule 12.6)."""

    kind: ClassVar[str] = "edit-inject"
    inject: InjectId
    reason: str
    title: str | None = None
    text: str | None = None
    to: tuple[OrganisationId, ...] | None = None
    seen_by: tuple[str, ...] | None = None
    """Who else reads it; `public` for everybody."""
    effects: tuple[int, ...] | None = None
    """Which of its declared effects stay, counted from 1; empty for none."""


@declared
class WriteInject:
    """Write an inject that no deck declares; it waits for control's release. Control only (rule 12.7)."""

    kind: ClassVar[str] = "write-inject"
    title: str
    text: str
    to: tuple[OrganisationId, ...]
    source: str
    """Who seems to send it."""
    objective: str
    """Which objective of the deck it tests."""
    reason: str
    source_type: SourceType = "report"
    seen_by: tuple[str, ...] = ()
    """Who else reads it; `public` for everybody."""
    expects: tuple[str, ...] = ()
    fictional_level: str = ""
    due_turns: int = 1


@declared
class Correct:
    """Set one value right, with what it stands at now. Control only (rule 2.11)."""

    kind: ClassVar[str] = "correct"
    path: tuple[str, ...]
    """What is corrected, for example `("rear", "LRASM")`, of the closed list of rule 2.11."""
    old: int
    new: int
    reason: str
    audience: tuple[str, ...] = ()
    """Who hears of it beside those who go by the value; `public` for everybody."""


@declared
class AcceptLate:
    """Decide an order that came after the lock as if it had come in time. Control only (rule 2.8)."""

    kind: ClassVar[str] = "accept-late"
    organisation: OrganisationId
    order: PlayersOrder
    slip: SlipNumber = 0
    """The number of the paper slip that it was written on (rule 2.12)."""


@declared
class ActFor:
    """Give an order in the place of an organisation. Control only (rule 2.7)."""

    kind: ClassVar[str] = "act-for"
    organisation: OrganisationId
    order: PlayersOrder
    slip: SlipNumber = 0
    """The number of the paper slip that it was written on (rule 2.12)."""
