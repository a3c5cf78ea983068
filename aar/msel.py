"""What became of every inject of an exercise, for an MSEL as played. Control's view: who has less has none of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aar.replaying import UnreadableLogError, moments
from engine import events as e
from engine.deck import Inject
from engine.entries import Entry
from engine.exercise import Exercise
from engine.ids import InjectId
from engine.world import World
from injects.msel.cells import organisations_text


@dataclass(slots=True, kw_only=True)
class PlayedMsel:
    """The injects of one exercise in the order of the deck, with those that control wrote, and what became of each."""

    world: World
    pace: str
    injects: tuple[Inject, ...]
    became: dict[str, dict[str, str]] = field(default_factory=dict)
    """By inject: cells of the MSEL's further columns by their keys."""
    said: dict[str, dict[tuple[str, int], list[str]]] = field(default_factory=dict)
    """By inject: every answer with its turn, and who gave it."""


def played_msel(entries: Iterable[Entry]) -> PlayedMsel:
    """The MSEL as played. Raises UnreadableLogError where the log withholds control's parts, or is empty."""
    became: dict[str, dict[str, str]] = {}
    said: dict[str, dict[tuple[str, int], list[str]]] = {}
    exercise: Exercise | None = None
    for moment in moments(entries):
        exercise = moment.exercise
        wall = str(moment.part.get("wall") or "")
        for event in moment.events:
            if isinstance(event, e.InjectReleased):
                became.setdefault(event.inject, {}).update(_released(event, wall, exercise.world))
            elif isinstance(event, e.InjectAnswered):
                cells = became.setdefault(event.inject, {})
                answer = _answer(event, exercise)
                told = f"turn {event.turn}, {event.organisation}: {answer}"
                cells["answers"] = "\n".join(filter(None, (cells.get("answers", ""), told)))
                said.setdefault(event.inject, {}).setdefault((answer, event.turn), []).append(event.organisation)
    if exercise is None:
        raise UnreadableLogError("the log is empty: name a log that an exercise has written")
    injects = tuple(exercise.injects.values())
    for inject in injects:
        became.setdefault(inject.id, {}).update(_life(inject, exercise))
    return PlayedMsel(world=exercise.world, pace=exercise.pace, injects=injects, became=became, said=said)


def _released(event: e.InjectReleased, wall: str, world: World) -> dict[str, str]:
    """As it came out: the text that was read, not the one that had been planned."""
    when = f"turn {event.turn}, week {event.week}" + (f", {wall[:19].replace('T', ' ')} UTC" if wall else "")
    why = "" if not event.values else "\n" + "\n".join(f"{name}: {value}" for name, value in event.values.items())
    cells = {
        "actual": when,
        "title": event.title,
        "text": event.text,
        "to": organisations_text(event.to, world),
        "released_by": event.released_by + why,
        "editor": ": ".join(one for one in (str(event.editor), event.edit_reason) if one),
        "declared": "\n".join(f"{name}: {said}" for name, said in event.declared.items()),
    }
    return {key: text for key, text in cells.items() if text}


def _answer(event: e.InjectAnswered, exercise: Exercise) -> str:
    choices = {one.id: one.title for one in exercise.injects[event.inject].choices}
    said = ": ".join(one for one in (choices.get(event.choice, event.choice), event.text) if one)
    return said or "answered"


def _life(inject: Inject, exercise: Exercise) -> Mapping[str, str]:
    """Doctrine's word for where an inject stands at the end, with control's reason where there is one."""
    identity = InjectId(inject.id)
    if identity in exercise.released:
        waits = [one for one in inject.to if f"{inject.id} {one}" not in exercise.answers]
        return {"status": "released" if inject.choices and waits else "complete"}
    if identity in exercise.skipped_injects:
        return {"status": "obsolete", "declared": f"skipped: {exercise.skipped_injects[identity]}"}
    if identity in exercise.held_injects:
        return {"status": "deferred", "declared": f"held: {exercise.held_injects[identity]}"}
    if identity in exercise.delayed_injects:
        return {"status": "deferred", "declared": f"not before week {exercise.delayed_injects[identity]}"}
    return {"status": "approved"}
