"""How amounts, names and phases read on a screen. Nothing here decides anything."""

import re
from collections.abc import Mapping

from engine.decide import PHASES
from engine.ids import SystemId, TheatreId
from engine.orders import SetIntent
from engine.phases import Phase
from engine.titles import amounts_in_words, spoken
from engine.titles import binding_words as binding_words
from engine.titles import named as named
from engine.titles import plural as plural
from engine.titles import readable as readable
from engine.titles import short_name as short_name
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND
from engine.views import View
from engine.world import World
from tui.addressees import CONTROL_TITLE as CONTROL_TITLE
from tui.practice_guide import guide

NEVER = 9_999
"""Days of supply where nothing is needed."""
LOW_DAYS = 7
"""Fewer days than this read LOW: less than a week's need is there."""


def count(thousandths: int) -> str:
    """Whole units of an amount in thousandths, with the sign that it has."""
    units = (abs(thousandths) + THOUSAND // 2) // THOUSAND
    return f"-{units:,}" if thousandths < 0 and units else f"{units:,}"


def money(cents: int) -> str:
    """Millions of dollars, with one digit below ten million; thousands where there are only some."""
    thousands = abs(cents) // CENTS_IN_THOUSAND_DOLLARS
    sign = "-" if cents < 0 else ""
    if 0 < thousands < 1_000:
        return f"{sign}${thousands}K"
    if thousands < 10_000 and thousands % 1_000:
        return f"{sign}${thousands // 1_000}.{thousands % 1_000 // 100}M"
    return f"{sign}${thousands // 1_000:,}M"


def weeks(number: int) -> str:
    """`1 week`, `4 weeks`."""
    return "1 week" if number == 1 else f"{number} weeks"


def days(number: int) -> str:
    """Days of supply in words."""
    return "not needed now" if number >= NEVER else plural(number, "day")


def supply_word(stock: int, number: int) -> str:
    """OK, LOW or OUT."""
    if stock < THOUSAND:
        return "OUT"
    return "LOW" if number < LOW_DAYS else "OK"


def place_words(world: World, theatre: str, system: str) -> str:
    """A system, and where it stands, if there is more than one theatre in this exercise."""
    return system if len(world.theatres) == 1 else f"{system} in {theatre_title(world, theatre)}"


def theatre_title(world: World, theatre: str) -> str:
    """What a theatre is called."""
    found = world.theatres.get(TheatreId(theatre))
    return found.title if found else theatre


def places_by_theatre(world: World) -> list[tuple[TheatreId, SystemId]]:
    """Every place, those of the first theatre first."""
    return [place for theatre in world.theatres for place in world.places if place[0] == theatre]


def account_title(world: World, account: str) -> str:
    """The title of an account; its id where nobody declared it."""
    found = next((one for one in world.accounts.values() if one.id == account), None)
    return found.title if found else account


def with_titles(world: World, text: str) -> str:
    """A sentence of the engine with titles where it has ids of declared things; amounts in words."""
    titles, ids = _titles(world)
    return ids.sub(lambda found: titles[found.group()], amounts_in_words(text))


def _titles(world: World) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """By id what it is called, of everything whose id no sentence would hold for another reason; and what finds these ids.

    Titles stand for themselves: an id that is a word of a title is none there.
    """
    known = world.kept.get(_titles.__qualname__)
    if known is None:
        tables = (world.organisations, world.components, world.accounts, world.theatres)
        titles = {str(key): str(one.title) for table in tables for key, one in table.items()}
        titles |= {str(one): spoken(world, str(one)) for one in (*world.playbook, *world.lines)}
        titles = {key: title for key, title in titles.items() if _is_no_word(key)}
        titles |= {title: title for title in titles.values()}
        ids = "|".join(re.escape(key) for key in sorted(titles, key=len, reverse=True))
        known = world.kept[_titles.__qualname__] = titles, re.compile(rf"(?<![\w/-])(?:{ids})(?![\w/-])" if ids else "(?!)")
    found: tuple[Mapping[str, str], re.Pattern[str]] = known
    return found


def _is_no_word(key: str) -> bool:
    return not key.isalpha() or key.isupper()


def step_word(step: str) -> str:
    """A step by the word that stands for it in a path."""
    return step.replace("-", " ")


def short_title(text: str, width: int, ellipsis: str) -> str:
    """At most so many columns of a title."""
    return text if len(text) <= width else text[: width - len(ellipsis)].rstrip() + ellipsis


def phase_name(phase: Phase) -> str:
    """The phase in capitals, as it is called out in the room."""
    return phase.value.upper()


WHAT_NOW: Mapping[Phase, str] = {
    Phase.SETUP: "people take their seats; control starts the exercise. Set a standing intent meanwhile: press i",
    Phase.CHECK_IN: "people take seats; control starts the exercise. Press t to write that you are here, i to set an intent",
    Phase.BRIEF: "read what has come in [2]; orders open when control goes on",
    Phase.ORDERS: "give orders, then press l",
    Phase.LOCKED: "orders are sealed; control looks at who has not answered",
    Phase.ADJUDICATE: "control decides what is open; orders are taken again in the next turn",
    Phase.RESOLVE: "the weeks are being played; watch [4]",
    Phase.PICTURE: "see what came of it in [4] and [5]; the next turn follows",
    Phase.CURTAIN: "the exercise is over and control opens what was secret; press c for what happened",
    Phase.HOT_WASH: "the exercise is over; what did you assume, and what was never answered? H answers, t talks, c shows all",
    Phase.SEALED: "the exercise is over and its log is closed; press c for what happened",
}


READY_WAITS: Mapping[tuple[Phase, bool], str] = {
    (Phase.BRIEF, True): "orders open then",
    (Phase.BRIEF, False): "control opens the orders",
    (Phase.ORDERS, True): "the turn locks then, or sooner if control says so",
    (Phase.ORDERS, False): "control sees it, and locks the turn",
}
"""What ends a phase for whoever is ready, where it has an end on the clock and where it has none (rules 2.2, 2.13 and 2.14)."""


def has_end(view: View) -> bool:
    """Whether the clock will end this phase by itself (rule 2.13); else it lasts until control goes on."""
    return view.timer is not None and view.timer.runs


def phase_line(view: View, dot: str, until: str = "", *, by_lines: bool = False) -> str:
    """The line that says where the exercise stands and what to do now."""
    if view.real_world_stop:
        return f"REAL-WORLD STOP: leave the exercise and listen to control. {view.pause_reason}".rstrip()
    if view.phase.before_start or view.phase.over:
        return f"{phase_name(view.phase)}: {WHAT_NOW[view.phase]}"
    turn = "PRACTICE, which leaves nothing behind" if view.practice else f"Turn {view.turn} of {view.turns}"
    where = f"{turn} {dot} {phase_name(view.phase)} {dot} weeks {view.first_week}–{view.last_week}"
    where += f" {dot} {until}" if until else ""
    if view.paused:
        return f"{where}: PAUSED{'' if view.paused_by_clock else ' by control'}. {view.pause_reason}".rstrip()
    if (lead := guide(view, by_lines=by_lines)) and not view.ready:
        return f"{where}: {lead}"
    if view.phase is Phase.PICTURE and view.practice:
        return f"{where}: see what came of it in [4] and [5]; control ends the practice"
    if view.phase is Phase.PICTURE and view.turn == view.turns:
        return f"{where}: see what came of it in [4] and [5]; this was the last turn, control ends the exercise"
    if view.phase is Phase.BRIEF and not view.ready and has_end(view):
        return f"{where}: read what has come in [2]; orders open then"
    if view.ready and view.phase in (Phase.BRIEF, Phase.ORDERS):
        return f"{where}: you are ready; {READY_WAITS[view.phase, has_end(view)]} (u/l takes it back)"
    if view.phase is Phase.ORDERS and not has_end(view):
        return f"{where}: {WHAT_NOW[view.phase]}; control locks"
    return f"{where}: {WHAT_NOW[view.phase]}"


def not_now(view: View, order: type) -> str:
    """Why an order of this kind cannot be given now and when it can; empty where it can."""
    if view.paused:
        return "The exercise is paused by control. What you fill in is kept; send it when the exercise goes on."
    if view.phase in PHASES[order]:
        return ""
    if view.phase.over:
        return "The exercise has ended: no more orders are taken."
    phases = " or ".join(phase_name(one) for one in PHASES[order] if not one.before_start)
    return f"The phase is {phase_name(view.phase)}. This is taken in {phases}, which comes when control goes on."


def intent_words(view: View) -> str:
    """The standing intent in words."""
    now = view.intent
    if now.get("stance") is None:
        return "none; steps that open while weeks pass wait for you"
    return stance_words(
        SetIntent(
            stance=now["stance"],
            price_ceiling=now.get("price_ceiling"),
            risk_ceiling=now.get("risk_ceiling"),
            reason=str(now.get("reason", "")),
            after_weeks=int(now.get("after_weeks", 0)),
        )
    )


def stance_words(intent: SetIntent) -> str:
    if intent.stance == "ask":
        return "ask me; steps that open while weeks pass wait for you"
    if intent.stance == "decline":
        return f"decline: {intent.reason}"
    ceilings = []
    if intent.price_ceiling is not None:
        ceilings.append(f"up to {money(intent.price_ceiling * CENTS_IN_THOUSAND_DOLLARS)}")
    if intent.risk_ceiling is not None:
        ceilings.append(f"up to {plural(intent.risk_ceiling, 'risk point')}")
    lying = f" once it has lain {plural(intent.after_weeks, 'week')}" if intent.after_weeks else ""
    return "approve" + lying + (f", {' and '.join(ceilings)} each; else ask me" if ceilings else " everything")


def comes_late(view: View, order: type) -> bool:
    """Rule 2.8: whether an order of this kind can only come late now, for control to accept it or not."""
    taken = PHASES[order]
    locked = view.phase in (Phase.LOCKED, Phase.ADJUDICATE) and not view.paused
    return locked and Phase.ORDERS in taken and view.phase not in taken


def kind_words(kind: str) -> str:
    """An order's kind as words."""
    return kind.replace("-", " ").capitalize()


def initiative_title(view: View, kind: str, parameters: Mapping[str, str]) -> str:
    """The title of an initiative with names that people use."""
    return readable(view.world, view.world.playbook[kind].title, parameters)
