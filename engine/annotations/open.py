"""Rule 17.6: what everybody was told, so that an organisation may take a position on it and everybody see which."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.annotations.bodies import TakePosition
from engine.annotations.records import AnnotationRecord, Author
from engine.exercise import Exercise
from engine.ids import OrganisationId

CANDIDATE, WAIT, PROMISE = "candidate", "wait", "promise"
"""Begins the id of the waits of an initiative, and of a promise for a system; a candidate's is the detector and its subject."""


def is_open(exercise: Exercise, about: str) -> bool:
    """Whether everybody was told of it: a candidate or an initiative's waits by the curtain, a promise by what is published."""
    kind, _, subject = about.partition(" ")
    if kind == PROMISE:
        return subject in exercise.world.deck.priority_systems
    if kind == WAIT:
        return f"initiative {subject}" in exercise.opened_secrets
    return f"candidate {about}" in exercise.opened_secrets


def shown_positions(
    exercise: Exercise, positions: Mapping[tuple[str, OrganisationId], AnnotationRecord], log: str
) -> Sequence[AnnotationRecord]:
    """Who agrees and who does not with what everybody was told; nothing else of a record: no words, holder, time or place."""
    found = [(body, one) for one in positions.values() if isinstance(body := one.body, TakePosition)]
    kept = [(body, one) for body, one in found if body.about and is_open(exercise, body.about)]
    return tuple(
        replace(
            one,
            number=number,
            previous=log,
            id=log,
            author=Author(by="participant", holder=""),
            wall=None,
            entry=0,
            head=log,
            body=replace(body, words=""),
        )
        for number, (body, one) in enumerate(kept)
    )
