"""The physical world week by week, in the order of rule 5.1: with events to be recorded, or as bare sums over many weeks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.apply_stocks import OnStocks, apply_to_stocks
from engine.ids import ComponentId, OrganisationId, SystemId, TheatreId
from engine.stocks import ComponentState, RepairState, Stocks, Tranche
from engine.units import THOUSAND, weeks_of_months
from engine.week.chance import Chance
from engine.week.ledger import Ledger, Lived, closed, opened
from engine.week.logistics import deliver, drain, ship
from engine.week.need import meet_need
from engine.week.plan import plan_of, rear_at_start
from engine.week.production import line_at_start, produce
from engine.week.repair import repair
from engine.week.reports import WeekEvent, reports
from engine.week.steering import NO_POLICIES, Policies, Steering, steering_of
from engine.world import World


def stocks_at_start(world: World) -> Stocks:
    """Rule 5.2: the physical world at StartEx, from what is declared; a published world gives what everybody believes."""
    components = {}
    for key, declared in world.components.items():
        base = world.component_base[key]
        rate = base * (100 + declared.spare.value) // 100
        stock = rate * declared.buffer_weeks // 2 if declared.stock is None else declared.stock.value * THOUSAND
        growth = _in_work(base, declared.in_work.value, declared.expand_months.value)
        components[key] = ComponentState(rate=rate, stock=stock, growth=growth, sources=declared.sources)
    return Stocks(
        theatre={
            theatre: {
                key: sum(held.units.value for held in one.holdings if held.theatre == theatre) * THOUSAND
                for key, one in world.systems.items()
            }
            for theatre in world.theatres
        },
        rear={key: rear_at_start(world, key) for key in world.systems},
        reserves=_reserves(world),
        lines={key: line_at_start(line) for key, line in world.lines.items()},
        components=components,
        repairs={key: RepairState(waiting=dict.fromkeys(world.theatres, 0)) for key in world.repairs},
    )


def _reserves(world: World) -> Mapping[OrganisationId, Mapping[SystemId, int]]:
    held: dict[OrganisationId, dict[SystemId, int]] = {}
    for key, system in world.systems.items():
        for reserve in system.reserves:
            held.setdefault(OrganisationId(reserve.owner), {})[key] = reserve.units.value * THOUSAND
    return held


def _in_work(base: int, percent: int, months: int) -> tuple[Tranche, ...]:
    """Rule 5.4: an expansion that is already paid for begins at StartEx."""
    if percent <= 0:
        return ()
    return (Tranche(since=0, weeks=weeks_of_months(months), add=base * percent // 100),)


def run_week(
    world: World, stocks: Stocks, week: int, chance: Chance, *, confidence: int, policies: Policies = NO_POLICIES
) -> tuple[WeekEvent, ...]:
    """Rule 5.1: what a week brings; nothing is changed. Quantities are thousandths."""
    plan = plan_of(world)
    ledger = opened(plan, stocks, week)
    lived = Lived(told=True)
    _live(ledger, steering_of(plan, policies, stocks.ranking), week, chance, confidence, lived)
    return tuple(reports(ledger, lived, week))


def _live(ledger: Ledger, steering: Steering, week: int, chance: Chance, confidence: int, lived: Lived) -> None:
    meet_need(ledger, steering, week, chance, lived)
    produce(ledger, steering, week, confidence, lived)
    deliver(ledger, week, lived)
    drain(ledger, lived)
    ship(ledger, steering, week, chance, lived)
    repair(ledger, week, chance, lived)


Due = Callable[[Stocks], Iterable[OnStocks]]
"""What happens to a physical world before a week: decided on the world as it is then, since outcomes depend on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steered:
    """What people have set from a week on: the confidence of industry, and the policies."""

    confidence: int
    policies: Policies = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Course:
    """Many weeks as sums: by theatre and system, need, short and stock at the week's end; by system, finished units."""

    first_week: int
    theatres: Sequence[TheatreId]
    systems: Sequence[SystemId]
    stocks: Stocks
    """The physical world after the last week."""
    scarce: dict[ComponentId, int] = field(default_factory=dict)
    """Components of which lines asked for more than there was, with the last week in which they did."""
    _need: list[list[int]] = field(default_factory=list)
    _short: list[list[int]] = field(default_factory=list)
    _stock: list[list[int]] = field(default_factory=list)
    _made: list[list[int]] = field(default_factory=list)

    def need(self, system: SystemId, theatre: TheatreId | None = None) -> tuple[int, ...]:
        """Thousandths needed week by week, in one theatre or in all."""
        return self._of(self._need, system, theatre)

    def short(self, system: SystemId, theatre: TheatreId | None = None) -> tuple[int, ...]:
        """Thousandths short week by week, in one theatre or in all."""
        return self._of(self._short, system, theatre)

    def stock(self, system: SystemId, theatre: TheatreId | None = None) -> tuple[int, ...]:
        """Thousandths left week by week, in one theatre or in all."""
        return self._of(self._stock, system, theatre)

    def made(self, system: SystemId) -> tuple[int, ...]:
        """Thousandths finished week by week, by all lines."""
        at = self.systems.index(system)
        return tuple(week[at] for week in self._made)

    def short_in_all(self) -> dict[tuple[TheatreId, SystemId], int]:
        """Thousandths short over all weeks, by theatre and system."""
        places = [(theatre, system) for theatre in self.theatres for system in self.systems]
        totals = [sum(weeks) for weeks in zip(*self._short, strict=True)] or [0] * len(places)
        return dict(zip(places, totals, strict=True))

    def followed_by(self, later: "Course") -> "Course":
        """These weeks and those after them, which began from where these ended."""
        return Course(
            first_week=self.first_week,
            theatres=self.theatres,
            systems=self.systems,
            stocks=later.stocks,
            scarce={**self.scarce, **later.scarce},
            _need=self._need + later._need,
            _short=self._short + later._short,
            _stock=self._stock + later._stock,
            _made=self._made + later._made,
        )

    def _of(self, weeks: list[list[int]], system: SystemId, theatre: TheatreId | None) -> tuple[int, ...]:
        at, count = self.systems.index(system), len(self.systems)
        if theatre is None:
            return tuple(sum(week[at::count]) for week in weeks)
        place = self.theatres.index(theatre) * count + at
        return tuple(week[place] for week in weeks)


def run_weeks(
    world: World,
    stocks: Stocks,
    weeks: range,
    chance: Chance,
    *,
    steered: Mapping[int, Steered],
    due: Mapping[int, Sequence[Due]] | None = None,
) -> Course:
    """The same weeks as `run_week`, without events: sums alone. The first week must be steered.

    `steered` says what holds from a week on; `due` brings physical events before the week under which they stand.
    """
    plan = plan_of(world)
    course = Course(first_week=weeks.start, theatres=plan.theatre_ids, systems=plan.systems, stocks=stocks)
    ledger, lived = opened(plan, stocks, weeks.start), None
    now = steered[weeks.start]
    steering = steering_of(plan, now.policies, stocks.ranking)
    for week in weeks:
        happened = due.get(week, ()) if due else ()
        if happened:
            stocks = closed(ledger, lived, week - 1) if lived else stocks
            for bring in happened:
                for event in bring(stocks):
                    stocks = apply_to_stocks(stocks, event)
            ledger = opened(plan, stocks, week)
        if happened or week in steered:
            now = steered.get(week, now)
            steering = steering_of(plan, now.policies, stocks.ranking)
        lived = Lived(told=False)
        _live(ledger, steering, week, chance, now.confidence, lived)
        _sum_up(course, ledger, lived, week)
    course.stocks = closed(ledger, lived, weeks[-1]) if lived else stocks
    return course


def _sum_up(course: Course, ledger: Ledger, lived: Lived, week: int) -> None:
    need, short = [0] * len(ledger.stock), [0] * len(ledger.stock)
    for place, _, needed, _, used, _ in lived.used:
        need[place], short[place] = needed, needed - used
    made = [0] * len(course.systems)
    for system, units in zip(ledger.plan.line_system, lived.finished, strict=True):
        made[system] += units
    course._need.append(need)
    course._short.append(short)
    for component in lived.scarce:
        course.scarce[ledger.plan.components[component]] = week
    course._stock.append(list(ledger.stock))
    course._made.append(made)
