"""The part of the page about run B: what red would have done otherwise in other worlds, and what of the split that changes."""

from collections.abc import Iterator, Sequence

from aar.answer import Answer, SystemAnswer
from aar.pages.short import NAMES
from aar.wording import paragraph, percent
from aar.worlds.ladder import KEYS
from aar.worlds.reacting import Move
from engine.ids import TheatreId

MOST_MOVES = 3


def reacting_in_short(answer: Answer) -> Iterator[str]:
    """Where run B divides the shortage otherwise, in a sentence; nothing where it does not."""
    changed = [
        f"{one.system} in {theatre}" for one in answer.systems for theatre in one.split_in if list(_shares(one, theatre))
    ]
    if changed:
        yield from paragraph(f"Red as played; had it decided again in each world, {', '.join(changed)} would divide otherwise.")


def reacting(answer: Answer) -> Iterator[str]:
    """One paragraph; nothing where red has nothing to decide."""
    if not any(one.moves for one in answer.reacting.worlds.values()):
        return
    differing = answer.reacting.differing()
    shares = [told for one in answer.systems for theatre in one.split_in for told in _shares(one, theatre)]
    if not differing:
        text = "Red as played (run A). Had red decided again in each of these worlds (run B), it would have done the same."
    else:
        world, more, fewer = max(differing, key=lambda one: len(one[1]) + len(one[2]))
        text = (
            "Red as played (run A). Had red decided again in each of these worlds (run B), it would have acted otherwise in "
            f"{len(differing)} of them, most where {WORLDS[world]}: {_moves(more, fewer)}. "
        )
        text += f"Shares that change: {'; '.join(shares)}." if shares else "No share changes by a percent."
    yield from paragraph(text)
    yield ""


WORLDS = {
    "prompt": "nobody waited",
    "continuous": "nothing waited for our turns",
    "staffed": "every seat was held",
    "concurring": "nobody declined",
    "attempted": "the planner also proposed",
}


def _moves(more: Sequence[Move], fewer: Sequence[Move]) -> str:
    told = [f"“{one.title}” in week {one.week}" for one in more[:MOST_MOVES]]
    if len(more) > MOST_MOVES:
        told.append(f"{len(more) - MOST_MOVES} more")
    left = [f"not in week {one.week} “{one.title}”" for one in fewer[:MOST_MOVES]]
    if len(fewer) > MOST_MOVES:
        left.append(f"{len(fewer) - MOST_MOVES} others neither")
    return ", ".join(told + left)


def _shares(one: SystemAnswer, theatre: TheatreId) -> Iterator[str]:
    """Where a share of what was short differs by a percent or more."""
    short = one.short_in[theatre]
    a, b = one.split_in[theatre], one.reacting_in[theatre]
    changed = [
        f"{NAMES[key]} {percent(a[key], short).removesuffix(' %')} → {percent(b[key], short)}"
        for key in KEYS
        if percent(a[key], short) != percent(b[key], short)
    ]
    if changed:
        yield f"{one.system} in {theatre} {', '.join(changed)}"
