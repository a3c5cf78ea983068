"""What became of free actions: taken, argued about, ruled on. `readers` are the organisations that may read the action."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.effects import Effect
from engine.ids import ActionId, HolderId, OrganisationId
from engine.orders.adjudication import Odds

Ruling = Literal["yes", "yes-but", "no"]


@declared
class ActionTaken:
    """An organisation does something in its own words."""

    kind: ClassVar[str] = "action-taken"
    action: ActionId
    organisation: OrganisationId
    title: str
    text: str
    aims: tuple[str, ...]
    wants: tuple[Effect, ...]
    readers: tuple[OrganisationId, ...]
    turn: int
    week: int


@declared
class ActionTakenBack:
    """It was taken back in the order phase in which it was taken."""

    kind: ClassVar[str] = "action-taken-back"
    action: ActionId
    readers: tuple[OrganisationId, ...]


@declared
class ActionOpened:
    """Control lets others read an action, which was taken in `turn`."""

    kind: ClassVar[str] = "action-opened"
    action: ActionId
    to: tuple[OrganisationId, ...]
    organisation: OrganisationId
    title: str
    text: str
    aims: tuple[str, ...]
    wants: tuple[Effect, ...]
    turn: int
    week: int


@declared
class ActionArgued:
    """Somebody argued for an action, or against it."""

    kind: ClassVar[str] = "action-argued"
    action: ActionId
    by: OrganisationId
    side: Literal["for", "against"]
    text: str
    readers: tuple[OrganisationId, ...]
    turn: int
    week: int


@declared
class OddsSet:
    """Control set the odds in permille, and declared what success brings."""

    kind: ClassVar[str] = "odds-set"
    action: ActionId
    odds: Odds
    permille: int
    because: str
    effects: tuple[Effect, ...]
    set_by: HolderId
    turn: int
    week: int


@declared
class ActionRuled:
    """An action succeeds, wholly or with a but, or fails; its effects come with the next week that is resolved.

    Through the die: `die` lies in [0, 1000), and below `permille` is success. `reason` is then that of the odds.
    """

    kind: ClassVar[str] = "action-ruled"
    action: ActionId
    organisation: OrganisationId
    readers: tuple[OrganisationId, ...]
    ruling: Ruling
    through: Literal["die", "word"]
    odds: str
    permille: int
    die: int | None
    reason: str
    effects: tuple[Effect, ...]
    ruled_by: HolderId
    turn: int
    week: int


@declared
class ActionDeferred:
    """Control rules later, in a turn that is to come."""

    kind: ClassVar[str] = "action-deferred"
    action: ActionId
    organisation: OrganisationId
    readers: tuple[OrganisationId, ...]
    reason: str
    ruled_by: HolderId
    turn: int
    week: int


@declared
class ActionOverridden:
    """Another ruling stands in the place of the one that was given, which is kept here."""

    kind: ClassVar[str] = "action-overridden"
    action: ActionId
    organisation: OrganisationId
    readers: tuple[OrganisationId, ...]
    ruling: Ruling
    reason: str
    effects: tuple[Effect, ...]
    ruled_by: HolderId
    overrode: Ruling
    overrode_effects: tuple[Effect, ...]
    overrode_came: bool
    """Whether the effects of the old ruling had come already: they stay."""
    turn: int
    week: int


@declared
class ActionDissented:
    """Somebody disagrees with the ruling."""

    kind: ClassVar[str] = "action-dissented"
    action: ActionId
    by: OrganisationId
    text: str
    readers: tuple[OrganisationId, ...]
    turn: int
    week: int


ActionEvent = (
    ActionTaken
    | ActionTakenBack
    | ActionOpened
    | ActionArgued
    | OddsSet
    | ActionRuled
    | ActionDeferred
    | ActionOverridden
    | ActionDissented
)
