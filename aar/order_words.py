"""A recorded order in a few words, for lists of orders: what it is and what it is about. Its full body stands in the log."""

from collections.abc import Mapping
from typing import Any

from aar.wording import initiative_words
from engine.exercise import Exercise
from engine.ids import InitiativeId, InjectId, StepId
from engine.playbook import fill
from engine.rules.initiatives import title_of
from engine.rules.parameters import completed
from engine.stored import Plain
from engine.titles import amounts_in_words

SCALARS = (str, int)
SHOWN = 60
"""Characters of a free text."""


def order_in_words(exercise: Exercise, plain: Plain) -> str:
    """What an order asks for, on the titles of this exercise; whose order it is stands elsewhere."""
    body = {key: value for key, value in plain.items() if key != "kind"}
    kind = plain["kind"].replace("-", " ")
    if isinstance(body.get("order"), dict):
        return f"{kind} {body.get('organisation', '')}: {order_in_words(exercise, body['order'])}"
    if "initiative" in body:
        return f"{kind}: {_initiative(exercise, body)}"
    if plain["kind"] == "propose-initiative":
        return f"propose: {_type(exercise, body)}"
    if "inject" in body:
        return f"{kind}: {_inject(exercise, body)}"
    said = ", ".join(_shown(key, value) for key, value in body.items() if value not in ("", None, (), [], {}))
    return f"{kind}: {said}" if said else kind


def _initiative(exercise: Exercise, body: Mapping[str, Any]) -> str:
    found = exercise.initiatives.get(InitiativeId(body["initiative"]))
    if found is None:
        return str(body["initiative"])
    kind = exercise.type_of(found)
    title = initiative_words(exercise, found)
    step = body.get("step")
    if step and step in found.steps:
        return f"{fill(kind.step(StepId(step)).title, found.parameters)} ({title})"
    return title


def _type(exercise: Exercise, body: Mapping[str, Any]) -> str:
    kind = exercise.world.playbook.get(body["type"])
    if kind is None:
        return str(body["type"])
    return amounts_in_words(title_of(kind, completed(exercise.world, kind, body["parameters"])))


def _inject(exercise: Exercise, body: Mapping[str, Any]) -> str:
    known = {inject.id: inject.title for inject in exercise.world.deck.injects}
    title = known.get(InjectId(body["inject"]), str(body["inject"]))
    return f"{title}, {body['choice']}" if body.get("choice") else title


def _shown(key: str, value: object) -> str:
    if isinstance(value, SCALARS):
        text = str(value)
        return f"{key.replace('_', ' ')} {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}"
    if isinstance(value, list) and all(isinstance(one, SCALARS) for one in value):
        return f"{key.replace('_', ' ')} {', '.join(map(str, value))}"
    return f"{key.replace('_', ' ')} ({len(value)})" if isinstance(value, list | dict) else key
