"""What a deck declares: calendar and pace, need, injects, briefs, objectives. Loading and checking live in `injects`."""

from typing import Annotated, Literal

from pydantic import Discriminator

from engine.conditions import Condition
from engine.declared import (
    AdversaryName,
    ComponentName,
    FromZero,
    Minutes,
    Named,
    NeededName,
    ObjectiveName,
    OrganisationName,
    PaceName,
    Permille,
    StartName,
    SystemName,
    Tag,
    TheatreName,
    declared,
)
from engine.effects import Effect
from engine.objectives import Objective

SourceType = Literal["news", "social", "e-mail", "phone", "intelligence", "report", "order"]
"""By what way an inject seems to come."""


@declared
class ReleaseInBrief:
    """Read out in the brief of the turn that holds this week."""

    by: Literal["brief"]
    week: int


@declared
class ReleaseInWeek:
    """Arrives while this week is resolved."""

    by: Literal["week"]
    week: int


@declared
class ReleaseOnCondition:
    """Arrives in the first week in which the condition holds, once; or in the brief of week `at_the_latest`."""

    by: Literal["condition"]
    when: Condition
    at_the_latest: int = 0


@declared
class ReleaseByControl:
    """Waits for a controller."""

    by: Literal["control"]


Release = Annotated[
    ReleaseInBrief | ReleaseInWeek | ReleaseOnCondition | ReleaseByControl,
    Discriminator("by"),
]


@declared
class Choice:
    """One way to answer an inject; its effects happen at the lock of the turn in which it was chosen."""

    id: str
    title: str
    effects: tuple[Effect, ...] = ()


@declared
class Inject:
    """An entry of the MSEL. Its text is exercise material; its marking is real, its fictional level is not."""

    id: str
    reference: str
    """The code under which planners know it, for example `BK-01`."""
    title: str
    release: Release
    paces: tuple[PaceName, ...] = ()
    """The paces at which it comes; empty for all. A slow pace has more turns, and each of them needs something to decide."""
    starts: tuple[StartName, ...] = ()
    """The starts after which it comes; empty for all."""
    source: str
    """Who seems to send it."""
    source_type: SourceType
    to: tuple[OrganisationName, ...]
    seen_by: tuple[Annotated[str, Named("organisation", also=("public",))], ...] = ()
    """Who else reads it; `public` for everybody."""
    marking: str = "UNCLASSIFIED"
    fictional_level: str = ""
    text: str
    expects: tuple[str, ...] = ()
    due_turns: int = 1
    """In how many turns from its release an answer is expected."""
    choices: tuple[Choice, ...] = ()
    happens: Literal["each", "once"] = "each"
    """Whether a choice has its effects for each addressee that makes it, or once, however many do."""
    effects: tuple[Effect, ...] = ()
    objective: ObjectiveName
    exposes: str
    guidance: str
    """For evaluators and controllers only."""

    def comes_at(self, pace: str) -> bool:
        """Whether it comes by itself at this pace."""
        return not self.paces or pace in self.paces


@declared
class Need:
    """One stretch of need for one system (or repair activity) in one theatre, thousandths a week before rationing.

    Drawn each week between low and high.
    """

    system: NeededName
    theatre: TheatreName
    first_week: int
    last_week: int
    low: int
    mode: int
    high: int
    tag: Tag
    source: str = ""


@declared
class Survival:
    """How much of the launch capacity of a kind of platform is left in a stretch of weeks: it limits use, never need."""

    platform: Literal["naval", "air", "ground"]
    theatre: TheatreName
    first_week: int
    last_week: int
    permille: Permille
    tag: Tag
    source: str = ""


@declared
class RedAction:
    """What red's autopilot does when its condition holds and its budget allows, unless a red cell decides otherwise."""

    id: str
    title: str
    by: AdversaryName
    """The adversary's organisation."""
    when: Condition
    cost: FromZero
    """Points of campaign budget."""
    again_after_weeks: FromZero = 0
    """0 for once."""
    effects: tuple[Effect, ...]
    tag: Tag
    source: str = ""


@declared
class Start:
    """Where an exercise may begin: its week, and what a recorded prelude has drawn down before it."""

    id: str
    title: str
    week: int
    """The first exercise week that is played; what lies before is the prelude."""
    effects: tuple[Effect, ...] = ()
    """What the prelude left behind."""
    paces: tuple["Pace", ...] = ()
    """How the weeks that remain are cut; empty for the deck's own."""


@declared
class TurnTimes:
    """How long each phase of a turn lasts on the wall where the clock drives play, in minutes; 0 until control goes on."""

    brief: Minutes = 0
    orders: Minutes = 0
    orders_until: str = ""
    """A local time of day, `17:00`, in the pace's zone, at which orders end instead: for a turn that takes days."""
    locked: Minutes = 0
    adjudicate: Minutes = 0
    picture: Minutes = 0


@declared
class Pace:
    """How the same weeks are cut into turns."""

    id: str
    title: str
    turns: tuple[int, ...]
    """Weeks of each turn; every pace of a deck has the same sum."""
    zone: str = ""
    """The time zone of its times of day, for example `America/New_York`."""
    times: tuple[TurnTimes, ...] = ()
    """For each turn, or one for all; without them no clock can drive this pace."""

    def times_of(self, turn: int) -> TurnTimes | None:
        """How long the phases of a turn last, where that is declared."""
        return self.times[min(turn, len(self.times)) - 1] if self.times and turn else None


@declared
class Silence:
    """What comes to the steps of one organisation that nobody holds and that gave no standing intent (rule 3.11)."""

    organisation: OrganisationName
    does: Literal["hold", "approve", "intent", "bot", "control"]
    """They wait; are approved; follow the intent below; a bot takes the seat; or control is asked to act for it."""
    stance: Literal["approve", "decline", "ask"] = "ask"
    """Of `intent`: what it says of a step."""
    price_ceiling: int | None = None
    """Of `intent`: thousand dollars above which a step waits."""
    risk_ceiling: int | None = None
    """Of `intent`: risk points above which a step waits."""
    reason: str = ""
    """Of an `intent` to decline: why."""


@declared
class Brief:
    """What one organisation alone is told at StartEx."""

    organisation: OrganisationName
    who: str
    aim: str
    private_fact: str
    leverage: str
    reveals: tuple[ComponentName, ...] = ()
    """Components whose true spare capacity this organisation knows."""


@declared
class Deck:
    """One deck, whole. `overrides` lists the paths of the baseline that this deck sets anew."""

    id: str
    title: str
    summary: str
    marking: str
    handling: str
    baseline: str
    theatres: tuple[TheatreName, ...]
    start_date: str
    shooting_week: int
    weeks: int
    default_pace: PaceName
    paces: tuple[Pace, ...]
    starts: tuple[Start, ...]
    unheld: Literal["hold", "approve", "bot", "control"] = "hold"
    """What is done for organisations that nobody holds (rule 3.11)."""
    silences: tuple[Silence, ...] = ()
    """Organisations for which something else is done."""
    objectives: tuple[Objective, ...]
    need: tuple[Need, ...]
    survival: tuple[Survival, ...] = ()
    red: tuple[RedAction, ...] = ()
    injects: tuple[Inject, ...]
    briefs: tuple[Brief, ...]
    priority_systems: tuple[SystemName, ...]

    def silence_of(self, organisation: str) -> Silence:
        """Rule 3.11: what is declared for an organisation that nobody holds."""
        for one in self.silences:
            if one.organisation == organisation:
                return one
        return Silence(organisation=organisation, does=self.unheld)

    def pace(self, pace: str) -> Pace:
        """The pace of that id; a KeyError names it otherwise."""
        for candidate in self.paces:
            if candidate.id == pace:
                return candidate
        raise KeyError(pace)
