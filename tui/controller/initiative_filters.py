"""Which initiatives control wants to see: all, by how they stand, or those that one organisation began or is waited for in."""

from collections.abc import Callable, Iterator

from engine.exercise import Exercise, Initiative
from tui.inking import faint, joined, strong
from tui.widgets.rows import Row
from tui.words import plural, short_name

ALL = "all"
STATES: dict[str, tuple[str, Callable[[Initiative], bool]]] = {
    ALL: ("all of them", lambda one: True),
    "running": ("under way", lambda one: one.running),
    "waiting": ("under way, and waiting for somebody", lambda one: one.running and bool(_waited_for(one))),
    "done": ("in effect", lambda one: one.done_week is not None),
    "stopped": ("stopped: declined, merged or withdrawn", lambda one: bool(one.stopped)),
}
"""By key what is shown, in words, and which those are."""


def shown_by(chosen: str) -> Callable[[Initiative], bool]:
    """Whether an initiative is shown; an organisation's id chooses those that it began and those that wait for it."""
    if chosen in STATES:
        return STATES[chosen][1]
    return lambda one: one.proposer == chosen or (one.running and chosen in _waited_for(one))


def choices(exercise: Exercise) -> Iterator[Row]:
    """What there is to choose, each with how many it shows; organisations that have to do with none are left out."""
    initiatives = list(exercise.initiatives.values())
    for name, (words, kept) in STATES.items():
        yield Row(name, joined(strong(words), faint(f"  {sum(map(kept, initiatives))}")))
    for organisation in exercise.world.organisations:
        began = sum(one.proposer == organisation for one in initiatives)
        wait = sum(one.running and organisation in _waited_for(one) for one in initiatives)
        if began or wait:
            said = f"  {plural(began, 'proposal')}, {wait} {'waits' if wait == 1 else 'wait'} for them"
            yield Row(str(organisation), joined(strong(short_name(exercise.world, organisation)), faint(said)))


def chosen_words(exercise: Exercise, chosen: str) -> str:
    """What is shown, for the line below the rows; empty where everything is."""
    if chosen == ALL:
        return ""
    kept, every = shown_by(chosen), exercise.initiatives.values()
    words = STATES[chosen][0] if chosen in STATES else f"of or for {short_name(exercise.world, chosen)}"
    return f"Shown: {words}, {sum(map(kept, every))} of {len(every)}. z shows others."


def _waited_for(one: Initiative) -> set[str]:
    waits = {str(step.by) for step in one.steps.values() if step.waits}
    return waits | ({str(one.proposer)} if any(step.verdict == "returned" for step in one.steps.values()) else set())
