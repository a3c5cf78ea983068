"""Did the surge assumption hold: each priority system's rates, and what each organisation had said of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median_low

from aar.plain import PlainAnswer, PlainSystem
from aar.rates import DOUBLED, MEASURE_PERCENT
from aar.wording import indented, paragraph, units
from engine.titles import plural
from engine.units import THOUSAND, WEEKS_IN_YEAR

MONTHS = (6, 12, 24)


def assumption(answer: PlainAnswer) -> Iterator[str]:
    """The verdict in a word, the rates of the priority systems, and what had been said, in two sentences."""
    asked = asked_of(answer)
    yield f"DID THE SURGE ASSUMPTION HOLD?  {verdict(answer)}"
    yield from paragraph(verdict_told(answer))
    yield f"  {'units a month':<13} {'StartEx':>7} {'month 12':>9} {'month 24':>9} {'best':>7} {'doubled':>9}   said for month"
    for one in asked:
        when = f"month {one.doubled_month}" if one.doubled_month else "never"
        best = units(one.best_rate) if one.best_rate else "–"
        rates = " ".join(f"{_reached(one, month):>9}" for month in (12, 24))
        yield f"  {one.system:<13} {units(one.start_rate):>7} {rates} {best:>7} {when:>9}   {promised(answer, one)}"
    yield from paragraph(said_in_short(answer))
    yield ""


def verdict(answer: PlainAnswer) -> str:
    """In a word."""
    asked = asked_of(answer)
    doubled = sum(one.doubled_month is not None for one in asked)
    if doubled == len(asked):
        return "YES"
    if not answer.ended:
        return "NOT YET"
    return "NOT SEEN" if _ended_before(answer) else "NO"


def _ended_before(answer: PlainAnswer) -> int:
    """The month by which an objective asks for the surge, where play ended before it; 1 where no week was played; else 0."""
    month = answer.asked.month if answer.asked else 0
    return max(1, month) if not answer.weeks or answer.weeks * 12 < month * WEEKS_IN_YEAR else 0


def verdict_told(answer: PlainAnswer) -> str:
    """In sentences: how many priority systems doubled, and how many came as far as the objective asks."""
    asked = asked_of(answer)
    doubled = sum(one.doubled_month is not None for one in asked)
    month = answer.asked.month if answer.asked else 0
    by_then = sum(one.measure_month is not None and (not month or one.measure_month <= month) for one in asked)
    others = [one for one in answer.systems if one not in asked]
    came = [f"{one.system} (month {one.doubled_month})" for one in others if one.doubled_month]
    more = f" Of the {len(others)} other systems {', '.join(came)} doubled." if came else ""
    if answer.ended and (before := _ended_before(answer)):
        more += f" Play ended after {plural(answer.weeks, 'week')}, before month {before} was over: it does not say."
    return (
        f"{doubled} of {plural(len(asked), 'priority system')} doubled their rate in {plural(answer.weeks, 'week')}. "
        f"{by_then} reached {MEASURE_PERCENT // 100}.{MEASURE_PERCENT % 100 // 10} times their rate"
        f"{f' by month {month}' if month else ''}"
        f"{f'; objective {answer.asked.objective} asks for {answer.asked.systems}' if answer.asked else ''}.{more}"
    )


def asked_of(answer: PlainAnswer) -> list[PlainSystem]:
    """The priority systems, or all where the deck names none."""
    return [one for one in answer.systems if one.system in answer.priority] or list(answer.systems)


def _reached(one: PlainSystem, month: int) -> str:
    return units(one.rate_at[month]) if month in one.rate_at else "–"


def promised(answer: PlainAnswer, one: PlainSystem) -> str:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What organisations that said the same had on record: a surge assumption is somebody's."""

    organisations: tuple[str, ...]
    doubling: int
    of: int
    off: int | None
    """Percent by which its expectation lay above what came, the median over the systems; None where nothing came yet."""
    first: tuple[str, ...]
    """Who must act first, as they said."""


def expectations(answer: PlainAnswer) -> tuple[int, list[Expected]]:
    """The month that is compared, and what was said of it, the boldest first; equal ones are one."""
    asked = {one.system: one for one in asked_of(answer)}
    played = [month for month in MONTHS if any(month in one.rate_at for one in asked.values())]
    month = played[-1] if played else MONTHS[0]
    alike: dict[tuple[int, int, int | None], tuple[list[str], list[str]]] = {}
    for organisation in sorted({row.organisation for row in answer.said}):
        rows = [row for row in answer.said if row.organisation == organisation and row.system in asked]
        bold = {row.system for row in rows if row.expected * THOUSAND >= DOUBLED * asked[row.system].start_rate}
        errors = [_error(asked[row.system], row.expected, month) for row in rows if row.month == month]
        known = [one for one in errors if one is not None]
        key = len(bold), len({row.system for row in rows}), median_low(known) if known else None
        organisations, first = alike.setdefault(key, ([], []))
        organisations.append(organisation)
        first += [row.first_mover for row in rows]
    told = [
        Expected(organisations=tuple(names), doubling=key[0], of=key[1], off=key[2], first=tuple(dict.fromkeys(first)))
        for key, (names, first) in alike.items()
    ]
    return month, sorted(told, key=lambda one: (-one.doubling, -(one.off or 0), one.organisations))


def _error(one: PlainSystem, expected: int, month: int) -> int | None:
    came = one.rate_at.get(month)
    return (expected * THOUSAND - came) * 100 // came if came else None


def said_in_short(answer: PlainAnswer) -> str:
    """What had been said at StartEx, in sentences."""
    month, told = expectations(answer)
    if not told:
        return "Nobody sealed an estimate at StartEx."
    each = [one for one in told for _ in one.organisations]
    bold, timid = each[0], each[-1]
    middle = each[len(each) // 2]
    text = f"Said at StartEx by {plural(len(each), 'organisation')}: {middle.doubling} of {middle.of} would double, the median"
    if bold.doubling != timid.doubling:
        text += f"; {bold.doubling} by the boldest ({_names(bold)}), {timid.doubling} by the most careful ({_names(timid)})"
    if middle.off is not None:
        way = "above" if middle.off >= 0 else "below"
        text += f". Their rates for month {month} lay {abs(middle.off)} % {way} what came, the median"
    return text + "."


def _names(one: Expected) -> str:
    more = f" and {len(one.organisations) - 1} more" if len(one.organisations) > 1 else ""
    return f"{one.organisations[0]}{more}"


def said(answer: PlainAnswer) -> Iterator[str]:
    """Everything that was said at StartEx; organisations that said the same stand together."""
    month, told = expectations(answer)
    if not told:
        return
    yield "WHAT EACH ORGANISATION HAD SAID AT STARTEX"
    for one in told:
        off = "nothing to compare yet" if one.off is None else f"{one.off:+} % off in month {month}"
        told_of = f"{one.doubling} of {one.of} to double by month {MONTHS[-1]}, {off}; first to act: {', '.join(one.first)}"
        yield from indented(f"{told_of}. So said {', '.join(one.organisations)}.", 2, hanging=2)
    yield from paragraph("Off: how far the expected rate lay above (+) or below (-) what came, the median over the systems.")
    yield ""
