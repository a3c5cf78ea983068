"""Whether weeks, turns and need fit together, and figures lie where they can lie. Names are checked elsewhere."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from engine.deck import Need
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree

HIGHEST_INDEX = 100
MOST_WEEKS = 520
"""Ten years: more than any exercise, and few enough to be played in a moment."""
ALL_PERMILLE = 1_000


def check_calendar(loaded: Loaded) -> Iterator[Problem]:
    """The calendar, the paces, the need and every figure."""
    return chain(_weeks(loaded), _paces(loaded), _stretches(loaded), _cover(loaded), _figures(loaded))


def _weeks(loaded: Loaded) -> Iterator[Problem]:
    tree, deck = loaded.deck, loaded.world.deck
    try:
        date.fromisoformat(deck.start_date)
    except ValueError:
        message = f"`{deck.start_date}` is no date"
        yield Problem(place=tree.place("start_date"), message=message, mend='write it as "2026-01-31"')
    yield from _between(tree, ("weeks",), deck.weeks, lowest=1, highest=MOST_WEEKS)
    if not 1 <= deck.shooting_week <= deck.weeks:
        message = f"week {deck.shooting_week} is not in the calendar"
        yield Problem(place=tree.place("shooting_week"), message=message, mend=f"choose a week from 1 to {deck.weeks}")
    for index, account in enumerate(loaded.world.baseline.accounts):
        for at, grant in enumerate(account.grants):
            if not 1 <= grant.week <= deck.weeks:
                place = loaded.baseline.place("accounts", index, "grants", at, "week")
                message = f"the grant of week {grant.week} never arrives"
                mend = f"choose a week from 1 to {deck.weeks}"
                yield Problem(place=place, message=message, mend=mend, severity="warning")


def _paces(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    if not deck.paces:
        yield Problem(place=loaded.deck.place("paces"), message="there is no pace", mend="add at least one")
    for index, pace in enumerate(deck.paces):
        place = loaded.deck.place("paces", index, "turns")
        if any(weeks < 1 for weeks in pace.turns):
            yield Problem(place=place, message=f"a turn of `{pace.id}` has no week", mend="give it 1 or more")
        if sum(pace.turns) != deck.weeks:
            message = f"the turns of `{pace.id}` have {sum(pace.turns)} weeks, and the exercise has {deck.weeks}"
            yield Problem(place=place, message=message, mend=f"change them by {deck.weeks - sum(pace.turns):+d} weeks")


def _stretches(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    for index, need in enumerate(deck.need):
        place = loaded.deck.place("need", index)
        if not 1 <= need.first_week <= need.last_week <= deck.weeks:
            message = f"the stretch from week {need.first_week} to {need.last_week} does not lie in the calendar"
            yield Problem(place=place, message=message, mend=f"choose weeks from 1 to {deck.weeks}, the first first")
        if not 0 <= need.low <= need.mode <= need.high:
            message = "low, mode and high of a need must rise, from 0 up"
            yield Problem(place=place, message=message, mend="write them in rising order")
        for at, other in enumerate(deck.need[:index]):
            if other.system == need.system and _overlap(other, need):
                message = f"`{need.system}` has two needs in a week, the other at {loaded.deck.place('need', at)}"
                yield Problem(place=place, message=message, mend="let one end before the other begins")


def _overlap(one: Need, other: Need) -> bool:
    return one.first_week <= other.last_week and other.first_week <= one.last_week


def _cover(loaded: Loaded) -> Iterator[Problem]:
    deck = loaded.world.deck
    for index, system in enumerate(deck.priority_systems):
        covered = sorted((one.first_week, one.last_week) for one in deck.need if one.system == system)
        at = deck.shooting_week
        for first, last in covered:
            if first <= at:
                at = max(at, last + 1)
        if at <= deck.weeks:
            message = f"nothing says how many `{system}` are needed in week {at}"
            mend = f"add a need from week {at}, so that weeks {deck.shooting_week} to {deck.weeks} are covered"
            place = loaded.deck.place("priority_systems", index)
            yield Problem(place=place, message=message, mend=mend)


def _figures(loaded: Loaded) -> Iterator[Problem]:
    tree, baseline = loaded.baseline, loaded.world.baseline
    for index, system in enumerate(baseline.systems):
        path: Path = ("systems", index)
        if system.stock_theatre.value > system.stock_world.value:
            message = f"the theatre holds {system.stock_theatre.value} of {system.stock_world.value} `{system.id}`"
            mend = "the stock of the world includes the theatre's"
            yield Problem(place=tree.place(*path, "stock_theatre"), message=message, mend=mend)
        for field in ("unit_cost", "stock_theatre", "lead_months", "tooling_cost", "capacity_48"):
            yield from _between(tree, (*path, field, "value"), getattr(system, field).value)
        yield from _between(tree, (*path, "expand_months", "value"), system.expand_months.value, lowest=1)
        for at, material in enumerate(system.materials):
            yield from _between(tree, (*path, "materials", at, "per_unit"), material.per_unit, lowest=1)
        if not any(line.system == system.id for line in baseline.lines):
            message = f"no line makes `{system.id}`"
            yield Problem(place=tree.place(*path), message=message, mend="declare one in lines.yaml")
    for index, component in enumerate(baseline.components):
        path = ("components", index)
        for field in ("spare", "public_spare", "in_work", "expansion_cost"):
            yield from _between(tree, (*path, field, "value"), getattr(component, field).value)
        yield from _between(tree, (*path, "expand_months", "value"), component.expand_months.value, lowest=1)
        yield from _between(tree, (*path, "buffer_weeks"), component.buffer_weeks)
    for index, line in enumerate(baseline.lines):
        path = ("lines", index)
        yield from _between(tree, (*path, "rate", "value"), line.rate.value)
        yield from _between(tree, (*path, "target", "value"), line.target.value, lowest=line.rate.value)
        yield from _between(tree, (*path, "flow_weeks"), line.flow_weeks, lowest=1)
        yield from _between(tree, (*path, "delivery_weeks"), line.delivery_weeks)
    yield from _figures_elsewhere(loaded)


def _figures_elsewhere(loaded: Loaded) -> Iterator[Problem]:
    tree, baseline = loaded.baseline, loaded.world.baseline
    for field in ("air_permille", "hazard_permille", "loss_permille"):
        yield from _between(tree, ("theatre", field), getattr(baseline.theatre, field), highest=ALL_PERMILLE)
    for field in ("air_weeks", "sea_weeks", "lift_per_week"):
        yield from _between(tree, ("theatre", field), getattr(baseline.theatre, field))
    for index, account in enumerate(baseline.accounts):
        yield from _between(tree, ("accounts", index, "opening", "value"), account.opening.value)
    for index, organisation in enumerate(baseline.organisations):
        for at, slot in enumerate(organisation.slots):
            yield from _between(tree, ("organisations", index, "slots", at, "start"), slot.start)
            yield from _between(tree, ("organisations", index, "slots", at, "per_quarter"), slot.per_quarter)
    for name, figure in loaded.world.deck.indices.items():
        yield from _between(loaded.deck, ("indices", name, "value"), figure.value, highest=HIGHEST_INDEX)


def _between(tree: Tree, path: Path, value: int, lowest: int = 0, highest: int | None = None) -> Iterator[Problem]:
    if value < lowest or (highest is not None and value > highest):
        name = path[-2] if path[-1] == "value" else path[-1]
        allowed = f"from {lowest} to {highest}" if highest is not None else f"from {lowest} up"
        message = f"`{name}` cannot be {value}"
        yield Problem(place=tree.place(*path), message=message, mend=f"write a whole number {allowed}")
