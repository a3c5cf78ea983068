"""Where the exercise stands, what the next phase will do, and who is held, ready or stuck."""

from textual.content import Content

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import Phase
from engine.rules.turn import NEXT_PHASE
from engine.rules.waits import stance_of, waiting_for
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, joined, key, lines, strong, warn
from tui.words import phase_name, plural, short_name, weeks

NEXT_WORDS = {
    Phase.BRIEF: "opens the orders",
    Phase.ORDERS: "LOCKS the turn: orders are sealed and duplicates settled; this cannot be undone",
    Phase.LOCKED: "goes to adjudication",
    Phase.ADJUDICATE: "RESOLVES the turn: its weeks are played one by one; this cannot be undone",
    Phase.RESOLVE: "is not needed: the clock plays the weeks and then shows the picture by itself",
    Phase.PICTURE: "opens the next turn with its brief",
}


def next_words(exercise: Exercise) -> str:
    """What `n` will do."""
    if exercise.phase is Phase.SETUP:
        return "starts nothing yet: s starts the exercise (StartEx)"
    if exercise.phase is Phase.ENDED:
        return "does nothing: the exercise has ended"
    if exercise.phase is Phase.PICTURE and exercise.turn == exercise.turns:
        return "ENDS the exercise: this was the last turn; this cannot be undone"
    return NEXT_WORDS[exercise.phase]


def weeks_of_turn(exercise: Exercise) -> str:
    """The weeks that the turn resolves."""
    if not exercise.turn:
        return ""
    first, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    return f"weeks {first}–{last}"


def where_it_stands(exercise: Exercise, dot: str) -> str:
    """Turn, phase and weeks on one line."""
    if not exercise.turn:
        return (
            f"{phase_name(exercise.phase)}: {len(exercise.holders)} of {len(exercise.world.organisations)} organisations held"
        )
    paused = f" {dot} PAUSED" if exercise.paused else ""
    return (
        f"Turn {exercise.turn} of {exercise.turns} {dot} {phase_name(exercise.phase)} {dot} {weeks_of_turn(exercise)}{paused}"
    )


def clock_and_seats(exercise: Exercise, glyphs: Glyphs) -> Content:
    """The page."""
    return lines(
        [
            strong(where_it_stands(exercise, glyphs.dot)),
            joined(f"present week {exercise.week} of {exercise.world.deck.weeks} {glyphs.dot} pace {exercise.pace}"),
            bad(f"{glyphs.alert} PAUSED: only your own orders are taken; p goes on") if exercise.paused else None,
            joined(key("n"), f" {next_words(exercise)}"),
            "",
            heading("Organisations"),
            *(_organisation(exercise, one, glyphs) for one in exercise.world.organisations),
        ]
    )


def _organisation(exercise: Exercise, organisation: OrganisationId, glyphs: Glyphs) -> Content:
    waiting = waiting_for(exercise, organisation)
    longest = max((exercise.week - one.steps[step].opened for one, step in waiting), default=0)
    steps = faint("nothing waits for them")
    if waiting:
        since = f", the longest for {weeks(longest)}" if longest > 0 else ""
        steps = warn(
            f"{glyphs.waits} {plural(len(waiting), 'step')} {'waits' if len(waiting) == 1 else 'wait'} for them{since}"
        )
    return lines(
        [
            joined(strong(short_name(exercise.world, organisation)), "  ", _held(exercise, organisation, glyphs)),
            joined("    ", steps, faint(f" {glyphs.dot} {intent_words(exercise, organisation)}")),
        ]
    )


def _held(exercise: Exercise, organisation: OrganisationId, glyphs: Glyphs) -> Content:
    holder = exercise.holders.get(organisation)
    if holder is None:
        return bad(f"{glyphs.stopped} nobody")
    who = "a bot" if holder.startswith("bot") else f"held ({holder[:8]})"
    if exercise.phase not in (Phase.BRIEF, Phase.ORDERS):
        return faint(who)
    if exercise.ready.get(organisation):
        return joined(good(f"{glyphs.done} ready"), faint(f"  {who}"))
    return joined(warn(f"{glyphs.to_come} not ready"), faint(f"  {who}"))


def intent_words(exercise: Exercise, organisation: OrganisationId) -> str:
    """What their standing intent will do with what waits."""
    intent = exercise.intents.get(organisation)
    if intent is None and exercise.world.deck.unheld == "approve" and organisation not in exercise.holders:
        return "the deck approves for them"
    if intent is None:
        return "no standing intent: steps wait"
    waiting = waiting_for(exercise, organisation)
    if not waiting:
        return f"standing intent: {intent.stance}"
    stances = [stance_of(exercise, one, step) for one, step in waiting]
    counted = ", ".join(f"{stance} {stances.count(stance)}" for stance in ("approve", "decline", "ask") if stance in stances)
    return f"standing intent will: {counted}"


def not_ready(exercise: Exercise) -> list[OrganisationId]:
    """Held organisations that have not said that they are ready."""
    return [one for one in exercise.world.organisations if one in exercise.holders and not exercise.ready.get(one)]


def unanswered(exercise: Exercise) -> list[tuple[OrganisationId, int, str]]:
    """Organisations for which steps wait, how many, and what their intent will do."""
    found = []
    for organisation in exercise.world.organisations:
        waiting = waiting_for(exercise, organisation)
        if waiting:
            found.append((organisation, len(waiting), intent_words(exercise, organisation)))
    return found


def next_phase(exercise: Exercise) -> Phase | None:
    """The phase after this one, where an order of control leads to it."""
    return None if exercise.phase is Phase.RESOLVE else NEXT_PHASE.get(exercise.phase)
