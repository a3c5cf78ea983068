"""A comparison of two logs as a page of 80 columns: when they parted, what differs, and what it was worth."""

from collections.abc import Iterator, Sequence

from aar.models_of_comparison import Comparison, InitiativeCompared, OrderGiven
from aar.wording import bullet, fitted, paragraph, units
from engine.titles import plural

MOST = 12
"""Lines of one list; how many more there are is said."""


def compare_page(found: Comparison, names: tuple[str, str]) -> str:
    """The whole page; `names` are what the reader called the two logs."""
    return "\n".join(line.rstrip() for line in _lines(found, names)) + "\n"


def _lines(found: Comparison, names: tuple[str, str]) -> Iterator[str]:
    yield "TWO LOGS SIDE BY SIDE"
    for letter, name, log in zip("AB", names, (found.first, found.second), strict=True):
        yield fitted(f"{letter}  {name}: {log.exercise}, {plural(log.weeks, 'week')}, head {log.head[:16]}", 78)
    if not found.same_world:
        yield from paragraph("They were played on different decks or baselines: what differs need not come from orders.")
    if not found.same_dice:
        yield from paragraph("Chance is drawn from different seeds: what differs need not come from orders.")
    if found.first.weeks != found.second.weeks:
        fewer = "A" if found.first.weeks < found.second.weeks else "B"
        had = f"over the {plural(found.weeks_compared, 'week')} that both have" if found.weeks_compared else "nowhere"
        yield from paragraph(f"{fewer} ends earlier: quantities are set side by side {had}.")
    yield ""
    yield from _parting(found)
    yield from _worth(found)
    yield from _orders(found)
    yield from _initiatives(found.initiatives)
    yield from _rest(found)


def _parting(found: Comparison) -> Iterator[str]:
    yield "WHEN THEY PARTED"
    weeks = [one.first_week for one in found.systems.values() if one.first_week is not None]
    if found.parted_at is None:
        yield from paragraph("Nowhere: the same orders were given and answered alike.")
    else:
        first, second = found.parted_at
        yield from paragraph(
            f"In turn {found.parted_turn}, with week {found.parted_week} as the present: entry {first} of A and {second} of B."
        )
    if weeks:
        yield from paragraph(f"The physical world is another from week {min(weeks)} on.")
    elif found.parted_at is not None and found.weeks_compared:
        if found.first.weeks == found.second.weeks:
            told = "Nothing was needed, used, short or made otherwise: what differs did nothing to the world."
        else:
            told = "In these weeks nothing was needed, used, short or made otherwise."
        yield from paragraph(told)
    yield ""


def _worth(found: Comparison) -> Iterator[str]:
    differing = {key: one for key, one in found.systems.items() if one.first_week is not None}
    if not differing:
        return
    yield f"WHAT IT WAS WORTH, in units over {plural(found.weeks_compared, 'week')}"
    yield f"  {'':<20}{'short A':>10}{'short B':>10}{'B - A':>10}{'made B - A':>12}{'from week':>10}"
    for one in sorted(differing.values(), key=lambda each: (-abs(each.difference), each.title)):
        made = one.made_in_second - one.made_in_first
        row = f"  {fitted(one.title, 19):<20}{units(one.short_in_first):>10}{units(one.short_in_second):>10}"
        yield f"{row}{_signed(one.difference):>10}{_signed(made):>12}{one.first_week:>10}"
    alike = len(found.systems) - len(differing)
    if alike:
        yield f"  {plural(alike, 'system')} as before"
    yield ""


def _signed(thousandths: int) -> str:
    text = units(abs(thousandths))
    return text if text == "0" else f"{'+' if thousandths > 0 else '-'}{text}"


def _orders(found: Comparison) -> Iterator[str]:
    for letter, orders in (("A", found.only_in_first), ("B", found.only_in_second)):
        if orders:
            yield f"ORDERS IN {letter} ALONE: {len(orders)}"
            yield from _some([_order(one) for one in orders], "order")
            yield ""
    if found.answered_otherwise:
        yield f"THE SAME ORDERS ANSWERED OTHERWISE: {len(found.answered_otherwise)}"
        told = [
            f"{one.entries[0]} / {one.entries[1]}  turn {one.turn}  {one.by}: {one.says}: "
            f"{'refused in A, taken in B' if one.refused_in_first else 'taken in A, refused in B'}"
            for one in found.answered_otherwise
        ]
        yield from _some(told, "order")
        yield ""


def _order(one: OrderGiven) -> str:
    refused = " (refused)" if one.refused else ""
    return f"entry {one.entry}, turn {one.turn}, {one.by}: {one.says}{refused}"


def _initiatives(found: Sequence[InitiativeCompared]) -> Iterator[str]:
    if found:
        yield f"INITIATIVES THAT WENT ANOTHER WAY: {len(found)}"
        yield from _some(
            [f"{one.title}: {one.first or 'not in A'} / {one.second or 'not in B'}" for one in found], "initiative"
        )
        yield ""


def _rest(found: Comparison) -> Iterator[str]:
    if found.injects:
        yield f"INJECTS: {len(found.injects)}"
        yield from _some([f"{one.title}: {_turn(one.first)} / {_turn(one.second)}" for one in found.injects], "inject")
        yield ""
    if found.indices:
        yield "INDICES AT THE END, A / B"
        for one in found.indices.values():
            yield f"  {fitted(one.title, 56):<58}{one.first:>6}{one.second:>6}"


def _turn(turn: int | None) -> str:
    return "not out" if turn is None else f"turn {turn}"


def _some(told: Sequence[str], noun: str) -> Iterator[str]:
    for one in told[:MOST]:
        yield from bullet(one)
    if len(told) > MOST:
        yield f"  and {plural(len(told) - MOST, f'more {noun}')}; --json lists them all"
