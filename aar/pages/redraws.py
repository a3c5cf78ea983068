"""The part of the page about redraws of chance: how far what was short, its shares and the top boundaries reach."""

from collections.abc import Iterator

from aar.answer import Answer, SystemAnswer
from aar.pages.short import NAMES
from aar.redraws import Redrawn, Spread
from aar.wording import bullet, paragraph, units
from engine.titles import plural
from engine.units import THOUSAND

TOP_BOUNDARIES = 5


def other_dice(answer: Answer) -> Iterator[str]:
    """Each system that is short under any dice, in units; nothing where chance was not redrawn."""
    drawn = answer.redrawn
    if drawn is None:
        return
    yield f"WITH OTHER DICE, {plural(drawn.count, 'redraw')}: median (5 to 95 % of them), units"
    for one in answer.systems:
        if drawn.short[one.system].p95 >= THOUSAND:
            yield from bullet(_of_system(drawn, one))
    for worth in answer.boundaries[:TOP_BOUNDARIES]:
        told = [f"{system} {_told(one)}" for system, one in drawn.share[worth.boundary].items() if _matters(one)]
        if told:
            yield from bullet(f"Waiting between {' and '.join(worth.boundary)} cost {', '.join(told)}.")
    yield from paragraph(
        "Orders, injects and red as recorded; the same dice in all worlds of one redraw. A range on both sides of 0 says that "
        f"chance decides it. Boundaries: {plural(drawn.for_boundaries, 'redraw')}."
    )
    yield ""


def _of_system(drawn: Redrawn, one: SystemAnswer) -> str:
    shares = [f"{NAMES[key]} {_told(spread)}" for key, spread in drawn.split[one.system].items() if _matters(spread)]
    return f"{one.system} short {_told(drawn.short[one.system])}: {', '.join(shares)}."


def _told(spread: Spread) -> str:
    low, high = units(spread.p5), units(spread.p95)
    return f"{units(spread.median)} ({low})" if low == high else f"{units(spread.median)} ({low} to {high})"


def _matters(spread: Spread) -> bool:
    return max(abs(spread.p5), abs(spread.p95)) >= THOUSAND
