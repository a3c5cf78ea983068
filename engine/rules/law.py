"""Chapter 7, law: which authorities are in force, what they are needed for, and when they lapse."""

from collections.abc import Iterator, Mapping

from engine import events as e
from engine.exercise import Exercise
from engine.playbook import Step, fill
from engine.refusals import Refusal, RefusalCode
from engine.world import World

Authorities = Mapping[str, int]
"""Those in force, with the last week in which they are; 0 where they do not lapse."""


def lacking(step: Step, parameters: Mapping[str, str], in_force: Authorities) -> tuple[str, ...]:
    """Rule 7.5: the authorities that a step needs and that are not in force."""
    needed = (fill(one, parameters) for one in step.needs)
    return tuple(one for one in needed if one not in in_force)


def waived(step: Step, parameters: Mapping[str, str], in_force: Authorities) -> bool:
    """Rule 4.12: whether an authority in force makes this step unnecessary."""
    return bool(step.waived_by) and fill(step.waived_by, parameters) in in_force


def no_authority(world: World, missing: tuple[str, ...]) -> Refusal | None:
    """Rule 7.5: why something is refused without these authorities; what is in force is public knowledge."""
    if not missing:
        return None
    declared = [world.authorities[one] for one in missing if one in world.authorities]
    titles = ", ".join(one.title for one in declared) or ", ".join(missing)
    renewers = sorted({one.renewed_by for one in declared if one.renewed_by})
    mend = f" It is for {', '.join(renewers)} to bring it into force." if renewers else ""
    return Refusal(RefusalCode.NO_AUTHORITY, f"Not in force, and needed for this: {titles}.{mend}")


def lapses(exercise: Exercise) -> Iterator[e.AuthorityChanged]:
    """Rule 7.5: at the end of the last week in which an authority is in force it lapses."""
    for authority, until in exercise.authorities.items():
        if 0 < until <= exercise.week:
            yield e.AuthorityChanged(
                authority=authority, in_force=False, until_week=0, week=exercise.week, cause="its time was over"
            )
