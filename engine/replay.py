"""From control's part of an entry back to what it records: the order, its events, the state after it. No rule runs."""

from collections.abc import Mapping
from typing import Any

from engine.apply import apply_all
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import Audience
from engine.orders import AcceptLate, ActFor
from engine.recording import Onlooker, Opening, Parent, Submission, exercise_at_start, facts_told
from engine.stored import (
    Plain,
    event_of,
    order_of,
    world_of,
)
from engine.versions import ON_THE_PRESENT
from engine.world import World


def opening_in(header: Mapping[str, Any]) -> Opening:
    """What entry 0 was made from, as control's part of it says; the log key stays unknown."""
    return Opening(
        exercise_id=header["exercise"],
        pace=header["pace"],
        seed=header["seed"],
        seed_salt=header["seed_salt"],
        log_key=b"",
        created=header["created"],
        parent=_parent_in(header["fork"]) if "fork" in header else None,
    )


def _parent_in(fork: Mapping[str, Any]) -> Parent:
    return Parent(
        exercise=fork["exercise"],
        entry=fork["entry"],
        head=fork["head"],
        seen_past=tuple(Onlooker(**one) for one in fork["seen_past"]),
    )


def replayed_start(header: Mapping[str, Any]) -> Exercise:
    """The exercise before check-in, from control's part of entry 0 alone."""
    return exercise_at_start(world_of(header["world"]), opening_in(header))


def replayed(exercise: Exercise, control_part: Mapping[str, Any]) -> Exercise:
    """The exercise after an entry, from its recorded events: no rule runs."""
    return apply_all(exercise, events_in(control_part))


def events_in(control_part: Mapping[str, Any]) -> tuple[Event, ...]:
    """The events of an entry; none where it was refused, or is the header."""
    return tuple(event_of(plain) for plain in control_part.get("verdict", {}).get("events", ()))


def submission_in(control_part: Mapping[str, Any]) -> Submission:
    """The order of an entry with who gave it, from control's part."""
    return Submission(
        order_id=control_part["order_id"],
        seat=control_part["seat"],
        holder=control_part["holder"],
        organisation=control_part["organisation"],
        order=order_of(control_part["order"]),
        based_on=control_part.get("based_on", ON_THE_PRESENT),
    )


def told_in(world: World, control_part: Mapping[str, Any]) -> dict[Audience, Plain]:
    """What each audience but control learned of a recorded entry, from control's part of it: no rule runs."""
    if "order" not in control_part:
        return {}
    parts = facts_told(world, events_in(control_part), control_part["verdict"].get("events", []))
    given = control_part["order"]
    for_another = given["kind"] in (AcceptLate.kind, ActFor.kind) and "events" in control_part["verdict"]
    organisation = given["organisation"] if for_another else control_part["organisation"]
    if organisation is not None:
        part = parts.setdefault(Audience(organisation), {"facts": []})
        part["receipt"] = {
            "order_id": control_part["order_id"],
            "order": given["order"] if for_another else given,
            "refusal": control_part["verdict"].get("refusal"),
            "turn": control_part["turn"],
            "week": control_part["week"],
            **({"by_control": True} if for_another else {}),
            **({"slip": given["slip"]} if for_another and given.get("slip") else {}),
        }
    return parts
