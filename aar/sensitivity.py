"""Which notional values of the declared world reorder what mattered most, when halved or half as much again (rule 15.13)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from aar.attribution import BoundaryWorth
from aar.kept import NOTHING_KEPT, Kept, each_kept
from aar.reading import Played
from aar.worlds.change import PLAYED, Boundary, Change
from aar.worlds.course import Course
from aar.worlds.courses import courses_of
from aar.worlds.physics import dice_of, run_all
from engine.deck import Need
from engine.declared import Between, Figure
from engine.ids import SystemId
from engine.recording import exercise_at_start
from engine.replay import opening_in
from engine.units import THOUSAND
from engine.world import World

PERMILLE = (500, 1_500)
"""Rule 15.13: each notional value is halved, and made half as much again."""
TOP = 7
"""Rule 15.13: so many systems, and so many boundaries, whose order is looked at."""
CONTENDERS = 12
"""Rule 15.13: boundaries that may come to be among them: those that were worth most alone as declared."""
IDLE = ("partners", "adversaries")
"""Sheets that no other world reads: red moves as it did in play."""
PHYSICAL = frozenset(
    {"weight", "stock_world", "holdings", "reserves", "drain", "spare", "public_spare", "stock", "vulnerability", "need"}
)
"""Values at which only the physical weeks look: what organisations do is the same with any of them."""

Step = str | int
Progress = Callable[[int, int], None]
_Shared = tuple[Played, tuple[Boundary, ...], tuple[Course, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One notional value of the declared world, or the stretches of one need; `path` is how overlays would name it."""

    path: str
    value: str
    places: tuple[tuple[Step, ...], ...]
    """Where it stands, from the world down."""
    highest: int | None = None

    @property
    def physical(self) -> bool:
        """Whether only the physical weeks look at it."""
        return not PHYSICAL.isdisjoint(self.places[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What mattered most, first to last: systems by what was short, boundaries by what their waits cost, both weighted."""

    systems: tuple[str, ...]
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordering:
    """A notional value that changes one of the two orders, and how."""

    path: str
    value: str
    permille: int
    systems: tuple[str, ...] | None
    """The order then; None where it is as declared."""
    boundaries: tuple[Boundary, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How far the order of what mattered most rests on notional values."""

    looked_at: int
    """Notional values that were changed, each up and down."""
    declared: Order
    reordering: tuple[Reordering, ...]


def sensitivity_of(
    played: Played,
    worth: Sequence[BoundaryWorth],
    *,
    workers: int = 1,
    progress: Progress = lambda done, of: None,
    kept: Kept = NOTHING_KEPT,
) -> Sensitivity:
    """Rule 15.13: play the world again with each notional value halved and half as much again, orders as recorded.

    A second or less for each; `worth` is what boundaries were worth as declared. The same whatever the number of workers.
    """
    world = played.start.world
    found = list(coefficients(world))
    by_worth = sorted(worth, key=lambda one: (-abs(_weighted(world, one.first_in)), one.boundary))
    contenders = tuple(sorted(one.boundary for one in by_worth[:CONTENDERS]))

    @cache
    def shared() -> _Shared:
        return played, contenders, tuple(replace(one, exercise=None) for one in courses_for(played, contenders))

    declared = kept.answer("the order as declared", Order, lambda: order_in(*shared()))
    tries = [(one, permille) for one in found for permille in PERMILLE]
    reordering = []
    orders = each_kept(kept, Order, tries, _question, _tried, shared, workers)
    for done, order in enumerate(orders, start=1):
        one, permille = tries[done - 1]
        systems = order.systems if order.systems != declared.systems else None
        boundaries = order.boundaries if order.boundaries != declared.boundaries else None
        if systems is not None or boundaries is not None:
            reordering.append(
                Reordering(path=one.path, value=one.value, permille=permille, systems=systems, boundaries=boundaries)
            )
        progress(done, len(tries))
    return Sensitivity(looked_at=len(found), declared=declared, reordering=tuple(reordering))


def _question(one: tuple[Coefficient, int]) -> str:
    return f"notional value {one[0].path} x {one[1]}"


def _tried(given: _Shared, one: tuple[Coefficient, int]) -> Order:
    played, contenders, courses = given
    other = varied(played, *one)
    return order_in(other, contenders, courses if one[0].physical else courses_for(other, contenders))


def courses_for(played: Played, contenders: Sequence[Boundary]) -> list[Course]:
    """The course as played, and one without the waits of each of these boundaries alone."""
    return courses_of(played, [PLAYED, *(Change(drops=boundary.__eq__) for boundary in contenders)])


def order_in(played: Played, contenders: Sequence[Boundary], courses: Sequence[Course]) -> Order:
    """What mattered most in this world, of all systems and these boundaries."""
    world = played.start.world
    whole, *without = run_all(played, courses, PLAYED)
    saved = {
        boundary: _weighted(world, {system: units - one.short[system] for system, units in whole.short.items()})
        for boundary, one in zip(contenders, without, strict=True)
    }
    short = {system: _weighted(world, {system: units}) for system, units in whole.short.items()}
    return Order(
        systems=tuple(sorted((one for one in short if short[one]), key=lambda one: (-short[one], one))[:TOP]),
        boundaries=tuple(sorted((one for one in saved if saved[one] >= THOUSAND), key=lambda one: (-saved[one], one))[:TOP]),
    )


def _weighted(world: World, units: Mapping[SystemId, int]) -> int:
    return sum(value * world.systems[system].weight.value for system, value in units.items()) // THOUSAND


def varied(played: Played, one: Coefficient, permille: int) -> Played:
    """The same play on a world in which this value is another."""
    world = changed(played.start.world, one, lambda found: _scaled(found, permille, one.highest))
    dice_of(world, played.start.seed)
    world.kept["dice"] = played.start.world.kept.setdefault("dice", {})
    return replace(played, start=exercise_at_start(world, opening_in(played.header)))


def changed(world: World, one: Coefficient, change: Callable[[Any], Any]) -> World:
    """The world with one value replaced by what `change` makes of it."""
    for place in one.places:
        world = _changed(world, place, change)
    return world


def _changed(value: Any, place: Sequence[Step], change: Callable[[Any], Any]) -> Any:
    if not place:
        return change(value)
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        return tuple(_changed(one, rest, change) if at == step else one for at, one in enumerate(value))
    return replace(value, **{step: _changed(getattr(value, step), rest, change)})


def _scaled(found: Any, permille: int, highest: int | None) -> Any:
    def scale(value: int) -> int:
        scaled = value * permille // THOUSAND
        return scaled if highest is None else min(scaled, highest)

    if isinstance(found, Need):
        return replace(found, low=scale(found.low), mode=scale(found.mode), high=scale(found.high))
    return replace(found, value=scale(found.value))


def coefficients(world: World) -> Iterator[Coefficient]:
    """Every notional value that the worlds read, in declared order; of a need all stretches together."""
    for one, figure in figures(world):
        if figure.notional and figure.value and one.places[0][1] not in IDLE:
            yield one
    needs: dict[str, list[int]] = {}
    for at, need in enumerate(world.deck.need):
        if need.tag == "N" and need.high:
            needs.setdefault(f"need/{need.theatre}/{need.system}", []).append(at)
    for path, places in needs.items():
        yield Coefficient(path=path, value="as declared", places=tuple(("deck", "need", at) for at in places))


def figures(world: World) -> Iterator[tuple[Coefficient, Figure]]:
    """Every figure of the baseline with its path, in declared order."""
    for name in (one.name for one in fields(world.baseline)):
        yield from _figures(getattr(world.baseline, name), ("baseline", name), name, None)


def _figures(value: object, place: tuple[Step, ...], path: str, highest: int | None) -> Iterator[tuple[Coefficient, Figure]]:
    if isinstance(value, Figure):
        yield Coefficient(path=path, value=f"{value.value:,}", places=(place,), highest=highest), value
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _figures(one, (*place, at), f"{path}/{_name(one, at)}", highest)
    elif is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value), include_extras=True)
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, Figure | tuple) or is_dataclass(inner):
                yield from _figures(inner, (*place, field.name), f"{path}/{field.name}", _highest(hints[field.name]))


def _name(value: object, at: int) -> str:
    """How an entry of a list is called: by its id, or by what it is about."""
    for field in ("id", "theatre", "partner", "organisation", "week"):
        if named := getattr(value, field, None):
            return str(named)
    return str(at + 1)


def _highest(hint: object) -> int | None:
    if get_origin(hint) is Annotated:
        return next((one.highest for one in get_args(hint) if isinstance(one, Between)), None)
    return None
