"""Where the exercise stands, what the next phase will do, and who is held, ready or stuck."""

from datetime import datetime

from textual.content import Content

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.phases import Phase
from engine.rules.silence import silence_word
from engine.rules.turn import NEXT_PHASE
from engine.rules.waits import intent_of, stance_of, waiting_for
from tui.controller.plan_words import brief_words
from tui.controller.standing_line import FINDINGS, held_words, holder_kind, nobody_words, people_first, ready_words
from tui.controller.who_is_here import Present, here_words, others_here
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, key, lines, strong, warn
from tui.times import run_words
from tui.waiting import waiting_in
from tui.words import phase_name, plural, short_name, weeks

NOBODY_KNOWN: Present = {}
NEXT_WORDS = {
    Phase.BRIEF: "opens the orders",
    Phase.ORDERS: "LOCKS the turn: orders are sealed and duplicates settled; this cannot be undone",
    Phase.LOCKED: "goes to adjudication",
    Phase.ADJUDICATE: "RESOLVES the turn: its weeks are played one by one; this cannot be undone",
    Phase.RESOLVE: "is not needed: the clock plays the weeks and then shows the picture by itself",
    Phase.PICTURE: "opens the next turn with its brief",
    Phase.CURTAIN: "goes on to the hot wash",
    Phase.HOT_WASH: "SEALS the log: nothing is taken after it; this cannot be undone",
}

IN_ORDER = NEXT_WORDS | {
    Phase.PICTURE: "opens the next turn with its brief; after the last turn n, as E in any phase before, is EndEx",
    Phase.HOT_WASH: "SEALS the log: it is closed, and nothing is taken after it; this cannot be undone",
}
FOR_THE_ROOM = "for the room: the wall shows promise against delivery; K adds a wait or a candidate, C opens secrets"
PHASE_ROWS = (
    ("CHECK-IN", "s starts the exercise (StartEx); T begins a practice turn that leaves nothing behind"),
    *((phase_name(phase), words if phase is Phase.RESOLVE else f"n {words}") for phase, words in IN_ORDER.items()),
    (phase_name(Phase.SEALED), "the log is closed: nothing leads on"),
)
"""Every phase in its order, with the key that leads on from it."""


def next_words(exercise: Exercise) -> str:
    """What `n` will do."""
    if exercise.phase.before_start:
        return "starts nothing yet: s starts the exercise (StartEx), T a practice turn that leaves nothing behind"
    if exercise.phase is Phase.SEALED:
        return "does nothing: the log is sealed"
    if exercise.practice and exercise.phase is Phase.PICTURE:
        return "ENDS the practice: what was done in it is forgotten"
    if exercise.phase is Phase.PICTURE and exercise.turn == exercise.turns:
        return "ENDS the exercise: this was the last turn; this cannot be undone"
    if exercise.phase is Phase.PICTURE:
        return f"{NEXT_WORDS[exercise.phase]}: {brief_words(exercise, exercise.turn + 1)}"
    return NEXT_WORDS[exercise.phase]


def weeks_of_turn(exercise: Exercise) -> str:
    """The weeks that the turn resolves."""
    if not exercise.turn:
        return ""
    first, last = exercise.world.turn_weeks(exercise.pace, exercise.turn)
    return f"weeks {first}–{last}"


def present_words(exercise: Exercise) -> str:
    """The present week, or that there is none left."""
    last = exercise.world.deck.weeks
    return f"present week {exercise.week} of {last}" if exercise.week <= last else f"all {last} weeks are over"


def clock_words(exercise: Exercise, now: datetime) -> str:
    """What the clock does, for the line of status."""
    if exercise.phase.before_start or exercise.phase.over:
        return phase_name(exercise.phase)
    return run_words(exercise.timer, now, paused=exercise.paused, stop=exercise.real_world_stop)


def pacing_words(exercise: Exercise) -> str:
    """Who goes on from phase to phase; where no timer runs, what ends this phase and how a timer is started."""
    if exercise.timer is not None and not exercise.timer.stopped:
        return "the clock goes on from phase to phase; t changes that"
    return f"No timer runs: {phase_name(exercise.phase)} lasts until {_ended_by(exercise)}. {_timer_words(exercise)}"


def _ended_by(exercise: Exercise) -> str:
    if exercise.phase.before_start:
        return "s starts the exercise"
    return "its weeks are played" if exercise.phase is Phase.RESOLVE else "you press n"


def _timer_words(exercise: Exercise) -> str:
    if exercise.clock_driven:
        return "The clock times the next phase again; t changes that"
    if not exercise.world.deck.pace(exercise.pace).times:
        return f"The pace {exercise.pace} gives its phases no minutes, so there is no timer to start"
    return "t starts one: the clock goes on from phase to phase then"


def where_it_stands(exercise: Exercise, dot: str) -> str:
    """Turn, phase and weeks on one line."""
    if exercise.phase.over:
        return f"{phase_name(exercise.phase)}: ENDED in turn {exercise.turn} of {exercise.turns}"
    if not exercise.turn:
        return f"{phase_name(exercise.phase)}: {held_words(exercise)}"
    paused = f" {dot} REAL-WORLD STOP" if exercise.real_world_stop else f" {dot} PAUSED" if exercise.paused else ""
    turn = "PRACTICE" if exercise.practice else f"Turn {exercise.turn} of {exercise.turns}"
    return f"{turn} {dot} {phase_name(exercise.phase)} {dot} {weeks_of_turn(exercise)}{paused}"


def clock_and_seats(
    exercise: Exercise, head: tuple[int, str] | None, glyphs: Glyphs, presence: Present = NOBODY_KNOWN
) -> Content:
    """The page; `presence` is empty where it is not known who is here."""
    ready = ready_words(exercise, glyphs, "see below") if exercise.phase in (Phase.BRIEF, Phase.ORDERS) else ""
    nobody = nobody_words(exercise) if not exercise.phase.over else ""
    return lines(
        [
            strong(where_it_stands(exercise, glyphs.dot)),
            joined(f"{present_words(exercise)} {glyphs.dot} pace {exercise.pace}"),
            bad(f"{glyphs.alert} PAUSED: only your own orders are taken; p goes on") if exercise.paused else None,
            joined(pacing_words(exercise)) if not exercise.phase.over else None,
            ready or None,
            joined(key("n"), f" {next_words(exercise)}") if exercise.phase is not Phase.SEALED else None,
            *(_end(exercise, head) if exercise.phase.over else ()),
            "",
            heading("Organisations"),
            bad(f"{glyphs.alert} {nobody}") if nobody else None,
            *(_organisation(exercise, one, glyphs, presence) for one in people_first(exercise)),
            *others_here(presence, exercise.world, glyphs, over=exercise.phase.over),
        ]
    )


def _end(exercise: Exercise, head: tuple[int, str] | None) -> tuple[Content, ...]:
    """What stays of an exercise that has ended."""
    return (
        inked(""),
        heading("EndEx"),
        inked(_log_words(exercise)),
        joined(faint("head  "), f"{head[0]}  {head[1]}" if head else "not told yet"),
        joined(faint("seed  "), exercise.seed),
        inked(FINDINGS),
        inked(FOR_THE_ROOM),
    )


def _log_words(exercise: Exercise) -> str:
    if exercise.phase is Phase.SEALED:
        return "The play log is sealed; nothing is taken any more."
    return "Play is over. The log takes what is opened at the curtain and said in the hot wash, until it is sealed."


def _organisation(exercise: Exercise, organisation: OrganisationId, glyphs: Glyphs, presence: Present) -> Content:
    who = joined(strong(short_name(exercise.world, organisation)), "  ", _held(exercise, organisation, glyphs))
    in_server = exercise.holders.get(organisation) == f"bot-{organisation}"
    here = faint("sits in the server") if in_server else here_words(presence, organisation, glyphs, over=exercise.phase.over)
    who = joined(who, f" {glyphs.dot} ", here) if here else who
    if exercise.phase.over:
        return who
    waiting = waiting_for(exercise, organisation)
    longest = max((exercise.week - one.steps[step].opened for one, step in waiting), default=0)
    others = waiting_in(exercise, organisation).besides_steps
    steps = warn(f"{glyphs.waits} waits for them: {', '.join(others)}") if others else faint("nothing waits for them")
    if waiting:
        since = f", the longest for {weeks(longest)}" if longest > 0 else ""
        steps = warn(
            f"{glyphs.waits} {plural(len(waiting), 'step')} {'waits' if len(waiting) == 1 else 'wait'} for them{since}"
            + (f"; and {', '.join(others)}" if others else "")
        )
    return lines([who, joined("    ", steps, faint(f" {glyphs.dot} {intent_words(exercise, organisation)}"))])


def _held(exercise: Exercise, organisation: OrganisationId, glyphs: Glyphs) -> Content:
    who = holder_kind(exercise, organisation)
    if organisation not in exercise.holders:
        return bad(f"{glyphs.stopped} held by nobody")
    if exercise.phase not in (Phase.BRIEF, Phase.ORDERS):
        return faint(f"held by {who}")
    if exercise.ready.get(organisation):
        return joined(good(f"{glyphs.done} ready"), faint(f"  {who}"))
    return joined(warn(f"{glyphs.to_come} not ready"), faint(f"  {who}"))


def intent_words(exercise: Exercise, organisation: OrganisationId) -> str:
    """What their standing intent will do with what waits."""
    word = silence_word(exercise, organisation)
    if word in DECLARED:
        return DECLARED[word]
    intent = intent_of(exercise, organisation)
    if intent is None:
        return "no standing intent: steps wait"
    waiting = waiting_for(exercise, organisation)
    if not waiting:
        return f"standing intent: {intent.stance}"
    stances = [stance_of(exercise, one, step) for one, step in waiting]
    counted = ", ".join(f"{stance} {stances.count(stance)}" for stance in ("approve", "decline", "ask") if stance in stances)
    return f"standing intent will: {counted}"


DECLARED = {
    "hold": "the deck lets their steps wait",
    "approve": "the deck approves for them",
    "bot": "the deck wants a bot in this seat",
    "control": "the deck asks you to act for them",
}
"""What the deck declares for an organisation that nobody holds."""


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
