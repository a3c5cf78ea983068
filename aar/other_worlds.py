"""The parts of summary.json and findings.json about red reacting and redraws of chance, in the shapes of `models`."""

from aar.answer import Answer
from aar.attribution import BoundaryWorth
from aar.models_of_worlds import RedMove, Redrawn, RedReaction, SplitSpread, Spread
from aar.redraws import Spread as Drawn
from aar.worlds.reacting import Move
from engine.ids import SystemId


def reactions(answer: Answer) -> tuple[RedReaction, ...]:
    """Rule 15.10: the worlds in which red would have acted otherwise, and how."""
    return tuple(
        RedReaction(world=world, more=tuple(map(_move, more)), fewer=tuple(map(_move, fewer)))
        for world, more, fewer in answer.reacting.differing()
    )


def _move(move: Move) -> RedMove:
    return RedMove(week=move.week, by=move.by, action=move.action, title=move.title)


def spreads_of_system(answer: Answer, system: SystemId) -> Redrawn | None:
    """Rule 15.11: one system over the redraws; None where there were none."""
    if answer.redrawn is None:
        return None
    split = answer.redrawn.split[system]
    return Redrawn(
        short=_spread(answer.redrawn.short[system]),
        split=SplitSpread(**{key: _spread(one) for key, one in split.items()}),
    )


def spreads_of_boundary(answer: Answer, worth: BoundaryWorth) -> dict[SystemId, Spread] | None:
    """Rule 15.11: one boundary's shares over the redraws; None where there were none."""
    if answer.redrawn is None:
        return None
    return {system: _spread(one) for system, one in answer.redrawn.share[worth.boundary].items()}


def _spread(one: Drawn) -> Spread:
    return Spread(median=one.median, p5=one.p5, p95=one.p95)
