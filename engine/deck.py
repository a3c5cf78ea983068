"""What a deck declares: calendar and pace, need, injects, briefs, objectives. Loading and checking live in `injects`."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator

from engine.conditions import Condition
from engine.declared import Figure, Tag, declared
from engine.effects import Effect


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
    source: str
    """Who seems to send it."""
    source_type: Literal["news", "social", "e-mail", "phone", "intelligence", "report", "order"]
    to: tuple[str, ...]
    seen_by: tuple[str, ...] = ()
    """Who else reads it; `public` for everybody."""
    marking: str = "UNCLASSIFIED"
    fictional_level: str = ""
    text: str
    expects: tuple[str, ...] = ()
    due_turns: int = 1
    """In how many turns from its release an answer is expected."""
    choices: tuple[Choice, ...] = ()
    effects: tuple[Effect, ...] = ()
    objective: str
    exposes: str
    guidance: str
    """For evaluators and controllers only."""


@declared
class Need:
    """One stretch of need for one system, units a week before rationing; drawn each week between low and high."""

    system: str
    first_week: int
    last_week: int
    low: int
    mode: int
    high: int
    tag: Tag
    source: str = ""


@declared
class Pace:
    """How the same weeks are cut into turns."""

    id: str
    title: str
    turns: tuple[int, ...]
    """Weeks of each turn; every pace of a deck has the same sum."""


@declared
class Brief:
    """What one organisation alone is told at StartEx."""

    organisation: str
    who: str
    aim: str
    private_fact: str
    leverage: str
    reveals: tuple[str, ...] = ()
    """Components whose true spare capacity this organisation knows."""


@declared
class Objective:
    """What the exercise tests, in the words of the exercise plan."""

    id: str
    title: str
    target: str


@declared
class Deck:
    """One deck, whole. `overrides` lists the paths of the baseline that this deck sets anew."""

    id: str
    title: str
    summary: str
    marking: str
    handling: str
    baseline: str
    theatre: str
    start_date: str
    shooting_week: int
    weeks: int
    default_pace: str
    paces: tuple[Pace, ...]
    unheld: Literal["hold", "approve"] = "hold"
    objectives: tuple[Objective, ...]
    need: tuple[Need, ...]
    injects: tuple[Inject, ...]
    briefs: tuple[Brief, ...]
    priority_systems: tuple[str, ...]
    indices: Mapping[str, Figure]

    def pace(self, pace: str) -> Pace:
        """The pace of that id; a KeyError names it otherwise."""
        for candidate in self.paces:
            if candidate.id == pace:
                return candidate
        raise KeyError(pace)
