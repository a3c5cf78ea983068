"""Chapter 3, silence: what the deck declares for organisations that nobody holds, and what control is told of it at lock."""

from collections.abc import Iterator

from engine import events as e
from engine.events.silence import SilenceWord
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.rules.inject_plan import inject_now
from engine.standings import standing_of


def left_open_at_lock(exercise: Exercise) -> Iterator[e.OpenAtLock]:
    """Rule 2.9: at the lock control is told of everybody for whom something is open, and what will happen to it."""
    rows = tuple(row for one in exercise.world.organisations if (row := _left_open(exercise, one)) is not None)
    if rows:
        yield e.OpenAtLock(turn=exercise.turn, rows=rows)


def _left_open(exercise: Exercise, organisation: OrganisationId) -> e.LeftOpen | None:
    standing = standing_of(exercise, organisation)
    injects = _unanswered(exercise, organisation)
    if not standing.waiting and not injects:
        return None
    fates = [one.fate for one in standing.waiting]
    return e.LeftOpen(
        organisation=organisation,
        held=standing.held,
        does=silence_word(exercise, organisation),
        approve=fates.count("approve") + fates.count("approve-when-able"),
        decline=fates.count("decline"),
        wait=fates.count("open"),
        injects=injects,
    )


def silence_word(exercise: Exercise, organisation: OrganisationId) -> SilenceWord:
    """Rule 3.11: whose word counts for an organisation that stays silent: its own, else for an unheld one the deck's."""
    if organisation in exercise.intents:
        return "intent"
    return "asks" if organisation in exercise.holders else exercise.world.deck.silence_of(organisation).does


def _unanswered(exercise: Exercise, organisation: OrganisationId) -> tuple[str, ...]:
    """Injects that expect an answer of it by this turn and have none."""
    found = []
    for identity, turn in exercise.released.items():
        inject = inject_now(exercise, identity)
        asked = inject.expects or inject.choices
        due = turn + inject.due_turns - 1 <= exercise.turn
        if asked and due and organisation in inject.to and f"{identity} {organisation}" not in exercise.answers:
            found.append(str(identity))
    return tuple(found)
