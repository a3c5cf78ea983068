"""How typical organisations answer: how late, how often not at all, what they decline and why. Fixed before any world is run.

Every number carries its tag (rules.md, annex A) and its source; where there is none, N and the reason for the guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bots.subjects import Subject
from engine.declared import Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Weeks that pass before an answer, beyond what the step itself takes: one draw from a three-point range."""

    low: int
    mode: int
    high: int
    tag: Tag = "N"
    source: str = "Notional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What is declined or sent back, in how many of a hundred cases, and why."""

    subject: Subject
    percent: int | None
    """None: so much as its country's political risk makes of it."""
    reason: str
    returned: bool = False
    """Sent back once to its proposer rather than declined."""
    above: tuple[str, int] = ("", 0)
    """Only while an index that the organisation hears of stands above a value."""
    tag: Tag = "N"
    source: str = "Notional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One organisation's way to answer."""

    late: Late = Late(low=0, mode=1, high=4, source="Notional: a month at the most where somebody is in charge of it")
    overlooked: int = 20
    """Percent of the steps that wait when a turn begins and are not got round to in it, whatever they are (notional)."""
    refusals: tuple[Refusal, ...] = ()
    word: tuple[int | None, int | None] | None = (500_000, 4)
    """The ceilings of price (thousand dollars) and risk up to which it leaves word to approve; None: it leaves none."""
    rest: int = 0
    """Weeks that a step lies before its word approves it: the mode of its lateness, where cases are dealt with one by one."""
    optimism: int = 100
    """Percent of the announced growth that it expects (notional)."""
    first_mover: str = "congress/appropriators"
    """Who, it says, must act first."""
    agrees: int = 70
    """Percent of requests that get a yes and of agreements that are signed (notional)."""


POLITICS = ("politics-us", 60)
"""Rule 10's line above which work abroad is hard to defend at home."""
JOBS = "Not for work abroad while there is none to match it at home."

_STATE = Habit(
    late=Late(
        low=0,
        mode=3,
        high=13,
        source="Notional; licences took a median of 26 days and agreements of 94 in 2006 (GAO-08-89, verified), which is in "
        "the step itself: the rest is staffing by other bureaus",
    ),
    overlooked=30,
    refusals=(
        Refusal(
            subject="release",
            percent=20,
            returned=True,
            reason="Returned without action: the end use is not described.",
            source="Notional; cases returned without action are the usual loop",
        ),
        Refusal(subject="release", percent=8, reason="The technology release has not been assessed for diversion."),
    ),
    word=(None, 7),
    rest=3,
    optimism=90,
    first_mover="dod/as",
)
_APPROPRIATORS = Habit(
    late=Late(
        low=0,
        mode=9,
        high=26,
        tag="V",
        source="All but 12 of 49 fiscal years began on a stopgap, in 8 of the last 15 for more than three months (GAO 2026, "
        "through Federal News Network)",
    ),
    overlooked=35,
    refusals=(
        Refusal(subject="money", percent=10, reason="Not without a plan that shows year by year what the money buys."),
        Refusal(subject="abroad", percent=40, above=POLITICS, reason=JOBS),
    ),
    word=(3_000_000, 3),
    rest=9,
    optimism=80,
    first_mover="dod/as",
)
_ARMED_SERVICES = Habit(
    late=Late(
        low=0,
        mode=9,
        high=26,
        source="Notional: the annual act is an autumn's work; multiyear authority takes 9 to 18 months in all (Defense Daily)",
    ),
    overlooked=35,
    refusals=(
        Refusal(subject="abroad", percent=40, above=POLITICS, reason=JOBS),
        Refusal(subject="law", percent=10, reason="Not in this year's act: the members want a hearing first."),
    ),
    word=(None, 4),
    rest=9,
    first_mover="dod/as",
)
_FOREIGN_RELATIONS = Habit(
    late=Late(low=0, mode=6, high=26, source="Notional: an informal hold has no end (CRS RL31675 on the tiered review)"),
    overlooked=35,
    refusals=(
        Refusal(subject="clock", percent=6, reason="Held until the department has answered our letter."),
        Refusal(subject="law", percent=10, reason="Not before the committee has been told what is lost by sharing."),
    ),
    word=(None, 4),
    rest=6,
    first_mover="nsc/state",
)
_DCSA = Habit(
    late=Late(
        low=0,
        mode=4,
        high=17,
        source="Notional; a facility clearance takes 4 to 12 months in all (from memory), of which the step holds six",
    ),
    overlooked=35,
    refusals=(
        Refusal(
            subject="clearance",
            percent=53,
            returned=True,
            reason="The sponsorship package is rejected: it is not complete.",
            tag="V",
            source="53 percent of sponsorship packages, 70 of first ones, were rejected (Wiley, 2023)",
        ),
        Refusal(subject="assessment", percent=5, reason="No protection is paid for at this site."),
    ),
    word=(100_000, 7),
    rest=4,
    optimism=90,
)
_PRIMES = Habit(
    late=Late(
        low=0,
        mode=2,
        high=3,
        tag="M",
        source="A rated order is to be accepted or rejected within 10 to 15 working days (15 CFR 700.13)",
    ),
    overlooked=15,
    refusals=(
        Refusal(subject="contract", percent=8, reason="No business case at this volume without a firm commitment."),
        Refusal(
            subject="licence",
            percent=15,
            reason="These drawings are what next year's orders rest on.",
            source="Notional: primes prefer large suppliers at home (Abbott 2025)",
        ),
    ),
    word=(None, None),
    optimism=50,
    first_mover="dod/as",
)


RISK_TO_PERCENT = 3
"""An allied government declines a third of its political risk in percent where it gives something away (notional)."""
_RISK = "Notional: a third of the political risk on its country's page"


def _ally(
    *, late: Late = Late(low=0, mode=2, high=9), word: tuple[int | None, int | None] = (300_000, 7), rest: int = 0
) -> Habit:
    """An allied government."""
    return Habit(
        late=late,
        overlooked=25,
        refusals=(
            Refusal(subject="stock", percent=None, reason="What we lend is missing at home.", source=_RISK),
            Refusal(subject="host", percent=None, reason="Parliament would ask what we become by it.", source=_RISK),
        ),
        word=word,
        rest=rest,
        first_mover="nsc/state",
    )


HABITS: Mapping[str, Habit] = {
    "nsc/staff": Habit(
        late=Late(low=0, mode=2, high=8, source="Notional: boards that sit one after another, 3 to 12 months in all"),
        refusals=(Refusal(subject="decision", percent=4, reason="Principals want one list and not another case."),),
        word=(None, 7),
        optimism=130,
    ),
    "nsc/state": _STATE,
    "nsc/commerce": Habit(late=Late(low=0, mode=2, high=6), word=(500_000, 4), optimism=90),
    "nsc/intelligence": Habit(late=Late(low=0, mode=1, high=4), word=(None, 3), optimism=80),
    "dod/as": Habit(
        late=Late(low=0, mode=4, high=13, source="Notional: awards take 4 to 12 months in all, of which the steps hold five"),
        refusals=(Refusal(subject="contract", percent=4, reason="The contract does not say what happens at the end of it."),),
        word=(None, None),
        optimism=130,
    ),
    "dod/dsca": Habit(late=Late(low=0, mode=3, high=13), word=(300_000, 4)),
    "dod/dcsa": _DCSA,
    "dod/indopacom": Habit(
        late=Late(low=0, mode=0, high=2, source="Notional: whoever fights answers"),
        overlooked=15,
        word=(300_000, None),
        optimism=140,
    ),
    "congress/armed-services": _ARMED_SERVICES,
    "congress/foreign-relations": _FOREIGN_RELATIONS,
    "congress/appropriators": _APPROPRIATORS,
    "industry/primes": _PRIMES,
    "industry/suppliers": Habit(
        late=Late(low=0, mode=2, high=4, tag="M", source="As primes; small firms have fewer lawyers (notional)"),
        refusals=(
            Refusal(subject="contract", percent=8, reason="A cancelled lot would be the end of this firm."),
            Refusal(subject="disclosure", percent=15, reason="Every buyer would know where to press."),
        ),
        word=(None, None),
        optimism=40,
        first_mover="industry/primes",
    ),
    "allies/japan": _ally(late=Late(low=0, mode=4, high=13, source="Notional: four ministers decide (Kyodo copies)")),
    "allies/south-korea": _ally(),
    "allies/australia": _ally(late=Late(low=0, mode=1, high=4)),
    "allies/taiwan": _ally(late=Late(low=0, mode=4, high=17, source="Notional: the majority is the opposition's (GMU)")),
    "allies/india": _ally(
        late=Late(low=2, mode=8, high=26, source="Notional: offsets and transfer are asked first"),
        word=(100_000, 7),
        rest=8,
    ),
    "allies/philippines": _ally(),
    "allies/uk": _ally(),
    "allies/nato-europe": _ally(late=Late(low=0, mode=3, high=13)),
}
"""By organisation."""
OTHERS = Habit()
"""The habit of an organisation that this list does not know."""
WORD_FOR = 26
"""An organisation leaves word for turns that are longer than so many weeks (notional: nobody can be asked for half a year)."""
OVERLOOKED_FOR = 52
"""In turns of more weeks nothing is overlooked to the end (notional: within a year somebody finds every case again)."""
ANSWERED = 85
"""Percent of injects that are answered in a turn in which they are seen (notional; nine of ten within a turn is the aim)."""
