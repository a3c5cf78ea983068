"""`python -m bench.weeks [DECK BASELINE]`: microseconds that one physical week takes, with and without its events."""

import sys
from collections.abc import Callable
from pathlib import Path

from bench.measured import Measured, explained, rounds_of
from engine import effects as f
from engine.apply_stocks import apply_to_stocks
from engine.rules.causes import Cause
from engine.rules.outcomes_physical import Physical, carry_out_physical
from engine.stocks import Stocks
from engine.stored import plain_of
from engine.week.chance import Dice
from engine.week.kernel import Due, Steered, run_week, run_weeks, stocks_at_start
from engine.world import World
from injects.load import load_world

ROUNDS = 7
GOAL = 250
MILLION = 1_000_000


def surge(world: World) -> dict[int, tuple[Due, ...]]:
    """What keeps a week busy: more of every system on contract, and every component expanded, early on."""
    effects: list[Physical] = [
        f.ContractEffect(effect="contract", system=key, units=12 * max(1, one.capacity_48.value))
        for key, one in world.systems.items()
    ]
    effects += [f.ComponentEffect(effect="component", component=key, percent=50) for key in world.components]

    def bring(stocks: Stocks) -> list[object]:
        cause = Cause(name="bench", since=10)
        return [event for effect in effects for event in carry_out_physical(world, stocks, 10, effect, cause)]

    return {10: (bring,)}  # type: ignore[dict-item]


def summed(world: World, dice: Dice, due: dict[int, tuple[Due, ...]]) -> None:
    """A whole war as sums."""
    run_weeks(world, stocks_at_start(world), range(1, world.deck.weeks + 1), dice, steered=START, due=due)


def reported(world: World, dice: Dice, *, plain: bool = False) -> None:
    """A whole war with its events, each applied; as plain data too, where that is asked for."""
    stocks = stocks_at_start(world)
    for week in range(1, world.deck.weeks + 1):
        for event in run_week(world, stocks, week, dice, confidence=50):
            stocks = apply_to_stocks(stocks, event)
            if plain:
                plain_of(event)


START = {1: Steered(confidence=50)}
SUMS = "a week as sums, everything surging"


def weeks(world: World) -> list[Measured]:
    """Microseconds of one physical week, with and without its events."""
    known, due = Dice("1"), surge(world)
    rows: dict[str, Callable[[], None]] = {
        SUMS: lambda: summed(world, known, due),
        "a week as sums, no orders": lambda: summed(world, known, {}),
        "a week as sums, everything surging, dice thrown anew": lambda: summed(world, Dice("1"), due),
        "a week with its events, applied": lambda: reported(world, known),
        "a week with its events, applied, as plain data": lambda: reported(world, known, plain=True),
    }
    return [
        explained(
            Measured(
                what=name,
                unit="µs",
                rounds=tuple(one * MILLION / world.deck.weeks for one in rounds_of(work, ROUNDS)),
                goal=GOAL if name == SUMS else None,
                least=True,
            ),
            work,
        )
        for name, work in rows.items()
    ]


def main() -> None:
    """Measure the shipped deck, or another one."""
    world = load_world(Path(sys.argv[1]), baseline=Path(sys.argv[2])) if len(sys.argv) > 2 else load_world("taiwan-blockade")
    for one in weeks(world):
        print(f"{one.median:8.0f} {one.unit} {one.what}")


if __name__ == "__main__":
    main()
