"""What the answer rests on, in half an hour more: control's inputs, notional values, the recommendations of the brief."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aar.answer import Answer
from aar.kept import NOTHING_KEPT, Kept
from aar.models_of_thorough import OrderShape, RecommendationShape, ReorderingShape, SensitivityShape, ThoroughShape
from aar.reading import Played
from aar.recommendations import Recommendation, recommendations_of
from aar.sensitivity import Sensitivity, sensitivity_of
from aar.worlds.change import PLAYED, Change
from aar.worlds.physics import outcome_of
from engine.ids import SystemId

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thorough:
    """The three, beside an answer."""

    resting_on_control: Mapping[SystemId, int]
    """Thousandths that were short only through what control changed by hand; negative where it helped; empty without such."""
    sensitivity: Sensitivity
    recommendations: tuple[Recommendation, ...]


def thorough_of(
    played: Played,
    answer: Answer,
    progress: Progress = lambda said: None,
    *,
    workers: int = 1,
    kept: Kept = NOTHING_KEPT,
) -> Thorough:
    """All three; many minutes for an exercise of 25 organisations. The same whatever the number of workers, and whatever was
    kept of them."""
    progress("playing the world without control's hand")
    resting = resting_on_control(played)
    recommended = recommendations_of(played, lambda done, of: progress(f"recommendation {done} of {of}"), kept=kept)
    sensitivity = sensitivity_of(
        played,
        answer.boundaries,
        workers=workers,
        progress=lambda done, of: progress(f"notional value {done} of {of}"),
        kept=kept,
    )
    return Thorough(resting_on_control=resting, sensitivity=sensitivity, recommendations=tuple(recommended))


def resting_on_control(played: Played) -> Mapping[SystemId, int]:
    """Rule 15.12: by system, what was short less what is short without what control changed by hand, in thousandths."""
    if not played.control_inputs:
        return {}
    with_it, without = outcome_of(played, PLAYED).short, outcome_of(played, Change(without_hand=True)).short
    return {system: units - without[system] for system, units in with_it.items()}


def thorough_shape(found: Thorough) -> ThoroughShape:
    """As findings.json holds it."""
    sensitivity = found.sensitivity
    return ThoroughShape(
        resting_on_control={str(system): units for system, units in found.resting_on_control.items()},
        sensitivity=SensitivityShape(
            looked_at=sensitivity.looked_at,
            declared=OrderShape(systems=sensitivity.declared.systems, boundaries=sensitivity.declared.boundaries),
            reordering=tuple(
                ReorderingShape(
                    path=one.path, value=one.value, permille=one.permille, systems=one.systems, boundaries=one.boundaries
                )
                for one in sensitivity.reordering
            ),
        ),
        recommendations=tuple(
            RecommendationShape(
                row=one.row,
                title=one.title,
                initiatives=one.initiatives,
                done=one.done,
                proposed=one.proposed,
                way=one.way,
                saved={str(system): units for system, units in one.saved.items()},
            )
            for one in found.recommendations
        ),
    )
