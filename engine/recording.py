"""From an order to its entry: decide, apply, observe, and one part for each audience that learned something."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from engine.actors import Actor, actor_of
from engine.decide import decide
from engine.entries import NO_PREVIOUS, Entry, sealed
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import CONTROL, PUBLIC, Audience, HolderId, OrderId, OrganisationId, SeatId
from engine.observe import observe
from engine.orders import AcceptLate, ActFor, Order
from engine.refusals import Refusal
from engine.stored import (
    FORMAT,
    Plain,
    content_hash,
    plain_of,
    world_plain,
)
from engine.unfolding import state_after
from engine.versions import BasedOn
from engine.week.kernel import stocks_at_start
from engine.world import World, published

ENGINE_VERSION = "0.1.0"
FOR_ANOTHER = (AcceptLate, ActFor)
"""Orders of control that hold one of an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An order with who gave it: organisation None for control and the clock."""

    order_id: OrderId
    seat: SeatId
    holder: HolderId
    organisation: OrganisationId | None
    order: Order
    based_on: BasedOn = field(default_factory=dict)
    """What its sender had seen of what it is about, by object (rule 3.12)."""

    @property
    def actor(self) -> Actor:
        """Who decides by it (rule 1.5)."""
        return actor_of(self.seat, self.holder, self.organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An entry, the verdict in it, what each audience is told, and the exercise after it."""

    entry: Entry
    exercise: Exercise
    verdict: tuple[Event, ...] | Refusal
    told: Mapping[Audience, Plain]
    """What stands in the parts of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Who had been told something that lies behind the entry at which a log was forked, and by how many entries."""

    organisation: str
    """An organisation, or `control`."""
    holder: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """The log that a fork goes on from (rule 2.10)."""

    exercise: str
    entry: int
    """The last entry that the fork took over."""
    head: str
    """The hash of that entry."""
    seen_past: tuple[Onlooker, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What entry 0 is made from. `created` is the wall time, or None where the log must not know one."""

    exercise_id: str
    pace: str
    seed: str
    seed_salt: str
    log_key: bytes
    created: str | None = None
    parent: Parent | None = None


def exercise_at_start(world: World, opening: Opening) -> Exercise:
    """The exercise before check-in."""
    return Exercise(
        world=world,
        pace=opening.pace,
        seed=opening.seed,
        seed_salt=opening.seed_salt,
        indices={index: kind.start.value for index, kind in world.index_kinds.items()},
        authorities=world.authorities_at_start(),
        stocks=stocks_at_start(world),
    )


def seed_commitment(seed: str, seed_salt: str) -> str:
    """Published at StartEx; whoever knows seed and salt at EndEx can check it."""
    return hashlib.sha256(f"{seed_salt}\x1f{seed}".encode()).hexdigest()


def first_entry(world: World, opening: Opening) -> Recorded:
    """Entry 0: the header. Deck, baseline and seed are control's part; everybody gets their hashes and what is public."""
    parts = header_parts(world, opening)
    entry = sealed(0, NO_PREVIOUS, parts, opening.log_key)
    return Recorded(entry=entry, exercise=exercise_at_start(world, opening), verdict=(), told=parts)


def header_parts(world: World, opening: Opening, engine: str = ENGINE_VERSION) -> dict[Audience, Plain]:
    """What entry 0 tells control and everybody; `engine` is the version that writes it."""
    declared = world_plain(world)
    public = {
        "format": FORMAT,
        "engine": engine,
        "exercise": opening.exercise_id,
        "parent": opening.parent.exercise if opening.parent else None,
        "pace": opening.pace,
        "marking": world.deck.marking,
        "seed_commitment": seed_commitment(opening.seed, opening.seed_salt),
        "baseline_hash": content_hash(declared["baseline"], opening.seed_salt),
        "deck_hash": content_hash(declared["deck"], opening.seed_salt),
    }
    secret = {"world": declared, "seed": opening.seed, "seed_salt": opening.seed_salt, "created": opening.created}
    if opening.parent:
        secret["fork"] = asdict(opening.parent) | {"seen_past": [asdict(one) for one in opening.parent.seen_past]}
    return {
        CONTROL: {"header": {**public, **secret}},
        PUBLIC: {"header": {**public, "world": world_plain(published(world))}, "facts": []},
    }


def record(exercise: Exercise, submission: Submission, previous: Entry, log_key: bytes, wall: str | None) -> Recorded:
    """Decide an order, apply its events, and seal what each audience learns of them. Nothing is stored here."""
    verdict = decide(exercise, submission.actor, submission.order, submission.based_on)
    after = exercise if isinstance(verdict, Refusal) else state_after(exercise, verdict)
    parts = parts_of(exercise, submission, verdict, wall)
    entry = sealed(previous.number + 1, previous.hash, parts, log_key)
    return Recorded(entry=entry, exercise=after, verdict=verdict, told=parts)


def parts_of(
    exercise: Exercise, submission: Submission, verdict: tuple[Event, ...] | Refusal, wall: str | None
) -> dict[Audience, Plain]:
    """What each audience learns of an order that was given in this state and led to this verdict; control learns all."""
    events = () if isinstance(verdict, Refusal) else verdict
    plain_events = [plain_of(event) for event in events]
    order = plain_of(submission.order)
    parts = facts_told(exercise.world, events, plain_events)
    organisation = submission.organisation
    if organisation is None and isinstance(submission.order, FOR_ANOTHER) and events:
        organisation = submission.order.organisation
    if organisation is not None:
        part = parts.setdefault(Audience(organisation), {"facts": []})
        part["receipt"] = _receipt(exercise, submission, order, verdict)
    parts[CONTROL] = {
        "order_id": submission.order_id,
        "seat": submission.seat,
        "holder": submission.holder,
        "organisation": submission.organisation,
        "order": order,
        **({"based_on": dict(submission.based_on)} if submission.based_on else {}),
        "verdict": {"refusal": _refusal(verdict)} if isinstance(verdict, Refusal) else {"events": plain_events},
        "turn": exercise.turn,
        "week": exercise.week,
        "wall": wall,
    }
    return parts


def receipt(exercise: Exercise, submission: Submission, verdict: tuple[Event, ...] | Refusal) -> Plain:
    """What an organisation keeps of its own order, and of one that control has taken late or given in its place."""
    return _receipt(exercise, submission, plain_of(submission.order), verdict)


def _receipt(exercise: Exercise, submission: Submission, plain: Plain, verdict: tuple[Event, ...] | Refusal) -> Plain:
    given = submission.order
    for_another = isinstance(given, FOR_ANOTHER)
    return {
        "order_id": submission.order_id,
        "order": plain["order"] if for_another else plain,
        "refusal": _refusal(verdict) if isinstance(verdict, Refusal) else None,
        "turn": exercise.turn,
        "week": exercise.week,
        **({"by_control": True} if for_another else {}),
        **({"slip": plain["slip"]} if for_another and plain.get("slip") else {}),
    }


def _refusal(refusal: Refusal) -> Plain:
    return {"code": str(refusal.code), "sentence": refusal.sentence}


def facts_told(world: World, events: tuple[Event, ...], plain_events: list[Plain]) -> dict[Audience, Plain]:
    """What each audience learns; one that this exercise does not have learns nothing."""
    parts: dict[Audience, Plain] = {}
    for event, plain in zip(events, plain_events, strict=True):
        for audience, fact in observe(event, plain):
            if audience != PUBLIC and OrganisationId(audience) not in world.organisations:
                continue
            parts.setdefault(audience, {"facts": []})["facts"].append(fact)
    return parts
