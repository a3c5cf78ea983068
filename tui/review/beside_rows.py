"""Two logs beside one another in rows: two columns where there is room, one column with marks where there is not."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from textual.content import Content

from aar.aligned import Beside, Differs
from aar.comparing import Given
from engine.stored import canonical
from tui.glyphs import Glyphs
from tui.inking import bad, faint, good, heading, inked, joined, lines, strong, warn
from tui.review.model import Review
from tui.words import count, kind_words

TWO_COLUMNS = 100
"""Columns of the screen from which both logs have one of their own."""
SAYS: Mapping[Differs, str] = {
    "first": "only in A",
    "second": "only in B",
    "verdict": "taken in one and refused in the other",
    "outcome": "the same order, of which other things came",
    "": "the same in both",
}
"""What a mark stands for."""


SIGNS: Mapping[Differs, str] = {"first": "A", "second": "B", "verdict": "!", "outcome": "~"}


def mark(differs: Differs) -> Content:
    """One sign; nothing where nothing differs."""
    return (faint if differs == "outcome" else warn)(SIGNS.get(differs, " "))


def beside_row(one: Beside, glyphs: Glyphs, width: int, *, columns: bool) -> Content:
    """One row of so many columns."""
    ink = strong if differs_in_orders(one) else inked
    place = faint(f"w{one.week:<4}")
    if not columns:
        either = one.first or one.second
        assert either is not None
        said = joined(mark(one.differs), " ", place, ink(_said(either, glyphs, numbered=False)))
        return said.truncate(width)
    half = (width - 9) // 2
    sides = [ink(_said(side, glyphs) if side else "").truncate(half, pad=True) for side in (one.first, one.second)]
    return joined(place, sides[0], " ", mark(one.differs), " ", sides[1])


def differs_in_orders(one: Beside) -> bool:
    """Whether what was asked for or answered differs, not only what came of it."""
    return one.differs in ("first", "second", "verdict")


def _said(one: Given, glyphs: Glyphs, *, numbered: bool = True) -> str:
    verdict = glyphs.stopped if one.refused else glyphs.done
    number = f"{one.entry:>5} " if numbered else ""
    return f"{number}{verdict} {one.by}  {one.says}"


def state_beside(one: Beside, reviews: tuple[Review, Review]) -> Content:
    """What stands under the rows: the order in both logs, and what each system had come to by then."""
    entries = ", ".join(f"{name} entry {side.entry}" for name, side in (("A", one.first), ("B", one.second)) if side)
    head = joined(mark(one.differs), strong(f" {SAYS[one.differs]}"), faint(f"  week {one.week}, turn {one.turn}, {entries}"))
    side = one.first or one.second
    return lines(
        [
            head,
            inked(f"{side.by}  {side.says}") if side else None,
            *_verdicts(one, reviews),
            *_came(one, reviews),
            *_systems(one, reviews),
        ]
    )


def _verdicts(one: Beside, reviews: tuple[Review, Review]) -> Iterator[Content]:
    """Of an order that was refused somewhere: why."""
    for name, side, review in zip("AB", (one.first, one.second), reviews, strict=True):
        if side is not None and side.refused:
            refusal = review.recording.part(side.entry)["verdict"]["refusal"]
            yield joined(bad(f"{name} refused: "), inked(refusal["sentence"] or refusal["code"]))


def _came(one: Beside, reviews: tuple[Review, Review]) -> Iterator[Content]:
    """Of an order in both from which other things came: the kinds of events that only one has."""
    if one.differs != "outcome" or one.first is None or one.second is None:
        return
    parts = reviews[0].recording.part(one.first.entry), reviews[1].recording.part(one.second.entry)
    first, second = (Counter(map(canonical, part["verdict"].get("events", ()))) for part in parts)
    for name, mine, others in (("A", first, second), ("B", second, first)):
        kinds = Counter(kind_words(json.loads(event)["kind"]) for event in (mine - others).elements())
        said = ", ".join(f"{kind} {reviews[0].glyphs.times}{often}" if often > 1 else kind for kind, often in kinds.items())
        yield joined(faint(f"came of it in {name} alone: "), inked(said or "nothing"))


def _systems(one: Beside, reviews: tuple[Review, Review]) -> Iterator[Content]:
    """Short since StartEx and the rate, in both; those that differ first."""
    rows = []
    short = [review.recording.so_far(at) for review, at in zip(reviews, one.reached, strict=True)]
    for system, declared in reviews[0].world.systems.items():
        units = [sum(each.short for each in by.get(system, {}).values()) for by in short]
        rates = [_rate(review, system, one.week) for review in reviews]
        differs = units[0] != units[1] or rates[0] != rates[1]
        if differs or any(units) or any(rates):
            rows.append((not differs, declared.title, units, rates))
    if not rows:
        yield faint("No week is played yet.")
        return
    yield joined(heading(f"{'By then':<26}"), faint(f"{'short A':>9}{'B':>9}{'B less A':>10}   {'a month A':>9}{'B':>7}"))
    for same, title, units, rates in sorted(rows, key=lambda row: row[0]):
        ink = faint if same else inked
        more = units[1] - units[0]
        difference = (bad if more > 0 else good if more < 0 else faint)(f"{_signed(more):>10}")
        made = f"   {count(rates[0]):>9}{count(rates[1]):>7}"
        yield joined(ink(f"{title[:25]:<26}{count(units[0]):>9}{count(units[1]):>9}"), difference, ink(made))


def _signed(thousandths: int) -> str:
    return f"+{count(thousandths)}" if thousandths > 0 else f"-{count(-thousandths)}" if thousandths else "="


def _rate(review: Review, system: str, week: int) -> int:
    """Thousandths a month in the last week before this one."""
    return next((rate for at, rate in reversed(review.rates(system)) if at <= week), 0)  # type: ignore[arg-type]
