"""Control's sheet for the curtain: one secret that everybody is told, once play is over."""

from collections.abc import Iterator
from typing import get_args

from engine.exercise import Initiative
from engine.findings.candidates import candidate_ids, candidate_of
from engine.orders import OpenSecret, SecretKind
from engine.refusals import Refusal
from engine.rules.curtain import open_secret
from tui.sheets.control.held import Held
from tui.sheets.sheet import Offer, Sheet
from tui.words import plural, with_titles

LONGEST_WAITS = 7
"""So many initiatives are offered for the wall."""
KIND_WORDS = {
    "brief": "Brief",
    "inject": "Inject",
    "initiative": "Initiative",
    "estimates": "Estimates",
    "actions": "What it did",
    "red": "The adversary",
    "candidate": "Candidate",
}


def secrets(held: Held) -> Iterator[Offer]:
    """What there is to open, and what is open already."""
    for kind in get_args(SecretKind):
        for subject in _subjects(held, kind):
            key, is_open = f"{kind} {subject}", f"{kind} {subject}" in held.exercise.opened_secrets
            found = open_secret(held.exercise, OpenSecret(secret=kind, subject=subject))
            if is_open or not isinstance(found, Refusal):
                title = with_titles(held.exercise.world, secret_title(held, kind, subject))
                yield Offer(
                    key=f"secret {key}",
                    title=f"{KIND_WORDS[kind]}: {title}",
                    about="open already" if is_open else "",
                )


def for_the_wall(held: Held) -> Iterator[Offer]:
    """What may be opened so that it stands on the wall: the longest waits first, then what detectors found."""
    exercise = held.exercise
    waits = sorted(exercise.initiatives.values(), key=_waited, reverse=True)
    found = [
        ("initiative", str(one.id), f"waited {plural(_waited(one), 'week')}") for one in waits[:LONGEST_WAITS] if _waited(one)
    ]
    found += [("candidate", one, "found by a detector") for one in candidate_ids(exercise)]
    for kind, subject, about in found:
        if f"{kind} {subject}" not in exercise.opened_secrets:
            yield Offer(
                key=f"secret {kind} {subject}",
                title=with_titles(exercise.world, secret_title(held, kind, subject)),
                about=about,
            )


def _waited(initiative: Initiative) -> int:
    """The weeks that its slowest step waited for its organisation."""
    return max((step.waited_by_organisation for step in initiative.steps.values()), default=0)


def _subjects(held: Held, kind: str) -> Iterator[str]:
    world = held.exercise.world
    match kind:
        case "inject":
            yield from map(str, held.exercise.injects)
        case "initiative":
            yield from map(str, held.exercise.initiatives)
        case "red":
            yield from (str(one.id) for one in world.baseline.adversaries)
        case "candidate":
            yield from candidate_ids(held.exercise)
        case _:
            yield from map(str, world.organisations)


def secret_title(held: Held, kind: str, subject: str) -> str:
    """What a secret is called, by its kind and what it is about."""
    if kind == "candidate":
        found = candidate_of(held.exercise, subject)
        return found.title if found else subject
    if kind in ("inject", "initiative"):
        return next((title for key, title in _titles(held, kind) if key == subject), subject)
    adversary = next((one.title for one in held.exercise.world.baseline.adversaries if one.id == subject), "")
    return adversary or held.name(subject)


def _titles(held: Held, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "inject":
        yield from ((str(key), f"{one.reference} {one.title}") for key, one in held.exercise.injects.items())
    else:
        yield from held.subjects()


def secret(held: Held, about: str) -> Sheet | str:
    """Tell everybody; nothing is to be filled in."""
    kind, _, subject = about.partition(" ")
    known = next((one for one in get_args(SecretKind) if one == kind), None)
    if known is None:
        return "There is no secret of that kind."
    order = OpenSecret(secret=known, subject=subject)
    found = open_secret(held.exercise, order)
    if isinstance(found, Refusal):
        return found.sentence
    (opened,) = found
    tells = (f"{name}: {with_titles(held.exercise.world, text)}" for name, text in opened.tells)  # type: ignore[union-attr]
    return Sheet(
        key=f"secret {about}",
        order=OpenSecret,
        title=f"Open: {KIND_WORDS[kind]}, {secret_title(held, kind, subject)}",
        send_word="Tell everybody",
        said=("Everybody will read this, for good:", *tells),
        make=lambda values: order,
    )
