"""What each role hears, holds and keeps a view of: the one place where roles differ. No seat, no socket."""

from collections.abc import Sequence
from typing import assert_never

from engine.ids import CONTROL, PUBLIC, PUBLIC_PARTY, Audience, OrganisationId
from server.wire import Role


def sees_all(role: Role) -> bool:
    """Whether the role follows the exercise itself, not views."""
    return role in ("control", "evaluator")


def audiences_of(role: Role, organisations: Sequence[OrganisationId]) -> frozenset[Audience]:
    """Whose parts of an entry a seat is told: observers hear what their organisations hear, spectators what all may."""
    match role:
        case "control" | "evaluator":
            return frozenset((CONTROL,))
        case "participant" | "observer":
            return frozenset((PUBLIC, *map(Audience, organisations)))
        case "spectator":
            return frozenset((PUBLIC,))
        case _:
            assert_never(role)


def views_of(role: Role, organisations: Sequence[OrganisationId]) -> tuple[OrganisationId, ...]:
    """Whose views a seat is given."""
    match role:
        case "control" | "evaluator":
            return ()
        case "participant" | "observer":
            return tuple(organisations)
        case "spectator":
            return (PUBLIC_PARTY,)
        case _:
            assert_never(role)


def held_by(role: Role, organisations: Sequence[OrganisationId]) -> tuple[OrganisationId, ...]:
    """The organisations that somebody at the seat speaks for; their silence counts."""
    return tuple(organisations) if role == "participant" else ()
