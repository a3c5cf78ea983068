"""The line under the title: who is ready and for whom everybody waits; before StartEx who is held; at the end where to look."""

from textual.content import Content
from textual.widgets import Static

from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.phases import Phase
from tui.glyphs import Glyphs
from tui.inking import inked, joined, key
from tui.words import plural, short_name

FINDINGS = "the answer: surgex review URL (your token), or at the server surgex findings DATABASE"
NAMED = 3
"""So many organisations are named on one line."""
KINDS = ("a person", "nobody", "a bot")
"""Who can hold an organisation, in the order in which control looks at them."""


class StandingLine(Static):
    """One line that stays; it stands out when everybody is ready."""

    DEFAULT_CSS = """
    StandingLine { height: auto; max-height: 2; padding: 0 1; color: $text-warning; }
    StandingLine.-all { text-style: bold reverse; color: $text-success; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False, id="standing-line")

    def show(self, content: Content, *, everybody: bool) -> None:
        """Show the line; no words, no line."""
        self.display = bool(content.plain)
        self.set_class(everybody, "-all")
        self.update(content)


def standing_words(exercise: Exercise, head: tuple[int, str] | None, glyphs: Glyphs) -> Content:
    """Who is ready in BRIEF and ORDERS, who is held before StartEx, and where the answer is after EndEx."""
    match exercise.phase:
        case Phase.SETUP | Phase.CHECK_IN:
            return joined(
                key("s"), f" starts the exercise {glyphs.dot} ", nobody_words(exercise) or "every organisation is held"
            )
        case Phase.ORDERS | Phase.BRIEF if exercise.paused:
            return joined(key("p"), f" goes on {glyphs.dot} ", ready_words(exercise, glyphs))
        case Phase.ORDERS:
            return joined(key("n"), f" LOCKS the turn for good {glyphs.dot} ", ready_words(exercise, glyphs))
        case Phase.BRIEF:
            return inked(ready_words(exercise, glyphs))
        case Phase.CURTAIN | Phase.HOT_WASH | Phase.SEALED:
            sealed = f"head {head[0]} {head[1][:12]} {glyphs.dot} " if head else ""
            return inked(f"{sealed}seed {exercise.seed} {glyphs.dot} {FINDINGS}")
        case _:
            return inked("")


def everybody_is_ready(exercise: Exercise) -> bool:
    """Whether nobody who is held is still at the orders."""
    return exercise.phase is Phase.ORDERS and bool(exercise.holders) and not not_ready(exercise)


def not_ready(exercise: Exercise) -> list[OrganisationId]:
    """Held organisations that have not said that they are ready, those of people before those of bots."""
    return [one for one in people_first(exercise) if one in exercise.holders and not exercise.ready.get(one)]


def people_first(exercise: Exercise) -> list[OrganisationId]:
    """Every organisation: those that a person holds, then those that nobody holds, then those of bots."""
    return sorted(exercise.world.organisations, key=lambda one: KINDS.index(holder_kind(exercise, one)))


def ready_words(exercise: Exercise, glyphs: Glyphs, more: str = "see [2]") -> str:
    """`4 of 6 ready; waiting for …`, of those that are held; `more` says where the others stand."""
    if not exercise.holders:
        return "nobody speaks for any organisation"
    busy, held = not_ready(exercise), len(exercise.holders)
    if not busy:
        return f"{glyphs.done} everybody is ready ({held} of {held})"
    names = ", ".join(short_name(exercise.world, one) for one in busy[:NAMED])
    if len(busy) > NAMED:
        names += f" and {len(busy) - NAMED} more, {more}"
    return f"{held - len(busy)} of {held} ready; waiting for {names}"


def holder_kind(exercise: Exercise, organisation: OrganisationId) -> str:
    """A person, a bot, or nobody."""
    holder = exercise.holders.get(organisation)
    if holder is None:
        return "nobody"
    return "a bot" if holder.startswith("bot") else "a person"


def nobody_words(exercise: Exercise) -> str:
    """That nobody holds some organisations, and which; empty where there are none."""
    empty = empty_seats(exercise)
    return f"nobody holds {empty}" if empty else ""


def empty_seats(exercise: Exercise) -> str:
    """The organisations that nobody holds, by title, the first few of many; empty where there are none."""
    empty = [short_name(exercise.world, one) for one in exercise.world.organisations if one not in exercise.holders]
    more = f" and {len(empty) - NAMED} more" if len(empty) > NAMED + 1 else ""
    return ", ".join(empty[:NAMED] if more else empty) + more


def held_words(exercise: Exercise) -> str:
    """How many organisations are held, and by whom."""
    kinds = [holder_kind(exercise, one) for one in exercise.world.organisations]
    words = [("held by persons", "a person"), ("held by bots", "a bot"), ("held by nobody", "nobody")]
    counted = [f"{kinds.count(kind)} {text}" for text, kind in words if kind in kinds]
    return f"{plural(len(kinds), 'organisation')}: {', '.join(counted)}"
