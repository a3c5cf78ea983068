"""What was short, per system and theatre, and how it divides; what would have come of the same orders two years earlier."""

from collections.abc import Iterator, Mapping, Sequence

from aar.answer import Answer, SystemAnswer
from aar.plain import PlainAnswer, PlainSystem
from aar.wording import WIDTH, fitted, packed, paragraph, percent, units
from aar.worlds.beforehand import EARLIER
from engine.ids import TheatreId

NAMES = {
    "seam": "waiting",
    "withheld": "choices",
    "not_attempted": "untried",
    "pacing": "pacing",
    "unheld": "unheld",
    "gap": "gap",
}
"""Rule 15.2: the shares of a split, as the page calls them."""
LEGEND = {
    "seam": "Waiting: at seams, one let others wait.",
    "withheld": "Choices: declined or returned.",
    "not_attempted": "Untried: a planner's additions, in hindsight.",
    "pacing": "Pacing: our own turns, no finding.",
    "unheld": "Unheld: seats that nobody took, no finding.",
    "gap": "Gap: the rest, at the most.",
}
PLAIN_NAMES = {key: NAMES.get(key, key) for key in ("seam", "withheld", "pacing", "unheld", "rest")}
PLAIN_LEGEND = LEGEND | {"rest": "Rest: untried or gap, which only a planner tells apart."}
SIGNS = "Below 0: without it more would be short. A row sums to 100."
MOST_CHANGED = 5
MOSTLY = 10
"""On the front a row of a system without priority, whose shares beside the gap are all below so many percent, is told in a
line with its like."""


def short(answer: Answer) -> Iterator[str]:
    """The front's table, and what an earlier start would have changed."""
    yield from _divided(answer, NAMES, LEGEND, rest="gap")
    changed = changed_by_an_earlier_start(answer)
    more = f"; {len(changed) - MOST_CHANGED} more by less" if len(changed) > MOST_CHANGED else ""
    if any(one.shortage.units for one in answer.systems):
        yield from paragraph(
            f"The same orders begun {EARLIER // 52} years earlier: unmet need {'; '.join(changed[:MOST_CHANGED])}{more}."
            if changed
            else f"The same orders begun {EARLIER // 52} years earlier would have changed no percent of this."
        )


def short_plainly(plain: PlainAnswer) -> Iterator[str]:
    """The same table from the plain answer."""
    yield from _divided(plain, PLAIN_NAMES, PLAIN_LEGEND, rest="rest")


def _divided(answer: PlainAnswer, names: Mapping[str, str], legend: Mapping[str, str], *, rest: str) -> Iterator[str]:
    """Priority systems, and what divides; other rows whose shortage is nearly all in the last share in one sentence."""
    yield "WHAT WAS SHORT, AND WHY?"
    rows = [(theatre, one) for theatre in _theatres(answer) for one in answer.systems if one.short_in[theatre]]
    told = [(theatre, one) for theatre, one in rows if one.system in answer.priority or _divides(one, theatre, rest)]
    keys = [key for key in names if key == rest or any(part_of(one, theatre, key) for theatre, one in told)]
    yield from _table(told, keys, names)
    plain = [(theatre, one) for theatre, one in rows if (theatre, one) not in told]
    if plain:
        yield from paragraph(f"Unmet, and {rest} but for less than {MOSTLY}% of it: {_shares_in_a_line(plain)}.")
    if told:
        signs = f" {SIGNS}" if any(part_of(one, theatre, key) < 0 for theatre, one in told for key in keys) else ""
        yield from paragraph(" ".join(legend[key] for key in keys) + signs)
    if not rows:
        yield "  Nothing was short."
    idle = [one.system for one in answer.systems if not one.shortage.need]
    if idle:
        yield from paragraph(f"Not needed so far: {', '.join(idle)}.")


def shares(answer: Answer) -> Iterator[str]:
    """Every row with every share."""
    rows = [(theatre, one) for theatre in _theatres(answer) for one in answer.systems if one.short_in[theatre]]
    if not rows:
        return
    yield "WHAT WAS SHORT, SYSTEM BY SYSTEM"
    yield from _table(rows, list(NAMES), NAMES)
    for told in (*LEGEND.values(), SIGNS):
        yield from paragraph(told)
    yield ""


def _theatres(answer: PlainAnswer) -> list[TheatreId]:
    return list(answer.systems[0].short_in)


def _divides(one: PlainSystem, theatre: TheatreId, rest: str) -> bool:
    return any(abs(part_of(one, theatre, key)) >= MOSTLY for key in one.split if key != rest)


def part_of(one: PlainSystem, theatre: TheatreId, key: str) -> int:
    """A share in whole percent of what was short there."""
    part, whole = one.split_in[theatre][key], one.short_in[theatre]
    rounded = (abs(part) * 100 + whole // 2) // whole
    return -rounded if part < 0 else rounded


def _table(rows: Sequence[tuple[TheatreId, PlainSystem]], keys: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    if rows:
        yield f"  {'':<13}{'need,':>9}{'% not':>6}  of what was short, percent lost to"
    for theatre in dict.fromkeys(theatre for theatre, _ in rows):
        heads = "".join(f"{names[key]:>8}" for key in keys)
        yield f"  {fitted(theatre, 15):<15}{'units':>7}{'met':>6}{heads}"
        for at, one in rows:
            if at == theatre:
                cells = "".join(f"{part_of(one, theatre, key) or '·':>8}" for key in keys)
                unmet = packed(one.short_in[theatre], one.need_in[theatre]).removesuffix("%")
                yield f"  {one.system:<13}{units(one.need_in[theatre]):>9}{unmet:>6}{cells}"


def _shares_in_a_line(rows: Sequence[tuple[TheatreId, PlainSystem]]) -> str:
    """What was unmet, by theatre; a single theatre needs no name."""
    by_theatre: dict[TheatreId, list[str]] = {}
    for theatre, one in rows:
        by_theatre.setdefault(theatre, []).append(f"{one.system} {packed(one.short_in[theatre], one.need_in[theatre])}")
    if len(by_theatre) == 1:
        return ", ".join(*by_theatre.values())
    return "; ".join(f"in {theatre} {', '.join(told)}" for theatre, told in by_theatre.items())


def changed_by_an_earlier_start(answer: Answer) -> list[str]:
    """Systems whose unmet need would be another by a percent, those that would change most first."""
    told = []
    for one in sorted(answer.systems, key=_change, reverse=True):
        came, would = (packed(unmet, one.shortage.need) for unmet in (one.shortage.units, one.beforehand))
        if one.shortage.need and came != would:
            told.append(f"{one.system} {came.removesuffix('%')} → {would}")
    return told


def _change(one: SystemAnswer) -> int:
    """By how much of the need, in permille, an earlier start would have changed what was short."""
    return abs(one.shortage.units - one.beforehand) * 1_000 // one.shortage.need if one.shortage.need else 0


def held_up(answer: Answer) -> Iterator[str]:
    """What limited the lines of systems that were short, each in one line."""
    lacking = [one for one in answer.systems if one.bound and one.shortage.units]
    if not lacking:
        return
    yield "WHAT HELD UP THE LINES, while they could still have made what was short"
    for one in lacking:
        yield f"  {one.system:<13} {fitted('; '.join(limits(one)[:4]), WIDTH - 16)}"
    yield from paragraph("Contract: nobody had ordered more. Percent of the weeks of all its lines.")
    yield ""


def limits(one: SystemAnswer) -> list[str]:
    """What bound a system's lines in how many percent of their weeks, most first; components by their titles."""
    weeks: dict[str, int] = {}
    for bound in one.bound:
        weeks[bound.title] = weeks.get(bound.title, 0) + bound.weeks
    total = sum(weeks.values())
    return [f"{name} {percent(weeks[name], total)}" for name in sorted(weeks, key=lambda name: (-weeks[name], name))]
