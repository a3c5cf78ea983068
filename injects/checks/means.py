"""Which levers an organisation can begin with what it has. What the others want for their part is for play."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.playbook import InitiativeType, Price, Step
from engine.world import World
from injects.checks.arriving import balance
from injects.checks.filling import Filling, is_number

QUARTER = 13


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step of its own takes of an organisation, at the least; thousand dollars from one of these accounts."""

    slots: Mapping[str, int]
    accounts: tuple[str, ...] = ()
    price: int = 0


class Means:
    """The levers of a world, by who may propose them, with what each takes of its proposer's own slots and accounts."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.offered: dict[str, list[Sequence[Cost]]] = {}
        """By organisation: for each lever that it may propose the costs of the steps that are surely its own."""
        self.levers: dict[str, list[str]] = {}
        """By organisation: the ids of these levers, in the same order."""
        self.asked: set[str] = set()
        """Organisations to which some lever brings a decision or a payment."""
        for lever in world.playbook.values():
            self._read(lever)

    def affordable(self, organisation: str, week: int) -> int:
        """How many of its levers it can pay for in a week, as if it had spent nothing before."""
        return len(self.affordable_levers(organisation, week))

    def affordable_levers(self, organisation: str, week: int) -> tuple[str, ...]:
        """Which of its levers it can pay for in a week, as if it had spent nothing before."""
        levers = zip(self.levers.get(organisation, ()), self.offered.get(organisation, ()), strict=True)
        return tuple(lever for lever, costs in levers if all(self._gives(organisation, week, cost) for cost in costs))

    def _read(self, lever: InitiativeType) -> None:
        filling = Filling(self._world, lever.parameters)
        steps = [(filling.ways(step.by), step) for step in lever.steps if step.kind in ("decide", "pay")]
        self.asked.update(who for whom, _ in steps for who in whom)
        for proposer in dict.fromkeys(who for one in lever.proposers for who in filling.ways(one)):
            own = [_cost(self._world, filling, step) for whom, step in steps if whom == (proposer,)]
            self.offered.setdefault(proposer, []).append(own)
            self.levers.setdefault(proposer, []).append(lever.id)

    def _gives(self, organisation: str, week: int, cost: Cost) -> bool:
        for kind, number in cost.slots.items():
            slot = self._world.slot_kind(organisation, kind)
            if slot is None or slot.start + slot.per_quarter * (week - 1) // QUARTER < number:
                return False
        return not cost.accounts or any(balance(self._world, name, week) >= cost.price for name in cost.accounts)


def _cost(world: World, filling: Filling, step: Step) -> Cost:
    if step.price is None:
        return Cost(step.spends)
    accounts = tuple(name for name in filling.ways(step.account) if name in world.accounts)
    return Cost(step.spends, accounts, _least(world, filling, step.price))


def _least(world: World, filling: Filling, price: Price) -> int:
    """Thousand dollars that a price comes to at the least, without tooling."""
    numbers = [int(way) for way in filling.values(price.units) if is_number(way)] if price.units else []
    units = min(numbers, default=0)
    costs = [system.unit_cost.value for key, system in world.systems.items() if key in _named(filling, price.per_unit_of)]
    parts = [part.expansion_cost.value for key, part in world.components.items() if key in _named(filling, price.expansion_of)]
    chosen = min(price.by_choice.values(), default=0)
    return price.fixed + chosen + price.per_each * units + min(costs, default=0) * units + min(parts, default=0)


def _named(filling: Filling, reference: str) -> tuple[str, ...]:
    return filling.values(reference) if reference else ()
