"""How declared values read on paper: figures with tag and source, prices, weeks, dates. Nothing here decides anything."""

from collections.abc import Iterable
from datetime import date, timedelta

from engine.deck import Pace
from engine.declared import Figure
from engine.playbook import Price, Step, notional
from engine.titles import plural
from engine.world import World

DAYS = 7


def dollars(thousands: int) -> str:
    """An amount declared in thousand dollars."""
    if 0 < thousands < 1_000:
        return f"${thousands:,}K"
    millions, rest = divmod(thousands, 1_000)
    if not thousands:
        return "$0"
    return f"${millions:,}M" if not rest else f"${millions:,}.{rest // 100}M"


def shown(figure: Figure, words: str = "") -> str:
    """A figure, marked where it is notional."""
    return f"{words or f'{figure.value:,}'}{notional(figure)}"


def percent(figure: Figure) -> str:
    """A figure that is a share."""
    return shown(figure, f"{figure.value} %")


def origin(figure: Figure) -> str:
    """Its tag and source."""
    return f"{figure.tag}: {figure.source}" if figure.source else figure.tag


def monthly(figure: Figure) -> str:
    """A figure in thousandths a month."""
    return shown(figure, f"{figure.value / 1_000:,.0f}" if figure.value >= 10_000 else f"{figure.value / 1_000:g}")


def day_of(world: World, week: int) -> str:
    """The first day of a week of this exercise, as the scenario counts days."""
    return (date.fromisoformat(world.deck.start_date) + timedelta(days=DAYS * (week - 1))).isoformat()


def weeks_of(pace: Pace, turn: int) -> tuple[int, int]:
    """First and last week of a turn."""
    first = 1 + sum(pace.turns[: turn - 1])
    return first, first + pace.turns[turn - 1] - 1


def listed(words: Iterable[str], nothing: str = "–") -> str:
    """Some words with commas between."""
    return ", ".join(words) or nothing


def price_words(world: World, price: Price | None, blanks: dict[str, str]) -> str:
    """What a payment costs, before anything is chosen."""
    if price is None:
        return "–"
    parts = [dollars(price.fixed)] if price.fixed else []
    if price.by_choice:
        low, high = min(price.by_choice.values()), max(price.by_choice.values())
        by = blanks.get(price.choice_of.partition(".")[0], price.choice_of)
        parts.append(dollars(low) if low == high else f"{dollars(low)} to {dollars(high)}, by {by}")
    if price.per_unit_of:
        parts.append("units × unit cost")
    if price.per_each:
        parts.append(f"{dollars(price.per_each)} each")
    if price.tooling_for:
        parts.append("tooling")
    if price.expansion_of:
        parts.append("the expansion")
    return " + ".join(parts) or dollars(0)


def time_words(step: Step) -> str:
    """The weeks that a step takes, before anything is chosen."""
    if step.duration is not None:
        ways = (step.duration, *(step.by_choice.durations.values() if step.by_choice else ()))
        return _range(min(one.low for one in ways), max(one.high for one in ways))
    numbers = (step.processing, *(step.by_choice.weeks.values() if step.by_choice else ()))
    return _range(min(numbers), max(numbers))


def _range(low: int, high: int) -> str:
    return plural(low, "week") if low == high else f"{low} to {high} weeks"
