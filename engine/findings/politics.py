"""Detectors of class politics: consent that breaks, and what a shortage shown in public does to deterrence."""

from collections.abc import Iterator

from engine.effects import AuthorityEffect, Effect, IndexEffect
from engine.exercise import Exercise, Initiative
from engine.findings.sight import Noticed, Sight
from engine.ids import PUBLIC, InjectId, OrganisationId
from engine.rules.inject_plan import inject_now

AGAINST = "politics-"
"""Rule 15.4, consent lost: indices of the pressure at home, by country."""
PRESSURE = 60
"""Rule 15.4, consent lost: the pressure above which a decision may give way to it."""
DETERRENCE, LOST = "deterrence", 5
"""Rule 15.4, shortage shown: the index, and the points that public injects of a turn take of it."""


def consent_lost(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, POL-1: under a pressure at home above 60 somebody declined, or an authority was taken away, in this turn."""
    exercise = sight.exercise
    for initiative in exercise.initiatives.values():
        takes_away = initiative.done_week is not None and any(
            isinstance(one, AuthorityEffect) and not one.in_force for one in sight.effects_of(initiative)
        )
        for key, step in initiative.steps.items():
            pressure = _pressure(exercise, step.by) if step.answered_turn == exercise.turn else 0
            if pressure > PRESSURE and (step.verdict == "declined" or (takes_away and step.verdict == "approved")):
                yield Noticed(f"{initiative.id} {key}", {"pressure": pressure, "declined": int(step.verdict == "declined")})


def _pressure(exercise: Exercise, organisation: OrganisationId) -> int:
    """The pressure at home under which an organisation decides; 0 where none is measured."""
    partner = exercise.world.partners.get(organisation)
    congress = exercise.world.organisations[organisation].report_group == "congress"
    country = partner.short if partner is not None else "us" if congress else ""
    return exercise.indices.get(f"{AGAINST}{country}", 0)


def shortage_shown(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, POL-2: public injects of the turn before took 5 points of deterrence, and nobody has begun a signal since."""
    exercise = sight.exercise
    before = exercise.turn - 1
    out = [one for one, turn in exercise.released.items() if turn == before and PUBLIC in inject_now(exercise, one).seen_by]
    lost = -sum(min(0, _points(exercise, one)) for one in out)
    since = (one for one in exercise.initiatives.values() if one.turn >= before and one.stopped != "merged")
    if lost >= LOST and not any(_signals(sight, one) for one in since):
        yield Noticed(DETERRENCE, {"points lost": lost, "injects": len(out)})


def _points(exercise: Exercise, inject: InjectId) -> int:
    """What an inject and the answers to it do to deterrence."""
    declared = inject_now(exercise, inject)
    chosen = [one.choice for one in exercise.answers.values() if one.inject == inject]
    answers = chosen if declared.happens == "each" else list(dict.fromkeys(chosen))
    of_choices = {one.id: _moved(one.effects) for one in declared.choices}
    return _moved(declared.effects) + sum(of_choices.get(one, 0) for one in answers)


def _moved(effects: tuple[Effect, ...]) -> int:
    return sum(one.by for one in effects if isinstance(one, IndexEffect) and one.index == DETERRENCE)


def _signals(sight: Sight, initiative: Initiative) -> bool:
    """Whether an initiative says in public what raises deterrence."""
    return PUBLIC in sight.exercise.type_of(initiative).reveals and _moved(sight.effects_of(initiative)) > 0
