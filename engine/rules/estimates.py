"""Chapter 16: estimates, sealed on three occasions in every deck: the surge assumption on record."""

from engine import events as e
from engine.estimates import EstimateRow
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import SealEstimate
from engine.refusals import Refusal, RefusalCode

MONTHS = (6, 12, 24)
"""Rule 16.1: the months after StartEx for which a rate is estimated."""
HIGHEST = 1_000_000
"""Rule 16.1: no rate above this is taken; it is a slip of the key."""
OCCASIONS = ("StartEx", "mid-point", "EndEx")


def occasion_of(turn: int, turns: int) -> str:
    """Rule 16.1: the first turn, the middle one and the last are occasions; empty for every other turn."""
    if turn == 1:
        return OCCASIONS[0]
    if turn == turns:
        return OCCASIONS[2]
    return OCCASIONS[1] if turn == (turns + 1) // 2 else ""


def seal_estimate(exercise: Exercise, by: OrganisationId, order: SealEstimate) -> tuple[e.Event, ...] | Refusal:
    """Rule 16.1: one estimate for each occasion, with low, expected and high for every priority system and month."""
    occasion = occasion_of(exercise.turn, exercise.turns)
    if not occasion:
        return Refusal(RefusalCode.NOT_IN_THIS_PHASE, "Estimates are sealed in the first, the middle and the last turn.")
    if f"{occasion} {by}" in exercise.estimates:
        return Refusal(RefusalCode.ALREADY_SEALED)
    wanted = {(system, month) for system in exercise.world.deck.priority_systems for month in MONTHS}
    given = [(row.system, row.month) for row in order.rows]
    if set(given) != wanted or len(given) != len(wanted):
        systems = ", ".join(exercise.world.deck.priority_systems)
        return Refusal(RefusalCode.INCOMPLETE, f"Give one row for each of {systems} in months 6, 12 and 24.")
    for row in order.rows:
        refusal = _bad_row(exercise, row)
        if refusal is not None:
            return refusal
    return (e.EstimateSealed(organisation=by, occasion=occasion, rows=order.rows, week=exercise.week),)


def _bad_row(exercise: Exercise, row: EstimateRow) -> Refusal | None:
    where = f"{row.system}, month {row.month}"
    if not 0 <= row.low <= row.expected <= row.high <= HIGHEST:
        message = f"{where}: low, expected and high must rise, from 0 to at most {HIGHEST:,}."
        return Refusal(RefusalCode.BAD_PARAMETER, message)
    if row.first_mover not in exercise.world.organisations:
        return Refusal(RefusalCode.BAD_PARAMETER, f"{where}: name the organisation that must act first.")
    return None
