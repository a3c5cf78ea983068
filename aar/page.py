"""The one-page answer as text for a terminal of 80 columns. What it says is decided in `aar/answer.py`."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from aar.answer import Answer, SystemAnswer
from aar.attribution import BoundaryWorth
from aar.chain import Wait
from engine.stored import Plain
from engine.units import THOUSAND

WIDTH = 78
MOST_PLACES = 5
RESTS_ON = (
    "One group on one day is an observation, not a frequency.",
    "Stocks, need, and most capacities and times are notional or estimates; rules.md and the baseline's tags say which.",
    (
        "A seam is what the same orders, answered without delay, would have saved in these same weeks, with the same "
        "dice, capacities, slots and money. Waits that never ended count as if the organisation had concurred."
    ),
    "The rest holds choices, the pacing of our own turns and gaps; these are not told apart here.",
)


def page(answer: Answer) -> str:
    """The whole page; lines of at most 78 columns."""
    return "\n".join(line.rstrip() for line in _lines(answer)) + "\n"


def _lines(answer: Answer) -> Iterator[str]:
    yield answer.marking
    yield f"THE ANSWER · {answer.deck}"
    yield f"{answer.exercise} · {answer.weeks} weeks · {answer.entries} entries"
    if answer.ended:
        yield f"seed {answer.seed}"
    yield f"head {answer.head}"
    if not answer.ended:
        yield "The exercise has not ended: this is the answer so far."
    yield ""
    yield from _assumption(answer)
    yield from _short(answer)
    yield from _places(answer)
    yield from _lines_bound(answer)
    yield from _candidates(answer)
    yield "What this rests on"
    for sentence in RESTS_ON:
        yield from _bullet(sentence)
    if answer.control_inputs:
        numbers = ", ".join(map(str, answer.control_inputs))
        yield from _bullet(f"Control changed the course by hand in entries {numbers}.")


def _assumption(answer: Answer) -> Iterator[str]:
    doubled = sum(one.doubled_month is not None for one in answer.systems)
    verdict = "YES" if doubled == len(answer.systems) else "NO" if answer.ended else "NOT YET"
    after = "" if answer.ended else f" in {answer.weeks} weeks"
    yield f"Did the surge assumption hold?  {verdict}: {doubled} of {len(answer.systems)} systems doubled their rate{after}."
    yield f"  {'units a month':<13} {'StartEx':>8} {'best':>8} {'doubled':>10} {'month 6':>9} {'month 12':>9} {'month 24':>9}"
    for one in answer.systems:
        when = f"month {one.doubled_month}" if one.doubled_month else "never"
        rates = " ".join(f"{_reached(one, month):>9}" for month in (6, 12, 24))
        best = _units(one.best_rate) if one.best_rate else "–"
        yield f"  {one.shortage.system:<13} {_units(one.start_rate):>8} {best:>8} {when:>10} {rates}"
    yield ""
    yield from _said(answer)


def _said(answer: Answer) -> Iterator[str]:
    """What each organisation had on record: a surge assumption is somebody's."""
    if not answer.said:
        yield "  Nobody sealed an estimate at StartEx."
        yield ""
        return
    systems = [one.shortage.system for one in answer.systems]
    heads = " ".join(f"{system + ' 6/12/24':>17}" for system in systems)
    yield f"  {'expected at StartEx':<22} {heads}   first to act"
    for organisation in dict.fromkeys(row.organisation for row in answer.said):
        rows = [row for row in answer.said if row.organisation == organisation]
        cells = []
        for system in systems:
            by_month = {row.month: row.expected for row in rows if row.system == system}
            cells.append("/".join(str(by_month.get(month, "–")) for month in (6, 12, 24)))
        first = ", ".join(dict.fromkeys(row.first_mover for row in rows))
        yield f"  {organisation:<22} " + " ".join(f"{cell:>17}" for cell in cells) + f"   {_short_name(first)}"
    reached = ["/".join(_reached(one, month) for month in (6, 12, 24)) for one in answer.systems]
    yield f"  {'what came':<22} " + " ".join(f"{cell:>17}" for cell in reached)
    yield ""


def _short_name(text: str) -> str:
    return text if len(text) <= 12 else text[:11] + "…"


def _reached(one: SystemAnswer, month: int) -> str:
    return _units(one.rate_at[month]) if month in one.rate_at else "–"


def _short(answer: Answer) -> Iterator[str]:
    yield "What was short, and why?"
    yield f"  {'units':<13} {'need':>8} {'short':>14} {'lost waiting at a seam':>24} {'the rest':>10}"
    for one in answer.systems:
        need, short = one.shortage.need, one.shortage.units
        short_text = f"{_units(short)} ({_percent(short, need)})"
        seam_text = f"{_units(one.seam)} ({_percent(one.seam, short)})"
        yield f"  {one.shortage.system:<13} {_units(need):>8} {short_text:>14} {seam_text:>24} {_units(one.rest):>10}"
    yield ""


def _places(answer: Answer) -> Iterator[str]:
    yield "The few places that mattered"
    if not answer.boundaries:
        yield "  No step waited for its organisation: there was no seam."
    for number, worth in enumerate(answer.boundaries[:MOST_PLACES], start=1):
        yield from _place(answer, number, worth)
    left_out = len(answer.boundaries) - MOST_PLACES
    if left_out > 0:
        yield f"  and {left_out} more with waits; `surgex findings --json` lists them all"
    if answer.joint:
        names = "; ".join(_boundary(worth) for worth in answer.boundaries if worth.boundary in answer.joint)
        yield from _bullet(f"To be read together, since each is worth less or more without the others: {names}.")
    yield ""


def _place(answer: Answer, number: int, worth: BoundaryWorth) -> Iterator[str]:
    units = ", ".join(f"{system} {_units(value)}" for system, value in worth.share.items() if _units(value) != "0")
    yield f"  {number}. {_boundary(worth)}: {units + ' units' if units else 'no units'}"
    for wait in waits_on(answer, worth)[:2]:
        end = "then answered" if wait.answered else "never answered"
        entries = ", ".join(map(str, wait.entries))
        text = (
            f"{wait.by} was waited for {wait.weeks} weeks (open since week {wait.since}), {end}: {wait.step_title} "
            f"({wait.title}). {_lifts(wait)} Entries {entries}."
        )
        yield from (f"     {line}" for line in wrap(text, WIDTH - 5))


def _lifts(wait: Wait) -> str:
    later = [one for one in wait.lifts if one not in wait.bound_in_play]
    if not wait.bound_in_play:
        return f"What it lifts did not bind in play; it binds once more is made: {', '.join(later)}."
    also = f", and next {', '.join(later)}" if later else ""
    return f"It would have lifted what bound: {', '.join(wait.bound_in_play)}{also}."


def waits_on(answer: Answer, worth: BoundaryWorth) -> list[Wait]:
    """The waits on a boundary, longest first, each step once."""
    found: dict[tuple[str, str], Wait] = {}
    for one in answer.systems:
        for wait in one.waits:
            if wait.boundary == worth.boundary:
                found.setdefault((wait.initiative, wait.step), wait)
    return sorted(found.values(), key=lambda wait: (-wait.weeks, wait.initiative, wait.step))


def _boundary(worth: BoundaryWorth) -> str:
    first, second = worth.boundary
    return f"within {first}" if first == second else f"{first} ↔ {second}"


def _lines_bound(answer: Answer) -> Iterator[str]:
    if not any(one.bound for one in answer.systems):
        return
    yield "What bound the lines, while they could still have made what was short"
    for one in answer.systems:
        for line in dict.fromkeys(bound.line for bound in one.bound):
            rows = [bound for bound in one.bound if bound.line == line]
            text = ", ".join(f"{row.constraint} {_percent(row.weeks, row.of_weeks)}" for row in rows)
            yield f"  {line:<16} {text}"
    yield ""


def _candidates(answer: Answer) -> Iterator[str]:
    if not answer.candidates:
        return
    yield "What the detectors noticed (candidates, to be confirmed by an evaluator)"
    for one in answer.candidates:
        evidence = ", ".join(f"{name} {value}" for name, value in one.evidence.items())
        yield from _bullet(f"week {one.week}, {one.detector}: {one.subject} ({evidence})")
    yield ""


def _bullet(text: str) -> Iterator[str]:
    for i, line in enumerate(wrap(text, WIDTH - 4, break_long_words=False, break_on_hyphens=False)):
        yield f"  {'·' if i == 0 else ' '} {line}"


def _units(thousandths: int) -> str:
    """Whole units, to the nearest: for reading only, nothing is decided on it."""
    return f"{(thousandths + THOUSAND // 2) // THOUSAND:,}"


def _percent(part: int, whole: int) -> str:
    if not whole:
        return "–"
    sign = "-" if part < 0 else ""
    return f"{sign}{(abs(part) * 100 + whole // 2) // whole} %"


def plain_answer(answer: Answer) -> Plain:
    """The answer as data: every quantity in thousandths of a unit, as its key says."""
    return {
        "exercise": answer.exercise,
        "deck": answer.deck,
        "marking": answer.marking,
        "seed": answer.seed if answer.ended else None,
        "entries": answer.entries,
        "head": answer.head,
        "ended": answer.ended,
        "systems": [_plain_system(one) for one in answer.systems],
        "said_at_startex": [
            {
                "organisation": row.organisation,
                "system": row.system,
                "month": row.month,
                "expected_a_month": row.expected,
                "first_mover": row.first_mover,
            }
            for row in answer.said
        ],
        "boundaries": [_plain_boundary(answer, worth) for worth in answer.boundaries],
        "candidates": [
            {"detector": one.detector, "class": one.finding_class, "subject": one.subject, "week": one.week}
            for one in answer.candidates
        ],
        "control_inputs": list(answer.control_inputs),
        "rests_on": list(RESTS_ON),
    }


def _plain_system(one: SystemAnswer) -> Plain:
    return {
        "system": one.shortage.system,
        "need_thousandths": one.shortage.need,
        "short_thousandths": one.shortage.units,
        "split_thousandths": {"seam": one.seam, "rest": one.rest},
        "first_short_week": one.shortage.first_week,
        "last_short_week": one.shortage.last_week,
        "start_rate_thousandths_a_month": one.start_rate,
        "best_rate_thousandths_a_month": one.best_rate,
        "doubled_month": one.doubled_month,
        "rate_thousandths_a_month_at": {str(month): rate for month, rate in one.rate_at.items()},
        "chain": {
            "shortage_entries": list(one.shortage.entries),
            "bound": [
                {"line": row.line, "constraint": row.constraint, "weeks": row.weeks, "of_weeks": row.of_weeks}
                for row in one.bound
            ],
            "waits": [_plain_wait(wait) for wait in one.waits],
        },
    }


def _plain_wait(wait: Wait) -> Plain:
    return {
        "initiative": wait.initiative,
        "step": wait.step,
        "by": wait.by,
        "after": wait.after,
        "weeks": wait.weeks,
        "since": wait.since,
        "answered": wait.answered,
        "lifts": list(wait.lifts),
        "bound_in_play": list(wait.bound_in_play),
        "boundary": list(wait.boundary),
        "entries": list(wait.entries),
    }


def _plain_boundary(answer: Answer, worth: BoundaryWorth) -> dict[str, Any]:
    return {
        "between": list(worth.boundary),
        "share_thousandths": dict(worth.share),
        "first_in_thousandths": dict(worth.first_in),
        "last_in_thousandths": dict(worth.last_in),
        "sampled": worth.sampled,
        "joint": worth.boundary in answer.joint,
    }
