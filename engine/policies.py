"""The closed list of standing policies: who sets each, about what, between which bounds. What they do is not here."""

from collections.abc import Mapping
from typing import Literal

from engine.declared import declared
from engine.ids import LineId, OrganisationId
from engine.world import World

SubjectKind = Literal["system", "line", "theatre", "organisation"]
SHARING = "sharing"
SHARED = FINISHED, BINDING, WHOLE = (1, 2, 3)
"""Rule 3.10: what a level of sharing adds: what lines finished, what held them up, the whole report."""
STATE = "nsc/state"
OPERATOR = "{operator}"
"""Stands for whoever runs the line that a policy is about."""


@declared
class Policy:
    """One standing policy. Setting it costs nothing; it works from the next week that is resolved."""

    id: str
    title: str
    explanation: str
    """For whoever may set it, in plain words."""
    subject: SubjectKind
    setters: tuple[str, ...]
    """Organisations in the order of their claim: the first that this baseline has sets it, and nobody else. `allies/*`
    is every organisation of that group."""
    own: bool = False
    """Whether every setter sets it for itself, so that two never speak of the same thing."""
    low: int
    high: int
    default: int | None
    """What counts unless it is set; None where the rules then decide by themselves."""
    unit: str
    needs: str = ""
    """The authority without which it cannot be raised above its default, where the baseline knows it."""


POLICIES: Mapping[str, Policy] = {
    one.id: one
    for one in (
        Policy(
            id="ration",
            title="Ration fires",
            explanation=(
                "Use only so much of what the theatres ask for. It saves stock for later weeks; what is rationed is still "
                "counted as needed and not met."
            ),
            subject="system",
            setters=("dod/indopacom",),
            low=300,
            high=1_000,
            default=1_000,
            unit="permille of need",
        ),
        Policy(
            id="shifts",
            title="Add shifts",
            explanation=(
                "Order more shifts on this line before its orders call for them, or forbid them. Unless you say so, shifts "
                "follow the order book. They take most of a year to help."
            ),
            subject="line",
            setters=(OPERATOR,),
            low=0,
            high=1,
            default=None,
            unit="0 forbid, 1 order",
        ),
        Policy(
            id="theatre-share",
            title="Weigh a theatre's claim",
            explanation=(
                "How heavily this theatre's claim counts where the rear cannot supply all; 0 leaves it what the others do "
                "not want."
            ),
            subject="theatre",
            setters=("nsc/staff",),
            low=0,
            high=1_000,
            default=1_000,
            unit="weight, 0 to 1,000",
        ),
        Policy(
            id="reserve-floor",
            title="Keep a reserve in the rear",
            explanation="So much of the rear stock of StartEx is not shipped, whatever the theatres lack.",
            subject="system",
            setters=("dod/indopacom", "dod/as"),
            low=0,
            high=1_000,
            default=300,
            unit="permille of the rear stock at StartEx",
        ),
        Policy(
            id="cover",
            title="Requisition ahead",
            explanation="The standing requisition ships what a theatre lacks of so many weeks' need.",
            subject="system",
            setters=("dod/indopacom",),
            low=1,
            high=12,
            default=6,
            unit="weeks of need",
        ),
        Policy(
            id="rating",
            title="Rate orders",
            explanation=(
                "Orders of a rated system come first where components are scarce, DX before DO. If everything is rated, "
                "nothing is."
            ),
            subject="system",
            setters=("dod/as",),
            low=0,
            high=2,
            default=0,
            unit="0 unrated, 1 DO, 2 DX",
            needs="dpa-ratings",
        ),
        Policy(
            id=SHARING,
            title="Share facts of production",
            explanation=(
                "What another organisation learns each week of the lines that you run, or as State of those in the United "
                "States: nothing; what they finish; also what holds them up; also their workforce and order book."
            ),
            subject="organisation",
            setters=("allies/*", STATE),
            own=True,
            low=0,
            high=3,
            default=0,
            unit="level, 0 to 3",
        ),
    )
}
"""By id, in the order in which they are offered."""


def policy_key(policy: str, subject: str, by: str) -> str:
    """The name under which a value is kept: `policy subject`; `policy by subject` where everybody sets it for itself."""
    found = POLICIES.get(policy)
    return f"{policy} {by} {subject}" if found and found.own else f"{policy} {subject}"


def shared_levels(world: World, policies: Mapping[str, int]) -> Mapping[str, Mapping[str, int]]:
    """Rule 3.10: by operator and organisation, how much of the operator's lines is shared: by itself, or by State for those
    that run lines at home alone. Who learns nothing is not in it."""
    found: dict[str, dict[str, int]] = {}
    for key, level in policies.items():
        if not level or not key.startswith(f"{SHARING} "):
            continue
        _, by, to = key.split(" ")
        for operator in (by, *(world.home_operators if by == STATE else ())):
            here = found.setdefault(operator, {})
            here[to] = max(level, here.get(to, 0))
    return found


def subjects_of(world: World, policy: Policy, by: OrganisationId) -> tuple[str, ...]:
    """Rule 3.9: the subjects for which an organisation may set a policy; none where it is not its to set."""
    return tuple(one for one in _subjects(world, policy, by) if by in _setters(world, policy, one))


def policies_of(world: World, by: OrganisationId) -> tuple[Policy, ...]:
    """Rule 3.9: the policies that an organisation may set for anything at all."""
    return tuple(one for one in POLICIES.values() if subjects_of(world, one, by))


def _subjects(world: World, policy: Policy, by: OrganisationId) -> tuple[str, ...]:
    match policy.subject:
        case "system":
            return tuple(world.systems)
        case "line":
            return tuple(world.lines)
        case "theatre":
            return tuple(world.theatres)
        case "organisation":
            others = (key for key, one in world.organisations.items() if one.report_group != "other")
            return tuple(one for one in others if one != by)


def _setters(world: World, policy: Policy, subject: str) -> tuple[str, ...]:
    if OPERATOR in policy.setters:
        return (world.lines[LineId(subject)].operator,)
    if policy.own:
        return tuple(one for one in world.organisations if any(_names(setter, one) for setter in policy.setters))
    return tuple(one for one in policy.setters if one in world.organisations)[:1]


def _names(setter: str, organisation: str) -> bool:
    return setter == organisation or (setter.endswith("/*") and organisation.startswith(setter[:-1]))
