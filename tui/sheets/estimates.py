"""The sheet of a sealed estimate: rates by system and month, who must act first, and how sure."""

from collections.abc import Iterator, Mapping
from typing import Literal

from engine.beliefs import believed
from engine.estimates import EstimateRow
from engine.ids import OrganisationId, SystemId
from engine.orders import Order, SealEstimate
from engine.rules.estimates import MONTHS
from engine.units import THOUSAND, monthly_rate
from engine.views import View
from tui.sheets.sheet import Choices, Field, Offer, Sheet, key_for, said, whole
from tui.sheets.talk import others
from tui.waiting import estimate_missing
from tui.words import short_name

Confidence = Literal["low", "medium", "high"]
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
WEEKS_IN_YEAR = 52
NOT_CHOSEN = "not chosen yet"
AS_ABOVE = "as above"
"""Who must act first is nobody's preset: one is chosen at the top, and stands for what is left below it."""
NONE_DUE = "No estimate is due now: they are sealed in the first, the middle and the last turn, once each."


def rate_now(view: View, system: SystemId) -> int:
    """Units a month that all lines of a system start now, as this organisation believes."""
    started = sum(state.wip[-1] for key, state in believed(view).lines.items() if view.world.lines[key].system == system)
    return (monthly_rate(started) + THOUSAND // 2) // THOUSAND


def is_past(view: View, month: int) -> bool:
    """Whether a month after StartEx lies before the present week."""
    return month * WEEKS_IN_YEAR // 12 < view.week


def estimate_due(view: View) -> str:
    """The occasion for which an estimate of this organisation is still missing; empty if there is none."""
    return estimate_missing(view.phase, view.turn, view.turns, tuple(view.estimates))


def estimate(view: View, about: str = "") -> Sheet | str:
    """For each priority system and month low, expected and high, who must act first, and how sure; `about` is the turn."""
    occasion = estimate_due(view)
    if not occasion or about not in ("", f"turn {view.turn}"):
        return NONE_DUE
    start = _estimate_start(view)
    filled = "The numbers of your last estimate" if view.estimates else "Today's rates"
    movers = others(view, control=False)
    mine: Choices = ((view.organisation, f"{short_name(view.world, view.organisation)} (you)"),)
    sure: Choices = tuple((one, one) for one in CONFIDENCES)
    fields = []
    for system in view.world.deck.priority_systems:
        for month in MONTHS:
            key = f"{system} {month}"
            for column in ("low", "expected", "high"):
                title = f"{system}, month {month}, {column}"
                fields.append(Field(id=f"{key} {column}", title=title, kind="number", start=start[f"{key} {column}"]))
            nobody: Choices = (("", AS_ABOVE if fields[3:] else NOT_CHOSEN),)
            choosing = (("first", (*nobody, *movers, *mine), "first to act"), ("confidence", sure, "how sure"))
            for column, choices, word in choosing:
                title, begins = f"{system}, month {month}, {word}", start[f"{key} {column}"]
                fields.append(Field(id=f"{key} {column}", title=title, kind="one", choices=choices, start=begins))
    return Sheet(
        key=key_for("estimate", view.organisation, f"turn {view.turn}"),
        order=SealEstimate,
        title=f"Estimate, sealed for {occasion}",
        send_word="Seal",
        said=(
            (
                "Which monthly rate do you expect 6, 12 and 24 months after StartEx? Nobody reads it during play, and it "
                f"cannot be changed: it is held against what came true. {filled} are filled in"
                f"{'.' if view.estimates else '; who must act first is for you to choose.'}"
            ),
        ),
        fields=tuple(fields),
        make=lambda values: _estimate(view, values),
    )


def _estimate_start(view: View) -> dict[str, str]:
    """One's own last estimate, else today's rates: only what changes needs typing."""
    values = {}
    for system in view.world.deck.priority_systems:
        rate = str(rate_now(view, SystemId(system)))
        for month in MONTHS:
            for column in ("low", "expected", "high"):
                values[f"{system} {month} {column}"] = rate
            values[f"{system} {month} first"] = ""
            values[f"{system} {month} confidence"] = "medium"
    for row in next(reversed(list(view.estimates.values())), ()):
        key = f"{row.system} {row.month}"
        numbers = {f"{key} low": row.low, f"{key} expected": row.expected, f"{key} high": row.high}
        values.update({name: str(number) for name, number in numbers.items()})
        values.update({f"{key} first": row.first_mover, f"{key} confidence": row.confidence})
    return values


def _estimate(view: View, values: Mapping[str, str]) -> Order | str:
    rows = []
    first = unchosen = ""
    for system in view.world.deck.priority_systems:
        for month in MONTHS:
            key = f"{system} {month}"
            first = said(values, f"{key} first") or first
            numbers = [whole(said(values, f"{key} {column}")) for column in ("low", "expected", "high")]
            low, expected, high = numbers
            if low is None or expected is None or high is None:
                return f"{system}, month {month}: low, expected and high are whole numbers of units a month."
            if not low <= expected <= high:
                return f"{system}, month {month}: low, expected and high must rise."
            unchosen = unchosen or ("" if first else f"{system}, month {month}")
            rows.append(
                EstimateRow(
                    system=system,
                    month=month,
                    low=low,
                    expected=expected,
                    high=high,
                    first_mover=OrganisationId(first),
                    confidence=_confidence(said(values, f"{key} confidence")),
                )
            )
    if unchosen:
        return f"Choose for {unchosen}, first to act; rows left `{AS_ABOVE}` take the same."
    return SealEstimate(rows=tuple(rows))


def _confidence(value: str) -> Confidence:
    match value:
        case "low" | "medium" | "high":
            return value
        case _:
            return "medium"


def offers(view: View) -> Iterator[Offer]:
    """The estimate, where one is due."""
    if estimate_due(view):
        title = f"Estimate, sealed for {estimate_due(view)}"
        yield Offer(key=key_for("estimate", view.organisation, f"turn {view.turn}"), title=title)
