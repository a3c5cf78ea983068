"""The one-page answer as text for a terminal of 80 columns. What it says is decided in `aar/answer.py`, not here."""

from collections.abc import Iterator, Sequence
from statistics import median_low

from aar.answer import DOUBLED, MEASURE_MONTH, MEASURE_OF_EIGHT, MEASURE_PERCENT, Answer, SystemAnswer
from aar.models import Finding
from aar.places import places
from aar.reacting_page import reacting
from aar.redraws_page import other_dice
from aar.standing import standing
from aar.wording import WIDTH, bullet, count, fitted, paragraph, percent, units
from aar.worlds.beforehand import EARLIER
from engine.ids import TheatreId
from engine.units import THOUSAND

MONTHS = (6, 12, 24)
COLUMNS = {
    "seam": "waiting",
    "withheld": "choices",
    "not_attempted": "untried",
    "pacing": "pacing",
    "unheld": "unheld",
    "gap": "gap",
}
"""Rule 15.2: the shares of a split, as the page calls them."""
LEGEND = (
    ("waiting", "at seams: the same orders, had nobody let the others wait"),
    ("choices", "declined or returned by somebody, with a reason"),
    ("untried", "what a planner with hindsight would also have proposed"),
    ("pacing", "our own turns, and unheld seats that nobody took: no findings"),
    ("gap", "what none of this would have brought: an upper bound"),
)
RESTS_ON = (
    "One group on one day is an observation, not a frequency: another seed, other dice.",
    "Stocks, need, and most capacities and times are notional or estimates; rules.md and the baseline's tags say which.",
    (
        "Other worlds are the same orders in these same weeks, with the same dice, injects, red actions, capacities, slots "
        "and money; an order that finds no slot, money or law there waits for them. Waits that never ended count as if the "
        "organisation had concurred."
    ),
    "The planner proposes greedily, one initiative for each organisation and turn: a better plan may exist.",
    "What each organisation knew too late is not counted.",
)


def page(answer: Answer, findings: Sequence[Finding]) -> str:
    """The whole page; lines of at most 78 columns."""
    return "\n".join(line.rstrip() for line in _lines(answer, findings)) + "\n"


def _lines(answer: Answer, findings: Sequence[Finding]) -> Iterator[str]:
    yield answer.marking
    yield f"THE ANSWER · {answer.deck}"
    yield f"{answer.exercise} · {count(answer.weeks, 'week')} · {answer.entries:,} entries"
    if answer.ended:
        yield f"seed {answer.seed}"
    yield f"head {answer.head}"
    if not answer.ended:
        yield "The exercise has not ended: this is the answer so far."
    yield ""
    yield from _assumption(answer)
    yield from _said(answer)
    yield from _short(answer)
    yield from reacting(answer)
    yield from other_dice(answer)
    yield from _earlier(answer)
    yield from places(answer, findings)
    yield from _bound(answer)
    yield from standing(answer)
    yield "WHAT THIS RESTS ON"
    for sentence in RESTS_ON:
        yield from bullet(sentence)
    if answer.control_inputs:
        numbers = ", ".join(map(str, answer.control_inputs))
        yield from bullet(f"Control changed the course by hand in entries {numbers}.")


def _asked(answer: Answer) -> list[SystemAnswer]:
    """The priority systems, or all where the deck names none."""
    return [one for one in answer.systems if one.system in answer.priority] or list(answer.systems)


def _assumption(answer: Answer) -> Iterator[str]:
    asked = _asked(answer)
    doubled = sum(one.doubled_month is not None for one in asked)
    verdict = "YES" if doubled == len(asked) else "NO" if answer.ended else "NOT YET"
    yield f"DID THE SURGE ASSUMPTION HOLD?  {verdict}"
    by_then = sum(one.measure_month is not None and one.measure_month <= MEASURE_MONTH for one in asked)
    wanted = -(-len(asked) * MEASURE_OF_EIGHT // 8)
    yield from paragraph(
        f"{doubled} of {count(len(asked), 'priority system')} doubled their rate in {count(answer.weeks, 'week')}. "
        f"{by_then} reached {MEASURE_PERCENT // 100}.{MEASURE_PERCENT % 100 // 10} times their rate by month {MEASURE_MONTH}; "
        f"objective O1 asks for {wanted}."
    )
    yield ""
    yield f"  {'units a month':<13} {'StartEx':>7} {'month 12':>9} {'month 24':>9} {'best':>7} {'doubled':>9}   said for month"
    for one in asked:
        when = f"month {one.doubled_month}" if one.doubled_month else "never"
        best = units(one.best_rate) if one.best_rate else "–"
        rates = " ".join(f"{_reached(one, month):>9}" for month in (12, 24))
        yield f"  {one.system:<13} {units(one.start_rate):>7} {rates} {best:>7} {when:>9}   {_promised(answer, one)}"
    others = [one for one in answer.systems if one not in asked]
    if others:
        came = [f"{one.system} (month {one.doubled_month})" for one in others if one.doubled_month]
        yield from paragraph(f"Of the {len(others)} other systems {', '.join(came) or 'none'} doubled.")
    yield ""


def _promised(answer: Answer, one: SystemAnswer) -> str:
    """By when organisations had said that it would double, and by how much the typical one was wrong."""
    months: dict[str, int] = {}
    for row in answer.said:
        if row.system == one.system and row.expected * THOUSAND >= DOUBLED * one.start_rate:
            months[row.organisation] = min(row.month, months.get(row.organisation, row.month))
    if not months:
        return "by nobody"
    first, last, middle = min(months.values()), max(months.values()), median_low(months.values())
    when = f"{first}" if first == last else f"{first} to {last}"
    if one.doubled_month is None:
        return when
    late = one.doubled_month - middle
    return f"{when}, {abs(late)} {'late' if late > 0 else 'early'}" if late else f"{when}, so it was"


def _said(answer: Answer) -> Iterator[str]:
    """What each organisation had on record: a surge assumption is somebody's."""
    if not answer.said:
        yield "  Nobody sealed an estimate at StartEx."
        yield ""
        return
    asked = {one.system: one for one in _asked(answer)}
    played = [month for month in MONTHS if any(month in one.rate_at for one in asked.values())]
    month = played[-1] if played else MONTHS[0]
    yield f"  {'said at StartEx':<26} {'doubling by 24':>15} {f'off in month {month}':>16}   first to act"
    for organisation in sorted({row.organisation for row in answer.said}):
        rows = [row for row in answer.said if row.organisation == organisation and row.system in asked]
        bold = {row.system for row in rows if row.expected * THOUSAND >= DOUBLED * asked[row.system].start_rate}
        errors = [_error(asked[row.system], row.expected, month) for row in rows if row.month == month]
        known = [one for one in errors if one is not None]
        wrong = f"{median_low(known):+} %" if known else "–"
        first = ", ".join(dict.fromkeys(row.first_mover for row in rows))
        systems = len({row.system for row in rows})
        doubling = f"{len(bold)} of {systems}"
        yield f"  {organisation:<26} {doubling:>15} {wrong:>16}   {fitted(first, 14)}"
    yield from paragraph(f"Off: how far its expectation for month {month} lay above (+) or below (-) what came, the median.")
    yield ""


def _error(one: SystemAnswer, expected: int, month: int) -> int | None:
    came = one.rate_at.get(month)
    return (expected * THOUSAND - came) * 100 // came if came else None


def _reached(one: SystemAnswer, month: int) -> str:
    return units(one.rate_at[month]) if month in one.rate_at else "–"


def _short(answer: Answer) -> Iterator[str]:
    yield "WHAT WAS SHORT, AND WHY?"
    theatres = list(answer.systems[0].short_in)
    lacking = [theatre for theatre in theatres if any(one.short_in[theatre] for one in answer.systems)]
    if lacking:
        yield f"  {'':<36}of what was short, percent lost to"
    for theatre in lacking:
        heads = "".join(f"{name:>8}" for name in COLUMNS.values())
        yield f"  {fitted(theatre, 14):<14} {'need':>7}{'short':>6}{heads}"
        for one in answer.systems:
            if one.short_in[theatre]:
                yield _shares(one, theatre)
    if lacking:
        for name, said in LEGEND:
            yield f"    {name:<8} {said}"
    never = [one.system for one in answer.systems if not one.shortage.units and one.shortage.need]
    if never:
        yield from paragraph(f"Needed and never short: {', '.join(never)}.")
    idle = [one.system for one in answer.systems if not one.shortage.need]
    if idle:
        yield from paragraph(f"Not needed so far: {', '.join(idle)}.")
    yield ""


def _shares(one: SystemAnswer, theatre: TheatreId) -> str:
    need, short, split = one.need_in[theatre], one.short_in[theatre], one.split_in[theatre]
    shares = "".join(f"{_part(split[key], short):>8}" for key in COLUMNS)
    return f"  {one.system:<14} {units(need):>7}{percent(short, need).replace(' ', ''):>6}{shares}"


def _part(value: int, short: int) -> str:
    return percent(value, short).removesuffix(" %") if value else "·"


def _earlier(answer: Answer) -> Iterator[str]:
    lacking = [one for one in answer.systems if one.shortage.units or one.beforehand]
    if not lacking:
        return
    yield f"BEGUN {EARLIER // 52} YEARS EARLIER"
    changed = [
        one for one in lacking if percent(one.beforehand, one.shortage.need) != percent(one.shortage.units, one.shortage.need)
    ]
    if not changed:
        yield from paragraph(
            "What these orders built, begun two years before, would have changed nothing that shows in percent."
        )
    else:
        told = [
            f"{one.system} {percent(one.shortage.units, one.shortage.need)} → {percent(one.beforehand, one.shortage.need)}"
            for one in changed
        ]
        yield from paragraph(
            f"Had what these same orders build been begun {EARLIER} weeks before, so much of the need would have been unmet "
            f"instead: {', '.join(told)}. That is the price of waiting for the crisis."
        )
    yield ""


def _bound(answer: Answer) -> Iterator[str]:
    """The limits of systems that were short, each in one line."""
    lacking = [one for one in answer.systems if one.bound and one.shortage.units]
    if not lacking:
        return
    yield "WHAT HELD UP THE LINES, while they could still have made what was short"
    for one in lacking:
        weeks: dict[str, int] = {}
        for bound in one.bound:
            weeks[bound.constraint] = weeks.get(bound.constraint, 0) + bound.weeks
        total = sum(weeks.values())
        ordered = sorted(weeks, key=lambda name: (-weeks[name], name))
        said = ", ".join(f"{name} {percent(weeks[name], total)}" for name in ordered[:4])
        yield f"  {one.system:<13} {fitted(said, WIDTH - 16)}"
    yield from paragraph("Contract: nobody had ordered more. Percent of the weeks of all its lines.")
    yield ""
