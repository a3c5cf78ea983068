"""Candidates as control and evaluators name and read them: id, title, and whom each concerns. Nothing is detected here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.baseline import REAR
from engine.exercise import Exercise
from engine.findings.catalogue import CATALOGUE
from engine.findings.detector import Detector
from engine.ids import ComponentId, InitiativeId, LineId, OrganisationId, StepId, SystemId, TheatreId
from engine.rules.initiatives import title_of
from engine.titles import blank_title, short_name
from engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a detector found, under one id however often it was found."""

    id: str
    """`detector subject`."""
    detector: str
    code: str
    title: str
    kind: str
    """`gap` or `seam`, unless the worlds say otherwise."""
    organisations: tuple[OrganisationId, ...]
    objectives: tuple[str, ...]
    turns: tuple[int, ...]
    """In which turns it was found."""


def candidate_ids(exercise: Exercise) -> Mapping[str, tuple[int, ...]]:
    """Every candidate by its id, with the turns in which it was found, in the order of the first."""
    found: dict[str, tuple[int, ...]] = {}
    for one in exercise.candidates:
        turn, _, identity = one.removeprefix("turn ").partition(": ")
        found[identity] = (*found.get(identity, ()), int(turn))
    return found


def candidates_of(exercise: Exercise) -> tuple[Candidate, ...]:
    """Every candidate so far, in the order in which they were first found."""
    return tuple(_candidate(exercise, identity, turns) for identity, turns in candidate_ids(exercise).items())


def candidate_of(exercise: Exercise, identity: str) -> Candidate | None:
    """The candidate of an id, where there is one."""
    turns = candidate_ids(exercise).get(identity)
    return _candidate(exercise, identity, turns) if turns else None


def _candidate(exercise: Exercise, identity: str, turns: tuple[int, ...]) -> Candidate:
    name, _, subject = identity.partition(" ")
    detector = CATALOGUE.get(name)
    if detector is None:  # found by another version's detector
        return Candidate(
            id=identity, detector=name, code="", title=identity, kind="gap", organisations=(), objectives=(), turns=turns
        )
    about, organisations = _subject(exercise, detector, subject)
    concerned = dict.fromkeys(one for one in organisations if one in exercise.world.organisations)
    return Candidate(
        id=identity,
        detector=name,
        code=detector.code,
        title=f"{about}: {detector.title[:1].lower()}{detector.title[1:]}",
        kind=detector.kind,
        organisations=tuple(concerned) or (OrganisationId(detector.owner),),
        objectives=detector.objectives,
        turns=turns,
    )


def _subject(exercise: Exercise, detector: Detector, subject: str) -> tuple[str, tuple[OrganisationId, ...]]:
    """What it is about in words, and whom that concerns."""
    world, owner = exercise.world, OrganisationId(detector.owner)
    first, _, last = subject.rpartition(" ")
    match detector.about:
        case "line":
            line = world.lines[LineId(subject)]
            return line.title, (OrganisationId(line.operator), owner)
        case "component":
            component = world.components[ComponentId(subject)]
            return component.title, (OrganisationId(component.operator), owner)
        case "place":
            return f"{world.systems[SystemId(last)].title}, {world.theatres[TheatreId(first)].title}", (owner,)
        case "estimate":
            return f"{world.systems[SystemId(last)].title}, by {first}", (OrganisationId(first), owner)
        case "step":
            initiative = exercise.initiatives.get(InitiativeId(first))
            step = exercise.step(InitiativeId(first), StepId(last))
            if initiative is None or step is None:
                return subject, (owner,)
            kind = exercise.type_of(initiative)
            return f"{title_of(kind, initiative.parameters)}, {last}", (OrganisationId(step.after), OrganisationId(step.by))
        case "type":
            kind_of = world.playbook.get(subject)
            return f'every "{blank_title(kind_of)}"' if kind_of else f"every {subject.replace('-', ' ')}", (owner,)
        case "yard":
            repair, _, operator = subject.partition(" ")
            title = next((one.title for key, one in world.repairs.items() if key == repair), repair)
            return title, (OrganisationId(operator), owner)
        case _:
            return _wider(exercise, detector, subject)


def _wider(exercise: Exercise, detector: Detector, subject: str) -> tuple[str, tuple[OrganisationId, ...]]:
    """The same of what is no site, no step and no type."""
    world, owner = exercise.world, OrganisationId(detector.owner)
    match detector.about:
        case "between":
            one, other, what = subject.split(" ", 2)
            between = f"{short_name(world, one)} and {short_name(world, other)}"
            said = between if what.startswith(("request:", "agreement:")) else what_in_words(world, what)
            return said, (OrganisationId(one), OrganisationId(other), owner)
        case "holding":
            holder, _, thing = subject.partition(" ")
            return f"{what_in_words(world, thing)}, {held_by(holder)}", (OrganisationId(holder), owner)
        case "site" if " " in subject:
            theatre, _, system = subject.partition(" ")
            return f"{what_in_words(world, system)}, {world.theatres[TheatreId(theatre)].title}", (owner,)
        case "site":
            line = world.lines[LineId(subject)]
            return line.title, (OrganisationId(line.operator), owner)
        case "authority":
            return what_in_words(world, subject), (OrganisationId(world.authorities[subject].holder), owner)
        case _:
            return what_in_words(world, subject), (owner,)


def held_by(holder: str) -> str:
    """Where a stock is held that is in no theatre."""
    return "in the rear" if holder == REAR else f"held by {holder}"


def what_in_words(world: World, what: str) -> str:
    """The title of whatever has one: a system, a component, a theatre, an authority, an index; else what it is called by."""
    first, _, rest = what.partition(" ")
    if first in ("index", "authority", "stock", "delay") and rest:
        return what_in_words(world, rest.partition(" ")[0]) if first in ("index", "authority") else what
    kinds: tuple[Mapping[Any, Any], ...] = (
        world.systems,
        world.components,
        world.theatres,
        world.authorities,
        world.index_kinds,
    )
    return next((str(one[what].title) for one in kinds if what in one), what)
