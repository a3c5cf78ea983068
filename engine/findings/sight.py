"""What a detector sees: the exercise, and what the week under its eyes has brought. Look-ups, no rules of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from engine.effects import CapacityEffect, ComponentEffect, ContractEffect, Effect, SiteEffect, StockEffect
from engine.events import (
    ComponentRow,
    ComponentsReported,
    Event,
    LineRow,
    LinesReported,
    ShipmentRow,
    Shipped,
    StockRow,
    StocksReported,
)
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import ComponentId, LineId, OrganisationId, StepId, SystemId
from engine.playbook import Step
from engine.rules.outcomes import bound
from engine.world import World

Growth = ContractEffect | CapacityEffect | ComponentEffect | SiteEffect
"""Effects by which more is made."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What holds of one subject now, with the figures that say so."""

    subject: str
    evidence: Mapping[str, int]


@dataclass(frozen=True)
class Sight:
    """One look; `events` are those of the week, or none at the picture of a turn."""

    exercise: Exercise
    events: tuple[Event, ...] = ()

    @property
    def world(self) -> World:
        """What is declared."""
        return self.exercise.world

    @cached_property
    def stocks(self) -> tuple[StockRow, ...]:
        """Every system in every theatre that moved or was needed in the week."""
        return tuple(row for one in self.events if isinstance(one, StocksReported) for row in one.rows)

    @cached_property
    def lines(self) -> tuple[LineRow, ...]:
        """Every line in the week."""
        return tuple(row for one in self.events if isinstance(one, LinesReported) for row in one.rows)

    @cached_property
    def components(self) -> tuple[ComponentRow, ...]:
        """Every component in the week."""
        return tuple(row for one in self.events if isinstance(one, ComponentsReported) for row in one.rows)

    @cached_property
    def shipments(self) -> tuple[ShipmentRow, ...]:
        """Everything that set out for a theatre in the week."""
        return tuple(row for one in self.events if isinstance(one, Shipped) for row in one.rows)

    @cached_property
    def short(self) -> frozenset[SystemId]:
        """Systems that were short in some theatre in the week; asked for by name, never walked."""
        return frozenset(row.system for row in self.stocks if row.short > 0)

    @cached_property
    def short_priority(self) -> tuple[SystemId, ...]:
        """Priority systems that were short in some theatre in the week, in the deck's order."""
        return tuple(SystemId(one) for one in self.world.deck.priority_systems if one in self.short)

    def turn_of(self, week: int) -> int:
        """The turn that holds a week."""
        ends = accumulate(self.world.deck.pace(self.exercise.pace).turns)
        return 1 + sum(end < week for end in ends)

    def open_steps(self) -> Iterator[tuple[Initiative, Step, StepState]]:
        """Every step that is open, or was declined in this turn; oldest initiative first."""
        for initiative in self.exercise.initiatives.values():
            if initiative.done_week is not None or initiative.stopped in ("merged", "withdrawn"):
                continue
            kind = self.exercise.type_of(initiative)
            for declared in kind.steps:
                step = initiative.steps.get(StepId(declared.id))
                declined = step is not None and step.verdict == "declined" and step.answered_turn == self.exercise.turn
                if step is not None and (declined or (initiative.running and step.waits)):
                    yield initiative, declared, step

    def effects_of(self, initiative: Initiative) -> tuple[Effect, ...]:
        """What an initiative brings about, with its parameters filled in; worked out once for each way to fill them in."""
        known: dict[Any, tuple[Effect, ...]] = self.world.kept.setdefault("effects of initiatives", {})
        key = (initiative.type, *initiative.parameters.items())
        if key not in known:
            effects = self.exercise.type_of(initiative).effects
            known[key] = tuple(bound(one, initiative.parameters) for one in effects)
        return known[key]

    def lifted_by(self, initiative: Initiative) -> tuple[SystemId, ...]:
        """The systems of which an initiative brings more, each once: made, or out of a stock."""
        known: dict[Any, tuple[SystemId, ...]] = self.world.kept.setdefault("systems of initiatives", {})
        key = (initiative.type, *initiative.parameters.items())
        if key not in known:
            known[key] = tuple(dict.fromkeys(one for effect in self.effects_of(initiative) for one in self._lifted(effect)))
        return known[key]

    def _lifted(self, effect: Effect) -> Iterator[SystemId]:
        match effect:
            case ContractEffect():
                yield SystemId(effect.system)
            case CapacityEffect() | SiteEffect():
                yield SystemId(self.world.lines[LineId(effect.line)].system)
            case StockEffect() if int(effect.units) > 0:
                yield SystemId(effect.system)
            case ComponentEffect():
                for line in self.world.lines.values():
                    if any(one.component == effect.component for one in self.world.materials_of(line)):
                        yield SystemId(line.system)
            case _:
                pass

    def grows(self, initiative: Initiative) -> bool:
        """Whether an initiative brings more capacity, of whatever kind."""
        return any(isinstance(one, Growth) for one in self.effects_of(initiative))

    def partners_in(self, initiative: Initiative) -> list[OrganisationId]:
        """The partners that an initiative's parameters name, each once."""
        found = dict.fromkeys(OrganisationId(one) for one in initiative.parameters.values())
        return [one for one in found if one in self.world.partners]

    def abroad(self, initiative: Initiative) -> list[OrganisationId]:
        """The partners that an initiative's parameters name, or whose lines they name, each once."""
        lines = [self.world.lines[LineId(one)] for one in initiative.parameters.values() if one in self.world.lines]
        hosts = [OrganisationId(one.country) for one in lines if one.country in self.world.partners]
        return list(dict.fromkeys((*self.partners_in(initiative), *hosts)))

    def binding(self) -> tuple[ComponentId, ...]:
        """Components that held up a line in the week just resolved, each once, in declared order."""
        bound_by = {line.binding for line in self.exercise.stocks.lines.values()}
        return tuple(one for one in self.world.components if one in bound_by)
