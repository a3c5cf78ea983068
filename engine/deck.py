"""What a deck declares: calendar and pace, need, injects, briefs, objectives. Loading and checking live in `injects`."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field

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
    Platform,
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
Tension = Literal[
    "stability-or-flexibility",
    "leak-or-not-sharing",
    "jobs-at-home-or-capacity-abroad",
    "disclose-or-bargain",
    "build-or-buy-american",
    "hold-or-lend",
    "risk-or-opportunity",
    "deter-or-provoke",
]
"""Between what an inject makes people choose: the dilemmas of the brief that this exercise comes from."""


@declared
class ReleaseInBrief:
    """Read out in the brief of the turn that holds this week."""

    by: Literal["brief"]
    week: int
    """An exercise week, from 1; the turn that holds it depends on the pace."""


@declared
class ReleaseInWeek:
    """Arrives while this week is resolved."""

    by: Literal["week"]
    week: int
    """An exercise week, from 1; it is answered in the turn behind."""


@declared
class ReleaseOnCondition:
    """Arrives in the first week in which the condition holds, once; or in the brief of week `at_the_latest`."""

    by: Literal["condition"]
    when: Condition
    at_the_latest: int = 0
    """An exercise week; 0 for never where the condition does not hold."""


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
    """A short name, once in its inject."""
    title: str
    """What the participant reads and picks."""
    effects: tuple[Effect, ...] = ()
    """What it changes; two choices that change the same are none."""


@declared
class Inject:
    """An entry of the MSEL. Its text is exercise material; its marking is real, its fictional level is not."""

    id: str
    """A short name, once in the deck: small letters and hyphens."""
    reference: str
    """The code under which planners know it, for example `BK-01`."""
    title: str
    release: Release
    """When it comes: in a brief, in a week, on a condition, or when control says so."""
    paces: tuple[PaceName, ...] = ()
    """The paces at which it comes; empty for all. A slow pace has more turns, and each of them needs something to decide."""
    starts: tuple[StartName, ...] = ()
    """The starts after which it comes; empty for all."""
    source: str
    """Who seems to send it."""
    source_type: SourceType
    """By what way it seems to come."""
    to: tuple[OrganisationName, ...]
    """Who must answer it."""
    seen_by: tuple[Annotated[str, Named("organisation", also=("public",))], ...] = ()
    """Who else reads it; `public` for everybody."""
    marking: str = "UNCLASSIFIED"
    """The real one, printed with the text."""
    fictional_level: str = ""
    """How secret it would be in the story; never the real marking."""
    text: str
    """What its readers read: exercise material, no real persons, no invented quotations."""
    expects: tuple[str, ...] = ()
    """What exercise staff look for in an answer; no player reads it. Without this and without choices nobody is asked."""
    due_turns: int = 1
    """In how many turns from its release an answer is expected."""
    choices: tuple[Choice, ...] = ()
    """Ways to answer; without any it is answered in words. One alone is none."""
    happens: Literal["each", "once"] = "each"
    """Whether a choice has its effects for each addressee that makes it, or once, however many do."""
    effects: tuple[Effect, ...] = ()
    """What it changes as it comes, whatever is answered."""
    objective: ObjectiveName
    """The objective that it tests."""
    exposes: str
    """The gap, seam, choice or strength that it is meant to show; for evaluators."""
    guidance: str
    """For evaluators and controllers only."""
    tension: Tension | Literal[""] = ""
    """The dilemma that it puts; empty where nobody has to choose."""

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
    """Thousandths of a unit a week: 5000 is five a week."""
    mode: int
    """Thousandths of a unit a week: the likeliest."""
    high: int
    """Thousandths of a unit a week."""
    tag: Tag
    """How sure it is: V verified, V- weakly, S from a seed document, C computed, M from memory, N notional."""
    source: str = ""
    """Where the figure is from, or why it was chosen."""


@declared
class Survival:
    """How much of the launch capacity of a kind of platform is left in a stretch of weeks: it limits use, never need."""

    platform: Platform
    theatre: TheatreName
    first_week: int
    last_week: int
    permille: Permille
    """Thousandths of the launch capacity that are left."""
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
    """When it happens by itself."""
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
    """What the prelude left behind; only `stock` and `index` mean anything here."""
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
    """Who it is and what it can do, in the second person."""
    aim: str
    """What it wants, and what that costs it."""
    private_fact: str
    """What it alone knows."""
    leverage: str
    """How it makes others talk."""
    reveals: tuple[ComponentName, ...] = ()
    """Components whose true spare capacity this organisation knows."""


@declared
class Deck:
    """One deck, whole. `overrides` lists the paths of the baseline that this deck sets anew."""

    id: str
    """A short name, the folder's own."""
    title: str
    summary: str
    """What is played, in a few sentences."""
    marking: str
    """The real marking, on every page."""
    handling: str
    """Who may see it, and what it is not."""
    baseline: str
    """The variant of the baseline that it plays on."""
    theatres: tuple[TheatreName, ...]
    """Where it is fought; need, stock and transit may name only these."""
    start_date: str
    """The day of StartEx, year first."""
    shooting_week: int
    """The first week of shooting: losses at sea and damage begin."""
    weeks: int
    """How many weeks are played; the turns of every pace add up to it."""
    default_pace: PaceName
    """The pace where none is asked for."""
    paces: tuple[Pace, ...]
    """How the weeks are cut into turns."""
    starts: tuple[Start, ...]
    """Where it may begin; the first is the usual one."""
    unheld: Literal["hold", "approve", "bot", "control"] = "hold"
    """What is done for organisations that nobody holds (rule 3.11)."""
    silences: tuple[Silence, ...] = ()
    """Organisations for which something else is done."""
    seats: Annotated[tuple[OrganisationName, ...], Field(exclude_if=lambda seats: not seats)] = ()
    """The organisations that people are to play; empty for all. Of the others no brief and no decisions are asked."""
    objectives: tuple[Objective, ...]
    """What the exercise tests."""
    need: tuple[Need, ...]
    """What each theatre needs each week, before rationing."""
    survival: tuple[Survival, ...] = ()
    """What is left of the platforms that launch; all of it where nothing is said."""
    red: tuple[RedAction, ...] = ()
    """What the adversaries' autopilot does."""
    injects: tuple[Inject, ...]
    """The MSEL."""
    briefs: tuple[Brief, ...]
    """What each organisation alone is told."""
    priority_systems: tuple[SystemName, ...]
    """Systems for which every organisation seals estimates."""

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
