"""Whether numbers lie where they can lie, each by itself and beside its neighbours. Weeks are the calendar's business."""

from collections.abc import Iterator
from itertools import chain

from engine.baseline import REAR
from engine.declared import Between
from engine.playbook import Duration
from injects.checks.filling import Filling, is_number
from injects.checks.walking import numbers_in
from injects.problems import Problem
from injects.reading import Loaded
from injects.strict_yaml import Path
from injects.tree import Tree


def check_numbers(loaded: Loaded) -> Iterator[Problem]:
    """Every number with bounds, and those whose bounds are another number."""
    return chain(_bounds(loaded), _stocks(loaded), _lines(loaded), _indices(loaded), _durations(loaded))


def _bounds(loaded: Loaded) -> Iterator[Problem]:
    baseline = loaded.world.baseline
    for number in chain(numbers_in(baseline, (), without=frozenset({"playbook"}))):
        yield from between(loaded.baseline, number.path, number.value, number.between)
    for number in numbers_in(loaded.world.deck, ()):
        yield from between(loaded.deck, number.path, number.value, number.between)
    for index, lever in enumerate(baseline.playbook):
        filling = Filling(loaded.world, lever.parameters)
        for number in numbers_in(lever, ("playbook", index)):
            for way in filling.ways(str(number.value)):
                yield from between(loaded.baseline, number.path, way, number.between)


def between(tree: Tree, path: Path, value: int | str, bounds: Between) -> Iterator[Problem]:
    """A problem unless the value lies within its bounds; text that is no number is reported as a name."""
    if isinstance(value, str) and not is_number(value):
        return
    lowest, highest = bounds.lowest, bounds.highest
    if int(value) < lowest or (highest is not None and int(value) > highest):
        name = next((step for step in reversed(path) if isinstance(step, str) and step != "value"), "it")
        allowed = f"from {lowest} to {highest}" if highest is not None else f"from {lowest} up"
        message = f"`{name}` cannot be {value}"
        yield Problem(place=tree.place(*path), message=message, mend=f"write a whole number {allowed}")


def _stocks(loaded: Loaded) -> Iterator[Problem]:
    """What stands in theatres is part of the stock of the world."""
    for index, system in enumerate(loaded.world.baseline.systems):
        held = sum(one.units.value for one in system.holdings)
        if held > system.stock_world.value:
            message = f"theatres hold {held} of {system.stock_world.value} `{system.id}`"
            place = loaded.baseline.place("systems", index, "holdings")
            yield Problem(place=place, message=message, mend="the stock of the world includes that of the theatres")


def _lines(loaded: Loaded) -> Iterator[Problem]:
    baseline = loaded.world.baseline
    for index, line in enumerate(baseline.lines):
        path: Path = ("lines", index)
        yield from between(loaded.baseline, (*path, "target", "value"), line.target.value, Between(line.rate.value))
        if line.delivers_to == REAR and line.delivery_weeks:
            message = f"`{line.id}` delivers to the rear, which takes no weeks"
            mend = "write 0, or name the theatre that it supplies"
            yield Problem(place=loaded.baseline.place(*path, "delivery_weeks"), message=message, mend=mend)
    for index, system in enumerate(baseline.systems if loaded.whole else ()):
        if not any(line.system == system.id for line in baseline.lines):
            message = f"no line makes `{system.id}`"
            yield Problem(place=loaded.baseline.place("systems", index), message=message, mend="declare one in lines.yaml")


def _indices(loaded: Loaded) -> Iterator[Problem]:
    for index, kind in enumerate(loaded.world.baseline.indices):
        path: Path = ("indices", index)
        yield from between(loaded.baseline, (*path, "high"), kind.high, Between(kind.low + 1))
        yield from between(loaded.baseline, (*path, "start", "value"), kind.start.value, Between(kind.low, kind.high))


def _durations(loaded: Loaded) -> Iterator[Problem]:
    for index, lever in enumerate(loaded.world.baseline.playbook):
        for at, step in enumerate(lever.steps):
            path: Path = ("playbook", index, "steps", at)
            if step.duration:
                yield from _rising(loaded.baseline, (*path, "duration"), step.duration)
            for choice, duration in (step.by_choice.durations if step.by_choice else {}).items():
                yield from _rising(loaded.baseline, (*path, "by_choice", "durations", choice), duration)


def _rising(tree: Tree, path: Path, duration: Duration) -> Iterator[Problem]:
    if not 1 <= duration.low <= duration.mode <= duration.high:
        message = "low, mode and high of a duration must rise, from one week up"
        yield Problem(place=tree.place(*path), message=message, mend="write them in rising order")
