"""The indices that an organisation is told of: where each stands, between which bounds, and what of the playbook moves it."""

import re
from collections.abc import Iterator

from textual.content import Content

from engine.baseline import IndexKind
from engine.effects import Effect, IndexEffect
from engine.ids import PUBLIC
from engine.titles import blank_title
from engine.views import View
from engine.world import World
from tui.inking import faint, heading, joined, lines, strong
from tui.rulebook import book

ABOUT = ("10.1", "10.2")
"""The rules that say what indices are and what moves them."""
MOST_NAMED = 2
"""Levers named for each index; the rest is counted."""


def index_rows(view: View) -> Content:
    """Each with its title, value, bounds and movers; nothing where none is told."""
    rows = [_row(view, kind) for kind in view.world.index_kinds.values() if kind.id in view.indices]
    return lines([heading("Indices"), *rows, ""])


def index_rules() -> list[Content]:
    """What the rule book says of indices, for the end of a page."""
    return [faint(f"Rule {one}") for one in book.rules(ABOUT)]


def _row(view: View, kind: IndexKind) -> Content:
    mark = " n" if kind.start.notional else ""
    began = f"; {kind.start.value} at StartEx" if PUBLIC in kind.told else ""
    value = strong(str(view.indices[kind.id]))
    bounds = f"{mark}, from {kind.low} to {kind.high}{began}"
    return joined(f"  {kind.title}: ", value, bounds, faint(_moved_by(view.world, kind)))


def _moved_by(world: World, kind: IndexKind) -> str:
    """What in the playbook, which everybody reads, moves it most."""
    movers = sorted(_movers(world, kind.id), key=lambda one: (-abs(one[1]), one[0]))
    named = ", ".join(f"`{title}` {by:+}" for title, by in movers[:MOST_NAMED])
    more = f" and {len(movers) - MOST_NAMED} levers more" if len(movers) > MOST_NAMED else ""
    return f"; moved by {named}{more}" if named else ""


def _movers(world: World, index: str) -> Iterator[tuple[str, int]]:
    for lever in world.playbook.values():
        by = sum(one.by for one in lever.effects if isinstance(one, IndexEffect) and _is_of(one, index))
        if by:
            yield blank_title(lever), by


def _is_of(effect: Effect, index: str) -> bool:
    """Whether an effect moves this index, also where the partner of the lever says which it is."""
    declared = str(getattr(effect, "index", ""))
    return re.fullmatch(re.sub(r"\{[^}]*\}", "[a-z]+", declared), index) is not None
