"""The situation as one organisation knows it, in words and bars: systems, lines, money, slots, indices."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content

from engine.baseline import Line, SlotKind
from engine.beliefs import believed, days_of_supply
from engine.exercise import slot_cap
from engine.ids import LineId, SystemId, TheatreId
from engine.projection import SystemOutlook
from engine.stocks import LineState
from engine.units import THOUSAND, monthly_rate
from engine.views import View
from engine.week.production import CONTRACT, component_rate
from tui.glyphs import Glyphs
from tui.inking import faint, heading, inked, joined, lines, strong, supply, warn
from tui.participant.campaign_rows import campaign_rows
from tui.participant.index_rows import index_rows, index_rules
from tui.participant.policy_form import policy_words
from tui.words import (
    binding_words,
    count,
    days,
    intent_words,
    money,
    places_by_theatre,
    short_name,
    supply_word,
    theatre_title,
)

BUYERS = "dod"
"""The report group of those who order what lines make."""
NO_NEED = "no need now"
BARS = 20
"""Columns of a sparkline."""
WEEKS_IN_YEAR = 52


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is believed to come, once it is worked out."""

    systems: Mapping[str, SystemOutlook]


NO_OUTLOOK = Outlook({})


def situation(view: View, outlook: Outlook, glyphs: Glyphs, *, named: bool) -> Content:
    """Everything on one page; `named` puts the organisation above it, for a seat with several."""
    return lines(
        [
            heading(short_name(view.world, view.organisation)) if named else None,
            _own_means(view, glyphs),
            *campaign_rows(view, glyphs),
            *_systems(view, outlook, glyphs),
            *_lines(view, glyphs),
            *_components(view),
            *_race(view),
            *law_rows(view),
            index_rows(view),
            faint("n = notional. Days of supply at this week's need: OK, LOW (under a week's), OUT."),
            faint(f"The end is week {view.world.deck.weeks}."),
            faint("believed, not reported = worked out from public figures; the truth may differ."),
            *index_rules(),
        ]
    )


def _mark(*, notional: bool) -> str:
    return " n" if notional else ""


def _own_means(view: View, glyphs: Glyphs) -> Content | None:
    """Slots and accounts of this organisation; nothing where it has neither."""
    shown: list[Content | None] = [joined(heading("Yours"))]
    for slot in view.world.organisations[view.organisation].slots:
        left = view.slots_left(slot.id)
        shown.append(
            joined(
                f"  {slot.title}: ",
                strong(str(left)),
                _accrues(slot, glyphs),
            )
        )
    for account in view.world.accounts.values():
        if account.owner == view.organisation:
            balance = money(view.balances.get(account.id, 0))
            shown.append(joined(f"  {account.title}: ", strong(balance), _mark(notional=account.opening.notional)))
    if view.intent:
        shown.append(joined(f"  Standing intent: {intent_words(view)}"))
    shown += [joined(f"  {words}") for words in policy_words(view)]
    shown.append(_wait_for_orders(view))
    if any(one is not None and one.plain.endswith(" n") for one in shown):
        shown.append(faint("  n: a notional value, typed in for play"))
    return lines([*shown, ""]) if any(shown[1:]) else None


def _wait_for_orders(view: View) -> Content | None:
    """Who buys sees first of all which lines would make more if more were ordered."""
    if view.world.organisations[view.organisation].report_group != BUYERS:
        return None
    held = (view.world.lines[key].system for key, state in believed(view).lines.items() if state.binding == CONTRACT)
    systems = ", ".join(sorted(dict.fromkeys(held)))
    return warn(f"  Lines wait for orders: {systems}") if systems else None


def _accrues(slot: SlotKind, glyphs: Glyphs) -> str:
    return f" left {glyphs.dot} {slot.per_quarter} more each 13 weeks, at most {slot_cap(slot)} n"


def law_rows(view: View) -> list[Content]:
    """What is in force, and at which level the interagency mechanism stands."""
    declared = view.world.authorities.values()
    if not declared and not view.mechanism:
        return []
    shown = [joined(heading("Law"), faint(f"  the interagency mechanism stands at level {view.mechanism}"))]
    for one in declared:
        until = view.authorities.get(one.id)
        if until is not None:
            head = f"In force until week {until}: " if until else "In force: "
            shown.append(joined("  ", strong(head), one.title, _yours(view, one.renewed_by)))
    missing = [one.title for one in declared if one.id not in view.authorities]
    if missing:
        shown.append(joined("  ", warn("Not in force: "), faint("; ".join(missing))))
    return [*shown, inked("")]


def _yours(view: View, organisation: str) -> Content:
    return faint("; you can change that" if organisation == view.organisation else "")


def _systems(view: View, outlook: Outlook, glyphs: Glyphs) -> list[Content]:
    shown = [
        joined(
            heading("Systems in theatre"),
            faint("  units; " + ("reported to you each week" if view.knows_stock else "believed, not reported")),
        )
    ]
    stocks = believed(view)
    width = max((len(system) for _, system in view.world.places), default=0)
    above = ""
    for theatre, system in places_by_theatre(view.world):
        if theatre != above and len(view.world.theatres) > 1:
            shown.append(joined(" ", heading(theatre_title(view.world, theatre))))
        above = theatre
        stock = stocks.theatre[theatre][system]
        number = days_of_supply(view, theatre, system)
        need = view.need_now(theatre, system)
        wanted = NO_NEED if stock >= THOUSAND else _needed_last(view, theatre, system)
        if need is not None and need.mode:
            wanted = f"need {monthly_rate_text(need.mode)} a week{_mark(notional=need.tag == 'N')}"
        shown.append(
            joined(
                "  ",
                strong(f"{system:<{width}}"),
                "  ",
                *_stands(view, outlook, theatre, system, supply_word(stock, number)),
                f"  {days(number)} of supply" if number < 9_999 else "",
                f"  stock {count(stock)}{_mark(notional=_notional(view, theatre, system))}  {wanted}",
            )
        )
        shown += _past(view, theatre, system, glyphs)
        first = theatre == next(where for where, what in places_by_theatre(view.world) if what == system)
        shown += _ahead(view, outlook, system, glyphs) if first else []
    return [*shown, inked("")]


def _notional(view: View, theatre: TheatreId, system: SystemId) -> bool:
    held = view.world.systems[system].holdings
    return any(one.units.notional for one in held if one.theatre == theatre)


def _stands(view: View, outlook: Outlook, theatre: TheatreId, system: SystemId, word: str) -> list[Content]:
    """The word of this theatre; what is foreseen for all theatres together is said to be about them, where there are more."""
    ahead = outlook.systems.get(system)
    first = ahead.first_short_week if ahead is not None else None
    if first is None or first > view.week + WEEKS_IN_YEAR:
        return [supply(word)]
    places = [where for where, what in places_by_theatre(view.world) if what == system]
    if first > view.week:
        somewhere = " somewhere" if word == "OK" and len(places) > 1 else ""
        return [supply(word), warn(f" now; short{somewhere} from week {first}")]
    if word != "OK":
        return [supply(word)]
    elsewhere = [theatre_title(view.world, one) for one in places if one != theatre and _wants(view, one, system)]
    need = view.need_now(theatre, system)
    if not elsewhere and (need is None or not need.mode):
        return [supply(word)]
    if not elsewhere:
        return [supply("SHORT"), warn(" of what is needed now, though units are left;")]
    return [supply(word), warn(f" here; short in {', '.join(elsewhere)};")]


def _wants(view: View, theatre: TheatreId, system: SystemId) -> bool:
    """Whether a theatre that needs some has less than a week's need."""
    need = view.need_now(theatre, system)
    return (
        need is not None
        and need.mode > 0
        and "OK" != supply_word(believed(view).theatre[theatre][system], days_of_supply(view, theatre, system)) != "OK"
    )


def _needed_last(view: View, theatre: TheatreId, system: SystemId) -> str:
    """Where nothing is needed any more and nothing is there: what was needed last."""
    reports = view.reports.get(f"{theatre} {system}", ())
    return f"needed {count(reports[-1].need)} in the last week" if reports and reports[-1].need else NO_NEED


def _past(view: View, theatre: TheatreId, system: SystemId, glyphs: Glyphs) -> list[Content]:
    """Stock so far, where it is reported."""
    shown = []
    reports = view.reports.get(f"{theatre} {system}", ())
    if reports:
        short = sum(one.short for one in reports)
        past = glyphs.sparkline([one.stock for one in reports], BARS)
        span = f"weeks {reports[0].week}–{reports[-1].week}"
        shown.append(joined("    so far  ", past, f"  {span}, short in them ", strong(count(short))))
        last = reports[-1]
        shown.append(inked(f"    last week: needed {count(last.need)}, short {count(last.short)}"))
    return shown


def _ahead(view: View, outlook: Outlook, system: SystemId, glyphs: Glyphs) -> list[Content]:
    """What is believed to come, in all theatres together."""
    shown = []
    ahead = outlook.systems.get(system)
    if ahead is not None and ahead.stock:
        bars = glyphs.sparkline(ahead.stock, BARS)
        runs_out = ahead.first_short_week
        when = f"short from week {runs_out}, {count(ahead.short_in_all)} by the end" if runs_out else "never short"
        shown.append(joined("    ahead   ", faint(bars), "  ", when))
    return shown


def _lines(view: View, glyphs: Glyphs) -> list[Content]:
    about = "  units a month started now; believed, not reported, where not your own"
    begun = any(state.binding for state in believed(view).lines.values())
    shown = [joined(heading("Lines"), faint(about if begun else f"{about}; what limits each shows once a week has passed"))]
    for key, state in believed(view).lines.items():
        shown.append(_line(view, view.world.lines[key], state, glyphs))
    return [*shown, inked("")]


def _line(view: View, line: Line, state: LineState, glyphs: Glyphs) -> Content:
    rate = monthly_rate(state.wip[-1])
    target = monthly_rate_text(line.target.value)
    return lines(
        [
            joined(
                "  ",
                strong(f"{line.system:<8}"),
                f"{line.place}: ",
                strong(monthly_rate_text(rate)),
                f" {glyphs.dot} at StartEx {monthly_rate_text(line.rate.value)}{_mark(notional=line.rate.notional)}",
                f" {glyphs.dot} can reach {target}{_mark(notional=line.target.notional)}",
            ),
            _limit(view, line, state),
            _told(view, line),
        ]
    )


def _limit(view: View, line: Line, state: LineState) -> Content | None:
    if state.binding:
        return joined(f"    limited by: {binding_words(view.world, state.binding)}", _own(view, line.operator))
    return joined("  ", _own(view, line.operator)) if line.operator == view.organisation else None


def _told(view: View, line: Line) -> Content | None:
    """What its operator lets this organisation know of a line that others run (rule 3.10)."""
    told = view.others_lines.get(LineId(line.id))
    if told is None:
        return None
    held_up = f", held up by {binding_words(view.world, told.binding)}" if told.binding else ""
    return inked(f"    told: finished {count(told.finished)} in week {told.week}{held_up}")


def _own(view: View, operator: str) -> Content:
    return faint("  (your own report)") if operator == view.organisation else inked("")


def monthly_rate_text(thousandths: int) -> str:
    """Units a month, with one digit below ten."""
    tenths = (thousandths + 50) // 100
    if tenths < 100 and tenths % 10:
        return f"{tenths // 10}.{tenths % 10}"
    return f"{(thousandths + 500) // 1_000:,}"


def _components(view: View) -> list[Content]:
    shown = [joined(heading("Components"), faint("  made now, against what the lines took at StartEx, as far as you know"))]
    for key, state in believed(view).components.items():
        component = view.world.components[key]
        base = view.world.component_base[key]
        now = component_rate(state, view.week)
        spare = (now * 100 + base // 2) // base - 100 if base else 0
        mark = _mark(notional=component.public_spare.notional)
        made = f", {component.place}: made now {spare:+}%{mark}, publicly {component.public_spare.value:+}% at StartEx"
        shown.append(joined("  ", strong(component.title), made, _own(view, component.operator)))
    return [*shown, inked("")]


def _race(view: View) -> list[Content]:
    """What is published of how fast adversaries build; what they make now is not known to anybody but them."""
    rows = [
        joined("  ", strong(one.title), f": once mobilised, its output doubles in {one.growth_months.value} months")
        + inked(_mark(notional=one.growth_months.notional))
        for one in view.world.baseline.adversaries
    ]
    return [joined(heading("The race"), faint("  as published before play")), *rows, inked("")] if rows else []
