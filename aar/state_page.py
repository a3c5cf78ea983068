"""The state after one entry as a page of 80 columns for control and reviewers: what is where, and who is waited for."""

from collections.abc import Iterator, Mapping

from aar.snapshot import Snapshot, SoFar, recorded_in
from aar.wording import bullet, fitted, initiative_words, money, units
from engine.exercise import Exercise, Initiative, StepState
from engine.playbook import fill
from engine.standings import Fate, standings
from engine.stored import state_hash
from engine.titles import plural
from engine.views import View

NOTHING = SoFar(need=0, met=0, short=0)
NEVER_OUT = 9_999
FATES: Mapping[Fate, str] = {
    "approve": "approved",
    "approve-when-able": "once able",
    "decline": "declined",
    "open": "left open",
}
"""What a standing intent makes of a step that waits, for the end of a line."""


def state_page(snapshot: Snapshot) -> str:
    """The whole page; lines of at most 78 columns."""
    return "\n".join(line.rstrip() for line in _lines(snapshot)) + "\n"


def _lines(snapshot: Snapshot) -> Iterator[str]:
    exercise, moment = snapshot.moment.exercise, snapshot.moment
    yield exercise.world.deck.marking
    yield fitted(f"STATE AFTER ENTRY {moment.number} · {exercise.world.deck.title}", 78)
    yield f"{snapshot.exercise_id} · {where(exercise)}"
    yield from _recorded(snapshot)
    yield f"hash  {moment.hash}"
    yield f"state {state_hash(exercise)}"
    if exercise.paused:
        yield "PauseEx: nothing but control's orders is taken."
    yield ""
    yield from _stocks(snapshot)
    yield from _open_initiatives(exercise)
    yield from _standings(exercise)
    yield from _accounts(exercise)
    yield from indices({index: exercise.indices[index] for index in exercise.indices})
    yield from _seats(exercise)


def where(at: Exercise | View) -> str:
    """Turn, phase and week in words."""
    if at.phase.before_start:
        return f"{at.phase}: before StartEx"
    if at.phase.over:
        return f"{at.phase}: EndEx was after {plural(at.week - 1, 'week')}"
    practice = "practice, " if at.practice else ""
    return f"{practice}turn {at.turn} of {at.turns} · {at.phase} · week {at.week} is the present"


def _recorded(snapshot: Snapshot) -> Iterator[str]:
    recorded = recorded_in(snapshot.moment)
    if not recorded.order:
        yield "The entry is the log's header."
        return
    outcome = f"refused: {recorded.refusal}" if recorded.refusal else plural(recorded.events, "event")
    yield from bullet(f"{recorded.by}, {recorded.order}: {outcome}", "→", 0)


def _stocks(snapshot: Snapshot) -> Iterator[str]:
    exercise = snapshot.moment.exercise
    for theatre, declared in exercise.world.theatres.items():
        yield f"Stocks, and what was short so far, in units: {declared.title}"
        yield f"  {'system':<14} {'in theatre':>11} {'days':>6} {'in the rear':>12} {'need':>9} {'met':>9} {'short':>9}"
        for system in (one for place, one in exercise.world.places if place == theatre):
            so_far = snapshot.so_far.get(system, {}).get(theatre, NOTHING)
            days = exercise.days_of_supply(theatre, system)
            stock, rear = exercise.stocks.theatre[theatre][system], exercise.stocks.rear[system]
            yield (
                f"  {fitted(system, 14):<14} {units(stock):>11} {'–' if days >= NEVER_OUT else days:>6} "
                f"{units(rear):>12} {units(so_far.need):>9} {units(so_far.met):>9} {units(so_far.short):>9}"
            )
        yield ""


def _open_initiatives(exercise: Exercise) -> Iterator[str]:
    running = [one for one in exercise.initiatives.values() if one.running]
    yield f"Open initiatives ({len(running)}), and whom they wait for"
    for initiative in running:
        title = initiative_words(exercise, initiative)
        yield from bullet(f"{title} ({initiative.proposer}, week {initiative.week})")
        for step_id, step in initiative.steps.items():
            if not step.verdict:
                declared = exercise.type_of(initiative).step(step_id)
                yield from bullet(_waiting(exercise, initiative, step, fill(declared.title, initiative.parameters)), "→", 4)
    stopped = sum(bool(one.stopped) for one in exercise.initiatives.values())
    done = len(exercise.initiatives) - len(running) - stopped
    yield f"  {done} in effect, {stopped} stopped"
    yield ""


def _waiting(exercise: Exercise, initiative: Initiative, step: StepState, title: str) -> str:
    if not step.waits:
        return f"{title}: takes its time, {plural(step.processing, 'week')} from week {step.opened}"
    price = f", {money(step.price)}" if step.price else ""
    waited = f", waited {plural(step.waited_by_organisation, 'week')}" if step.waited_by_organisation else ""
    unheld = "" if step.by in exercise.holders else " (nobody holds it)"
    return f"waits for {step.by}{unheld}: {title}, open since week {step.opened}{waited}{price}"


def _standings(exercise: Exercise) -> Iterator[str]:
    """Rule 2.9: who has answered, and what will happen to what waits for them."""
    if exercise.phase.before_start or exercise.phase.over:
        return
    yield "Before the weeks pass"
    for standing in standings(exercise):
        ready = "ready" if standing.ready else "not ready" if standing.held else "held by nobody"
        fates = [one.fate for one in standing.waiting]
        said = ", ".join(f"{fates.count(fate)} {words}" for fate, words in FATES.items() if fate in fates)
        yield f"  {fitted(standing.organisation, 26):<26} {ready:<14} {said or 'nothing waits'}"
    yield ""


def _accounts(exercise: Exercise) -> Iterator[str]:
    yield "Accounts"
    for key, account in exercise.world.accounts.items():
        balance = money(exercise.balances.get(key, 0))
        yield f"  {fitted(account.title, 38):<38} {fitted(account.owner, 24):<24} {balance:>12}"
    yield ""


def indices(values: dict[str, int]) -> Iterator[str]:
    """The indices, three to a line."""
    yield "Indices"
    cells = [f"{fitted(index, 18):<18} {value:>5}" for index, value in values.items()]
    for at in range(0, len(cells), 3):
        yield "  " + "  ".join(cells[at : at + 3])
    yield ""


def _seats(exercise: Exercise) -> Iterator[str]:
    unheld = [one for one in exercise.world.organisations if one not in exercise.holders]
    if unheld:
        yield "Nobody holds"
        yield from bullet(", ".join(unheld))
    else:
        yield "Every organisation is held."
