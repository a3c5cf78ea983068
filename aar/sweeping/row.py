"""One game of a sweep as one row of figures, with what each column means. Quantities are whole numbers, in thousandths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aar.rates import MEASURE_MONTH, MEASURE_OF_EIGHT, MEASURE_PERCENT, monthly_rates, reached
from aar.reading import Played, take
from aar.replaying import Moment
from aar.sweeping.plan import Game, Plan
from aar.worlds.ladder import PLAIN_KEYS, known_worlds, split_of
from bots.policy import Policy
from bots.roster import policy
from bots.table import play_on
from bots.unlogged import Happening, UnloggedTable
from engine.findings.catalogue import CATALOGUE
from engine.ids import CONTROL, OrganisationId, SystemId
from engine.world import World

Value = int | str | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the table."""

    name: str
    type: str
    """`text` or `integer`; an integer may be missing."""
    unit: str
    meaning: str


def row_of(plan: Plan, game: Game) -> Row:
    """Play a game, and say what came of it; the same game gives the same row."""
    world = plan.world(game.varied)
    policies = {one: policy(game.policy, game.seed) for one in world.organisations}
    pace = game.value("pace", world.deck.default_pace)
    played = played_out(UnloggedTable(world=world, pace=pace, seed=game.seed), policies)
    row: Row = {"game": game.number, "seed": game.seed, "policy": game.policy, "pace": pace}
    row |= {path: value for path, value in game.varied if path != "pace"}
    row |= _totals(played)
    for system in world.systems:
        row |= {f"{system}.{name}": value for name, value in _system(played, system).items()}
    if plan.split:
        row |= _split(played)
    return row


def played_out(table: UnloggedTable, policies: Mapping[OrganisationId, Policy]) -> Played:
    """What `reading.read` finds in the log of the same game but for its head, taken down while bots play it to the end."""
    header = table.entries[0].parts[CONTROL].plain["header"]
    played = Played(header=header, start=table.exercise, exercise=table.exercise, entries=1)

    def note(one: Happening) -> None:
        moment = Moment(number=one.number, hash="", part=one.part, events=one.events, before=one.before, exercise=one.exercise)
        take(played, moment)

    table.watch = note
    play_on(table, policies)
    return played


def _totals(played: Played) -> Row:
    exercise, deck = played.exercise, played.start.world.deck
    initiatives = [one for one in exercise.initiatives.values() if one.stopped != "merged"]
    steps = [step for one in initiatives for step in one.steps.values()]
    rates = {system: monthly_rates(played, SystemId(system)) for system in deck.priority_systems}
    starts = {system: _start_rate(played.start.world, SystemId(system)) for system in deck.priority_systems}
    doubled = [system for system, rate in rates.items() if reached(rate, 2 * starts[system]) is not None]
    half_more = [reached(rate, starts[system] * MEASURE_PERCENT // 100) for system, rate in rates.items()]
    in_time = sum(month is not None and month <= MEASURE_MONTH for month in half_more)
    row: Row = {
        "initiatives_begun": len(initiatives),
        "initiatives_done": sum(one.done_week is not None for one in initiatives),
        "steps_waited": sum(step.waited_by_organisation > 0 for step in steps),
        "weeks_waited": sum(step.waited_by_organisation for step in steps),
        "weeks_waited_for_slots": sum(step.waited_for_slots for step in steps),
        "steps_refused": len(played.refusals),
        "injects_released": len(exercise.released),
        "priority_doubled": len(doubled),
        "assumption_held": int(in_time * 8 >= MEASURE_OF_EIGHT * len(half_more)),
    }
    row |= {f"index.{key}": exercise.indices.get(key, kind.start.value) for key, kind in played.start.world.index_kinds.items()}
    found = {(one.detector, one.subject) for one in played.candidates}
    row |= {f"found.{one.code}": sum(detector == key for detector, _ in found) for key, one in CATALOGUE.items()}
    return row


def _start_rate(world: World, system: SystemId) -> int:
    return sum(line.rate.value for line in world.lines.values() if line.system == system and line.open)


def _system(played: Played, system: SystemId) -> Row:
    rows = [row for _, row in played.stocks if row.system == system]
    rates = monthly_rates(played, system)
    start = _start_rate(played.start.world, system)
    lines = played.start.world.lines
    bound: dict[str, int] = {}
    for _, line in played.lines:
        if lines[line.line].system == system and line.binding:
            bound[line.binding] = bound.get(line.binding, 0) + 1
    return {
        "need": sum(row.need for row in rows),
        "short": sum(row.short for row in rows),
        "made": sum(line.finished for _, line in played.lines if lines[line.line].system == system),
        "start_rate": start,
        "best_rate": max((rate for _, rate in rates), default=0),
        "month_doubled": reached(rates, 2 * start),
        "bound": min(bound, key=lambda name: (-bound[name], name)) if bound else "",
    }


def _split(played: Played) -> Row:
    split = split_of([one.short_in for one in known_worlds(played).values()], PLAIN_KEYS)
    row: Row = {}
    for system in played.start.world.systems:
        of_it = [shares for (_, one), shares in split.items() if one == system]
        row |= {f"{system}.{share}": sum(shares[share] for shares in of_it) for share in PLAIN_KEYS}
    return row


THOUSANDTHS, MONTHLY = "thousandths of a unit", "thousandths of a unit a month"
TOTALS = (
    Column(name="game", type="integer", unit="", meaning="number of the game; 1 is the first"),
    Column(name="seed", type="text", unit="", meaning="what chance is drawn from"),
    Column(name="policy", type="text", unit="", meaning="how bots played every organisation"),
    Column(name="pace", type="text", unit="", meaning="how the weeks were cut into turns"),
)
COUNTED = (
    Column(name="initiatives_begun", type="integer", unit="", meaning="initiatives proposed, but for merged ones"),
    Column(name="initiatives_done", type="integer", unit="", meaning="of them, those that took effect"),
    Column(name="steps_waited", type="integer", unit="", meaning="steps that waited for their organisation"),
    Column(name="weeks_waited", type="integer", unit="weeks", meaning="weeks that steps waited for their organisation"),
    Column(name="weeks_waited_for_slots", type="integer", unit="weeks", meaning="weeks that steps waited for a slot"),
    Column(name="steps_refused", type="integer", unit="", meaning="declines and returns"),
    Column(name="injects_released", type="integer", unit="", meaning="injects that went out"),
    Column(name="priority_doubled", type="integer", unit="", meaning="priority systems that doubled their rate of StartEx"),
    Column(
        name="assumption_held",
        type="integer",
        unit="0 or 1",
        meaning=f"{MEASURE_OF_EIGHT} in 8 priority systems at {MEASURE_PERCENT} % of their rate by month {MEASURE_MONTH}",
    ),
)
OF_A_SYSTEM = (
    Column(name="need", type="integer", unit=THOUSANDTHS, meaning="demand before rationing, all theatres"),
    Column(name="short", type="integer", unit=THOUSANDTHS, meaning="need that was not met, all theatres"),
    Column(name="made", type="integer", unit=THOUSANDTHS, meaning="units finished on all its lines"),
    Column(name="start_rate", type="integer", unit=MONTHLY, meaning="what its open lines made at StartEx"),
    Column(name="best_rate", type="integer", unit=MONTHLY, meaning="best mean of four weeks"),
    Column(name="month_doubled", type="integer", unit="month", meaning="exercise month in which its rate had doubled"),
    Column(name="bound", type="text", unit="", meaning="what bound its lines in most weeks"),
)


def columns(plan: Plan) -> Iterator[Column]:
    """The codebook: every column of the table, in its order."""
    yield from TOTALS
    world = plan.world(plan.combinations[0][1])
    for varied in plan.vary:
        if varied.path != "pace":
            yield Column(name=varied.path, type="text", unit="as given", meaning="value that this sweep varied")
    yield from COUNTED
    for key, kind in world.index_kinds.items():
        yield Column(name=f"index.{key}", type="integer", unit="points", meaning=f"{kind.title}, at the end")
    for detector in CATALOGUE.values():
        yield Column(name=f"found.{detector.code}", type="integer", unit="", meaning=f"candidates: {detector.title}")
    for system, declared in world.systems.items():
        for one in OF_A_SYSTEM:
            yield Column(name=f"{system}.{one.name}", type=one.type, unit=one.unit, meaning=f"{declared.title}: {one.meaning}")
    if plan.split:
        for system, declared in world.systems.items():
            for share in PLAIN_KEYS:
                meaning = f"{declared.title}: short by this share of the ladder; `rest` is what no world of it took away"
                yield Column(name=f"{system}.{share}", type="integer", unit=THOUSANDTHS, meaning=meaning)
