"""What the rows of a sweep say together: does the assumption hold, how often, and what decides it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from aar.models_of_worlds import Document, Permille, Spread
from aar.rates import MEASURE_MONTH, MEASURE_OF_EIGHT, MEASURE_PERCENT
from aar.redraws import spread_of
from aar.sweeping.plan import Plan
from aar.sweeping.row import Row
from aar.wording import bullet, fitted, paragraph, percent, units
from engine.titles import plural

NONE_OF_IT = "nothing"


class GroupTold(Document):
    """The games of one combination of policy and varied values."""

    name: str
    games: int
    held: int
    """In so many the surge assumption held: rule 16.2, objective O1."""
    short: dict[str, Spread]
    """By system: thousandths short, over the games."""
    doubled: dict[str, int]
    """By system: games in which its rate doubled."""
    bound: dict[str, dict[str, int]]
    """By system: what bound its lines in most weeks, and in how many games."""
    waited: Spread
    """Weeks that steps waited for their organisation."""


class SweepTold(Document):
    """A whole sweep."""

    deck: str
    games: int
    groups: tuple[GroupTold, ...]
    decides: dict[str, Permille]
    """By what was varied: the widest difference between its values, in permille of need, each system alike."""


def told_of(plan: Plan, rows: Sequence[Row]) -> SweepTold:
    """The summary of all rows."""
    world = plan.world(plan.combinations[0][1])
    systems = [str(system) for system in world.systems]
    groups = tuple(_group(name, some, systems) for name, some in _by_group(plan, rows).items())
    factors = {"policy": plan.policies, **{one.path: one.values for one in plan.vary}}
    decides = {path: _widest(path, values, rows, systems) for path, values in factors.items() if len(values) > 1}
    return SweepTold(deck=world.deck.id, games=len(rows), groups=groups, decides=decides)


def _by_group(plan: Plan, rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        varied = [f"{one.path}={row[one.path]}" for one in plan.vary]
        found.setdefault(", ".join([str(row["policy"]), *varied]), []).append(row)
    return found


def _group(name: str, rows: Sequence[Row], systems: Sequence[str]) -> GroupTold:
    return GroupTold(
        name=name,
        games=len(rows),
        held=sum(_number(row, "assumption_held") for row in rows),
        short={one: _spread([_number(row, f"{one}.short") for row in rows]) for one in systems},
        doubled={one: sum(row[f"{one}.month_doubled"] is not None for row in rows) for one in systems},
        bound={one: dict(Counter(str(row[f"{one}.bound"]) for row in rows).most_common()) for one in systems},
        waited=_spread([_number(row, "weeks_waited") for row in rows]),
    )


def _spread(values: Sequence[int]) -> Spread:
    drawn = spread_of(values)
    return Spread(median=drawn.median, p5=drawn.p5, p95=drawn.p95)


def _number(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value


def _widest(path: str, values: Sequence[str], rows: Sequence[Row], systems: Sequence[str]) -> int:
    """The widest difference, in permille, between the values of one factor: of medians of the mean part of need short."""
    medians = [spread_of([_part_short(row, systems) for row in rows if str(row[path]) == value]).median for value in values]
    return max(medians) - min(medians)


def _part_short(row: Row, systems: Sequence[str]) -> int:
    """The permille of need that were short, each system alike."""
    parts = [1_000 * _number(row, f"{one}.short") // max(1, _number(row, f"{one}.need")) for one in systems]
    return sum(parts) // len(parts)


def told_lines(told: SweepTold) -> Iterator[str]:
    """The summary for a terminal of 80 columns."""
    yield f"SWEEP · {told.deck} · {plural(told.games, 'game')}"
    yield ""
    yield "DOES THE SURGE ASSUMPTION HOLD?"
    measure = (
        f"{MEASURE_OF_EIGHT} in 8 priority systems at {MEASURE_PERCENT} % of their rate of StartEx by month {MEASURE_MONTH}"
    )
    yield from paragraph(f"Held means: {measure}.")
    for group in told.groups:
        yield from bullet(
            f"{group.name}: in {group.held} of {plural(group.games, 'game')} ({percent(group.held, group.games)})"
        )
    yield ""
    for group in told.groups:
        yield from _table(group)
    if told.decides:
        yield "WHAT DECIDES IT"
        yield from paragraph("Mean percent of need short over all systems, widest difference of medians between values:")
        for path, points in sorted(told.decides.items(), key=lambda one: (-one[1], one[0])):
            yield f"  {fitted(path, 60):<62}{points // 10:>4}.{points % 10} points"
        yield ""
    yield from paragraph("Bots are no people: a sweep tells what the rules and figures allow, and not what a group will do.")


def _table(group: GroupTold) -> Iterator[str]:
    yield fitted(group.name.upper(), 78)
    yield f"  {'':<11}{'short':>9} {'5 to 95 %':<24}{'rate':>5} {'what bound it'}"
    yield f"  {'':<11}{'median':>9} {'':<24}{'x2 in':>5} {'in most games'}"
    shown = [one for one in group.short if group.short[one].p95 or group.doubled[one]]
    for system in sorted(shown, key=lambda one: (-group.short[one].median, one)):
        spread, bound = group.short[system], next(iter(group.bound[system]), "") or NONE_OF_IT
        reach = f"({units(spread.p5)} to {units(spread.p95)})"
        yield f"  {fitted(system, 10):<11}{units(spread.median):>9} {reach:<24}{group.doubled[system]:>5} {fitted(bound, 24)}"
    waited = group.waited
    yield f"  steps waited {waited.median} weeks for their organisation ({waited.p5} to {waited.p95})"
    yield ""
