"""Games in which every text holds a word that is found nowhere else: in briefs, injects and all that players write."""

import re
from dataclasses import replace
from typing import Any, TypeVar, cast

from bots.table import Table, Verdict
from engine.entries import Entry
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.orders import AdvancePhase, EditInject, EndExercise, GiveHotWash, Order, PauseExercise
from engine.phases import Phase
from engine.stored import order_of, plain_of
from engine.world import World
from tests.support.random_play import RandomGame
from tests.support.random_talk import RandomTalker
from tests.support.worlds import small_world

TEXTS = (
    *("note", "reason", "text", "provisos", "title", "terms", "what", "because"),
    *("assumed", "unanswered", "knew", "law", "not_sharing"),
)
"""Fields of orders that hold somebody's own words."""
WORD = re.compile(r"zz[a-z0-9]+?zz")
T = TypeVar("T")


def planted_world() -> World:
    """The small world with a word in everything that a brief or an inject says."""
    world = small_world()
    briefs = tuple(_planted(brief, _BRIEF, f"brief{i}") for i, brief in enumerate(world.deck.briefs))
    injects = tuple(_planted(inject, _INJECT, f"inject{i}") for i, inject in enumerate(world.deck.injects))
    return replace(world, deck=replace(world.deck, briefs=briefs, injects=injects))


_BRIEF = ("who", "aim", "private_fact", "leverage")
_INJECT = ("title", "text", "exposes", "guidance")


def _planted(declared: T, names: tuple[str, ...], where: str) -> T:
    texts: dict[str, Any] = {name: f"{getattr(declared, name)} zz{where}{name.replace('_', '')}zz" for name in names}
    return cast(T, replace(cast(Any, declared), **texts))


class PlantedTable(Table):
    """A table at which every order has a word of its own in each of its texts."""

    def give(self, organisation: OrganisationId, order: Order) -> Verdict:
        return super().give(organisation, self._planted(organisation, order))

    def control(self, order: Order) -> Verdict:
        return super().control(self._planted("control", order))

    def _planted(self, by: str, order: Order) -> Order:
        letters = re.sub(r"[^a-z]", "", by)
        plain = plain_of(order)
        for name in TEXTS:
            if isinstance(plain.get(name), str):
                plain[name] = f"{plain[name]} zz{letters}{self.given}{name.replace('_', '')}zz".strip()
        return order_of(plain)


def planted_game(salt: str, orders_each: int = 6) -> Table:
    """A random game to the hot wash, planted all over: orders, talk, control's hands on injects and on actions."""
    game = RandomGame(planted_world(), salt, pace="quarters", orders_each=orders_each, kind_of_table=PlantedTable)
    ruler = RandomTalker(f"{salt} control")
    for inject in game.world.injects:
        game.table.control(EditInject(inject=inject, reason="A better word.", text="As changed."))
    for _ in range(game.table.exercise.turns):
        game.to_phase(Phase.ORDERS)
        game.play_phase()
        for _ in range(3):
            game.table.control(ruler.ruling(game.table.exercise))
        game.table.control(PauseExercise(paused=True, reason="A break."))
        game.table.control(PauseExercise(paused=False))
        game.to_phase(Phase.PICTURE)
    game.table.control(EndExercise())
    game.table.control(AdvancePhase(to=Phase.HOT_WASH))
    for organisation in game.world.organisations:
        game.table.give(organisation, GiveHotWash(assumed="Little.", knew="Much."))
    return game.table


def words_told(entries: list[Entry], *audiences: Audience) -> set[str]:
    """The planted words in the parts of these audiences."""
    return {
        word
        for entry in entries
        for audience, part in entry.parts.items()
        if audience in audiences
        for word in WORD.findall(part.content.decode())
    }


def words_withheld(entries: list[Entry], audience: Audience) -> set[str]:
    """The planted words that stand in parts of others, and in none that this audience may read."""
    everybody = {one for entry in entries for one in entry.parts}
    return words_told(entries, *everybody) - words_told(entries, PUBLIC, audience)
