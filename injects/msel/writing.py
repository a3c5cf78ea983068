"""From a deck's injects to the rows of an MSEL: what each cell says. How a workbook looks is not its business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from engine.deck import Inject, Pace
from engine.world import World
from injects.msel import cells
from injects.msel.cells import Plain
from injects.msel.columns import COLUMNS, NOT_WRITTEN, PLAYED
from injects.msel.yaml_text import in_one_line

DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An MSEL on its way into a file."""

    title: str
    marking: str
    keys: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the cells of a column are chosen from, by its key."""


def sheet_of(
    world: World,
    injects: Sequence[Inject],
    *,
    pace: str = "",
    startex: datetime | None = None,
    played: Mapping[str, Mapping[str, str]] | None = None,
) -> Sheet:
    """The MSEL of these injects; turns and clock times are those of a pace. `played` adds what became of each, by its id."""
    deck = world.deck
    cut = deck.pace(pace or deck.default_pace)
    plains = [cells.plain_of(one) for one in injects]
    parents = parents_of(plains)
    rows = []
    for inject, plain in zip(injects, plains, strict=True):
        row = row_of(plain, world, cut, startex, parents)
        rows.append({**row, **(played or {}).get(inject.id, {})})
    keys = [one.key for one in COLUMNS if one.key not in NOT_WRITTEN and (played is not None or one.key not in PLAYED)]
    if played is None:
        keys.insert(keys.index("remarks"), "status")
        keys.insert(keys.index("remarks"), "actual")
    return Sheet(title=f"MSEL: {deck.title}", marking=deck.marking, keys=tuple(keys), rows=tuple(rows), lists=choosable(world))


def choosable(world: World) -> Mapping[str, tuple[str, ...]]:
    """What a planner may choose in the cells of each column that has a list."""
    deck = world.deck
    organisations = tuple(cells.organisations_text([one], world) for one in world.organisations)
    return {
        "to": organisations,
        "seen_by": (cells.PUBLIC, *organisations),
        "delivery": ("news", "social", "e-mail", "phone", "intelligence", "report", "order"),
        "objective": tuple(cells.objective_text(one.id, world) for one in deck.objectives),
        "release": ("brief", "week", "condition", "control"),
        "happens": ("each", "once"),
        "paces": tuple(one.id for one in deck.paces),
        "starts": tuple(one.id for one in deck.starts),
    }


def row_of(plain: Plain, world: World, pace: Pace, startex: datetime | None, parents: Mapping[str, str]) -> dict[str, str]:
    """The cells of one inject by their columns; without those that are empty."""
    release = plain["release"]
    week = int(release.get("week", 0))
    body, notes = cells.without_notes(plain["guidance"])
    row = {
        "number": plain["reference"],
        "scenario": f"Week {week}" if week else "",
        "type": cells.kind_of(plain),
        "title": plain["title"],
        "text": plain["text"],
        "from": plain["source"],
        "to": cells.organisations_text(plain["to"], world),
        "seen_by": cells.organisations_text(plain.get("seen_by", ()), world),
        "delivery": plain["source_type"],
        "expected": cells.lines_text(plain.get("expects", ())),
        "due": str(plain.get("due_turns", 1)),
        "choices": cells.choices_text(plain.get("choices", ())) if plain.get("choices") else "",
        "happens": plain.get("happens", "each") if plain.get("choices") or "happens" in plain else "",
        "effects": cells.effects_text(plain.get("effects", ())),
        "objective": cells.objective_text(plain["objective"], world),
        "exposes": plain["exposes"],
        "tension": plain.get("tension", ""),
        "evaluator": body,
        **dict(zip(("controller", "controller_notes", "remarks"), (notes.get(one, "") for one in cells.NOTES), strict=True)),
        "contingency": contingency_text(release.get("when"), world) or parents.get(plain["id"], ""),
        "release": release["by"],
        "condition": in_one_line(release["when"]) if "when" in release else "",
        "latest": f"Week {release['at_the_latest']}" if release.get("at_the_latest") else "",
        "paces": ", ".join(plain.get("paces", ())),
        "starts": ", ".join(plain.get("starts", ())),
        "marking": plain.get("marking", "UNCLASSIFIED"),
        "level": plain.get("fictional_level", ""),
        "id": plain["id"],
        **_worked_out(plain, week, world, pace, startex),
    }
    return {key: text for key, text in row.items() if text}


def _worked_out(plain: Plain, week: int, world: World, pace: Pace, startex: datetime | None) -> dict[str, str]:
    """Turn, clock and date of a week; where the inject does not come at this pace, the turn of the first that it comes at."""
    if not 1 <= week <= world.deck.weeks:
        return {}
    own = plain.get("paces", ())
    cut = pace if not own or pace.id in own else next((one for one in world.deck.paces if one.id in own), pace)
    turn = turn_of_week(cut, week)
    minutes = minutes_before(cut, turn)
    clock = "" if minutes is None else clock_text(minutes, startex)
    begins = date.fromisoformat(world.deck.start_date) + timedelta(days=DAYS * (week - 1))
    return {
        "turn": str(turn) if cut.id == world.deck.default_pace else f"{turn} ({cut.id})",
        "scheduled": clock,
        "story_date": f"{begins.day} {begins:%b %Y}",
    }


def turn_of_week(pace: Pace, week: int) -> int:
    """The turn that holds a week, counted from 1."""
    last = 0
    for turn, weeks in enumerate(pace.turns, 1):
        last += weeks
        if week <= last:
            return turn
    return len(pace.turns)


def first_week(pace: Pace, turn: int) -> int:
    """The first week of a turn."""
    return sum(pace.turns[: turn - 1]) + 1


def minutes_before(pace: Pace, turn: int) -> int | None:
    """Minutes on the wall from StartEx to the brief of a turn; None where the pace does not say."""
    total = 0
    for one in range(1, turn + 1):
        times = pace.times_of(one)
        if times is None or times.orders_until or not times.orders:
            return None
        if one < turn:
            total += times.brief + times.orders + times.locked + times.adjudicate + times.picture
    return total


def clock_text(minutes: int, startex: datetime | None) -> str:
    """`T+1h30`, or the time of day where StartEx is known."""
    if startex is None:
        return f"T+{minutes // 60}h{minutes % 60:02}"
    return f"{startex + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"


def contingency_text(when: Any, world: World) -> str:
    """Parent and condition in a planner's words, where a condition is about one answer; else nothing."""
    if not isinstance(when, Mapping):
        return ""
    negated = when.get("condition") == "not"
    about: Any = when.get("of") if negated else when
    if not isinstance(about, Mapping) or about.get("condition") != "inject-answered":
        return ""
    parent = next((one for one in world.deck.injects if one.id == about["inject"]), None)
    if parent is None or (negated and not about.get("choice")):
        return ""
    title = next((one.title for one in parent.choices if one.id == about.get("choice")), "")
    if not about.get("choice"):
        return f"{parent.reference}: if answered"
    return f"{parent.reference}: {'not ' if negated else ''}{title}" if title else ""


def parents_of(injects: Sequence[Plain]) -> dict[str, str]:
    """By inject: which other one releases it, and by which choice."""
    found: dict[str, list[str]] = {}
    for inject in injects:
        for effects, by in (
            (inject.get("effects", ()), ""),
            *((one.get("effects", ()), one) for one in inject.get("choices", ())),
        ):
            for effect in effects:
                if effect["effect"] == "inject":
                    said = f"{inject['reference']} releases it" + (f": {by['title']}" if by else "")
                    found.setdefault(effect["inject"], []).append(said)
    return {inject: "\n".join(said) for inject, said in found.items()}
